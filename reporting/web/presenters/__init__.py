"""How rows and documents look on a page: templates are given what they print and decide nothing."""

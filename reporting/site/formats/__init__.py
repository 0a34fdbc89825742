"""How dates are written on screens and paper, by language; Django reads these modules by their names."""

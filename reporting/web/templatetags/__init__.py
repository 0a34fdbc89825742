"""Template tags for diagrams and page frames."""

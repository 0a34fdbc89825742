"""Management commands and the helpers they share."""

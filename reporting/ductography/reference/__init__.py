"""Generated reference pages of the clinical rules, for radiologists."""

"""The reference pages of the clinical rules, written from the rules for radiologists who do not program."""

"""The printed report: fonts, text, pages, and what stands where. Nothing in here reads the database."""

from . import repairs as repairs  # before any font is read

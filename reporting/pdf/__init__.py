"""The printed report: fonts, text, pages, and what stands where. Nothing in here reads the database."""

from . import reportlab_patches as reportlab_patches  # before any font is read

"""PDF rendering of reports: fonts, text, pages and layout, without database access."""

from . import reportlab_patches as reportlab_patches  # before any font is read

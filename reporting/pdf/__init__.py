"""The printed report: fonts, text, pages, and what stands where. Nothing in here reads the database."""

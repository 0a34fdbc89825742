"""Prepare rows and documents for templates, which contain no logic of their own."""

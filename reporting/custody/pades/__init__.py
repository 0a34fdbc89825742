"""The site's digital signature in a PDF: PAdES, made and checked by pyHanko."""

"""The site's digital PDF signature (PAdES), created and validated with pyHanko."""

"""The bundled fonts and the characters they can print.

reportlab silently prints an empty box for a character missing in a font. Texts are therefore checked here first:
signing is refused with the name of the character, and a preview shows its code instead.
"""

from .faces import BOLD, FOLDER, MONO, PLAIN, REGULAR
from .fallback import unprintable
from .missing import MissingGlyph, describe_missing, missing_glyphs, missing_glyphs_in_texts

__all__ = [
    "BOLD",
    "FOLDER",
    "MONO",
    "PLAIN",
    "REGULAR",
    "MissingGlyph",
    "missing_glyphs_in_texts",
    "missing_glyphs",
    "describe_missing",
    "unprintable",
]

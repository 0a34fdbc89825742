"""The fonts that come with the project, and which characters they print.

reportlab prints a character that a font lacks as an empty box, silently. So whatever is printed is asked for
here first: a signature is refused with the character named, and a preview shows its code in its place.
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

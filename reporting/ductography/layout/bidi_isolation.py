"""Isolate names in right-to-left scripts within sentences."""

from __future__ import annotations

import unicodedata

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def bidi_isolated(text: str) -> str:
    """Wrap ``text`` in Unicode isolates if it contains right-to-left characters.

    Otherwise the Unicode Bidirectional Algorithm would reorder a number or bracket after such a name.
    """
    if any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text

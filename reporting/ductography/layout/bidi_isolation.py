"""Names of any writing inside sentences of the program."""

from __future__ import annotations

import unicodedata

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def bidi_isolated(text: str) -> str:
    """``text`` so that writing from right to left in it moves nothing of the sentence around it.

    By the Unicode Bidirectional Algorithm a number or bracket behind such a name would change its side.
    """
    if any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text

"""Line break opportunities: at spaces, and next to each Chinese or Japanese character.

A small part of Unicode Standard Annex #14, and of the Japanese rule (kinsoku) that no line begins with a closing
character or ends with an opening one. Korean is broken at spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

OPENING = "([{‘“〈《「『【〔〖〘〚（［｛｟｢"
# Closing brackets, stops, marks of repetition and length, and small kana.
CLOSING = (
    ")]}’”〉》」』】〕〗〙〛）］｝｠｣,.!?:;…‥、。，．：；！？｡､・･％‰ー々〻ゝゞヽヾ"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
)
SIGNS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3040-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua000-\ua4cf\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff"
)
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef\u0300-\u036f\u3099\u309a"
_SIGN = re.compile(f"[{SIGNS}]")
_PIECE = re.compile(
    f"[{re.escape(OPENING)}]*(?:[{SIGNS}]|[^{SIGNS}{re.escape(OPENING)}]+)?[{SELECTORS}{re.escape(CLOSING)}]*"
)


def breakable_pieces(paragraph: str) -> Iterator[tuple[str, str]]:
    """Yield the unbreakable pieces of a paragraph, each after its preceding space or ""."""
    split = not paragraph.isascii() and _SIGN.search(paragraph)
    for word in paragraph.split(" "):
        if split and _SIGN.search(word):
            before = " "
            for piece in _PIECE.findall(word):
                if piece:
                    yield before, piece
                    before = ""
        else:
            yield " ", word

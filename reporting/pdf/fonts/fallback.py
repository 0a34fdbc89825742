"""Select a font for characters that the regular fonts cannot print: joined, right-to-left or stacked letters.

The bundled fonts come first, then those of the setting ``FALLBACK_FONTS``. Each is read once per process.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from .faces import BOLD, FOLDER, PLAIN, REGULAR
from .typeface import Typeface, UnusableFont

BUNDLED = (REGULAR.fontName, "NotoSansArabic-Regular", "NotoSansHebrew-Regular")
BUNDLED_BOLD = (BOLD.fontName, "NotoSansArabic-Bold", "NotoSansHebrew-Bold")
# Formatting characters without a glyph; they can be removed.
INVISIBLE = frozenset("\u00ad\u200b\u2060\ufe0e\ufe0f\ufeff")
# Directional marks and isolates, not needed after reordering.
DIRECTIONS = frozenset("\u061c\u200e\u200f\u2066\u2067\u2068\u2069")
# Joiners affect the shape of adjacent letters; a font need not have them.
JOINERS = frozenset("\u200c\u200d")
# Line ends and tabs are not drawn.
SPACING = frozenset("\t\n\r\u2028\u2029")


@lru_cache(maxsize=32)
def typeface(path: str) -> Typeface:
    """Return the font file ``path``; the suffix ``#1`` selects the second font of a collection."""
    file, _, index = path.partition("#")
    if index and not index.isdecimal():
        raise UnusableFont(f"{path} has no number behind #")
    return Typeface(Path(file), int(index or 0))


def typeface_for(cluster: str, font_name: str) -> Typeface | None:
    """Return the first font that has all characters of ``cluster``, for text set in ``font_name``.

    A letter and its marks are always in the same font.
    """
    return _first(cluster, font_name, tuple(settings.FALLBACK_FONTS))


@lru_cache(maxsize=8192)
def _first(cluster: str, font_name: str, more: tuple[str, ...]) -> Typeface | None:
    seen = {character for character in cluster if not is_ignored(character)}
    names = (*BUNDLED_BOLD, *BUNDLED) if font_name == BOLD.fontName else BUNDLED
    for path in (*(str(FOLDER / f"{name}.ttf") for name in names), *more):
        if seen <= (font := typeface(path)).characters:
            return font
    return None


def is_ignored(character: str) -> bool:
    """Return True for a character without a glyph of its own, which a font need not have."""
    return character in INVISIBLE or character in DIRECTIONS or character in JOINERS or is_selector(character)


def is_selector(character: str) -> bool:
    """Return True for a variation selector; a font without the variant prints the letter itself."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def clusters(text: str) -> Iterator[str]:
    """Split ``text`` into letters, each with its following marks, joiners and selectors."""
    start = 0
    for place in range(1, len(text)):
        if not _follows(text[place]):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _follows(character: str) -> bool:
    if character in PLAIN:
        return False
    return character in JOINERS or is_selector(character) or unicodedata.category(character)[0] == "M"


def unprintable(text: str) -> Iterator[str]:
    """Yield the characters of ``text`` that cannot be printed, at least one for each such cluster."""
    if PLAIN.issuperset(text):
        return
    for cluster in clusters(unicodedata.normalize("NFC", text)):
        if not PLAIN.issuperset(cluster) and cluster not in SPACING:
            yield from _unprintable(cluster)


def _unprintable(cluster: str) -> tuple[str, ...]:
    refused = [character for character in cluster if _is_refused(character)]
    if refused or typeface_for(cluster, REGULAR.fontName):
        return tuple(refused)
    seen = [character for character in cluster if not is_ignored(character)]
    lacking = [character for character in seen if typeface_for(character, REGULAR.fontName) is None]
    return tuple(lacking or seen[1:])  # all are available singly, but not in this combination


def _is_refused(character: str) -> bool:
    """Return True for controls, surrogates, and private or unassigned codes, which have no defined glyph."""
    return unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}

"""Which font prints what the ordinary ones do not: joined, turned and stacked letters, and scripts of their own.

The project's fonts come first, then those that the setting ``FALLBACK_FONTS`` names. Each is read when a report needs
it for the first time, once in a process.
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
# Formatting characters without a shape of their own; text reads the same without them.
INVISIBLE = frozenset("\u00ad\u200b\u2060\ufe0e\ufe0f\ufeff")
# Marks and isolates of direction have done their part when a line is ordered.
DIRECTIONS = frozenset("\u061c\u200e\u200f\u2066\u2067\u2068\u2069")
# Joiners shape the letters beside them, and a font need not have them.
JOINERS = frozenset("\u200c\u200d")
# Line ends and tabs are set, not drawn.
SPACING = frozenset("\t\n\r\u2028\u2029")


@lru_cache(maxsize=32)
def typeface(path: str) -> Typeface:
    """The font file ``path``; ``#1`` behind it means the second font of a collection."""
    file, _, index = path.partition("#")
    if index and not index.isdecimal():
        raise UnusableFont(f"{path} has no number behind #")
    return Typeface(Path(file), int(index or 0))


def typeface_for(cluster: str, font_name: str) -> Typeface | None:
    """The first font that has all of ``cluster``, which is in words set in ``font_name``.

    A letter with its marks is never of two fonts.
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
    """Whether a font need not have it: it changes what stands beside it, and has no shape of its own."""
    return character in INVISIBLE or character in DIRECTIONS or character in JOINERS or is_selector(character)


def is_selector(character: str) -> bool:
    """A variation selector: where a font knows the variant it is used, and else the letter itself is right."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def clusters(text: str) -> Iterator[str]:
    """``text`` in letters, each with the marks, joiners and selectors behind it."""
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
    """The characters of ``text``, in order, that cannot be printed; of a cluster at least one."""
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
    return tuple(lacking or seen[1:])  # each alone is there, but not the marks for this letter


def _is_refused(character: str) -> bool:
    """Controls, surrogates, and private or unassigned codes: whatever a font draws for them is a guess."""
    return unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}

"""Fonts for Latin, Greek and Cyrillic script, used for nearly all text of a report."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent
SUBSETS_KEPT = 64  # of about 20 kB, for each font


def _load(name: str) -> TTFont:
    """Load a font with a cache of its recent subsets; most reports need the same few characters."""
    font = TTFont(name, FOLDER / f"{name}.ttf", shapable=False)
    cut = lru_cache(maxsize=SUBSETS_KEPT)(font.face.makeSubset)
    font.face.makeSubset = lambda codes: cut(tuple(codes))  # type: ignore[method-assign, assignment]
    return font


# Registered once on import: the import lock makes a second thread wait.
REGULAR, BOLD, MONO = map(_load, ("DejaVuSansCondensed", "DejaVuSansCondensed-Bold", "DejaVuSansMono"))
for _font in (REGULAR, BOLD, MONO):
    registerFont(_font)


def _is_plain(character: str) -> bool:
    return not unicodedata.category(character).startswith("M") and unicodedata.bidirectional(
        character
    ) not in {"R", "AL", "AN"}


# Left-to-right characters that need no shaping, which reportlab can print.
PLAIN = frozenset(
    filter(_is_plain, map(chr, frozenset(REGULAR.face.charToGlyph) & frozenset(BOLD.face.charToGlyph)))
)

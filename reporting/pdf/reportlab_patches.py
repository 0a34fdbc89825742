"""Patches of reportlab 5.1. `tests/pdf/test_reportlab_patches.py` fails when one is no longer needed."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, Literal

from reportlab.pdfbase import ttfonts

BLOCK_ENTRIES_MAX = 100  # Adobe Technical Note 5014


def to_unicode(font_name: str, subset: Sequence[int]) -> str:
    """Return the map from the codes of a font subset to characters.

    reportlab maps the unused code 0 to U+0000, which PDF/UA-1 (7.21.7) and PDF/A-3a (6.2.11.7.2) forbid, and
    writes characters beyond U+FFFF as five digits instead of UTF-16.
    """
    known = [(code, character) for code, character in enumerate(subset) if character]
    blocks = []
    for start in range(0, len(known), BLOCK_ENTRIES_MAX):
        block = known[start : start + BLOCK_ENTRIES_MAX]
        blocks.append(f"{len(block)} beginbfchar")
        blocks += [f"<{code:02X}> <{chr(value).encode('utf-16-be').hex().upper()}>" for code, value in block]
        blocks.append("endbfchar")
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({font_name}) /Ordering ({font_name}) /Supplement 0 >> def",
            f"/CMapName /{font_name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def with_widths(font: Any, charInfo: Literal[0, 1] | bool = 1) -> None:
    """Read a font as reportlab does, but with correct glyph widths.

    A font whose last glyphs share one width, such as a monospaced one, states it once, in units of the font.
    reportlab takes that width of the other glyphs as thousandths of an em, against ISO 14289-1, 7.21.5.
    """
    read_font(font, charInfo)
    if charInfo:
        (stated,) = struct.unpack(">H", font.get_table("hhea")[34:36])
        last = font.hmetrics[stated - 1][0]
        font.hmetrics[stated:] = [(last, bearing) for _, bearing in font.hmetrics[stated:]]


reportlab_to_unicode = ttfonts.makeToUnicodeCMap
read_font = ttfonts.TTFontFile.extractInfo
ttfonts.makeToUnicodeCMap = to_unicode  # type: ignore[assignment]
ttfonts.TTFontFile.extractInfo = with_widths  # type: ignore[method-assign, assignment]

"""The glyphs that stand in the pages of a PDF, by their outlines: copied text alone does not show a wrong letter."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

from reporting.pdf.fonts import FOLDER

Outline = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]


@dataclass(frozen=True)
class Drawn:
    """A glyph as it is drawn: its outline in units of its font, how far above the line, and what it reads as."""

    outline: Outline
    rise: float
    text: str


def drawn(pdf: bytes) -> Iterator[Drawn]:
    """Every glyph of a composite font, in the order of the page content."""
    for page in PdfReader(io.BytesIO(pdf)).pages:
        fonts = {name: _Font(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
        font, rise = None, 0.0
        for operands, operator in ContentStream(page.get_contents(), None).operations:
            if operator == b"Tf":
                font = fonts[operands[0]]
            elif operator == b"Ts":
                rise = float(operands[0])
            elif operator in (b"TJ", b"Tj") and font and font.composite:
                for shown in operands[0] if operator == b"TJ" else operands:
                    if not isinstance(shown, float | int):
                        yield from font.read(_bytes(shown), rise)


def of_character(font: str, character: str) -> Outline:
    """The outline that the font file ``font`` of the project has for ``character``."""
    with TTFont(FOLDER / f"{font}.ttf") as opened:
        table = opened["glyf"]
        return _outline(table[opened.getBestCmap()[ord(character)]], table)


class _Font:
    def __init__(self, font: DictionaryObject) -> None:
        self.composite = font["/Subtype"] == "/Type0"
        if not self.composite:
            return
        below = font["/DescendantFonts"][0].get_object()
        self._map = below["/CIDToGIDMap"].get_object().get_data()
        file = TTFont(io.BytesIO(below["/FontDescriptor"]["/FontFile2"].get_object().get_data()))
        file.setGlyphOrder([str(number) for number in range(file["maxp"].numGlyphs)])
        self._glyphs = file["glyf"]
        unicode = font["/ToUnicode"].get_object().get_data().decode("ascii")
        self._texts = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be")
            for code, text in re.findall(r"<(\w{4})> <(\w+)>", unicode)
        }

    def read(self, codes: bytes, rise: float) -> Iterator[Drawn]:
        for start in range(0, len(codes), 2):
            code = int.from_bytes(codes[start : start + 2], "big")
            number = int.from_bytes(self._map[2 * code : 2 * code + 2], "big")
            yield Drawn(_outline(self._glyphs[str(number)], self._glyphs), rise, self._texts[code])


def _bytes(shown: object) -> bytes:
    return getattr(shown, "original_bytes", shown)  # type: ignore[return-value]


def _outline(glyph: Glyph, table: object) -> Outline:
    coordinates, ends, _flags = glyph.getCoordinates(table)
    return tuple(coordinates), tuple(ends)


PROJECT_FONTS = tuple(sorted(path.stem for path in Path(FOLDER).glob("*.ttf")))

"""Embed shaped glyphs as a composite font in which each code is a pair of glyph and text.

reportlab's own fonts identify a glyph by its character. Here one glyph may represent several texts, and a text a
joined form without a character, so each pair gets a code when it is first used.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfdoc

from .typeface import Glyph, Typeface

JOINER = "\u2060"  # invisible text of a glyph whose characters belong to another glyph
ENTRIES = 100  # limit of a character map block
SYMBOLIC = 4  # own character set


class EmbeddedFont:
    """One typeface in one document; reportlab calls ``addObjects`` on saving."""

    fontName = ""  # reportlab compares it with names of its own fonts

    def __init__(self, typeface: Typeface, name: str) -> None:
        self.typeface = typeface
        self.name = name
        self._codes: dict[tuple[int, str], int] = {(0, JOINER): 0}

    @classmethod
    def of(cls, document: Any, typeface: Typeface) -> Self:
        """Return the font of ``document``, created on first use."""
        fonts = [font for font in document.delayedFonts if isinstance(font, cls)]
        for font in fonts:
            if font.typeface is typeface:
                return font
        font = cls(typeface, f"S{len(fonts) + 1}")
        document.delayedFonts.append(font)
        return font

    def operators(self, glyphs: Iterable[Glyph], size: float) -> str:
        """Return the operators that show ``glyphs`` from the current position of a text object."""
        done: list[str] = []
        row: list[str] = []
        height = gap = 0.0  # above the base line; to the right before the next glyph, thousandths

        def end() -> None:
            if row:
                done.append(f"[{''.join(row)}] TJ".replace("><", ""))
                row.clear()

        for glyph in glyphs:
            if glyph.y != height:
                end()
                height = glyph.y
                done.append(f"{fp_str(height * size / 1000)} Ts")
            gap += glyph.x
            if round(gap, 3):
                row.append(fp_str(-gap))
            row.append(f"<{self._code(glyph):04X}>")
            gap = glyph.advance - glyph.x - self.typeface.advance(glyph.number)
        if round(gap, 3):
            row.append(fp_str(-gap))
        end()
        if height:
            done.append("0 Ts")
        return f"/{self.name} {fp_str(size)} Tf {' '.join(done)}"

    def _code(self, glyph: Glyph) -> int:
        return self._codes.setdefault((glyph.number, glyph.text or JOINER), len(self._codes))

    def addObjects(self, document: Any) -> None:  # noqa: N802  # reportlab's name
        """Write the font dictionaries and the used subset of the font file."""
        numbers = [number for number, _text in self._codes]
        file, places = self.typeface.subset(tuple(sorted(set(numbers))))
        mapped = b"".join(places[number].to_bytes(2, "big") for number in numbers)
        name = f"{_tag(self.name)}+{self.typeface.name}"
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{name}",
                "Flags": SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(list(self.typeface.box)),
                "ItalicAngle": 0,
                "StemV": 80,
                "FontFile2": self._stream(document, file, "file", Length1=len(file)),
                **self.typeface.metrics,
            }
        )
        widths = pdfdoc.PDFArray([0, pdfdoc.PDFArray([self.typeface.advance(number) for number in numbers])])
        below = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{name}",
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": document.Reference(descriptor, f"{self.name}:descriptor"),
                "W": widths,
                "CIDToGIDMap": self._stream(document, mapped, "glyphs"),
            }
        )
        texts = [text for _number, text in self._codes]
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{name}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(below, f"{self.name}:descendant")]),
                "ToUnicode": self._stream(document, character_map(texts), "unicode"),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font, self.name)

    def _stream(self, document: Any, content: bytes, what: str, **entries: int) -> Any:
        stream = pdfdoc.PDFStream(content=content)
        stream.dictionary.dict.update(entries)
        if document.compression:
            stream.filters = [pdfdoc.PDFZCompress]
        return document.Reference(stream, f"{self.name}:{what}")


def actual_text_operator(text: str) -> str:
    """Return the operator that begins glyphs to be read as ``text``; EMC ends them."""
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC"


def _tag(name: str) -> str:
    """Return the prefix of six capitals of a subset font's name."""
    return f"SHAPE{chr(ord('A') - 1 + int(name[1:]))}"


def character_map(texts: list[str]) -> bytes:
    """Return the ToUnicode map from codes to texts in UTF-16."""
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts)]
    blocks = []
    for start in range(0, len(lines), ENTRIES):
        block = lines[start : start + ENTRIES]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    ).encode("ascii")

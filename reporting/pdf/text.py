"""Make text printable, break it into lines, and draw it. Markup is not interpreted, so none can be injected.

reportlab's Paragraph would interpret or drop whatever looks like a tag, and is not used. All text passes through
``printable`` and is drawn as plain strings. A line is kept in typed order; ``Face.draw`` reorders and shapes it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from . import bidi
from .fonts import PLAIN, unprintable
from .fonts.embedding import EmbeddedFont, actual_text_operator
from .fonts.fallback import DIRECTIONS, INVISIBLE, JOINERS, clusters
from .line_breaks import breakable_pieces
from .shaping import Span, spans

TAB = "    "
SPACING = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": TAB, **dict.fromkeys(INVISIBLE)})
ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})  # in a string of a content stream
UNUSED = str.maketrans(dict.fromkeys(DIRECTIONS | JOINERS))  # in text that needs no shaping
SHAPED_LINES_CACHED = 2048  # lines; each is measured and may be drawn on every page


class Line(str):
    """One line, in typed order, of a paragraph with right-to-left text.

    ``levels`` are those of its characters in the whole paragraph and ``base`` that of the paragraph, as
    ``bidi.levels`` gives them; it is drawn ``indent`` points to the right.
    """

    __slots__ = ("base", "indent", "levels")
    levels: tuple[int, ...]
    base: int
    indent: float

    @classmethod
    def of(cls, text: str, levels: tuple[int, ...], base: int, indent: float = 0.0) -> Self:
        line = cls(text)
        line.levels, line.base, line.indent = levels, base, indent
        return line


@dataclass(frozen=True, slots=True)
class Face:
    """A font with size and leading in points, and its colour as red, green, blue from 0 to 1."""

    font: TTFont
    size: float
    leading: float
    colour: tuple[float, float, float]

    def width(self, text: str) -> float:
        """Return the width of ``text`` in points."""
        if PLAIN.issuperset(text):
            return float(self.font.stringWidth(text, self.size))
        return sum(span.width(self.font, self.size) for span in self._spans(text))

    def draw(self, words: PDFTextObject, x: float, y: float, text: str) -> None:
        """Draw the line ``text`` with its base line at ``x``, ``y``; ``words`` already has this font and colour."""
        words.setTextOrigin(x + (text.indent if isinstance(text, Line) else 0.0), y)
        text_object: Any = words  # its private members are missing in the published types
        if text.isascii() and text.isprintable():
            self._draw_ascii(text_object, text)
            return
        if PLAIN.issuperset(text):
            words.textOut(text)
            return
        for span in self._spans(text):
            if span.typeface is None:
                words.textOut(span.text)
            else:
                font = EmbeddedFont.of(text_object._canvas._doc, span.typeface)
                shown = font.operators(span.glyphs, self.size)
                text_object._code.append(
                    f"{actual_text_operator(span.text)} {shown} EMC" if span.is_stacked else shown
                )
                text_object._curSubset = -1  # the font must be selected again

    def _draw_ascii(self, words: Any, text: str) -> None:
        """Write reportlab's operators without looking up every letter: its first subset begins with ASCII."""
        if words._curSubset != 0:
            name = self.font.getSubsetInternalName(0, words._canvas._doc)
            words._code.append(f"{name} {self.size:g} Tf")
            words._curSubset = 0
        words._code.append(f"({text.translate(ESCAPED)}) Tj")

    def draw_at(self, canvas: Canvas, x: float, y: float, text: str) -> None:
        """Draw a single line outside a row, in the font and colour of this face."""
        words = canvas.beginText()
        words.setFont(self.font.fontName, self.size)
        words.setFillColorRGB(*self.colour)
        self.draw(words, x, y, text)
        canvas.drawText(words)

    def _spans(self, text: str) -> tuple[Span, ...]:
        if isinstance(text, Line):
            return _ordered_spans(str(text), text.levels, text.base, self.font)
        return _ordered_spans(text, None, None, self.font)


@lru_cache(maxsize=SHAPED_LINES_CACHED)
def _ordered_spans(
    text: str, levels: tuple[int, ...] | None, base: int | None, font: TTFont
) -> tuple[Span, ...]:
    if base is None or levels is None:
        text = printable(text).replace("\n", " ")  # removes characters that no font has
        base = bidi.base_level(text)
        levels = bidi.levels(text, base)
    return tuple(spans(text, levels, base, font))


def printable(text: str) -> str:
    """Return ``text`` with characters that no font has replaced by their codes, such as ⟦U+1F600⟧."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(SPACING)
    if PLAIN.issuperset(shorter := text.translate(UNUSED)):
        return shorter
    for character in set(unprintable(text)):
        text = text.replace(character, f"⟦U+{ord(character):04X}⟧")
    return text


def wrap_lines(
    text: str, face: Face, width: float, first: float | None = None, *, aligned: bool = True
) -> list[str]:
    """Break ``text`` into lines of at most ``width`` points, keeping its line breaks and breaking long words.

    ``first`` is the width of the first line, which is "" if no word fits. Right-to-left paragraphs are right-aligned
    if ``aligned``, unless the whole text is one line.
    """
    room = width if first is None else first
    broken: list[str] = []
    paragraphs = printable(text).split("\n")
    for paragraph in paragraphs:
        fits = face.width(paragraph) <= room
        filled = [paragraph] if fits else [*_wrap_paragraph(paragraph, face, width, room)]
        if not PLAIN.issuperset(paragraph):
            beside = not aligned or len(filled) == len(paragraphs) == 1
            filled = _with_levels(paragraph, filled, face, None if beside else width, room)
        broken += filled
        room = width
    return broken


def clip_lines(text: str, face: Face, width: float, count: int) -> list[str]:
    """Return at most ``count`` lines; "…" marks omitted text."""
    broken = wrap_lines(text.replace("\n", " "), face, width)
    if len(broken) <= count:
        return broken
    last = str(broken[count - 1])
    while last and face.width(last + "…") > width:
        last = last[:-1]
    last = last.rstrip() + "…"
    if isinstance(broken[0], Line) and broken[0].base:
        return [*broken[: count - 1], Line.of(last, bidi.levels(last, 1), 1)]
    return [*broken[: count - 1], last]


def _with_levels(
    paragraph: str, filled: Iterable[str], face: Face, width: float | None, room: float
) -> list[str]:
    """Add the bidirectional levels to the lines of ``paragraph``; right-to-left lines are aligned at ``width``."""
    base = bidi.base_level(paragraph)
    levels = bidi.levels(paragraph, base)
    if not any(levels):
        return [*filled]
    directed: list[str] = []
    end = 0
    for text in filled:
        start = paragraph.find(text, end)  # lines are separated by one omitted space or nothing
        end = start + len(text)
        line = Line.of(text, levels[start:end], base)
        if base and width is not None:
            line.indent = max((width if directed else room) - face.width(line), 0.0)
        directed.append(line)
    return directed


def _wrap_paragraph(paragraph: str, face: Face, width: float, room: float) -> Iterator[str]:
    """Yield the lines of one paragraph, the first at most ``room`` wide and the others ``width``."""
    space = face.width(" ")
    line: list[str] = []
    used = 0.0
    for before, word in breakable_pieces(paragraph):
        gap = space if before and line else 0.0
        needed = face.width(word)
        if used + gap + needed > room and (line or (room < width)):
            yield "".join(line)
            line, used, room, gap = [], 0.0, width, 0.0
        if needed > width:
            *whole, word = _break_word(word, face, width)
            yield from whole
            needed = face.width(word)
        line += [before, word] if gap else [word]
        used += gap + needed
    yield "".join(line)


def _break_word(word: str, face: Face, width: float) -> Iterator[str]:
    """Split a word wider than a line where the line is full, keeping letters and their marks together."""
    start, used = 0, 0.0
    place = 0
    plain = PLAIN.issuperset(word)
    per_em = face.size / 1000
    widths, default = face.font.face.charWidths, face.font.face.defaultWidth
    for letter in word if plain else clusters(word):
        advance = widths.get(ord(letter), default) * per_em if plain else face.width(letter)
        if used + advance > width and place > start:
            yield word[start:place]
            start, used = place, 0.0
        used += advance
        place += len(letter)
    yield word[start:]

"""Text as it is drawn: made printable, broken into lines. No markup is read, so none can be injected.

reportlab's Paragraph understands tags, and drops or obeys what merely looks like one; the report uses none. Every
text goes through ``printable`` and reaches the page as plain strings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfbase.ttfonts import TTFont

from .fonts import INVISIBLE, unprintable

TAB = "    "
SPACING = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": TAB})


@dataclass(frozen=True, slots=True)
class Face:
    """A font at a size with its line distance in points, and its colour as red, green, blue from 0 to 1."""

    font: TTFont
    size: float
    leading: float
    colour: tuple[float, float, float]

    def width(self, text: str) -> float:
        """Width of ``text`` in points."""
        return float(self.font.stringWidth(text, self.size))


def printable(text: str) -> str:
    """``text`` in characters that the fonts have; any other one shows its code, as ⟦U+1F600⟧, never a box."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(SPACING)
    text = "".join(character for character in text if character not in INVISIBLE)
    for character in set(unprintable(text)):
        text = text.replace(character, f"⟦U+{ord(character):04X}⟧")
    return text


def lines(text: str, face: Face, width: float, first: float | None = None) -> list[str]:
    """``text`` in lines no wider than ``width`` points: its own line breaks kept, long words broken.

    ``first`` is the width of the very first line, which is "" when no word goes into it.
    """
    room = width if first is None else first
    broken: list[str] = []
    for paragraph in printable(text).split("\n"):
        if face.width(paragraph) <= room:
            broken.append(paragraph)
        else:
            broken += _fill(paragraph, face, width, room)
        room = width
    return broken


def clipped(text: str, face: Face, width: float, count: int) -> list[str]:
    """At most ``count`` lines; what is left out is told by "…"."""
    broken = lines(text.replace("\n", " "), face, width)
    if len(broken) <= count:
        return broken
    last = broken[count - 1]
    while last and face.width(last + "…") > width:
        last = last[:-1]
    return [*broken[: count - 1], last.rstrip() + "…"]


def _fill(paragraph: str, face: Face, width: float, room: float) -> Iterator[str]:
    """One paragraph in lines, the first of which has ``room`` and the others ``width``."""
    space = face.width(" ")
    line: list[str] = []
    used = 0.0
    for word in paragraph.split(" "):
        needed = face.width(word)
        if used + needed > room and (line or (room < width)):
            yield " ".join(line)
            line, used, room = [], 0.0, width
        if needed > width:
            *whole, word = _pieces(word, face, width)
            yield from whole
            needed = face.width(word)
        used += needed + space
        line.append(word)
    yield " ".join(line)


def _pieces(word: str, face: Face, width: float) -> Iterator[str]:
    """A word wider than a line, cut where the line is full."""
    per_em = face.size / 1000
    widths, default = face.font.face.charWidths, face.font.face.defaultWidth
    start, used = 0, 0.0
    for place, character in enumerate(word):
        advance = widths.get(ord(character), default) * per_em
        if used + advance > width and place > start:
            yield word[start:place]
            start, used = place, 0.0
        used += advance
    yield word[start:]

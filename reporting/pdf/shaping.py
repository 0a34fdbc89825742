"""Shape a line of any script into spans of one font and direction, in visual order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont

from . import bidi
from .fonts import PLAIN
from .fonts.fallback import DIRECTIONS, clusters, typeface_for
from .fonts.typeface import Glyph, Typeface

COMMON = frozenset({"", "Zyyy", "Zinh", "Zzzz"})  # characters common to all scripts


@dataclass(frozen=True, slots=True)
class Span:
    """Adjacent characters of one font. Without a ``typeface`` they are printed unshaped."""

    text: str
    typeface: Typeface | None = None
    glyphs: tuple[Glyph, ...] = ()
    right_to_left: bool = False

    def width(self, font: TTFont, size: float) -> float:
        """Return the width in points; ``font`` is used for text without a typeface."""
        if self.typeface is None:
            return float(font.stringWidth(self.text, size))
        return sum(glyph.advance for glyph in self.glyphs) * size / 1000

    @property
    def is_stacked(self) -> bool:
        """True if the span needs an ActualText: a glyph is offset or has no text."""
        return not self.right_to_left and any(not glyph.text or glyph.x or glyph.y for glyph in self.glyphs)


def spans(text: str, levels: Sequence[int], base: int, font: TTFont) -> Iterator[Span]:
    """Yield the spans of the line ``text`` from left to right, by the ``levels`` of its characters."""
    for start, end, level in bidi.visual_runs(text, levels, base):
        if level % 2:
            yield from _right_to_left_spans(text[start:end], font)
        else:
            yield from _left_to_right_spans(text[start:end], font)


def _left_to_right_spans(text: str, font: TTFont) -> Iterator[Span]:
    """Yield the spans of a left-to-right run, unshaped where the regular font has the letters."""
    for plain, group in groupby(clusters(text), PLAIN.issuperset):
        written = "".join(group)
        if plain:
            yield Span(written)
        else:
            for part, typeface in _typeface_runs(written, font):
                yield Span(part, typeface, typeface.shaped(part, False))


def _right_to_left_spans(text: str, font: TTFont) -> Iterator[Span]:
    """Return the spans of a right-to-left run. A space has the adjacent font but the width of the regular one."""
    found: list[Span] = []
    for part, typeface in _typeface_runs(text, font):
        glyphs: list[Glyph] = []
        for word in re.split("( )", part):
            if word == " ":
                glyphs[:0] = [typeface.space(font.stringWidth(" ", 1000))]
            elif word:
                glyphs[:0] = typeface.shaped(word, True)
        found.append(Span(part, typeface, tuple(glyphs), True))
    return reversed(found)


def _typeface_runs(text: str, font: TTFont) -> Iterator[tuple[str, Typeface]]:
    """Split ``text`` where font or script changes; common characters stay with the preceding script."""
    part, current, script = "", None, ""
    for cluster in clusters("".join(character for character in text if character not in DIRECTIONS)):
        own = _script(cluster[0])
        if own or not (current and current.characters.issuperset(cluster)):
            wanted = typeface_for(cluster, font.fontName)
            if current and (wanted is not current or (script and own and own != script)):
                yield part, current
                part, script = "", ""
            current = wanted
        if current is None:
            raise ValueError(f"no font has all of {ascii(cluster)}; ask `unprintable` first")
        part += cluster
        script = script or own
    if current:
        yield part, current


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    found = buffer.script or ""
    return "" if found in COMMON else found

"""The surgical map on paper: figures side by side in their order, below them what their numbers mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.pdfgen.textobject import PDFTextObject

from reporting.ductography.diagrams import Figure, LegendEntry, SurgicalMap
from reporting.ductography.diagrams.primitives import Anchor, Text, Tone

from . import style
from .blocks import Cell, Row
from .canvas import TaggedCanvas
from .fields import text_row
from .fonts import BOLD, REGULAR
from .strokes import TONES, operators
from .style import Look
from .tagging import Element
from .text import Face, lines, printable

GAP = 3.0 * mm  # between two figures
ABOVE = 6.0
LEGEND_LABEL = 20.0
LEGEND_GAP = 10.0
COLUMNS = 2
NUMBERED = "/A<</O/List/ListNumbering/Decimal>>"


@dataclass(frozen=True, slots=True)
class Drawing:
    """One figure at its place: its left edge, points from that of the row, and points for a millimetre."""

    figure: Figure
    element: Element
    left: float
    scale: float

    @property
    def height(self) -> float:
        return self.figure.height * self.scale

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Shapes and words in the order of the description, as one figure of the structure tree."""
        x += self.left
        box = (x, top - self.height, x + self.figure.width * self.scale, top)
        words = canvas.beginText()
        face = None
        for shape in self.figure.shapes:
            if not isinstance(shape, Text):
                continue
            if face is not (face := _face(shape.size, shape.bold, shape.tone, self.scale)):
                words.setFont(face.font.fontName, face.size)
                words.setFillColorRGB(*face.colour)
            _write(words, shape, face, x, top, self.scale)
        with canvas.figure(self.element, box):
            canvas.draw(operators(self.figure.shapes, x, top, self.scale))
            canvas.drawText(words)


@dataclass(frozen=True, slots=True)
class Drawings:
    """Figures side by side, never cut, and never parted from the first line of what they mean."""

    drawings: tuple[Drawing, ...]
    above: float = 0.0
    keeps_next: bool = True

    @property
    def height(self) -> float:
        return self.above + max(drawing.height for drawing in self.drawings)

    @property
    def least(self) -> float:
        return self.height

    def cut(self, height: float, force: bool = False) -> tuple[Self, Self] | None:
        return None

    def on_top(self) -> Self:
        return type(self)(self.drawings, 0.0, self.keeps_next)

    def draw_ground(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Nothing: no part of a figure is decoration."""

    def draw_text(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        for drawing in self.drawings:
            drawing.draw(canvas, x, top - self.above)


def map_blocks(found: SurgicalMap, root: Element, look: Look) -> Iterator[Row | Drawings]:
    """The surgical map; nothing where no place is told."""
    if not found.rows:
        return
    section = root.add("Sect")
    title = _("WHERE IT LIES")
    heading = section.heading(2, title)
    yield text_row(title, look.panel_title, look.width, heading, above=ABOVE, keeps_next=True)
    for row in found.rows:
        yield _side_by_side(row, section, look.width)
    yield from _legend(found.legend, section, look.width)


def _side_by_side(figures: Sequence[Figure], section: Element, width: float) -> Drawings:
    """Figures across the page, a little smaller where they are too many; a single one stands on its side."""
    gaps = GAP * (len(figures) - 1)
    natural = sum(figure.width for figure in figures) * mm
    scale = mm * min(1.0, (width - gaps) / natural)
    room = width - sum(figure.width for figure in figures) * scale
    between = room / (len(figures) - 1) if len(figures) > 1 else 0.0
    left = room if len(figures) == 1 and figures[0].stands_right else 0.0
    placed = []
    for figure in figures:
        placed.append(Drawing(figure, section.figure(figure.alt), left, scale))
        left += figure.width * scale + between
    return Drawings(tuple(placed))


def _legend(entries: Sequence[LegendEntry], section: Element, width: float) -> Iterator[Row]:
    """Numbers and what they mean in columns, read line by line."""
    if not entries:
        return
    face, strong = style.LEGEND, style.LEGEND_STRONG
    column = (width + LEGEND_GAP) / COLUMNS
    room = column - LEGEND_GAP - LEGEND_LABEL
    listed = section.add("L", NUMBERED)
    for start in range(0, len(entries), COLUMNS):
        cells: list[Cell] = []
        for position, entry in enumerate(entries[start : start + COLUMNS]):
            left, item = position * column, listed.add("LI")
            if entry.label:
                cells.append(Cell.plain([printable(entry.label)], strong, item.add("Lbl"), left))
            body = item.add("LBody")
            cells.append(Cell.plain(lines(entry.text, face, room), face, body, left + LEGEND_LABEL))
        yield Row(tuple(cells), face.leading, above=2.0 if start == 0 else 0.0)


def _write(words: PDFTextObject, text: Text, face: Face, x: float, top: float, scale: float) -> None:
    shown = printable(text.text)
    left = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[text.anchor] * face.width(shown)
    face.draw(words, x + text.at[0] * scale - left, top - text.at[1] * scale, shown)


@lru_cache(maxsize=256)
def _face(size: float, bold: bool, tone: Tone, scale: float) -> Face:
    return Face(BOLD if bold else REGULAR, size * scale, size * scale, TONES[tone])

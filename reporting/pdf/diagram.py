"""The surgical map on paper: figures side by side in their order, below them what their numbers mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.pdfgen.textobject import PDFTextObject

from reporting.ductography.diagrams import Figure, LegendEntry, SurgicalMap
from reporting.ductography.diagrams.primitives import Anchor, Box, Circle, Path, Shape, Text, Tone

from . import style
from .blocks import Cell, Colour, Row
from .canvas import TaggedCanvas
from .fields import text_row
from .fonts import BOLD, REGULAR
from .tagging import Element
from .text import Face, lines, printable

GAP = 3.0 * mm  # between two figures
ABOVE = 6.0
LEGEND_LABEL = 20.0
LEGEND_GAP = 10.0
COLUMNS = 2
# How much ink each tone has; black stays black where the printer knows no colour.
TONES: dict[Tone, Colour] = {
    Tone.INK: style.INK,
    Tone.SOFT: style.MUTED,
    Tone.FAINT: (0.72, 0.74, 0.76),
    Tone.SHADE: (0.87, 0.88, 0.89),
    Tone.PAPER: style.WHITE,
}
NUMBERED = "/A<</O/List/ListNumbering/Decimal>>"
DASH = (1.1 * mm, 0.9 * mm)


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
        for shape in self.figure.shapes:
            if isinstance(shape, Text):
                _write(words, shape, x, top, self.scale)
        with canvas.figure(self.element, box):
            for shape in self.figure.shapes:
                if not isinstance(shape, Text):
                    _draw(canvas, shape, x, top, self.scale)
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


def map_blocks(found: SurgicalMap, root: Element) -> Iterator[Row | Drawings]:
    """The surgical map; nothing where no place is told."""
    if not found.rows:
        return
    section = root.add("Sect")
    title = _("WHERE IT LIES")
    heading = section.heading(2, title)
    yield text_row(title, style.PANEL_TITLE, style.WIDTH, heading, above=ABOVE, keeps_next=True)
    for row in found.rows:
        yield _side_by_side(row, section)
    yield from _legend(found.legend, section)


def _side_by_side(figures: Sequence[Figure], section: Element) -> Drawings:
    """Figures across the page, a little smaller where they are too many; a single one stands on its side."""
    gaps = GAP * (len(figures) - 1)
    natural = sum(figure.width for figure in figures) * mm
    scale = mm * min(1.0, (style.WIDTH - gaps) / natural)
    room = style.WIDTH - sum(figure.width for figure in figures) * scale
    between = room / (len(figures) - 1) if len(figures) > 1 else 0.0
    left = room if len(figures) == 1 and figures[0].stands_right else 0.0
    placed = []
    for figure in figures:
        placed.append(Drawing(figure, section.figure(figure.alt), left, scale))
        left += figure.width * scale + between
    return Drawings(tuple(placed))


def _legend(entries: Sequence[LegendEntry], section: Element) -> Iterator[Row]:
    """Numbers and what they mean in columns, read line by line."""
    face, strong = style.LEGEND, style.LEGEND_STRONG
    column = (style.WIDTH + LEGEND_GAP) / COLUMNS
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


def _write(words: PDFTextObject, text: Text, x: float, top: float, scale: float) -> None:
    face = _face(text, scale)
    shown = printable(text.text)
    left = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[text.anchor] * face.width(shown)
    words.setFont(face.font.fontName, face.size)
    words.setFillColorRGB(*face.colour)
    face.draw(words, x + text.at[0] * scale - left, top - text.at[1] * scale, shown)


def _face(text: Text, scale: float) -> Face:
    size = text.size * scale
    return Face(BOLD if text.bold else REGULAR, size, size, TONES[text.tone])


def _draw(canvas: TaggedCanvas, shape: Shape, x: float, top: float, scale: float) -> None:
    assert not isinstance(shape, Text)  # noqa: S101 - words are drawn apart
    line = shape.line if isinstance(shape, Box) else shape.width
    if shape.tone:
        canvas.setStrokeColorRGB(*TONES[shape.tone])
        canvas.setLineWidth(line * scale)
    if shape.fill:
        canvas.setFillColorRGB(*TONES[shape.fill])
    stroke, fill = int(shape.tone is not None), int(shape.fill is not None)
    dashed = not isinstance(shape, Box) and shape.dashed
    if dashed:
        canvas.setDash(*DASH)
    if isinstance(shape, Circle):
        centre = shape.centre
        canvas.circle(x + centre[0] * scale, top - centre[1] * scale, shape.radius * scale, stroke, fill)
    elif isinstance(shape, Box):
        left = x + (shape.centre[0] - shape.width / 2) * scale
        bottom = top - (shape.centre[1] + shape.height / 2) * scale
        canvas.roundRect(
            left, bottom, shape.width * scale, shape.height * scale, shape.radius * scale, stroke, fill
        )
    else:
        _path(canvas, shape, x, top, scale, stroke, fill)
    if dashed:
        canvas.setDash()


def _path(
    canvas: TaggedCanvas, shape: Path, x: float, top: float, scale: float, stroke: int, fill: int
) -> None:
    path = canvas.beginPath()
    (right, down), *others = shape.points
    path.moveTo(x + right * scale, top - down * scale)
    for right, down in others:
        path.lineTo(x + right * scale, top - down * scale)
    if shape.closed:
        path.close()
    canvas.drawPath(path, stroke=stroke, fill=fill)

"""Draw the location diagrams: figures side by side with their legend below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
from .path_operators import TONES, operators
from .style import PageStyle
from .tagging import Element
from .text import Face, printable, wrap_lines

GAP = 2.0 * mm  # between two figures
ABOVE = 5.0
SCALE_REDUCTION_MAX = 0.2  # share of the scale, to save a page
FONT_SIZE_MIN = 5.5  # points
LEGEND_LABEL = 20.0
LEGEND_GAP = 10.0
LEGEND_ABOVE = 2.0
COLUMNS = 2
NUMBERED = "/A<</O/List/ListNumbering/Decimal>>"


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure with its left edge, in points from the edge of the row, and its scale in points per millimetre."""

    figure: Figure
    element: Element
    left: float
    scale: float

    @property
    def height(self) -> float:
        return self.figure.height * self.scale

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw shapes and text in order, as one figure of the structure tree."""
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
            _draw_text(words, shape, face, x, top, self.scale)
        with canvas.figure(self.element, box):
            canvas.draw(operators(self.figure.shapes, x, top, self.scale))
            canvas.drawText(words)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Figures side by side across ``width`` at one ``scale`` in points per millimetre.

    They are never split, and stay on one page with the first line of the legend.
    """

    figures: tuple[tuple[Figure, Element], ...]
    width: float
    scale: float
    above: float = 0.0
    keeps_next: bool = True

    @property
    def height(self) -> float:
        return self.above + max(figure.height for figure, _element in self.figures) * self.scale

    @property
    def min_height(self) -> float:
        return self.height

    @property
    def smallest(self) -> float:
        """Smallest font size, millimetres at full scale."""
        shapes = (shape for figure, _element in self.figures for shape in figure.shapes)
        return min((shape.size for shape in shapes if isinstance(shape, Text)), default=FONT_SIZE_MIN)

    def split(self, height: float, force: bool = False) -> tuple[Self, Self] | None:
        return None

    def at_page_top(self) -> Self:
        return replace(self, above=0.0)

    def compressed(self, share: float) -> Self:
        """Return a smaller row, limited by the smallest legible font size."""
        least = max(self.scale * (1 - SCALE_REDUCTION_MAX), FONT_SIZE_MIN / self.smallest)
        return replace(self, scale=self.scale - max(self.scale - least, 0.0) * share)

    def draw_ground(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw nothing: figures have no decoration."""

    def draw_text(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        for drawing in self._placed():
            drawing.draw(canvas, x, top - self.above)

    def _placed(self) -> Iterator[PlacedFigure]:
        """Yield the figures spread across the width; a single one is aligned to its side."""
        figures = [figure for figure, _element in self.figures]
        room = self.width - sum(figure.width for figure in figures) * self.scale
        between = room / (len(figures) - 1) if len(figures) > 1 else 0.0
        left = room if len(figures) == 1 and figures[0].align_right else 0.0
        for figure, element in self.figures:
            yield PlacedFigure(figure, element, left, self.scale)
            left += figure.width * self.scale + between


def map_blocks(found: SurgicalMap, root: Element, page_style: PageStyle) -> Iterator[Row | FigureRow]:
    """Yield the blocks of the location diagrams; none if no location is recorded."""
    if not found.rows:
        return
    section = root.add("Sect")
    title = _("LOCATION DIAGRAMS")
    heading = section.heading(2, title)
    yield text_row(title, page_style.panel_title, page_style.width, heading, above=ABOVE, keeps_next=True)
    for row in found.rows:
        yield _figure_row(row, section, page_style.width)
    yield from _legend(found.legend, section, page_style.width)


def _figure_row(figures: Sequence[Figure], section: Element, width: float) -> FigureRow:
    """Return a row of figures, scaled down if they are wider than the page."""
    gaps = GAP * (len(figures) - 1)
    natural = sum(figure.width for figure in figures) * mm
    scale = mm * min(1.0, (width - gaps) / natural)
    return FigureRow(tuple((figure, section.figure(figure.alt)) for figure in figures), width, scale)


def _legend(entries: Sequence[LegendEntry], section: Element, width: float) -> Iterator[Row]:
    """Yield the legend in columns, read line by line; an entry too wide for a column has a line of its own."""
    if not entries:
        return
    face, strong = style.LEGEND, style.LEGEND_STRONG
    column = (width + LEGEND_GAP) / COLUMNS
    listed = section.add("L", NUMBERED)
    cells: list[Cell] = []
    used, above = 0, LEGEND_ABOVE
    for entry in entries:
        fits = face.width(printable(entry.text)) <= column - LEGEND_GAP - LEGEND_LABEL
        span = 1 if fits else COLUMNS
        if used + span > COLUMNS:
            yield Row(tuple(cells), face.leading, above)
            cells, used, above = [], 0, 0.0
        left, item = used * column, listed.add("LI")
        if entry.label:
            cells.append(Cell.plain([printable(entry.label)], strong, item.add("Lbl"), left))
        broken = wrap_lines(entry.text, face, span * column - LEGEND_GAP - LEGEND_LABEL)
        cells.append(Cell.plain(broken, face, item.add("LBody"), left + LEGEND_LABEL))
        used += span
    yield Row(tuple(cells), face.leading, above)


def _draw_text(words: PDFTextObject, text: Text, face: Face, x: float, top: float, scale: float) -> None:
    shown = printable(text.text)
    left = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[text.anchor] * face.width(shown)
    face.draw(words, x + text.at[0] * scale - left, top - text.at[1] * scale, shown)


@lru_cache(maxsize=256)
def _face(size: float, bold: bool, tone: Tone, scale: float) -> Face:
    return Face(BOLD if bold else REGULAR, size * scale, size * scale, TONES[tone])

"""Blocks of a page: rows of text columns, and panels that frame rows.

A block is laid out when it is created, at a known width. It therefore has a height, can be split where a page ends,
and draws itself from its upper left corner. All lengths are points. The ground layer is decoration; text is drawn
separately, in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Self

from reporting.site.colours import Colour

from .canvas import END, TaggedCanvas
from .page_breaks import ROUNDING, fill_page, min_height_of
from .tagging import Element
from .text import Face

# Least number of lines on each side of a split row.
SPLIT_LINES_MIN = 3
RULE_WIDTH = 0.6
RULE_COLOUR = (0.72, 0.75, 0.77)
# Largest reductions of line distances and of white space to save a page, as shares.
LEADING_REDUCTION_MAX = 0.08
SPACE_REDUCTION_MAX = 0.6
# Position of the base line below the upper edge of its line, as a share of the line distance.
BASE_LINE = 0.757


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one face in one line, ``left`` points from the left edge of its cell.

    ``element`` is its element in the structure tree, or an artifact.
    """

    face: Face
    text: str
    element: Element
    left: float = 0.0


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines one below the other, ``left`` points from the left edge of the row."""

    lines: Sequence[Line]
    left: float = 0.0

    @classmethod
    def plain(cls, texts: Sequence[str], face: Face, element: Element, left: float = 0.0) -> Self:
        """Return a cell with the lines ``texts`` in one face and one element."""
        return cls([(Run(face, text, element),) for text in texts], left)

    def moved(self, by: float) -> Self:
        return replace(self, left=self.left + by)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side with one line distance, white space ``above``, and a rule of length ``rule`` at the top.

    If ``first_cell_hangs``, the height of the row is that of the other cells. ``continues`` is set if the last
    lines continue on the next page.
    """

    cells: tuple[Cell, ...]
    leading: float
    above: float = 0.0
    keeps_next: bool = False
    rule: float = 0.0
    first_cell_hangs: bool = False
    continues: bool = False

    @property
    def count(self) -> int:
        """Number of lines of the longest cell, except a hanging one."""
        return max(
            (len(cell.lines) for cell in (self.cells[1:] if self.first_cell_hangs else self.cells)), default=0
        )

    @property
    def height(self) -> float:
        return self.above + self.count * self.leading

    @property
    def min_height(self) -> float:
        return (
            self.height if self.count < 2 * SPLIT_LINES_MIN else self.above + SPLIT_LINES_MIN * self.leading
        )

    def split(self, height: float, force: bool = False) -> tuple[Self, Self] | None:
        fitting = min(int((height - self.above + ROUNDING) / self.leading), self.count - 1)
        if not force:
            fitting = min(fitting, self.count - SPLIT_LINES_MIN)
        if fitting < (1 if force else SPLIT_LINES_MIN):
            return None
        first = tuple(replace(cell, lines=cell.lines[:fitting]) for cell in self.cells)
        rest = tuple(replace(cell, lines=cell.lines[fitting:]) for cell in self.cells)
        return replace(self, cells=first, continues=True), replace(
            self, cells=rest, above=0.0, rule=0.0, first_cell_hangs=False
        )

    def at_page_top(self) -> Self:
        return replace(self, above=0.0, rule=0.0)

    def compressed(self, share: float) -> Self:
        return replace(
            self,
            leading=self.leading * (1 - LEADING_REDUCTION_MAX * share),
            above=self.above * (1 - SPACE_REDUCTION_MAX * share),
        )

    def draw_ground(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        if self.rule:
            canvas.setStrokeColorRGB(*RULE_COLOUR)
            canvas.setLineWidth(RULE_WIDTH)
            y = top - self.above / 2
            canvas.line(x, y, x + self.rule, y)

    def draw_text(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        top -= self.above
        base = top - self.leading * BASE_LINE
        words = canvas.beginText()
        operators = words._code  # type: ignore[attr-defined]  # missing in the published types
        face = element = colour = None
        for cell in self.cells:
            y = base
            for line, following in zip_longest(cell.lines, cell.lines[1:]):
                for run in line:
                    if not run.text:
                        continue
                    if run.element is not element:
                        if element:
                            operators.append(END)
                        element = run.element
                        operators.append(canvas.begin_content(element, top))
                    canvas.record_text(element, run.text)
                    if run.face is not face:
                        face = run.face
                        words.setFont(face.font.fontName, face.size)
                    if face.colour != colour:
                        colour = face.colour
                        words.setFillColorRGB(*colour)
                    run.face.draw(words, x + cell.left + run.left, y, run.text)
                if line and element and (following[0].element is element if following else self.continues):
                    words.textOut(" ")  # keeps words apart for screen readers
                y -= self.leading
        if element:
            operators.append(END)
        canvas.drawText(words)


@dataclass(frozen=True, slots=True)
class PanelStyle:
    """Style of a panel: colours as red, green, blue from 0 to 1, None for none; ``left`` indents its rows."""

    width: float
    fill: Colour | None = None
    bar: Colour | None = None
    frame: Colour | None = None
    bar_width: float = 3.0
    padding: float = 4.5
    left: float = 9.0

    @property
    def inner(self) -> float:
        """Width of the rows."""
        return self.width - 2 * self.left


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows in a box; ``whole`` keeps it on one page if it fits on a page."""

    rows: tuple[Row, ...]
    style: PanelStyle
    above: float = 0.0
    whole: bool = False
    keeps_next: bool = False

    @property
    def _edges(self) -> float:
        return self.above + 2 * self.style.padding

    def compressed(self, share: float) -> Self:
        less = 1 - SPACE_REDUCTION_MAX * share
        return replace(
            self,
            rows=tuple(row.compressed(share) for row in self.rows),
            style=replace(self.style, padding=self.style.padding * less),
            above=self.above * less,
        )

    @property
    def height(self) -> float:
        return self._edges + sum(row.height for row in self.rows)

    @property
    def min_height(self) -> float:
        return self.height if self.whole else self._edges + min_height_of(self.rows)

    def split(self, height: float, force: bool = False) -> tuple[Self, Self] | None:
        if self.whole and not force:
            return None
        first, rest = fill_page(self.rows, height - self._edges, force)
        if not first or not rest:
            return None
        return replace(self, rows=tuple(first)), replace(self, rows=tuple(rest))

    def at_page_top(self) -> Self:
        return replace(self, above=0.0)

    def draw_ground(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        style, height = self.style, self.height - self.above
        bottom = top - self.height
        if style.fill:
            canvas.setFillColorRGB(*style.fill)
            canvas.rect(x, bottom, style.width, height, stroke=0, fill=1)
        if style.frame:
            canvas.setStrokeColorRGB(*style.frame)
            canvas.setLineWidth(RULE_WIDTH)
            canvas.rect(x, bottom, style.width, height, stroke=1, fill=0)
        if style.bar:
            canvas.setFillColorRGB(*style.bar)
            canvas.rect(x, bottom, style.bar_width, height, stroke=0, fill=1)
        for row, row_top in self._placed(top):
            row.draw_ground(canvas, x + style.left, row_top)

    def draw_text(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        for row, row_top in self._placed(top):
            row.draw_text(canvas, x + self.style.left, row_top)

    def _placed(self, top: float) -> Iterator[tuple[Row, float]]:
        top -= self.above + self.style.padding
        for row in self.rows:
            yield row, top
            top -= row.height

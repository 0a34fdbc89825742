"""A table that continues across pages with a repeated head.

Only tall rows are split where a page ends. In the structure tree it is one table with one head; repeated heads are
artifacts, so that screen readers read them once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from reporting.ductography.layout.record_document import Column, Table

from . import style
from .blocks import Cell, Row, Run
from .canvas import TaggedCanvas
from .fonts import BOLD, REGULAR
from .page_breaks import ROUNDING
from .tagging import PAGINATION, ROW_HEAD, Element
from .text import Face, wrap_lines

HEAD = Face(BOLD, 7.4, 9.6, style.MUTED)
NAMED = Face(REGULAR, 7.6, 9.6, style.INK)
GAP = 6.0  # between columns, points
ROW_ABOVE = 3.0
TALL_LINES = 24  # a row of at least this many lines may be split


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows below a head, which is repeated on every page."""

    head: Row
    rows: tuple[Row, ...]
    above: float = 0.0
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return self.above + self.head.height + sum(row.height for row in self.rows)

    @property
    def min_height(self) -> float:
        first = self.rows[0]
        return self.above + self.head.height + (first.min_height if _is_tall(first) else first.height)

    def split(self, height: float, force: bool = False) -> tuple[Self, Self] | None:
        room = height - self.above - self.head.height
        fitting = 0
        for row in self.rows[:-1]:
            if row.height > room + ROUNDING:
                break
            room -= row.height
            fitting += 1
        first, rest = self.rows[:fitting], self.rows[fitting:]
        if (_is_tall(rest[0]) or (force and not first)) and (
            parts := rest[0].split(room, force and not first)
        ):
            first, rest = (*first, parts[0]), (parts[1], *rest[1:])
        return (replace(self, rows=first), self._continued(rest)) if first else None

    def at_page_top(self) -> Self:
        return replace(self, above=0.0)

    def compressed(self, share: float) -> Self:
        return replace(
            self, head=self.head.compressed(share), rows=tuple(row.compressed(share) for row in self.rows)
        )

    def draw_ground(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        top -= self.above
        for row in (self.head, *self.rows):
            row.draw_ground(canvas, x, top)
            top -= row.height

    def draw_text(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        top -= self.above
        for row in (self.head, *self.rows):
            row.draw_text(canvas, x, top)
            top -= row.height

    def _continued(self, rows: tuple[Row, ...]) -> Self:
        cells = [
            replace(
                cell, lines=[tuple(replace(run, element=PAGINATION) for run in line) for line in cell.lines]
            )
            for cell in self.head.cells
        ]
        return replace(self, head=replace(self.head, cells=tuple(cells)), rows=rows, above=0.0)


def table_block(table: Table, width: float, within: Element, above: float = 0.0) -> TableBlock:
    """Build ``table`` across ``width`` points, as a Table element below ``within``.

    The first cell of a row is its head, except in a small table, where heads would outnumber data cells.
    """
    element = within.add("Table")
    columns = table.columns
    heads = element.header_row(len(columns))
    head = _row([column.head for column in columns], columns, width, HEAD, heads, above=0.0, rule=0.0)
    rows = []
    has_row_heads = len(columns) + len(table.rows) <= (len(columns) - 1) * len(table.rows)
    for texts in table.rows:
        line = element.add("TR")
        first = line.add("TH", ROW_HEAD) if has_row_heads else line.add("TD")
        cells = [first, *(line.add("TD") for _ in columns[1:])]
        rows.append(_row(texts, columns, width, NAMED, cells, above=ROW_ABOVE, rule=width))
    return TableBlock(head, tuple(rows), above)


def _row(
    texts: Sequence[str],
    columns: Sequence[Column],
    width: float,
    face: Face,
    elements: Sequence[Element],
    *,
    above: float,
    rule: float,
) -> Row:
    cells = []
    left = 0.0
    for text, column, element in zip(texts, columns, elements, strict=True):
        room = column.share * width - GAP
        broken = wrap_lines(text, face, room) if text else []
        if column.numeric:
            runs = [(Run(face, line, element, max(room - face.width(line), 0.0)),) for line in broken]
            cells.append(Cell(runs, left))
        else:
            cells.append(Cell.plain(broken, face, element, left))
        left += column.share * width
    return Row(tuple(cells), face.leading, above=above, rule=rule)


def _is_tall(row: Row) -> bool:
    return row.count >= TALL_LINES

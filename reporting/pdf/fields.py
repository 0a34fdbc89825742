"""Labels with values, as a grid, a list, or comparison columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from reporting.ductography.document import Difference
from reporting.ductography.layout.report_sections import Entry

from . import style
from .blocks import Cell, Row
from .tagging import Element
from .text import Face, clip_lines, printable, wrap_lines

COLUMNS = 3  # of a grid
GAP = 12.0  # between two columns, points
LABEL_GAP = 7.0  # between a label and its value in a grid, points
LABEL_WIDTH = 116.0  # width of labels in a list, points
CHANGE_COLUMNS = (0.3, 0.35, 0.35)


def capitalise(text: str) -> str:
    """Return ``text`` with an upper-case first letter; labels of the vocabulary are in lower case."""
    return text[:1].upper() + text[1:]


def text_row(
    text: str, face: Face, width: float, element: Element, *, above: float = 0.0, keeps_next: bool = False
) -> Row:
    """Return a row of text across ``width``."""
    return Row((Cell.plain(wrap_lines(text, face, width), face, element),), face.leading, above, keeps_next)


def labelled_row(
    label: str,
    text: str,
    label_face: Face,
    face: Face,
    width: float,
    table: Element,
    *,
    above: float = 0.0,
) -> Row:
    """Return a label and value across ``width``, as a row of ``table``; both faces must have the same leading."""
    head, value = table.label_value_row()
    cells = (
        Cell.plain(wrap_lines(capitalise(label), label_face, LABEL_WIDTH - 4), label_face, head),
        Cell.plain(wrap_lines(text, face, width - LABEL_WIDTH), face, value, LABEL_WIDTH),
    )
    return Row(cells, face.leading, above)


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its value for a grid, and their elements in a table row."""

    label: str
    text: str
    label_element: Element
    value_element: Element
    face: Face = style.VALUE

    @classmethod
    def of(cls, entry: Entry, table: Element, face: Face = style.VALUE) -> Self:
        """Return ``entry`` as a row of ``table``."""
        return cls(capitalise(entry.label), entry.text, *table.label_value_row(), face)

    def cells(self, width: float) -> tuple[Cell, Cell]:
        """Return both cells within ``width``; the label takes at most two thirds."""
        label_width = min(style.LABEL.width(printable(self.label)) + LABEL_GAP, width * 2 / 3)
        return (
            Cell.plain(wrap_lines(self.label, style.LABEL, label_width), style.LABEL, self.label_element),
            Cell.plain(
                wrap_lines(self.text, self.face, width - label_width),
                self.face,
                self.value_element,
                label_width,
            ),
        )


def grid_rows(pairs: Iterable[Pair], width: float) -> Iterator[Row]:
    """Yield rows of ``pairs`` in order, several side by side if they are short."""
    column = (width + GAP) / COLUMNS
    cells: list[Cell] = []
    used, leading = 0, 0.0
    for pair in pairs:
        for span in range(1, COLUMNS + 1):
            made = pair.cells(span * column - GAP)
            if all(len(cell.lines) <= 1 for cell in made):
                break
        if used + span > COLUMNS:
            yield Row(tuple(cells), leading)
            cells, used, leading = [], 0, 0.0
        cells += [cell.moved(used * column) for cell in made]
        used += span
        leading = max(leading, pair.face.leading)
    if cells:
        yield Row(tuple(cells), leading)


def change_rows(
    changes: Sequence[Difference], width: float, within: Element, most_lines: int | None = None
) -> Iterator[Row]:
    """Yield field, previous and current text in three columns, clipped to ``most_lines`` if given."""
    if not changes:
        return
    table = within.add("Table")
    heads = (_("Changed field"), _("Previous"), _("Current"))
    yield _columns(heads, (style.COLUMN_HEAD,) * 3, width, table.header_row(3), keeps_next=True)
    for change in changes:
        texts = (capitalise(change.label), change.old or "–", change.new or "–")
        faces = (style.LABEL, style.VALUE, style.VALUE)
        field, before = table.label_value_row()
        now = table.kids[-1].add("TD")
        yield _columns(texts, faces, width, (field, before, now), most_lines)


def _columns(
    texts: Sequence[str],
    faces: Sequence[Face],
    width: float,
    elements: Sequence[Element],
    most_lines: int | None = None,
    keeps_next: bool = False,
) -> Row:
    cells = []
    left = 0.0
    for text, face, share, element in zip(texts, faces, CHANGE_COLUMNS, elements, strict=True):
        room = share * width - GAP
        broken = clip_lines(text, face, room, most_lines) if most_lines else wrap_lines(text, face, room)
        cells.append(Cell.plain(broken, face, element, left))
        left += share * width
    return Row(tuple(cells), style.VALUE.leading, keeps_next=keeps_next)

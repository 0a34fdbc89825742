"""Labels with their values: in a grid, one below the other, or in columns that compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from reporting.ductography.document import Difference
from reporting.ductography.outline import Entry

from . import style
from .blocks import Cell, Row
from .tagging import Element
from .text import Face, clipped, lines

COLUMNS = 2
GRID_LABEL = 100.0  # width of the labels of a grid, points
LABEL = 116.0  # and of those that stand one below the other
GAP = 9.0
CHANGE_COLUMNS = (0.3, 0.35, 0.35)


def capital(text: str) -> str:
    """The first letter in upper case; labels stand in lower case in the vocabulary."""
    return text[:1].upper() + text[1:]


def text_row(
    text: str, face: Face, width: float, element: Element, *, above: float = 0.0, keeps_next: bool = False
) -> Row:
    """Text across ``width``."""
    return Row((Cell.plain(lines(text, face, width), face, element),), face.leading, above, keeps_next)


def labelled_row(
    label: str,
    text: str,
    label_face: Face,
    face: Face,
    width: float,
    table: Element,
    *,
    label_width: float = LABEL,
    above: float = 0.0,
) -> Row:
    """One pair across ``width``, a row of ``table``; both faces must have the same line distance."""
    cells = _pair(label, text, label_face, face, label_width, width, table.pair())
    return Row(cells, face.leading, above)


def grid_rows(entries: Iterable[Entry], width: float, table: Element) -> Iterator[Row]:
    """``entries`` in their order, two pairs in a row, one where it is long; each is a row of ``table``."""
    column = (width + GAP) / COLUMNS
    cells: list[Cell] = []
    used = 0
    for entry in entries:
        span, pair = _spanning(entry, column, table.pair())
        if used + span > COLUMNS:
            yield Row(tuple(cells), style.VALUE.leading)
            cells, used = [], 0
        cells += [cell.moved(used * column) for cell in pair]
        used += span
    if cells:
        yield Row(tuple(cells), style.VALUE.leading)


def change_rows(
    changes: Sequence[Difference], width: float, within: Element, most_lines: int | None = None
) -> Iterator[Row]:
    """Field, earlier and present text in three columns; each is clipped to ``most_lines`` if given."""
    if not changes:
        return
    table = within.add("Table")
    heads = (_("Changed field"), _("Before"), _("Now"))
    yield _columns(heads, (style.COLUMN_HEAD,) * 3, width, table.heads(3), keeps_next=True)
    for change in changes:
        texts = (capital(change.label), change.old or "–", change.new or "–")
        faces = (style.LABEL, style.VALUE, style.VALUE)
        field, before = table.pair()
        now = table.kids[-1].add("TD")
        yield _columns(texts, faces, width, (field, before, now), most_lines)


def _spanning(
    entry: Entry, column: float, elements: tuple[Element, Element]
) -> tuple[int, tuple[Cell, Cell]]:
    """The pair in as few columns as hold it without crowding; the whole width in the end."""
    for span in range(1, COLUMNS + 1):
        width = span * column - GAP
        pair = _pair(entry.label, entry.text, style.LABEL, style.VALUE, GRID_LABEL, width, elements)
        if all(len(cell.lines) <= 1 for cell in pair):
            break
    return span, pair


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
        broken = clipped(text, face, room, most_lines) if most_lines else lines(text, face, room)
        cells.append(Cell.plain(broken, face, element, left))
        left += share * width
    return Row(tuple(cells), style.VALUE.leading, keeps_next=keeps_next)


def _pair(
    label: str,
    text: str,
    label_face: Face,
    face: Face,
    label_width: float,
    width: float,
    elements: tuple[Element, Element],
) -> tuple[Cell, Cell]:
    head, value = elements
    return (
        Cell.plain(lines(capital(label), label_face, label_width - 4), label_face, head),
        Cell.plain(lines(text, face, width - label_width), face, value, label_width),
    )

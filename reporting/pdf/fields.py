"""Labels with their values: in a grid, one below the other, or in columns that compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from reporting.ductography.document import Difference
from reporting.ductography.outline import Entry

from . import style
from .blocks import Cell, Row
from .text import Face, clipped, lines

COLUMNS = 2
GRID_LABEL = 100.0  # width of the labels of a grid, points
LABEL = 116.0  # and of those that stand one below the other
GAP = 9.0
CHANGE_COLUMNS = (0.3, 0.35, 0.35)


def capital(text: str) -> str:
    """The first letter in upper case; labels stand in lower case in the vocabulary."""
    return text[:1].upper() + text[1:]


def text_row(text: str, face: Face, width: float, *, above: float = 0.0, keeps_next: bool = False) -> Row:
    """Text across ``width``."""
    return Row((Cell.plain(lines(text, face, width), face),), face.leading, above, keeps_next)


def labelled_row(
    label: str,
    text: str,
    label_face: Face,
    face: Face,
    width: float,
    *,
    label_width: float = LABEL,
    above: float = 0.0,
) -> Row:
    """One pair across ``width``; both faces must have the same line distance."""
    return Row(_pair(label, text, label_face, face, label_width, width), face.leading, above)


def grid_rows(entries: Iterable[Entry], width: float) -> Iterator[Row]:
    """``entries`` in their order, two pairs in a row, one where it is long."""
    column = (width + GAP) / COLUMNS
    cells: list[Cell] = []
    used = 0
    for entry in entries:
        span, pair = _spanning(entry, column)
        if used + span > COLUMNS:
            yield Row(tuple(cells), style.VALUE.leading)
            cells, used = [], 0
        cells += [cell.moved(used * column) for cell in pair]
        used += span
    if cells:
        yield Row(tuple(cells), style.VALUE.leading)


def change_rows(changes: Sequence[Difference], width: float, most_lines: int | None = None) -> Iterator[Row]:
    """Field, earlier and present text in three columns; each is clipped to ``most_lines`` if given."""
    if changes:
        heads = (_("Changed field"), _("Before"), _("Now"))
        yield _columns(heads, (style.COLUMN_HEAD,) * 3, width, None, keeps_next=True)
    for change in changes:
        texts = (capital(change.label), change.old or "–", change.new or "–")
        yield _columns(texts, (style.LABEL, style.VALUE, style.VALUE), width, most_lines)


def _spanning(entry: Entry, column: float) -> tuple[int, tuple[Cell, Cell]]:
    """The pair in as few columns as hold it without crowding; the whole width in the end."""
    for span in range(1, COLUMNS + 1):
        pair = _pair(entry.label, entry.text, style.LABEL, style.VALUE, GRID_LABEL, span * column - GAP)
        if all(len(cell.lines) <= 1 for cell in pair):
            break
    return span, pair


def _columns(
    texts: Sequence[str],
    faces: Sequence[Face],
    width: float,
    most_lines: int | None,
    keeps_next: bool = False,
) -> Row:
    cells = []
    left = 0.0
    for text, face, share in zip(texts, faces, CHANGE_COLUMNS, strict=True):
        room = share * width - GAP
        broken = clipped(text, face, room, most_lines) if most_lines else lines(text, face, room)
        cells.append(Cell.plain(broken, face, left))
        left += share * width
    return Row(tuple(cells), style.VALUE.leading, keeps_next=keeps_next)


def _pair(
    label: str, text: str, label_face: Face, face: Face, label_width: float, width: float
) -> tuple[Cell, Cell]:
    return (
        Cell.plain(lines(capital(label), label_face, label_width - 4), label_face),
        Cell.plain(lines(text, face, width - label_width), face, label_width),
    )

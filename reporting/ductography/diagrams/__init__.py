"""Where everything lies, as drawings: one description, from which pages draw SVG and the PDF its surgical map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from ..document import ReportDocument
from ..vocabulary import Side
from .breast import breast_figure
from .marks import MOST, Plan, plan
from .nipple import Orifice, nipple_figure, orifices
from .primitives import Figure
from .tree import tree_figure

__all__ = ["Figure", "LegendEntry", "SurgicalMap", "surgical_map"]


MOST_TREES = 6  # of one side
ROW_WIDTH = 200.0  # mm; a page draws what is wider than itself a little smaller
GAP = 3.0  # between two figures


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a number stands for; ``label`` is "" for a remark."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class SurgicalMap:
    """Figures in the order of the page, row by row, and what their numbers mean.

    The patient's right stands at the left of the page, as she stands before the examiner.
    """

    rows: tuple[tuple[Figure, ...], ...]
    legend: tuple[LegendEntry, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for row in self.rows for figure in row)


def surgical_map(document: ReportDocument) -> SurgicalMap:
    """Every figure of which the document tells something; an empty map while it tells no place."""
    told, pores = plan(document), orifices(document)
    faces: dict[Side | None, list[Figure]] = {}
    trees: dict[Side | None, list[Figure]] = {}
    for side in (*Side, None):
        found = (breast_figure(told, side), nipple_figure(told, pores, side))
        faces[side] = [figure for figure in found if figure]
        drawn = (tree_figure(told, index) for index in _of(document, side))
        trees[side] = [figure for figure in drawn if figure][:MOST_TREES]
    right, left = faces[Side.RIGHT], faces[Side.LEFT]
    several = sum(map(len, trees.values())) > 1 or sum(map(bool, faces.values())) > 1
    rows: list[list[Figure]] = []
    if several:
        rows += [
            [*right, *faces[None], *reversed(left)],
            [*trees[Side.RIGHT], *trees[None], *trees[Side.LEFT]],
        ]
    elif left or trees[Side.LEFT]:
        rows.append([*trees[Side.LEFT], *reversed(left)])
    else:
        rows.append([*right, *trees[Side.RIGHT], *faces[None], *trees[None]])
    return SurgicalMap(
        tuple(part for row in rows if row for part in _parted(row)), _legend(told, pores) if any(rows) else ()
    )


def _of(document: ReportDocument, side: Side | None) -> list[int]:
    return [index for index, duct in enumerate(document.ducts) if duct.side is side]


def _parted(figures: list[Figure]) -> list[tuple[Figure, ...]]:
    """``figures`` in rows that a page holds."""
    rows: list[list[Figure]] = [[]]
    for figure in figures:
        width = sum(placed.width + GAP for placed in rows[-1]) + figure.width
        if rows[-1] and width > ROW_WIDTH:
            rows.append([])
        rows[-1].append(figure)
    return [tuple(row) for row in rows]


def _more(count: int) -> str:
    return ngettext(
        "{count} more finding is listed below", "{count} more findings are listed below", count
    ).format(count=count)


def _legend(told: Plan, pores: Sequence[Orifice]) -> tuple[LegendEntry, ...]:
    """Findings first: they are what is looked for."""
    found = [LegendEntry(mark.label, mark.text) for mark in told.findings[:MOST]]
    if (more := len(told.findings) - MOST) > 0:
        found.append(LegendEntry("", _more(more)))
    found += [LegendEntry(mark.label, mark.text) for mark in told.triggers[:MOST]]
    found += [LegendEntry(orifice.label, orifice.told) for orifice in pores[:MOST]]
    found += [LegendEntry("", course.told) for course in told.courses[:MOST] if not told.has_trigger(course)]
    return tuple(found)

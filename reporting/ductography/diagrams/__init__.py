"""Location diagrams of a report, drawn as SVG by web pages and as vector graphics by the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from ..document import ReportDocument
from ..vocabulary import Side
from .breast import breast_figure
from .marks import MARKERS_MAX, DiagramContent, diagram_content
from .nipple import Orifice, nipple_figure, orifices
from .primitives import Figure
from .tree import tree_figure

__all__ = ["Figure", "LegendEntry", "SurgicalMap", "surgical_map"]


TREES_PER_SIDE_MAX = 6
ROW_WIDTH = 200.0  # mm; a narrower page scales the figures down
GAP = 3.0  # mm between two figures


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """The meaning of a number; ``label`` is "" for a remark."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class SurgicalMap:
    """Figures in page order, row by row, and the legend of their numbers.

    The patient's right is at the left of the page, as viewed facing the patient.
    """

    rows: tuple[tuple[Figure, ...], ...]
    legend: tuple[LegendEntry, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for row in self.rows for figure in row)


def surgical_map(document: ReportDocument) -> SurgicalMap:
    """Build every figure for which the document has data; the map is empty if no location is recorded."""
    content, found_orifices = diagram_content(document), orifices(document)
    faces: dict[Side | None, list[Figure]] = {}
    trees: dict[Side | None, list[Figure]] = {}
    for side in (*Side, None):
        found = (breast_figure(content, side), nipple_figure(content, found_orifices, side))
        faces[side] = [figure for figure in found if figure]
        drawn = (tree_figure(content, index) for index in _duct_indexes(document, side))
        trees[side] = [figure for figure in drawn if figure][:TREES_PER_SIDE_MAX]
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
        tuple(part for row in rows if row for part in _split_rows(row)),
        _legend(content, found_orifices) if any(rows) else (),
    )


def _duct_indexes(document: ReportDocument, side: Side | None) -> list[int]:
    return [index for index, duct in enumerate(document.ducts) if duct.side is side]


def _split_rows(figures: list[Figure]) -> list[tuple[Figure, ...]]:
    """Split ``figures`` into rows no wider than the page."""
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


def _legend(content: DiagramContent, found_orifices: Sequence[Orifice]) -> tuple[LegendEntry, ...]:
    """Return the legend, findings first."""
    found = [LegendEntry(marker.label, marker.text) for marker in content.findings[:MARKERS_MAX]]
    if (more := len(content.findings) - MARKERS_MAX) > 0:
        found.append(LegendEntry("", _more(more)))
    found += [LegendEntry(marker.label, marker.text) for marker in content.triggers[:MARKERS_MAX]]
    found += [LegendEntry(orifice.label, orifice.description) for orifice in found_orifices[:MARKERS_MAX]]
    found += [
        LegendEntry("", direction.description)
        for direction in content.directions[:MARKERS_MAX]
        if not content.has_trigger(direction)
    ]
    return tuple(found)

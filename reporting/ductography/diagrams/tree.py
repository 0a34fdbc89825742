"""Draw a duct as a schematic tree with its findings by branch order and position along the duct.

The tree is the same for every patient and labelled as schematic. Its form is not a finding, except where branching,
filling or a finding was entered.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..document import Duct, DuctFinding
from ..document.formatting import number
from ..phrases.section_titles import duct_title
from ..vocabulary import (
    AlongDuct,
    Branching,
    BranchOrder,
    DuctFindingKind,
    Extravasation,
    LumenEffect,
    Side,
    UpstreamFilling,
)
from .branches import (
    EDGES,
    MAIN_DUCT_Y,
    ORDERS,
    POSITION_SHARE,
    THICKNESS,
    WIDTH,
    axis_labels,
    branches,
    nipple_shape,
    point_on_branch,
)
from .label_placement import LabelPlacer, LabelRequest, Rect, badge_width, number_badge
from .marks import MARKERS_MAX, DiagramContent, Marker, cannulation_failed
from .primitives import Figure, Path, Shape, Text, centred
from .side_labels import HEIGHT, WORD_SIZE, duct_name, figure_title
from .signs_in_ducts import draw_sign

SIGN_RADIUS = 1.3  # of the symbol of a finding, mm
FOOTER_Y = 38.6  # base line of the first line below the tree


def tree_figure(content: DiagramContent, index: int) -> Figure | None:
    """Return the tree of one duct, or None if neither filling nor a position along it is recorded."""
    duct = content.document.ducts[index]
    here = [marker for marker in content.findings if marker.duct == index]
    on_tree = [marker for marker in here if _order(marker) or _along(marker)]
    notes = list(_notes(duct))
    if not (on_tree or notes or duct.filling.upstream or duct.filling.branching):
        return None
    on_tree, others = (
        on_tree[:MARKERS_MAX],
        [marker for marker in here if marker not in on_tree][:MARKERS_MAX],
    )
    name = duct_name(len(content.document.ducts), index, duct.side)
    head = figure_title(duct.side, name, _("schematic"), WIDTH)
    footer = _Footer()
    without_order = [marker for marker in on_tree if not _order(marker)]
    footer.thirds(without_order)
    footer.notes(notes)
    footer.unplaced(others)
    stated = (*axis_labels(), *footer.shapes)
    numbers = LabelPlacer(Rect(0.5, 10.8, WIDTH - 0.5, FOOTER_Y - 2.2))
    numbers.reserve(*(shape for shape in (*head, *stated) if isinstance(shape, Text)))
    numbers.occupied.append(Rect(0.0, MAIN_DUCT_Y - 5.0, EDGES[0], MAIN_DUCT_Y + 5.0))
    signs: list[Shape] = []
    requests: list[LabelRequest] = []
    for marker in on_tree:
        if marker.finding and (order := _order(marker)):
            at = point_on_branch(order, _along(marker))
            signs += draw_sign(marker.finding, at, THICKNESS[ORDERS.index(order)])
            requests.append(LabelRequest(marker.label, at, SIGN_RADIUS))
    alt = " ".join(
        [
            _("Schematic of {duct}; branch orders run upstream from the nipple.").format(
                duct=duct_title(index, duct)
            ),
            *(f"{note[:1].upper()}{note[1:]}." for note in notes),
            *(f"{marker.description}." for marker in (*on_tree, *others)),
        ]
    )
    drawn = numbers.place(requests, (WIDTH / 2, MAIN_DUCT_Y + 14))
    shapes = (
        *head,
        *branches(duct, _obstruction(on_tree)),
        *nipple_shape(cannulation_failed(duct)),
        *stated,
        *signs,
        *drawn,
    )
    return Figure(f"tree-{index}", name, alt, WIDTH, HEIGHT, shapes, duct.side is Side.LEFT)


class _Footer:
    """Lines below the tree: positions without a branch order, notes on the whole duct, unplaced findings."""

    def __init__(self) -> None:
        self.y = FOOTER_Y
        self.shapes: list[Shape] = []

    def thirds(self, found: list[Marker]) -> None:
        """Draw a bracket for each third of the duct that has findings without a branch order."""
        if not found:
            return
        left, right = EDGES[0], EDGES[-1]
        for position, along in enumerate(AlongDuct):
            here = [marker for marker in found if _along(marker) is along]
            start, end = (left + (right - left) * part / 3 for part in (position + 0.04, position + 0.96))
            if here:
                ends = ((start, self.y - 1.2), (start, self.y), (end, self.y), (end, self.y - 1.2))
                self.shapes.append(Path(ends, 0.35))
                self._badges(here, (start + end) / 2, self.y + 2.6, end)
        self.y += 6.6

    def notes(self, notes: list[str]) -> None:
        for note in notes:
            self.shapes.append(Text((2.4, self.y), note, WORD_SIZE))
            self.y += 2.7

    def unplaced(self, found: list[Marker]) -> None:
        """Draw the numbers of findings whose position in the duct is not recorded."""
        if found:
            caption = Text((2.4, self.y + 1.6), _("position not recorded:"), WORD_SIZE)
            self.shapes.append(caption)
            self._badges(found, 2.4 + caption.approximate_width + 3.0, self.y + 0.9, WIDTH - 1.0)

    def _badges(self, found: list[Marker], x: float, y: float, right: float) -> None:
        """Draw numbers in a line; an ellipsis replaces those that do not fit, which are in the legend."""
        for marker in found:
            width = badge_width(marker.label)
            if x + width * 1.5 > right and marker is not found[-1]:
                self.shapes.append(centred((x, y), "…", 2.7, bold=True))
                return
            self.shapes += number_badge(marker.label, (x, y))
            x += width + 0.5


def _order(marker: Marker) -> BranchOrder | None:
    return marker.finding.branch_order if marker.finding else None


def _along(marker: Marker) -> AlongDuct | None:
    return marker.finding.along_duct if marker.finding else None


def _obstruction(shown: list[Marker]) -> tuple[int, float] | None:
    """Return order and share of length of the first obstructing finding, or None."""
    found = [
        (ORDERS.index(order), POSITION_SHARE[_along(marker)])
        for marker in shown
        if (order := _order(marker)) and marker.finding and _obstructs(marker.finding)
    ]
    return min(found, default=None)


def _obstructs(finding: DuctFinding) -> bool:
    return finding.kind is DuctFindingKind.CUT_OFF or finding.lumen_effect is LumenEffect.COMPLETE


def _notes(duct: Duct) -> Iterator[str]:
    """Yield the notes on the whole duct, one per line."""
    filling = duct.filling
    if cannulation_failed(duct):
        yield _("cannulation: {outcome}").format(
            outcome=duct.cannulation.outcome.label if duct.cannulation.outcome else ""
        )
    calibre = [str(term.label) for term in (filling.calibre, filling.dilatation_extent) if term]
    if filling.calibre_mm is not None:
        calibre.insert(1, _("{size} mm").format(size=number(filling.calibre_mm)))
    if filling.branching is Branching.REDUCED:
        calibre.append(_("branching reduced"))
    if calibre:
        yield ", ".join(calibre)
    course = []
    if filling.completeness:
        course.append(_("filling: {how}").format(how=filling.completeness.label))
    if (leak := duct.contrast.extravasation) and _has_extravasation(duct):
        course.append(_("extravasation: {where}").format(where=leak.label))
    if course:
        yield "; ".join(course)
    if filling.upstream and filling.upstream is not UpstreamFilling.OPACIFIED:
        yield _("dashed: upstream duct {how}").format(how=filling.upstream.label)


def _has_extravasation(duct: Duct) -> bool:
    return duct.contrast.extravasation not in (None, Extravasation.NONE)

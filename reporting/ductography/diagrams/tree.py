"""A duct as a schematic tree: what was found at which order of branches, towards the nipple or away from it.

The tree is the same for every patient. It says of itself that it is schematic; nothing of its form is a finding,
except where branching, filling or a finding was entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..document import Duct, DuctFinding
from ..document.wording import number
from ..titles import duct_title
from ..vocabulary import (
    AlongDuct,
    Branching,
    BranchOrder,
    DuctCalibre,
    DuctFindingKind,
    Extravasation,
    FillingCompleteness,
    LumenEffect,
    Side,
    UpstreamFilling,
)
from .faces import HEIGHT, WORD_SIZE, duct_name, title
from .marks import MOST, Mark, Plan, failed
from .primitives import Anchor, Figure, Path, Point, Shape, Text, Tone, centred, line
from .signs_in_ducts import sign
from .spread import Numbers, Space, Wish, badge, badge_width

WIDTH = 62.0
MIDDLE = 22.3  # height of the main duct
ORDERS = (
    BranchOrder.MAIN_DUCT,
    BranchOrder.SECOND_ORDER,
    BranchOrder.THIRD_ORDER,
    BranchOrder.PERIPHERAL,
)
EDGES = (7.0, 23.0, 36.5, 48.5, 59.5)  # where each order begins and the last ends
RISE = (0.0, 6.0, 3.1, 1.7)  # by how much a branch leaves the line of the one before
THICK = (2.3, 1.5, 1.0, 0.55)
SHARE = {AlongDuct.NEAR_NIPPLE: 0.2, AlongDuct.MIDDLE: 0.5, AlongDuct.AWAY_FROM_NIPPLE: 0.8, None: 0.5}
BEND = 0.45  # share of a branch after which it runs level
SIGN = 1.3  # radius of the sign of a finding
FOOT_AT = 38.6  # base line of what stands below the tree


def tree_figure(plan: Plan, index: int) -> Figure | None:
    """The tree of one duct; None when nothing is told of its filling or of a place along it."""
    duct = plan.document.ducts[index]
    here = [mark for mark in plan.findings if mark.duct == index]
    on_tree = [mark for mark in here if _order(mark) or _along(mark)]
    notes = list(_notes(duct))
    if not (on_tree or notes or duct.filling.upstream or duct.filling.branching):
        return None
    on_tree, others = on_tree[:MOST], [mark for mark in here if mark not in on_tree][:MOST]
    name = duct_name(len(plan.document.ducts), index, duct.side)
    head = title(duct.side, name, _("schematic"), WIDTH)
    foot = _Foot()
    beside = [mark for mark in on_tree if not _order(mark)]
    foot.thirds(beside)
    foot.notes(notes)
    foot.unplaced(others)
    words = (*_words(), *foot.shapes)
    numbers = Numbers(Space(0.5, 10.8, WIDTH - 0.5, FOOT_AT - 2.2))
    numbers.keep(*(shape for shape in (*head, *words) if isinstance(shape, Text)))
    numbers.taken.append(Space(0.0, MIDDLE - 5.0, EDGES[0], MIDDLE + 5.0))
    signs: list[Shape] = []
    wishes: list[Wish] = []
    for mark in on_tree:
        if mark.finding and (order := _order(mark)):
            at = place_on(order, _along(mark))
            signs += sign(mark.finding, at, THICK[ORDERS.index(order)])
            wishes.append(Wish(mark.label, at, SIGN))
    alt = " ".join(
        [
            _("Schematic tree of {duct}, its branches in order away from the nipple.").format(
                duct=duct_title(index, duct)
            ),
            *(f"{note[:1].upper()}{note[1:]}." for note in notes),
            *(f"{mark.told}." for mark in (*on_tree, *others)),
        ]
    )
    drawn = numbers.place(wishes, (WIDTH / 2, MIDDLE + 14))
    shapes = (*head, *_branches(duct, _block(on_tree)), *_nipple(failed(duct)), *words, *signs, *drawn)
    return Figure(f"tree-{index}", name, alt, WIDTH, HEIGHT, shapes, duct.side is Side.LEFT)


class _Foot:
    """What stands below the tree, line by line: places without an order, what is told of the whole duct, the rest."""

    def __init__(self) -> None:
        self.y = FOOT_AT
        self.shapes: list[Shape] = []

    def thirds(self, found: list[Mark]) -> None:
        """A bracket for each third of the way in which something lies at an order that is not told."""
        if not found:
            return
        left, right = EDGES[0], EDGES[-1]
        for position, along in enumerate(AlongDuct):
            here = [mark for mark in found if _along(mark) is along]
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

    def unplaced(self, found: list[Mark]) -> None:
        """The numbers of what was seen in the duct, nobody says where."""
        if found:
            words = Text((2.4, self.y + 1.6), _("not placed along the duct:"), WORD_SIZE)
            self.shapes.append(words)
            self._badges(found, 2.4 + words.span + 3.0, self.y + 0.9, WIDTH - 1.0)

    def _badges(self, found: list[Mark], x: float, y: float, right: float) -> None:
        """Numbers in a line; those that it does not hold are told by an ellipsis and stand in the legend."""
        for mark in found:
            width = badge_width(mark.label)
            if x + width * 1.5 > right and mark is not found[-1]:
                self.shapes.append(centred((x, y), "…", 2.7, bold=True))
                return
            self.shapes += badge(mark.label, (x, y))
            x += width + 0.5


def empty_tree() -> tuple[Shape, ...]:
    """The tree without any duct's filling, for choosing a place on it."""
    return (*_branches(Duct(), None), *_nipple(False), *_words())


def place_on(order: BranchOrder, along: AlongDuct | None) -> Point:
    """Where a finding of that order stands, on its uppermost branch."""
    position = ORDERS.index(order)
    share, height = SHARE[along], _height(position)
    start = _height(position - 1) if position else MIDDLE
    x = EDGES[position] + (EDGES[position + 1] - EDGES[position]) * share
    return x, start + (height - start) * min(share / BEND, 1.0)


def _height(position: int) -> float:
    """Of the uppermost branch of an order, on which its findings stand."""
    return MIDDLE - sum(RISE[: position + 1])


def _order(mark: Mark) -> BranchOrder | None:
    return mark.finding.branch_order if mark.finding else None


def _along(mark: Mark) -> AlongDuct | None:
    return mark.finding.along_duct if mark.finding else None


def _block(shown: list[Mark]) -> tuple[int, float] | None:
    """Order and share of its length at which the first obstructing finding stands."""
    found = [
        (ORDERS.index(order), SHARE[_along(mark)])
        for mark in shown
        if (order := _order(mark)) and mark.finding and _obstructs(mark.finding)
    ]
    return min(found, default=None)


def _obstructs(finding: DuctFinding) -> bool:
    return finding.kind is DuctFindingKind.CUT_OFF or finding.lumen_effect is LumenEffect.COMPLETE


def _branches(duct: Duct, block: tuple[int, float] | None) -> Iterator[Shape]:
    """Every branch: full where contrast went, dashed where it did not, pale while nothing is told."""
    filling = duct.filling
    none = failed(duct) or filling.completeness is FillingCompleteness.NOT_FILLED
    dark = bool(
        filling.completeness or filling.upstream or filling.calibre or filling.branching or duct.findings
    )
    wide = {DuctCalibre.DILATED: 1.5, DuctCalibre.NARROWED: 0.6}.get(
        filling.calibre or DuctCalibre.NORMAL, 1.0
    )
    for position, path, start, end in _segments(filling.branching is Branching.REDUCED):
        width = THICK[position] * wide
        if none:
            yield _empty(start, end)
            continue
        yield from _filled(start, end, width, _open_to(position, path, duct, block), dark)


def _open_to(position: int, path: tuple[int, ...], duct: Duct, block: tuple[int, float] | None) -> float:
    """The share of a branch that contrast reached: all but what is told to be empty beyond an obstruction.

    Without a place of the obstruction it is the far half of the tree, and half of that where it filled in part.
    """
    upstream = duct.filling.upstream
    if upstream not in (UpstreamFilling.NOT_OPACIFIED, UpstreamFilling.PARTLY_OPACIFIED):
        return 1.0
    partly = upstream is UpstreamFilling.PARTLY_OPACIFIED
    order, share = block or (1, 1.0)
    if any(path[:order]) and block:
        return 1.0  # another branch than the obstructed one
    if position == order:
        return 1.0 if partly and position < len(ORDERS) - 1 else share
    if position < order:
        return 1.0
    if not partly:
        return 0.0
    if duct.filling.branching is Branching.REDUCED:  # which leaves no lower branches to be empty
        return 0.0 if position == len(ORDERS) - 1 else 1.0
    return 0.0 if path[-1] else 1.0


def _segments(reduced: bool) -> Iterator[tuple[int, tuple[int, ...], Point, Point]]:
    """Order, the turns that lead there (0 up, 1 down), start and end of every branch."""

    def below(
        position: int, path: tuple[int, ...], start: Point
    ) -> Iterator[tuple[int, tuple[int, ...], Point, Point]]:
        rise = RISE[position] * (1 if path and path[-1] else -1)
        end = (EDGES[position + 1], start[1] + rise)
        yield position, path, start, end
        if position + 1 < len(ORDERS):
            for turn in (0,) if reduced and position else (0, 1):
                yield from below(position + 1, (*path, turn), end)

    yield from below(0, (), (EDGES[0], MIDDLE))


def _filled(start: Point, end: Point, width: float, open_to: float, dark: bool) -> Iterator[Shape]:
    bend = (start[0] + (end[0] - start[0]) * BEND, end[1])
    tone = Tone.SOFT if dark else Tone.FAINT
    if open_to >= 1.0:
        yield Path((start, bend, end), width, tone)
    elif open_to <= 0.0:
        yield _empty(start, end)
    else:
        stop = (start[0] + (end[0] - start[0]) * open_to, end[1] if open_to > BEND else start[1])
        yield Path(
            (start, stop) if open_to <= BEND or start[1] == end[1] else (start, bend, stop), width, tone
        )
        yield Path((stop, end), 0.35, Tone.INK, dashed=True)


def _empty(start: Point, end: Point) -> Shape:
    bend = (start[0] + (end[0] - start[0]) * BEND, end[1])
    return Path((start, bend, end), 0.35, Tone.INK, dashed=True)


def _nipple(crossed: bool) -> Iterator[Shape]:
    """A hill at the left, with the orifice; crossed out where nobody could enter."""
    x, y = EDGES[0], MIDDLE
    hill = ((x, y - 5.0), (x - 3.6, y - 3.2), (x - 4.6, y), (x - 3.6, y + 3.2), (x, y + 5.0))
    yield Path(hill, 0.45, Tone.INK, Tone.SHADE)
    yield line((x - 4.6, y), (x, y), 0.5)
    if crossed:
        yield line((x - 2.4, y - 2.4), (x + 2.4, y + 2.4), 0.7)
        yield line((x - 2.4, y + 2.4), (x + 2.4, y - 2.4), 0.7)


def _words() -> tuple[Shape, ...]:
    """Names of the orders above, of the directions below."""
    return _named(get_language())


@lru_cache(maxsize=8)
def _named(_language: str | None) -> tuple[Shape, ...]:
    return tuple(_names())


def _names() -> Iterator[Shape]:
    names = (_("main duct"), _("2nd order"), _("3rd order"), _("peripheral"))
    for position, name in enumerate(names):
        middle = (EDGES[position] + EDGES[position + 1]) / 2
        yield centred((middle, 9.6), name, WORD_SIZE * 0.9, tone=Tone.SOFT)
        if position:
            yield line((EDGES[position], 9.4), (EDGES[position], 33.0), 0.12, Tone.FAINT, dashed=True)
    yield Text((2.4, 30.4), _("nipple"), WORD_SIZE, tone=Tone.SOFT)
    yield Text((WIDTH - 2.5, 35.4), _("away from the nipple →"), WORD_SIZE, Anchor.END, tone=Tone.SOFT)


def _notes(duct: Duct) -> Iterator[str]:
    """What is told of the whole duct, in lines."""
    filling = duct.filling
    if failed(duct):
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
    if (leak := duct.contrast.extravasation) and _leak(duct):
        course.append(_("extravasation: {where}").format(where=leak.label))
    if course:
        yield "; ".join(course)
    if filling.upstream and filling.upstream is not UpstreamFilling.OPACIFIED:
        yield _("dashed: away from the nipple {how}").format(how=filling.upstream.label)


def _leak(duct: Duct) -> bool:
    return duct.contrast.extravasation not in (None, Extravasation.NONE)

"""Draw the schematic duct tree: its branches, the positions of each branch order, and the contrast filling.

Its form is the same for every patient and is not a finding, except where branching or filling was entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..document import Duct
from ..vocabulary import AlongDuct, Branching, BranchOrder, DuctCalibre, FillingCompleteness, UpstreamFilling
from .marks import cannulation_failed
from .primitives import Anchor, Path, Point, Shape, Text, Tone, centred, line
from .side_labels import WORD_SIZE

WIDTH = 62.0
MAIN_DUCT_Y = 22.3  # y of the main duct
ORDERS = (
    BranchOrder.MAIN_DUCT,
    BranchOrder.SECOND_ORDER,
    BranchOrder.THIRD_ORDER,
    BranchOrder.PERIPHERAL,
)
EDGES = (7.0, 23.0, 36.5, 48.5, 59.5)  # x at which each order begins and the last one ends
RISE = (0.0, 6.0, 3.1, 1.7)  # vertical offset of a branch from its parent
THICKNESS = (2.3, 1.5, 1.0, 0.55)
POSITION_SHARE = {
    AlongDuct.NEAR_NIPPLE: 0.2,
    AlongDuct.MIDDLE: 0.5,
    AlongDuct.AWAY_FROM_NIPPLE: 0.8,
    None: 0.5,
}
BEND = 0.45  # share of a branch after which it is horizontal


def empty_tree() -> tuple[Shape, ...]:
    """Return the tree without filling, for the location picker."""
    return (*branches(Duct(), None), *nipple_shape(False), *axis_labels())


def point_on_branch(order: BranchOrder, along: AlongDuct | None) -> Point:
    """Return the point for a finding of this order, on its uppermost branch."""
    position = ORDERS.index(order)
    share, height = POSITION_SHARE[along], _height(position)
    start = _height(position - 1) if position else MAIN_DUCT_Y
    x = EDGES[position] + (EDGES[position + 1] - EDGES[position]) * share
    return x, start + (height - start) * min(share / BEND, 1.0)


def _height(position: int) -> float:
    """Return the y of the uppermost branch of an order."""
    return MAIN_DUCT_Y - sum(RISE[: position + 1])


def branches(duct: Duct, block: tuple[int, float] | None) -> Iterator[Shape]:
    """Draw every branch: solid if filled, dashed if not filled, pale if nothing is recorded."""
    filling = duct.filling
    unfilled = cannulation_failed(duct) or filling.completeness is FillingCompleteness.NOT_FILLED
    has_data = bool(
        filling.completeness or filling.upstream or filling.calibre or filling.branching or duct.findings
    )
    width_factor = {DuctCalibre.DILATED: 1.5, DuctCalibre.NARROWED: 0.6}.get(
        filling.calibre or DuctCalibre.NORMAL, 1.0
    )
    for position, path, start, end in _segments(filling.branching is Branching.REDUCED):
        width = THICKNESS[position] * width_factor
        if unfilled:
            yield _empty_branch(start, end)
            continue
        yield from _filled_branch(start, end, width, _filled_share(position, path, duct, block), has_data)


def _filled_share(position: int, path: tuple[int, ...], duct: Duct, block: tuple[int, float] | None) -> float:
    """Return the share of a branch that is filled, from 0 to 1.

    Branches upstream of an obstruction are empty, or half of them if partly opacified. If the position of the
    obstruction is not recorded, it is taken to be the end of the second order.
    """
    upstream = duct.filling.upstream
    if upstream not in (UpstreamFilling.NOT_OPACIFIED, UpstreamFilling.PARTLY_OPACIFIED):
        return 1.0
    partly = upstream is UpstreamFilling.PARTLY_OPACIFIED
    order, share = block or (1, 1.0)
    if any(path[:order]) and block:
        return 1.0  # not the obstructed branch
    if position == order:
        return 1.0 if partly and position < len(ORDERS) - 1 else share
    if position < order:
        return 1.0
    if not partly:
        return 0.0
    if duct.filling.branching is Branching.REDUCED:  # no lower branches are drawn that could be empty
        return 0.0 if position == len(ORDERS) - 1 else 1.0
    return 0.0 if path[order] else 1.0  # one of the two upstream branches, with its subtree


def _segments(reduced: bool) -> Iterator[tuple[int, tuple[int, ...], Point, Point]]:
    """Yield order, turns from the root (0 up, 1 down), start and end of every branch."""

    def below(
        position: int, path: tuple[int, ...], start: Point
    ) -> Iterator[tuple[int, tuple[int, ...], Point, Point]]:
        rise = RISE[position] * (1 if path and path[-1] else -1)
        end = (EDGES[position + 1], start[1] + rise)
        yield position, path, start, end
        if position + 1 < len(ORDERS):
            for turn in (0,) if reduced and position else (0, 1):
                yield from below(position + 1, (*path, turn), end)

    yield from below(0, (), (EDGES[0], MAIN_DUCT_Y))


def _filled_branch(start: Point, end: Point, width: float, open_to: float, has_data: bool) -> Iterator[Shape]:
    bend = (start[0] + (end[0] - start[0]) * BEND, end[1])
    tone = Tone.SOFT if has_data else Tone.FAINT
    if open_to >= 1.0:
        yield Path((start, bend, end), width, tone)
    elif open_to <= 0.0:
        yield _empty_branch(start, end)
    else:
        risen = min(open_to / BEND, 1.0)
        stop = (start[0] + (end[0] - start[0]) * open_to, start[1] + (end[1] - start[1]) * risen)
        yield Path((start, bend, stop) if risen == 1.0 else (start, stop), width, tone)
        yield Path((stop, end) if risen == 1.0 else (stop, bend, end), 0.35, Tone.INK, dashed=True)


def _empty_branch(start: Point, end: Point) -> Shape:
    bend = (start[0] + (end[0] - start[0]) * BEND, end[1])
    return Path((start, bend, end), 0.35, Tone.INK, dashed=True)


def nipple_shape(crossed: bool) -> Iterator[Shape]:
    """Draw the nipple at the left with the orifice, crossed out if cannulation failed."""
    x, y = EDGES[0], MAIN_DUCT_Y
    hill = ((x, y - 5.0), (x - 3.6, y - 3.2), (x - 4.6, y), (x - 3.6, y + 3.2), (x, y + 5.0))
    yield Path(hill, 0.45, Tone.INK, Tone.SHADE)
    yield line((x - 4.6, y), (x, y), 0.5)
    if crossed:
        yield line((x - 2.4, y - 2.4), (x + 2.4, y + 2.4), 0.7)
        yield line((x - 2.4, y + 2.4), (x + 2.4, y - 2.4), 0.7)


def axis_labels() -> tuple[Shape, ...]:
    """Return the names of the branch orders above the tree and of the directions below it."""
    return _cached_axis_labels(get_language())


@lru_cache(maxsize=8)
def _cached_axis_labels(_language: str | None) -> tuple[Shape, ...]:
    return tuple(_axis_labels())


def _axis_labels() -> Iterator[Shape]:
    names = (_("main duct"), _("2nd order"), _("3rd order"), _("peripheral"))
    for position, name in enumerate(names):
        middle = (EDGES[position] + EDGES[position + 1]) / 2
        yield centred((middle, 9.6), name, WORD_SIZE * 0.95, tone=Tone.SOFT)
        if position:
            yield line((EDGES[position], 11.2), (EDGES[position], 33.0), 0.12, Tone.FAINT, dashed=True)
    yield Text((2.4, 30.4), _("nipple"), WORD_SIZE, tone=Tone.SOFT)
    yield Text((WIDTH - 2.5, 35.4), _("upstream →"), WORD_SIZE, Anchor.END, tone=Tone.SOFT)

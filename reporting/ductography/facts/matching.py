"""Whether two facts are of the same breast, and of the same place in it."""

from __future__ import annotations

from ..document import BreastLocation
from ..vocabulary import Side, Sides

CLOCK_TOLERANCE_HOURS = 1  # the program's own: a palpable mass and a benign finding in the same place


def of_side(recorded: Side | Sides | None, side: Side | None) -> bool:
    """Whether a fact recorded for ``recorded`` counts for the breast ``side``."""
    if recorded is None or side is None or recorded in (Sides.BOTH, Sides.UNILATERAL):
        return True
    return recorded.value == side.value


def same_place(one: BreastLocation, other: BreastLocation) -> bool:
    if one.clock_position is not None and other.clock_position is not None:
        apart = abs(one.clock_position - other.clock_position)
        return min(apart, 12 - apart) <= CLOCK_TOLERANCE_HOURS
    return one.region is not None and one.region is other.region


def is_another_place(one: BreastLocation, other: BreastLocation) -> bool:
    """Whether both places are recorded and differ."""
    known = one.clock_position is not None and other.clock_position is not None
    return (known or bool(one.region and other.region)) and not same_place(one, other)

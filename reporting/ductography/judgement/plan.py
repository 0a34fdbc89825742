"""What is recommended, as the rules on plan, time and responsibility look at it."""

from __future__ import annotations

from collections.abc import Iterable

from ..document import RecommendationStep
from ..facts.action_groups import ROUTINE
from ..vocabulary import Birads, IntervalUnit, RecommendedAction

# Days of a unit when two intervals are compared: 26 weeks are 6 months, one month is not longer than 6 weeks.
DAYS = {IntervalUnit.DAYS: 1.0, IntervalUnit.WEEKS: 7.0, IntervalUnit.MONTHS: 30.5}

CATEGORY_4 = {Birads.BIRADS_4, Birads.BIRADS_4A, Birads.BIRADS_4B, Birads.BIRADS_4C}
GRAVE = CATEGORY_4 | {Birads.BIRADS_5, Birads.BIRADS_6}


def latest_days(step: RecommendationStep) -> float | None:
    """Days until the latest time that is stated; None when no time is."""
    latest = step.within if step.within is not None else step.not_before
    return None if latest is None or step.interval_unit is None else latest * DAYS[step.interval_unit]


def is_routine_only(actions: Iterable[RecommendedAction]) -> bool:
    return set(actions) <= ROUTINE

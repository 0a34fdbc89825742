"""What is recommended, as the rules on plan, time and responsibility look at it."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable

from ..document import Recommendation, ReportDocument
from ..facts.action_groups import ROUTINE
from ..vocabulary import Birads, IntervalUnit, RecommendedAction, Side

# Days of a unit when two intervals are compared: 26 weeks are 6 months, one month is not longer than 6 weeks.
DAYS = {IntervalUnit.DAYS: 1.0, IntervalUnit.WEEKS: 7.0, IntervalUnit.MONTHS: 30.5}

CATEGORY_4 = {Birads.BIRADS_4, Birads.BIRADS_4A, Birads.BIRADS_4B, Birads.BIRADS_4C}
GRAVE = CATEGORY_4 | {Birads.BIRADS_5, Birads.BIRADS_6}


def categories_of(report: ReportDocument, side: Side | None = None) -> set[Birads]:
    return {
        item.birads
        for item in report.assessments
        if item.birads and (side is None or item.side in (None, side))
    }


def latest_days(plan: Recommendation) -> float | None:
    """Days until the latest time that is stated; None when no time is."""
    latest = plan.within if plan.within is not None else plan.not_before
    return None if latest is None or plan.interval_unit is None else latest * DAYS[plan.interval_unit]


def due_date(plan: Recommendation, examined: datetime.date | None) -> datetime.date | None:
    """The last day of the stated time, counted from the examination; None where it cannot be told."""
    if plan.within is None or plan.interval_unit is None or examined is None:
        return None
    try:
        if plan.interval_unit is IntervalUnit.MONTHS:
            return _months_later(examined, plan.within)
        return examined + datetime.timedelta(days=plan.within * DAYS[plan.interval_unit])
    except (OverflowError, ValueError):
        return None


def _months_later(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return datetime.date(years, month + 1, min(day.day, last))


def is_routine_only(actions: Iterable[RecommendedAction]) -> bool:
    return set(actions) <= ROUTINE

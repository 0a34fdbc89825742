"""The last day of a recommended step, counted from the examination."""

from __future__ import annotations

import calendar
import datetime

from ..vocabulary import IntervalUnit
from .conclusion import RecommendationStep

_DAYS = {IntervalUnit.DAYS: 1, IntervalUnit.WEEKS: 7}


def due_date(step: RecommendationStep, examined: datetime.date | None) -> datetime.date | None:
    """The last day of the stated time; None where it cannot be told."""
    if step.within is None or step.interval_unit is None or examined is None:
        return None
    try:
        if step.interval_unit is IntervalUnit.MONTHS:
            return _months_later(examined, step.within)
        return examined + datetime.timedelta(days=step.within * _DAYS[step.interval_unit])
    except (OverflowError, ValueError):
        return None


def _months_later(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return datetime.date(years, month + 1, min(day.day, last))

"""Whether what the radiologist recommends is something else than what the table proposes."""

from __future__ import annotations

from ..document import Recommendation
from ..vocabulary import IntervalUnit, Urgency
from .recommendations import AdviceRule

_DAYS = {IntervalUnit.DAYS: 1, IntervalUnit.WEEKS: 7, IntervalUnit.MONTHS: 30.5}
# Months differ in length: a time in weeks or days that differs by no more than this is the same: 26 weeks, 6 months.
_SLACK_DAYS = 3
_HASTE = list(Urgency)


def departs(chosen: Recommendation, proposed: AdviceRule) -> bool:
    """Whether a proposed action is missing, or the time or the urgency is another one than proposed.

    What is chosen beyond the proposal is no departure: it takes nothing away. Nothing chosen is a gap, not a
    departure.
    """
    if not chosen.actions:
        return False
    missing = any(not set(choice) & set(chosen.actions) for choice in proposed.choices)
    return missing or _is_less_urgent(chosen, proposed) or _is_at_another_time(chosen, proposed)


def _is_less_urgent(chosen: Recommendation, proposed: AdviceRule) -> bool:
    if chosen.urgency is None or proposed.urgency is None:
        return False
    return _HASTE.index(chosen.urgency) < _HASTE.index(proposed.urgency)


def _is_at_another_time(chosen: Recommendation, proposed: AdviceRule) -> bool:
    if chosen.within is None or chosen.interval_unit is None or proposed.unit is None:
        return False
    latest = chosen.within * _DAYS[chosen.interval_unit]
    allowed = (proposed.within or 0) * _DAYS[proposed.unit]
    earliest = (proposed.not_before or 0) * _DAYS[proposed.unit]
    in_months = (chosen.interval_unit is IntervalUnit.MONTHS, proposed.unit is IntervalUnit.MONTHS)
    slack = _SLACK_DAYS if any(in_months) and not all(in_months) else 0
    return latest > allowed + slack or latest < earliest - slack

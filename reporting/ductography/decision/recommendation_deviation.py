"""Compare the chosen recommendation with the plans that the table suggests."""

from __future__ import annotations

from collections.abc import Iterable

from ..document import Recommendation
from ..vocabulary import IntervalUnit, RecommendedAction, Urgency
from .breast_plan import BreastPlan, Step
from .ranks import QUIET

_DAYS = {IntervalUnit.DAYS: 1, IntervalUnit.WEEKS: 7, IntervalUnit.MONTHS: 30.5}  # 26 weeks are 6 months
_SLACK_DAYS = 3  # between months and other units: 26 weeks and 180 days are 6 months
_HASTE = list(Urgency)
# Actions that serve the same end as the suggested one.
EQUIVALENT: dict[RecommendedAction, frozenset[RecommendedAction]] = {
    RecommendedAction.CORE_BIOPSY: frozenset({RecommendedAction.VACUUM_BIOPSY}),
    RecommendedAction.LOCALISED_EXCISION: frozenset(
        {RecommendedAction.MICRODOCHECTOMY, RecommendedAction.TOTAL_DUCT_EXCISION}
    ),
    RecommendedAction.ADDITIONAL_MAMMOGRAPHY: frozenset(
        {RecommendedAction.SPOT_MAGNIFICATION, RecommendedAction.DIAGNOSTIC_MAMMOGRAPHY}
    ),
    RecommendedAction.DIAGNOSTIC_MAMMOGRAPHY: frozenset({RecommendedAction.ADDITIONAL_MAMMOGRAPHY}),
    RecommendedAction.CONTRAST_MRI: frozenset({RecommendedAction.CONTRAST_MAMMOGRAPHY}),
    RecommendedAction.CONTRAST_MAMMOGRAPHY: frozenset({RecommendedAction.CONTRAST_MRI}),
    RecommendedAction.REPEAT_DUCTOGRAPHY: frozenset({RecommendedAction.RESCHEDULE}),
    RecommendedAction.RESCHEDULE: frozenset({RecommendedAction.REPEAT_DUCTOGRAPHY}),
}


def departs(chosen: Recommendation, suggested: Iterable[BreastPlan]) -> bool:
    """Whether a breast's plan is not followed: no step of a rank is chosen, or less urgently, or at another time.

    What is chosen beyond the plans is no deviation: it takes nothing away. Nothing chosen is a gap, not a
    deviation.
    """
    if not chosen.actions:
        return False
    return any(
        _is_unmet(chosen, plan) or _is_less_urgent(chosen, plan) or _is_at_another_time(chosen, plan)
        for plan in suggested
        if _asks(plan)
    )


def _asks(plan: BreastPlan) -> bool:
    """Whether the plan asks for more than what is routine."""
    return bool(plan.steps) and (plan.rank not in QUIET or plan.facts.discharge.pathologic)


def _is_unmet(chosen: Recommendation, plan: BreastPlan) -> bool:
    """A rank of which none of its steps, nor an equivalent one, is chosen."""
    by_rank: dict[object, set[RecommendedAction]] = {}
    for step in plan.steps:
        by_rank.setdefault(step.rank, set()).update(_accepted(step))
    return any(not accepted & set(chosen.actions) for accepted in by_rank.values())


def _accepted(step: Step) -> set[RecommendedAction]:
    actions = {step.action, *step.includes}
    return actions.union(*(EQUIVALENT.get(action, frozenset()) for action in actions))


def _is_less_urgent(chosen: Recommendation, plan: BreastPlan) -> bool:
    if chosen.urgency is None:
        return False
    asked = [step.urgency for step in plan.steps if step.action in chosen.actions]
    return any(_HASTE.index(chosen.urgency) < _HASTE.index(urgency) for urgency in asked)


def _is_at_another_time(chosen: Recommendation, plan: BreastPlan) -> bool:
    if chosen.within is None or chosen.interval_unit is None:
        return False
    latest = chosen.within * _DAYS[chosen.interval_unit]
    for step in plan.steps:
        if step.unit is not None and step.action in chosen.actions:
            allowed = (step.within or 0) * _DAYS[step.unit]
            earliest = (step.not_before or 0) * _DAYS[step.unit]
            in_months = (chosen.interval_unit is IntervalUnit.MONTHS, step.unit is IntervalUnit.MONTHS)
            slack = _SLACK_DAYS if any(in_months) and not all(in_months) else 0
            if latest > allowed + slack or latest < earliest - slack:
                return True
    return False

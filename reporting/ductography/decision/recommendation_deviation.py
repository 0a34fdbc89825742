"""Compare the chosen recommendation with the plans that the table suggests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..document import RecommendationStep, ReportDocument
from ..facts.action_groups import DUCTOGRAPHY, FOLLOW_UP, IMAGING, REFERRAL, WITH_CONTRAST
from ..facts.conclusions import steps_of
from ..vocabulary import Birads, IntervalUnit, RecommendedAction, Urgency
from .breast_plan import BreastPlan, Step
from .ranks import QUIET, Rank

_DAYS = {IntervalUnit.DAYS: 1, IntervalUnit.WEEKS: 7, IntervalUnit.MONTHS: 30.5}  # 26 weeks are 6 months
Steps = tuple[RecommendationStep, ...]
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

# What addresses a rank although the table asks for other steps: further imaging, or whoever decides on tissue.
_WORK_UP = IMAGING | REFERRAL
ADDRESSES: dict[Rank, frozenset[RecommendedAction]] = {
    Rank.PROVEN_MALIGNANCY: REFERRAL,
    Rank.BIRADS_5: REFERRAL,
    Rank.BIRADS_4: REFERRAL,
    Rank.OUTSIDE_EVIDENCE: _WORK_UP,
    Rank.SUSPICIOUS_SIGN: _WORK_UP,
    Rank.LESION: _WORK_UP,
    Rank.UNRESOLVED_SIGN: _WORK_UP | DUCTOGRAPHY,
    Rank.NON_DIAGNOSTIC: _WORK_UP | DUCTOGRAPHY | {RecommendedAction.DUCTOSCOPY},
    # Discharge that a normal duct does not explain; MORR07, DAWES98, JBI20.
    Rank.BENIGN: WITH_CONTRAST | REFERRAL | {RecommendedAction.DUCTOSCOPY},
    Rank.NORMAL: WITH_CONTRAST | REFERRAL | {RecommendedAction.DUCTOSCOPY},
}


def departs(report: ReportDocument, suggested: Iterable[BreastPlan]) -> bool:
    """Whether a breast's plan is not followed: no step of a rank is chosen, or less urgently, or at another time.

    The steps recommended for a breast are compared with the plan of that breast.

    What is chosen beyond the plans is no deviation: it takes nothing away. Nothing chosen is a gap, not a
    deviation.
    """
    return any(_departs_from(steps_of(report, plan.side), plan) for plan in suggested if _asks(plan))


def _departs_from(chosen: Steps, plan: BreastPlan) -> bool:
    if not _actions(chosen):
        return False
    return _is_unmet(chosen, plan) or _is_less_urgent(chosen, plan) or _is_at_another_time(chosen, plan)


def _actions(chosen: Steps) -> set[RecommendedAction]:
    return {step.action for step in chosen if step.action}


def _asks(plan: BreastPlan) -> bool:
    """Whether the plan asks for more than what is routine."""
    return bool(plan.steps) and (plan.rank not in QUIET or plan.facts.discharge.pathologic)


def _is_unmet(chosen: Steps, plan: BreastPlan) -> bool:
    """A rank that nothing chosen addresses; what “other” stands for is told in words."""
    actions = _actions(chosen)
    if RecommendedAction.OTHER in actions:
        return False
    if _lacks_a_step_without_alternative(actions, plan):
        return True
    by_rank: dict[Rank | None, set[RecommendedAction]] = {}
    for step in plan.steps:
        by_rank.setdefault(step.rank, set()).update(_accepted(step, plan))
    return any(not accepted & actions for accepted in by_rank.values())


def _lacks_a_step_without_alternative(actions: set[RecommendedAction], plan: BreastPlan) -> bool:
    """A surgeon's opinion where it is not optional, and tissue of an eczematous nipple whatever imaging shows."""
    needs_surgeon = (
        plan.rank in QUIET and plan.facts.discharge.pathologic and plan.answers["surgeon_required"]
    )
    needs_skin = RecommendedAction.NIPPLE_SKIN_BIOPSY in plan.actions
    return (needs_surgeon or needs_skin) and not actions & REFERRAL


def _accepted(step: Step, plan: BreastPlan) -> set[RecommendedAction]:
    actions = {step.action, *step.includes}
    found = actions.union(*(EQUIVALENT.get(action, frozenset()) for action in actions))
    if step.rank:
        found |= ADDRESSES.get(step.rank, frozenset())
    if step.rank is Rank.LESION and Birads.BIRADS_0 in plan.facts.birads:
        found |= DUCTOGRAPHY
    # Follow-up alone leaves discharge unexplained, unless MRI was negative.
    if step.rank in QUIET and plan.facts.discharge.pathologic and not plan.answers["mri_negative"]:
        found -= FOLLOW_UP
    return found


def _is_less_urgent(chosen: Steps, plan: BreastPlan) -> bool:
    return any(
        mine.urgency is not None and _HASTE.index(mine.urgency) < _HASTE.index(asked.urgency)
        for mine, asked in _pairs(chosen, plan)
    )


def _pairs(chosen: Steps, plan: BreastPlan) -> Iterator[tuple[RecommendationStep, Step]]:
    """Each chosen step with the suggested step of the same action."""
    return ((mine, asked) for mine in chosen for asked in plan.steps if mine.action is asked.action)


def _is_at_another_time(chosen: Steps, plan: BreastPlan) -> bool:
    return any(_is_outside(mine, asked) for mine, asked in _pairs(chosen, plan))


def _is_outside(mine: RecommendationStep, asked: Step) -> bool:
    if mine.within is None or mine.interval_unit is None or asked.unit is None:
        return False
    latest = mine.within * _DAYS[mine.interval_unit]
    allowed, earliest = (asked.within or 0) * _DAYS[asked.unit], (asked.not_before or 0) * _DAYS[asked.unit]
    in_months = (mine.interval_unit is IntervalUnit.MONTHS, asked.unit is IntervalUnit.MONTHS)
    slack = _SLACK_DAYS if any(in_months) and not all(in_months) else 0
    return latest > allowed + slack or latest < earliest - slack

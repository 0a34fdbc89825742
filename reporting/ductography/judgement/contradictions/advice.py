"""Whether what is recommended says who acts, and why it is something else than what the table proposes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.decision.breast_plan import BreastPlan, plans
from reporting.ductography.decision.recommendation_deviation import departs
from reporting.ductography.document import BreastConclusion, RecommendationStep
from reporting.ductography.facts.matching import of_side
from reporting.ductography.facts.report_facts import is_restated

from ..plan import is_routine_only
from ..rules import Place, Rule, Severity
from ..suggestion_snapshot import rule_id


def time_for_nobody(place: Place) -> bool:
    """A time for a routine step; any other step names a responsible person anyway."""
    step = place.node
    return step.within is not None and is_routine_only([step.action] if step.action else [])


def _plans(place: Place) -> tuple[BreastPlan, ...]:
    """The plans that this recommendation answers."""
    return tuple(plan for plan in plans(place.report) if of_side(place.node.side, plan.side))


def departs_from_the_proposal(place: Place) -> bool:
    """Of a published case only what was done then is told; no table was asked.

    Steps without a side count for every breast; the reason is asked for once, where steps are recommended.
    """
    if is_restated(place.report) or not place.node.recommendation.steps:
        return False
    return departs(place.report, _plans(place))


def proposal_of_another_rule(place: Place) -> bool:
    kept = place.node.recommendation.proposal.rule_id
    return kept is not None and kept != rule_id(_plans(place))


RULES: tuple[Rule, ...] = (
    Rule(
        "time-and-nobody",
        on=RecommendationStep,
        when=time_for_nobody,
        required=("responsible",),
        severity=Severity.PROHIBIT,
        says=_("A timeframe is given, but no one is responsible."),
        why=_("Recommendations without a named responsible person are often missed."),
        source="ACR-COMM",
    ),
    Rule(
        "departure-without-reason",
        on=BreastConclusion,
        when=departs_from_the_proposal,
        required=("recommendation.departure_reason",),
        severity=Severity.ALERT,
        says=_("The recommendation differs from the suggested one without a reason."),
        why=_("The radiologist decides; readers must be able to follow the reasoning."),
        source="plan.csv",
    ),
    Rule(
        "proposal-outdated",
        on=BreastConclusion,
        when=proposal_of_another_rule,
        at="recommendation.proposal.rule_id",
        severity=Severity.ALERT,
        says=_("The stored suggestion no longer matches the current entries."),
        why=_("The report must not print a suggestion made for different findings."),
        source="plan.csv",
    ),
)

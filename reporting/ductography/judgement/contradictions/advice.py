"""Whether what is recommended says who acts, and why it is something else than what the table proposes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.decision.recommendation_deviation import departs
from reporting.ductography.decision.recommendations import advise
from reporting.ductography.document import Recommendation
from reporting.ductography.facts.report_facts import is_restated

from ..rules import Place, Rule, Severity


def time_given(place: Place) -> bool:
    return place.node.within is not None


def departs_from_the_proposal(place: Place) -> bool:
    """Of a published case only what was done then is told; no table was asked."""
    return not is_restated(place.report) and departs(place.node, advise(place.report).main)


def proposal_of_another_rule(place: Place) -> bool:
    kept = place.node.proposal.rule_id
    return kept is not None and kept != advise(place.report).main.id


RULES: tuple[Rule, ...] = (
    Rule(
        "time-and-nobody",
        on=Recommendation,
        when=time_given,
        required=("responsible",),
        severity=Severity.PROHIBIT,
        says=_("A time is given, but nobody to act."),
        why=_("What nobody is asked to do is not done."),
        source="ACR-COMM",
    ),
    Rule(
        "departure-without-reason",
        on=Recommendation,
        when=departs_from_the_proposal,
        required=("departure_reason",),
        severity=Severity.ALERT,
        says=_("The recommendation departs from the proposal of the table: say why."),
        why=_("The radiologist decides; the reader must be able to follow."),
        source="recommendations.csv",
    ),
    Rule(
        "proposal-outdated",
        on=Recommendation,
        when=proposal_of_another_rule,
        at="proposal.rule_id",
        severity=Severity.ALERT,
        says=_("The proposal that is kept in the report is not the one for what is entered now."),
        why=_("A report must not print a proposal that was made for other findings."),
        source="recommendations.csv",
    ),
)

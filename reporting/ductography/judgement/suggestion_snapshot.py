"""What the decision table proposes for a report, kept in what is signed.

A working copy holds no proposal: it would be one for what was entered before. It is frozen in anew wherever a
document is about to be signed or shown as it will be signed.
"""

from __future__ import annotations

from ..decision.recommendation_deviation import departs
from ..decision.recommendations import TABLE_VERSION, AdviceRule, advise
from ..decision.sources import reference
from ..document import Proposal, ReportDocument
from ..facts.report_facts import is_restated
from ..phrases.rule_inputs import EVIDENCE
from .explanation import rule_values, what_when_who


def frozen(report: ReportDocument) -> ReportDocument:
    """A copy that keeps what is proposed for it, in the current language.

    Of a published case only what was done then is told; no table was asked.
    """
    kept = Proposal() if is_restated(report) else proposed(advise(report).main)
    return _with(report, kept)


def thawed(report: ReportDocument) -> ReportDocument:
    """A copy without any proposal, as working copies are kept."""
    return _with(report, Proposal())


def proposed(rule: AdviceRule) -> Proposal:
    """What ``rule`` proposes, in words that can be read without the table."""
    values = rule_values(rule)
    return Proposal(
        rule_id=rule.id,
        table_version=TABLE_VERSION,
        sentence=values["sentence"],
        action=what_when_who(values),
        citation=reference(rule.citation),
        evidence=str(EVIDENCE[rule.evidence]),
    )


def departure(report: ReportDocument) -> bool:
    """Whether what is recommended departs from what the table proposes for the report."""
    return not is_restated(report) and departs(report.recommendation, advise(report).main)


def _with(report: ReportDocument, proposal: Proposal) -> ReportDocument:
    if report.recommendation.proposal == proposal:
        return report
    recommendation = report.recommendation.model_copy(update={"proposal": proposal})
    return report.model_copy(update={"recommendation": recommendation})

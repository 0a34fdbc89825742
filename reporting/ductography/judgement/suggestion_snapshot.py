"""Store the suggested plans in a document before it is previewed or signed.

A draft holds no suggestion: it would be one for what was entered before. It is made anew wherever a document is
about to be signed or shown as it will be signed.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..decision.breast_plan import BreastPlan, plans
from ..decision.plan_table import TABLE_VERSION
from ..decision.recommendation_deviation import departs
from ..decision.sources import reference
from ..document import Proposal, ReportDocument
from ..facts.report_facts import is_begun, is_restated
from ..narrative.plan_text import breast_title, reason, step_details
from ..phrases.rule_inputs import EVIDENCE

NOTHING_SAID = "none"


def frozen(report: ReportDocument) -> ReportDocument:
    """A copy that keeps what is suggested for it, in the current language.

    Of a published case only what was done then is reported; no table was asked.
    """
    kept = Proposal() if is_restated(report) or not is_begun(report) else proposed(plans(report))
    return _with(report, kept)


def thawed(report: ReportDocument) -> ReportDocument:
    """A copy without any suggestion, as drafts are kept."""
    return _with(report, Proposal())


def rule_id(suggested: Sequence[BreastPlan]) -> str:
    """“right:birads_4; left:normal”: which rank decided for each breast."""
    parts = []
    for plan in suggested:
        rank = plan.rank.value if plan.rank else NOTHING_SAID
        parts.append(f"{plan.side.value}:{rank}" if plan.side else rank)
    return "; ".join(parts)


def proposed(suggested: Sequence[BreastPlan]) -> Proposal:
    """The suggested plans in words that can be read without the table."""
    steps = [step for plan in suggested for step in plan.steps]
    citations = dict.fromkeys(key for step in steps for key in step.citation.split("; "))
    strengths = dict.fromkeys(str(EVIDENCE[step.strength]) for step in steps)
    return Proposal(
        rule_id=rule_id(suggested),
        table_version=TABLE_VERSION,
        sentence="\n".join(_titled(plan, reason(plan)) for plan in suggested) or None,
        action="\n".join(
            _titled(plan, f"{number}. {step_details(step)}")
            for plan in suggested
            for number, step in enumerate(plan.steps, start=1)
        )
        or None,
        citation=reference("; ".join(citations)) or None,
        evidence=", ".join(strengths) or None,
    )


def departure(report: ReportDocument) -> bool:
    """Whether the chosen recommendation differs from the suggested plans."""
    return not is_restated(report) and departs(report.recommendation, plans(report))


def _titled(plan: BreastPlan, text: str) -> str:
    title = breast_title(plan)
    return f"{title}: {text}" if title else text


def _with(report: ReportDocument, proposal: Proposal) -> ReportDocument:
    if report.recommendation.proposal == proposal:
        return report
    recommendation = report.recommendation.model_copy(update={"proposal": proposal})
    return report.model_copy(update={"recommendation": recommendation})

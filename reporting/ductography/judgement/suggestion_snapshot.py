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
from ..document import Authorship, BreastConclusion, Proposal, ReportDocument
from ..facts.matching import of_side
from ..facts.report_facts import is_begun, is_restated
from ..narrative.plan_text import breast_title, reason, step_details
from ..phrases.rule_inputs import EVIDENCE

NOTHING_SAID = "none"


def frozen(report: ReportDocument) -> ReportDocument:
    """A copy that keeps what is suggested for each breast, in the current language.

    Of a published case only what was done then is reported; no table was asked.
    """
    silent = is_restated(report) or not is_begun(report)
    suggested = () if silent else plans(report)
    breasts = []
    for breast in report.breasts:
        its = [plan for plan in suggested if of_side(breast.side, plan.side)]
        breasts.append(_with(breast, proposed(its) if its else Proposal()))
    return _with_breasts(report, tuple(breasts))


def thawed(report: ReportDocument) -> ReportDocument:
    """A copy without any suggestion and without authors, as drafts are kept."""
    kept = _with_breasts(report, tuple(_with(breast, Proposal()) for breast in report.breasts))
    return kept if kept.authorship.is_empty() else kept.model_copy(update={"authorship": Authorship()})


def has_suggestion(report: ReportDocument) -> bool:
    """Whether ``report`` keeps what was suggested for a breast."""
    return any(breast.recommendation.proposal.rule_id for breast in report.breasts)


def rule_id(suggested: Sequence[BreastPlan]) -> str:
    """“right:birads_4; left:normal”: which rank decided for each breast."""
    parts = []
    for plan in suggested:
        rank = plan.rank.value if plan.rank else NOTHING_SAID
        parts.append(f"{plan.side.value}:{rank}" if plan.side else rank)
    return "; ".join(parts)


def proposed(suggested: Sequence[BreastPlan]) -> Proposal:
    """The suggested plans in words that can be read without the table; several name their breast."""
    several = len(suggested) > 1
    steps = [step for plan in suggested for step in plan.steps]
    citations = dict.fromkeys(key for step in steps for key in step.citation.split("; "))
    strengths = dict.fromkeys(str(EVIDENCE[step.strength]) for step in steps)
    return Proposal(
        rule_id=rule_id(suggested),
        table_version=TABLE_VERSION,
        sentence="\n".join(_titled(plan, reason(plan), several) for plan in suggested) or None,
        action="\n".join(
            _titled(plan, f"{number}. {step_details(step)}", several)
            for plan in suggested
            for number, step in enumerate(plan.steps, start=1)
        )
        or None,
        citation=reference("; ".join(citations)) or None,
        evidence=", ".join(strengths) or None,
    )


def departure(report: ReportDocument) -> bool:
    """Whether the recommendation of a breast differs from the plan suggested for it."""
    return not is_restated(report) and departs(report, plans(report))


def _titled(plan: BreastPlan, text: str, several: bool) -> str:
    title = breast_title(plan) if several else ""
    return f"{title}: {text}" if title else text


def _with(breast: BreastConclusion, proposal: Proposal) -> BreastConclusion:
    if breast.recommendation.proposal == proposal:
        return breast
    recommendation = breast.recommendation.model_copy(update={"proposal": proposal})
    return breast.model_copy(update={"recommendation": recommendation})


def _with_breasts(report: ReportDocument, breasts: tuple[BreastConclusion, ...]) -> ReportDocument:
    return report if breasts == report.breasts else report.model_copy(update={"breasts": breasts})

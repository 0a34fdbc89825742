"""What is concluded for a breast: its categories and steps. A conclusion without a side counts for every breast."""

from __future__ import annotations

from ..document import BreastConclusion, RecommendationStep, ReportDocument
from ..vocabulary import Birads, RecommendedAction, Side, StepCondition
from .matching import of_side

# Conditions that wait for the result of another step, or for an event; the others say what a step is limited to.
DEPENDENT_CONDITIONS = frozenset(
    {
        StepCondition.IF_CONFIRMED,
        StepCondition.IF_SHOWN,
        StepCondition.OTHERWISE,
        StepCondition.OF_WHAT_IS_FOUND,
        StepCondition.IF_REPEAT_FAILS,
        StepCondition.WHEN_DISCHARGE_RECURS,
        StepCondition.AFTER_PREGNANCY,
        StepCondition.AFTER_TREATMENT,
        StepCondition.AFTER_NEGATIVE_MRI,
    }
)


def conclusions_of(report: ReportDocument, side: Side | None) -> tuple[BreastConclusion, ...]:
    """The conclusions that count for the breast ``side``; all of them where ``side`` is None."""
    return tuple(breast for breast in report.breasts if of_side(breast.side, side))


def steps_of(report: ReportDocument, side: Side | None) -> tuple[RecommendationStep, ...]:
    """The recommended steps that count for the breast, in the order of the document."""
    return tuple(step for breast in conclusions_of(report, side) for step in breast.recommendation.steps)


def actions_of(report: ReportDocument, side: Side | None) -> frozenset[RecommendedAction]:
    return frozenset(step.action for step in steps_of(report, side) if step.action)


def categories_of(report: ReportDocument, side: Side | None) -> frozenset[Birads]:
    """The BI-RADS categories that count for the breast."""
    return frozenset(breast.birads for breast in conclusions_of(report, side) if breast.birads)

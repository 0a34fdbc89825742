"""Relations that the plans of any two documents keep: a further fact never makes a plan less careful."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reporting.ductography.decision.breast_plan import BreastPlan, plans
from reporting.ductography.decision.ranks import QUIET, Rank
from reporting.ductography.document import BreastFinding, Duct, DuctFinding, RelatedStudy, ReportDocument
from reporting.ductography.vocabulary import (
    BreastFindingKind,
    DuctFindingKind,
    Extravasation,
    ExtravasationCause,
    FillingCompleteness,
    Modality,
    Presence,
    RecommendedAction,
    Side,
    StudyResult,
    Urgency,
)
from tests.strategies import documents

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
RANKS, URGENCIES = list(Rank), list(Urgency)


def by_side(report: ReportDocument) -> dict[Side | None, BreastPlan]:
    return {plan.side: plan for plan in plans(report)}


def gravity(plan: BreastPlan) -> int:
    return RANKS.index(plan.rank) if plan.rank else len(RANKS)


def asked(plan: BreastPlan, without: Collection[Rank] = ()) -> set[RecommendedAction]:
    """Actions of ranks 1 to 9, those decided within another step too; a repeat in either wording is one."""
    actions = {
        action
        for step in plan.steps
        if step.rank not in (*QUIET, *without)
        for action in (step.action, *step.includes)
    }
    repeated = {RecommendedAction.RESCHEDULE, RecommendedAction.REPEAT_DUCTOGRAPHY}
    return actions - repeated | ({RecommendedAction.REPEAT_DUCTOGRAPHY} if actions & repeated else set())


def urgency(plan: BreastPlan) -> int:
    return max((URGENCIES.index(step.urgency) for step in plan.steps), default=0)


def is_no_less_careful(before: BreastPlan, after: BreastPlan, *, without: Collection[Rank] = ()) -> None:
    assert gravity(after) <= gravity(before)
    if before.rank not in (*QUIET, None):
        assert asked(before, without) <= asked(after)
        assert urgency(after) >= urgency(before)


def with_finding(report: ReportDocument, index: int, finding: DuctFinding) -> ReportDocument:
    ducts = list(report.ducts)
    ducts[index] = ducts[index].model_copy(update={"findings": (*ducts[index].findings, finding)})
    return report.model_copy(update={"ducts": tuple(ducts)})


def of_one_breast(report: ReportDocument) -> ReportDocument:
    """Every duct on the left, entered, so that a plan can be compared with another one."""
    ducts = tuple(duct.model_copy(update={"side": Side.LEFT, "not_recorded": ()}) for duct in report.ducts)
    return report.model_copy(update={"ducts": ducts or (Duct(side=Side.LEFT),)})


SIGNS = [kind for kind in DuctFindingKind if kind is not DuctFindingKind.NORMAL_DUCT]


@FEW
@given(documents(), st.sampled_from(SIGNS))
def test_a_further_finding_never_makes_the_plan_less_careful(report: ReportDocument, kind: Any) -> None:
    report = of_one_breast(report)
    before = by_side(report)[Side.LEFT]
    more = with_finding(report, 0, DuctFinding(kind=kind, presence=Presence.PRESENT))
    # A duct in which a finding was seen was read: what obstructed it is a limitation, and asks for no repeat.
    is_no_less_careful(before, by_side(more)[Side.LEFT], without=[Rank.NON_DIAGNOSTIC])


@FEW
@given(
    documents(),
    st.sampled_from([StudyResult.SUSPICIOUS, StudyResult.MALIGNANT]),
    st.sampled_from(list(Modality)),
)
def test_a_suspicious_study_never_makes_the_plan_less_careful(
    report: ReportDocument, result: Any, modality: Any
) -> None:
    assume(modality is not Modality.ULTRASOUND)  # targeted ultrasound answers a step; it is another fact
    report = of_one_breast(report)
    before = by_side(report)[Side.LEFT]
    study = RelatedStudy(modalities=(modality,), side=Side.LEFT, result=result)
    more = report.model_copy(update={"correlation": (*report.correlation, study)})
    is_no_less_careful(before, by_side(more)[Side.LEFT])


@FEW
@given(documents())
def test_suspicious_calcifications_never_make_the_plan_less_careful(report: ReportDocument) -> None:
    report = of_one_breast(report)
    before = by_side(report)[Side.LEFT]
    finding = BreastFinding(
        kind=BreastFindingKind.SUSPICIOUS_MICROCALCIFICATION, presence=Presence.PRESENT, side=Side.LEFT
    )
    survey = report.breast.model_copy(update={"findings": (*report.breast.findings, finding)})
    is_no_less_careful(before, by_side(report.model_copy(update={"breast": survey}))[Side.LEFT])


@FEW
@given(documents())
def test_an_extravasation_never_removes_a_step(report: ReportDocument) -> None:
    report = of_one_breast(report)
    before = by_side(report)[Side.LEFT]
    duct = report.ducts[0]
    contrast = duct.contrast.model_copy(
        update={
            "extravasation": Extravasation.PERIDUCTAL,
            "extravasation_cause": ExtravasationCause.TECHNICAL,
            "not_recorded": (),
        }
    )
    assume(duct.contrast.extravasation_cause is not ExtravasationCause.LESIONAL)
    ducts = (duct.model_copy(update={"contrast": contrast}), *report.ducts[1:])
    after = by_side(report.model_copy(update={"ducts": ducts}))[Side.LEFT]
    if before.rank not in (*QUIET, None):
        assert asked(before) <= asked(after)


@FEW
@given(documents())
def test_an_incomplete_filling_never_removes_a_step(report: ReportDocument) -> None:
    report = of_one_breast(report)
    before = by_side(report)[Side.LEFT]
    duct = report.ducts[0]
    assume(duct.filling.completeness is not FillingCompleteness.NOT_FILLED)
    filling = duct.filling.model_copy(
        update={"completeness": FillingCompleteness.INCOMPLETE, "not_recorded": ()}
    )
    ducts = (duct.model_copy(update={"filling": filling}), *report.ducts[1:])
    after = by_side(report.model_copy(update={"ducts": ducts}))[Side.LEFT]
    if before.rank not in (*QUIET, None):
        assert asked(before) <= asked(after)


@FEW
@given(documents(), documents())
def test_a_duct_of_one_breast_never_changes_the_plan_of_the_other(
    report: ReportDocument, other: ReportDocument
) -> None:
    """The right breast's duct is added or taken away; the left one's plan stays word for word the same."""
    left = of_one_breast(report)
    right = tuple(duct.model_copy(update={"side": Side.RIGHT, "not_recorded": ()}) for duct in other.ducts)
    # Facts without a side count for every breast, and what the report says of its outcome is such a fact.
    both = left.model_copy(update={"ducts": (*left.ducts, *right)})
    assert by_side(both)[Side.LEFT] == by_side(left)[Side.LEFT]


@FEW
@given(documents())
def test_every_plan_keeps_to_its_form(report: ReportDocument) -> None:
    for plan in plans(report):
        assert len(plan.steps) <= 4
        assert len({step.action for step in plan.steps}) == len(plan.steps)
        for step in plan.steps:
            assert step.side is plan.side
            assert step.responsible and step.citation
            assert all(report.ducts[index].side in (None, plan.side) for index in step.ducts)

"""Whether a recommended step is for the right duct, and whether its condition can be met."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from reporting.ductography.decision.breast_plan import plans
from reporting.ductography.document import BreastConclusion, Recommendation
from reporting.ductography.facts.action_groups import TISSUE
from reporting.ductography.facts.conclusions import actions_of
from reporting.ductography.facts.matching import of_side
from reporting.ductography.facts.outside_ducts import studies_of
from reporting.ductography.facts.patient import patient_facts
from reporting.ductography.vocabulary import Modality, RecommendedAction, Side, StepCondition

from ..rules import Place, Rule, Severity

OF_A_DUCT = TISSUE | {RecommendedAction.TARGETED_ULTRASOUND, RecommendedAction.REPEAT_DUCTOGRAPHY}
# A condition that waits for the result of another step: that step, or a study that is recorded already.
RESTS_ON: dict[StepCondition, tuple[RecommendedAction, Modality]] = {
    StepCondition.IF_SHOWN: (RecommendedAction.TARGETED_ULTRASOUND, Modality.ULTRASOUND),
    StepCondition.OTHERWISE: (RecommendedAction.TARGETED_ULTRASOUND, Modality.ULTRASOUND),
    StepCondition.OF_WHAT_IS_FOUND: (RecommendedAction.TARGETED_ULTRASOUND, Modality.ULTRASOUND),
    StepCondition.AFTER_NEGATIVE_MRI: (RecommendedAction.CONTRAST_MRI, Modality.MRI),
    StepCondition.IF_REPEAT_FAILS: (RecommendedAction.REPEAT_DUCTOGRAPHY, Modality.DUCTOGRAPHY),
}


def _side(place: Place) -> Side | None:
    return place.parent(BreastConclusion).side  # type: ignore[no-any-return]


def steps_for_a_duct_without_finding(place: Place) -> Iterator[tuple[str, str]]:
    """Steps that name another duct than those for which the plan of the breast has steps."""
    side = _side(place)
    asked = {
        index + 1
        for plan in plans(place.report)
        if of_side(plan.side, side)
        for step in plan.steps
        for index in step.ducts
    }
    for index, step in enumerate(place.node.steps):
        wrong = step.duct_number is not None and step.duct_number not in asked
        if asked and wrong and step.action in OF_A_DUCT:
            yield place.field(f"steps[{index}].duct_number"), ""


def conditions_without_their_step(place: Place) -> Iterator[tuple[str, str]]:
    report, side = place.report, _side(place)
    actions = actions_of(report, side)
    recorded = {modality for study in studies_of(report, side) for modality in study.modalities}
    for index, step in enumerate(place.node.steps):
        if step.condition is StepCondition.AFTER_PREGNANCY:
            met = patient_facts(report).pregnant
        elif step.condition in RESTS_ON:
            action, modality = RESTS_ON[step.condition]
            met = action in actions or modality in recorded
        else:
            met = True
        if not met:
            yield place.field(f"steps[{index}].condition"), ""


RULES: tuple[Rule, ...] = (
    Rule(
        "step-duct-without-finding",
        on=Recommendation,
        find=steps_for_a_duct_without_finding,
        severity=Severity.ALERT,
        says=_("A step names another duct than the one with the finding. Check the duct number."),
        why=_("The wrong duct could be biopsied or removed."),
        source="own decision",
    ),
    Rule(
        "step-condition",
        on=Recommendation,
        find=conditions_without_their_step,
        severity=Severity.ALERT,
        says=_("The condition of a step depends on an examination that is neither recommended nor recorded."),
        why=_("A step whose condition cannot be met is never taken."),
        source="own decision",
    ),
)

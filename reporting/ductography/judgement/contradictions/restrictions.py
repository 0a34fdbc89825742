"""Whether something is recommended, or left out, that this patient's own facts speak against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from reporting.ductography.decision.ranks import breast_facts
from reporting.ductography.document import BreastConclusion, Recommendation, ReportDocument
from reporting.ductography.facts.action_groups import DUCTOGRAPHY, MAMMOGRAPHY, MRI, WITH_CONTRAST
from reporting.ductography.facts.conclusions import actions_of
from reporting.ductography.facts.matching import of_side
from reporting.ductography.facts.outside_ducts import Evidence, outside_evidence, studies_of
from reporting.ductography.facts.patient import patient_facts
from reporting.ductography.vocabulary import (
    IncompleteReason,
    Modality,
    RecommendedAction,
    Sides,
    StepCondition,
)

from ..rules import Place, Rule, Severity

# Evidence of which mammography is part of the work-up at any age of an adult.
ON_IMAGES = set(Evidence) - {Evidence.NIPPLE_SKIN, Evidence.CELLS, Evidence.ATYPIA, Evidence.PALPABLE_MASS}
REPEATED = {RecommendedAction.REPEAT_DUCTOGRAPHY}
IODINE_IN_A_VEIN = WITH_CONTRAST - MRI


def _steps_with(place: Place, actions: Iterable[RecommendedAction]) -> Iterator[tuple[str, str]]:
    """The steps of a recommendation that take one of these actions."""
    for index, step in enumerate(place.node.steps):
        if step.action in actions:
            yield place.field(f"steps[{index}].action"), ""


def contrast_in_pregnancy(place: Place) -> Iterator[tuple[str, str]]:
    """Contrast or ductography before delivery; what waits for the end of the pregnancy is no contradiction."""
    if patient_facts(place.report).pregnant:
        steps = place.node.steps
        for index, step in enumerate(steps):
            waits = step.condition is StepCondition.AFTER_PREGNANCY
            if step.action in WITH_CONTRAST | DUCTOGRAPHY and not waits:
                yield place.field(f"steps[{index}].action"), ""


def mri_although_contraindicated(place: Place) -> Iterator[tuple[str, str]]:
    return _steps_with(place, MRI if patient_facts(place.report).mri_contraindicated else ())


def iodine_after_a_reaction(place: Place) -> Iterator[tuple[str, str]]:
    if patient_facts(place.report).iodine_reaction:
        plan = place.node
        for index, step in enumerate(plan.steps):
            explained = plan.text or step.text or step.condition is StepCondition.IODINE_COMMENT
            repeated = step.action in REPEATED and not explained
            if repeated or step.action in IODINE_IN_A_VEIN:
                yield place.field(f"steps[{index}].action"), ""


def mammography_before_ultrasound(place: Place) -> Iterator[tuple[str, str]]:
    report, side = place.report, place.parent(BreastConclusion).side
    patient = patient_facts(report)
    if not patient.under_30:
        return iter(())
    scanned = RecommendedAction.TARGETED_ULTRASOUND in actions_of(report, side) or any(
        Modality.ULTRASOUND in study.modalities for study in studies_of(report, side)
    )
    excused = scanned or bool(outside_evidence(report, side) & ON_IMAGES)
    return _steps_with(place, MAMMOGRAPHY if patient.child or not excused else ())


def not_indicated_although_bloody(place: Place) -> bool:
    report = place.report
    if IncompleteReason.NOT_INDICATED not in report.outcome.reasons:
        return False
    if report.indication.discharge_sides is Sides.BOTH:
        return False
    return any(breast.discharge.blood and breast.discharge.spontaneous for breast in breast_facts(report))


def waits_although_seen_today(place: Place) -> Iterator[tuple[str, str]]:
    side = place.parent(BreastConclusion).side
    breasts = [breast for breast in breast_facts(place.report) if of_side(breast.side, side)]
    seen = any(breast.discharge.seen_today for breast in breasts)
    return _steps_with(place, {RecommendedAction.RESCHEDULE} if seen else ())


RULES: tuple[Rule, ...] = (
    Rule(
        "forbidden-action-pregnancy",
        on=Recommendation,
        find=contrast_in_pregnancy,
        severity=Severity.ALERT,
        says=_(
            "Contrast-enhanced imaging or ductography is recommended, but the patient is or may be "
            "pregnant. Select ultrasound or surgical consultation, or acknowledge with the reason."
        ),
        why=_("Contrast is avoided in pregnancy unless it is essential."),
        source="ACRCM, FR-MAM, RU-MJ",
    ),
    Rule(
        "forbidden-action-mri",
        on=Recommendation,
        find=mri_although_contraindicated,
        severity=Severity.ALERT,
        says=_("MRI is recommended, but “MRI contraindicated” is recorded. Select another examination."),
        why=_("A recommendation must be feasible for this patient."),
        source="own decision",
    ),
    Rule(
        "forbidden-action-reaction",
        on=Recommendation,
        find=iodine_after_a_reaction,
        severity=Severity.ALERT,
        says=_(
            "Iodinated contrast is recommended after a severe or ungraded allergic reaction to it. "
            "Select another examination, or enter the precautions in the recommendation details."
        ),
        why=_("A second exposure may cause a more severe reaction."),
        source="ACRCM",
    ),
    Rule(
        "forbidden-action-mammography",
        on=Recommendation,
        find=mammography_before_ultrasound,
        severity=Severity.ALERT,
        says=_("Mammography is recommended first in a patient under 30. Add ultrasound."),
        why=_("Ultrasound is the first study under 30; children do not have mammography."),
        source="ACR22",
    ),
    Rule(
        "not-indicated-bloody",
        on=ReportDocument,
        when=not_indicated_although_bloody,
        at="outcome.reasons",
        severity=Severity.ALERT,
        says=_(
            "“Ductography not indicated” is selected, but the discharge is spontaneous, bloody and on "
            "one side. Check the reason."
        ),
        why=_("Spontaneous bloody discharge of one breast needs a work-up."),
        source="ACR22, REV20",
    ),
    Rule(
        "seen-today",
        on=Recommendation,
        find=waits_although_seen_today,
        severity=Severity.ALERT,
        says=_(
            "“Repeat ductography when discharge recurs” is recommended, but discharge was seen today. "
            "Select another step."
        ),
        why=_("Waiting is unnecessary while the duct is discharging."),
        source="own decision",
    ),
)

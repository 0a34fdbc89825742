"""Whether something is recommended, or left out, that this patient's own facts speak against."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.decision.ranks import breast_facts
from reporting.ductography.document import Recommendation, ReportDocument
from reporting.ductography.facts.action_groups import DUCTOGRAPHY, MAMMOGRAPHY, MRI, WITH_CONTRAST
from reporting.ductography.facts.outside_ducts import Evidence, outside_evidence, studies_of
from reporting.ductography.facts.patient import patient_facts
from reporting.ductography.vocabulary import IncompleteReason, Modality, RecommendedAction, Sides

from ..rules import Place, Rule, Severity

# Evidence of which mammography is part of the work-up at any age of an adult.
ON_IMAGES = set(Evidence) - {Evidence.NIPPLE_SKIN, Evidence.CELLS, Evidence.ATYPIA, Evidence.PALPABLE_MASS}
REPEATED = {RecommendedAction.REPEAT_DUCTOGRAPHY}
IODINE_IN_A_VEIN = WITH_CONTRAST - MRI


def contrast_in_pregnancy(place: Place) -> bool:
    chosen = set(place.node.actions) & (WITH_CONTRAST | DUCTOGRAPHY)
    return bool(chosen) and patient_facts(place.report).pregnant


def mri_although_contraindicated(place: Place) -> bool:
    return bool(set(place.node.actions) & MRI) and patient_facts(place.report).mri_contraindicated


def iodine_after_a_reaction(place: Place) -> bool:
    actions = set(place.node.actions)
    repeated = bool(actions & REPEATED) and not place.node.text
    return (repeated or bool(actions & IODINE_IN_A_VEIN)) and patient_facts(place.report).iodine_reaction


def mammography_before_ultrasound(place: Place) -> bool:
    report, actions = place.report, set(place.node.actions)
    patient = patient_facts(report)
    if not patient.under_30 or not actions & MAMMOGRAPHY:
        return False
    scanned = RecommendedAction.TARGETED_ULTRASOUND in actions or any(
        Modality.ULTRASOUND in study.modalities for study in studies_of(report, None)
    )
    return patient.child or not (scanned or outside_evidence(report, None) & ON_IMAGES)


def not_indicated_although_bloody(place: Place) -> bool:
    report = place.report
    if IncompleteReason.NOT_INDICATED not in report.outcome.reasons:
        return False
    if report.indication.discharge_sides is Sides.BOTH:
        return False
    return any(breast.discharge.blood and breast.discharge.spontaneous for breast in breast_facts(report))


def waits_although_seen_today(place: Place) -> bool:
    seen = any(breast.discharge.seen_today for breast in breast_facts(place.report))
    return seen and RecommendedAction.RESCHEDULE in place.node.actions


RULES: tuple[Rule, ...] = (
    Rule(
        "forbidden-action-pregnancy",
        on=Recommendation,
        when=contrast_in_pregnancy,
        at="actions",
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
        when=mri_although_contraindicated,
        at="actions",
        severity=Severity.ALERT,
        says=_("MRI is recommended, but “MRI contraindicated” is recorded. Select another examination."),
        why=_("A recommendation must be feasible for this patient."),
        source="own decision",
    ),
    Rule(
        "forbidden-action-reaction",
        on=Recommendation,
        when=iodine_after_a_reaction,
        at="actions",
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
        when=mammography_before_ultrasound,
        at="actions",
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
        when=waits_although_seen_today,
        at="actions",
        severity=Severity.ALERT,
        says=_(
            "“Repeat ductography when discharge recurs” is recommended, but discharge was seen today. "
            "Select another step."
        ),
        why=_("Waiting is unnecessary while the duct is discharging."),
        source="own decision",
    ),
)

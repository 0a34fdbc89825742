"""Whether something is recommended, or left out, that this patient's own facts speak against."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import Recommendation, ReportDocument
from reporting.ductography.facts.patient_age import age_of
from reporting.ductography.vocabulary import (
    Answer,
    ComplicationKind,
    IncompleteReason,
    Modality,
    Pregnancy,
    Purpose,
    ReactionType,
    RecommendedAction,
    SafetyStatus,
    Sides,
)
from reporting.ductography.vocabulary import Severity as Gravity

from ..breast_facts import has_suspicious_study, has_suspicious_survey, is_bloody, is_spontaneous, studies_of
from ..completeness.examination import ULTRASOUND_FIRST_YEARS
from ..plan import DUCTOGRAPHY, MAMMOGRAPHY, MRI, WITH_CONTRAST, breasts_of, named
from ..rules import Place, Rule, Severity

ADULT_YEARS = 18
ALLERGIC = {
    ComplicationKind.URTICARIA,
    ComplicationKind.RASH,
    ComplicationKind.SWELLING,
    ComplicationKind.ADVERSE_REACTION,
}
MILD = {Gravity.MILD, Gravity.MODERATE}
REPEATED = named("repeat_ductography")
IODINE_IN_A_VEIN = WITH_CONTRAST - MRI


def contrast_in_pregnancy(place: Place) -> bool:
    report = place.report
    pregnant = (
        report.indication.pregnancy in (Pregnancy.PREGNANT, Pregnancy.POSSIBLE)
        or report.safety.pregnancy.status is SafetyStatus.PRESENT
    )
    return pregnant and bool(set(place.node.actions) & (WITH_CONTRAST | DUCTOGRAPHY))


def mri_although_contraindicated(place: Place) -> bool:
    named_so = Purpose.MRI_CONTRAINDICATED in place.report.indication.purposes
    return named_so and bool(set(place.node.actions) & MRI)


def _reacted(place: Place) -> bool:
    """A severe or ungraded allergic reaction to iodinated contrast, known before or seen on the day."""
    if place.report.safety.contrast_allergy.status is SafetyStatus.PRESENT:
        return True
    return any(
        event.reaction_type in (ReactionType.ALLERGIC_LIKE, None)
        and (event.kind in ALLERGIC or event.reaction_type is not None)
        and event.severity not in MILD
        for event in place.report.complications.events
    )


def iodine_after_a_reaction(place: Place) -> bool:
    actions = set(place.node.actions)
    repeated = bool(actions & REPEATED) and not place.node.text
    return (repeated or bool(actions & IODINE_IN_A_VEIN)) and _reacted(place)


def mammography_before_ultrasound(place: Place) -> bool:
    actions, age = set(place.node.actions), age_of(place.report)
    if age is None or age >= ULTRASOUND_FIRST_YEARS or not actions & MAMMOGRAPHY:
        return False
    if age < ADULT_YEARS:
        return True
    report = place.report
    scanned = "targeted_ultrasound" in actions or any(
        Modality.ULTRASOUND in study.modalities for study in studies_of(report, None)
    )
    asked_for = has_suspicious_survey(report, None) or has_suspicious_study(report, None)
    return not scanned and not asked_for


def not_indicated_although_bloody(place: Place) -> bool:
    report = place.report
    if IncompleteReason.NOT_INDICATED not in report.outcome.reasons:
        return False
    if report.indication.discharge_sides is Sides.BOTH:
        return False
    return any(is_bloody(report, side) and is_spontaneous(report, side) for side in breasts_of(report))


def waits_although_seen_today(place: Place) -> bool:
    seen = any(duct.discharge.seen_today is Answer.YES for duct in place.report.ducts)
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

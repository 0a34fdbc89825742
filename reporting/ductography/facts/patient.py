"""Facts of the patient that restrict what may be recommended: age, sex, pregnancy, contrast and MRI safety."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..document import ReportDocument
from ..vocabulary import (
    ComplicationKind,
    FamilyHistory,
    PathogenicVariant,
    Pregnancy,
    Purpose,
    ReactionType,
    SafetyStatus,
    Severity,
    Sex,
)
from .remembered import remembered

ADULT_YEARS = 18
# Below this age ultrasound comes first, and a missing mammogram is no fault (ACR22).
ULTRASOUND_FIRST_BELOW_YEARS = 30
# With blood, surgical consultation is not optional from this age (ACR22, JBI20).
BLOOD_NEEDS_SURGEON_YEARS = 50

CONTRAST_REACTIONS = {
    ComplicationKind.URTICARIA,
    ComplicationKind.RASH,
    ComplicationKind.SWELLING,
    ComplicationKind.ADVERSE_REACTION,
}
VARIANTS = (PathogenicVariant.BRCA1, PathogenicVariant.BRCA2, PathogenicVariant.OTHER)


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """What is known of the patient; ``age_years`` is None where neither birth date nor age is recorded."""

    age_years: int | None
    male: bool
    known_mutation: bool
    pregnant: bool
    mri_contraindicated: bool
    iodine_reaction: bool

    @property
    def child(self) -> bool:
        return self.age_years is not None and self.age_years < ADULT_YEARS

    @property
    def under_30(self) -> bool:
        return self.age_years is not None and self.age_years < ULTRASOUND_FIRST_BELOW_YEARS

    @property
    def mri_possible(self) -> bool:
        """Gadolinium is avoided in pregnancy unless essential (ACR Manual on Contrast Media)."""
        return not self.pregnant and not self.mri_contraindicated

    @property
    def iodine_possible(self) -> bool:
        """Whether iodinated contrast may be proposed without a comment."""
        return not self.pregnant and not self.iodine_reaction


@remembered
def patient_facts(report: ReportDocument) -> PatientFacts:
    """The restricting facts of the patient of ``report``; a possible pregnancy counts as one."""
    history, safety = report.indication, report.safety
    pregnant = history.pregnancy in (Pregnancy.PREGNANT, Pregnancy.POSSIBLE)
    return PatientFacts(
        age_years=age_years(report),
        male=report.identity.sex is Sex.MALE,
        known_mutation=FamilyHistory.KNOWN_MUTATION in history.family_history
        or history.pathogenic_variant in VARIANTS,
        pregnant=pregnant or safety.pregnancy.status is SafetyStatus.PRESENT,
        mri_contraindicated=Purpose.MRI_CONTRAINDICATED in history.purposes,
        iodine_reaction=_reacted_to_iodine(report),
    )


def age_years(report: ReportDocument) -> int | None:
    """Completed years at the examination, from the birth date or else as recorded."""
    identity = report.identity
    if identity.birth_date and identity.examination_date:
        return _completed_years(identity.birth_date, identity.examination_date)
    if identity.age_years is None and identity.age_months is not None:
        return identity.age_months // 12
    return identity.age_years


def _completed_years(birth: datetime.date, day: datetime.date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _reacted_to_iodine(report: ReportDocument) -> bool:
    """A severe allergic-like reaction, known before or seen today; severity not recorded counts as severe."""
    today = any(
        (event.kind in CONTRAST_REACTIONS or event.reaction_type is ReactionType.ALLERGIC_LIKE)
        and event.reaction_type is not ReactionType.PHYSIOLOGIC
        and event.severity in (Severity.SEVERE, None)
        for event in report.complications.events
    )
    return today or report.safety.contrast_allergy.status is SafetyStatus.PRESENT

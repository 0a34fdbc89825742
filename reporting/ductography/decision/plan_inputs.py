"""Questions that the plan table asks of a breast, each answered yes or no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ..document import RelatedStudy, ReportDocument
from ..document.node import Label
from ..facts.ducts import Obstacle, Sign
from ..facts.lesion_visibility import LESION
from ..facts.matching import of_side
from ..facts.outside_ducts import Evidence, is_recent, studies_of, study_counts_for
from ..facts.pathology import had_cancer
from ..facts.patient import BLOOD_NEEDS_SURGEON_YEARS, PatientFacts
from ..vocabulary import (
    Birads,
    CytologyResult,
    ImplantIntegrity,
    ImplantStatus,
    IncompleteReason,
    Modality,
    Outcome,
    Presence,
    StudyResult,
)
from .ranks import QUIET, BreastFacts, Rank, not_performed_because

RUPTURE = (ImplantIntegrity.RUPTURED, ImplantIntegrity.SUSPECTED_RUPTURE)
NEGATIVE = (StudyResult.NEGATIVE, StudyResult.BENIGN)
SUSPICIOUS = (StudyResult.SUSPICIOUS, StudyResult.MALIGNANT)


@dataclass(frozen=True, slots=True)
class Situation:
    """What the table is asked about: one breast, its patient and the report around it."""

    report: ReportDocument
    patient: PatientFacts
    breast: BreastFacts


Ask = Callable[[Situation], bool]


def _evidence(kind: Evidence) -> Ask:
    return lambda asked: kind in asked.breast.evidence


def _obstacle(kind: Obstacle) -> Ask:
    return lambda asked: kind in asked.breast.obstacles


def _reason(reason: IncompleteReason) -> Ask:
    return lambda asked: reason in not_performed_because(asked.report, asked.breast.side)


def surgeon_required(asked: Situation) -> bool:
    """A man, a known mutation, or 50 years and older with blood (ACR22, JBI20)."""
    patient = asked.patient
    older = patient.age_years is not None and patient.age_years >= BLOOD_NEEDS_SURGEON_YEARS
    return patient.male or patient.known_mutation or (older and asked.breast.discharge.blood)


def targeted_ultrasound(asked: Situation) -> list[RelatedStudy]:
    """Ultrasound studies made with the place of the ductogram in hand: those recorded as correlation."""
    return [
        study
        for study in asked.report.correlation
        if Modality.ULTRASOUND in study.modalities and study_counts_for(study, asked.breast.side)
    ]


def _targeted_shows(asked: Situation) -> bool:
    return any(
        study.result not in NEGATIVE
        and (
            study.result is not None
            or any(f.kind in LESION and f.presence is not Presence.ABSENT for f in study.findings)
        )
        for study in targeted_ultrasound(asked)
    )


def _targeted_negative(asked: Situation) -> bool:
    studies = targeted_ultrasound(asked)
    return bool(studies) and not _targeted_shows(asked)


def _recorded(*modalities: Modality) -> Ask:
    """A study that need not be done again; a suspicious one asks for more of its kind."""

    def ask(asked: Situation) -> bool:
        return any(
            study.result not in SUSPICIOUS and set(study.modalities) & set(modalities)
            for study in studies_of(asked.report, asked.breast.side)
        )

    return ask


def _mri_negative(asked: Situation) -> bool:
    """A negative or benign MRI or CEM of this breast, which makes surveillance reasonable (BERGER17, GUPTA21)."""
    with_contrast = [
        study
        for study in studies_of(asked.report, asked.breast.side)
        if set(study.modalities) & {Modality.MRI, Modality.CEM}
    ]
    # The latest counts, and one of an earlier year does not answer for today's discharge.
    latest = with_contrast[-1] if with_contrast else None
    return latest is not None and latest.result in NEGATIVE and is_recent(latest, asked.report)


def _implant_ruptured(asked: Situation) -> bool:
    history, side = asked.report.indication, asked.breast.side
    cells = {
        *(history.cytology_results if of_side(history.discharge_sides, side) else ()),
        *(
            cell
            for duct in asked.report.ducts
            if of_side(duct.side, side)
            for cell in duct.discharge.cytology_results
        ),
    }
    implants = history.implants
    here = side is None or implants in (None, ImplantStatus.BOTH) or implants.value == side.value
    here = here and of_side(history.implant_rupture_sides, side)
    return here and (history.implant_integrity in RUPTURE or CytologyResult.SILICONE in cells)


def _has_sign(*signs: Sign) -> Ask:
    return lambda asked: any(duct.sign in signs for duct in asked.breast.ducts)


QUESTIONS: dict[str, tuple[Label, Ask]] = {
    "pathologic": (_("Is the discharge pathologic?"), lambda asked: asked.breast.discharge.pathologic),
    "milky_both": (
        _("Is the discharge milky and from both breasts?"),
        lambda asked: asked.breast.discharge.milky_both_sides,
    ),
    "blood": (_("Is there blood in the discharge?"), lambda asked: asked.breast.discharge.blood),
    "dark_untested": (
        _("Is the discharge dark and not tested for blood?"),
        lambda asked: asked.breast.discharge.dark_untested,
    ),
    "surgeon_required": (_("Is surgical consultation not optional?"), surgeon_required),
    "child": (_("Is the patient under 18?"), lambda asked: asked.patient.child),
    "under_30": (_("Is the patient under 30?"), lambda asked: asked.patient.under_30),
    "pregnant": (_("Is the patient pregnant, or possibly so?"), lambda asked: asked.patient.pregnant),
    "mri_possible": (_("Can contrast MRI be done?"), lambda asked: asked.patient.mri_possible),
    "iodine_possible": (_("Can iodinated contrast be given?"), lambda asked: asked.patient.iodine_possible),
    "ultrasound_recorded": (_("Is an ultrasound study recorded?"), _recorded(Modality.ULTRASOUND)),
    "mammogram_recorded": (
        _("Is a mammogram recorded?"),
        _recorded(Modality.MAMMOGRAPHY, Modality.TOMOSYNTHESIS, Modality.CEM),
    ),
    "targeted_done": (
        _("Was ultrasound targeted to the ductographic finding?"),
        lambda asked: bool(targeted_ultrasound(asked)),
    ),
    "targeted_shows": (_("Does targeted ultrasound show the lesion?"), _targeted_shows),
    "targeted_negative": (_("Is targeted ultrasound negative?"), _targeted_negative),
    "mri_negative": (_("Is MRI or contrast-enhanced mammography negative?"), _mri_negative),
    "cavity": (
        _("Does the duct fill a cavity?"),
        lambda asked: any(duct.cavity for duct in asked.breast.ducts),
    ),
    "cancer_history": (
        _("Was cancer of this breast treated before?"),
        lambda asked: had_cancer(asked.report, asked.breast.side),
    ),
    "implant_ruptured": (_("Is an implant of this breast ruptured?"), _implant_ruptured),
    "suspicious_sign": (_("Is there a suspicious sign in a duct?"), _has_sign(Sign.SUSPICIOUS)),
    "lesion": (_("Is there a lesion in a duct?"), _has_sign(Sign.SUSPICIOUS, Sign.LESION)),
    "nipple_skin": (_("Is the nipple eczema-like or ulcerated?"), _evidence(Evidence.NIPPLE_SKIN)),
    "cells": (_("Are there atypical or malignant cells?"), _evidence(Evidence.CELLS)),
    "atypia": (_("Is atypia known and not excised?"), _evidence(Evidence.ATYPIA)),
    "calcification": (_("Are there suspicious calcifications?"), _evidence(Evidence.CALCIFICATION)),
    "distortion": (_("Is there architectural distortion?"), _evidence(Evidence.DISTORTION)),
    "mass": (_("Is there a mass?"), _evidence(Evidence.MASS)),
    "mammogram_suspicious": (_("Is a mammogram suspicious?"), _evidence(Evidence.MAMMOGRAPHY)),
    "ultrasound_suspicious": (_("Is an ultrasound study suspicious?"), _evidence(Evidence.ULTRASOUND)),
    "mri_suspicious": (_("Is MRI suspicious?"), _evidence(Evidence.MRI)),
    "study_suspicious": (_("Is another study suspicious?"), _evidence(Evidence.OTHER_STUDY)),
    "palpable": (_("Is there an unexplained palpable mass?"), _evidence(Evidence.PALPABLE_MASS)),
    "extravasation": (_("Did extravasation prevent a reading?"), _obstacle(Obstacle.EXTRAVASATION)),
    "other_obstacle": (
        _("Did something else prevent a reading?"),
        lambda asked: bool(asked.breast.obstacles - {Obstacle.EXTRAVASATION}) or not asked.breast.obstacles,
    ),
    "no_discharge": (_("Was there no discharge today?"), _reason(IncompleteReason.NO_DISCHARGE_TODAY)),
    "not_indicated": (_("Was ductography called not indicated?"), _reason(IncompleteReason.NOT_INDICATED)),
    "infection": (_("Is there an infection?"), lambda asked: Rank.INFECTION in asked.breast.ranks),
    "not_performed": (
        _("Was the examination not performed?"),
        lambda asked: asked.report.outcome.status is Outcome.NOT_ATTEMPTED,
    ),
    "birads_3": (_("Was BI-RADS 3 assigned?"), lambda asked: Birads.BIRADS_3 in asked.breast.birads),
    "birads_0": (_("Was BI-RADS 0 assigned?"), lambda asked: Birads.BIRADS_0 in asked.breast.birads),
    "male": (_("Is the patient a man?"), lambda asked: asked.patient.male),
    "quiet": (
        _("Was nothing found but benign or normal ducts?"),
        lambda asked: asked.breast.rank in QUIET,
    ),
}

"""Whether the lesion was also seen without contrast in the duct, by mammography or ultrasound."""

from __future__ import annotations

from ..document import RelatedStudy, ReportDocument
from ..vocabulary import BreastFindingKind, Modality, Presence, StudyResult

LESION = {
    BreastFindingKind.MASS,
    BreastFindingKind.INTRADUCTAL_MASS,
    BreastFindingKind.SUSPICIOUS_MICROCALCIFICATION,
    BreastFindingKind.ARCHITECTURAL_DISTORTION,
    BreastFindingKind.ASYMMETRY,
}
ABNORMAL = {
    StudyResult.PROBABLY_BENIGN,
    StudyResult.ABNORMAL,
    StudyResult.SUSPICIOUS,
    StudyResult.MALIGNANT,
}
MAMMOGRAPHY = {Modality.MAMMOGRAPHY, Modality.TOMOSYNTHESIS}
ULTRASOUND = {Modality.ULTRASOUND}


def lesion_elsewhere(report: ReportDocument) -> str:
    """ "visible" in one of the two, "occult" when both were read and show none, else "not_told"."""
    studies = [
        study
        for study in (*report.comparison.earlier_studies, *report.correlation)
        if set(study.modalities) & (MAMMOGRAPHY | ULTRASOUND)
    ]
    if any(map(_shows_lesion, studies)):
        return "visible"
    read = {modality for study in studies if _was_read(study) for modality in study.modalities}
    return "occult" if read & MAMMOGRAPHY and read & ULTRASOUND else "not_told"


def _shows_lesion(study: RelatedStudy) -> bool:
    seen = {finding.kind for finding in study.findings if finding.presence is Presence.PRESENT}
    return study.result in ABNORMAL or bool(seen & LESION)


def _was_read(study: RelatedStudy) -> bool:
    negative = study.result in (StudyResult.NEGATIVE, StudyResult.BENIGN)
    return negative or any(f.kind in LESION and f.presence is Presence.ABSENT for f in study.findings)

"""Suspicious facts outside the opacified duct: cells, other studies, survey, palpation, nipple (7.2, rank 4)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from ..document import BreastFinding, BreastLocation, Procedure, RelatedStudy, ReportDocument
from ..vocabulary import (
    Answer,
    BreastFindingKind,
    CytologyResult,
    Diagnosis,
    MarginStatus,
    Modality,
    NippleSkinChange,
    Presence,
    ProcedureKind,
    Purpose,
    Side,
    Sides,
    StudyResult,
)


class Evidence(Enum):
    """Kinds of rank-4 evidence; each asks for its own work-up."""

    NIPPLE_SKIN = "nipple_skin"
    CELLS = "cells"
    ATYPIA = "atypia"
    CALCIFICATION = "calcification"
    DISTORTION = "distortion"
    MASS = "mass"
    MAMMOGRAPHY = "mammography"
    ULTRASOUND = "ultrasound"
    MRI = "mri"
    OTHER_STUDY = "other_study"
    PALPABLE_MASS = "palpable_mass"


CELLS = {CytologyResult.ATYPICAL_CELLS, CytologyResult.SUSPICIOUS_CELLS, CytologyResult.MALIGNANT_CELLS}
ATYPIA = {Diagnosis.ATYPICAL_PAPILLOMA, Diagnosis.ATYPICAL_DUCTAL_HYPERPLASIA}
MALIGNANT = {
    Diagnosis.DCIS,
    Diagnosis.ENCAPSULATED_PAPILLARY_CARCINOMA,
    Diagnosis.PAPILLARY_CARCINOMA_IN_SITU,
    Diagnosis.INVASIVE_AND_IN_SITU,
    Diagnosis.INVASIVE_DUCTAL_CARCINOMA,
    Diagnosis.OTHER_INVASIVE_CARCINOMA,
    Diagnosis.MUCINOUS_CARCINOMA,
    Diagnosis.CARCINOMA_NOT_SPECIFIED,
    Diagnosis.PAGET,
}
# Operations that remove a lesion; a core or vacuum biopsy samples it.
EXCISIONS = {
    ProcedureKind.MICRODOCHECTOMY,
    ProcedureKind.TOTAL_DUCT_EXCISION,
    ProcedureKind.FOCUSED_EXCISION,
    ProcedureKind.LOCALISED_EXCISION,
    ProcedureKind.EXCISION,
    ProcedureKind.NIPPLE_EXCISION,
    ProcedureKind.LUMPECTOMY,
    ProcedureKind.MASTECTOMY,
    ProcedureKind.SIMPLE_MASTECTOMY,
    ProcedureKind.NIPPLE_SPARING_MASTECTOMY,
}
SUSPICIOUS_FINDINGS = {
    BreastFindingKind.SUSPICIOUS_MICROCALCIFICATION: Evidence.CALCIFICATION,
    BreastFindingKind.ARCHITECTURAL_DISTORTION: Evidence.DISTORTION,
    BreastFindingKind.MASS: Evidence.MASS,
}
MAMMOGRAPHY = {Modality.MAMMOGRAPHY, Modality.TOMOSYNTHESIS, Modality.CEM}
# Not studies of the tissue: the ductogram itself, and what is judged by its own result.
NOT_IMAGING = {Modality.DUCTOGRAPHY, Modality.CYTOLOGY}
ECZEMA = {NippleSkinChange.ECZEMA, NippleSkinChange.ULCERATION}
SUSPICIOUS_RESULTS = (StudyResult.SUSPICIOUS, StudyResult.MALIGNANT)
REFUTING = (StudyResult.NEGATIVE, StudyResult.BENIGN)
CLOCK_TOLERANCE_HOURS = 1  # the program's own: a palpable mass and a benign finding in the same place


def outside_evidence(report: ReportDocument, side: Side | None) -> frozenset[Evidence]:
    """Every kind of rank-4 evidence of the breast ``side``; facts without a side count for every breast."""
    return survey_evidence(report, side) | evidence_elsewhere(report, side)


def survey_evidence(report: ReportDocument, side: Side | None) -> frozenset[Evidence]:
    """What the images of the day show of the breast outside its ducts."""
    return frozenset(_survey(report, side))


def evidence_elsewhere(report: ReportDocument, side: Side | None) -> frozenset[Evidence]:
    """History, cells, pathology and other studies: all but the survey of the day."""
    return frozenset(_elsewhere(report, side))


def of_side(recorded: Side | Sides | None, side: Side | None) -> bool:
    """Whether a fact recorded for ``recorded`` counts for the breast ``side``."""
    if recorded is None or side is None or recorded in (Sides.BOTH, Sides.UNILATERAL):
        return True
    return recorded.value == side.value


def studies_of(report: ReportDocument, side: Side | None) -> list[RelatedStudy]:
    """Studies of the breast before and with this examination, in the order of the document."""
    studies = (*report.comparison.earlier_studies, *report.correlation)
    return [study for study in studies if of_side(study.side, side)]


def procedures_of(report: ReportDocument, side: Side | None) -> list[Procedure]:
    """Biopsies and operations of the breast with their pathology, earlier ones first."""
    procedures = (*report.indication.surgery, *report.subsequent_procedures)
    return [procedure for procedure in procedures if of_side(procedure.side, side)]


def unexcised(report: ReportDocument, side: Side | None, diagnoses: set[Diagnosis]) -> bool:
    """Whether pathology found one of ``diagnoses`` and no operation has removed it with clear margins."""
    found = False
    for procedure in procedures_of(report, side):
        told = bool(set(procedure.diagnoses) & diagnoses)
        if procedure.kind in EXCISIONS:
            found = procedure.margin_status is MarginStatus.NOT_CLEAR and (found or told)
        elif told:
            found = True
    return found


def has_malignant_pathology(report: ReportDocument, side: Side | None) -> bool:
    """Whether pathology of this breast, before or after the examination, found a malignancy."""
    return any(set(procedure.diagnoses) & MALIGNANT for procedure in procedures_of(report, side))


def had_cancer(report: ReportDocument, side: Side | None) -> bool:
    """Whether a malignancy of this breast was excised before this examination."""
    return any(
        procedure.kind in EXCISIONS and set(procedure.diagnoses) & MALIGNANT
        for procedure in report.indication.surgery
        if of_side(procedure.side, side)
    )


def _elsewhere(report: ReportDocument, side: Side | None) -> Iterator[Evidence]:
    history = report.indication
    if set(history.nipple_skin_changes) & ECZEMA:
        yield Evidence.NIPPLE_SKIN
    if _cells(report, side) & CELLS or (
        Purpose.SUSPICIOUS_CYTOLOGY in history.purposes and of_side(history.discharge_sides, side)
    ):
        yield Evidence.CELLS
    if unexcised(report, side, ATYPIA):
        yield Evidence.ATYPIA
    yield from _studies(report, side)
    if NippleSkinChange.NIPPLE_MASS in history.nipple_skin_changes:
        yield Evidence.PALPABLE_MASS
    if history.palpable_mass is Answer.YES and not _is_explained(report, side):
        yield Evidence.PALPABLE_MASS


def _cells(report: ReportDocument, side: Side | None) -> set[CytologyResult]:
    history = report.indication
    told = set(history.cytology_results) if of_side(history.discharge_sides, side) else set()
    today = {
        result
        for duct in report.ducts
        if of_side(duct.side, side)
        for result in duct.discharge.cytology_results
    }
    return told | today


def _survey(report: ReportDocument, side: Side | None) -> Iterator[Evidence]:
    """The survey of today: a finding with a side counts for it, a bare “present” for every breast examined."""
    survey = report.breast
    for kind, evidence in SUSPICIOUS_FINDINGS.items():
        listed = [finding for finding in survey.findings if finding.kind is kind and _is_seen(finding)]
        if any(of_side(finding.side, side) and is_suspicious(finding) for finding in listed):
            yield evidence
        named = {
            Evidence.CALCIFICATION: survey.suspicious_microcalcification,
            Evidence.DISTORTION: survey.architectural_distortion,
            Evidence.MASS: survey.mass,
        }[evidence]
        if named is Presence.PRESENT and not listed:
            yield evidence


def _studies(report: ReportDocument, side: Side | None) -> Iterator[Evidence]:
    studies = studies_of(report, side)
    for position, study in enumerate(studies):
        if set(study.modalities) <= NOT_IMAGING and study.modalities:
            continue
        kinds = {
            SUSPICIOUS_FINDINGS[finding.kind]
            for finding in study.findings
            if finding.kind
            and is_suspicious(finding)
            and of_side(finding.side, side)
            and study.result not in REFUTING
        }
        suspicious = study.result in SUSPICIOUS_RESULTS
        if (suspicious or kinds) and not _is_superseded(study, studies[position + 1 :]):
            yield from kinds
            if suspicious:
                yield _evidence_of(study)


def is_suspicious(finding: BreastFinding) -> bool:
    """A mass, distortion or suspicious calcifications, unless the radiologist calls the appearance benign."""
    return finding.kind in SUSPICIOUS_FINDINGS and _is_seen(finding) and not _is_benign(finding)


def _evidence_of(study: RelatedStudy) -> Evidence:
    modalities = set(study.modalities)
    if modalities & MAMMOGRAPHY:
        return Evidence.MAMMOGRAPHY
    if Modality.ULTRASOUND in modalities:
        return Evidence.ULTRASOUND
    return Evidence.MRI if Modality.MRI in modalities else Evidence.OTHER_STUDY


def _is_superseded(study: RelatedStudy, later: list[RelatedStudy]) -> bool:
    """A later study of the same method counts instead only when it names the finding."""
    kinds = {finding.kind for finding in study.findings if _is_seen(finding)}
    return bool(kinds) and any(
        set(other.modalities) & set(study.modalities)
        and other.result in REFUTING
        and _is_later(other, study)
        and kinds <= {finding.kind for finding in other.findings}
        for other in later
    )


def _is_later(other: RelatedStudy, study: RelatedStudy) -> bool:
    """By their dates, which may be partial, and else by their order in the document."""
    if other.performed and study.performed:
        return other.performed > study.performed
    return True


def _is_explained(report: ReportDocument, side: Side | None) -> bool:
    """A benign result of targeted imaging of the place of the palpable mass."""
    place = report.indication.palpable_mass_location
    return any(
        study.result is StudyResult.BENIGN
        and Modality.ULTRASOUND in study.modalities
        and any(_is_seen(finding) and _same_place(finding.location, place) for finding in study.findings)
        for study in studies_of(report, side)
    )


def _same_place(one: BreastLocation, other: BreastLocation) -> bool:
    if one.clock_position is not None and other.clock_position is not None:
        apart = abs(one.clock_position - other.clock_position)
        return min(apart, 12 - apart) <= CLOCK_TOLERANCE_HOURS
    return one.region is not None and one.region is other.region


def _is_seen(finding: BreastFinding) -> bool:
    return finding.presence in (Presence.PRESENT, None)


def _is_benign(finding: BreastFinding) -> bool:
    """A finding whose appearance the radiologist calls benign."""
    return finding.suggests is not None and finding.suggests not in MALIGNANT | ATYPIA | {Diagnosis.OTHER}

"""Suspicious facts outside the opacified duct: cells, other studies, survey, palpation, nipple (7.2, rank 4)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from ..document import BreastFinding, RelatedStudy, ReportDocument
from ..vocabulary import (
    Answer,
    BreastFindingKind,
    Contour,
    CytologyResult,
    Modality,
    NippleSkinChange,
    Presence,
    Purpose,
    Side,
    StudyResult,
)
from .matching import is_another_place, of_side, same_place
from .pathology import ATYPIA, HIGH_RISK, MALIGNANT, unexcised


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
RECENT_MONTHS = 12


def outside_evidence(report: ReportDocument, side: Side | None) -> frozenset[Evidence]:
    """Every kind of rank-4 evidence of the breast ``side``; facts without a side count for every breast."""
    return survey_evidence(report, side) | evidence_elsewhere(report, side)


def survey_evidence(report: ReportDocument, side: Side | None) -> frozenset[Evidence]:
    """What the images of the day show of the breast outside its ducts."""
    return frozenset(_survey(report, side))


def evidence_elsewhere(report: ReportDocument, side: Side | None) -> frozenset[Evidence]:
    """History, cells, pathology and other studies: all but the survey of the day."""
    return frozenset(_elsewhere(report, side))


def studies_of(report: ReportDocument, side: Side | None) -> list[RelatedStudy]:
    """Studies of the breast before and with this examination, in the order of the document."""
    studies = (*report.comparison.earlier_studies, *report.correlation)
    return [study for study in studies if study_counts_for(study, side)]


def study_counts_for(study: RelatedStudy, side: Side | None) -> bool:
    """Whether a study is of the breast; one without a side is of those that its findings name, or of all."""
    named = {finding.side for finding in study.findings if finding.side}
    if study.side is None and side is not None and named:
        return side in named
    return of_side(study.side, side)


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
            if Modality.CYTOLOGY in study.modalities and study.result in SUSPICIOUS_RESULTS:
                yield Evidence.CELLS
            continue
        kinds = {
            SUSPICIOUS_FINDINGS[finding.kind]
            for finding in study.findings
            if finding.kind
            and is_suspicious(finding)
            and of_side(finding.side, side)
            and study.result is not StudyResult.BENIGN
        }
        suspicious = study.result in SUSPICIOUS_RESULTS
        if (suspicious or kinds) and not _is_superseded(study, studies[position + 1 :], side):
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


def _is_superseded(study: RelatedStudy, later: list[RelatedStudy], side: Side | None) -> bool:
    """A later study of the same method counts instead only when it names the finding, in its breast and place."""
    seen = [finding for finding in study.findings if _is_seen(finding) and of_side(finding.side, side)]
    return bool(seen) and any(
        set(other.modalities) & set(study.modalities)
        and other.result in REFUTING
        and _is_later(other, study)
        and all(any(_names(named, finding, side) for named in other.findings) for finding in seen)
        for other in later
    )


def _names(named: BreastFinding, finding: BreastFinding, side: Side | None) -> bool:
    return (
        named.kind is finding.kind
        and of_side(named.side, side)
        and not is_another_place(named.location, finding.location)
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
        and is_recent(study, report)
        and any(
            _is_seen(finding) and of_side(finding.side, side) and same_place(finding.location, place)
            for finding in study.findings
        )
        for study in studies_of(report, side)
    )


def is_recent(study: RelatedStudy, report: ReportDocument) -> bool:
    """Whether a study may answer for today: within a year, which is the program's own limit; undated ones count."""
    examined = report.identity.examination_date
    if study.performed is None or examined is None:
        return True
    year, month = int(study.performed[:4]), int(study.performed[5:7] or 12)
    return (examined.year - year) * 12 + examined.month - month <= RECENT_MONTHS


def _is_seen(finding: BreastFinding) -> bool:
    return finding.presence in (Presence.PRESENT, None)


def _is_benign(finding: BreastFinding) -> bool:
    """A mass whose appearance the radiologist calls benign; suspicious calcifications stay suspicious."""
    if finding.kind is not BreastFindingKind.MASS or finding.contour is Contour.IRREGULAR:
        return False
    return finding.suggests is not None and finding.suggests not in MALIGNANT | ATYPIA | HIGH_RISK

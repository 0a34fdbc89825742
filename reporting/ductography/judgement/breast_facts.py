"""What is recorded of one breast besides the signs in its ducts, as far as rules on category and plan depend on it.

Something recorded without a side counts for every breast: leaving it out could hide it. The words of the ranks are
those of the order in which the most suspicious fact of a breast decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..document import BreastFinding, Duct, Procedure, RelatedStudy, ReportDocument
from ..facts.discharge_pattern import BLOOD_FOUND, BLOODY
from ..facts.sign_severity import gravest_sign
from ..vocabulary import (
    Answer,
    BloodTest,
    BreastFindingKind,
    CytologyResult,
    Diagnosis,
    DischargeColour,
    DuctCount,
    Modality,
    NippleSkinChange,
    Presence,
    ProcedureKind,
    Purpose,
    Side,
    Sides,
    Spontaneity,
    StudyResult,
)

SUSPICIOUS_RESULTS = {StudyResult.SUSPICIOUS, StudyResult.MALIGNANT}
QUIET_RESULTS = {StudyResult.NEGATIVE, StudyResult.BENIGN, StudyResult.PROBABLY_BENIGN}
SUSPICIOUS_KINDS = {
    BreastFindingKind.MASS,
    BreastFindingKind.SUSPICIOUS_MICROCALCIFICATION,
    BreastFindingKind.ARCHITECTURAL_DISTORTION,
}
SUSPICIOUS_CELLS = {
    CytologyResult.ATYPICAL_CELLS,
    CytologyResult.SUSPICIOUS_CELLS,
    CytologyResult.MALIGNANT_CELLS,
}
SUSPICIOUS_NIPPLE = {NippleSkinChange.ECZEMA, NippleSkinChange.ULCERATION}
BENIGN_DIAGNOSES = {
    Diagnosis.NO_ABNORMALITY,
    Diagnosis.FIBROADENOMA,
    Diagnosis.HYALINISED_FIBROADENOMA,
    Diagnosis.FIBROCYSTIC_CHANGE,
    Diagnosis.SEROMA,
    Diagnosis.DUCT_ECTASIA,
}
MALIGNANT = {
    Diagnosis.DCIS,
    Diagnosis.ENCAPSULATED_PAPILLARY_CARCINOMA,
    Diagnosis.PAPILLARY_CARCINOMA_IN_SITU,
    Diagnosis.INVASIVE_AND_IN_SITU,
    Diagnosis.INVASIVE_DUCTAL_CARCINOMA,
    Diagnosis.OTHER_INVASIVE_CARCINOMA,
    Diagnosis.PAGET,
}
ATYPICAL = {Diagnosis.ATYPICAL_PAPILLOMA, Diagnosis.ATYPICAL_DUCTAL_HYPERPLASIA}
SAMPLED = {ProcedureKind.CORE_BIOPSY, ProcedureKind.VACUUM_BIOPSY, ProcedureKind.DUCTOSCOPY}
EXCISED = {
    ProcedureKind.MICRODOCHECTOMY,
    ProcedureKind.TOTAL_DUCT_EXCISION,
    ProcedureKind.FOCUSED_EXCISION,
    ProcedureKind.LOCALISED_EXCISION,
    ProcedureKind.EXCISION,
    ProcedureKind.NIPPLE_EXCISION,
    ProcedureKind.LUMPECTOMY,
    ProcedureKind.MASTECTOMY,
    ProcedureKind.SIMPLE_MASTECTOMY,
}
DARK = {DischargeColour.BROWN, DischargeColour.DARK_BROWN, DischargeColour.BLACK}
WATERY = {DischargeColour.SEROUS, DischargeColour.CLEAR}
UNTESTED = {None, BloodTest.NOT_DONE}


def is_of(told: Side | None, side: Side | None) -> bool:
    """Whether something recorded of ``told`` counts for ``side``; without a side, for both."""
    return told is None or side is None or told is side


def ducts_of(report: ReportDocument, side: Side | None) -> list[Duct]:
    return [duct for duct in report.ducts if is_of(duct.side, side)]


def sign_of(report: ReportDocument, side: Side | None) -> str:
    """The most suspicious sign in the filled ducts of the breast, as `gravest_sign` names it."""
    return gravest_sign(ducts_of(report, side))


def studies_of(report: ReportDocument, side: Side | None) -> Iterator[RelatedStudy]:
    for study in (*report.comparison.earlier_studies, *report.correlation):
        if is_of(study.side, side):
            yield study


def is_suspicious(finding: BreastFinding) -> bool:
    """A suspicious sign outside the ducts that is not called benign itself."""
    named_benign = finding.suggests in BENIGN_DIAGNOSES
    return finding.kind in SUSPICIOUS_KINDS and finding.presence is Presence.PRESENT and not named_benign


def has_suspicious_survey(report: ReportDocument, side: Side | None) -> bool:
    """Suspicious calcifications, distortion or a mass, seen on the day outside the ducts."""
    survey = report.breast
    seen = Presence.PRESENT in (
        survey.suspicious_microcalcification,
        survey.architectural_distortion,
        survey.mass,
    )
    return seen or any(is_of(finding.side, side) and is_suspicious(finding) for finding in survey.findings)


def has_evidence_elsewhere(report: ReportDocument, side: Side | None) -> bool:
    """Cells, pathology, another study, a palpable mass or the nipple is suspicious, whatever the ducts show."""
    history = report.indication
    return (
        has_suspicious_cells(report, side)
        or bool(SUSPICIOUS_NIPPLE & set(history.nipple_skin_changes))
        or has_unexplained_mass(report, side)
        or has_suspicious_study(report, side)
        or _is_known(report, side, ATYPICAL)
    )


def has_outside_evidence(report: ReportDocument, side: Side | None) -> bool:
    return has_suspicious_survey(report, side) or has_evidence_elsewhere(report, side)


def is_proven_malignant(report: ReportDocument, side: Side | None) -> bool:
    """Malignant pathology of this breast that is not recorded as excised."""
    return _is_known(report, side, MALIGNANT)


def has_malignant_pathology(report: ReportDocument, side: Side | None) -> bool:
    return any(MALIGNANT & set(procedure.diagnoses) for procedure in _procedures(report, side))


def _is_known(report: ReportDocument, side: Side | None, diagnoses: set[Diagnosis]) -> bool:
    """Found in a sample of this breast of which no excision is recorded."""
    procedures = list(_procedures(report, side))
    found = any(item.kind in SAMPLED and diagnoses & set(item.diagnoses) for item in procedures)
    return found and not any(item.kind in EXCISED for item in procedures)


def _procedures(report: ReportDocument, side: Side | None) -> Iterator[Procedure]:
    for procedure in (*report.indication.surgery, *report.subsequent_procedures):
        if is_of(procedure.side, side):
            yield procedure


def has_suspicious_cells(report: ReportDocument, side: Side | None) -> bool:
    """Atypical or malignant cells in the discharge of this side, by history or today."""
    history = report.indication
    told = set(history.cytology_results) & SUSPICIOUS_CELLS or Purpose.SUSPICIOUS_CYTOLOGY in history.purposes
    if told and discharges(report, side):
        return True
    return any(SUSPICIOUS_CELLS & set(duct.discharge.cytology_results) for duct in ducts_of(report, side))


def discharges(report: ReportDocument, side: Side | None) -> bool:
    """Whether the history of the discharge is, or may be, about this breast."""
    told = report.indication.discharge_sides
    return told in (None, Sides.BOTH) or side is None or told.value == side.value


def has_unexplained_mass(report: ReportDocument, side: Side | None) -> bool:
    """A palpable mass without a benign finding at ultrasound of that breast."""
    if report.indication.palpable_mass is not Answer.YES:
        return False
    benign = (StudyResult.BENIGN, StudyResult.PROBABLY_BENIGN)
    return not any(
        Modality.ULTRASOUND in study.modalities and study.result in benign
        for study in studies_of(report, side)
    )


def has_suspicious_study(report: ReportDocument, side: Side | None) -> bool:
    """Another study of this breast is suspicious, and no later one of its method settles what it found."""
    studies = [study for study in studies_of(report, side) if Modality.DUCTOGRAPHY not in study.modalities]
    return any(_is_suspicious_study(study) and not _is_settled(study, studies) for study in studies)


def _is_suspicious_study(study: RelatedStudy) -> bool:
    if study.result in SUSPICIOUS_RESULTS:
        return True
    return study.result not in QUIET_RESULTS and any(map(is_suspicious, study.findings))


def _is_settled(study: RelatedStudy, others: Iterable[RelatedStudy]) -> bool:
    kinds = {finding.kind for finding in study.findings}
    return any(
        set(other.modalities) & set(study.modalities)
        and bool(study.performed and other.performed and str(other.performed) > str(study.performed))
        and other.result in QUIET_RESULTS
        and any(finding.kind in kinds for finding in other.findings)
        for other in others
    )


def mri_was_negative(report: ReportDocument, side: Side | None) -> bool:
    quiet = (StudyResult.NEGATIVE, StudyResult.BENIGN)
    return any(
        study.result in quiet
        and any(item.value in ("mri", "contrast_mammography") for item in study.modalities)
        for study in studies_of(report, side)
    )


def colours_of(report: ReportDocument, side: Side | None) -> set[DischargeColour]:
    """Colours of the discharge of this breast, by history and today."""
    colours = {colour for duct in ducts_of(report, side) for colour in duct.discharge.colours}
    return colours | (set(report.indication.colours) if discharges(report, side) else set())


def blood_tests_of(report: ReportDocument, side: Side | None) -> set[BloodTest | None]:
    tests = {duct.discharge.blood_test for duct in ducts_of(report, side)}
    return tests | ({report.indication.blood_test} if discharges(report, side) else set())


def is_bloody(report: ReportDocument, side: Side | None) -> bool:
    """Blood was noticed, seen or found on this side, or the discharge is dark and not tested for it."""
    tests, colours = blood_tests_of(report, side), colours_of(report, side)
    told = report.indication.bloody is Answer.YES and discharges(report, side)
    untested = bool(colours & DARK) and tests <= UNTESTED
    return told or bool(colours & BLOODY or tests & BLOOD_FOUND) or untested


def is_spontaneous(report: ReportDocument, side: Side | None) -> bool:
    told = report.indication.spontaneity in (Spontaneity.SPONTANEOUS, Spontaneity.BOTH)
    seen = any(duct.discharge.spontaneous_today is Answer.YES for duct in ducts_of(report, side))
    return seen or (told and discharges(report, side))


def is_pathologic(report: ReportDocument, side: Side | None) -> bool:
    """Spontaneous and bloody; or spontaneous, of one breast and of one duct, and serous or clear."""
    if not is_spontaneous(report, side):
        return False
    history = report.indication
    one_duct = history.discharging_ducts in (None, DuctCount.ONE, DuctCount.UNKNOWN)
    alone = history.discharge_sides is not Sides.BOTH and one_duct
    return is_bloody(report, side) or (alone and bool(colours_of(report, side) & WATERY))

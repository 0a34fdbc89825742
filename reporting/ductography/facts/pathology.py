"""Pathology of a breast: what a biopsy found, and whether an operation has removed it since."""

from __future__ import annotations

from ..document import Procedure, ReportDocument
from ..vocabulary import Diagnosis, MarginStatus, ProcedureKind, Side
from .matching import is_another_place, of_side

ATYPIA = {Diagnosis.ATYPICAL_PAPILLOMA, Diagnosis.ATYPICAL_DUCTAL_HYPERPLASIA}
# Lesions that are excised or need a decision although they are not malignant.
HIGH_RISK = {
    Diagnosis.INTRADUCTAL_PAPILLOMA,
    Diagnosis.PAPILLOMA,
    Diagnosis.LARGE_DUCT_PAPILLOMA,
    Diagnosis.MULTIPLE_PAPILLOMAS,
    Diagnosis.PERIPHERAL_PAPILLOMAS,
    Diagnosis.PAPILLARY_PROLIFERATION,
    Diagnosis.OTHER,
}
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
MASTECTOMIES = {
    ProcedureKind.MASTECTOMY,
    ProcedureKind.SIMPLE_MASTECTOMY,
    ProcedureKind.NIPPLE_SPARING_MASTECTOMY,
}


def procedures_of(report: ReportDocument, side: Side | None) -> list[Procedure]:
    """Biopsies and operations of the breast with their pathology, earlier ones first."""
    procedures = (*report.indication.surgery, *report.subsequent_procedures)
    return [procedure for procedure in procedures if of_side(procedure.side, side)]


def unexcised(report: ReportDocument, side: Side | None, diagnoses: set[Diagnosis]) -> bool:
    """Whether pathology found one of ``diagnoses`` and no later operation has removed it with clear margins."""
    procedures = procedures_of(report, side)
    return any(
        set(procedure.diagnoses) & diagnoses and not _is_removed(procedure, position, procedures, diagnoses)
        for position, procedure in enumerate(procedures)
    )


def _is_removed(
    found: Procedure, position: int, procedures: list[Procedure], diagnoses: set[Diagnosis]
) -> bool:
    """Whether what was found was excised then, or by another operation that came later."""
    if found.kind in EXCISIONS and found.margin_status is not MarginStatus.NOT_CLEAR:
        return True
    return any(
        other is not found
        and _removes(other, found, diagnoses)
        and _comes_later(other, found, number > position)
        for number, other in enumerate(procedures)
    )


def _removes(operation: Procedure, found: Procedure, diagnoses: set[Diagnosis]) -> bool:
    """Whether an excision can be of what was found: same side, no other place, pathology that fits or is blank."""
    if operation.kind not in EXCISIONS or operation.margin_status is MarginStatus.NOT_CLEAR:
        return False
    if operation.side is not found.side:
        return False
    if operation.kind in MASTECTOMIES:
        return True
    if is_another_place(operation.location, found.location):
        return False
    told = set(operation.diagnoses) - {Diagnosis.NO_ABNORMALITY}
    return not told or bool(told & (MALIGNANT | ATYPIA)) or not diagnoses & MALIGNANT


def _comes_later(other: Procedure, found: Procedure, listed_later: bool) -> bool:
    """By the dates, which may be partial; where they do not tell, by the order of the document."""
    if other.performed and found.performed:
        known = min(len(other.performed), len(found.performed))
        mine, theirs = other.performed[:known], found.performed[:known]
        if mine != theirs:
            return mine > theirs
    if other.years_before is not None and found.years_before is not None:
        return other.years_before < found.years_before
    return listed_later


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

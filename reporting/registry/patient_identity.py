"""Copy the identity of patient and examination into a report document; it is never taken from user input."""

from __future__ import annotations

from typing import Any

from reporting.ductography.document import ReportDocument, replace_identity
from reporting.ductography.vocabulary import Sex, Sides
from reporting.ductography.vocabulary.terms import Term
from reporting.models import Examination


def identity_values(examination: Examination) -> dict[str, Any]:
    """Return the identity fields of a document from the rows of examination and patient."""
    patient = examination.patient
    return {
        "patient_name": patient.name,
        "mrn": patient.mrn,
        "birth_date": patient.birth_date,
        "sex": _term(Sex, patient.sex),
        "accession_number": examination.accession_number,
        "examination_date": examination.examination_date,
        "referrer": examination.printed_referrer,
        "ordered_side": _term(Sides, examination.ordered_side),
    }


def _term(vocabulary: type[Term], value: str) -> Term | None:
    return next((member for member in vocabulary if member.value == value), None)


def with_identity(document: ReportDocument, examination: Examination) -> ReportDocument:
    """Return a copy of the document with the identity of the rows."""
    return replace_identity(document, **identity_values(examination))

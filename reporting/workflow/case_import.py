"""Import a case from a document: patient, examination, report and first draft are created together."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import transaction

from reporting.custody import audit
from reporting.ductography.document import DocumentError, Problem, ReportDocument
from reporting.models import AuditKind, Report, User
from reporting.registry.registration import register_examination
from reporting.workflow import drafts

# Paths in the document of the arguments of `register_examination`.
_PATHS = {
    "patient_name": "identity.patient_name",
    "mrn": "identity.mrn",
    "birth_date": "identity.birth_date",
    "sex": "identity.sex",
    "accession_number": "identity.accession_number",
    "examination_date": "identity.examination_date",
    "referrer_name": "identity.referrer",
    "ordered_side": "identity.ordered_side",
    "referrer": "referrer",
}


def import_case(document: ReportDocument, *, user: User, referrer: User | None = None) -> Report:
    """Register the examination described in the document's identity, with the document as its draft.

    ``referrer`` is the account that will read the report; without it the identity's referrer is only printed.

    Raises:
        ActionRefused: ``user`` may not register or write.
        DocumentError: the identity is incomplete or contradicts registered data; nothing was stored.
    """
    identity = document.identity
    with transaction.atomic():
        try:
            examination = register_examination(
                user=user,
                patient_name=identity.patient_name or "",
                mrn=identity.mrn or "",
                birth_date=identity.birth_date,
                sex=identity.sex.value if identity.sex else "",
                accession_number=identity.accession_number or "",
                examination_date=identity.examination_date,
                referrer=referrer,
                referrer_name=identity.referrer or "",
                ordered_side=identity.ordered_side.value if identity.ordered_side else "",
            )
        except ValidationError as error:
            raise DocumentError(list(_problems(error))) from error
        report = examination.report
        drafts.save(report, document, user=user, row_version=report.row_version)
        audit.record(AuditKind.CASE_IMPORTED, actor=user, report=report, digest=document.digest())
    return report.fresh()


def _problems(error: ValidationError) -> Iterator[Problem]:
    for field, sentences in error.message_dict.items():
        yield from (Problem(_PATHS[field], sentence) for sentence in sentences)

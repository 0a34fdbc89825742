"""The files that every signed PDF carries, so that a program need not read the page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.print_state import PrintState
from reporting.interop.fhir import bundle_json
from reporting.pdf.archival import Attachment


def attachments(document: ReportDocument, print_state: PrintState) -> tuple[Attachment, ...]:
    """The signed document, byte by byte what its digest was made of, and its FHIR bundle; nothing for a draft."""
    if print_state.signed_at is None:
        return ()
    return (
        Attachment(
            "report.json",
            "application/json",
            document.canonical_json().encode(),
            _("The signed document; its SHA-256 is printed in the report"),
            "Source",
        ),
        Attachment(
            "report.fhir.json",
            "application/fhir+json",
            bundle_json(document, print_state).encode(),
            _("The same report as an HL7 FHIR R4 bundle"),
            "Data",
        ),
    )

"""Machine-readable files attached to every signed PDF."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.print_state import PrintState
from reporting.interop.fhir import bundle_json
from reporting.pdf.archival import Attachment


def attachments(document: ReportDocument, print_state: PrintState) -> tuple[Attachment, ...]:
    """Return the signed document, exactly the bytes of its digest, and its FHIR bundle; () for a draft."""
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

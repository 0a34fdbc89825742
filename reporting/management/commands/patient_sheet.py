"""Write the patient summary of a signed report."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from reporting.custody import audit, signed_content
from reporting.ductography.leaflets.patient_summary import patient_summary
from reporting.management.command_user import command_line_user
from reporting.management.files import STDIO, refused_error, require_writable, write_atomically
from reporting.management.lookup import find_report
from reporting.models import AuditKind, Report, ReportVersion, Status
from reporting.pdf.fonts import describe_missing
from reporting.pdf.patient_leaflet import missing_glyphs_in_leaflet, render_leaflet
from reporting.workflow.report_rendering import letterhead

# Patients get only results that a radiologist has signed as final and not withdrawn.
RELEASABLE_STATUSES = (Status.FINAL, Status.AMENDED, Status.ADDENDUM)


class Command(BaseCommand):
    help = (
        "Write the patient's sheet of a signed report as PDF, in plain language. It is for the referring doctor to "
        "hand out. Exit codes: 0 done, 1 refused or damaged, 2 bad input."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", metavar="ID", help="the report's id or its accession number")
        parser.add_argument(
            "-o", "--output", metavar="FILE", default=STDIO, help="a file; - for standard output (default)"
        )

    def handle(self, *args: Any, id: str, output: str, **options: Any) -> None:
        require_writable(output)
        report = find_report(id)
        version = _releasable_version(report)
        head = letterhead()
        sheet = patient_summary(signed_content.document_of(version), head)
        if missing := missing_glyphs_in_leaflet(sheet, head):
            raise refused_error(describe_missing(missing, len(missing)))
        content = render_leaflet(sheet, head)
        with transaction.atomic():
            audit.record(
                AuditKind.REPORT_EXPORTED,
                actor=command_line_user(),
                report=report,
                version=version,
                format="patient sheet",
                by="command",
            )
        write_atomically(output, content)


def _releasable_version(report: Report) -> ReportVersion:
    if report.current_version is None or report.status not in RELEASABLE_STATUSES:
        state = report.get_status_display()
        raise refused_error(f"There is a patient's sheet of a final report only; this one is: {state}.")
    return report.current_version

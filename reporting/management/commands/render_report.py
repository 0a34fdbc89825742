"""Write one report as PDF, JSON or text."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from reporting.custody import archive, audit, signed_content
from reporting.ductography.layout.print_state import PrintState
from reporting.ductography.layout.text_report import render_text
from reporting.management.command_user import command_line_user
from reporting.management.files import STDIO, refused_error, require_writable, write_atomically
from reporting.management.lookup import find_report
from reporting.models import AuditKind, Report, ReportVersion, User
from reporting.policy.exceptions import ActionRefused
from reporting.workflow import drafts, report_rendering, signing


class Command(BaseCommand):
    help = (
        "Write a report as PDF, JSON or text: the signed version bit for bit, after its digest was checked, or the "
        "draft, marked as one. Exit codes: 0 done, 1 refused or damaged, 2 bad input."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", metavar="ID", help="the report's id or its accession number")
        parser.add_argument("--format", choices=["pdf", "json", "text"], default="pdf", help="default: pdf")
        parser.add_argument(
            "-o", "--output", metavar="FILE", default=STDIO, help="a file; - for standard output (default)"
        )

    def handle(self, *args: Any, id: str, format: str, output: str, **options: Any) -> None:
        require_writable(output)
        report = find_report(id)
        actor = command_line_user()
        signed = report.current_version
        try:
            content = self._signed(signed, format, actor) if signed else self._draft(report, format, actor)
        except (ActionRefused, archive.StoredPdfDamaged) as error:
            raise refused_error(error.sentence) from error
        with transaction.atomic():
            audit.record(
                AuditKind.REPORT_EXPORTED,
                actor=actor,
                report=report,
                version=signed,
                format=format,
                by="command",
            )
        write_atomically(output, content)

    def _signed(self, version: ReportVersion, format: str, actor: User) -> bytes:
        if format == "pdf":
            return archive.load(version, actor=actor)
        document = signed_content.document_of(version)
        if format == "json":
            return version.document.encode()
        earlier = version.report.versions.filter(number__lt=version.number).order_by("number")
        stamp = report_rendering.version_print_state(version, list(earlier))
        return render_text(document, stamp, report_rendering.letterhead()).encode()

    def _draft(self, report: Report, format: str, actor: User) -> bytes:
        if format == "pdf":
            return signing.preview(report, actor)
        document = drafts.document_to_sign(report)
        if format == "json":
            return document.canonical_json().encode()
        return render_text(document, PrintState(status="draft"), report_rendering.letterhead()).encode()

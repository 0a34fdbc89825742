"""Explain what is suggested for a report, for each breast, and what stops its signature."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from reporting.custody import audit, signed_content
from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.explanation import as_text
from reporting.ductography.judgement.explanation_values import explained
from reporting.management.command_user import command_line_user
from reporting.management.files import EXIT_BAD_INPUT, STDIO
from reporting.management.lookup import find_report, read_document
from reporting.models import AuditKind
from reporting.workflow import drafts


class Command(BaseCommand):
    help = (
        "Explain the suggested steps for each breast: the recorded facts, the rank that decides, the steps "
        "with their sources, the completeness and consistency findings, and the published evidence. "
        "For a stored report the signed version is used, otherwise the draft. With --format json each report or file "
        "gives one line; one that cannot be read gives a line with its error, and the others go on. "
        "Exit codes: 0 done, 1 damaged, 2 bad input."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "reports",
            nargs="+",
            metavar="ID|FILE.json",
            help="a report's id or accession number, or a document in a .json file; - for standard input",
        )
        parser.add_argument("--format", choices=["text", "json"], default="text", help="default: text")

    def handle(self, *args: Any, reports: list[str], format: str, **options: Any) -> None:
        today = timezone.localdate()
        worst = 0
        for name in reports:
            if format == "text":
                self.stdout.write(as_text(self._document(name), today), ending="")
                continue
            try:
                values: dict[str, Any] = {"file": name, **explained(self._document(name), today)}
            except CommandError as error:
                values, worst = {"file": name, "error": str(error)}, max(worst, error.returncode)
            self.stdout.write(json.dumps(values, ensure_ascii=False) + "\n", ending="")
        if worst:
            raise CommandError(
                "At least one report or file could not be read.", returncode=worst or EXIT_BAD_INPUT
            )

    def _document(self, name: str) -> ReportDocument:
        return read_document(name) if _is_file(name) else self._stored(name)

    def _stored(self, id: str) -> ReportDocument:
        report = find_report(id)
        signed = report.current_version
        document = signed_content.document_of(signed) if signed else drafts.current_document(report)
        with transaction.atomic():
            audit.record(
                AuditKind.REPORT_EXPORTED,
                actor=command_line_user(),
                report=report,
                version=signed,
                format="explanation",
                by="command",
            )
        return document


def _is_file(name: str) -> bool:
    return name == STDIO or Path(name).suffix.lower() == ".json"

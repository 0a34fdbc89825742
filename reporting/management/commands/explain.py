"""Explain the recommendation of a report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from reporting.custody import audit
from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.explanation import as_text, explain
from reporting.management.command_user import command_line_user
from reporting.management.files import STDIO
from reporting.management.lookup import find_report, intact_document, read_document
from reporting.models import AuditKind
from reporting.workflow import drafts


class Command(BaseCommand):
    help = (
        "Explain a recommendation: the inputs, the rule that matched and its source, the rules one input short of a "
        "match, the completeness and consistency findings, and the published evidence. "
        "For a stored report the signed version is used, otherwise the draft. "
        "Exit codes: 0 done, 1 damaged, 2 bad input."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "report",
            metavar="ID|FILE.json",
            help="a report's id or accession number, or a document in a .json file; - for standard input",
        )
        parser.add_argument("--format", choices=["text", "json"], default="text", help="default: text")

    def handle(self, *args: Any, report: str, format: str, **options: Any) -> None:
        document = read_document(report) if _is_file(report) else self._stored(report)
        explained = explain(document, timezone.localdate())
        text = (
            as_text(explained)
            if format == "text"
            else json.dumps(explained, ensure_ascii=False, indent=2) + "\n"
        )
        self.stdout.write(text, ending="")

    def _stored(self, id: str) -> ReportDocument:
        report = find_report(id)
        signed = report.current_version
        document = intact_document(signed) if signed else drafts.current_document(report)
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

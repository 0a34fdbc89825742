"""Write or check the reference pages of the clinical rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from reporting.ductography.document import ReportDocument
from reporting.ductography.reference import examples_page, rules_page, table_page

REFERENCE = Path(settings.BASE_DIR) / "docs" / "reference"
FIXTURES = Path(settings.BASE_DIR) / "fixtures"


class Command(BaseCommand):
    help = (
        "Write docs/reference/recommendations.md, rules.md and worked-examples.md from the rules and the cases, "
        "or check that they are current."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group(required=True)
        choice.add_argument("--write", action="store_true", help="write the pages")
        choice.add_argument("--check", action="store_true", help="fail when a page is out of date")

    def handle(self, *args: Any, write: bool, check: bool, **options: Any) -> None:
        with translation.override("en"):
            pages = {
                "recommendations.md": table_page.page(),
                "rules.md": rules_page.page(),
                "worked-examples.md": examples_page.page(worked_examples()),
            }
        for name, text in pages.items():
            path = REFERENCE / name
            if write:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            elif not path.exists() or path.read_text(encoding="utf-8") != text:
                raise CommandError(f"docs/reference/{name} is out of date; run rules_reference --write")


def worked_examples() -> dict[str, ReportDocument]:
    """Return all cases of the fixtures by file name without extension."""
    paths = [
        *sorted((FIXTURES / "cases").glob("*.json")),
        *sorted((FIXTURES / "worked_examples").glob("*.json")),
    ]
    return {path.stem: ReportDocument.from_json(path.read_bytes()) for path in paths}

"""Write or check the reference page of the report's lifecycle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from reporting.policy.lifecycle_page import page

PAGE = Path(settings.BASE_DIR) / "docs" / "reference" / "lifecycle.md"


class Command(BaseCommand):
    help = "Write docs/reference/lifecycle.md from the table of transitions, or check that it is current."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group(required=True)
        choice.add_argument("--write", action="store_true", help="write the page")
        choice.add_argument("--check", action="store_true", help="fail when the page is out of date")

    def handle(self, *args: Any, write: bool, check: bool, **options: Any) -> None:
        with translation.override("en"):
            text = page()
        if write:
            PAGE.parent.mkdir(parents=True, exist_ok=True)
            PAGE.write_text(text, encoding="utf-8")
        elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
            raise CommandError("docs/reference/lifecycle.md is out of date; run lifecycle_diagram --write")

"""Write or check the picture of the packages in docs/architecture.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.management.package_diagram import diagram

PAGE = Path(settings.BASE_DIR) / "docs" / "architecture.md"
BLOCK = re.compile(r"(?<=^```mermaid\n).*?(?=^```$)", flags=re.MULTILINE | re.DOTALL)


class Command(BaseCommand):
    help = "Write the picture of packages and imports in docs/architecture.md, or check that it is current."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group(required=True)
        choice.add_argument("--write", action="store_true", help="write the picture into the page")
        choice.add_argument("--check", action="store_true", help="fail when the picture is out of date")

    def handle(self, *args: Any, write: bool, check: bool, **options: Any) -> None:
        text = PAGE.read_text(encoding="utf-8")
        current, pictures = BLOCK.subn(diagram(), text)
        if pictures != 1:
            raise CommandError("docs/architecture.md must contain exactly one Mermaid block")
        if write:
            PAGE.write_text(current, encoding="utf-8")
        elif current != text:
            raise CommandError("docs/architecture.md is out of date; run architecture_diagram --write")

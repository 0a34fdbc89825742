"""Print the JSON Schema of a report document."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from reporting.ductography.document.json_schema import json_schema
from reporting.management.files import STDIO, require_writable, write_atomically


class Command(BaseCommand):
    help = "Print the format of a report document as JSON Schema (draft 2020-12)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "-o", "--output", metavar="FILE", default=STDIO, help="a file; - for standard output"
        )

    def handle(self, *args: Any, output: str, **options: Any) -> None:
        require_writable(output)
        with translation.override("en"):
            text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
        write_atomically(output, text.encode())

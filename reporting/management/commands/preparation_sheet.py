"""Write the patient preparation leaflet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reporting.ductography.leaflets.preparation_leaflet import preparation_leaflet
from reporting.management.files import STDIO, require_writable, write_atomically
from reporting.pdf.patient_leaflet import render_leaflet
from reporting.workflow.report_rendering import letterhead


class Command(BaseCommand):
    help = (
        "Write the preparation and aftercare sheet for patients as PDF, with the letterhead of this installation. "
        "Exit codes: 0 done, 2 bad input."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "-o", "--output", metavar="FILE", default=STDIO, help="a file; - for standard output (default)"
        )

    def handle(self, *args: Any, output: str, **options: Any) -> None:
        require_writable(output)
        head = letterhead()
        write_atomically(output, render_leaflet(preparation_leaflet(head), head))

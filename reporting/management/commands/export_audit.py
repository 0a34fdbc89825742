"""Export the audit trail for a log collector or a SIEM, once or continuously."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from reporting.custody import audit, audit_export
from reporting.management.command_user import command_line_user
from reporting.management.files import bad_input_error, refused_error, require_writable, write_atomically
from reporting.models import AuditEvent, AuditKind

FORMATS = {"jsonl": audit_export.json_line, "syslog": audit_export.syslog_line}
BATCH_EVENTS = 500


class Command(BaseCommand):
    help = (
        "Write audit events to standard output, one per line: FHIR AuditEvent as JSON, or RFC 5424 syslog with the "
        "same JSON. With --cursor, each call continues where the last one ended; an interrupted call repeats events "
        "rather than leaving any out. Exits 1 if an event is missing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=FORMATS, default="jsonl")
        parser.add_argument(
            "--since",
            default="",
            help="first day or moment: 2026-05-17 or 2026-05-17T14:05:00Z; default: all",
        )
        parser.add_argument(
            "--cursor", default="", help="file that keeps the number of the last exported event"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        number, seal = _start(options["since"], options["cursor"])
        written = 0
        try:
            for batch in _batches(audit_export.events_after(number, seal)):
                for event in batch:
                    self.stdout.write(FORMATS[options["format"]](event))
                _flush()
                written += len(batch)
                if options["cursor"]:
                    _keep(options["cursor"], batch[-1])
        except audit_export.MissingEvent as error:
            raise refused_error(str(error)) from error
        if not options["cursor"]:
            # Continuous export is not recorded: every call would add an event for the next one.
            with transaction.atomic():
                audit.record(AuditKind.AUDIT_EXPORTED, actor=command_line_user(), events=written)


def _start(since: str, cursor: str) -> tuple[int, str]:
    """Return number and seal of the last event that is not wanted."""
    if cursor:
        require_writable(cursor)
        if (kept := Path(cursor)).exists():
            try:
                found = json.loads(kept.read_text(encoding="utf-8"))
                return int(found["number"]), str(found["seal"])
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise bad_input_error(
                    f"{cursor} is not a cursor of this command. Name another file, or delete it to export again."
                ) from error
    if not since:
        return 0, ""
    first = audit_export.first_number_since(_moment(since))
    last = AuditEvent.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return (last if first is None else first - 1), ""


def _moment(text: str) -> datetime.datetime:
    try:
        found = parse_datetime(text)
        if found is None and (day := parse_date(text)):
            found = datetime.datetime.combine(day, datetime.time())
    except ValueError:  # such as 30 February
        found = None
    if found is None:
        raise bad_input_error(f"--since: {text} is not a date. Use 2026-05-17 or 2026-05-17T14:05:00Z.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _batches(events: Iterator[AuditEvent]) -> Iterator[list[AuditEvent]]:
    """Yield the events in lists; those before a missing one are yielded before the error."""
    batch: list[AuditEvent] = []
    try:
        for event in events:
            batch.append(event)
            if len(batch) == BATCH_EVENTS:
                yield batch
                batch = []
    except audit_export.MissingEvent:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _flush() -> None:
    """Write to disk what was printed, if standard output is a file, before the cursor moves on."""
    sys.stdout.flush()
    with contextlib.suppress(OSError, ValueError):  # a pipe or a terminal
        os.fsync(sys.stdout.fileno())


def _keep(cursor: str, last: AuditEvent) -> None:
    write_atomically(cursor, json.dumps({"number": last.number, "seal": last.seal}).encode())

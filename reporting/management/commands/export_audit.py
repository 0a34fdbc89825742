"""Export the audit trail for a log collector or a SIEM, once or continuously."""

from __future__ import annotations

import contextlib
import datetime
import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser, OutputWrapper
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from reporting.custody import audit, audit_export
from reporting.management.command_user import command_line_user
from reporting.management.files import (
    bad_input_error,
    error_reason,
    refused_error,
    require_writable,
    write_atomically,
)
from reporting.models import AuditEvent, AuditKind

FORMATS = {"jsonl": audit_export.json_line, "syslog": audit_export.syslog_line}
BATCH_EVENTS = 500
NO_FILE_ERRNOS = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EROFS})  # a pipe or a terminal


class Command(BaseCommand):
    help = (
        "Write audit events to standard output, or append them to a file, one per line: FHIR AuditEvent as JSON, or "
        "RFC 5424 syslog with the same JSON. With --cursor, each call continues where the last one ended; an "
        "interrupted call repeats events rather than leaving any out. Exits 1 if an event is missing."
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

        parser.add_argument(
            "--append-to",
            default="",
            metavar="FILE",
            help="append to this file instead, which only the owner may read if it is created",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["append_to"]:
            self._export(self.stdout, options)
            return
        require_writable(options["append_to"])
        try:
            # Opened by name at each call, so that a rotated file is not written any more.
            with open(_private(options["append_to"]), "a", encoding="utf-8") as file:
                self._export(OutputWrapper(file), options)
        except OSError as error:
            raise bad_input_error(
                f"{options['append_to']} cannot be written: {error_reason(error)}."
            ) from error

    def _export(self, out: OutputWrapper, options: dict[str, Any]) -> None:
        number, seal = _start(options["since"], options["cursor"])
        written = 0
        try:
            for batch in _batches(audit_export.events_after(number, seal)):
                for event in batch:
                    out.write(FORMATS[options["format"]](event))
                _flush(out)
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


def _private(name: str) -> int:
    """Return the descriptor of the file, for appending; only its owner may read a new one."""
    return os.open(name, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _flush(out: OutputWrapper) -> None:
    """Write to disk what was printed, if it is printed to a file, before the cursor moves on."""
    out.flush()
    with contextlib.suppress(ValueError, AttributeError):  # no file, such as a buffer
        try:
            os.fsync(out.fileno())
        except OSError as error:
            if error.errno not in NO_FILE_ERRNOS:
                raise


def _keep(cursor: str, last: AuditEvent) -> None:
    write_atomically(cursor, json.dumps({"number": last.number, "seal": last.seal}).encode())

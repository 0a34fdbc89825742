"""Compare rows without a seal of their own with the audit events that record how they came about."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from typing import Any

from reporting.custody import account_seals
from reporting.custody.signing_trail import SIGNING_KINDS
from reporting.models import (
    AuditEvent,
    AuditKind,
    Delivery,
    KeyImage,
    ReadReceipt,
    SheetRelease,
    User,
)
from reporting.models.delivery import Purpose
from reporting.verification import register_rows
from reporting.verification.sealed_set import Finding, guarded

Key = tuple[Any, ...]

# A row is made before its event, which waits for the end of the trail.
TIMES_DIFFER_MOST = datetime.timedelta(minutes=1)


def findings() -> Iterator[Finding]:
    """Yield rows and accounts that differ from what the trail records, or from their seal."""
    yield from guarded("read receipts", _receipts())
    yield from guarded("releases of patient summaries", _releases())
    yield from guarded("notifications", _notices())
    yield from guarded("key images", _images())
    yield from register_rows.findings()
    for user in User.objects.order_by("pk"):
        if fault := account_seals.account_fault(user):
            yield Finding(f"account {user.public_id}", fault)


def _receipts() -> Iterator[Finding]:
    stored = ReadReceipt.objects.values_list(
        "version__report__public_id", "version__number", "reader_id", "at"
    )
    yield from _compared("read receipt", stored.iterator(), _events(AuditKind.REPORT_READ))


def _releases() -> Iterator[Finding]:
    stored = SheetRelease.objects.values_list(
        "version__report__public_id", "version__number", "released_by_id", "released_at"
    )
    yield from _compared(
        "release of the patient summary", stored.iterator(), _events(AuditKind.SHEET_RELEASED)
    )


def _events(kind: AuditKind) -> Iterator[Key]:
    events = AuditEvent.objects.filter(kind=kind)
    yield from events.values_list("report_id", "version_number", "actor_id", "at").iterator()


def _compared(what: str, stored: Iterable[Key], recorded: Iterable[Key]) -> Iterator[Finding]:
    """Compare rows with events, both of them report, version number, user and time."""
    rows = {tuple(key): at for *key, at in stored}
    events = {tuple(key): at for *key, at in recorded}
    for report, number, *_actor in sorted(rows.keys() - events.keys(), key=str):
        yield Finding(
            f"version {number} of report {report}", f"a {what} was added: the audit trail does not record it"
        )
    for report, number, *_actor in sorted(events.keys() - rows.keys(), key=str):
        yield Finding(
            f"version {number} of report {report}", f"a {what} is missing: the audit trail records it"
        )
    for key in sorted(rows.keys() & events.keys(), key=str):
        if abs(rows[key] - events[key]) > TIMES_DIFFER_MOST:
            yield Finding(
                f"version {key[1]} of report {key[0]}", f"the time of a {what} differs from the audit trail"
            )


def _notices() -> Iterator[Finding]:
    """Compare notifications of signed versions with the signatures; older events do not name the recipient."""
    recorded: dict[Key, int | None] = {}
    events = AuditEvent.objects.filter(kind__in=SIGNING_KINDS)
    for report, number, text in events.values_list("report_id", "version_number", "detail").iterator():
        detail = json.loads(text)
        if "notified" in detail:
            recorded[report, number] = detail["notified"]
    rows = Delivery.objects.filter(purpose=Purpose.REPORT)
    found: set[Key] = set()
    for report, number, recipient in rows.values_list(
        "version__report__public_id", "version__number", "recipient_id"
    ).iterator():
        found.add((report, number, recipient))
        if (report, number) in recorded and recorded[report, number] != recipient:
            yield Finding(
                f"version {number} of report {report}",
                "a notification was added or redirected: the audit trail does not record it",
            )
    for (report, number), notified in recorded.items():
        if notified is not None and (report, number, notified) not in found:
            yield Finding(
                f"version {number} of report {report}",
                "a notification is missing: the audit trail records it",
            )


def _images() -> Iterator[Finding]:
    """Compare key images with the events of attaching and discarding them."""
    recorded: dict[Key, Key] = {}
    kinds = (AuditKind.IMAGE_ATTACHED, AuditKind.IMAGE_DISCARDED)
    events = AuditEvent.objects.filter(kind__in=kinds).order_by("number")
    for report, kind, actor, text in events.values_list("report_id", "kind", "actor_id", "detail").iterator():
        detail = json.loads(text)
        if kind == AuditKind.IMAGE_ATTACHED:
            recorded[report, detail["digest"]] = (detail.get("source"), detail.get("identity"), actor)
        else:
            recorded.pop((report, detail["digest"]), None)
    rows = KeyImage.objects.values_list(
        "examination__report__public_id", "digest", "source", "identity", "attached_by_id"
    )
    for report, digest, *facts in rows.iterator():
        expected = recorded.pop((report, digest), None)
        place = f"key image {digest[:16]} of report {report}"
        if expected is None:
            yield Finding(place, "it was added: the audit trail does not record it")
        elif expected != tuple(facts):
            yield Finding(place, "source, identity check or user differ from the audit trail")
    for report, digest in recorded:
        yield Finding(
            f"key image {digest[:16]} of report {report}", "it is missing: the audit trail records it"
        )

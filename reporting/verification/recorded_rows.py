"""Compare rows without a seal of their own with the audit events that record how they came about."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from reporting.custody import account_seals
from reporting.models import (
    AuditEvent,
    AuditKind,
    DraftRevision,
    KeyImage,
    ReadReceipt,
    SheetRelease,
    User,
)
from reporting.verification.sealed_set import Finding

Key = tuple[Any, ...]


def findings() -> Iterator[Finding]:
    """Yield read receipts, releases, key images, drafts and accounts that differ from what the trail records."""
    yield from _receipts()
    yield from _releases()
    yield from _images()
    yield from _drafts()
    for user in User.objects.order_by("pk"):
        if fault := account_seals.account_fault(user):
            yield Finding(f"account {user.public_id}", fault)


def _receipts() -> Iterator[Finding]:
    stored = ReadReceipt.objects.values_list("version__report__public_id", "version__number", "reader_id")
    recorded = AuditEvent.objects.filter(kind=AuditKind.REPORT_READ)
    yield from _compared(
        "read receipt",
        stored.iterator(),
        recorded.values_list("report_id", "version_number", "actor_id").iterator(),
    )


def _releases() -> Iterator[Finding]:
    stored = SheetRelease.objects.values_list(
        "version__report__public_id", "version__number", "released_by_id"
    )
    recorded = AuditEvent.objects.filter(kind=AuditKind.SHEET_RELEASED)
    yield from _compared(
        "release of the patient summary",
        stored.iterator(),
        recorded.values_list("report_id", "version_number", "actor_id").iterator(),
    )


def _compared(what: str, stored: Iterable[Key], recorded: Iterable[Key]) -> Iterator[Finding]:
    rows, events = set(stored), set(recorded)
    for report, number, *_actor in sorted(rows - events, key=str):
        yield Finding(
            f"version {number} of report {report}", f"a {what} was added: the audit trail does not record it"
        )
    for report, number, *_actor in sorted(events - rows, key=str):
        yield Finding(
            f"version {number} of report {report}", f"a {what} is missing: the audit trail records it"
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


def _drafts() -> Iterator[Finding]:
    """Compare saved drafts with the digests recorded when they were saved; older events of amendments have none."""
    recorded: dict[Key, str] = {}
    kinds = (AuditKind.DRAFT_SAVED, AuditKind.AMENDMENT_STARTED)
    open_reports = DraftRevision.objects.values("report__public_id")
    events = AuditEvent.objects.filter(kind__in=kinds, report_id__in=open_reports)
    for report, text in events.values_list("report_id", "detail").iterator():
        detail = json.loads(text)
        if "digest" in detail:
            recorded[report, detail["row_version"]] = detail["digest"]
    rows = DraftRevision.objects.values_list("report__public_id", "row_version", "document")
    for report, row_version, document in rows.iterator():
        digest = recorded.get((report, row_version))
        if digest is not None and hashlib.sha256(document.encode()).hexdigest() != digest:
            yield Finding(
                f"draft {row_version} of report {report}", "the text differs from the one that was saved"
            )

"""Anchor the head of the audit trail outside the database, so that an older or rewritten database is noticed.

After each signature, and after each complete check of the trail, a small file with number and seal of the last event
is stored in the archive. Files are never changed; ``latest.json`` repeats the newest, for other programs. The
database keeps the number of the last event that was anchored, so that missing anchors are noticed: the newest of the
numbered files counts, and it must be there. The same values are logged, so that a log server keeps them too.
"""

from __future__ import annotations

import datetime
import hmac
import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from reporting.custody import archive, audit
from reporting.custody.sealing import keyed_digest
from reporting.models import AuditEvent, AuditHead, AuditKind, User

logger = logging.getLogger("reporting.anchor")

FOLDER = "anchors"
LATEST = f"{FOLDER}/latest.json"
CHUNK = 500  # events compared by one query


@dataclass(frozen=True, slots=True)
class Anchor:
    """Number and seal of an event, with the signed version if it is a signature."""

    number: int
    seal: str
    at: str
    report: str
    version: int

    @property
    def name(self) -> str:
        return _name(self.number, self.seal)

    def __str__(self) -> str:
        subject = f"version {self.version} of report {self.report}, " if self.report and self.version else ""
        return f"{subject}event {self.number} of {self.at}"


def write(event: AuditEvent) -> None:
    """Store the anchor of an event that is committed. A failure is logged; `write_head` repairs it."""
    anchor = Anchor(
        number=event.number,
        seal=event.seal,
        at=event.at.astimezone(datetime.UTC).isoformat(timespec="seconds"),
        report=str(event.report_id or ""),
        version=event.version_number or 0,
    )
    logger.info("audit trail: event %s, seal %s", anchor.number, anchor.seal)
    try:
        content = _content(anchor)
        archive.write_named(anchor.name, content)
        newest = _read(LATEST)
        if newest is None or newest.number <= anchor.number or event.kind == AuditKind.STATE_ACCEPTED:
            archive.write_named(LATEST, content)
        head = AuditHead.objects.filter(pk=AuditHead.THE_ROW)
        if event.kind != AuditKind.STATE_ACCEPTED:
            head = head.filter(anchored__lt=anchor.number)
        head.update(anchored=anchor.number)
    except Exception:  # the event is committed: whatever happens here, its action has succeeded
        logger.exception("the head of the audit trail was not anchored")


def write_head() -> None:
    """Store the anchor of the last event; call it only after the whole trail was verified."""
    if event := AuditEvent.objects.order_by("-number").first():
        write(event)


def latest_fault() -> str:
    """Return why the newest anchor is missing or does not fit the database, or "".

    Costs a list of names, one file and four queries. ``latest.json`` is not asked: an older archive that is unpacked
    over this one replaces it, but not the numbered files.

    Raises:
        ArchiveUnavailable: the storage does not answer.
    """
    names = _names()
    if fault := _missing_fault(names):
        return fault
    valid = sorted(set(names) - _accepted_names())
    if not valid:
        return ""
    anchor = _read(valid[-1])
    if anchor is None or anchor.name != valid[-1]:
        return "the newest anchor of the audit trail cannot be read or was changed"
    return "" if _fits([anchor]) else f"the database does not contain what is anchored: {anchor}"


def missing_fault() -> str:
    """Return which anchor is missing that the database says was stored, or "".

    Raises:
        ArchiveUnavailable: the storage does not answer.
    """
    return _missing_fault(_names())


def latest_copy_missing() -> bool:
    """Return True if something was anchored, but ``latest.json`` is not there. No check depends on it.

    Raises:
        ArchiveUnavailable: the storage does not answer.
    """
    return bool(_names()) and not archive.exists_named(LATEST)


def _missing_fault(names: list[str]) -> str:
    number = AuditHead.objects.filter(pk=AuditHead.THE_ROW).values_list("anchored", flat=True).first()
    if not number:
        return ""  # nothing was anchored yet
    seal = AuditEvent.objects.filter(number=number).values_list("seal", flat=True).first() or ""
    name = _name(number, seal)
    return "" if name in names else f"the anchor of event {number} is missing in the archive"


def lost_anchors() -> list[Anchor]:
    """Return the anchors whose events the database lacks or has differently, without those accepted since.

    Raises:
        ArchiveUnavailable: the storage does not answer.
    """
    accepted = _accepted_names()
    lost: list[Anchor] = []
    chunk: list[Anchor] = []
    for anchor in _stored():
        chunk.append(anchor)
        if len(chunk) == CHUNK:
            lost += _unfit(chunk)
            chunk = []
    lost += _unfit(chunk)
    return [anchor for anchor in lost if anchor.name not in accepted]


def changed_names() -> list[str]:
    """Return the names of anchor files that cannot be read, were changed, or have another's name."""
    changed = [LATEST] if archive.exists_named(LATEST) and _read(LATEST) is None else []
    for name in _names():
        anchor = _read(name)
        if anchor is None or anchor.name != name:
            changed.append(name)
    return changed


def accept_restored(actor: User, reason: str) -> list[Anchor]:
    """Record that an older database was restored on purpose; return the anchors that are accepted as lost."""
    lost = lost_anchors()
    with transaction.atomic():
        event = audit.record(
            AuditKind.STATE_ACCEPTED,
            actor=actor,
            state="restored",
            reason=reason,
            anchors=[anchor.name for anchor in lost],
        )
    write(event)
    return lost


def _accepted_names() -> set[str]:
    names: set[str] = set()
    for detail in AuditEvent.objects.filter(kind=AuditKind.STATE_ACCEPTED).values_list("detail", flat=True):
        names.update(json.loads(detail).get("anchors", ()))
    return names


def _fits(anchors: list[Anchor]) -> bool:
    return not _unfit(anchors)


def _unfit(anchors: list[Anchor]) -> list[Anchor]:
    seals = dict(
        AuditEvent.objects.filter(number__in=[anchor.number for anchor in anchors]).values_list(
            "number", "seal"
        )
    )
    return [
        anchor for anchor in anchors if not hmac.compare_digest(seals.get(anchor.number, ""), anchor.seal)
    ]


def _stored() -> Iterator[Anchor]:
    for name in _names():
        if anchor := _read(name):
            yield anchor


def _name(number: int, seal: str) -> str:
    return f"{FOLDER}/{number:012d}-{seal[:16]}.json"


def _names() -> list[str]:
    return [name for name in archive.names_in(FOLDER) if name != LATEST and name.endswith(".json")]


def _content(anchor: Anchor) -> bytes:
    values = asdict(anchor)
    return json.dumps(values | {"key": _key(values)}, sort_keys=True).encode()


def _key(values: dict[str, Any]) -> str:
    return keyed_digest("anchor", *(values[name] for name in sorted(values)))


def _read(name: str) -> Anchor | None:
    """Return the anchor in the file, or None if it is missing, unreadable or was changed."""
    content = archive.read_named(name)
    try:
        values = json.loads(content or b"")
        key = values.pop("key")
        anchor = Anchor(**values)
        return anchor if hmac.compare_digest(_key(asdict(anchor)), key) else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None

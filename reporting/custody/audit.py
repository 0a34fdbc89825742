"""Audit trail: record who did what to which record, in a keyed chain that reveals every change and every gap.

The acting service writes the event in its own transaction: if the event cannot be written, the action is rolled
back. Details contain identifiers, field paths, digests and data of accounts, never names of patients or clinical
text.
"""

from __future__ import annotations

import hmac
import ipaddress
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.db.models import Count, F, Max
from django.utils import timezone

from reporting.custody.sealing import BrokenLink, in_chunks, keyed_digest, timestamp
from reporting.models import AuditEvent, AuditHead, AuditKind, Outcome, Patient, Report, ReportVersion, User
from reporting.site import read_only

Stored = TypeVar("Stored")

logger = logging.getLogger(__name__)

ANONYMOUS_KINDS = frozenset(
    {
        AuditKind.LOGIN_FAILED,
        AuditKind.SIGN_IN_LOCKED,
        AuditKind.PDF_DAMAGED,
        AuditKind.IMAGE_DAMAGED,
        AuditKind.CONTENT_ALTERED,
    }
)
FULL_CHECK_EVENTS = 100_000  # checking them takes about five seconds


# Client address of the current request, so that services need not pass it on.
_client_address: ContextVar[str | None] = ContextVar("client_address", default=None)


class ChainError(RuntimeError):
    """The end of the chain is missing or was tampered with; no event can be recorded, so no action is possible."""


@dataclass(frozen=True, slots=True)
class Atna:
    """Event id and action code of the DICOM audit message (PS3.15 A.5) that corresponds to an event."""

    event_id: int
    action: str


_ACTIVITY = {
    110101: {AuditKind.AUDIT_SEEN: "R", AuditKind.AUDIT_EXPORTED: "R"},
    110106: {AuditKind.PDF_OPENED: "R", AuditKind.REPORT_EXPORTED: "R"},
    110107: {AuditKind.CASE_IMPORTED: "C"},
    110110: {
        AuditKind.EXAMINATION_REGISTERED: "C",
        AuditKind.REGISTER_CORRECTED: "U",
        AuditKind.REPORT_SEEN: "R",
        AuditKind.REPORT_READ: "R",
        AuditKind.DRAFT_SAVED: "U",
        AuditKind.DRAFT_DISCARDED: "D",
        AuditKind.IMAGE_ATTACHED: "C",
        AuditKind.IMAGE_SEEN: "R",
        AuditKind.IMAGE_DISCARDED: "D",
        AuditKind.AMENDMENT_STARTED: "U",
        AuditKind.AMENDMENT_DISCARDED: "D",
        AuditKind.SIGNED_PRELIMINARY: "C",
        AuditKind.SIGNED_FINAL: "C",
        AuditKind.SIGNED_AMENDMENT: "U",
        AuditKind.SIGNED_ADDENDUM: "U",
        AuditKind.WITHDRAWN: "U",
        AuditKind.SHEET_RELEASED: "U",
    },
    110112: {AuditKind.LIST_SEEN: "E"},
    110113: {
        AuditKind.SIGNING_PASSWORD_WRONG: "E",
        AuditKind.SIGNING_LOCKED: "E",
        AuditKind.ACCESS_REFUSED: "E",
        AuditKind.IMAGE_REFUSED: "E",
        AuditKind.PDF_DAMAGED: "E",
        AuditKind.IMAGE_DAMAGED: "E",
        AuditKind.CONTENT_ALTERED: "E",
        AuditKind.STATE_ACCEPTED: "E",
        AuditKind.ACCOUNT_CHANGED: "E",
        AuditKind.ACCOUNT_LINK_SENT: "E",
        AuditKind.ACCOUNT_UNLOCKED: "E",
        AuditKind.SIGN_IN_LOCKED: "E",
        AuditKind.SIGNING_CONFIRMED: "E",
        AuditKind.SESSIONS_ENDED: "E",
        AuditKind.CATALOGUE_CHANGED: "E",
        AuditKind.EXCEPTIONAL_ACCESS: "E",
    },
    110114: {AuditKind.LOGIN: "E", AuditKind.LOGIN_FAILED: "E", AuditKind.LOGOUT: "E"},
}
ATNA: dict[AuditKind, Atna] = {
    kind: Atna(event_id, action) for event_id, kinds in _ACTIVITY.items() for kind, action in kinds.items()
}
# EventOutcomeIndicator of the same message: success, minor failure, serious failure.
OUTCOME_INDICATOR = {Outcome.SUCCESS: 0, Outcome.REFUSED: 4, Outcome.FAILURE: 8}


def record(
    kind: AuditKind,
    *,
    actor: User | AnonymousUser | None,
    request_ip: str | None = None,
    patient: Patient | None = None,
    report: Report | None = None,
    version: ReportVersion | None = None,
    outcome: Outcome = Outcome.SUCCESS,
    **detail: Any,
) -> AuditEvent:
    """Append one event within the caller's transaction; ``request_ip`` defaults to that of `request_address`.

    Call it last in a transaction: from here to the commit, other writers wait for the chain.

    Raises:
        ValueError: there is no actor, and this kind requires one.
        RuntimeError: no transaction is open.
        ChainError: the end of the chain is missing or its seal is invalid.
    """
    user = actor if isinstance(actor, User) else None
    if user is None and kind not in ANONYMOUS_KINDS:
        raise ValueError(f"{kind} needs an account that acts")
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit event is written in the transaction of what it records")
    if version is not None:
        report = version.report
    if report is not None and patient is None:
        patient = report.examination.patient

    number, last_seal = _advance_head()
    event = AuditEvent(
        number=number,
        at=timezone.now(),
        kind=kind,
        outcome=outcome,
        actor_id=user.pk if user else None,
        actor_name=user.get_username() if user else "",
        actor_role=user.role if user else "",
        request_ip=_normalised_address(request_ip or _client_address.get()),
        patient_id=patient.public_id if patient else None,
        report_id=report.public_id if report else None,
        version_number=version.number if version else None,
        detail=json.dumps(detail, sort_keys=True, ensure_ascii=False, separators=(",", ":")),
    )
    event.seal = _event_seal(event, last_seal)
    event.save(force_insert=True)
    AuditHead.objects.filter(pk=AuditHead.THE_ROW).update(
        seal=event.seal, head_seal=_head_seal(number, event.seal)
    )
    return event


def store_or_log(
    store: Callable[[], Stored],
    kind: AuditKind,
    *,
    actor: User | AnonymousUser | None,
    report: Report | None = None,
    version: ReportVersion | None = None,
    **detail: Any,
) -> Stored | None:
    """Call ``store``, which records that something was read, in a transaction, and return its result.

    If the database cannot be written, the event goes to the log instead and None is returned, so that reading goes
    on: on a full disk, nobody could look at a signed report otherwise. The log gets the fields of an audit event,
    which contain no patient data.
    """
    try:
        with transaction.atomic():
            return store()
    except DatabaseError as error:
        if not read_only.refuses_writing(error):
            raise
        report = version.report if version else report
        logger.warning(
            "audit event not stored: %s",
            json.dumps(
                {
                    "at": timestamp(timezone.now()),
                    "kind": kind,
                    "actor_id": actor.pk if isinstance(actor, User) else None,
                    "actor_name": actor.get_username() if isinstance(actor, User) else "",
                    "request_ip": _normalised_address(_client_address.get()),
                    "patient_id": str(report.examination.patient.public_id) if report else None,
                    "report_id": str(report.public_id) if report else None,
                    "version_number": version.number if version else None,
                    "detail": detail,
                },
                default=str,
                ensure_ascii=False,
            ),
        )
    return None


@contextmanager
def request_address(address: str | None) -> Iterator[None]:
    """Record ``address`` as the client address of all events within this context that do not state their own."""
    token = _client_address.set(address)
    try:
        yield
    finally:
        _client_address.reset(token)


def _advance_head() -> tuple[int, str]:
    # The UPDATE comes before the SELECT: PostgreSQL makes a second writer wait here until the first has
    # committed. SQLite's transactions hold the write lock from their beginning.
    if not AuditHead.objects.filter(pk=AuditHead.THE_ROW).update(number=F("number") + 1):
        raise ChainError("The end of the audit trail is missing. Nothing is done until it is restored.")
    head = AuditHead.objects.get(pk=AuditHead.THE_ROW)
    if not hmac.compare_digest(head.head_seal, _head_seal(head.number - 1, head.seal)):
        raise ChainError("The end of the audit trail was changed. Nothing is done until it is restored.")
    return head.number, head.seal


def _event_seal(event: AuditEvent, last_seal: str) -> str:
    return keyed_digest(
        "audit",
        last_seal,
        event.number,
        timestamp(event.at),
        event.kind,
        event.outcome,
        event.actor_id,
        event.actor_name,
        event.actor_role,
        event.request_ip,
        str(event.patient_id) if event.patient_id else None,
        str(event.report_id) if event.report_id else None,
        event.version_number,
        event.detail,
    )


def _head_seal(number: int, seal: str) -> str:
    return keyed_digest("audit-head", number, seal)


def _normalised_address(text: str | None) -> str:
    """Return the address in its canonical spelling, or "" if it is invalid (a UNIX socket has none)."""
    try:
        address = ipaddress.ip_address(text or "")
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)


def start_chain(using: str, **_kwargs: Any) -> None:
    """Receiver of ``post_migrate``: create the end of an empty chain. A chain that lost its end is not repaired."""
    tables = transaction.get_connection(using).introspection.table_names()
    if AuditHead._meta.db_table not in tables or AuditEvent.objects.using(using).exists():
        return
    AuditHead.objects.using(using).get_or_create(
        pk=AuditHead.THE_ROW, defaults={"number": 0, "seal": "", "head_seal": _head_seal(0, "")}
    )


def verify_chain() -> BrokenLink | None:
    """Return the first event that was changed, is missing, or was cut off at the end; None if the chain is intact."""
    try:
        return _first_broken_link()
    except (ValueError, TypeError, OverflowError):  # raised by the database's converters
        return BrokenLink(_first_unreadable_event(), "this event cannot be read")


def _first_unreadable_event() -> int:
    for key, number in AuditEvent.objects.order_by("number").values_list("pk", "number").iterator():
        try:
            AuditEvent.objects.get(pk=key)
        except (ValueError, TypeError, OverflowError):
            return int(number)
    return 0


def _first_broken_link() -> BrokenLink | None:
    number, seal = 0, ""
    while True:
        walked = number
        for event in in_chunks(AuditEvent.objects.all(), "number", after=number):
            if event.number != number + 1:
                return BrokenLink(number + 1, "this event is missing")
            if not hmac.compare_digest(event.seal, _event_seal(event, seal)):
                return BrokenLink(event.number, "this event was changed, or the one before it")
            number, seal = event.number, event.seal
        head = AuditHead.objects.filter(pk=AuditHead.THE_ROW).first()
        if head is None:
            return BrokenLink(number + 1, "the end of the chain is missing")
        if head.number == number:
            sealed = hmac.compare_digest(head.head_seal, _head_seal(number, seal)) and head.seal == seal
            return None if sealed else BrokenLink(number, "the end of the chain was changed")
        # Events may be added during this check; they are missing only if the next pass finds none.
        if number == walked:
            return BrokenLink(number + 1, f"events up to {head.number} are missing at the end")


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """Result of `check_chain`: ``events`` were compared with their seals, out of ``total``."""

    events: int
    total: int
    broken: BrokenLink | None

    @property
    def complete(self) -> bool:
        """True if all events were compared."""
        return self.events == self.total


def check_chain(report: Report, most: int = FULL_CHECK_EVENTS) -> ChainCheck:
    """Verify all events if there are at most ``most``; otherwise the events of ``report`` and the total number.

    Each of these is compared with the seal of the event before it; `verify_chain` takes a minute for a million.
    """
    written = AuditEvent.objects.aggregate(count=Count("pk"), last=Max("number"))
    count = written["count"]
    if count <= most:
        return ChainCheck(count, count, verify_chain())
    head = AuditHead.objects.filter(pk=AuditHead.THE_ROW).first()
    if head is None or not count == (written["last"] or 0) <= head.number:
        return ChainCheck(0, count, BrokenLink(count + 1, "events are missing"))
    own = AuditEvent.objects.filter(report_id=report.public_id)
    before = dict(
        AuditEvent.objects.filter(number__in=own.order_by().values(previous=F("number") - 1)).values_list(
            "number", "seal"
        )
    )
    checked = 0
    for event in in_chunks(own, "number"):
        if not hmac.compare_digest(event.seal, _event_seal(event, before.get(event.number - 1, ""))):
            return ChainCheck(
                checked, count, BrokenLink(event.number, "this event was changed, or the one before it")
            )
        checked += 1
    return ChainCheck(checked, count, None)

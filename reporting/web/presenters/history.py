"""Prepare events, notifications and receipts of a report as rows of tables."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.ductography.document.formatting import day, moment
from reporting.models import AuditEvent, AuditKind, Delivery, Outcome, ReadReceipt, Report, Role
from reporting.web.presenters.rows import Chip


@dataclass(frozen=True, slots=True)
class EventRow:
    number: int
    at: str
    what: str
    who: str
    outcome: Chip
    version: str
    address: str
    detail: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notification about a version and its delivery."""

    version: int
    recipient: str
    written: str
    state: str
    failed: bool


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    version: int
    reader: str
    at: str


def event_row(event: AuditEvent) -> EventRow:
    role = str(Role(event.actor_role).label) if event.actor_role in Role else ""
    return EventRow(
        number=event.number,
        at=precise_moment(event.at),
        what=str(AuditKind(event.kind).label),
        who=f"{event.actor_name} ({role})" if role else event.actor_name,
        outcome=Chip(event.outcome, str(Outcome(event.outcome).label)),
        version=str(event.version_number or ""),
        address=event.request_ip or "",
        detail=_detail(event.detail),
    )


def precise_moment(value: datetime.datetime) -> str:
    """“17 March 2026, 14:05:09 UTC”: seconds distinguish the events of one minute."""
    local = timezone.localtime(value)
    return f"{day(local)}, {local:%H:%M:%S} {local.tzname()}"


def receipt_rows(report: Report) -> list[ReceiptRow]:
    """Return who opened which version when, latest first."""
    receipts = ReadReceipt.objects.filter(version__report=report).select_related("version", "reader")
    return [receipt_row(receipt) for receipt in receipts.order_by("-at")]


def notice_rows(report: Report) -> list[NoticeRow]:
    """Return all notifications about versions, latest first."""
    notices = Delivery.objects.filter(version__report=report).select_related("version", "recipient")
    return [notice_row(notice) for notice in notices.order_by("-created_at")]


def notice_row(notice: Delivery) -> NoticeRow:
    if notice.sent_at:
        state = _("sent {when}").format(when=moment(notice.sent_at))
    elif notice.given_up_at:
        state = _("given up {when}: {error}").format(when=moment(notice.given_up_at), error=notice.error)
    elif notice.error:
        state = _("not sent: {error}").format(error=notice.error)
    else:
        state = _("pending")
    return NoticeRow(
        version=notice.version.number,
        recipient=notice.recipient.display_name,
        written=moment(notice.created_at),
        state=state,
        failed=bool(notice.error),
    )


def receipt_row(receipt: ReadReceipt) -> ReceiptRow:
    return ReceiptRow(receipt.version.number, receipt.reader.display_name, moment(receipt.at))


def _detail(text: str) -> str:
    """Return the recorded detail as “name: value”; invalid JSON is shown unchanged."""
    try:
        detail = json.loads(text)
    except ValueError:
        return text
    if not isinstance(detail, dict):
        return text
    return ", ".join(f"{name}: {_shown(value)}" for name, value in detail.items())


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

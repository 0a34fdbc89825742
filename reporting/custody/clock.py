"""Refuse to sign while the clock of the server is behind what is already recorded."""

from __future__ import annotations

import datetime
import logging

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.custody import audit
from reporting.custody.signing_trail import SIGNING_KINDS
from reporting.ductography.document.formatting import moment
from reporting.models import AuditEvent, AuditHead, AuditKind, ReportVersion, User
from reporting.policy.exceptions import ActionRefused

logger = logging.getLogger(__name__)

EVENTS_COMPARED = 500  # an hour or more; a clock that was once ahead does not stop the site for longer
TOLERANCE = datetime.timedelta(seconds=5)  # between the clocks of several hosts


def require_forward(superseded: ReportVersion | None) -> None:
    """Return if a version may be signed now, after ``superseded``.

    Raises:
        ActionRefused: the clock is behind the trail's last events, or behind the superseded version's signature.
    """
    accepted = _accepted_number()
    latest = _latest_event(accepted)  # read before the clock, so that a concurrent event cannot be later
    now = timezone.now()
    if latest and now < latest - TOLERANCE:
        _refuse(latest)
    if superseded and now <= superseded.signed_at and not _is_accepted(superseded, accepted):
        _refuse(superseded.signed_at)


def accept(actor: User, reason: str) -> None:
    """Record that the clock is right now although later times are recorded; they no longer prevent signing."""
    with transaction.atomic():
        audit.record(AuditKind.STATE_ACCEPTED, actor=actor, state="clock", reason=reason)


def _refuse(recorded: datetime.datetime) -> None:
    logger.error("the clock is behind: %s is already recorded", recorded.isoformat())
    raise ActionRefused(
        _(
            "The server’s clock is behind: {recorded} is already recorded. Nothing was signed. Ask an administrator "
            "to correct the clock."
        ).format(recorded=moment(recorded))
    )


def _accepted_number() -> int:
    """Return the number of the last event that accepted the clock, 0 without one."""
    accepted = AuditEvent.objects.filter(kind=AuditKind.STATE_ACCEPTED, detail__contains='"state":"clock"')
    number: int | None = accepted.order_by("-number").values_list("number", flat=True).first()
    return number or 0


def _latest_event(accepted: int) -> datetime.datetime | None:
    head = AuditHead.objects.filter(pk=AuditHead.THE_ROW).values_list("number", flat=True).first() or 0
    after = max(accepted, head - EVENTS_COMPARED)
    latest: datetime.datetime | None = AuditEvent.objects.filter(number__gt=after).aggregate(at=Max("at"))[
        "at"
    ]
    return latest


def _is_accepted(version: ReportVersion, accepted: int) -> bool:
    """Return True if the clock was accepted after this version was signed."""
    signatures = AuditEvent.objects.filter(
        report_id=version.report.public_id, version_number=version.number, kind__in=SIGNING_KINDS
    )
    return signatures.filter(number__lt=accepted).exists()

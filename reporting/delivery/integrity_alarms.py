"""Record that signed content was altered, and notify the administrators through the outbox, without patient data."""

from __future__ import annotations

import logging
import uuid

from django.core.cache import cache
from django.db import DatabaseError, transaction

from reporting.custody import audit, signed_content
from reporting.custody.alterations import AccountAltered, DatabaseReplaced, SignedContentAltered
from reporting.delivery import alarm_notices
from reporting.models import AuditEvent, AuditKind, Delivery, Outcome, Report, ReportVersion, Role, User
from reporting.models.delivery import Purpose

logger = logging.getLogger(__name__)

EVENTS_SEARCHED, ALTERED_LISTED = 1000, 20
REPEAT_SECONDS = 600  # the same user meeting the same alteration again is not recorded within this time
MAIL_REPEAT_SECONDS = 24 * 60 * 60


def raise_alarm(error: SignedContentAltered, *, actor: User | None) -> None:
    """Record ``error`` as an audit event, and add one notification for each administrator to the outbox.

    Call it outside a transaction. It never raises: the caller refuses the content whatever happens here.
    """
    report = error.report
    logger.error("signed content altered: report %s: %s", report.public_id if report else "-", error)
    key = f"altered-{type(error).__name__}-{report.pk if report else 0}-{actor.pk if actor else 0}"
    try:
        if not cache.add(key, 1, timeout=REPEAT_SECONDS):
            return
        with transaction.atomic():
            if isinstance(error, AccountAltered | DatabaseReplaced):
                _notify(error)
            elif version := _version_concerned(error):
                _enqueue(version)
            audit.record(
                AuditKind.CONTENT_ALTERED,
                actor=actor,
                report=report,
                outcome=Outcome.FAILURE,
                faults=list(error.faults),
                number=error.version_number,
            )
    except (DatabaseError, audit.ChainError, ValueError):
        logger.exception("the alteration was not recorded")


def still_altered() -> list[str]:
    """Return the public ids of the reports recorded as altered that still are, latest first."""
    events = AuditEvent.objects.filter(kind=AuditKind.CONTENT_ALTERED, report_id__isnull=False)
    found = dict.fromkeys(events.order_by("-number").values_list("report_id", flat=True)[:EVENTS_SEARCHED])
    return [str(key) for key in list(found)[:ALTERED_LISTED] if key and _is_altered(key)]


def _is_altered(public_id: uuid.UUID) -> bool:
    try:
        with signed_content.reading_rows():
            report = Report.objects.whole().filter(public_id=public_id).first()
        if report is not None:
            signed_content.require_intact(report)
    except SignedContentAltered:
        return True
    return report is None


def _version_concerned(error: SignedContentAltered) -> ReportVersion | None:
    """Return the version that the notification links to, by its key alone: its row may be unreadable."""
    versions = ReportVersion.objects.order_by("-pk")
    if error.report is not None:
        versions = versions.filter(report=error.report.pk)
    if error.version_number:
        versions = versions.filter(number=error.version_number)
    key = versions.values_list("pk", flat=True).first()
    return ReportVersion(pk=key) if key else None


def _notify(error: AccountAltered | DatabaseReplaced) -> None:
    """Mail what no version of a report is concerned with; at most once a day for each account."""
    account = error.account if isinstance(error, AccountAltered) else None
    if not cache.add(f"alarm-{account.pk if account else 'database'}", 1, timeout=MAIL_REPEAT_SECONDS):
        return
    for administrator in User.objects.filter(role=Role.ADMIN, is_active=True).exclude(email=""):
        if account is not None:
            alarm_notices.send_account_altered(administrator, account)
        else:
            alarm_notices.send_database_replaced(administrator)


def _enqueue(version: ReportVersion) -> None:
    for administrator in User.objects.filter(role=Role.ADMIN, is_active=True):
        Delivery.objects.get_or_create(version_id=version.pk, recipient=administrator, purpose=Purpose.ALARM)

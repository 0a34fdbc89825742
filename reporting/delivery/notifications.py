"""Notify the referrer of a signed version by e-mail, and record when it is opened.

A notification is written in the signing transaction and sent afterwards, so that a failing mail server delays it but
never undoes a signature. It contains no patient data, only a link that requires signing in.
"""

from __future__ import annotations

import datetime
import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from reporting.custody import audit, signed_content
from reporting.delivery import integrity_alarms
from reporting.models import (
    RELEASED_KINDS,
    AuditKind,
    Delivery,
    ReadReceipt,
    ReportVersion,
    Role,
    User,
)
from reporting.models.delivery import Purpose

logger = logging.getLogger(__name__)

# Longer than the timeout of a mail server; a notification claimed by a dead process is sent after this.
CLAIM_TIMEOUT = datetime.timedelta(minutes=10)


def enqueue(version: ReportVersion) -> Delivery | None:
    """Add the notification of the referrer to the outbox, within the signing transaction.

    Returns None for a preliminary version, an unreleased report, or a referrer without an account.
    """
    report = version.report
    recipient = report.examination.referrer
    if recipient is None or version.kind not in RELEASED_KINDS or report.released_at is None:
        return None
    return Delivery.objects.create(version=version, recipient=recipient)


def send_pending(*, version: ReportVersion | None = None) -> int:
    """Send unsent notifications, optionally of one version; return their number. Errors stay on the rows."""
    waiting = Delivery.objects.filter(sent_at__isnull=True)
    if version is not None:
        waiting = waiting.filter(version=version)
    return sum(_send(number) for number in waiting.order_by("pk").values_list("pk", flat=True))


def send_now(version: ReportVersion) -> None:
    """Send the notification of a version just signed; errors do not affect the signature."""
    try:
        send_pending(version=version)
    except Exception:  # the notification stays in the outbox
        logger.exception("a notice was not sent")


def _send(number: int) -> bool:
    now = timezone.now()
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=now - CLAIM_TIMEOUT)
    row = Delivery.objects.filter(pk=number, sent_at__isnull=True)
    if not row.filter(free).update(taken_at=now, attempts=F("attempts") + 1):
        return False
    delivery = Delivery.objects.select_related("recipient", "version__report").get(pk=number)
    try:
        error = _send_obstacle(delivery)
        if not error:
            _mail(delivery)
    except Exception as failure:
        logger.warning("notice %s was not sent: %s", number, type(failure).__name__)
        error = f"{type(failure).__name__}: {failure}"[:500]
    if error:
        row.update(error=error, taken_at=None)
        return False
    row.update(error="", sent_at=timezone.now())
    return True


def _send_obstacle(delivery: Delivery) -> str:
    """Return why the notification cannot be sent, or ""."""
    recipient = delivery.recipient
    if not ReportVersion.objects.visible_to(recipient).filter(pk=delivery.version_id).exists():
        return "the recipient may not see this report any more"
    if not recipient.email:
        return "the recipient has no e-mail address"
    if delivery.purpose == Purpose.REPORT:
        try:
            signed_content.require_intact(delivery.version.report.fresh())
        except signed_content.SignedContentAltered as error:
            integrity_alarms.raise_alarm(error, actor=None)
            return "the signed report was altered"
    return ""


def _mail(delivery: Delivery) -> None:
    site = settings.SITE_URL.rstrip("/")
    with translation.override(settings.LANGUAGE_CODE):
        if delivery.purpose == Purpose.ALARM:
            subject = _("Signed report altered")
            address = site + reverse("admin:reporting_auditevent_changelist")
            body = _(
                "Stored content is not what was signed. It is no longer shown, and nothing can be signed on top "
                "of it.\n\n"
                "Leave the server unchanged and investigate. The audit trail records what differs:\n"
                "{address}\n\n"
                "This message contains no patient data. Sent by {facility}."
            )
        else:
            subject = _("New ductography report available")
            address = site + reverse("report", args=[delivery.version.report.public_id])
            body = _(
                "A report for an examination you requested has been signed.\n\n"
                "Sign in to read it:\n"
                "{address}\n\n"
                "This message contains no patient data. Sent by {facility}."
            )
        text = body.format(address=address, facility=settings.FACILITY_NAME)
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [delivery.recipient.email])


def mark_read(version: ReportVersion, user: User) -> ReadReceipt | None:
    """Record that a referrer opened this version, once; other users leave no receipt."""
    if user.role != Role.REFERRER:
        return None
    with transaction.atomic():
        receipt, first_time = ReadReceipt.objects.get_or_create(version=version, reader=user)
        if first_time:
            audit.record(AuditKind.REPORT_READ, actor=user, version=version)
    return receipt

"""Notify the referrer of a signed version by e-mail, and record when it is opened.

A notification is written in the signing transaction and sent by `reporting.delivery.sending`, so that a failing mail
server delays it but never undoes a signature, nor makes the signer wait. It contains no patient data, only a link
that requires signing in.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
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


def enqueue(version: ReportVersion) -> Delivery | None:
    """Add the notification of the referrer to the outbox, within the signing transaction.

    Returns None for a preliminary version, an unreleased report, or a referrer without an account.
    """
    report = version.report
    recipient = report.examination.referrer
    if recipient is None or version.kind not in RELEASED_KINDS or report.released_at is None:
        return None
    return Delivery.objects.create(version=version, recipient=recipient)


def obstacle(delivery: Delivery) -> str:
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


def message(delivery: Delivery) -> EmailMessage:
    """Return the notification as an e-mail, without patient data."""
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
    return EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [delivery.recipient.email])


def mark_read(version: ReportVersion, user: User) -> ReadReceipt | None:
    """Record that a referrer opened this version, once; other users leave no receipt.

    Returns None also if the database cannot be written; the next time it is opened leaves the receipt.
    """
    if user.role != Role.REFERRER:
        return None

    def store() -> ReadReceipt:
        receipt, first_time = ReadReceipt.objects.get_or_create(version=version, reader=user)
        if first_time:
            audit.record(AuditKind.REPORT_READ, actor=user, version=version)
        return receipt

    return audit.store_or_log(store, AuditKind.REPORT_READ, actor=user, version=version)

"""Write messages into the outbox. Nothing here contacts a mail server; `reporting.delivery.sending` does."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from reporting.models import Delivery, MailKind, OutboxQuerySet, OutboxRow, OutgoingMail, User

# Every table of the outbox, in the order in which it is sent: somebody waits for a link to sign in.
OUTBOXES: tuple[type[OutboxRow], ...] = (OutgoingMail, Delivery)

ALARM_DURATION = datetime.timedelta(days=30)


def rows_of(model: type[OutboxRow]) -> OutboxQuerySet[Any]:
    """Return all rows of one table of the outbox."""
    return OutboxQuerySet(model)


class UnsupportedMessage(ValueError):
    """The message has a part that the outbox does not store."""


class OutboxBackend(BaseEmailBackend):
    """Django’s e-mail backend of this site: every message of Django and its apps is stored, none is sent at once."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the messages in the transaction of the caller; return their number."""
        for message in email_messages:
            enqueue(message)
        return len(email_messages)


def enqueue(message: EmailMessage) -> OutgoingMail:
    """Store ``message`` to be sent; its text is deleted once it was sent.

    Raises:
        UnsupportedMessage: it has attachments or an alternative other than HTML.
    """
    html = list(_html_bodies(message))
    if message.attachments or len(html) > 1:
        raise UnsupportedMessage("The outbox stores text and one HTML alternative, without attachments.")
    return OutgoingMail.objects.create(
        recipients=message.recipients(),
        sender=message.from_email,
        subject=str(message.subject),
        body="" if message.content_subtype == "html" else str(message.body),
        html_body=str(message.body) if message.content_subtype == "html" else "".join(html),
        headers=message.extra_headers
        | ({"Reply-To": ", ".join(message.reply_to)} if message.reply_to else {}),
    )


def _html_bodies(message: EmailMessage) -> Iterator[str]:
    for alternative in getattr(message, "alternatives", None) or ():
        content, mimetype = alternative
        if mimetype != "text/html":
            raise UnsupportedMessage(f"The outbox does not store an alternative of type {mimetype}.")
        yield str(content)


def request_password_reset(address: str) -> None:
    """Store that ``address`` asked for a new password; the same single statement whether or not it is known."""
    asked = OutgoingMail(kind=MailKind.PASSWORD_RESET, requested_for=address.strip().lower())
    OutgoingMail.objects.bulk_create([asked], ignore_conflicts=True)


def stored_message(mail: OutgoingMail) -> EmailMessage:
    """Return the message as it was given to `enqueue`."""
    body = mail.body or mail.html_body
    message = EmailMultiAlternatives(
        mail.subject, body, mail.sender, list(mail.recipients), headers=dict(mail.headers)
    )
    if mail.html_body and mail.body:
        message.attach_alternative(mail.html_body, "text/html")
    elif mail.html_body:
        message.content_subtype = "html"
    return message


def resend(row: OutboxRow, *, user: User) -> bool:
    """Queue a row again, with the full time; return False if it was sent meanwhile."""
    now = timezone.now()
    with transaction.atomic():
        found = rows_of(type(row)).filter(pk=row.pk, sent_at__isnull=True)
        return bool(
            found.update(
                due_at=now,
                queued_at=now,
                given_up_at=None,
                taken_at=None,
                attempts=0,
                server_fault=False,
                resent_by=user,
            )
        )


def oldest_waiting() -> datetime.datetime | None:
    """Return since when the oldest message has been waiting for the sender or the mail server; None if none waits.

    One that is only refused itself, such as for an unknown address, does not count: it is an administrator’s task.
    """
    held = Q(attempts=0) | Q(server_fault=True)
    found = [
        rows_of(model).waiting().filter(held).aggregate(first=Min("queued_at"))["first"] for model in OUTBOXES
    ]
    return min((each for each in found if each), default=None)


def given_up() -> dict[type[OutboxRow], int]:
    """Return, by table, the number of messages given up in the last 30 days, which wait for an administrator.

    Older ones are only listed: nobody is going to act on them.
    """
    since = timezone.now() - ALARM_DURATION
    return {model: rows_of(model).filter(given_up_at__gt=since).count() for model in OUTBOXES}

"""Send the outbox: pauses grow with each failure, and after a day an administrator has to decide.

Called by ``manage.py send_notices`` only, never while a page is being answered.
"""

from __future__ import annotations

import datetime
import logging
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, close_old_connections
from django.db.models import F, Q
from django.utils import timezone

from reporting.delivery import notifications, password_reset, transport
from reporting.delivery.outbox import OUTBOXES, rows_of, stored_message
from reporting.models import Delivery, MailKind, OutboxRow, OutgoingMail

logger = logging.getLogger(__name__)

# Longer than the deadline of a message; one claimed by a dead process is sent after this.
CLAIM_TIMEOUT = datetime.timedelta(minutes=10)
FIRST_PAUSE = datetime.timedelta(minutes=1)
LONGEST_PAUSE = datetime.timedelta(hours=1)
GIVE_UP_AFTER = datetime.timedelta(days=1)
KEPT_AFTER_SENDING = datetime.timedelta(days=30)
ERROR_MAX = 500  # characters
# The server rather than one message is at fault; trying the others would only add their waiting times.
SERVER_FAULTS = (
    transport.MailServerTooSlow,
    ConnectionError,
    TimeoutError,
    socket.gaierror,
    ssl.SSLError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPAuthenticationError,
)


class CannotBeSent(Exception):
    """There is nobody to send this to at present; the text says why."""


def pause_after(attempts: int) -> datetime.timedelta:
    """Return the time until the next try after ``attempts`` failures: 1, 2, 4 … minutes, at most an hour."""
    return min(FIRST_PAUSE * int(2 ** min(attempts - 1, 10)), LONGEST_PAUSE)


def send_pending() -> int:
    """Send what is due; return the number of rows done. A server that does not answer ends the run.

    Nothing is sent in read-only mode by setting, because that it was sent could not be noted.
    """
    done = 0
    if settings.READ_ONLY:
        return done
    try:
        for model in OUTBOXES:
            due = rows_of(model).due(timezone.now()).order_by("pk")
            for number in list(due.values_list("pk", flat=True)):
                done += _send(model, number)
    except SERVER_FAULTS as fault:
        logger.warning("the mail server is not available: %s", type(fault).__name__)
        for model in OUTBOXES:
            _give_up_overdue(model)
    OutgoingMail.objects.filter(sent_at__lt=timezone.now() - KEPT_AFTER_SENDING).delete()
    return done


def send_forever(pause_seconds: float, keep_going: Callable[[], bool]) -> None:
    """Send what is due every ``pause_seconds`` while ``keep_going()``; an unavailable database is tried again."""
    while keep_going():
        close_old_connections()
        try:
            send_pending()
        except DatabaseError as fault:
            logger.warning("the outbox cannot be read: %s", type(fault).__name__)
        time.sleep(pause_seconds)


def _send(model: type[OutboxRow], number: int) -> bool:
    """Send one row unless another sender has it; a fault of the server is recorded and raised."""
    now = timezone.now()
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=now - CLAIM_TIMEOUT)
    rows = rows_of(model).waiting().filter(pk=number)
    if not rows.filter(free).update(taken_at=now, attempts=F("attempts") + 1):
        return False
    row = rows.get()
    try:
        for message in _messages(row):
            transport.send(message)
    except CannotBeSent as reason:
        _postpone(row, str(reason))
        return False
    except Exception as failure:
        logger.warning("%s %s was not sent: %s", model.__name__, number, type(failure).__name__)
        server_fault = isinstance(failure, SERVER_FAULTS)
        _postpone(row, f"{type(failure).__name__}: {failure}"[:ERROR_MAX], server_fault)
        if server_fault:
            raise
        return False
    _finish(row)
    return True


def _messages(row: OutboxRow) -> Sequence[EmailMessage]:
    if isinstance(row, Delivery):
        if obstacle := notifications.obstacle(row):
            raise CannotBeSent(obstacle)
        return [notifications.message(row)]
    assert isinstance(row, OutgoingMail)  # noqa: S101 - OUTBOXES has these two
    if row.kind == MailKind.PASSWORD_RESET:
        return password_reset.messages(row.requested_for)
    return [stored_message(row)]


def _finish(row: OutboxRow) -> None:
    found = rows_of(type(row)).filter(pk=row.pk)
    if isinstance(row, OutgoingMail) and row.kind == MailKind.PASSWORD_RESET:
        found.delete()  # whoever asks, known or not, leaves nothing behind
        return
    done = {"error": "", "server_fault": False, "sent_at": timezone.now(), "given_up_at": None}
    if isinstance(row, OutgoingMail):
        done |= {"body": "", "html_body": ""}  # it may contain a link that signs in
    found.update(**done)


def _postpone(row: OutboxRow, error: str, server_fault: bool = False) -> None:
    now = timezone.now()
    overdue = row.queued_at <= now - GIVE_UP_AFTER
    if overdue:
        logger.error("%s %s is given up after a day", type(row).__name__, row.pk)
    rows_of(type(row)).filter(pk=row.pk, sent_at__isnull=True).update(
        error=error,
        server_fault=server_fault,
        taken_at=None,
        due_at=now + pause_after(row.attempts),
        given_up_at=now if overdue else None,
    )


def _give_up_overdue(model: type[OutboxRow]) -> None:
    """Give up rows that were not tried themselves because the server failed for those before them."""
    now = timezone.now()
    overdue = rows_of(model).waiting().filter(queued_at__lte=now - GIVE_UP_AFTER)
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=now - CLAIM_TIMEOUT)
    number = overdue.filter(free).update(given_up_at=now, error="the mail server was not available")
    if number:
        logger.error("%s rows of %s are given up after a day", number, model.__name__)

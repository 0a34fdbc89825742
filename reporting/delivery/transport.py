"""Hand messages to the mail server, within a total time.

The time-out of a socket starts again with each byte received, so a server that sends one byte at a time could hold a
sender for ever. The deadline here covers connection, greeting, encryption and all answers together.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

DEADLINE_SECONDS = 30  # for one message, longer than the time-out of a single answer


class MailServerTooSlow(OSError):
    """The mail server did not accept the message within the deadline."""


def send(message: EmailMessage) -> None:
    """Hand ``message`` to the transport of the settings, not to the outbox.

    Raises:
        MailServerTooSlow: after `DEADLINE_SECONDS`; in threads other than the main one, only the time-out of each
            answer applies.
        OSError, smtplib.SMTPException: the server is unavailable or refused the message.
    """
    with deadline(DEADLINE_SECONDS):
        message.connection = get_connection(settings.MAIL_TRANSPORT)
        message.send()


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise MailServerTooSlow in this block after ``seconds``; without effect outside the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def expired(_number: int, _frame: FrameType | None) -> None:
        raise MailServerTooSlow(f"the mail server did not accept the message within {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, expired)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def description() -> str:
    """Return where messages go, for a person: server, port and encryption, or the transport’s name."""
    if not settings.MAIL_TRANSPORT.endswith("smtp.EmailBackend"):
        return str(settings.MAIL_TRANSPORT)
    encryption = (
        "TLS" if settings.EMAIL_USE_SSL else "STARTTLS" if settings.EMAIL_USE_TLS else "no encryption"
    )
    return f"{settings.EMAIL_HOST}, port {settings.EMAIL_PORT}, {encryption}"

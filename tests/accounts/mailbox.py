"""What the outbox sends."""

from django.core import mail
from django.core.mail import EmailMessage

from reporting.delivery import sending


def delivered() -> list[EmailMessage]:
    """Send what waits in the outbox, and return every message sent in this test."""
    sending.send_pending()
    return list(mail.outbox)

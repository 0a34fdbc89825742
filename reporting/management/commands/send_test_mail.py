"""Send one message through the configured mail server, to try its settings."""

from __future__ import annotations

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.delivery import transport


class Command(BaseCommand):
    help = "Send a test message at once, without the outbox, and show what the mail server answered."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="recipient of the test message")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        where = transport.description()
        message = EmailMessage(
            f"Test message from {settings.FACILITY_NAME}",
            f"The mail settings of {settings.SITE_URL} work.\n\nThis message contains no patient data.",
            settings.DEFAULT_FROM_EMAIL,
            [address],
        )
        try:
            transport.send(message)
        except (OSError, smtplib.SMTPException) as fault:
            raise CommandError(
                f"The test message was not accepted by {where}: {type(fault).__name__}: {fault}. Check EMAIL_HOST, "
                "EMAIL_PORT, EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD and "
                "DEFAULT_FROM_EMAIL.",
                returncode=1,
            ) from fault
        self.stdout.write(f"Test message to {address} accepted by {where}.")

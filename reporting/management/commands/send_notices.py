"""Send the outbox; meant to run every minute, or all the time with ``--watch``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reporting.delivery import sending
from reporting.delivery.outbox import OUTBOXES
from reporting.ductography.document.formatting import moment


class Command(BaseCommand):
    help = (
        "Send the stored e-mails (notifications of signed reports, password resets, account messages), and list "
        "those still pending with the reason. Failed ones are tried again at growing intervals, for a day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--watch",
            type=float,
            metavar="SECONDS",
            help="keep running and look for e-mails at this interval",
        )

    def handle(self, *args: Any, watch: float | None, **options: Any) -> None:
        if watch:
            sending.send_forever(watch, lambda: True)
        self.stdout.write(f"{sending.send_pending()} sent")
        for model in OUTBOXES:
            name = model._meta.verbose_name
            for row in model._default_manager.filter(sent_at__isnull=True).order_by("pk"):
                state = f"given up {moment(row.given_up_at)}" if row.given_up_at else "pending"
                since, reason = moment(row.created_at), row.error or "not attempted"
                self.stdout.write(f"{name} {row.pk} {state}, written {since}: {reason}")

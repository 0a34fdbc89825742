"""Send pending notifications; meant to run every few minutes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reporting.delivery import notifications
from reporting.ductography.document.formatting import moment
from reporting.models import Delivery


class Command(BaseCommand):
    help = "E-mail the pending notifications of signed reports, and list those still pending with the reason."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = notifications.send_pending()
        self.stdout.write(f"{sent} sent")
        for waiting in Delivery.objects.filter(sent_at__isnull=True).order_by("pk"):
            since = moment(waiting.created_at)
            self.stdout.write(
                f"notification {waiting.pk} pending since {since}: {waiting.error or 'not attempted'}"
            )

"""Walk the audit chain and name the first place where it does not hold."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reporting.custody import audit
from reporting.management.files import refused
from reporting.models import AuditHead


class Command(BaseCommand):
    help = "Check every audit event against its seal and its place. Exit code 1 names the first break."

    def handle(self, *args: Any, **options: Any) -> None:
        if broken := audit.verify():
            raise refused(f"The audit trail is broken at event {broken.number}: {broken.reason}.")
        head = AuditHead.objects.filter(pk=AuditHead.THE_ROW).first()
        self.stdout.write(f"The audit trail holds: {head.number if head else 0} events.")

"""Verify the audit chain and report the first failure."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reporting.custody import audit
from reporting.management.files import refused_error
from reporting.models import AuditHead


class Command(BaseCommand):
    help = "Verify the seal and sequence of every audit event. Exits 1 and reports the first failure."

    def handle(self, *args: Any, **options: Any) -> None:
        if broken := audit.verify_chain():
            raise refused_error(f"The audit trail is broken at event {broken.number}: {broken.reason}.")
        head = AuditHead.objects.filter(pk=AuditHead.THE_ROW).first()
        self.stdout.write(f"Audit trail intact: {head.number if head else 0} events verified.")

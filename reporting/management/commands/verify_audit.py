"""Verify the audit chain and report the first failure."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reporting.custody import anchors, archive, audit
from reporting.management.files import refused_error
from reporting.models import AuditHead


class Command(BaseCommand):
    help = (
        "Verify the seal and sequence of every audit event, and the newest anchor in the archive; anchor the last "
        "event. Exits 1 and reports the first failure."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if broken := audit.verify_chain():
            raise refused_error(f"The audit trail is broken at event {broken.number}: {broken.reason}.")
        try:
            if fault := anchors.latest_fault():
                raise refused_error(f"Audit trail and archive do not match: {fault}.")
            anchors.write_head()
        except archive.ArchiveUnavailable as error:
            raise refused_error(error.sentence) from error
        head = AuditHead.objects.filter(pk=AuditHead.THE_ROW).first()
        self.stdout.write(f"Audit trail intact: {head.number if head else 0} events verified.")

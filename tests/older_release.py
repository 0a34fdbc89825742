"""Make a database what the release before chain fields left: to be run with SEAL_KEY, as that release was."""

import json
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

from reporting.custody import anchors, audit, triggers
from reporting.models import AuditEvent, AuditHead, Report

CHAIN_FIELDS = ("length", "head", "previous")


def without_chain_fields() -> None:
    """Events without chain fields, each with its seal of then; no sealed standing; nothing anchored."""
    triggers.remove(connection)
    seal = ""
    for event in AuditEvent.objects.order_by("number"):
        detail = json.loads(event.detail)
        kept = {name: value for name, value in detail.items() if name not in CHAIN_FIELDS}
        event.detail = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        event.seal = seal = audit._event_seal(event, seal)
        AuditEvent.objects.filter(pk=event.pk).update(detail=event.detail, seal=seal)
        AuditHead.objects.update(
            number=event.number, seal=seal, head_seal=audit._head_seal(event.number, seal)
        )
    Report.objects.update(standing_seal="")
    AuditHead.objects.update(anchored=0)
    shutil.rmtree(Path(settings.ARCHIVE_DIR) / anchors.FOLDER, ignore_errors=True)
    triggers.install(connection)

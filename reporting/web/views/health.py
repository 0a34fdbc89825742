"""Health check for monitoring."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting.custody import anchors, archive, triggers
from reporting.delivery import outbox
from reporting.models import AuditEvent

FULL_DISK_SHARE = 0.9
# The sender runs every minute, and a mail server is restarted within minutes.
MAIL_WAITS_MAX = datetime.timedelta(minutes=15)
CLOCK_BEHIND_MAX = datetime.timedelta(minutes=1)


def problems() -> Iterator[str]:
    """Yield what prevents reports from being stored or announced."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        for find in (_missing_triggers, _waiting_mail, _clock):
            if problem := find():
                yield problem
    except DatabaseError:
        yield "the database is not responding"
    for find in (_disk, _archive, _anchors):
        if problem := find():
            yield problem


def _missing_triggers() -> str:
    missing = triggers.missing(connection)
    return "database triggers that protect signed reports are missing" if missing else ""


def _waiting_mail() -> str:
    since = outbox.oldest_waiting()
    if settings.READ_ONLY or since is None:
        return ""
    age = timezone.now() - since
    minutes = int(age.total_seconds()) // 60
    return f"e-mails have been waiting to be sent for {minutes} minutes" if age > MAIL_WAITS_MAX else ""


def _clock() -> str:
    """Compare the clock with the last audit event: a report must not be signed before what it supersedes."""
    last = AuditEvent.objects.order_by("-number").values_list("at", flat=True).first()
    behind = last is not None and last - timezone.now() > CLOCK_BEHIND_MAX
    return "the clock is behind the last audit event" if behind else ""


def _disk() -> str:
    usage = shutil.disk_usage(settings.DATA_DIR)
    if usage.free < settings.RESERVE_BYTES:
        return "read-only: the disk is nearly full"
    return "the disk is nearly full" if usage.used / usage.total > FULL_DISK_SHARE else ""


def _anchors() -> str:
    """Compare the database with the anchors in the archive, so that an older copy is noticed."""
    try:
        return anchors.latest_fault() if archive.is_writable() else ""
    except (archive.ArchiveUnavailable, DatabaseError):
        return ""  # reported by the checks of the archive and the database


def _archive() -> str:
    return "" if archive.is_writable() else "the archive of signed PDFs cannot be written"


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Return 200 ``ok``, or 503 with the reasons, as plain text."""
    found = "; ".join(problems())
    healthy = "ok, read-only" if settings.READ_ONLY else "ok"
    return HttpResponse(
        found or healthy, content_type="text/plain; charset=utf-8", status=503 if found else 200
    )

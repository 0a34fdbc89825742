"""Health check for monitoring."""

import shutil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reporting.custody import anchors, archive, triggers

FULL_DISK_SHARE = 0.9


def storage_problem() -> str:
    """Return why reports cannot be stored, or ""."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if triggers.missing(connection):
            return "database triggers that protect signed reports are missing"
    except DatabaseError:
        return "the database is not responding"
    try:
        if fault := anchors.latest_fault():
            return fault
    except archive.ArchiveUnavailable:
        return "the archive is not responding"
    usage = shutil.disk_usage(settings.DATA_DIR)
    if usage.used / usage.total > FULL_DISK_SHARE:
        return "the disk is nearly full"
    return ""


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Return 200 ``ok``, or 503 with the reason, as plain text."""
    found = storage_problem()
    return HttpResponse(found or "ok", content_type="text/plain; charset=utf-8", status=503 if found else 200)

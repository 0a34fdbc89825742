"""All cases, searched by words and filtered by date, status, referrer and reading."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reporting.custody import archive, signed_lists
from reporting.delivery import integrity_alarms
from reporting.images import key_images
from reporting.models import AuditKind, ReadReceipt, Report
from reporting.models.reports import ReportQuerySet
from reporting.policy.permissions import Permission, may
from reporting.web.forms.search import CaseFilterForm
from reporting.web.presenters.outbox import undelivered_rows
from reporting.web.presenters.rows import altered_row, list_row
from reporting.web.views.access import Request, for_role, record
from reporting.web.views.intact_rows import altered_keys
from reporting.web.views.paging import BY_EXAMINATION, counted, page_of, shown_count
from reporting.web.views.search import matching, search_of

FILTERS = ("status", "referrer", "since", "until", "unread")


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Permission.SEE_CASES)
def cases(request: Request) -> HttpResponse:
    """Show all reports matching the search words and the filters of the URL."""
    search = search_of(request, FILTERS)
    if search.go:
        return redirect(search.go)
    # Filters posted together with invalid search words are kept on the page.
    filters = CaseFilterForm(request.POST if request.method == "POST" else request.GET)
    filters.is_valid()
    wrong = bool(filters.errors or search.form.errors)
    found = _filtered(matching(Report.objects.visible_to(request.user), search.words), filters.cleaned_data)
    if wrong:
        found = found.none()
    page = page_of(
        signed_lists.with_heads(found).select_related(
            "examination__patient", "examination__referrer", "author"
        ),
        request,
        BY_EXAMINATION,
    )
    used = sorted(name for name in FILTERS if request.GET.get(name))
    record(
        request,
        AuditKind.LIST_SEEN,
        list="cases",
        searched=bool(search.words),
        filters=used,
        rows=len(page.rows),
    )
    altered = altered_keys(request, page.rows)
    context = {
        "search": search,
        "filters": filters,
        "rows": [
            altered_row(report) if report.pk in altered else list_row(report, request.user)
            for report in page.rows
        ],
        "page": page,
        "count": shown_count(counted(found)),
        "wrong": wrong,
        "narrowed": bool(used or search.words),
        "everything": request.path,
        **(_alarms() if may(request.user, Permission.ADMINISTER) else {}),
    }
    return render(request, "cases/cases.html", context, status=400 if wrong else 200)


def _alarms() -> dict[str, list[Any]]:
    """Return what administrators have to act on: e-mails that were given up, and damaged files."""
    return {"undelivered": undelivered_rows(), **_damaged_files()}


def _damaged_files() -> dict[str, list[Any]]:
    """Return altered reports and damaged files; an unavailable archive is reported when a file is opened."""
    try:
        return {
            "altered": integrity_alarms.still_altered(),
            "damaged": archive.still_damaged(),
            "damaged_images": key_images.still_damaged(),
        }
    except archive.ArchiveUnavailable:
        return {}


def _filtered(reports: ReportQuerySet, wanted: dict[str, Any]) -> ReportQuerySet:
    """Apply the filters given; invalid ones are missing in ``wanted``."""
    if status := wanted.get("status"):
        reports = reports.filter(status=status)
    if referrer := wanted.get("referrer"):
        reports = reports.filter(examination__referrer=referrer)
    if since := wanted.get("since"):
        reports = reports.filter(examination__listed_on__gte=since)
    if until := wanted.get("until"):
        reports = reports.filter(examination__listed_on__lte=until)
    if wanted.get("unread"):
        opened = ReadReceipt.objects.filter(
            version=OuterRef("current_version"), reader=OuterRef("examination__referrer")
        )
        reports = reports.filter(released_at__isnull=False, examination__referrer__isnull=False).exclude(
            Exists(opened)
        )
    return reports

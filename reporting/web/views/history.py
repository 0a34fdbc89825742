"""Case history: versions, events, readers and notifications, and differences between versions."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reporting.custody import archive, signed_content
from reporting.ductography.document import differences
from reporting.models import AuditEvent, AuditKind, Report, ReportVersion
from reporting.policy.permissions import Permission, may
from reporting.web.content_access import may_read_content
from reporting.web.presenters.case_history import timeline_pdf
from reporting.web.presenters.history import EventRow, event_row, notice_rows, receipt_rows
from reporting.web.presenters.reports import patient_of, version_rows
from reporting.web.presenters.rows import status_chip
from reporting.web.views.access import Request, for_report, record
from reporting.web.views.documents import PDFS_PER_MINUTE, pdf_response, short
from reporting.web.views.errors import error_page
from reporting.web.views.paging import address, number_in
from reporting.web.views.rate_limits import rate_limit_exceeded

EVENTS_PER_PAGE = 50


@require_safe
@for_report(Permission.SEE_CASES, content=False)
def case(request: Request, report: Report) -> HttpResponse:
    """Show everything recorded about a report; ``?check=1`` verifies the stored PDFs."""
    versions = signed_content.versions_shown_to(report, request.user)
    try:
        intact = _integrity(request, versions) if request.GET.get("check") else None
    except archive.ArchiveUnavailable as error:
        return error_page(request, 503, error.sentence)
    sees_events = may(request.user, Permission.SEE_AUDIT)
    events, older = _events(request, report) if sees_events else ([], "")
    context = {
        "report": report,
        "patient": patient_of(report.examination),
        "status": status_chip(report, request.user),
        "versions": version_rows(report, versions, intact),
        "check_href": address(request, check="1"),
        "correctable": not versions and may(request.user, Permission.ADMINISTER),
        "reads_content": may_read_content(request, report),
        "comparable": len(versions) > 1,
        "sees_events": sees_events,
        "events": events,
        "older_events": older,
        "receipts": receipt_rows(report),
        "notices": notice_rows(report),
    }
    record(request, AuditKind.AUDIT_SEEN if sees_events else AuditKind.REPORT_SEEN, report=report)
    return render(request, "cases/case.html", context)


@require_safe
@for_report(Permission.SEE_CASES, counted=False)
def case_pdf(request: Request, report: Report) -> HttpResponseBase:
    """Serve the case history as PDF, with the changes of each version, and all events if permitted."""
    if rate_limit_exceeded("pdfs-opened", request.user.pk, PDFS_PER_MINUTE):
        sentence = _("You opened {limit} PDFs in one minute.").format(limit=PDFS_PER_MINUTE)
        return error_page(request, 429, sentence)
    versions = signed_content.versions_shown_to(report, request.user)
    try:
        intact = _integrity(request, versions)
    except archive.ArchiveUnavailable as error:
        return error_page(request, 503, error.sentence)
    # Recorded first, so that the PDF includes its own printing.
    record(request, AuditKind.PDF_OPENED, report=report, paper="timeline")
    return pdf_response(timeline_pdf(report, versions, intact, request.user), f"{short(report)}-history.pdf")


@require_safe
@for_report(Permission.SEE_CASES)
def case_differences(request: Request, report: Report) -> HttpResponse:
    """Compare two versions field by field; by default the last two."""
    versions = {version.number: version for version in signed_content.versions_shown_to(report, request.user)}
    if not versions:
        raise Http404
    newest = max(versions)
    old = _version(request, "old", versions, default=max(newest - 1, 1))
    new = _version(request, "new", versions, default=newest)
    record(request, AuditKind.REPORT_SEEN, report=report, compared=[old.number, new.number])
    context = {
        "report": report,
        "patient": patient_of(report.examination),
        "old": old,
        "new": new,
        "versions": version_rows(report, versions.values()),
        "changes": differences(signed_content.document_of(old), signed_content.document_of(new)),
    }
    return render(request, "cases/differences.html", context)


def _version(
    request: Request, name: str, versions: dict[int, ReportVersion], *, default: int
) -> ReportVersion:
    number = number_in(request, name) or default
    if number not in versions:
        raise Http404
    return versions[number]


def _events(request: Request, report: Report) -> tuple[list[EventRow], str]:
    """Return a page of the report's events, newest first, and the URL of older ones."""
    found = AuditEvent.objects.filter(report_id=report.public_id).order_by("-number")
    if before := number_in(request, "before"):
        found = found.filter(number__lt=before)
    rows = list(found[: EVENTS_PER_PAGE + 1])
    shown = rows[:EVENTS_PER_PAGE]
    more = len(rows) > EVENTS_PER_PAGE
    return [event_row(event) for event in shown], (
        address(request, before=str(shown[-1].number)) + "#events" if more else ""
    )


def _integrity(request: Request, versions: list[ReportVersion]) -> dict[int, bool]:
    """Return version number → whether the stored PDF is unchanged."""
    found = {}
    for version in versions:
        try:
            archive.load(version, actor=request.user)
        except archive.StoredPdfDamaged:
            found[version.number] = False
        else:
            found[version.number] = True
    return found

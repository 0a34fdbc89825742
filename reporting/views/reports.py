"""The page of one report: for the referrer what was signed, for those who write also what is not signed yet."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reporting import delivery, drafts, lifecycle
from reporting.ductography.document import ReportDocument
from reporting.models import AuditKind, Kind, Report, ReportVersion, Status
from reporting.permissions import Permission, may
from reporting.presenters.reports import banners, buttons, content, patient_of, version_rows
from reporting.presenters.rows import status_chip
from reporting.views.access import Request, for_report, record
from reporting.views.paging import number_in


@require_safe
@for_report()
def report_page(request: Request, report: Report) -> HttpResponse:
    """The version that stands, or the one that ``?version=`` names; the working copy while nothing is signed.

    A referrer who opens the version that stands has read it.
    """
    versions = {
        version.number: version
        for version in report.versions.visible_to(request.user).select_related("supersedes__supersedes")
    }
    shown = _shown(request, report, versions)
    insider = may(request.user, Permission.SEE_CASES)
    if shown is None and not insider:
        raise Http404
    document = ReportDocument.from_json(shown.document) if shown else drafts.current_document(report)
    steps = buttons(report, lifecycle.allowed_actions(report, request.user))
    writes = may(request.user, Permission.WRITE)
    context = {
        "report": report,
        "patient": patient_of(report.examination),
        "status": status_chip(report),
        "shown": shown,
        "withdrawn": bool(shown) and report.status == Status.WITHDRAWN,
        "content": content(document),
        "banners": banners(report, shown, insider),
        "addenda": [
            version
            for version in versions.values()
            if version.kind == Kind.ADDENDUM and shown and version.number <= shown.number
        ],
        "versions": version_rows(report, versions.values()),
        "steps": [step for step in steps if step.allowed] if writes else [],
        "refused_steps": [step for step in steps if not step.allowed] if writes else [],
        "writes": writes,
        "insider": insider,
        "has_draft": insider and (report.status in (Status.DRAFT, Status.PRELIMINARY) or report.amending),
    }
    record(
        request,
        AuditKind.REPORT_SEEN,
        report=report,
        version=shown,
    )
    if shown and shown.pk == report.current_version_id:
        delivery.mark_read(shown, request.user)
    return render(request, "reports/report.html", context)


def _shown(request: Request, report: Report, versions: dict[int, ReportVersion]) -> ReportVersion | None:
    number = number_in(request, "version")
    if number is not None:
        if number not in versions:
            raise Http404
        return versions[number]
    return max(versions.values(), key=lambda version: version.number, default=None)

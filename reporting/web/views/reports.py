"""The page of one report: signed versions for referrers, also drafts for those who write."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reporting.delivery import notifications
from reporting.models import RELEASED_STATUSES, AuditKind, KeyImage, Report, ReportVersion, Status
from reporting.policy import lifecycle
from reporting.policy.permissions import Permission, may
from reporting.web.presenters.images import pictures_of, shown_images
from reporting.web.presenters.leaflets import summary_state
from reporting.web.presenters.reports import (
    action_buttons,
    banners,
    draft_content,
    patient_of,
    version_content,
    version_rows,
)
from reporting.web.presenters.rows import side_words, status_chip
from reporting.web.views.access import Request, for_report, record
from reporting.web.views.paging import number_in
from reporting.workflow import drafts


@require_safe
@for_report()
def report_page(request: Request, report: Report) -> HttpResponse:
    """Show the current version, or the one named by ``?version=``; the draft while nothing is signed.

    A referrer who opens the current version has read it.
    """
    versions = {version.number: version for version in report.versions.visible_to(request.user)}
    shown = _shown(request, report, versions)
    insider = may(request.user, Permission.SEE_CASES)
    if shown is None and not insider:
        raise Http404
    content = (
        version_content(shown, versions.values())
        if shown
        else draft_content(report, drafts.document_to_sign(report))
    )
    stored = KeyImage.objects.visible_to(request.user).filter(examination=report.examination)
    steps = action_buttons(report, lifecycle.offered_actions(report, request.user))
    writes = may(request.user, Permission.WRITE)
    context = {
        "report": report,
        "patient": patient_of(report.examination),
        "status": status_chip(report, request.user),
        "shown": shown,
        "withdrawn": bool(shown) and report.status == Status.WITHDRAWN,
        "content": content,
        "side": side_words(content.side),
        "images": shown_images(content.images, pictures_of(report, stored if content.images else ())),
        "banners": banners(report, shown, content, insider),
        "versions": version_rows(report, versions.values()),
        "steps": [step for step in steps if step.allowed] if writes else [],
        "refused_steps": [step for step in steps if not step.allowed] if writes else [],
        "writes": writes,
        "sheet": summary_state(report.current_version)
        if _has_patient_result(report) and report.current_version
        else None,
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
        notifications.mark_read(shown, request.user)
    return render(request, "reports/report.html", context)


def _has_patient_result(report: Report) -> bool:
    """Return True if there is a result that the patient may be given."""
    return report.status in RELEASED_STATUSES


def _shown(request: Request, report: Report, versions: dict[int, ReportVersion]) -> ReportVersion | None:
    number = number_in(request, "version")
    if number is not None:
        if number not in versions:
            raise Http404
        return versions[number]
    return max(versions.values(), key=lambda version: version.number, default=None)

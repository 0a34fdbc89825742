"""The page on which an administrator states the reason for reading report content."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from reporting.models import AuditKind, Report
from reporting.policy.exceptional_access import ACCESS_MINUTES
from reporting.policy.permissions import Permission
from reporting.web import content_access
from reporting.web.forms.content_access import ContentAccessForm
from reporting.web.views.access import NEXT, Request, for_report, record


@require_http_methods(["GET", "HEAD", "POST"])
@for_report(Permission.ADMINISTER, content=False)
def state_reason(request: Request, report: Report) -> HttpResponse:
    """Ask for the reason; once it is recorded, open the page that was requested."""
    form = ContentAccessForm(
        request.POST if request.method == "POST" else None, examination=report.examination
    )
    if request.method == "POST" and form.is_valid():
        record(
            request, AuditKind.EXCEPTIONAL_ACCESS, report=report, minutes=ACCESS_MINUTES, **form.cleaned_data
        )
        content_access.allow(request, report)
        return redirect(_requested(request, report))
    context = {"report": report, "form": form, "minutes": ACCESS_MINUTES}
    return render(request, "reports/access.html", context, status=422 if form.errors else 200)


def _requested(request: Request, report: Report) -> str:
    """Return the requested page of this report, or the report page if the address is another one."""
    wanted = request.GET.get(NEXT, "")
    own = [reverse(name, args=[report.public_id]) for name in ("report", "case")]
    local = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if local and wanted.startswith(tuple(own)) else own[0]

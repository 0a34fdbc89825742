"""Views that start an amendment or discard a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reporting.models import Report
from reporting.policy.lifecycle import Action
from reporting.policy.permissions import Permission
from reporting.web.forms.report_actions import AmendForm, DiscardForm, initial_values
from reporting.web.views.access import Request, for_report
from reporting.web.views.report_actions import ReportActionView, refusal
from reporting.workflow import drafts


@require_http_methods(["GET", "HEAD", "POST"])
@for_report(Permission.WRITE)
def amend(request: Request, report: Report) -> HttpResponse:
    """Ask for the reason and open the editor with a copy of the signed document."""

    def facts() -> dict[str, Any]:
        return {"refusal": refusal(report, Action.START_AMENDMENT, request)}

    def act(row_version: int, typed: dict[str, Any]) -> HttpResponse:
        # A repeated click finds the amendment already started.
        if not (report.amending and report.author == request.user):
            drafts.start_amendment(report, user=request.user, reason=typed["reason"], row_version=row_version)
        return redirect("report-edit", public_id=report.public_id)

    step = ReportActionView(request, report, "signing/amend.html", facts)
    if request.method == "POST":
        return step.submit(AmendForm(request.POST), act)
    return step.page(AmendForm(initial=initial_values(report, request.user)))


@require_http_methods(["GET", "HEAD", "POST"])
@for_report(Permission.WRITE)
def discard(request: Request, report: Report) -> HttpResponse:
    """Discard the draft after a confirmation."""
    amending = report.amending
    action, drop = (
        (Action.DISCARD_AMENDMENT, drafts.discard_amendment)
        if amending
        else (Action.DISCARD_DRAFT, drafts.discard)
    )

    def facts() -> dict[str, Any]:
        return {"refusal": refusal(report, action, request), "amending": amending}

    def act(row_version: int, _typed: dict[str, Any]) -> HttpResponse:
        drop(report, user=request.user, row_version=row_version)
        messages.success(request, _("Discarded. The signed version is unchanged."))
        return redirect("report", public_id=report.public_id)

    step = ReportActionView(request, report, "signing/discard.html", facts)
    if request.method == "POST":
        return step.submit(DiscardForm(request.POST), act)
    return step.page(DiscardForm(initial=initial_values(report, request.user)))

"""Views that sign: sign a report, add an addendum, withdraw."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reporting.custody import draft_trail
from reporting.ductography.judgement.review import review
from reporting.ductography.judgement.suggestion_snapshot import has_suggestion
from reporting.ductography.layout.report_header import recommendation_lines
from reporting.models import Report
from reporting.policy import lifecycle
from reporting.policy.lifecycle import SIGNS, Action, ReportState
from reporting.policy.permissions import Permission
from reporting.web.forms.report_actions import (
    AddendumForm,
    ReportActionForm,
    SignForm,
    WithdrawForm,
    initial_values,
)
from reporting.web.presenters.panel import suggested_recommendation, text_origins
from reporting.web.presenters.reports import draft_content
from reporting.web.presenters.rows import side_words
from reporting.web.views.access import Request, for_report
from reporting.web.views.report_actions import PerformAction, ReportActionView, linked_gaps, refusal
from reporting.workflow import drafts, signing


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@for_report(Permission.SIGN_PRELIMINARY)
def sign(request: Request, report: Report) -> HttpResponse:
    """Sign the draft as preliminary, as final, or as an amendment."""
    step = ReportActionView(request, report, "signing/sign.html", lambda: _overview(request, report))
    if request.method == "POST":
        form = SignForm(request.POST)
        return step.submit(form, _signature(request, report))
    offered = _possible_actions(request, report)
    only = {"action": offered[0].value} if len(offered) == 1 else {}
    return step.page(SignForm(initial=initial_values(report, request.user) | only))


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@for_report(Permission.SIGN)
def addendum(request: Request, report: Report) -> HttpResponse:
    """Add a signed text below the report, which itself remains unchanged."""
    return _text_action(request, report, Action.ADD_ADDENDUM, AddendumForm, "signing/addendum.html")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@for_report(Permission.SIGN)
def withdraw(request: Request, report: Report) -> HttpResponse:
    """Mark the report as not to be used; signed versions are kept."""
    return _text_action(request, report, Action.WITHDRAW, WithdrawForm, "signing/withdraw.html")


def _text_action(
    request: Request, report: Report, action: Action, form_class: type[ReportActionForm], template: str
) -> HttpResponse:
    def facts() -> dict[str, Any]:
        return {"meaning": signing.meaning_of(action), "refusal": refusal(report, action, request)}

    step = ReportActionView(request, report, template, facts)
    if request.method == "POST":
        return step.submit(form_class(request.POST), _signature(request, report, action))
    return step.page(form_class(initial=initial_values(report, request.user)))


def _signature(request: Request, report: Report, action: Action | None = None) -> PerformAction:
    """Return the function that signs by ``action``, or by the action chosen in the form."""

    def act(row_version: int, typed: dict[str, Any]) -> HttpResponse:
        version = signing.sign(
            report,
            action=action or Action(typed["action"]),
            user=request.user,
            password=typed["password"],
            row_version=row_version,
            request_key=typed["request_key"],
            reason=typed.get("reason", ""),
            addendum=typed.get("addendum", ""),
        )
        kind, number = version.get_kind_display(), version.number
        messages.success(request, _("Signed: {kind}, version {number}.").format(kind=kind, number=number))
        return redirect("report", public_id=report.public_id)

    return act


def _possible_actions(request: Request, report: Report) -> list[Action]:
    state = ReportState.of(report)
    return [action for action in SignForm.actions if not lifecycle.find_refusal(state, action, request.user)]


def _overview(request: Request, report: Report) -> dict[str, Any]:
    """Return what the signer sees before signing, and what prevents it.

    Raises:
        DraftAltered: the draft, or the reason of the amendment, is not what users saved.
    """
    offered = _possible_actions(request, report)
    if offered:
        draft_trail.require_unaltered(report)
    document = drafts.document_to_sign(report)
    content = draft_content(report, document)
    return {
        "content": content,
        "side": side_words(content.side),
        "gaps": linked_gaps(report, review(document, timezone.localdate()).in_the_way) if offered else [],
        "choices": [(action.value, SIGNS[action].label, signing.meaning_of(action)) for action in offered],
        "refusal": "" if offered else refusal(report, Action.SIGN_FINAL, request),
        "suggested": suggested_recommendation(document) if has_suggestion(document) else None,
        "chosen": recommendation_lines(document),
        "texts": text_origins(document),
    }

"""Background requests of an open editor: side panel, autosave, and presence.

A script sends them, so responses are page fragments or JSON, and failures a status with a sentence. The form is
always rendered by `reporting.web.views.editor`.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reporting.models import Report
from reporting.policy import lifecycle
from reporting.policy.exceptions import ActionRefused, Conflict
from reporting.policy.lifecycle import Action, ReportState
from reporting.policy.permissions import Permission
from reporting.web.forms import tokens
from reporting.web.forms.document_form import DocumentForm
from reporting.web.forms.form_state import InvalidFormData
from reporting.web.presenters.editor import field_marks, rail
from reporting.web.presenters.panel import panel
from reporting.web.views.access import Request, for_report
from reporting.workflow import drafts, presence


@require_POST
@for_report(Permission.WRITE)
def live_panel(request: Request, report: Report) -> HttpResponse:
    """Render side panel, section links and field marks for the submitted values. Nothing is stored."""
    if refusal := lifecycle.find_refusal(ReportState.of(report), Action.SAVE, request.user):
        return _state_response("refused", 409, sentence=refusal.sentence)
    try:
        form = DocumentForm(drafts.current_document(report), request.POST)
    except InvalidFormData as unusable:
        return _state_response("refused", 400, sentence=unusable.sentence)
    beside = panel(form)  # also marks the fields of the form
    drawn = {**beside, "form": form, "rail": rail(form, beside["review"]), "marks": field_marks(form)}
    return render(request, "editor/live.html", drawn)


@require_POST
@for_report(Permission.WRITE)
def autosave(request: Request, report: Report) -> JsonResponse:
    """Save the draft; ``state`` gives the result.

    - ``saved``: stored; ``token`` replaces that of the page, ``time`` is the time of the save as text
    - ``invalid`` (422): nothing was saved, ``fields`` are invalid
    - ``conflict`` (409), ``look`` (400): nothing was saved; submitting the form to the editor shows why
    - ``refused`` (400, 409): it cannot be saved; ``sentence`` says why
    """
    if refusal := lifecycle.find_refusal(ReportState.of(report), Action.SAVE, request.user):
        return _state_response("refused", 409, sentence=refusal.sentence)
    try:
        row_version = tokens.read(request.POST.get("token", ""), report, request.user)
        form = DocumentForm(drafts.current_document(report), request.POST)
        if not form.is_valid():
            return _state_response(
                "invalid", 422, fields=[complaint.label for complaint in form.field_errors()]
            )
        saved = drafts.save(report, form.document, user=request.user, row_version=row_version)
    except tokens.StalePage as wrong:
        return _state_response(
            "refused" if wrong.row_version is None else "look", 400, sentence=wrong.sentence
        )
    except InvalidFormData as unusable:
        return _state_response("refused", 400, sentence=unusable.sentence)
    except Conflict as conflict:
        return _state_response("conflict", 409, sentence=conflict.sentence)
    except ActionRefused as refused:
        return _state_response("refused", 409, sentence=refused.sentence)
    return _state_response(
        "saved",
        200,
        token=tokens.issue(report, request.user, saved.row_version),
        row_version=saved.row_version,
        time=timezone.localtime(saved.saved_at).strftime("%H:%M:%S"),
    )


@require_safe
@for_report(Permission.WRITE, shows_content=False, counted=False)
def presence_ping(request: Request, report: Report) -> JsonResponse:
    """Record that the page is open; return other users with the draft open, its version, and the user.

    Pages send this unattended, so it does not extend the session (see `reporting.web.middleware`).
    """
    names = [person.display_name for person in presence.record_presence(report, request.user)]
    others = _("Also open: {names}").format(names=", ".join(names)) if names else ""
    return JsonResponse(
        {
            "person": str(request.user.public_id),
            "csrf": get_token(request),
            "others": others,
            "row_version": report.row_version,
        }
    )


def _state_response(state: str, status: int, **facts: Any) -> JsonResponse:
    return JsonResponse({"state": state, **facts}, status=status)

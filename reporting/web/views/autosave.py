"""What an open editor asks for while somebody types: what stands beside the form, and a save in the background.

A script asks, so the answers are parts of a page or JSON, and what went wrong comes as a status with a sentence.
The form itself always comes from `reporting.views.editor`.
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
from reporting.web.presenters.editor import marks, rail
from reporting.web.presenters.panel import panel
from reporting.web.views.access import Request, for_report
from reporting.workflow import drafts, presence


@require_POST
@for_report(Permission.WRITE)
def live(request: Request, report: Report) -> HttpResponse:
    """The rail, the panel and the marks at the fields for what is typed, readable or not. Nothing is stored."""
    if refusal := lifecycle.find_refusal(ReportState.of(report), Action.SAVE, request.user):
        return _told("refused", 409, sentence=refusal.sentence)
    try:
        form = DocumentForm(drafts.current_document(report), request.POST)
    except InvalidFormData as unusable:
        return _told("refused", 400, sentence=unusable.sentence)
    beside = panel(form)  # also marks the fields
    drawn = {**beside, "form": form, "rail": rail(form, beside["judged"]), "marks": marks(form)}
    return render(request, "editor/live.html", drawn)


@require_POST
@for_report(Permission.WRITE)
def save(request: Request, report: Report) -> JsonResponse:
    """Save the draft; ``state`` tells what became of it.

    - ``saved``: it is in the database; ``token`` is what the page sends from now on, ``time`` of the save in words
    - ``invalid`` (422): nothing was saved, ``fields`` cannot be read
    - ``conflict`` (409), ``look`` (400): nothing was saved, the editor's own answer to the same form shows why
    - ``refused`` (400, 409): it cannot be saved; ``sentence`` says why
    """
    if refusal := lifecycle.find_refusal(ReportState.of(report), Action.SAVE, request.user):
        return _told("refused", 409, sentence=refusal.sentence)
    try:
        row_version = tokens.read(request.POST.get("token", ""), report, request.user)
        form = DocumentForm(drafts.current_document(report), request.POST)
        if not form.is_valid():
            return _told("invalid", 422, fields=[complaint.label for complaint in form.field_errors()])
        saved = drafts.save(report, form.document, user=request.user, row_version=row_version)
    except tokens.WrongPage as wrong:
        return _told("refused" if wrong.row_version is None else "look", 400, sentence=wrong.sentence)
    except InvalidFormData as unusable:
        return _told("refused", 400, sentence=unusable.sentence)
    except Conflict as conflict:
        return _told("conflict", 409, sentence=conflict.sentence)
    except ActionRefused as refused:
        return _told("refused", 409, sentence=refused.sentence)
    return _told(
        "saved",
        200,
        token=tokens.issue(report, request.user, saved.row_version),
        row_version=saved.row_version,
        time=timezone.localtime(saved.saved_at).strftime("%H:%M:%S"),
    )


@require_safe
@for_report(Permission.WRITE)
def here(request: Request, report: Report) -> JsonResponse:
    """Note that the page is open. Tells who else has the draft open, how far it has come, and who is signed in.

    A page asks this unattended, so it does not count as use of the session (see `reporting.middleware`).
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


def _told(state: str, status: int, **facts: Any) -> JsonResponse:
    return JsonResponse({"state": state, **facts}, status=status)

"""The editor: one page for the whole report. It saves only valid pages and returns all others to the user."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reporting.ductography.drafting.initial_document import with_initial_ducts, with_request
from reporting.models import AuditKind, Report
from reporting.policy import lifecycle
from reporting.policy.exceptions import ActionRefused, Conflict
from reporting.policy.lifecycle import Action, ReportState
from reporting.policy.permissions import Permission
from reporting.web.forms import template_fill, tokens
from reporting.web.forms.document_form import DocumentForm
from reporting.web.forms.form_state import InvalidFormData
from reporting.web.forms.names import SEPARATOR, name_of
from reporting.web.presenters.editor import changes, rail, submitted_answers
from reporting.web.presenters.images import pictures_of
from reporting.web.presenters.panel import panel
from reporting.web.presenters.priors import prior_report
from reporting.web.presenters.reports import action_buttons, patient_of
from reporting.web.presenters.rows import altered_row, status_chip
from reporting.web.views.access import Request, for_report, record
from reporting.web.views.editor_actions import EditorAction, apply_editor_action, attach_image
from reporting.web.views.intact_rows import altered_keys
from reporting.workflow import drafts, report_templates

# Target of each save button. The preview is a page with the PDF, because Back does not return to a posted page.
AFTER_SAVING = {
    "save": "report-edit",
    "preview": "report",
    "sign": "report-sign",
    "images": "report-images",
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_report(Permission.WRITE)
def edit(request: Request, report: Report) -> HttpResponse:
    """Show the draft; save it, or change the page without saving."""
    if refusal := lifecycle.find_refusal(ReportState.of(report), Action.SAVE, request.user):
        return _not_saved_page(request, report, refusal.sentence, 409)
    if request.method == "POST":
        return _submitted(request, report)
    document = drafts.current_document(report)
    if not report.author_id:
        document = with_request(with_initial_ducts(document), report.examination.reason)
    form = DocumentForm(document)
    if not form.base.ducts:
        form.add("ducts")  # nearly every examination has one; if left empty, it is not saved
    if digest := request.GET.get("image"):
        attach_image(report, form, digest)
    record(request, AuditKind.REPORT_SEEN, report=report)
    return _page(request, report, form, row_version=report.row_version)


def _submitted(request: Request, report: Report) -> HttpResponse:
    base = drafts.current_document(report)
    warning = ""
    try:
        row_version = tokens.read(request.POST.get("token", ""), report, request.user)
    except tokens.StalePage as wrong:
        if wrong.row_version is None:
            return _not_saved_page(request, report, wrong.sentence, 400)
        warning, row_version = wrong.sentence, wrong.row_version
    try:
        form = DocumentForm(base, request.POST)
        moved = apply_editor_action(request, report, form)
        _mark_undecided(request, form, report)
    except InvalidFormData as unusable:
        return _not_saved_page(request, report, unusable.sentence, 400)
    if "keep_template" in request.POST:
        note = _keep_template(request, form)
        return _page(request, report, form, row_version=row_version, unsaved=True, filled_note=note)
    if warning:
        return _page(request, report, form, row_version=row_version, status=400, warning=warning)
    brought_back = "bring_back" in request.POST and row_version == report.row_version
    if moved is EditorAction.DONE or brought_back:
        return _page(request, report, form, row_version=row_version, unsaved=True)
    if moved is EditorAction.REFUSED or not form.is_valid():
        return _page(request, report, form, row_version=row_version, status=422, refused=True)
    return _save(request, report, form, row_version)


def _keep_template(request: Request, form: DocumentForm) -> str:
    """Save the page as a template; return the message for the user."""
    document = form.saveable_document()
    if document is None:
        return _("Template not saved. Correct the marked fields first.")
    try:
        row = report_templates.save_template(request.user, request.POST.get("template_name", ""), document)
    except ActionRefused as refused:
        return refused.sentence
    return _("Template “{name}” saved.").format(name=row.name)


def _save(request: Request, report: Report, form: DocumentForm, row_version: int) -> HttpResponse:
    try:
        saved = drafts.save(report, form.document, user=request.user, row_version=row_version)
    except Conflict as conflict:
        return _conflict(request, report, form, conflict)
    except ActionRefused as refused:
        return _not_saved_page(request, report, refused.sentence, 409)
    time = timezone.localtime(saved.saved_at).strftime("%H:%M:%S")
    messages.success(request, _("Saved {time}").format(time=time))
    target = AFTER_SAVING.get(request.POST.get("then", ""), "report-edit")
    return redirect(target, public_id=report.public_id)


def _mark_undecided(request: Request, form: DocumentForm, report: Report) -> None:
    """Mark again the conflicts that have not been decided yet."""
    decided = {request.POST.get("theirs"), request.POST.get("mine")}
    moved = request.POST.get("remove") or request.POST.get("restore", "").partition("?")[0]
    moved_list = moved.rpartition(SEPARATOR)[0] + SEPARATOR
    names = {
        # After rows moved, row numbers have changed, so the whole list is to be decided.
        moved_list.removesuffix(SEPARATOR) if moved and name.startswith(moved_list) else name
        for name in request.POST.getlist("disputed")
        if name not in decided
    }
    form.mark_conflicts(sorted(names), form.base, _last_author(report))


def _last_author(report: Report) -> str:
    return report.author.display_name if report.author else _("another user")


def _conflict(request: Request, report: Report, form: DocumentForm, conflict: Conflict) -> HttpResponse:
    """Return 409 with both users' answers and a form that merges what does not conflict."""
    record(request, AuditKind.REPORT_SEEN, report=report)  # the page shows another user's text
    merged = drafts.merge(conflict.base, conflict.theirs, form.document)
    shown = DocumentForm(merged.document)
    shown.mark_conflicts(map(name_of, merged.conflicts), conflict.theirs, _last_author(report.fresh()))
    found = changes(conflict, form.document, merged.document, shown)
    shown.taken = frozenset(change.name for change in found if change.taken)
    own = merged.document != conflict.theirs
    return _page(
        request,
        report.fresh(),
        shown,
        row_version=conflict.row_version,
        status=409,
        unsaved=own,
        conflict=conflict,
        own=own,
        changes=found,
    )


def _page(
    request: Request, report: Report, form: DocumentForm, *, row_version: int, status: int = 200, **more: Any
) -> HttpResponse:
    form.pictures = pictures_of(report, report.examination.key_images.all())
    form.attach_address = reverse("report-images", args=[report.public_id])
    beside = panel(form)  # also marks the fields
    document = form.readable_document()
    assumed = template_fill.count_unconfirmed(document) if document else (0, 0)
    earlier = list(Report.objects.visible_to(request.user).earlier_than(report))
    altered = altered_keys(request, earlier, documents=True)
    if request.method != "POST":
        for seen in earlier:
            record(request, AuditKind.REPORT_SEEN, report=seen)
    return render(
        request,
        "editor/editor.html",
        {
            "report": report,
            "patient": patient_of(report.examination),
            "status": status_chip(report, request.user),
            "form": form,
            **beside,
            "field_errors": form.field_errors(),
            "rail": rail(form, beside["review"]),
            "templates": report_templates.offered_templates(request.user),
            "priors": [
                altered_row(found) if found.pk in altered else prior_report(found, document)
                for found in earlier
            ],
            "compared": "compare" in request.POST,
            "assumed": assumed,
            "assumed_total": sum(assumed),
            "token": tokens.issue(report, request.user, row_version),
            "row_version": row_version,
            "browser_storage_key": tokens.browser_storage_key(report, request.user),
            "unsaved": status in (400, 422),
            **more,
        },
        status=status,
    )


def _not_saved_page(request: Request, report: Report, sentence: str, status: int) -> HttpResponse:
    """Show why nothing can be saved, what can be done, and the submitted text for copying."""
    report = report.fresh()
    record(request, AuditKind.REPORT_SEEN, report=report)
    offers = lifecycle.offered_actions(report, request.user)
    return render(
        request,
        "editor/not_saved.html",
        {
            "report": report,
            "patient": patient_of(report.examination),
            "status": status_chip(report, request.user),
            "sentence": sentence,
            "typed": submitted_answers(request.POST),
            "posted": request.method == "POST",
            "steps": [button for button in action_buttons(report, offers) if button.allowed],
        },
        status=status,
    )

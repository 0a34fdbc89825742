"""Common parts of report actions: one page, one way of submission, and one response to each failure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reporting.custody import archive
from reporting.ductography.document.formatting import moment
from reporting.ductography.judgement.rules import Remark
from reporting.models import AuditKind, Report
from reporting.policy import lifecycle
from reporting.policy.exceptions import ActionRefused, Conflict, SigningLocked, WrongPassword
from reporting.policy.lifecycle import Action, ReportState
from reporting.web.forms import tokens
from reporting.web.forms.names import control_id, name_of
from reporting.web.forms.report_actions import ReportActionForm, initial_values
from reporting.web.presenters.reports import patient_of
from reporting.web.views.access import Request, record
from reporting.web.views.errors import InvalidForm, error_page

# Performs the action at the page's row version, with the submitted values.
PerformAction = Callable[[int, dict[str, Any]], HttpResponse]
PageContext = Callable[[], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ReportActionView:
    """An action on one report: its page, and the additional context, looked up when the page is shown."""

    request: Request
    report: Report
    template: str
    context: PageContext

    def page(self, form: ReportActionForm, status: int = 200) -> HttpResponse:
        record(self.request, AuditKind.REPORT_SEEN, report=self.report)
        context = {"report": self.report, "patient": patient_of(self.report.examination), "form": form}
        return render(self.request, self.template, context | self.context(), status=status)

    def submit(self, form: ReportActionForm, act: PerformAction) -> HttpResponse:
        """Perform the action, or show the page again with the submitted values and the reason.

        Raises:
            InvalidForm: the form was made for another report or was altered.
        """
        try:
            row_version = tokens.read(self.request.POST.get("token", ""), self.report, self.request.user)
            if not form.is_valid():
                return self.page(form, 422)
            return act(row_version, form.cleaned_data)
        except tokens.StalePage as wrong:
            if wrong.row_version is None:
                raise InvalidForm(wrong.sentence) from None
            return self.page(self._rebuilt_form(form, wrong.sentence), 400)
        except Conflict as conflict:
            return error_page(
                self.request,
                409,
                conflict.sentence,
                saved_at=moment(conflict.saved_at),
                report_href=reverse("report", args=[self.report.public_id]),
            )
        except (WrongPassword, SigningLocked) as refused:
            form.add_error("password", refused.sentence)
            return self.page(form, 403)
        except archive.ArchiveUnavailable as refused:
            form.add_error(None, refused.sentence)
            return self.page(form, 503)
        except ActionRefused as refused:
            form.add_error(None, refused.sentence)
            return self.page(form, self._status(form))

    def _status(self, form: ReportActionForm) -> int:
        """Return 409 if the report's status does not allow the action, 422 if only its content prevents it."""
        offers = lifecycle.offered_actions(self.report.fresh(), self.request.user)
        possible = any(offers[action].allowed for action in form.actions)
        return 422 if possible else 409

    def _rebuilt_form(self, form: ReportActionForm, sentence: str) -> ReportActionForm:
        """Return the submitted values in a form for the current report, to be checked and sent again."""
        typed = self.request.POST.copy()
        for name, value in initial_values(self.report, self.request.user).items():
            typed[name] = str(value)
        form.data = typed
        form.add_error(None, sentence)
        return form


def refusal(report: Report, action: Action, request: Request) -> str:
    """Return why the action is not possible now, or ""."""
    refused = lifecycle.find_refusal(ReportState.of(report), action, request.user)
    return refused.sentence if refused else ""


def linked_gaps(report: Report, missing: tuple[Remark, ...]) -> list[tuple[Remark, str]]:
    """Return the missing answers with the URL of their field in the editor."""
    editor = reverse("report-edit", args=[report.public_id])
    return [(gap, f"{editor}#{control_id(name_of(gap.path))}") for gap in missing]

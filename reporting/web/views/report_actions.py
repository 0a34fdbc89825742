"""What the steps on a report share: one page, one way in, and one answer to each way in which a step can fail."""

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
from reporting.web.forms.report_actions import StepForm, made_for
from reporting.web.presenters.reports import patient_of
from reporting.web.views.access import Request, record
from reporting.web.views.errors import BadForm, problem

# Does the step at the row version that the page was made from, with what was typed.
Act = Callable[[int, dict[str, Any]], HttpResponse]
Facts = Callable[[], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Step:
    """A step on one report: its page, and what the page tells besides the form (looked up when it is shown)."""

    request: Request
    report: Report
    template: str
    facts: Facts

    def page(self, form: StepForm, status: int = 200) -> HttpResponse:
        record(self.request, AuditKind.REPORT_SEEN, report=self.report)
        context = {"report": self.report, "patient": patient_of(self.report.examination), "form": form}
        return render(self.request, self.template, context | self.facts(), status=status)

    def take(self, form: StepForm, act: Act) -> HttpResponse:
        """Do it; or show the page again with everything typed, and what stood against it.

        Raises:
            BadForm: the form was made for another report, or was altered on its way.
        """
        try:
            row_version = tokens.read(self.request.POST.get("token", ""), self.report, self.request.user)
            if not form.is_valid():
                return self.page(form, 422)
            return act(row_version, form.cleaned_data)
        except tokens.WrongPage as wrong:
            if wrong.row_version is None:
                raise BadForm(wrong.sentence) from None
            return self.page(self._made_anew(form, wrong.sentence), 400)
        except Conflict as conflict:
            return problem(
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

    def _status(self, form: StepForm) -> int:
        """409: the report is in no state for it now. 422: it is, but what is to be signed cannot be."""
        offers = lifecycle.offered_actions(self.report.fresh(), self.request.user)
        possible = any(offers[action].allowed for action in form.actions)
        return 422 if possible else 409

    def _made_anew(self, form: StepForm, sentence: str) -> StepForm:
        """What was typed, for the report as it now stands: to be looked at and sent again."""
        typed = self.request.POST.copy()
        for name, value in made_for(self.report, self.request.user).items():
            typed[name] = str(value)
        form.data = typed
        form.add_error(None, sentence)
        return form


def refusal(report: Report, action: Action, request: Request) -> str:
    """Why the step cannot be taken now, or an empty string."""
    refused = lifecycle.find_refusal(ReportState.of(report), action, request.user)
    return refused.sentence if refused else ""


def gaps(report: Report, missing: tuple[Remark, ...]) -> list[tuple[Remark, str]]:
    """What is missing, each with the address of its field in the editor."""
    editor = reverse("report-edit", args=[report.public_id])
    return [(gap, f"{editor}#{control_id(name_of(gap.path))}") for gap in missing]

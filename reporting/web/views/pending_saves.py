"""Typed text that arrived after its sign-in had ended: kept in the session, to be sent again after the next one.

An idle session ends while somebody types a long report. What is sent then would be answered with the login page
and be gone, because a page that no cache may keep is not given back by the Back button either. Only a page that
this site made for a signed-in person is kept, so that a stranger cannot fill the session store, and only that
person sees it again. Passwords are never kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.csrf import csrf_failure as refuse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reporting.models import Report
from reporting.web.forms import tokens
from reporting.web.forms.registration import RegistrationForm
from reporting.web.forms.report_actions import AddendumForm, AmendForm, WithdrawForm
from reporting.web.presenters.editor import TypedAnswer, typed_answers
from reporting.web.views.access import Request

KEPT = "unsent"  # in the session: address → names and values as they were sent
ADDRESS = "unsent_address"
NEVER_KEPT = {"csrfmiddlewaretoken", "password", ADDRESS}

# What is typed into pages other than the editor.
FORMS: dict[str, type[forms.Form]] = {
    "examination-new": RegistrationForm,
    "report-addendum": AddendumForm,
    "report-amend": AmendForm,
    "report-withdraw": WithdrawForm,
}


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form that waits: where it goes, whose report it is for, what it carries and what of it was typed."""

    address: str
    patient_name: str
    pairs: list[tuple[str, str]]
    answers: list[TypedAnswer]


def keep(request: HttpRequest) -> bool:
    """Keep what was sent until its author signs in; False when it is not a page that this site made."""
    address = request.POST.get(ADDRESS, request.path)
    if tokens.author(request.POST.get("token", "")) is None or not _leads_to_a_page(address):
        return False
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    waiting = request.session.get(KEPT, {})
    waiting[address] = [pair for pair in sent if pair[0] not in NEVER_KEPT]
    request.session[KEPT] = waiting
    return True


def asked_by_script(request: HttpRequest) -> bool:
    """Whether a script of an open page asks, which keeps what was typed itself."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def signed_out() -> JsonResponse:
    """What a script is told when the sign-in under which its page was made has ended."""
    return JsonResponse({"state": "signed_out"}, status=401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page left open while somebody signed in again in another tab: its text is kept too."""
    if asked_by_script(request):
        return signed_out()
    if request.method == "POST" and keep(request):
        return redirect("unsent")
    return refuse(request, reason)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def unsent(request: Request) -> HttpResponse:
    """Show what waits; send one form on to where it was going, or drop it."""
    waiting = request.session.get(KEPT, {})
    own = {
        address: pairs for address, pairs in waiting.items() if _author(pairs) == str(request.user.public_id)
    }
    if request.method != "POST":
        if len(own) < len(waiting):  # what somebody else typed is no part of this person's session
            request.session[KEPT] = own
        context = {
            "forms": [_shown(request, *each) for each in own.items()],
            "others": len(own) < len(waiting),
        }
        return render(request, "account/unsent.html", context)
    address = request.POST.get(ADDRESS, "")
    if address not in own:
        return redirect("unsent")
    del waiting[address]
    request.session[KEPT] = waiting
    # 307: the browser sends the same form once more, to the view that it was made for.
    return redirect("unsent") if "drop" in request.POST else redirect(address, preserve_request=True)


def _leads_to_a_page(address: str) -> bool:
    try:
        return resolve(address).url_name in {"report-edit", "report-sign", "report-discard", *FORMS}
    except Resolver404:
        return False


def _author(pairs: list[tuple[str, str]]) -> str | None:
    return tokens.author(dict(pairs).get("token", ""))


def _shown(request: Request, address: str, pairs: list[tuple[str, str]]) -> Unsent:
    found = resolve(address)
    name = None
    if "public_id" in found.kwargs:
        reports = Report.objects.visible_to(request.user).filter(public_id=found.kwargs["public_id"])
        name = reports.values_list("examination__patient__name", flat=True).first()
    sent = QueryDict(mutable=True)
    for each, value in pairs:
        sent.appendlist(each, value)
    form = FORMS.get(found.url_name or "")
    answers = list(_typed(form, sent)) if form else typed_answers(sent)
    return Unsent(address, name or "", pairs, answers)


def _typed(form: type[forms.Form], sent: QueryDict) -> Iterator[TypedAnswer]:
    for name, field in form.base_fields.items():
        hidden = isinstance(field.widget, forms.HiddenInput)
        if isinstance(field, forms.CharField) and not hidden and sent.get(name):
            yield TypedAnswer(str(field.label), str(sent[name]))

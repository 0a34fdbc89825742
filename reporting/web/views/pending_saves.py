"""Keep form submissions received after the session expired and resubmit them after sign-in.

A session may expire while a user types a long report. The submission would be answered with the login page and be
lost, because Back does not restore a page that is not cached. Only pages that this site made for a signed-in user, in
the time of the longest session and for an account still active, are kept, and only that user sees them again. How
much is kept is limited, so that whoever has such a page cannot fill the session store. Passwords are never kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as refuse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reporting.custody.sign_in_audit import request_ip
from reporting.models import Report, User
from reporting.web.forms import tokens
from reporting.web.forms.registration import RegistrationForm
from reporting.web.forms.report_actions import AddendumForm, AmendForm, WithdrawForm
from reporting.web.presenters.editor import SubmittedAnswer, submitted_answers
from reporting.web.views.access import Request
from reporting.web.views.errors import error_page
from reporting.web.views.rate_limits import HOUR, rate_limit_exceeded

SESSION_KEY = "unsent"  # session key: address → submitted names and values
ADDRESS_FIELD = "unsent_address"
# What is kept in one session, for one author within the longest session, and from one address within an hour. A form
# of many findings has about a megabyte; each counts as at least one unit.
KEPT_MAX_BYTES = 3_000_000
QUOTA_UNIT_BYTES = 100_000
EXCLUDED_FIELDS = {"csrfmiddlewaretoken", "password", ADDRESS_FIELD}

ADMIN_NAME_PARTS = 3  # application, model, and page, as in “reporting_patient_change”

# Forms of pages other than the editor.
FORMS: dict[str, type[forms.Form]] = {
    "examination-new": RegistrationForm,
    "report-addendum": AddendumForm,
    "report-amend": AmendForm,
    "report-withdraw": WithdrawForm,
}


@dataclass(frozen=True, slots=True)
class PendingSave:
    """A kept submission: its URL, patient, submitted values, and the answers among them."""

    address: str
    patient_name: str
    pairs: list[tuple[str, str]]
    answers: list[SubmittedAnswer]


def keep_submission(request: HttpRequest, then: str) -> HttpResponse | None:
    """Keep a submission until its author signs in, and redirect to ``then``.

    Returns None for a page not made by this site, or too old, or of a closed account; 429 if too much is kept.
    """
    address = request.POST.get(ADDRESS_FIELD, request.path)
    author = tokens.author_of(request.POST.get("token", ""), settings.SESSION_MAX_SECONDS)
    if author is None or not _is_form_address(address) or not _is_active(author):
        return None
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    waiting = request.session.get(SESSION_KEY, {})
    waiting[address] = [pair for pair in sent if pair[0] not in EXCLUDED_FIELDS]
    size = _size_in_bytes(waiting[address])
    if sum(map(_size_in_bytes, waiting.values())) > KEPT_MAX_BYTES or _is_over_quota(request, author, size):
        return error_page(
            request,
            429,
            _(
                "Too much unsaved text is stored for you. Sign in in another tab, then go back to your text and "
                "save it again."
            ),
        )
    request.session[SESSION_KEY] = waiting
    return redirect(then)


def _is_active(author: str) -> bool:
    return User.objects.filter(public_id=author, is_active=True).exists()


def _size_in_bytes(pairs: list[tuple[str, str]]) -> int:
    return sum(len(name.encode()) + len(value.encode()) for name, value in pairs)


def _is_over_quota(request: HttpRequest, author: str, size: int) -> bool:
    """Count a submission of ``size`` bytes for its author and its address."""
    units = -(-size // QUOTA_UNIT_BYTES) or 1
    most = KEPT_MAX_BYTES // QUOTA_UNIT_BYTES
    return rate_limit_exceeded(
        "kept-for", author, most, settings.SESSION_MAX_SECONDS, units
    ) or rate_limit_exceeded("kept-from", request_ip(request) or "", most, HOUR, units)


def is_script_request(request: HttpRequest) -> bool:
    """Return True if a script of an open page sent the request; it keeps the text itself."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def signed_out_response() -> JsonResponse:
    """Return the response to scripts whose session has ended."""
    return JsonResponse({"state": "signed_out"}, status=401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Handle a CSRF failure, such as a page left open while signing in again in another tab: its text is kept."""
    if is_script_request(request):
        return signed_out_response()
    if request.method == "POST" and (kept := keep_submission(request, then=reverse("unsent"))):
        return kept
    return refuse(request, reason)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def pending_saves(request: Request) -> HttpResponse:
    """Show the kept submissions; resubmit or discard one."""
    waiting = request.session.get(SESSION_KEY, {})
    own = {
        address: pairs for address, pairs in waiting.items() if _author(pairs) == str(request.user.public_id)
    }
    if request.method != "POST":
        if len(own) < len(waiting):  # another user's text must not stay in this session
            request.session[SESSION_KEY] = own
        context = {
            "forms": [_pending_save(request, *each) for each in own.items()],
            "others": len(own) < len(waiting),
        }
        return render(request, "account/unsent.html", context)
    address = request.POST.get(ADDRESS_FIELD, "")
    if address not in own:
        return redirect("unsent")
    del waiting[address]
    request.session[SESSION_KEY] = waiting
    # 307: the browser sends the form again, to its original view.
    return redirect("unsent") if "drop" in request.POST else redirect(address, preserve_request=True)


def _is_form_address(address: str) -> bool:
    try:
        return resolve(address).url_name in {"report-edit", "report-sign", "report-discard", *FORMS}
    except Resolver404:
        return False


def _author(pairs: list[tuple[str, str]]) -> str | None:
    return tokens.author_of(dict(pairs).get("token", ""))


def _pending_save(request: Request, address: str, pairs: list[tuple[str, str]]) -> PendingSave:
    found = resolve(address)
    name = None
    if "public_id" in found.kwargs:
        reports = Report.objects.visible_to(request.user).filter(public_id=found.kwargs["public_id"])
        name = reports.values_list("examination__patient__name", flat=True).first()
    return PendingSave(address, name or "", pairs, _answers(found.url_name, pairs))


def submitted_texts(request: HttpRequest) -> list[SubmittedAnswer]:
    """Return the texts of a refused form, without passwords, for its author to copy; none if no form was sent."""
    if request.method != "POST":
        return []
    try:
        found = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return []
    sent = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    pairs = [pair for pair in sent if pair[0] not in EXCLUDED_FIELDS]
    return _answers(found.url_name, pairs) or list(_register_texts(found, pairs))


def _answers(url_name: str | None, pairs: list[tuple[str, str]]) -> list[SubmittedAnswer]:
    sent = QueryDict(mutable=True)
    for each, value in pairs:
        sent.appendlist(each, value)
    form = FORMS.get(url_name or "")
    return list(_submitted_texts(form, sent)) if form else submitted_answers(sent)


def _register_texts(found: ResolverMatch, pairs: list[tuple[str, str]]) -> Iterator[SubmittedAnswer]:
    """Yield the texts of a form of the administration, named by the columns of its table."""
    names = (found.url_name or "").split("_")
    if found.namespace != "admin" or len(names) < ADMIN_NAME_PARTS:
        return
    try:
        fields = {field.name: field for field in apps.get_model(names[0], names[1])._meta.fields}
    except LookupError:
        return
    for name, value in pairs:
        field = fields.get(name)
        if field is not None and value and not field.is_relation:
            yield SubmittedAnswer(str(field.verbose_name), value)


def _submitted_texts(form: type[forms.Form], sent: QueryDict) -> Iterator[SubmittedAnswer]:
    for name, field in form.base_fields.items():
        hidden = isinstance(field.widget, forms.HiddenInput)
        typed = isinstance(field, forms.CharField | forms.DateField)
        if typed and not hidden and sent.get(name):
            yield SubmittedAnswer(str(field.label), str(sent[name]))

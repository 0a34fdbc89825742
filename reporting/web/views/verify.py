"""The page where anybody who holds a report asks whether it is genuine: without a login, without patient data."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reporting.custody import archive
from reporting.custody.sign_in_audit import request_ip
from reporting.ductography.document.formatting import moment
from reporting.verification import code_lookup, verification_codes
from reporting.verification.code_lookup import VerificationResult, VersionValidity
from reporting.web.views.errors import problem
from reporting.web.views.rate_limits import too_often

ASKED_PER_MINUTE = 20
TYPED_MOST = 100  # characters; a code has sixteen


@login_not_required
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The form to type a code; what was typed leads to its own address, which can be kept."""
    typed = request.GET.get("code", "").strip()[:TYPED_MOST]
    if not typed:
        return _page(request, "", None, 200)
    code = verification_codes.parse_code(typed)
    if not code:
        return _page(request, typed, None, 404)
    return redirect("verify-code", code=verification_codes.format_code(code))


@login_not_required
@require_safe
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of the report with this code, or that there is none."""
    if too_often("verified", request_ip(request) or "", ASKED_PER_MINUTE):
        sentence = _("You checked {limit} codes in one minute.").format(limit=ASKED_PER_MINUTE)
        return problem(request, 429, sentence)
    typed = code[:TYPED_MOST]
    try:
        found = code_lookup.look_up_code(typed)
    except archive.ArchiveUnavailable as error:
        return problem(request, 503, error.sentence)
    return _page(request, typed, found, 200 if found else 404)


def _page(request: HttpRequest, typed: str, found: VerificationResult | None, status: int) -> HttpResponse:
    context: dict[str, Any] = {"typed": typed, "found": found}
    if found:
        context |= {
            "holds": found.validity in (VersionValidity.CURRENT, VersionValidity.PRELIMINARY),
            "sentence": _sentence(found),
            "signed": moment(found.signed_at),
        }
    response = render(request, "verify/verify.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _sentence(found: VerificationResult) -> str:
    later = moment(found.replaced_at) if found.replaced_at else ""
    return {
        VersionValidity.CURRENT: _("Genuine and current: this is the latest signed version."),
        VersionValidity.PRELIMINARY: _("Genuine but preliminary: the final report may differ."),
        VersionValidity.SUPERSEDED: _(
            "Genuine but superseded: a later version was signed on {moment}. Request the current version."
        ),
        VersionValidity.WITHDRAWN: _("Withdrawn: do not use this report for patient care."),
        VersionValidity.DAMAGED: _(
            "The stored report has been altered. Do not use it, and inform the issuing facility."
        ),
    }[found.validity].format(moment=later)

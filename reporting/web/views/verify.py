"""Public page to verify a printed report by its code, without login and without patient data."""

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
from reporting.web.views.errors import error_page
from reporting.web.views.rate_limits import rate_limit_exceeded

CODES_PER_MINUTE = 20
CODE_INPUT_MAX = 100  # characters; codes have sixteen


@login_not_required
@require_safe
def code_form(request: HttpRequest) -> HttpResponse:
    """Show the form for a code; a valid code redirects to its own URL, which can be bookmarked."""
    typed = request.GET.get("code", "").strip()[:CODE_INPUT_MAX]
    if not typed:
        return _page(request, "", None, 200)
    code = verification_codes.parse_code(typed)
    if not code:
        return _page(request, typed, None, 404)
    return redirect("verify-code", code=verification_codes.format_code(code))


@login_not_required
@require_safe
def verification_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the result for this code, or that it is unknown."""
    if rate_limit_exceeded("verified", request_ip(request) or "", CODES_PER_MINUTE):
        sentence = _("You checked {limit} codes in one minute.").format(limit=CODES_PER_MINUTE)
        return error_page(request, 429, sentence)
    typed = code[:CODE_INPUT_MAX]
    try:
        found = code_lookup.look_up_code(typed)
    except archive.ArchiveUnavailable as error:
        return error_page(request, 503, error.sentence)
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

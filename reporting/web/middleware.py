"""Middleware for dynamic pages: no caching, session timeout without loss of input, language, client address."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from reporting.accounts import credentials
from reporting.custody import audit
from reporting.custody.sign_in_audit import request_ip
from reporting.custody.signed_content import SignedContentAltered
from reporting.delivery import integrity_alarms
from reporting.models import User
from reporting.web.views import pending_saves
from reporting.web.views.errors import error_page

GetResponse = Callable[[HttpRequest], HttpResponse]

SESSION_STARTED = "session_started"  # seconds since the epoch
LAST_ACTIVE = "session_active"  # seconds since the epoch


def no_store(get_response: GetResponse) -> GetResponse:
    """Forbid caching of pages, which may contain patient data. Static files are served earlier and may be cached."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        patch_cache_control(response, no_store=True, private=True)
        return response

    return middleware


def forget_at_sign_out(get_response: GetResponse) -> GetResponse:
    """Delete the editor's unsaved texts from the browser at sign-out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        if request.method == "POST" and match and match.view_name in {"account_logout", "admin:logout"}:
            response["Clear-Site-Data"] = '"storage"'
        return response

    return middleware


def client_address(get_response: GetResponse) -> GetResponse:
    """Record the client address with every audit event of the request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with audit.request_address(request_ip(request)):
            return get_response(request)

    return middleware


def own_language(get_response: GetResponse) -> GetResponse:
    """Use the language that the user chose, or that of the browser."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.user.language in dict(settings.LANGUAGES):
            translation.activate(request.user.language)
        return get_response(request)

    return middleware


def session_timeout(get_response: GetResponse) -> GetResponse:
    """End sessions idle for SESSION_COOKIE_AGE or older than SESSION_MAX_SECONDS.

    The store expires a session SESSION_COOKIE_AGE after its last write, so it is written at most once per
    SESSION_REFRESH_SECONDS, and not for requests that an open page sends unattended.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        now = int(time.time())
        if request.user.is_authenticated:
            started = request.session.setdefault(SESSION_STARTED, now)
            if not 0 <= now - started < settings.SESSION_MAX_SECONDS:
                logout(request)
        response = get_response(request)
        used = request.user.is_authenticated and not _is_background_request(request)
        if used and abs(now - request.session.get(LAST_ACTIVE, 0)) >= settings.SESSION_REFRESH_SECONDS:
            request.session[LAST_ACTIVE] = now
        return response

    return middleware


def _is_background_request(request: HttpRequest) -> bool:
    """Return True if an open page sent the request by itself, possibly unattended."""
    return request.resolver_match is not None and request.resolver_match.url_name == "report-presence"


class AlteredContent:
    """Answers 503 whenever a page meets content that is not what was signed, and raises the alarm."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, SignedContentAltered):
            return None
        user = request.user if isinstance(request.user, User) else None
        integrity_alarms.raise_alarm(exception, actor=user)
        if pending_saves.is_script_request(request):
            return JsonResponse({"state": "refused", "sentence": exception.sentence}, status=503)
        typed = pending_saves.submitted_texts(request)
        return error_page(request, 503, exception.sentence, typed=typed)


class LoginRequired(LoginRequiredMiddleware):
    """Requires signing in for every view not exempted; submitted text is kept until then.

    Scripts get a status instead: their page is still open, keeps the text and asks the user to sign in.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        if pending_saves.is_script_request(request):
            return pending_saves.signed_out_response()
        then = redirect_to_login(reverse("unsent"), self.get_login_url(view_func)).url
        if request.method == "POST" and (kept := pending_saves.keep_submission(request, then)):
            return kept
        return super().handle_no_permission(request, view_func)


# Pages that remain open to a user who must first set up a second factor.
OPEN_WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_logout",
        "account_login",
        "account_reauthenticate",
        "account_change_password",
        "health",
        "invitation",
        "language",
        "verify",
        "verify-code",
    }
)


class SecondFactorRequired:
    """Sends users whose role must have a second factor, and who have none, to the page that sets it up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user, match = request.user, request.resolver_match
        if not isinstance(user, User) or user.role not in settings.SECOND_FACTOR_ROLES:
            return None
        name = match.view_name if match else ""
        if name in OPEN_WITHOUT_SECOND_FACTOR or name.startswith("mfa_"):
            return None
        # Who signed in with a second factor still has it: whoever removes it ends the session.
        if any(each["method"] == "mfa" for each in get_authentication_records(request, user)):
            return None
        if credentials.has_second_factor(user):
            return None
        if request.method != "GET" or pending_saves.is_script_request(request):
            raise PermissionDenied(_("Set up your second factor first, under “Two-factor sign-in”."))
        messages.warning(request, _("Your role requires a second factor. Set it up before you go on."))
        return redirect("mfa_index")

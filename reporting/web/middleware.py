"""For every dynamic page: no copy stays in a cache, a session left alone ends without taking typed text with it,
events tell where from."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control

from reporting.custody import audit
from reporting.custody.sign_in_audit import request_ip
from reporting.web.views import pending_saves

GetResponse = Callable[[HttpRequest], HttpResponse]

STARTED = "session_started"  # seconds since the epoch
ACTIVE = "session_active"  # seconds since the epoch


def no_store(get_response: GetResponse) -> GetResponse:
    """Any page may show patient data. Static files are served before this, and may be kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        patch_cache_control(response, no_store=True, private=True)
        return response

    return middleware


def forget_at_sign_out(get_response: GetResponse) -> GetResponse:
    """What the editor keeps in a browser of texts not saved yet goes when somebody signs out there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        if request.method == "POST" and match and match.view_name in {"account_logout", "admin:logout"}:
            response["Clear-Site-Data"] = '"storage"'
        return response

    return middleware


def client_address(get_response: GetResponse) -> GetResponse:
    """Every audit event of a request tells where it came from."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with audit.request_address(request_ip(request)):
            return get_response(request)

    return middleware


def own_language(get_response: GetResponse) -> GetResponse:
    """Screens speak the language that somebody chose; until then, as before the sign-in, that of the browser."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.user.language in dict(settings.LANGUAGES):
            translation.activate(request.user.language)
        return get_response(request)

    return middleware


def session_timeout(get_response: GetResponse) -> GetResponse:
    """End a session that was idle for SESSION_COOKIE_AGE or that is older than SESSION_MAX_SECONDS.

    A session's store expires it SESSION_COOKIE_AGE after it was last written, so it is enough to write it now
    and then while it is in use: once per SESSION_REFRESH_SECONDS, not at every request, and not by what an open page
    asks with nobody in front of it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        now = int(time.time())
        if request.user.is_authenticated:
            started = request.session.setdefault(STARTED, now)
            if not 0 <= now - started < settings.SESSION_MAX_SECONDS:
                logout(request)
        response = get_response(request)
        used = request.user.is_authenticated and not _unattended(request)
        if used and abs(now - request.session.get(ACTIVE, 0)) >= settings.SESSION_REFRESH_SECONDS:
            request.session[ACTIVE] = now
        return response

    return middleware


def _unattended(request: HttpRequest) -> bool:
    """Whether an open page asks by itself, with nobody in front of it perhaps."""
    return request.resolver_match is not None and request.resolver_match.url_name == "report-presence"


class LoginRequired(LoginRequiredMiddleware):
    """Every view needs a login unless it says otherwise; what was typed into a page waits until then.

    A script is told by the status: its page is still open, holds what was typed and asks for the sign-in itself.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        if pending_saves.asked_by_script(request):
            return pending_saves.signed_out()
        if request.method == "POST" and pending_saves.keep(request):
            return redirect_to_login(reverse("unsent"), self.get_login_url(view_func))
        return super().handle_no_permission(request, view_func)

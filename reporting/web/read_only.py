"""Middleware of the read-only mode: refuses what writes, and answers 503 where the database could not be written."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from reporting.site import read_only
from reporting.web.views import pending_saves
from reporting.web.views.errors import error_page

GetResponse = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# Signing in and out, searching, the language of the screens, the reason for reading as an administrator, and the
# panel of the editor, which stores nothing. They write sessions, audit events and the language at most, for which
# there is room in read-only mode.
READING = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "admin:login",
        "admin:logout",
        "cases",
        "inbox",
        "language",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "report-access",
        "report-live",
        "worklist",
    }
)


class ReadOnly:
    """Editors of open pages take the 503 for a server that is down: they keep the text and send it again later."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.method not in SAFE_METHODS
            and not _only_reads(request)
            and (sentence := read_only.reason())
        ):
            return _refused(request, sentence)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say that nothing can be stored, if that is what ended the view."""
        if not read_only.refuses_writing(exception):
            return None
        logger.error("database or disk cannot be written: %s", type(exception).__name__)
        return _refused(request, read_only.unwritable())


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    """Return the page with the sentence, and what was typed, to be copied."""
    return error_page(request, 503, sentence, typed=pending_saves.submitted_texts(request))


def _only_reads(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name in READING
    except Resolver404:
        return True  # answered with 404

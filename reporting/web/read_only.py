"""Middleware of the read-only mode: refuses what writes, and answers 503 where the database could not be written."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from reporting.site import read_only
from reporting.web.views.errors import error_page

GetResponse = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# Signing in and out, searching, and the panel of the editor, which stores nothing. They write sessions and audit
# events at most, for which there is room in read-only mode.
READING = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "admin:login",
        "admin:logout",
        "cases",
        "inbox",
        "mfa_authenticate",
        "mfa_reauthenticate",
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
            return error_page(request, 503, sentence)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say that nothing can be stored, if that is what ended the view."""
        if not read_only.refuses_writing(exception):
            return None
        logger.error("database or disk cannot be written: %s", type(exception).__name__)
        return error_page(request, 503, read_only.unwritable())


def _only_reads(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name in READING
    except Resolver404:
        return True  # answered with 404

"""Error pages: what went wrong and what to do. Their texts are in templates named by the status."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

SIZE_ERRORS = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class InvalidQuery(BadRequest):
    """An invalid value in the URL; ``allowed`` says what is valid."""

    def __init__(self, name: str, allowed: str):
        self.sentence = _("The address contains an invalid “{name}”: {allowed}.").format(
            name=name, allowed=allowed
        )
        super().__init__(self.sentence)


class InvalidForm(BadRequest):
    """A form that was not created by this site for this record, or was altered; nothing was saved."""

    def __init__(self, sentence: str):
        self.sentence = sentence
        super().__init__(sentence)


def error_page(request: HttpRequest, status: int, sentence: str = "", **context: Any) -> HttpResponse:
    """Return the page of ``status`` with a sentence that says what went wrong."""
    return render(request, f"{status}.html", {"sentence": sentence, **context}, status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for bad requests; too much data gets status 413."""
    status = 413 if isinstance(exception, SIZE_ERRORS) else 400
    return error_page(request, status, getattr(exception, "sentence", ""))

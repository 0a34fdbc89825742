"""Pages that say what went wrong and how to go on. Their texts stand in templates named by the status."""

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

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class BadQuery(BadRequest):
    """A value in the address that the page does not take; ``allowed`` says what it takes."""

    def __init__(self, name: str, allowed: str):
        self.sentence = _("The address contains an invalid “{name}”: {allowed}.").format(
            name=name, allowed=allowed
        )
        super().__init__(self.sentence)


class BadForm(BadRequest):
    """A form that this site did not give out for this record, or that was altered; nothing was saved."""

    def __init__(self, sentence: str):
        self.sentence = sentence
        super().__init__(sentence)


def problem(request: HttpRequest, status: int, sentence: str = "", **context: Any) -> HttpResponse:
    """The page of ``status`` with what went wrong as a sentence."""
    return render(request, f"{status}.html", {"sentence": sentence, **context}, status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler for whatever it calls a bad request; too much data at once has a status of its own."""
    status = 413 if isinstance(exception, TOO_LARGE) else 400
    return problem(request, status, getattr(exception, "sentence", ""))

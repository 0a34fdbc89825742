"""Start page: redirects to the list of the user's role."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from reporting.models import Role
from reporting.web.views.access import Request

START = {
    Role.RADIOLOGIST: "worklist",
    Role.RESIDENT: "worklist",
    Role.REFERRER: "inbox",
    Role.ADMIN: "cases",
}


@require_safe
def home(request: Request) -> HttpResponse:
    return redirect(START[Role(request.user.role)])

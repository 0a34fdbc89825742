"""Access control of views.

``@for_role(Permission.X)`` guards a page, ``@for_report(Permission.X)`` a page of one report. The latter first looks
up the report among those visible to the user, so that others get only 404, and then checks the role, which gives 403
with a sentence. Administrators state a reason before they see a page of a report, unless it shows no content.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from reporting.custody import audit, signed_content
from reporting.custody.sign_in_audit import request_ip
from reporting.models import AuditKind, Outcome, Report, ReportVersion, User
from reporting.policy import permissions
from reporting.policy.permissions import Permission
from reporting.web.content_access import may_read_content
from reporting.web.views.errors import error_page
from reporting.web.views.rate_limits import rate_limit_exceeded

P = ParamSpec("P")
NEXT = "next"  # parameter of an address: the page to open once a reason is given

PAGES_PER_MINUTE = 60  # more suggests copying all of them


class Request(HttpRequest):
    """A request of a signed-in user; the middleware lets no other request through."""

    user: User


RoleView = Callable[Concatenate[Request, P], HttpResponseBase]
ReportView = Callable[Concatenate[Request, Report, P], HttpResponseBase]


def for_role(permission: Permission) -> Callable[[RoleView[P]], Callable[..., HttpResponseBase]]:
    """Restrict a view to users with ``permission``; others get 403 with the reason."""

    def decorate(view: RoleView[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            _require(request, permission)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def for_report(
    permission: Permission | None = None,
    *,
    content: bool = True,
    shows_content: bool = True,
    counted: bool = True,
) -> Callable[[ReportView[P]], Callable[..., HttpResponseBase]]:
    """Pass the report of the URL to the view. Without ``permission`` every user who may see the report has access.

    ``content=False`` declares that the page shows no findings, images or other content of the report, so that an
    administrator needs no reason. Every page of a report is refused unless all that was signed about it is intact:
    `AlteredContent` answers. Only a request that shows and writes nothing of the report may set ``shows_content`` to
    False. Opening pages is limited for each user; ``counted=False`` is for parts of pages, and for views with a limit
    of their own.
    """

    def decorate(view: ReportView[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(
            request: Request, public_id: uuid.UUID, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            report = visible_report(request.user, public_id)
            if permission is not None:
                _require(request, permission, report)
            if content and not may_read_content(request, report):
                return _ask_for_reason(request, report)
            if (
                counted
                and request.method in ("GET", "HEAD")
                and (refused := _too_many_pages(request, report))
            ):
                return refused
            try:
                if shows_content:
                    signed_content.require_intact(report)
                return view(request, report, *args, **kwargs)
            except Report.DoesNotExist:  # deleted in the meantime
                raise Http404 from None

        return guarded

    return decorate


def _ask_for_reason(request: Request, report: Report) -> HttpResponseBase:
    if request.method not in ("GET", "HEAD"):
        _require(request, Permission.READ_CONTENT, report)
    address = reverse("report-access", args=[report.public_id])
    return redirect(f"{address}?{urlencode({NEXT: request.get_full_path()})}")


def visible_report(user: User, public_id: uuid.UUID) -> Report:
    """Return the report with its patient, referrer and current version.

    Raises:
        Http404: it does not exist or ``user`` may not see it; the response is the same.
    """
    with signed_content.reading_rows():
        found = Report.objects.visible_to(user).whole().filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def record(
    request: Request,
    kind: AuditKind,
    *,
    report: Report | None = None,
    version: ReportVersion | None = None,
    **detail: Any,
) -> None:
    """Record that something was viewed. If this fails, it is not shown, unless the database cannot be written."""
    given: dict[str, Any] = {"actor": request.user, "report": report, "version": version, **detail}
    audit.store_or_log(lambda: audit.record(kind, request_ip=request_ip(request), **given), kind, **given)


def _too_many_pages(request: Request, report: Report) -> HttpResponseBase | None:
    """Return the refusal of somebody who opens reports faster than one can read, and record it."""
    if not rate_limit_exceeded("pages-opened", request.user.pk, PAGES_PER_MINUTE):
        return None
    record(request, AuditKind.ACCESS_REFUSED, report=report, outcome=Outcome.REFUSED, limit=PAGES_PER_MINUTE)
    sentence = _("You opened {limit} report pages in one minute.").format(limit=PAGES_PER_MINUTE)
    return error_page(request, 429, sentence)


def _require(request: Request, permission: Permission, report: Report | None = None) -> None:
    sentence = permissions.refusal(request.user, permission)
    if not sentence:
        return
    record(
        request,
        AuditKind.ACCESS_REFUSED,
        report=report,
        outcome=Outcome.REFUSED,
        permission=permission.value,
    )
    raise PermissionDenied(sentence)

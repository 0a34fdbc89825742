"""Who gets past the door of a view: the one way in which every view says what it needs.

``@for_role(Permission.X)`` stands on a screen, ``@for_report(Permission.X)`` on a screen of one report. The
order of the latter matters: first the report is looked for among those the person may see, and a stranger
learns nothing but 404; only then is the role looked at, and the answer is 403 with its sentence.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase

from reporting.custody import audit
from reporting.custody.sign_in_audit import request_ip
from reporting.models import AuditKind, Outcome, Report, ReportVersion, User
from reporting.policy import permissions
from reporting.policy.permissions import Permission

P = ParamSpec("P")


class Request(HttpRequest):
    """A request of somebody who is signed in; the middleware lets no other one through."""

    user: User


RoleView = Callable[Concatenate[Request, P], HttpResponseBase]
ReportView = Callable[Concatenate[Request, Report, P], HttpResponseBase]


def for_role(permission: Permission) -> Callable[[RoleView[P]], Callable[..., HttpResponseBase]]:
    """The view is for people who have ``permission``; others get 403 with the sentence that says why."""

    def decorate(view: RoleView[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            _require(request, permission)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def for_report(
    permission: Permission | None = None,
) -> Callable[[ReportView[P]], Callable[..., HttpResponseBase]]:
    """The view is given the report of the address. Without ``permission`` it is for all who may see the report."""

    def decorate(view: ReportView[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(
            request: Request, public_id: uuid.UUID, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            report = visible_report(request.user, public_id)
            if permission is not None:
                _require(request, permission, report)
            try:
                return view(request, report, *args, **kwargs)
            except Report.DoesNotExist:  # removed since it was looked for
                raise Http404 from None

        return guarded

    return decorate


def visible_report(user: User, public_id: uuid.UUID) -> Report:
    """The report with its patient, referrer and current version.

    Raises:
        Http404: there is none, or ``user`` may not see it; nobody can tell which.
    """
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
    """Write that something was looked at. When it cannot be written, it is not shown."""
    with transaction.atomic():
        audit.record(
            kind,
            actor=request.user,
            request_ip=request_ip(request),
            report=report,
            version=version,
            **detail,
        )


def _require(request: Request, permission: Permission, report: Report | None = None) -> None:
    sentence = permissions.refusal(request.user, permission)
    if not sentence:
        return
    with transaction.atomic():
        audit.record(
            AuditKind.ACCESS_REFUSED,
            actor=request.user,
            request_ip=request_ip(request),
            report=report,
            outcome=Outcome.REFUSED,
            permission=permission.value,
        )
    raise PermissionDenied(sentence)

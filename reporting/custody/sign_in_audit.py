"""Record sign-ins, sign-outs and changes of second factors, reported by signals, as audit events."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest

from reporting.custody import audit
from reporting.models import AuditKind, Outcome, User


def request_ip(request: HttpRequest | None) -> str | None:
    """Return the client's address; X-Forwarded-For is used only behind trusted proxies."""
    if request is None:
        return None
    try:
        address: str | None = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return None
    return address


def logged_in(request: HttpRequest | None, user: User, **_kwargs: Any) -> None:
    with transaction.atomic():
        audit.record(AuditKind.LOGIN, actor=user, request_ip=request_ip(request))


def logged_out(request: HttpRequest | None, user: User | None, **_kwargs: Any) -> None:
    if user is None:  # the session had ended already
        return
    with transaction.atomic():
        audit.record(AuditKind.LOGOUT, actor=user, request_ip=request_ip(request))


def login_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_kwargs: Any) -> None:
    # An unknown user name is not recorded: people type their password into the wrong field.
    known = (
        User.objects.filter(username=credentials.get("username") or "").values_list("pk", flat=True).first()
    )
    with transaction.atomic():
        audit.record(
            AuditKind.LOGIN_FAILED,
            actor=None,
            request_ip=request_ip(request),
            outcome=Outcome.FAILURE,
            account=known,
        )


def second_factor_changed(user: User, **_kwargs: Any) -> None:
    with transaction.atomic():
        record_own_change(user, "second factor")


def record_own_change(user: User, field: str) -> None:
    """Record, within the caller's transaction, that ``user`` changed a means of signing in."""
    audit.record(AuditKind.ACCOUNT_CHANGED, actor=user, row=f"user {user.public_id}", changed=[field])


def connect() -> None:
    user_logged_in.connect(logged_in, dispatch_uid="audit_login")
    user_logged_out.connect(logged_out, dispatch_uid="audit_logout")
    user_login_failed.connect(login_failed, dispatch_uid="audit_login_failed")
    for signal in (authenticator_added, authenticator_removed, authenticator_reset):
        signal.connect(second_factor_changed, dispatch_uid="audit_second_factor")

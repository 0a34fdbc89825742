"""Tell owners of changes to their second factors, which allauth reports by signals."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset

from reporting.accounts import notices
from reporting.models import User


def second_factor_changed(user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    # Recovery codes come and go with the factor that they replace.
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        notices.send_second_factor_changed(user)


def connect() -> None:
    for signal in (authenticator_added, authenticator_removed, authenticator_reset):
        signal.connect(second_factor_changed, dispatch_uid="second_factor_notice")

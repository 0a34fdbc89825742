"""Request a new password. Whether an account has the address is found out by the sender of the outbox."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from reporting.delivery import outbox


class PasswordResetRequestForm(ResetPasswordForm):  # type: ignore[misc]
    """Accepts every address with the same work, so that neither answer nor time tells which ones exist."""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **_kwargs: Any) -> str:
        address = str(self.cleaned_data["email"])
        outbox.request_password_reset(address)
        return address

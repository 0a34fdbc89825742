"""Adaptations of django-allauth: no self-registration, locks after wrong passwords, and recorded password changes."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reporting.accounts import credentials, sign_in_lock
from reporting.custody.sign_in_audit import request_ip
from reporting.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are created by administrators; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        """Store a password that a user chose: on the page that asks for the present one, or by a link."""
        match = self.request.resolver_match if self.request else None
        own = match is not None and match.url_name == "account_change_password"
        if own and self.request.user.pk == user.pk:
            credentials.store_own_password(user, password)
        else:
            credentials.store_password_from_link(user, password)

    def pre_authenticate(self, request: HttpRequest, **credentials_given: Any) -> None:
        """Check the locks; allauth's own limit for each name would outlast an administrator's unlocking."""
        try:
            sign_in_lock.begin_attempt(credentials_given.get("username") or "", request_ip(request) or "")
        except sign_in_lock.SignInLocked as locked:
            raise ValidationError(locked.sentence) from None
        usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed",
            config={"login_failed": settings.FAILED_SIGN_INS_PER_ADDRESS},
        )
        if not usage:
            raise ValidationError(
                _("Too many failed sign-ins from this computer or network. Try again in one minute.")
            )
        self._login_failed_rl_usage = usage

    def authenticate(self, request: HttpRequest, **credentials_given: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials_given)
        if user is not None:
            sign_in_lock.succeeded(credentials_given.get("username") or "", request_ip(request) or "")
        return user

    def authentication_failed(self, request: HttpRequest, **credentials_given: Any) -> None:
        sign_in_lock.failed(credentials_given.get("username") or "", request_ip(request) or "")

"""How people get and use accounts, where it differs from django-allauth's defaults."""

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from reporting.custody.sign_in_audit import record_own_change
from reporting.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are given by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        """Store a password that somebody chose for the own account, or set by a link sent to its address."""
        with transaction.atomic():
            super().set_password(user, password)
            record_own_change(user, "password")

"""Adaptations of django-allauth: no self-registration, and recorded password changes."""

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from reporting.custody.sign_in_audit import record_own_change
from reporting.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are created by administrators; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        """Store and record a password that a user chose or reset."""
        with transaction.atomic():
            super().set_password(user, password)
            record_own_change(user, "password")

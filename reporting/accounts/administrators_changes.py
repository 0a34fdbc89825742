"""What follows when an administrator changes an account: the owner is told, and signing may have to wait.

A name is printed below signatures and a role decides who signs, so that neither takes effect on signatures before the
owner has confirmed it (`reporting.accounts.confirmation`).
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from reporting.accounts import notices
from reporting.custody import account_seals
from reporting.models import Role, User
from reporting.policy.permissions import ALLOWED, Permission

Values = dict[str, Any]


def apply(user: User, before: Values) -> None:
    """Do what follows from changing ``before``, see `account_audit`, to what ``user`` is now.

    Call it within the transaction of the change.
    """
    former = str(before["email"])
    if former != user.email:
        _replace_address(user, former)
    earlier = User(**{name: before[name] for name in ("username", "first_name", "last_name", "role")})
    renamed = earlier.display_name != user.display_name
    signs = user.role in ALLOWED[Permission.SIGN_PRELIMINARY]
    if signs and (renamed or earlier.role != user.role):
        account_seals.change(User.objects.filter(pk=user.pk), confirmation_due_since=timezone.now())
    notices.send_account_changed(
        user,
        renamed=(earlier.display_name, user.display_name) if renamed else None,
        username=(earlier.username, user.username) if earlier.username != user.username else None,
        role=(Role(earlier.role), Role(user.role)) if earlier.role != user.role else None,
        active=user.is_active if before["is_active"] != user.is_active else None,
        former_address=former,
    )


def _replace_address(user: User, former: str) -> None:
    """End a waiting invitation, note when the address was replaced, and tell both addresses.

    allauth keeps every address that it has seen; none but the account's own is of use here.
    """
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
    values: Values = {"email_replaced_at": timezone.now()}
    if not user.has_usable_password():
        values["password"] = make_password(None)  # another one than before, which ends the earlier links
    account_seals.change(User.objects.filter(pk=user.pk), **values)
    notices.send_email_replaced(user, former)

"""Seal the columns of an account that decide who signs and who reads, so that a change behind the program is noticed.

The seal is renewed whenever the program saves one of these columns, unless it was invalid before.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_save

from reporting.custody import audit
from reporting.custody.sealing import keyed_digest
from reporting.models import AuditKind, User

COLUMNS = (
    "username",
    "password",
    "first_name",
    "last_name",
    "email",
    "role",
    "is_active",
    "is_staff",
    "is_superuser",
)


def account_seal(user: User) -> str:
    """Return the seal of an account."""
    return keyed_digest("account", str(user.public_id), *(str(getattr(user, name)) for name in COLUMNS))


def account_fault(user: User) -> str:
    """Return what is wrong with a stored account, or ""."""
    if hmac.compare_digest(account_seal(user), user.account_seal):
        return ""
    return "name, role, password or status were changed outside the application"


def accept(user: User, actor: User, reason: str) -> None:
    """Seal an account as it is now, after an administrator has checked it, and record that."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(account_seal=account_seal(user))
        audit.record(
            AuditKind.STATE_ACCEPTED,
            actor=actor,
            state="account",
            row=f"user {user.public_id}",
            reason=reason,
        )


def _concerned(update_fields: Collection[str] | None) -> bool:
    return update_fields is None or not set(COLUMNS).isdisjoint(update_fields)


def compare_before(instance: User, update_fields: Collection[str] | None, **_kwargs: Any) -> None:
    """Receiver of ``pre_save``: a row that does not match its seal is not sealed again."""
    if not _concerned(update_fields):
        return
    stored = None if instance._state.adding else User.objects.filter(pk=instance.pk).first()
    instance.__dict__["_seal_invalid"] = stored is not None and bool(account_fault(stored))


def seal_after(instance: User, update_fields: Collection[str] | None, **_kwargs: Any) -> None:
    """Receiver of ``post_save``: seal the row as it is stored now."""
    if not _concerned(update_fields) or instance.__dict__.get("_seal_invalid"):
        return
    stored = User.objects.get(pk=instance.pk)
    instance.account_seal = account_seal(stored)
    User.objects.filter(pk=instance.pk).update(account_seal=instance.account_seal)


def connect() -> None:
    pre_save.connect(compare_before, sender=User, dispatch_uid="account_seal_before")
    post_save.connect(seal_after, sender=User, dispatch_uid="account_seal_after")

"""Seal what decides who signs and who reads: columns of an account and its second factors.

The seal is renewed whenever the program saves one of them, unless it was invalid before. Queries that change a sealed
column without ``save`` go through `change`; `tests/custody/test_account_seals.py` refuses all others.
"""

from __future__ import annotations

import datetime
import hmac
from collections.abc import Collection
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from reporting.custody import audit
from reporting.custody.sealing import keyed_digest, timestamp
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
    "confirmation_due_since",
    "email_replaced_at",
)
# What opens a session; the rest of a factor's data is its name, and which codes were used.
FACTOR_SECRETS = ("secret", "seed", "credential")
FACTOR_COLUMNS = ("user", "type", "data")
SEAL_INVALID = "_seal_invalid"  # attribute of a row that is being saved or deleted


def account_seal(user: User) -> str:
    """Return the seal of an account and its second factors."""
    columns = (_text(getattr(user, name)) for name in COLUMNS)
    return keyed_digest("account", str(user.public_id), *columns, *_factors(user))


def account_fault(user: User) -> str:
    """Return what is wrong with a stored account, or ""."""
    if hmac.compare_digest(account_seal(user), user.account_seal):
        return ""
    return "name, address, role, password, second factor or status were changed outside the application"


def change(rows: QuerySet[User], **values: Any) -> bool:
    """Change columns of the one account in ``rows``, and its seal with them; return False if there is none."""
    with transaction.atomic():
        stored = rows.select_for_update().first()
        if stored is None:
            return False
        invalid = account_fault(stored)
        if not rows.filter(pk=stored.pk).update(**values):
            return False
        if not invalid:
            _seal(stored.pk)
    return True


def accept(user: User, actor: User, reason: str) -> None:
    """Seal an account as it is now, after an administrator has checked it, and record that."""
    with transaction.atomic():
        _seal(user.pk)
        audit.record(
            AuditKind.STATE_ACCEPTED,
            actor=actor,
            state="account",
            row=f"user {user.public_id}",
            reason=reason,
        )


def _text(value: Any) -> str:
    return timestamp(value) if isinstance(value, datetime.datetime) else str(value)


def _factors(user: User) -> list[str]:
    found = []
    for factor in Authenticator.objects.filter(user=user.pk).order_by("pk"):
        secrets = [str(factor.data.get(name)) for name in FACTOR_SECRETS if name in factor.data]
        found.append(keyed_digest("second factor", factor.pk, factor.type, *secrets))
    return found


def _seal(key: int) -> str:
    """Seal the row as it is stored now, within the caller's transaction; it is locked against other changes."""
    stored = User.objects.select_for_update().get(pk=key)
    seal = account_seal(stored)
    User.objects.filter(pk=key).update(account_seal=seal)
    return seal


def _is_invalid(key: int) -> bool:
    stored = User.objects.filter(pk=key).first()
    return stored is not None and bool(account_fault(stored))


def _concerned(names: Collection[str], update_fields: Collection[str] | None) -> bool:
    return update_fields is None or not set(names).isdisjoint(update_fields)


def compare_before(instance: User, update_fields: Collection[str] | None, **_kwargs: Any) -> None:
    """Receiver of ``pre_save``: a row that does not match its seal is not sealed again."""
    if _concerned(COLUMNS, update_fields):
        instance.__dict__[SEAL_INVALID] = not instance._state.adding and _is_invalid(instance.pk)


def seal_after(instance: User, update_fields: Collection[str] | None, **_kwargs: Any) -> None:
    """Receiver of ``post_save``: seal the row as it is stored now."""
    if _concerned(COLUMNS, update_fields) and not instance.__dict__.get(SEAL_INVALID):
        instance.account_seal = _seal(instance.pk)


def compare_before_factor(
    instance: Authenticator, update_fields: Collection[str] | None = None, **_kwargs: Any
) -> None:
    """Receiver for second factors: a factor added to an altered account does not make it valid again."""
    if _concerned(FACTOR_COLUMNS, update_fields):
        instance.__dict__[SEAL_INVALID] = _is_invalid(instance.user_id)


def seal_after_factor(
    instance: Authenticator, update_fields: Collection[str] | None = None, **_kwargs: Any
) -> None:
    if _concerned(FACTOR_COLUMNS, update_fields) and not instance.__dict__.get(SEAL_INVALID):
        with transaction.atomic():
            _seal(instance.user_id)


def connect() -> None:
    pre_save.connect(compare_before, sender=User, dispatch_uid="account_seal_before")
    post_save.connect(seal_after, sender=User, dispatch_uid="account_seal_after")
    for signal in (pre_save, pre_delete):
        signal.connect(compare_before_factor, sender=Authenticator, dispatch_uid="factor_seal_before")
    for signal in (post_save, post_delete):
        signal.connect(seal_after_factor, sender=Authenticator, dispatch_uid="factor_seal_after")

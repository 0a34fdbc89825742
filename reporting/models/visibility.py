"""Row-level access by role, used by every ``visible_to(user)``."""

from __future__ import annotations

from typing import TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from .roles import Role

Person: TypeAlias = AbstractBaseUser | AnonymousUser


def reach(user: Person, released: Q) -> Q | None:
    """Return the rows ``user`` may see: all (an empty Q), ``released`` for a referrer, or None for none."""
    role = getattr(user, "role", None) if user.is_active else None
    if role in (Role.RADIOLOGIST, Role.RESIDENT, Role.ADMIN):
        return Q()
    return released if role == Role.REFERRER else None

"""Row-level access by role, shared by every ``visible_to(user)``."""

from __future__ import annotations

from typing import TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from .roles import Role

Person: TypeAlias = AbstractBaseUser | AnonymousUser


def reach(user: Person, released: Q) -> Q | None:
    """What ``user`` reaches: everything (an empty Q), what was ``released`` to a referrer, nothing (None)."""
    role = getattr(user, "role", None) if user.is_active else None
    if role in (Role.RADIOLOGIST, Role.ADMIN):
        return Q()
    return released if role == Role.REFERRER else None

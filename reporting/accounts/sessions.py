"""End the sessions of an account from elsewhere."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F

from reporting.custody import audit
from reporting.models import AuditKind, User


def end_all(user: User, *, actor: User) -> None:
    """End every session of ``user``, also those that no list names, and for good."""
    with transaction.atomic():
        end_within_transaction(user)
        audit.record(AuditKind.SESSIONS_ENDED, actor=actor, row=f"user {user.public_id}")


def end_within_transaction(user: User) -> None:
    """Make every session of ``user`` invalid: each carries a hash of the session generation."""
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    UserSession.objects.filter(user=user).delete()


def of_account(user: User) -> list[UserSession]:
    """Return the sessions of ``user`` that are still valid, newest first."""
    found: list[UserSession] = UserSession.objects.purge_and_list(user)
    return sorted(found, key=lambda session: session.created_at, reverse=True)

"""Adaptation of django-allauth: sessions that a user ends elsewhere are recorded."""

from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.db import transaction

from reporting.custody import audit
from reporting.models import AuditKind


class SessionAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    def end_sessions(self, sessions: list[UserSession]) -> None:
        with transaction.atomic():
            super().end_sessions(sessions)
            for user in {session.user for session in sessions}:
                audit.record(
                    AuditKind.SESSIONS_ENDED,
                    actor=user,
                    row=f"user {user.public_id}",
                    count=len(sessions),
                )

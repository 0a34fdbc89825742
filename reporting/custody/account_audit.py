"""What the audit trail records of a changed account: old and new values, never passwords."""

from __future__ import annotations

from typing import Any

from reporting.custody import audit
from reporting.models import AuditKind, User

# Everything that decides what an account may do, where its mail goes, and whose name is printed below its signatures.
FIELDS = ("username", "first_name", "last_name", "email", "role", "is_active", "is_staff", "is_superuser")
COMMAND_LINE = "command line"
# The account of commands without a named user. Its role lets it write drafts; nobody can sign in with it.
COMMAND_LINE_USERNAME = "command-line"


def values_of(account: User) -> dict[str, Any]:
    """Return the recorded fields of ``account``."""
    return {name: getattr(account, name) for name in FIELDS}


def stored_values(account: User) -> dict[str, Any]:
    """Return the recorded fields as stored in the database; {} if ``account`` is not stored yet."""
    stored = User.objects.filter(pk=account.pk).first()
    return values_of(stored) if stored else {}


def changes(before: dict[str, Any], account: User) -> dict[str, dict[str, Any]]:
    """Return ``old`` and ``new`` values of the fields that differ from ``before``; only ``new`` for a new account."""
    after = values_of(account)
    differing = [name for name in FIELDS if before.get(name) != after[name]]
    found = {"new": {name: after[name] for name in differing}}
    if before:
        found["old"] = {name: before[name] for name in differing}
    return found if differing else {}


def record_created(actor: User, account: User) -> None:
    """Record, within the caller's transaction, that a command created ``account``, with its values."""
    record_command(actor, account, created=True, **changes({}, account))


def record_command(actor: User, account: User, **detail: Any) -> None:
    """Record, within the caller's transaction, that a command changed ``account``."""
    audit.record(
        AuditKind.ACCOUNT_CHANGED,
        actor=actor,
        row=f"user {account.public_id}",
        by=COMMAND_LINE,
        **detail,
    )

"""Hold back signing after a password, second factor, name or role was changed other than by its signed-in owner.

The password of the new sign-in proves only that whoever set it can use it. The hold gives the owner, who is told by
e-mail, the time to object, and makes the confirmation an act of its own in the audit trail.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.custody import account_seals, audit
from reporting.ductography.document.formatting import moment
from reporting.models import AuditKind, User
from reporting.policy.exceptions import ActionRefused

# An administrator who replaces the address receives the next reset link; the former address is told at once.
EMAIL_REPLACED_HOLD = datetime.timedelta(hours=24)


def signing_refusal(user: User) -> str:
    """Return why ``user`` cannot sign before confirming a change, or ""."""
    since = User.objects.filter(pk=user.pk).values_list("confirmation_due_since", flat=True).first()
    if since is None:
        return ""
    return _(
        "Your password, second factor, name or role was changed by a link or an administrator on {moment}. Confirm "
        "the change by the link at the top of the page, then sign."
    ).format(moment=moment(since))


def require_confirmed(user: User) -> None:
    """Raise ActionRefused if a change of the account is not confirmed."""
    if sentence := signing_refusal(user):
        raise ActionRefused(sentence)


def possible_from(user: User) -> datetime.datetime | None:
    """Return from when the owner may confirm, or None if at once.

    A time in the future, left by a clock that was ahead, holds back nothing.
    """
    now = timezone.now()
    replaced = user.email_replaced_at
    if replaced is None or not now - EMAIL_REPLACED_HOLD < replaced <= now:
        return None
    return replaced + EMAIL_REPLACED_HOLD


def confirm(user: User) -> None:
    """Record that the owner, recently authenticated, made or expected the change; signing is possible again.

    Raises:
        ActionRefused: an administrator replaced the e-mail address less than 24 hours ago.
    """
    if until := possible_from(user):
        raise ActionRefused(
            _(
                "An administrator changed your e-mail address. For your protection you can confirm from {moment}."
            ).format(moment=moment(until))
        )
    seen = user.confirmation_due_since
    with transaction.atomic():
        held = User.objects.filter(pk=user.pk, confirmation_due_since=seen, is_active=True)
        if seen is None or not account_seals.change(held, confirmation_due_since=None):
            return
        audit.record(AuditKind.SIGNING_CONFIRMED, actor=user, row=f"user {user.public_id}")

"""Check the signer's password at each signature, and lock signing after repeated failures.

The failure count is stored in the signer's row, so that it survives a restart and is shared by all processes. The
account must be unlocked at the moment of counting, so that parallel guesses cannot exceed the limit.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.accounts import confirmation, notices
from reporting.custody import audit
from reporting.models import AuditKind, Outcome, Report, User
from reporting.policy.exceptions import SigningLocked, WrongPassword

FAILURES_MAX = 5
LOCK_DURATION = datetime.timedelta(minutes=15)


def confirm_password(user: User, password: str, *, report: Report) -> None:
    """Accept only the signer's own password.

    Call it outside a transaction, because failures are recorded at once.

    Raises:
        ActionRefused: the password, second factor, name or role was changed by a link or an administrator, and the
            signer has not confirmed it.
        WrongPassword: the password is wrong.
        SigningLocked: there were five failures, each within 15 minutes of the one before, and the last was less than
            15 minutes ago.
    """
    confirmation.require_confirmed(user)
    right = user.check_password(password)  # deliberately slow, hence before the transaction
    now = timezone.now()
    with transaction.atomic(durable=True):
        # Left by a clock that was ahead: counted as of now, so that no lock outlasts its duration.
        User.objects.filter(pk=user.pk, signature_tried_at__gt=now).update(signature_tried_at=now)
        answered = _reset(user, now) if right else _count_failure(user, now)
        if answered and right:
            return
        kind = AuditKind.SIGNING_PASSWORD_WRONG if answered else AuditKind.SIGNING_LOCKED
        audit.record(kind, actor=user, report=report, outcome=Outcome.FAILURE)
        user.refresh_from_db(fields=["signature_failures", "signature_tried_at"])
        if answered and user.signature_failures >= FAILURES_MAX:
            notices.send_signing_locked(user, int(LOCK_DURATION.total_seconds()) // 60)
    if not answered:
        raise _signing_locked(user, now)
    raise _wrong_password(user)


def locked_until(user: User) -> datetime.datetime | None:
    """Return until when signing is locked for ``user``, or None."""
    now, tried = timezone.now(), user.signature_tried_at
    if tried is None or user.signature_failures < FAILURES_MAX or tried <= now - LOCK_DURATION:
        return None
    return min(tried, now) + LOCK_DURATION


def _unlocked(user: User, now: datetime.datetime) -> QuerySet[User]:
    recent = Q(signature_tried_at__gt=now - LOCK_DURATION)
    return User.objects.filter(pk=user.pk, is_active=True).exclude(
        recent, signature_failures__gte=FAILURES_MAX
    )


def _reset(user: User, now: datetime.datetime) -> int:
    return _unlocked(user, now).update(signature_failures=0)


def _count_failure(user: User, now: datetime.datetime) -> int:
    again = Case(
        When(signature_tried_at__gt=now - LOCK_DURATION, then=F("signature_failures") + 1), default=Value(1)
    )
    return _unlocked(user, now).update(signature_failures=again, signature_tried_at=now)


def _signing_locked(user: User, now: datetime.datetime) -> SigningLocked:
    until = locked_until(user) or now
    minutes = max(1, -(-int((until - now).total_seconds()) // 60))
    sentence = ngettext(
        "Signing is locked after {limit} wrong passwords. Try again in {minutes} minute, or ask an "
        "administrator to unlock your account.",
        "Signing is locked after {limit} wrong passwords. Try again in {minutes} minutes, or ask an "
        "administrator to unlock your account.",
        minutes,
    )
    return SigningLocked(sentence.format(limit=FAILURES_MAX, minutes=minutes), until)


def _wrong_password(user: User) -> WrongPassword:
    left = FAILURES_MAX - user.signature_failures
    if left <= 0:
        minutes = int(LOCK_DURATION.total_seconds()) // 60
        return WrongPassword(
            _(
                "Wrong password. Signing is locked for {minutes} minutes. Wait, or ask an administrator to unlock "
                "your account."
            ).format(minutes=minutes)
        )
    sentence = ngettext(
        "Wrong password. {left} attempt left.",
        "Wrong password. {left} attempts left.",
        left,
    )
    return WrongPassword(sentence.format(left=left))

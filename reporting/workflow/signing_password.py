"""The password that is asked again at each signature, and the lock after too many wrong ones.

The count lies in the signer's row, so that it survives a restart and is shared by all processes. An answer,
right or wrong, is given only while the account is not locked at the moment of counting: guesses sent in
parallel learn nothing beyond the limit.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.custody import audit
from reporting.models import AuditKind, Outcome, Report, User
from reporting.policy.exceptions import SigningLocked, WrongPassword

LIMIT = 5
WINDOW = datetime.timedelta(minutes=15)


def confirm(user: User, password: str, *, report: Report) -> None:
    """Let pass only the signer's own password. Call it outside a transaction: failures are recorded at once.

    Raises:
        WrongPassword: it is another.
        SigningLocked: there were five failures, each within 15 minutes of the one before, and the last was
            less than 15 minutes ago.
    """
    right = user.check_password(password)  # slow on purpose, hence before the transaction
    now = timezone.now()
    with transaction.atomic(durable=True):
        answered = _reset(user, now) if right else _count(user, now)
        if answered and right:
            return
        kind = AuditKind.SIGNING_PASSWORD_WRONG if answered else AuditKind.SIGNING_LOCKED
        audit.record(kind, actor=user, report=report, outcome=Outcome.FAILURE)
    user.refresh_from_db(fields=["signature_failures", "signature_tried_at"])
    if not answered:
        raise _locked(user, now)
    raise _wrong(user)


def _unlocked(user: User, now: datetime.datetime) -> QuerySet[User]:
    recent = Q(signature_tried_at__gt=now - WINDOW)
    return User.objects.filter(pk=user.pk, is_active=True).exclude(recent, signature_failures__gte=LIMIT)


def _reset(user: User, now: datetime.datetime) -> int:
    return _unlocked(user, now).update(signature_failures=0)


def _count(user: User, now: datetime.datetime) -> int:
    again = Case(
        When(signature_tried_at__gt=now - WINDOW, then=F("signature_failures") + 1), default=Value(1)
    )
    return _unlocked(user, now).update(signature_failures=again, signature_tried_at=now)


def _locked(user: User, now: datetime.datetime) -> SigningLocked:
    until = (user.signature_tried_at or now) + WINDOW
    minutes = max(1, -(-int((until - now).total_seconds()) // 60))
    sentence = ngettext(
        "Signing is locked after {limit} wrong passwords. Try again in {minutes} minute.",
        "Signing is locked after {limit} wrong passwords. Try again in {minutes} minutes.",
        minutes,
    )
    return SigningLocked(sentence.format(limit=LIMIT, minutes=minutes), until)


def _wrong(user: User) -> WrongPassword:
    left = LIMIT - user.signature_failures
    if left <= 0:
        minutes = int(WINDOW.total_seconds()) // 60
        return WrongPassword(
            _("Wrong password. Signing is locked for {minutes} minutes.").format(minutes=minutes)
        )
    sentence = ngettext(
        "Wrong password. {left} attempt left.",
        "Wrong password. {left} attempts left.",
        left,
    )
    return WrongPassword(sentence.format(left=left))

"""Lock sign-in after repeated wrong passwords, per user name and client address.

Five failures lock a name at one address, so that nobody locks a colleague out from elsewhere. Fifty failures from
all addresses lock the name at every address from which its owner has not signed in within 30 days. Each attempt is
counted before its password is checked, so that parallel guesses cannot exceed the limit.
"""

from __future__ import annotations

import datetime
import unicodedata

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.db import transaction
from django.db.models import Case, F, Max, Q, QuerySet, Sum, Value, When
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from reporting.accounts import notices
from reporting.custody import audit
from reporting.models import AuditKind, Outcome, SignInFailures, User
from reporting.policy.exceptions import ActionRefused

FAILURES_MAX = 5
ALL_FAILURES_MAX = 50
LOCK_DURATION = datetime.timedelta(minutes=15)
ALL_FAILURES_WINDOW = datetime.timedelta(hours=24)
KNOWN_ADDRESS_DURATION = datetime.timedelta(days=30)
ROWS_MAX = (
    10_000  # beyond it, names without an account are no longer counted, so that guesses do not fill the disk
)


class SignInLocked(ActionRefused):
    """Too many wrong passwords for this name; the password was not checked."""


def begin_attempt(username: str, address: str) -> None:
    """Count an attempt as a failure until `succeeded` is called.

    Raises:
        SignInLocked: there were too many failures; says in how many minutes to try again.
    """
    now = timezone.now()
    digest = _digest(username)
    _forget_old(now)
    if not _is_counted(username):
        return
    with transaction.atomic():
        row, _made = SignInFailures.objects.get_or_create(name_digest=digest, address=address)
        # Left by a clock that was ahead: counted as of now, so that no lock outlasts its duration.
        SignInFailures.objects.filter(name_digest=digest, failed_at__gt=now).update(failed_at=now)
        until = _locked_everywhere_until(row, now)
        if until is None:
            own = SignInFailures.objects.filter(pk=row.pk)
            if own.exclude(_locked(now)).update(failures=_one_more(now), failed_at=now):
                return
            row.refresh_from_db()
            until = (row.failed_at or now) + LOCK_DURATION
    raise SignInLocked(_sentence(until - now))


def failed(username: str, address: str) -> None:
    """Record the lock and tell the owner, if the attempt just counted was the last before the lock."""
    row = SignInFailures.objects.filter(name_digest=_digest(username), address=address).first()
    if row is None or row.failures < FAILURES_MAX:
        return
    user = User.objects.filter(username__iexact=username).first()
    with transaction.atomic():
        audit.record(
            AuditKind.SIGN_IN_LOCKED,
            actor=None,
            outcome=Outcome.FAILURE,
            account=user.pk if user else None,
        )
    if user is not None and user.is_active:
        notices.send_sign_in_locked(user, _minutes(LOCK_DURATION))


def succeeded(username: str, address: str) -> None:
    """Forget the failures of this name at this address, and remember the address."""
    SignInFailures.objects.filter(name_digest=_digest(username), address=address).update(
        failures=0, succeeded_at=timezone.now()
    )


def locked_addresses(user: User) -> list[str]:
    """Return the addresses at which sign-in is locked for ``user`` now."""
    now = timezone.now()
    rows = _rows(user).filter(_locked(now)).order_by("address")
    return list(rows.values_list("address", flat=True))


def unlock(user: User, *, actor: User) -> None:
    """Forget the failed sign-ins, wrong codes of second factors and wrong signing passwords of ``user``."""
    _forget_wrong_codes(user)
    with transaction.atomic():
        _rows(user).update(failures=0)
        User.objects.filter(pk=user.pk).update(signature_failures=0)
        audit.record(AuditKind.ACCOUNT_UNLOCKED, actor=actor, row=f"user {user.public_id}")


def _forget_wrong_codes(user: User) -> None:
    limit = {"app": "allauth.account", "action": "login_failed"}
    for rate in ratelimit.get_rates(**limit):
        if rate.per == "key":
            key = f"mfa-auth-user-{user.pk}"  # as `allauth.mfa.base.internal.flows` counts them
            cache.delete(ratelimit.get_cache_key(None, **limit, rate=rate, key=key))


def _is_counted(username: str) -> bool:
    if SignInFailures.objects.count() < ROWS_MAX:
        return True
    return User.objects.filter(username__iexact=username).exists()


def _rows(user: User) -> QuerySet[SignInFailures]:
    return SignInFailures.objects.filter(name_digest=_digest(user.get_username()))


def _digest(username: str) -> str:
    # Sign-in ignores the case of a user name.
    name = unicodedata.normalize("NFKC", username).casefold()
    return salted_hmac("reporting.accounts.sign_in_lock", name, algorithm="sha256").hexdigest()


def _locked(now: datetime.datetime) -> Q:
    return Q(failures__gte=FAILURES_MAX, failed_at__gt=now - LOCK_DURATION)


def _one_more(now: datetime.datetime) -> Case:
    return Case(When(failed_at__gt=now - LOCK_DURATION, then=F("failures") + 1), default=Value(1))


def _locked_everywhere_until(row: SignInFailures, now: datetime.datetime) -> datetime.datetime | None:
    """Return until when this name is locked at addresses unknown to it, or None."""
    if row.succeeded_at is not None and row.succeeded_at > now - KNOWN_ADDRESS_DURATION:
        return None
    recent = SignInFailures.objects.filter(
        name_digest=row.name_digest, failed_at__gt=now - ALL_FAILURES_WINDOW
    ).aggregate(count=Sum("failures"), last=Max("failed_at"))
    if (recent["count"] or 0) < ALL_FAILURES_MAX:
        return None
    until: datetime.datetime = recent["last"] + LOCK_DURATION
    return until if until > now else None


def _forget_old(now: datetime.datetime) -> None:
    """Delete rows that no longer count, so that guesses at many names do not fill the table."""
    known = Q(succeeded_at__gt=now - KNOWN_ADDRESS_DURATION)
    SignInFailures.objects.filter(failed_at__lt=now - ALL_FAILURES_WINDOW).exclude(known).delete()


def _minutes(duration: datetime.timedelta) -> int:
    return max(1, -(-int(duration.total_seconds()) // 60))


def _sentence(remaining: datetime.timedelta) -> str:
    minutes = min(_minutes(remaining), _minutes(LOCK_DURATION))
    return ngettext(
        "Sign-in is locked after too many wrong passwords. Try again in {minutes} minute, or ask an administrator "
        "to unlock your account.",
        "Sign-in is locked after too many wrong passwords. Try again in {minutes} minutes, or ask an administrator "
        "to unlock your account.",
        minutes,
    ).format(minutes=minutes)

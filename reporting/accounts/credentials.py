"""Changes of passwords and second factors: who made them, what the owner is told, and when signing must wait.

Nobody sets another user's password. A password set by a link, or a second factor removed by an administrator, holds
back signing until the owner has signed in and confirmed it (`reporting.accounts.confirmation`).
"""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.accounts import notices
from reporting.custody import account_seals, audit
from reporting.models import AuditKind, User
from reporting.policy.exceptions import ActionRefused


def store_own_password(user: User, password: str) -> None:
    """Store the password that ``user`` chose while signed in, after entering the present one."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        _record_password(user, by="owner")
    notices.send_password_changed(user)


def store_password_from_link(user: User, password: str) -> None:
    """Store the password set by a link of one use; signing waits for the owner's confirmation."""
    with transaction.atomic():
        user.set_password(password)
        user.confirmation_due_since = timezone.now()
        user.save(update_fields=["password", "confirmation_due_since"])
        _record_password(user, by="link")
    notices.send_password_set_by_link(user)


def store_first_password(user: User, password: str) -> bool:
    """Store the password of an invited account, unless another request did so since ``user`` was read."""
    hashed = make_password(password)
    since = timezone.now()
    with transaction.atomic():
        unused = User.objects.filter(pk=user.pk, password=user.password, is_active=True)
        if not account_seals.change(unused, password=hashed, confirmation_due_since=since):
            return False
        user.password, user.confirmation_due_since = hashed, since
        _record_password(user, by="invitation")
    notices.send_password_set_by_link(user)
    return True


def require_unaltered(user: User) -> None:
    """Raise ActionRefused if the stored account, and so perhaps its address, is not as the program stored it."""
    if account_seals.account_fault(User.objects.get(pk=user.pk)):
        raise ActionRefused(
            _(
                "This account was changed outside the application. Check it, accept it with the command "
                "“accept_state account”, then send the link."
            )
        )


def reset_link(user: User, *, actor: User) -> str:
    """Return a link of one use by which ``user`` sets a new password within PASSWORD_RESET_TIMEOUT.

    Raises:
        ActionRefused: the account is deactivated or altered, or its owner has not set a first password.
    """
    if not user.is_active:
        raise ActionRefused(_("This account is deactivated. Activate it before you send a link."))
    if not user.has_usable_password():
        raise ActionRefused(_("This account has no password yet. Send an invitation instead."))
    require_unaltered(user)
    with transaction.atomic():
        key = default_token_generator.make_token(user)
        audit.record(AuditKind.ACCOUNT_LINK_SENT, actor=actor, row=f"user {user.public_id}", purpose="reset")
    return notices.absolute(reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key]))


def send_reset_link(user: User, *, actor: User) -> bool:
    """Send ``user`` a reset link, and return False if the account has no address.

    Raises:
        ActionRefused: see `reset_link`.
    """
    minutes = settings.PASSWORD_RESET_TIMEOUT // 60
    return notices.send_reset_link(user, reset_link(user, actor=actor), minutes)


def has_second_factor(user: User) -> bool:
    """Return True if a second factor is asked at sign-in; recovery codes alone are none."""
    factors = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=user, type__in=factors).exists())


def reset_second_factor(user: User, *, actor: User) -> None:
    """Remove every second factor of ``user``, end the sessions, and hold back signing until it is confirmed.

    Raises:
        ActionRefused: there is none, or ``actor`` is the owner.
    """
    if actor.pk == user.pk:
        raise ActionRefused(_("Change your own second factor under “Two-factor sign-in”."))
    with transaction.atomic():
        removed, _by_model = Authenticator.objects.filter(user=user).delete()
        if not removed:
            raise ActionRefused(_("This account has no second factor."))
        account_seals.change(
            User.objects.filter(pk=user.pk),
            confirmation_due_since=timezone.now(),
            session_generation=F("session_generation") + 1,
        )
        audit.record(
            AuditKind.ACCOUNT_CHANGED,
            actor=actor,
            row=f"user {user.public_id}",
            changed=["second factor"],
            by="administrator",
        )
    notices.send_second_factor_reset(user)


def _record_password(user: User, *, by: str) -> None:
    audit.record(
        AuditKind.ACCOUNT_CHANGED, actor=user, row=f"user {user.public_id}", changed=["password"], by=by
    )

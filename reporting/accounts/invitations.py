"""Invitations: an account begins with a link of one use, by which its owner sets the first password.

The link carries a signed token that names the account and its present password hash. Setting a password changes the
hash, so that the link works once; sending another invitation does the same to earlier links.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from reporting.accounts import credentials, notices
from reporting.custody import account_seals, audit
from reporting.models import AuditKind, User
from reporting.policy.exceptions import ActionRefused

LINK_LIFETIME = datetime.timedelta(hours=72)
SALT = "reporting.accounts.invitations"


def invite(user: User, *, actor: User) -> str:
    """Return the link by which ``user`` sets a first password; earlier links of the account stop working.

    Raises:
        ActionRefused: the account is deactivated or altered, or its owner has set a password already.
    """
    if not user.is_active:
        raise ActionRefused(_("This account is deactivated. Activate it before you send a link."))
    if user.has_usable_password():
        raise ActionRefused(_("This account already has a password. Send a reset link instead."))
    credentials.require_unaltered(user)
    user.password = make_password(None)  # another one than before, which ends the earlier links
    user.invited_at = timezone.now()
    with transaction.atomic():
        user.save(update_fields=["password", "invited_at"])
        audit.record(
            AuditKind.ACCOUNT_LINK_SENT, actor=actor, row=f"user {user.public_id}", purpose="invitation"
        )
    return notices.absolute(reverse("invitation", args=[_token(user)]))


def send(user: User, *, actor: User) -> bool:
    """Invite ``user`` by e-mail, and return False if the account has no address.

    Raises:
        ActionRefused: see `invite`.
    """
    hours = int(LINK_LIFETIME.total_seconds()) // 3600
    return notices.send_invitation(user, invite(user, actor=actor), hours)


def invited_user(token: str) -> User | None:
    """Return the active account that ``token`` invites, or None if it was used, replaced, altered, or is too old."""
    try:
        content: Any = signing.loads(token, salt=SALT, max_age=LINK_LIFETIME)
        public_id, fingerprint = content
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(public_id=public_id, is_active=True).first()
    if user is None or user.has_usable_password() or account_seals.account_fault(user):
        return None
    return user if constant_time_compare(fingerprint, _fingerprint(user)) else None


def accept(token: str, password: str) -> User | None:
    """Store the first password, and return the account; None if the link does not work any more."""
    user = invited_user(token)
    if user is None or not credentials.store_first_password(user, password):
        return None
    return user


def _token(user: User) -> str:
    return signing.dumps([str(user.public_id), _fingerprint(user)], salt=SALT)


def _fingerprint(user: User) -> str:
    return salted_hmac(SALT, f"{user.password} {user.email}").hexdigest()[:32]

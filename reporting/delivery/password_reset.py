"""Write the e-mail with which somebody chooses a new password; only the sender of the outbox does so."""

from __future__ import annotations

import logging

from allauth.account import app_settings as account_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from reporting.custody import account_seals
from reporting.models import User

logger = logging.getLogger(__name__)


def messages(address: str) -> list[EmailMessage]:
    """Return one message for each active account with ``address``; none if there is no such account.

    allauth's list of addresses is not asked: it is not sealed. An account that was changed outside the application
    gets no link, because the address may have been changed. One whose invitation was not accepted begins with
    another invitation, not with a reset.
    """
    found = User.objects.filter(email__iexact=address, is_active=True)
    return [_message(user) for user in found if user.has_usable_password() and not _is_altered(user)]


def _is_altered(user: User) -> bool:
    fault = account_seals.account_fault(user)
    if fault:
        logger.error("no reset link is sent to account %s: %s", user.public_id, fault)
    return bool(fault)


def _message(user: User) -> EmailMessage:
    token = account_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token}
    )
    with translation.override(user.language or settings.LANGUAGE_CODE):
        subject = _("Choose a new password")
        body = _(
            "A new password was requested for your account {username}.\n\n"
            "Open this page within {minutes} minutes to choose one:\n"
            "{address}\n\n"
            "If you did not request this, ignore this message: your password is unchanged. Sent by {facility}."
        ).format(
            username=user.get_username(),
            minutes=settings.PASSWORD_RESET_TIMEOUT // 60,
            address=settings.SITE_URL.rstrip("/") + path,
            facility=settings.FACILITY_NAME,
        )
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email])

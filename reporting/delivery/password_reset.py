"""Write the e-mail with which somebody chooses a new password; only the sender of the outbox does so."""

from __future__ import annotations

from allauth.account import app_settings as account_settings
from allauth.account.utils import filter_users_by_email, user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from reporting.models import User


def messages(address: str) -> list[EmailMessage]:
    """Return one message for each active account with ``address``; none if there is no such account.

    An account whose invitation was not accepted begins with another invitation, not with a reset.
    """
    found = filter_users_by_email(address, is_active=True, prefer_verified=True)
    return [_message(user, address) for user in found if user.has_usable_password()]


def _message(user: User, address: str) -> EmailMessage:
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
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [address])

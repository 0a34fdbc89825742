"""E-mails about an account to its owner. They contain no patient data and, except for links, no secrets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from reporting.models import Role, User
from reporting.policy.permissions import Permission, may


def send(user: User, subject: str, body: str, *, address: str = "") -> bool:
    """Queue an e-mail about the account to its owner; return False if there is no address to send it to.

    ``address`` replaces the account's own address. The outbox stores it in the caller's transaction.
    """
    recipient = address or user.email
    if not recipient:
        return False
    footer = _("This message contains no patient data. Sent by {facility}.").format(
        facility=settings.FACILITY_NAME
    )
    send_mail(subject, f"{body}\n\n{footer}", settings.DEFAULT_FROM_EMAIL, [recipient])
    return True


@contextmanager
def language_of(user: User) -> Iterator[None]:
    """Write in the language that the user chose for the screens, or in the site's."""
    known = user.language in dict(settings.LANGUAGES)
    with translation.override(user.language if known else settings.LANGUAGE_CODE):
        yield


def absolute(path: str) -> str:
    """Return the address of a page of this site for an e-mail."""
    return settings.SITE_URL.rstrip("/") + path


def send_invitation(user: User, link: str, hours: int) -> bool:
    with language_of(user):
        return send(
            user,
            _("Your Ductogram account"),
            _(
                "An account with the user name {username} has been created for you.\n\n"
                "Set your password within {hours} hours. This link works once:\n"
                "{link}\n\n"
                "If the link has expired, ask your administrator for another invitation."
            ).format(username=user.get_username(), hours=hours, link=link),
        )


def send_reset_link(user: User, link: str, minutes: int) -> bool:
    with language_of(user):
        return send(
            user,
            _("Set a new password"),
            _(
                "An administrator sent you this link to set a new password for the user name {username}. "
                "It works once, within {minutes} minutes:\n"
                "{link}\n\n"
                "Your present password works until you set a new one."
            ).format(username=user.get_username(), minutes=minutes, link=link),
        )


def send_password_changed(user: User) -> bool:
    with language_of(user):
        return _security_notice(
            user,
            _("Your password was changed"),
            _("The password of the user name {username} was changed.").format(username=user.get_username()),
        )


def send_password_set_by_link(user: User) -> bool:
    with language_of(user):
        body = _("The password of the user name {username} was set by a link sent to this address.")
        return _security_notice(
            user,
            _("Your password was changed"),
            body.format(username=user.get_username()) + _confirmation_advice(user),
        )


def send_second_factor_changed(user: User) -> bool:
    with language_of(user):
        return _security_notice(
            user,
            _("Your second factor was changed"),
            _("A second factor of the user name {username} was added, replaced or removed.").format(
                username=user.get_username()
            ),
        )


def send_second_factor_reset(user: User) -> bool:
    with language_of(user):
        body = _(
            "An administrator removed the second factor of the user name {username} and ended its sessions."
        )
        return _security_notice(
            user,
            _("Your second factor was removed"),
            body.format(username=user.get_username()) + _confirmation_advice(user),
        )


def send_email_replaced(user: User, former: str) -> None:
    """Tell the former address and the present one."""
    with language_of(user):
        subject = _("Your e-mail address was changed")
        body = _("An administrator changed the e-mail address of the user name {username}.").format(
            username=user.get_username()
        )
        if former:
            _security_notice(user, subject, body, address=former)
        _security_notice(user, subject, body)


def send_account_changed(
    user: User,
    *,
    renamed: tuple[str, str] | None,
    username: tuple[str, str] | None,
    role: tuple[Role, Role] | None,
    active: bool | None,
    former_address: str,
) -> None:
    """Tell the owner, at the former address and the present one, what an administrator changed."""
    with language_of(user):
        lines = [
            f"{label}: {was} → {now}"
            for label, (was, now) in (
                (_("Name"), renamed or ("", "")),
                (_("User name"), username or ("", "")),
                (_("Role"), (role[0].label, role[1].label) if role else ("", "")),
            )
            if was != now
        ]
        if active is not None:
            lines.append(_("The account was reactivated.") if active else _("The account was deactivated."))
        if not lines:
            return
        body = _("An administrator changed the account with the user name {username}:").format(
            username=username[0] if username else user.get_username()
        )
        body = "\n".join([f"{body}\n", *lines])
        if renamed or role:
            body += _confirmation_advice(user)
        for address in dict.fromkeys(filter(None, (former_address, user.email))):
            _security_notice(user, _("Your account was changed"), body, address=address)


def send_signing_locked(user: User, minutes: int) -> bool:
    with language_of(user):
        return _security_notice(
            user,
            _("Signing locked after wrong passwords"),
            _(
                "Wrong passwords were entered repeatedly to sign a report with the user name {username}. Signing is "
                "locked for {minutes} minutes."
            ).format(username=user.get_username(), minutes=minutes),
        )


def send_sign_in_locked(user: User, minutes: int) -> bool:
    with language_of(user):
        return _security_notice(
            user,
            _("Sign-in locked after wrong passwords"),
            _(
                "Wrong passwords were entered repeatedly for the user name {username}. Sign-in is locked for "
                "{minutes} minutes at the computer where they were entered."
            ).format(username=user.get_username(), minutes=minutes),
        )


def _confirmation_advice(user: User) -> str:
    """Return what users who sign must do before they sign again; "" for others."""
    if not may(user, Permission.SIGN_PRELIMINARY):
        return ""
    advice = _("Before you can sign reports, sign in and confirm the change:\n{link}")
    return "\n\n" + advice.format(link=absolute(reverse("confirm-credentials")))


def _security_notice(user: User, subject: str, body: str, *, address: str = "") -> bool:
    advice = _("If you did not expect this, inform your administrator at once.")
    return send(user, subject, f"{body}\n\n{advice}", address=address)

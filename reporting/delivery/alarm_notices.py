"""E-mails to administrators about an altered account or database, without patient data."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from reporting.models import User


def send_account_altered(administrator: User, account: User) -> None:
    """Tell ``administrator`` which account is altered, and by which command it is accepted after checking."""
    with translation.override(settings.LANGUAGE_CODE):
        body = _(
            "The account with the user name {username} was changed outside the application. It cannot sign, and "
            "gets no link to a new password, until it is checked.\n\n"
            "1. Compare name, address, role, status and second factor with what its owner says:\n{page}\n"
            "2. Find out who changed the database.\n"
            "3. Accept the account on the server:\n   {command}\n\n"
            "The audit trail records who tried to sign:\n{trail}"
        ).format(
            username=account.get_username(),
            page=_absolute(reverse("admin:reporting_user_change", args=[account.pk])),
            command=f"manage.py accept_state account --account {account.get_username()} --reason '…'",
            trail=_absolute(reverse("admin:reporting_auditevent_changelist")),
        )
        _send(administrator, _("Account altered"), body)


def send_database_replaced(administrator: User) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        body = _(
            "The database lacks signatures or events that are anchored in the archive: it is an older copy, or it "
            "was changed. Nothing can be signed until this is checked.\n\n"
            "1. List what is missing: {verify}\n"
            "2. If a backup was restored, accept it on the server:\n   {command}"
        ).format(verify="manage.py verify_documents", command="manage.py accept_state restored --reason '…'")
        _send(administrator, _("Database older than the archive"), body)


def _absolute(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


def _send(administrator: User, subject: str, body: str) -> None:
    footer = _("This message contains no patient data. Sent by {facility}.").format(
        facility=settings.FACILITY_NAME
    )
    send_mail(subject, f"{body}\n\n{footer}", settings.DEFAULT_FROM_EMAIL, [administrator.email])

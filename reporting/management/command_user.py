"""In whose name a command acts: a person who is named, or else the account of the command line."""

from __future__ import annotations

import getpass
import os
import sys

from django.contrib.auth.hashers import make_password
from django.db import transaction

from reporting.custody import audit
from reporting.management.files import bad_input, refused
from reporting.models import AuditKind, Role, User
from reporting.policy import permissions
from reporting.policy.permissions import Permission

COMMAND_LINE = "command-line"
PASSWORD_VARIABLE = "REPORTING_SIGN_PASSWORD"  # noqa: S105 - a name, not a password


def command_line() -> User:
    """The account for what is done by a command without a named person, made when it is first needed.

    It may write drafts. It has no password, so nobody can log in with it, and it can sign nothing. Closing it
    in the administration stops commands from writing.
    """
    if account := User.objects.filter(username=COMMAND_LINE).first():
        return account
    with transaction.atomic():
        account, made = User.objects.get_or_create(
            username=COMMAND_LINE,
            defaults={
                "first_name": "Command",
                "last_name": "line",
                "role": Role.RADIOLOGIST,
                "password": make_password(None),
            },
        )
        if made:
            audit.record(
                AuditKind.ACCOUNT_CHANGED, actor=account, row=f"user {account.public_id}", created=True
            )
    return account


def account_named(username: str, option: str) -> User:
    """The account that an option names.

    Raises:
        CommandError: there is none; exit code 2.
    """
    account = User.objects.filter(username=username).first()
    if account is None:
        raise bad_input(f"{option}: there is no account “{username}”.")
    return account


def signer_named(username: str, option: str) -> User:
    """The account that an option names, which must be allowed to sign.

    Raises:
        CommandError: there is none (exit code 2), or it may not sign (exit code 1).
    """
    account = account_named(username, option)
    if sentence := permissions.refusal(account, Permission.SIGN):
        raise refused(f"{option}: {sentence}")
    return account


def signing_password(signer: User) -> str:
    """The signer's password from the environment or the terminal; never an argument, which others can see.

    Raises:
        CommandError: there is neither; exit code 1.
    """
    if PASSWORD_VARIABLE in os.environ:
        return os.environ[PASSWORD_VARIABLE]
    if not sys.stdin.isatty():
        raise refused(f"The password is missing: set {PASSWORD_VARIABLE}, or sign in a terminal.")
    return getpass.getpass(f"Password of {signer.get_username()}: ")

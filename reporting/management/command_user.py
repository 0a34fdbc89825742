"""Find the user in whose name a command acts: a named user, or the command-line account."""

from __future__ import annotations

import getpass
import os
import sys

from django.contrib.auth.hashers import make_password
from django.db import transaction

from reporting.custody import account_audit
from reporting.custody.account_audit import COMMAND_LINE_USERNAME as COMMAND_LINE_USERNAME
from reporting.management.files import bad_input_error, refused_error
from reporting.models import Role, User
from reporting.policy import permissions
from reporting.policy.permissions import Permission

PASSWORD_VARIABLE = "REPORTING_SIGN_PASSWORD"  # noqa: S105 - a name, not a password


def command_line_user() -> User:
    """Return the account for commands without a named user, creating it when first needed.

    It may write drafts, but has no password, so that nobody can sign in with it and it cannot sign. Deactivating
    it in the administration stops commands from writing.
    """
    if account := User.objects.filter(username=COMMAND_LINE_USERNAME).first():
        return account
    with transaction.atomic():
        account, made = User.objects.get_or_create(
            username=COMMAND_LINE_USERNAME,
            defaults={
                "first_name": "Command",
                "last_name": "line",
                "role": Role.RADIOLOGIST,
                "password": make_password(None),
            },
        )
        if made:
            account_audit.record_created(account, account)
    return account


def find_account(username: str, option: str) -> User:
    """Return the account named by an option.

    Raises:
        CommandError: it does not exist; exit code 2.
    """
    account = User.objects.filter(username=username).first()
    if account is None:
        raise bad_input_error(f"{option}: there is no account “{username}”.")
    return account


def find_signer(username: str, option: str) -> User:
    """Return the account named by an option, which must be allowed to sign.

    Raises:
        CommandError: it does not exist (exit code 2) or may not sign (exit code 1).
    """
    account = find_account(username, option)
    if sentence := permissions.refusal(account, Permission.SIGN):
        raise refused_error(f"{option}: {sentence}")
    return account


def read_signing_password(signer: User) -> str:
    """Return the signer's password from the environment or the terminal.

    It is never an argument, because other users can see those.

    Raises:
        CommandError: there is no password; exit code 1.
    """
    if PASSWORD_VARIABLE in os.environ:
        return os.environ[PASSWORD_VARIABLE]
    if not sys.stdin.isatty():
        raise refused_error(f"The password is missing: set {PASSWORD_VARIABLE}, or sign in a terminal.")
    return getpass.getpass(f"Password of {signer.get_username()}: ")

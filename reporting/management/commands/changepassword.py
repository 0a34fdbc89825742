"""Print a link to set a new password, in place of Django's command, which would set it for its owner, unrecorded."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reporting.accounts import credentials, invitations
from reporting.management.command_user import command_line_user, find_account
from reporting.management.files import refused_error
from reporting.policy.exceptions import ActionRefused


class Command(BaseCommand):
    help = "Print a link of one use by which the owner of an account sets a new password, or the first one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="user name of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        account = find_account(options["username"], "username")
        new = not account.has_usable_password()
        try:
            if new:
                link = invitations.invite(account, actor=command_line_user())
            else:
                link = credentials.reset_link(account, actor=command_line_user())
        except ActionRefused as refused:
            raise refused_error(refused.sentence) from None
        self.stdout.write(f"Open this link within {72 if new else 1} hours to set the password:\n{link}")

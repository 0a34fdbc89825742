"""Remove a lost second factor when no administrator can sign in to do so."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reporting.accounts import credentials
from reporting.management.command_user import command_line_user, find_account
from reporting.policy.exceptions import ActionRefused


class Command(BaseCommand):
    help = "Remove the second factors of an account and end its sessions; the owner is notified by e-mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="user name of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        account = find_account(options["username"], "username")
        try:
            credentials.reset_second_factor(account, actor=command_line_user())
        except ActionRefused as refused:  # nothing to remove
            self.stdout.write(refused.sentence)
        else:
            self.stdout.write(f"The second factor of “{account.get_username()}” was removed.")

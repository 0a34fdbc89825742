"""Create an administrator, in place of Django's command, which would set the password for its owner."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from reporting.accounts import invitations
from reporting.custody import account_audit
from reporting.management.command_user import command_line_user
from reporting.management.files import bad_input_error
from reporting.models import Role, User


class Command(BaseCommand):
    help = (
        "Create an administrator and print the link by which the owner sets the password. The link works once, "
        "within 72 hours."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", help="user name; asked for if not given")
        parser.add_argument("--email", help="e-mail address; asked for if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        username = options["username"] or input("User name: ").strip()
        email = options["email"] or input("E-mail address: ").strip()
        actor = command_line_user()
        account = User(
            username=username, email=email, role=Role.ADMIN, is_staff=True, password=make_password(None)
        )
        try:
            account.full_clean()
        except ValidationError as error:
            raise bad_input_error(" ".join(error.messages)) from None
        with transaction.atomic():
            account.save(force_insert=True)
            account_audit.record_created(actor, account)
        link = invitations.invite(account, actor=actor)
        self.stdout.write(f"Open this link within 72 hours to set the password of “{username}”:\n{link}")

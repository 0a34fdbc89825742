"""Django's command, recorded in the audit trail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.management.commands.changepassword import Command as DjangoCommand
from django.db import transaction

from reporting.custody import account_audit
from reporting.management.command_user import command_line_user
from reporting.models import User


class Command(DjangoCommand):
    def handle(self, *args: Any, **options: Any) -> str | None:
        actor = command_line_user()
        with transaction.atomic():
            done: str | None = super().handle(*args, **options)
            account = User.objects.get(username=options["username"])
            account_audit.record_command(actor, account, changed=["password"])
        return done

"""Django's command, recorded in the audit trail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.management.commands.createsuperuser import Command as DjangoCommand
from django.db import transaction

from reporting.custody import account_audit
from reporting.management.command_user import command_line_user
from reporting.models import User


class Command(DjangoCommand):
    def handle(self, *args: Any, **options: Any) -> None:
        actor = command_line_user()
        with transaction.atomic():
            known = set(User.objects.values_list("pk", flat=True))
            super().handle(*args, **options)
            for account in User.objects.exclude(pk__in=known):
                account_audit.record_command(
                    actor, account, created=True, **account_audit.changes({}, account)
                )

"""Print or apply the privileges of the application's role on PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from reporting.custody import database_roles
from reporting.management.files import refused_error


class Command(BaseCommand):
    help = (
        "Print the SQL that gives the application's database role its privileges and no others; --apply executes it. "
        "Run it as the owner of the tables. PostgreSQL only."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--role", default="", help="default: DATABASE_APPLICATION_ROLE")
        parser.add_argument("--apply", action="store_true", help="execute the statements in one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        role = options["role"] or settings.DATABASE_APPLICATION_ROLE
        if connection.vendor != "postgresql":
            raise refused_error("SQLite has no roles. This command is for PostgreSQL.")
        if not role:
            raise refused_error("Name the role: --role ROLE, or set DATABASE_APPLICATION_ROLE.")
        if not options["apply"]:
            for statement in database_roles.grants(connection, role):
                self.stdout.write(f"{statement};")
            return
        try:
            database_roles.apply(connection, role)
        except database_roles.UnsuitableRole as error:
            raise refused_error(str(error)) from error
        self.stdout.write(f"The privileges of {role} are up to date.")

"""Triggers by which the database itself refuses to change or delete what was signed and what was recorded.

They are installed after every migrate, because SQLite loses the triggers of a table that a migration remakes,
and their presence is checked at start.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError, ProgrammingError

from reporting.models import AuditEvent, ReportVersion

APPEND_ONLY: tuple[type[models.Model], ...] = (AuditEvent, ReportVersion)
FUNCTION = "reporting_refuse_change"


def _sentence(table: str) -> str:
    return f"rows of {table} cannot be changed or deleted"


def _names(vendor: str) -> dict[str, tuple[str, str]]:
    """Trigger name → (table, operation)."""
    operations = ("UPDATE", "DELETE", "TRUNCATE") if vendor == "postgresql" else ("UPDATE", "DELETE")
    return {
        f"{model._meta.db_table}_no_{operation.lower()}": (model._meta.db_table, operation)
        for model in APPEND_ONLY
        for operation in operations
    }


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers that are missing."""
    absent = missing(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "RAISE EXCEPTION 'rows of % cannot be changed or deleted', TG_TABLE_NAME "
                "USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        for name in absent:
            table, operation = _names(connection.vendor)[name]
            if connection.vendor == "postgresql":
                each = "STATEMENT" if operation == "TRUNCATE" else "ROW"
                cursor.execute(
                    f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" '
                    f"FOR EACH {each} EXECUTE FUNCTION {FUNCTION}()"
                )
            else:
                cursor.execute(
                    f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" '
                    f"BEGIN SELECT RAISE(ABORT, '{_sentence(table)}'); END"
                )


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for tests, and for a migration that must rewrite these tables."""
    with connection.cursor() as cursor:
        for name, (table, _operation) in _names(connection.vendor).items():
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Names of the triggers that are not there or are switched off."""
    if connection.vendor == "postgresql":
        sql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        present = {name for (name,) in cursor.fetchall()}
    return tuple(name for name in _names(connection.vendor) if name not in present)


def install_after_migrate(using: str, **_kwargs: Any) -> None:
    """Receiver of ``post_migrate``. A database migrated to before the first migration has no tables yet."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if all(model._meta.db_table in tables for model in APPEND_ONLY):
        install(connection)


def check(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """The triggers must be there on every migrated database."""
    problems: list[checks.CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        try:
            tables = set(connection.introspection.table_names())
        except (OperationalError, ProgrammingError):
            continue  # not reachable: migrate and serve say so themselves
        unmigrated = [model for model in APPEND_ONLY if model._meta.db_table not in tables]
        if not unmigrated and (absent := missing(connection)):
            problems.append(
                checks.Error(
                    f"Signed versions and audit events are unprotected. Missing triggers: {', '.join(absent)}.",
                    hint="Run: manage.py migrate --skip-checks (it installs them again)",
                    id="reporting.E010",
                )
            )
    return problems

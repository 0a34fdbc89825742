"""Database triggers that refuse to change or delete signed versions and audit events.

They are installed after every migrate, because SQLite loses the triggers of a table that a migration rebuilds,
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


def _error_message(table: str) -> str:
    return f"rows of {table} cannot be changed or deleted"


def _expected_triggers(vendor: str) -> dict[str, tuple[str, str]]:
    """Return trigger name → (table, operation)."""
    operations = ("UPDATE", "DELETE", "TRUNCATE") if vendor == "postgresql" else ("UPDATE", "DELETE")
    return {
        f"{model._meta.db_table}_no_{operation.lower()}": (model._meta.db_table, operation)
        for model in APPEND_ONLY
        for operation in operations
    }


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers that are missing. If none is, nothing is written, so that any role may ``migrate``."""
    absent = missing(connection)
    if not absent:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "RAISE EXCEPTION 'rows of % cannot be changed or deleted', TG_TABLE_NAME "
                "USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        for name in absent:
            table, operation = _expected_triggers(connection.vendor)[name]
            if connection.vendor == "postgresql":
                each = "STATEMENT" if operation == "TRUNCATE" else "ROW"
                cursor.execute(
                    f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" '
                    f"FOR EACH {each} EXECUTE FUNCTION {FUNCTION}()"
                )
            else:
                cursor.execute(
                    f'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" '
                    f"BEGIN SELECT RAISE(ABORT, '{_error_message(table)}'); END"
                )


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers, for tests and for migrations that must rewrite these tables."""
    with connection.cursor() as cursor:
        for name, (table, _operation) in _expected_triggers(connection.vendor).items():
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Return the names of the triggers that are missing or disabled."""
    if connection.vendor == "postgresql":
        sql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        present = {name for (name,) in cursor.fetchall()}
    return tuple(name for name in _expected_triggers(connection.vendor) if name not in present)


def install_after_migrate(using: str, **_kwargs: Any) -> None:
    """Receiver of ``post_migrate``. Before the first migration the tables do not exist yet."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if all(model._meta.db_table in tables for model in APPEND_ONLY):
        install(connection)


def check(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """System check: the triggers must exist on every migrated database."""
    problems: list[checks.CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        try:
            tables = set(connection.introspection.table_names())
        except (OperationalError, ProgrammingError):
            continue  # not reachable; migrate and serve report that themselves
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

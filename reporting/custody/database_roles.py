"""Privileges of the application's database role on PostgreSQL.

The tables belong to an owner role, which runs migrations only. The service connects as the application role, which
cannot alter tables, switch off triggers, or change audit events and signed versions. SQLite has no roles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core import checks
from django.core.cache.backends.db import BaseDatabaseCache
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError
from django.utils.module_loading import import_string

from reporting.custody.triggers import APPEND_ONLY
from reporting.models import (
    AuditHead,
    ContrastAgent,
    Examination,
    Patient,
    ReadReceipt,
    Report,
    SheetRelease,
    User,
)

ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")
READ = ("SELECT",)
ADD = ("SELECT", "INSERT")
CHANGE = ("SELECT", "UPDATE")
KEEP = ("SELECT", "INSERT", "UPDATE")

ADDED_TO: tuple[type[models.Model], ...] = (*APPEND_ONLY, ReadReceipt, SheetRelease)
NEVER_DELETED: tuple[type[models.Model], ...] = (User, Patient, Examination, Report, ContrastAgent)
# Tables not listed here get ALL.
PRIVILEGES: dict[str, tuple[str, ...]] = {
    **{model._meta.db_table: ADD for model in ADDED_TO},
    **{model._meta.db_table: KEEP for model in NEVER_DELETED},
    AuditHead._meta.db_table: CHANGE,  # its one row is created by ``migrate``
    "django_admin_log": ADD,
    # Written by ``migrate`` only.
    "django_migrations": READ,
    "django_content_type": READ,
    "auth_permission": READ,
}
NEVER = ("TRUNCATE", "TRIGGER", "REFERENCES")


class UnsuitableRole(RuntimeError):
    """The role does not exist, or is not restricted by privileges."""


def tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables of the application that exist in the database, sorted."""
    wanted = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    wanted |= {"django_migrations"} | {
        str(cache["LOCATION"])
        for cache in settings.CACHES.values()
        if issubclass(import_string(cache["BACKEND"]), BaseDatabaseCache)
    }
    return sorted(wanted & set(connection.introspection.table_names()))


def grants(connection: BaseDatabaseWrapper, role: str) -> list[str]:
    """Return the SQL statements, to be executed by the owner, that give ``role`` its privileges and no others."""
    quote = connection.ops.quote_name
    database = quote(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = quote(cursor.fetchone()[0])
    tables_of = defaultdict(list)
    for table in tables(connection):
        tables_of[PRIVILEGES.get(table, ALL)].append(quote(table))
    to = quote(role)
    return [
        # TEMPORARY would allow a table that hides one of the application's.
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC, {to}",
        f"GRANT CONNECT ON DATABASE {database} TO {to}",
        f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC, {to}",
        f"GRANT USAGE ON SCHEMA {schema} TO {to}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {to}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM PUBLIC, {to}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {to}",
        *(
            f"GRANT {', '.join(privileges)} ON {', '.join(names)} TO {to}"
            for privileges, names in sorted(tables_of.items())
        ),
    ]


def apply(connection: BaseDatabaseWrapper, role: str) -> None:
    """Execute `grants` in one transaction, so that a running service is not interrupted.

    Raises:
        UnsuitableRole: ``role`` does not exist, is a superuser, or owns the tables or belongs to their owner.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, pg_has_role(rolname, current_user, 'MEMBER') FROM pg_roles WHERE rolname = %s",
            [role],
        )
        found = cursor.fetchone()
    if found is None:
        raise UnsuitableRole(f"There is no database role {role}. Create it: createuser {role}")
    if any(found):
        raise UnsuitableRole(
            f"The database role {role} is a superuser, or the owner of the tables or a member of it, so privileges "
            "do not restrict it. Use a separate role for the application."
        )
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in grants(connection, role):
            cursor.execute(statement)


def apply_after_migrate(using: str, **_kwargs: Any) -> None:
    """Receiver of ``post_migrate``: new tables get their privileges when the owner has created them."""
    connection, role = connections[using], settings.DATABASE_APPLICATION_ROLE
    if role and connection.vendor == "postgresql" and current_role(connection) != role:
        apply(connection, role)


def current_role(connection: BaseDatabaseWrapper) -> str:
    """Return the name of the role whose privileges apply."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def differing(connection: BaseDatabaseWrapper, *, missing: bool) -> Iterator[str]:
    """Return “PRIVILEGE on table” for what the current role lacks, or else for what it has beyond its privileges."""
    with connection.cursor() as cursor:
        # Audit events and signed versions first, as messages show only the first ones.
        first = list(PRIVILEGES)
        for table in sorted(
            tables(connection), key=lambda table: first.index(table) if table in first else len(first)
        ):
            expected = PRIVILEGES.get(table, ALL)
            for privilege in expected if missing else [each for each in ALL + NEVER if each not in expected]:
                cursor.execute(
                    "SELECT has_table_privilege(%s, %s)", [connection.ops.quote_name(table), privilege]
                )
                if cursor.fetchone()[0] != missing:
                    yield f"{privilege} on {table}"


def check_sufficient(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """System check: a service without a needed privilege must not start and fail on use."""
    return [
        checks.Error(
            f"The database role {role} lacks privileges: {', '.join(lacking[:5])}.",
            hint="Run as the owner of the tables: manage.py database_grants --apply",
            id="reporting.E011",
        )
        for role, lacking in _by_role(databases, missing=True)
    ]


def check_restricted(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """Deployment check: the service's role must not be able to change signed versions and audit events."""
    return [
        checks.Warning(
            f"The database role {role} may do more than the application needs: {', '.join(excess[:5])}.",
            hint="Use separate roles for the owner of the tables and for the application; see docs/installation.md.",
            id="reporting.W011",
        )
        for role, excess in _by_role(databases, missing=False)
    ]


def _by_role(databases: Sequence[str] | None, *, missing: bool) -> Iterator[tuple[str, list[str]]]:
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        try:
            found = list(differing(connection, missing=missing))
        except OperationalError:
            continue  # not reachable; migrate and serve report that themselves
        if found:
            yield current_role(connection), found

"""Checks at start: nothing is served from a database or a folder that could lose a signed report."""

import os
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from reporting import sqlite

SYNCHRONOUS_FULL = 2


def data_directory(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """The folder of the signed PDFs must take new files."""
    if os.access(settings.DATA_DIR, os.W_OK | os.X_OK):
        return []
    return [
        checks.Error(
            f"The data directory {settings.DATA_DIR} cannot be written to.",
            hint="Give it to the user who runs the application, or set REPORTING_DATA_DIR.",
            id="reporting.E001",
        )
    ]


def sqlite_durability(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """SQLite must be a version without the WAL-reset bug, in WAL mode, and write through to the disk."""
    problems: list[checks.CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        with connection.cursor() as cursor:
            version, mode = (
                cursor.execute(sql).fetchone()[0]
                for sql in ("SELECT sqlite_version()", "PRAGMA journal_mode")
            )
            synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
            recursive = cursor.execute("PRAGMA recursive_triggers").fetchone()[0]
        major, minor, patch = (int(part) for part in version.split("."))
        if not sqlite.is_safe((major, minor, patch)):
            problems.append(
                checks.Error(
                    f"SQLite {version} can corrupt the database (WAL-reset bug, mended in 3.51.3).",
                    hint="Install the pysqlite3 named in requirements.txt, update SQLite, or use PostgreSQL "
                    "through DATABASE_URL.",
                    id="reporting.E002",
                )
            )
        if mode != "wal" or synchronous < SYNCHRONOUS_FULL or not recursive:
            problems.append(
                checks.Error(
                    f"SQLite runs with journal_mode={mode}, synchronous={synchronous}, "
                    f"recursive_triggers={recursive}; wal, 2 and 1 are needed to keep signed reports.",
                    hint="The database file must lie on a local disk, not on a network share.",
                    id="reporting.E003",
                )
            )
    return problems


def register() -> None:
    """Make the checks part of ``manage.py check`` and ``manage.py migrate``."""
    checks.register(data_directory)
    checks.register(sqlite_durability, checks.Tags.database)


def enforce() -> None:
    """Refuse to serve when a check fails: servers stop at this exception and print it."""
    errors = [*data_directory(None), *sqlite_durability(None, databases=list(connections))]
    if errors:
        raise ImproperlyConfigured(" ".join(f"{error.msg} {error.hint}" for error in errors))

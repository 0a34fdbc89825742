import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import checks as django_checks
from django.db import OperationalError, connection

from reporting import checks
from reporting.site import sqlite

on_sqlite = pytest.mark.only("sqlite")


@on_sqlite
@pytest.mark.django_db
def test_every_promise_of_the_database_holds_on_a_live_connection():
    pragmas = {"journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1, "foreign_keys": 1}
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas}
    assert found == pragmas
    assert connection.transaction_mode == "IMMEDIATE"
    assert checks.sqlite_durability(None, databases=["default"]) == []


@on_sqlite
@pytest.mark.django_db
def test_unsafe_version_is_refused(monkeypatch):
    monkeypatch.setattr(sqlite, "is_safe", lambda version: False)
    (error,) = checks.sqlite_durability(None, databases=["default"])
    assert error.id == "reporting.E002"
    assert "WAL-reset" in error.msg


@on_sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("pragma", ["synchronous=NORMAL", "recursive_triggers=OFF"])
def test_weakened_connection_is_refused(pragma):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
    try:
        (error,) = checks.sqlite_durability(None, databases=["default"])
    finally:
        connection.close()
    assert error.id == "reporting.E003"


@on_sqlite
@pytest.mark.django_db
def test_database_that_cannot_be_opened_is_named(monkeypatch):
    def refuse():
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(connection, "cursor", refuse)
    (error,) = checks.sqlite_durability(None, databases=["default"])
    assert error.id == "reporting.E004"
    assert "unable to open" in error.msg


def test_data_directory_that_is_not_there_is_refused(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "unmounted"
    (error,) = checks.data_directory(None)
    assert error.id == "reporting.E001"
    assert "unmounted" in error.msg


def test_checks_are_part_of_manage_check():
    registered = django_checks.registry.registry.get_checks()
    assert {checks.data_directory, checks.sqlite_durability} <= set(registered)


@pytest.mark.parametrize("server_module", ["reporting.wsgi", "reporting.asgi"])
def test_server_refuses_to_start_and_says_why(server_module, tmp_path):
    unsafe = (
        f"from reporting.site import sqlite; sqlite.is_safe = lambda version: False; import {server_module}"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "REPORTING_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "reporting.settings",
    }
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", unsafe], env=environment, cwd=root, capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert "WAL-reset bug" in done.stderr


@pytest.mark.pure
def test_a_start_on_a_database_that_cannot_be_opened_ends_with_a_sentence(tmp_path: Path) -> None:
    """Checks of Django’s own connect before ours do, for example on a disk mounted read-only."""
    environment = {
        "PATH": os.environ["PATH"],
        "REPORTING_DATA_DIR": str(tmp_path / "data"),
        "DATABASE_URL": "sqlite:////proc/ductogram.sqlite3",
    }
    done = subprocess.run(
        [sys.executable, "-c", "import reporting.wsgi"],
        cwd=Path(__file__).resolve().parents[1],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].startswith(
        "django.core.exceptions.ImproperlyConfigured: The database cannot be opened: unable to open database file."
    )


def test_a_redis_server_without_its_client_is_refused(settings, monkeypatch):
    settings.CACHE_URL = "redis://localhost:6379/0"
    monkeypatch.setattr(checks.importlib.util, "find_spec", lambda _name: None)
    (error,) = checks.cache_server(None)
    assert error.id == "reporting.E007"
    settings.CACHE_URL = ""
    assert checks.cache_server(None) == []

"""System checks at start: refuse to serve if signed reports could be lost or the clinical rules are invalid."""

import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.core.files.storage.handler import InvalidStorageError
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from reporting.custody.pades import keys
from reporting.ductography.decision import evidence, notes, plan_proof, plan_table
from reporting.ductography.document.formatting import day
from reporting.ductography.phrases.advice import NOTE
from reporting.pdf.fonts.fallback import typeface
from reporting.pdf.fonts.typeface import UnusableFont
from reporting.site import deployment, sqlite

SYNCHRONOUS_FULL = 2
FAULTS_SHOWN = 5  # one wrong cell makes hundreds


def data_directory(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """The folders of signed PDFs and of uploads must be writable."""
    # The archive is created with the first signature; a folder that another account created is found here.
    folders = [settings.DATA_DIR, settings.UPLOAD_DIR, *filter(Path.exists, [settings.ARCHIVE_DIR])]
    return [
        checks.Error(
            f"The data directory {folder} is not writable.",
            hint="Make it writable by the application’s user, or set REPORTING_DATA_DIR.",
            id="reporting.E001",
        )
        for folder in folders
        if not os.access(folder, os.W_OK | os.X_OK)
    ]


def archive_storage(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """The storage of the signed PDFs must be usable. Its availability is checked on use."""
    try:
        storages["archive"]
    except (ImportError, InvalidStorageError, ImproperlyConfigured) as error:
        return [
            checks.Error(
                f"The storage for signed PDFs cannot be used: {error}.",
                hint="Install it (for a bucket: pip install 'django-storages[s3]'), or leave "
                "ARCHIVE_S3_BUCKET empty.",
                id="reporting.E006",
            )
        ]
    return []


def cache_server(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """A configured Redis server needs its client; whether it answers is found out on use."""
    if settings.CACHE_URL and importlib.util.find_spec("redis") is None:
        return [
            checks.Error(
                "CACHE_URL is set, but the package redis is not installed.",
                hint="Install it with: pip install redis; or leave CACHE_URL empty to use the database.",
                id="reporting.E007",
            )
        ]
    return []


def sqlite_durability(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """SQLite must be a version without the WAL-reset bug, in WAL mode, with full synchronisation to disk."""
    problems: list[checks.CheckMessage] = []
    for alias in databases or ():
        if connections[alias].vendor == "sqlite":
            problems += _durability(connections[alias])
    return problems


def _durability(connection: BaseDatabaseWrapper) -> list[checks.CheckMessage]:
    questions = (
        "SELECT sqlite_version()",
        "PRAGMA journal_mode",
        "PRAGMA synchronous",
        "PRAGMA recursive_triggers",
    )
    try:
        with connection.cursor() as cursor:
            version, mode, synchronous, recursive = (
                cursor.execute(question).fetchone()[0] for question in questions
            )
    except OperationalError as error:
        return [
            checks.Error(
                f"The database {connection.settings_dict['NAME']} cannot be opened: {error}.",
                hint="Make the file and its folder writable by the application’s user.",
                id="reporting.E004",
            )
        ]
    problems: list[checks.CheckMessage] = []
    major, minor, patch = (int(part) for part in version.split("."))
    if not sqlite.is_safe((major, minor, patch)):
        problems.append(
            checks.Error(
                f"SQLite {version} can corrupt the database (WAL-reset bug, fixed in 3.51.3).",
                hint="Install the pysqlite3 named in requirements.txt, update SQLite, or use PostgreSQL "
                "through DATABASE_URL.",
                id="reporting.E002",
            )
        )
    if (mode, synchronous, recursive) != ("wal", SYNCHRONOUS_FULL, 1):
        problems.append(
            checks.Error(
                f"SQLite runs with journal_mode={mode}, synchronous={synchronous}, "
                f"recursive_triggers={recursive}; wal, 2 and 1 are needed to keep signed reports.",
                hint="The database file must be on a local disk, not on a network share.",
                id="reporting.E003",
            )
        )
    return problems


def clinical_tables(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Every rank must get a step whatever else is recorded, and every figure of the evidence must have its study."""
    try:
        faults = plan_proof.prove(plan_table.rows())
        faults += [f"{note.id}: no sentence" for note in notes.rules() if note.sentence not in NOTE]
        evidence.associations()
    except (plan_table.TableError, evidence.EvidenceError) as error:
        faults = [str(error)]
    return [
        checks.Error(
            f"The clinical tables are invalid: {fault}.",
            hint="Restore plan.csv, notes.csv and evidence.csv in reporting/ductography/decision of this release.",
            id="reporting.E005",
        )
        for fault in faults[:FAULTS_SHOWN]
    ]


def signing_key(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """The configured signing key must be private and usable, and its certificate valid."""
    hint = "Check SIGNING_KEY, SIGNING_CERTIFICATE and SIGNING_PASSPHRASE; see docs/installation.md."
    now = timezone.now()
    try:
        key = keys.site_key()
        if settings.SIGNING_ROOTS:
            keys.load_certificates(settings.SIGNING_ROOTS)
        if key and (fault := key.validity_fault(now)):
            raise keys.KeyFault(fault)
    except keys.KeyFault as fault:
        return [checks.Error(str(fault), hint=hint, id="reporting.E020")]
    if key and key.expires_soon(now):
        date = day(key.certificate.not_valid_after_utc)
        return [checks.Warning(f"The certificate of {key.name} expires on {date}.", id="reporting.W020")]
    return []


def fallback_fonts(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Fonts named in the settings must exist, have TrueType outlines, and allow embedding."""
    problems: list[checks.CheckMessage] = []
    for path in settings.FALLBACK_FONTS:
        try:
            typeface(path)
        except UnusableFont as error:
            problems.append(
                checks.Error(
                    f"REPORTING_FALLBACK_FONTS: {error}.",
                    hint="Name TrueType files (.ttf, or .ttc with #0, #1 … for the font in it), separated by "
                    "commas, or leave it unset.",
                    id="reporting.E030",
                )
            )
    return problems


def register() -> None:
    """Add the checks to ``manage.py check`` and ``manage.py migrate``."""
    checks.register(data_directory)
    checks.register(archive_storage)
    checks.register(cache_server)
    checks.register(clinical_tables)
    checks.register(signing_key)
    checks.register(fallback_fonts)
    checks.register(sqlite_durability, checks.Tags.database)
    deployment.register()


def enforce() -> None:
    """Raise ImproperlyConfigured if any check fails, so that servers do not start."""
    try:
        messages = checks.run_checks(databases=list(connections))
    except OperationalError as error:
        raise ImproperlyConfigured(
            f"The database cannot be opened: {str(error).strip()}. Check DATABASE_URL, and that the data directory "
            f"{settings.DATA_DIR} is writable by the application’s user."
        ) from error
    # Static files are collected after the first ``migrate``, so the commands before it must not require them.
    messages += deployment.readable_static_files(None)
    errors = [message for message in messages if message.is_serious()]
    connections.close_all()  # the server may fork its workers now, which must not share a connection
    if errors:
        raise ImproperlyConfigured(" ".join(f"{error.msg} {error.hint or ''}" for error in errors))

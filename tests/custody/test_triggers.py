"""What is signed or recorded cannot be changed or deleted, by whatever path one tries."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.utils import timezone

from reporting.custody import audit, triggers
from reporting.models import AuditEvent, AuditKind, Report, ReportVersion, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(examination: Any, rosa: User) -> ReportVersion:
    """A version as the table takes it; how one is signed is told elsewhere."""
    return ReportVersion.objects.create(
        report=examination.report,
        number=1,
        kind="preliminary",
        meaning="preliminary",
        document="{}",
        document_digest="0" * 64,
        pdf_digest="1" * 64,
        pdf_name="11/11/1.pdf",
        signed_by=rosa,
        signer_name="Rosa",
        signed_at=timezone.now(),
        request_key=uuid.uuid4(),
        seal="2" * 64,
    )


@pytest.fixture
def event(rosa: User) -> AuditEvent:
    return audit.record(AuditKind.LOGIN, actor=rosa)


@pytest.fixture(params=["version", "event"])
def row(request: pytest.FixtureRequest) -> models.Model:
    return request.getfixturevalue(request.param)


def execute(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def save(row: models.Model) -> None:
    row.seal = "f" * 64  # type: ignore[attr-defined]
    row.save()


def save_one_field(row: models.Model) -> None:
    row.seal = "f" * 64  # type: ignore[attr-defined]
    row.save(update_fields=["seal"])


def bulk_update(row: models.Model) -> None:
    row.seal = "f" * 64  # type: ignore[attr-defined]
    type(row)._default_manager.bulk_update([row], ["seal"])


def upsert(row: models.Model) -> None:
    type(row)._default_manager.bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=["seal"]
    )


def load_fixture(row: models.Model) -> None:
    (loaded,) = serializers.deserialize("python", serializers.serialize("python", [row]))
    loaded.object.seal = "f" * 64
    loaded.save()


def raw_replace(row: models.Model) -> None:
    table = row._meta.db_table
    execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = %s", row.pk)


def raw_truncate(row: models.Model) -> None:
    execute(f"TRUNCATE {row._meta.db_table} CASCADE")


ATTEMPTS: list[Any] = [
    save,
    save_one_field,
    bulk_update,
    upsert,
    load_fixture,
    pytest.param(raw_replace, marks=pytest.mark.only("sqlite")),
    pytest.param(raw_truncate, marks=pytest.mark.only("postgresql")),
    lambda row: type(row)._default_manager.filter(pk=row.pk).update(seal="f" * 64),
    lambda row: row.delete(),
    lambda row: type(row)._default_manager.all().delete(),
    lambda row: execute(f"UPDATE {row._meta.db_table} SET seal = 'f' WHERE id = %s", row.pk),
    lambda row: execute(f"UPDATE {row._meta.db_table} SET id = id + 1000 WHERE id = %s", row.pk),
    lambda row: execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", row.pk),
]
NAMES = [
    "save",
    "save_one_field",
    "bulk_update",
    "upsert",
    "load_fixture",
    "raw_replace",
    "raw_truncate",
    "update",
    "delete",
    "delete_all",
    "raw_update",
    "raw_move",
    "raw_delete",
]


def contents(row: models.Model) -> dict[str, Any]:
    return type(row)._default_manager.filter(pk=row.pk).values().get()


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=NAMES)
def test_every_path_is_refused(row: models.Model, attempt: Callable[[models.Model], Any]) -> None:
    before = contents(row)
    with pytest.raises(DatabaseError), transaction.atomic():
        attempt(row)
    assert contents(row) == before


@pytest.mark.parametrize(
    "attempt", [ATTEMPTS[0], ATTEMPTS[7], ATTEMPTS[-1]], ids=["save", "update", "delete"]
)
def test_without_triggers_the_same_attempts_succeed(
    row: models.Model, attempt: Callable[[models.Model], Any]
) -> None:
    before = contents(row)
    triggers.remove(connection)
    attempt(row)
    assert type(row)._default_manager.filter(pk=row.pk).values().first() != before


def test_a_change_is_told_in_words(event: AuditEvent) -> None:
    with pytest.raises(IntegrityError, match="cannot be changed or deleted"), transaction.atomic():
        AuditEvent.objects.all().delete()


def test_a_person_who_signed_cannot_be_deleted(version: ReportVersion, rosa: User) -> None:
    with pytest.raises(models.ProtectedError):
        rosa.delete()
    with pytest.raises(models.ProtectedError):
        version.report.delete()
    assert Report.objects.filter(pk=version.report_id).exists()


def test_the_check_names_what_is_missing() -> None:
    assert triggers.check(None, databases=["default"]) == []
    triggers.remove(connection)
    (problem,) = triggers.check(None, databases=["default"])
    assert "reporting_auditevent_no_update" in problem.msg
    assert "reporting_reportversion_no_delete" in problem.msg


def test_migrating_installs_them_again() -> None:
    triggers.remove(connection)
    assert len(triggers.missing(connection)) >= 4
    call_command("migrate", verbosity=0, skip_checks=True)
    assert triggers.missing(connection) == ()


def test_installing_twice_is_harmless() -> None:
    triggers.install(connection)
    triggers.install(connection)
    assert triggers.missing(connection) == ()

"""On PostgreSQL the service's role can do all its work, and nothing to what is signed or recorded."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from reporting.custody import audit, database_roles
from reporting.models import (
    AuditEvent,
    Delivery,
    Examination,
    ReadReceipt,
    Report,
    Status,
    User,
)
from tests.cast import PASSWORD, complete_document
from tests.conftest import unavailable
from tests.journeys import register as register_by_form
from tests.journeys import save, sign, step

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.only("postgresql")]


# --- In the tests' own database: the role is made, used and dropped in one transaction --------------


@pytest.fixture
def application(db: None) -> Callable[[], str]:
    """Continue as the application role; the transaction of the test ends it, and the role with it."""
    role = f"application_{uuid.uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role}")
    database_roles.apply(connection, role)

    def become() -> str:
        # What was inserted before is checked by its owner now: pending checks prevent a change of role.
        with connection.cursor() as cursor:
            cursor.execute(
                f"SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; SET LOCAL ROLE {role}"
            )
        return role

    return become


def test_every_table_has_its_privileges_and_no_others(application: Callable[[], str]) -> None:
    application()
    assert list(database_roles.differing(connection, missing=True)) == []
    assert list(database_roles.differing(connection, missing=False)) == []
    assert database_roles.check_sufficient(None, ["default"]) == []
    assert database_roles.check_restricted(None, ["default"]) == []


def test_no_table_is_left_out_or_made_up(db: None) -> None:
    """``PRIVILEGES`` names existing tables; all that can be stored has a row in the statements."""
    granted = set(re.findall(r'"(\w+)"', " ".join(database_roles.grants(connection, "someone"))))
    assert {model._meta.db_table for model in apps.get_models(include_auto_created=True)} <= granted
    assert set(database_roles.PRIVILEGES) <= granted


def test_the_owner_may_do_too_much_and_check_deploy_says_so(db: None) -> None:
    (warning,) = database_roles.check_restricted(None, ["default"])
    assert warning.id == "reporting.W011"
    assert "reporting_auditevent" in warning.msg


def test_a_missing_privilege_is_an_error_at_start(application: Callable[[], str]) -> None:
    with connection.cursor() as cursor:
        role = application()
        cursor.execute("RESET ROLE")
        cursor.execute(f"REVOKE INSERT ON reporting_report FROM {role}")
    application()
    (error,) = database_roles.check_sufficient(None, ["default"])
    assert error.id == "reporting.E011"
    assert "INSERT on reporting_report" in error.msg


@pytest.mark.parametrize("role", ["nonexistent_role", "CURRENT"])
def test_a_role_that_privileges_do_not_restrict_is_refused(db: None, role: str) -> None:
    chosen = database_roles.current_role(connection) if role == "CURRENT" else role
    with pytest.raises(CommandError, match=chosen):
        call_command("database_grants", role=chosen, apply=True)


def test_the_command_prints_what_it_would_execute(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("database_grants", role="service")
    printed = capsys.readouterr().out.splitlines()
    assert printed == [f"{line};" for line in database_roles.grants(connection, "service")]


def test_all_work_is_done_under_the_application_role(
    application: Callable[[], str],
    rosa: User,
    finn: User,
    ada: User,
    mailoutbox: list[object],
) -> None:
    """From sign-in to withdrawal, over the pages, with real sessions, mail, images left out."""
    application()
    people = {}
    for person in (rosa, finn, ada):
        people[person.username] = browser = Client()
        answer = browser.post(
            reverse("account_login"), {"login": person.username, "password": PASSWORD}, follow=False
        )
        assert answer.status_code == 302, person
    radiologist, referrer, administrator = people["rosa"], people["finn"], people["ada"]

    registered = register_by_form(
        radiologist,
        patient_name="Synthetic Patient",
        mrn="M-1",
        birth_date="1971-03-09",
        sex="female",
        accession_number="A-1",
        examination_date="2026-05-04",
        referrer=str(finn.public_id),
        ordered_side="left",
    )
    assert registered.status_code == 302
    report = Report.objects.get()
    for impression in ("One filling defect.", "One filling defect in the left breast."):
        assert save(radiologist, report, complete_document(impression)).status_code == 302
    assert sign(radiologist, report, "sign_preliminary").status_code == 302
    assert sign(radiologist, report).status_code == 302
    call_command("send_notices", verbosity=0)
    assert mailoutbox
    for address in (
        reverse("inbox"),
        reverse("report", args=[report.public_id]),
        reverse("version-pdf", args=[report.public_id, 2]),
    ):
        assert referrer.get(address).status_code == 200, address
    assert ReadReceipt.objects.count() == 1
    assert step(radiologist, "report-amend", report, reason="Typing error.").status_code == 302
    assert save(radiologist, report, complete_document("Two filling defects.")).status_code == 302
    assert sign(radiologist, report, "sign_amendment").status_code == 302
    added = step(radiologist, "report-addendum", report, addendum="Histology: papilloma.", password=PASSWORD)
    assert added.status_code == 302
    gone = step(radiologist, "report-withdraw", report, reason="Wrong patient.", password=PASSWORD)
    assert gone.status_code == 302
    for address in (reverse("cases"), reverse("case", args=[report.public_id]), reverse("statistics")):
        assert administrator.get(address).status_code == 200, address
    assert radiologist.post(reverse("account_logout")).status_code == 302

    assert report.fresh().status == Status.WITHDRAWN
    assert report.versions.count() == 5
    for command in ("clearsessions", "verify_audit", "verify_documents", "send_notices"):
        call_command(command, verbosity=0)
    assert not Delivery.objects.filter(sent_at=None).exists()
    call_command("migrate", verbosity=0)
    assert audit.verify_chain() is None


FORBIDDEN = {
    "change an event": "UPDATE reporting_auditevent SET detail = '{}'",
    "delete an event": "DELETE FROM reporting_auditevent",
    "empty the trail": "TRUNCATE reporting_auditevent",
    "change a version": "UPDATE reporting_reportversion SET document = '{}'",
    "delete a version": "DELETE FROM reporting_reportversion",
    "empty the versions": "TRUNCATE reporting_reportversion CASCADE",
    "replace a version": "INSERT INTO reporting_reportversion SELECT * FROM reporting_reportversion "
    "ON CONFLICT (id) DO UPDATE SET document = '{}'",
    "delete the end of the trail": "DELETE FROM reporting_audithead",
    "add another end": "INSERT INTO reporting_audithead (number, seal, head_seal) VALUES (0, '', '')",
    "delete a report": "DELETE FROM reporting_report",
    "delete an account": "DELETE FROM reporting_user",
    "delete a patient": "DELETE FROM reporting_patient",
    "change a receipt": "UPDATE reporting_readreceipt SET at = now()",
    "delete a receipt": "DELETE FROM reporting_readreceipt",
    "delete a release": "DELETE FROM reporting_sheetrelease",
    "empty the sessions": "TRUNCATE django_session",
    "claim a migration": "INSERT INTO django_migrations (app, name, applied) VALUES ('reporting', 'x', now())",
    "switch off triggers": "ALTER TABLE reporting_reportversion DISABLE TRIGGER USER",
    "drop a trigger": "DROP TRIGGER reporting_auditevent_no_update ON reporting_auditevent",
    "replace the function": "CREATE OR REPLACE FUNCTION reporting_refuse_change() RETURNS trigger "
    "LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
    "act as a replica": "SET session_replication_role = replica",
    "alter a table": "ALTER TABLE reporting_report ADD COLUMN other text",
    "alter the trail": "ALTER TABLE reporting_auditevent ALTER COLUMN detail DROP NOT NULL",
    "drop a table": "DROP TABLE reporting_readreceipt",
    "create a table": "CREATE TABLE other (id integer)",
    "hide a table behind another": "CREATE TEMPORARY TABLE reporting_auditevent (id integer)",
    "create a schema": "CREATE SCHEMA other",
    "create a rule": "CREATE RULE other AS ON UPDATE TO reporting_report DO INSTEAD NOTHING",
    "create a trigger": "CREATE TRIGGER other BEFORE INSERT ON reporting_auditevent "
    "FOR EACH ROW EXECUTE FUNCTION reporting_refuse_change()",
    "become the owner": "ALTER TABLE reporting_auditevent OWNER TO CURRENT_USER",
    "set a sequence back": "SELECT setval(pg_get_serial_sequence('reporting_auditevent', 'id'), 1)",
    "read a file": "CREATE TEMPORARY TABLE other (line text); COPY other FROM '/etc/hostname'",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_what_the_application_role_cannot_do(
    statement: str, application: Callable[[], str], examination: Examination
) -> None:
    application()
    with pytest.raises(DatabaseError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    refused = raised.value.__cause__
    assert isinstance(refused, psycopg.errors.InsufficientPrivilege), refused
    assert AuditEvent.objects.exists()


def test_the_application_role_cannot_grant_itself_more(application: Callable[[], str]) -> None:
    application()
    with connection.cursor() as cursor:
        cursor.execute("GRANT UPDATE ON reporting_auditevent TO CURRENT_USER")  # PostgreSQL only warns
    assert list(database_roles.differing(connection, missing=False)) == []


# --- On a server: two roles that log in, as in docs/installation.md ---------------------------------


@pytest.fixture
def two_roles() -> Iterator[tuple[str, str, str]]:
    """Addresses of an empty database for the owner and for the service, and the latter's name."""
    server = os.environ.get("POSTGRES_URL") or unavailable("POSTGRES_URL names no PostgreSQL server")
    suffix = uuid.uuid4().hex[:12]
    database, owner, service = (f"{name}_{suffix}" for name in ("installed", "owner", "service"))
    with psycopg.connect(server, autocommit=True) as superuser:
        for role in (owner, service):
            superuser.execute(f"CREATE ROLE {role} LOGIN")
        superuser.execute(f"CREATE DATABASE {database} OWNER {owner}")

        def address(role: str) -> str:
            return re.sub(r"//[^@]*@(.*)/[^/]*$", rf"//{role}@\1/{database}", server)

        yield address(owner), address(service), service
        superuser.execute(f"DROP DATABASE {database} WITH (FORCE)")
        for role in (owner, service):
            superuser.execute(f"DROP ROLE {role}")


def manage(folder: Path, address: str, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "REPORTING_DATA_DIR": str(folder),
            "DATABASE_URL": address,
            **more,
        },
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_migrations_of_the_owner_serve_the_service(two_roles: tuple[str, str, str], tmp_path: Path) -> None:
    owner, service, role = two_roles
    environment = {"DATABASE_APPLICATION_ROLE": role}
    early = manage(tmp_path, service, "migrate", **environment)
    assert early.returncode != 0 and "permission denied" in early.stderr
    done = manage(tmp_path, owner, "migrate", "--verbosity", "0", **environment)
    assert done.returncode == 0, done.stderr
    for command in (("migrate",), ("check", "--database", "default"), ("verify_audit",)):
        done = manage(tmp_path, service, *command, **environment)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    with psycopg.connect(service) as connected, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connected.execute("ALTER TABLE reporting_auditevent DISABLE TRIGGER USER")


def test_without_the_setting_the_check_names_the_command(
    two_roles: tuple[str, str, str], tmp_path: Path
) -> None:
    owner, service, role = two_roles
    assert manage(tmp_path, owner, "migrate", "--verbosity", "0").returncode == 0
    refused = manage(tmp_path, service, "check", "--database", "default")
    assert refused.returncode != 0 and "database_grants --apply" in refused.stderr
    assert manage(tmp_path, owner, "database_grants", "--role", role, "--apply").returncode == 0
    assert manage(tmp_path, service, "check", "--database", "default").returncode == 0


def test_a_backup_by_the_service_is_restored_by_the_owner(
    two_roles: tuple[str, str, str], tmp_path: Path
) -> None:
    """Section 6 of docs/installation.md: dumped by the service, restored by the owner, granted again."""
    dump, restore = shutil.which("pg_dump"), shutil.which("pg_restore")
    if not (dump and restore):
        unavailable("no pg_dump on this machine (apt-get install postgresql-client)")
    owner, service, role = two_roles
    environment = {"DATABASE_APPLICATION_ROLE": role}
    assert manage(tmp_path, owner, "migrate", "--verbosity", "0", **environment).returncode == 0
    done = manage(
        tmp_path,
        service,
        *("createsuperuser", "--noinput", "--username", "ada", "--email", "ada@hospital.example"),
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )
    assert done.returncode == 0, done.stderr
    file = tmp_path / "database.dump"
    subprocess.run([dump, "--format=custom", "--file", file, service], check=True)
    with psycopg.connect(owner, autocommit=True) as connected:
        connected.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    subprocess.run([restore, "--no-owner", "--dbname", owner, file], check=True)
    done = manage(tmp_path, owner, "database_grants", "--apply", **environment)
    assert done.returncode == 0, done.stderr
    for command in (("check", "--database", "default"), ("verify_audit",)):
        done = manage(tmp_path, service, *command, **environment)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    with psycopg.connect(service) as connected, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connected.execute("DELETE FROM reporting_auditevent")


def test_an_installation_of_one_role_is_converted(two_roles: tuple[str, str, str], tmp_path: Path) -> None:
    """Section 2 of docs/installation.md: the tables of the service become those of the owner."""
    owner, service, role = two_roles
    with psycopg.connect(os.environ["POSTGRES_URL"], autocommit=True) as superuser:
        superuser.execute(f"GRANT CREATE ON DATABASE {owner.rpartition('/')[2]} TO {role}")
    with psycopg.connect(_superuser_address(owner), autocommit=True) as superuser:
        superuser.execute(f"GRANT ALL ON SCHEMA public TO {role}")
    assert manage(tmp_path, service, "migrate", "--verbosity", "0").returncode == 0
    with psycopg.connect(service, autocommit=True) as connected:
        connected.execute("ALTER TABLE reporting_auditevent DISABLE TRIGGER USER")  # as it was possible
        connected.execute("ALTER TABLE reporting_auditevent ENABLE TRIGGER USER")
    with psycopg.connect(_superuser_address(owner), autocommit=True) as superuser:
        superuser.execute(f"REASSIGN OWNED BY {role} TO {role.replace('service', 'owner')}")
    assert manage(tmp_path, owner, "migrate", DATABASE_APPLICATION_ROLE=role).returncode == 0
    assert manage(tmp_path, service, "check", "--database", "default").returncode == 0
    with psycopg.connect(service) as connected, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connected.execute("ALTER TABLE reporting_auditevent DISABLE TRIGGER USER")


def _superuser_address(address: str) -> str:
    """The database of ``address``, for the role of POSTGRES_URL."""
    return f"{os.environ['POSTGRES_URL'].rpartition('/')[0]}/{address.rpartition('/')[2]}"

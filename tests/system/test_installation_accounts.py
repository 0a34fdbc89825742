"""The recipe of docs/installation.md under its real accounts: root installs, the service serves, the owner migrates.

The accounts are two that every Debian has and that own nothing. Paths, ports and these names replace those of the
recipe; its files are used as they are otherwise.
"""

from __future__ import annotations

import http.client
import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.conftest import unavailable

ROOT = Path(__file__).resolve().parents[2]
RECIPE = ROOT / "docs" / "installation"
PROGRAM = ("manage.py", "reporting", "templates", "fixtures", "locale", "docs")
SERVICE, OWNER = "nobody", "www-data"
HOST = "reports.hospital.example"
PASSWORD = "a first phrase of the administrator"
SECURED = {"Host": HOST, "X-Forwarded-Proto": "https"}
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Site:
    folder: Path
    umask: int
    port: int

    @property
    def program(self) -> Path:
        return self.folder / "program"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def ductogram(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """The script of the recipe, called by root."""
        return subprocess.run(
            [str(self.folder / "ductogram"), *command],
            env={"PATH": os.environ["PATH"], **more},
            cwd="/",
            capture_output=True,
            text=True,
            timeout=180,
            umask=self.umask,
        )

    def run(self, *command: str, **more: str) -> str:
        done = self.ductogram(*command, **more)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        return done.stdout


def python_for(account: str) -> tuple[str, str]:
    """An interpreter that ``account`` may execute, and the folder of packages to give it."""
    packages = sysconfig.get_paths()["purelib"]
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (sys.executable, f"/usr/bin/{name}"):
        tried = subprocess.run(
            ["runuser", "-u", account, "--", candidate, "-c", "import django, psycopg"],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": packages},
            cwd="/",
            capture_output=True,
        )
        if tried.returncode == 0:
            return candidate, packages
    unavailable(f"no {name} that the account {account} may execute with the packages in {packages}")


@contextmanager
def two_roles(folder: Path) -> Iterator[tuple[str, str]]:
    """Addresses of an empty database for the service and for the owner of its tables."""
    server = os.environ.get("POSTGRES_URL") or unavailable("POSTGRES_URL names no PostgreSQL server")
    names = {part: f"{part}_{secrets.token_hex(4)}" for part in ("service", "owner", "accounts")}
    with ExitStack() as stack:
        superuser = stack.enter_context(psycopg.connect(server, autocommit=True))
        if (place := Path(superuser.info.host)).is_absolute():
            mode = place.stat().st_mode & 0o777
            place.chmod(mode | 0o011)  # the socket lies in a folder of root's or the server's own
            stack.callback(place.chmod, mode)
        superuser.execute(f"CREATE ROLE {names['service']} LOGIN")
        superuser.execute(f"CREATE ROLE {names['owner']} LOGIN")
        superuser.execute(f"CREATE DATABASE {names['accounts']} OWNER {names['owner']}")

        def address(role: str) -> str:
            return re.sub(r"//[^@]*@(.*)/[^/]*$", rf"//{role}@\1/{names['accounts']}", server)

        yield address(names["service"]), address(names["owner"])
        superuser.execute(f"DROP DATABASE {names['accounts']} WITH (FORCE)")
        superuser.execute(f"DROP ROLE {names['service']}")
        superuser.execute(f"DROP ROLE {names['owner']}")


def put(path: Path, text: str, mode: int, group: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.chown(path, 0, group)
    path.chmod(mode)


@pytest.fixture(
    scope="module",
    params=[("sqlite", 0o022), ("postgresql", 0o077)],
    ids=["sqlite, umask 022", "postgresql, umask 077"],
)
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """Sections 1 to 4 of the recipe, as far as the check of the installation."""
    if os.geteuid() != 0:
        unavailable("only root can act under several accounts")
    kind, umask = request.param
    python, packages = python_for(SERVICE)
    service = pwd.getpwnam(SERVICE)
    # Not below pytest's own folder, which only its owner can enter.
    folder = Path(tempfile.mkdtemp(prefix="ductogram-accounts-"))
    folder.chmod(0o755)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            found = Site(folder, umask, probe.getsockname()[1])
        found.program.mkdir(mode=0o755)
        for name in PROGRAM:
            source, target = ROOT / name, found.program / name
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        binaries = found.program / ".venv" / "bin"
        start = f'#!/bin/sh\nPYTHONPATH={packages} PYTHONDONTWRITEBYTECODE=1 exec {python} {{}} "$@"\n'
        put(binaries / "python", start.format(""), 0o755)
        put(binaries / "gunicorn", start.format("-m gunicorn"), 0o755)

        found.data.mkdir()
        os.chown(found.data, service.pw_uid, service.pw_gid)
        found.data.chmod(0o700)
        values = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "SEAL_KEY": secrets.token_urlsafe(64),
            "REPORTING_DATA_DIR": str(found.data),
            "DATABASE_URL": "",
            "DATABASE_APPLICATION_ROLE": "",
            "EMAIL_HOST": "localhost",
        }
        if kind == "postgresql":
            values["DATABASE_URL"], owner = stack.enter_context(two_roles(folder))
            values["DATABASE_APPLICATION_ROLE"] = re.findall(r"//(\w+)@", values["DATABASE_URL"])[0]
            put(folder / "etc" / "owner", f'DATABASE_URL="{owner}"\n', 0o600)
        environment = (RECIPE / "environment").read_text(encoding="utf-8")
        for name, value in values.items():
            environment, count = re.subn(rf"(?m)^{name}=.*$", f'{name}="{value}"', environment)
            assert count == 1, name
        put(folder / "etc" / "environment", environment, 0o640, service.pw_gid)

        script = (RECIPE / "ductogram").read_text(encoding="utf-8")
        script = script.replace("/etc/ductogram/", f"{folder}/etc/").replace(
            "/opt/ductogram", str(found.program)
        )
        script = re.sub(r"\bductogram_owner\b", OWNER, script)
        script = re.sub(r"(account=|!= )ductogram\b", rf"\g<1>{SERVICE}", script)
        put(folder / "ductogram", script, 0o755)

        found.run("migrate", "--verbosity", "0")
        found.run("collectstatic", "--noinput", "--verbosity", "0")
        person = ("--username", "ada", "--email", "ada@hospital.example")
        assert f"https://{HOST}/" in found.run("createsuperuser", *person)
        found.run("loaddata", "contrast_agents")
        yield found


@contextmanager
def served(site: Site) -> Iterator[subprocess.Popen[bytes]]:
    """Gunicorn under the account of the service, by the line and the umask of the unit."""
    unit = (RECIPE / "ductogram.service").read_text(encoding="utf-8").replace("\\\n", "")
    line = re.search(r"^ExecStart=/opt/ductogram/(.*)$", unit, flags=re.MULTILINE)
    mask = re.search(r"^UMask=(\d+)$", unit, flags=re.MULTILINE)
    assert line and mask
    command = line[1].replace("127.0.0.1:8000", f"127.0.0.1:{site.port}").split()
    start = f"set -a; . {site.folder}/etc/environment; set +a; exec {' '.join(command)}"
    with (site.folder / "log").open("wb") as log:
        running = subprocess.Popen(
            ["runuser", "-u", SERVICE, "--", "sh", "-c", start],
            env={"PATH": os.environ["PATH"]},
            cwd=site.program,
            umask=int(mask[1], 8),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield running
        finally:
            running.terminate()
            running.wait(timeout=START_SECONDS)


def ask(site: Site, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=START_SECONDS)
    connection.request("GET", path, headers=SECURED)
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


def wait_for(site: Site, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            assert ask(site, "/health/")[0] == 200
            return
        except OSError:
            assert running.poll() is None and time.monotonic() < deadline, (site.folder / "log").read_text()
            time.sleep(0.1)


def test_the_check_of_the_recipe_reports_no_issue(site: Site) -> None:
    site.run("check", "--deploy", "--database", "default", "--fail-level", "WARNING")


def test_the_service_shows_pages_with_their_styles(site: Site) -> None:
    with served(site) as running:
        wait_for(site, running)
        status, page = ask(site, "/accounts/login/")
        styles = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
        assert status == 200 and styles
        assert {ask(site, address)[0] for address in styles} == {200}


def test_a_report_is_signed_and_verified(site: Site) -> None:
    people = "".join(
        f"User.objects.create_user('{name}', '{name}@hospital.example', '{PASSWORD}', role='{role}'); "
        for name, role in (("rosa", "radiologist"), ("finn", "referrer"))
    )
    site.run("shell", "--verbosity", "0", "-c", f"from reporting.models import User; {people}")
    case = ("import_case", "docs/example-case.json", "--referrer", "finn", "--sign-as", "rosa")
    assert "signed as final" in site.run(*case, REPORTING_SIGN_PASSWORD=PASSWORD)
    assert "Audit trail intact" in site.run("verify_audit")
    site.run("verify_documents")


def test_each_file_belongs_to_the_account_that_needs_it(site: Site) -> None:
    service = pwd.getpwnam(SERVICE).pw_uid
    assert {path.stat().st_uid for path in [site.data, *site.data.rglob("*")]} == {service}
    code = [
        path for path in site.program.rglob("*") if path.stat().st_uid != 0 or path.stat().st_mode & 0o022
    ]
    assert code == []


def test_a_later_update_leaves_everything_in_order(site: Site) -> None:
    for command in (("migrate", "--verbosity", "0"), ("collectstatic", "--noinput", "--verbosity", "0")):
        site.run(*command)
    site.run("check", "--deploy", "--database", "default", "--fail-level", "WARNING")


def test_the_backup_of_the_recipe_is_complete(site: Site) -> None:
    done = subprocess.run(
        [str(RECIPE / "backup"), str(site.folder / "backups")],
        env={
            "PATH": os.environ["PATH"],
            "DUCTOGRAM": str(site.program),
            "DUCTOGRAM_ENVIRONMENT": str(site.folder / "etc" / "environment"),
        },
        cwd="/",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in Path(done.stdout.strip()).iterdir()} <= {".dump", ".tar", ".sqlite3"}


def test_files_that_the_service_cannot_read_are_named_and_prevent_the_start(site: Site) -> None:
    manifest = site.program / "staticfiles" / "staticfiles.json"
    manifest.chmod(0o600)
    try:
        done = site.ductogram("check", "--deploy", "--database", "default")
        assert done.returncode != 0 and "reporting.E031" in done.stderr and str(manifest) in done.stderr
        with served(site) as running:
            assert running.wait(timeout=START_SECONDS) != 0
        assert "cannot read" in (site.folder / "log").read_text()
    finally:
        site.run("collectstatic", "--noinput", "--verbosity", "0")
    site.run("check", "--deploy", "--database", "default", "--fail-level", "WARNING")

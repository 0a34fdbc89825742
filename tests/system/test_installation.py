"""The recipe of docs/installation.md, followed here as far as it goes without systemd and a name of its own.

Its files are used as they are; only paths, ports and host names are put in place of those of the hospital.
"""

from __future__ import annotations

import http.client
import os
import re
import secrets
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, Playwright, expect

from tests.conftest import CHROMIUM_ARGUMENTS, unavailable

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
RECIPE = ROOT / "docs" / "installation"
HOST = "reports.hospital.example"
PASSWORD = "a first phrase of the administrator"
PROGRAM = ("manage.py", "reporting", "templates", "fixtures", "locale", "docs")
START_SECONDS = 60


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    return found or unavailable(f"no {name} on this machine (apt-get install {name})")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Site:
    """An installation: its program, data and environment, and the ports of nginx and gunicorn."""

    folder: Path
    environment: dict[str, str]
    https: int
    plain: int
    app: int
    invitation: str = ""  # the link of the first administrator

    def run(self, *command: str, **more: str) -> str:
        """What a command prints; it must succeed."""
        done = subprocess.run(
            command,
            cwd=self.folder / "program",
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def manage(self, *command: str, **more: str) -> str:
        return self.run(sys.executable, "manage.py", *command, **more)


# --- Installing -------------------------------------------------------------------------------------


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of an empty database; empty for SQLite."""
    if kind == "sqlite":
        yield ""
        return
    server = os.environ.get("POSTGRES_URL") or unavailable("POSTGRES_URL names no PostgreSQL server")
    name = f"installation_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield re.sub(r"/[^/]*$", f"/{name}", server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def values_of(text: str) -> dict[str, str]:
    return dict(re.findall(r'^([A-Z_]+)="?(.*?)"?$', text, flags=re.MULTILINE))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("installation")
    (folder / "program").mkdir()
    for name in PROGRAM:
        source, target = ROOT / name, folder / "program" / name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    with ExitStack() as stack:
        own = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "SEAL_KEY": secrets.token_urlsafe(64),
            "DATABASE_URL": stack.enter_context(database(request.param)),
            "REPORTING_DATA_DIR": str(folder / "data"),
        }
        environment = values_of((RECIPE / "environment").read_text(encoding="utf-8")) | own
        environment |= {"PATH": os.environ["PATH"], "EMAIL_HOST": "localhost", "EMAIL_PORT": str(free_port())}
        found = Site(folder, environment, free_port(), free_port(), free_port())
        found.manage("migrate", "--verbosity", "0")
        found.manage("collectstatic", "--noinput", "--verbosity", "0")
        person = ("--username", "ada", "--email", "ada@hospital.example")
        found.invitation = found.manage("createsuperuser", *person).strip().rpartition("\n")[2]
        stack.enter_context(gunicorn(found))
        stack.enter_context(nginx(found))
        yield found


@contextmanager
def process(site: Site, log: str, *command: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    with (site.folder / log).open("wb") as output:
        running = _start(site, output, command, more)
        try:
            yield running
        finally:
            running.terminate()
            running.wait(timeout=START_SECONDS)


def _start(
    site: Site, output: IO[bytes], command: tuple[str, ...], more: dict[str, str]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=site.folder / "program",
        env=site.environment | more,
        stdout=output,
        stderr=subprocess.STDOUT,
    )


@contextmanager
def gunicorn(site: Site) -> Iterator[None]:
    """Started by the line of the unit, and waited for as systemd does: until it says that it is ready."""
    unit = (RECIPE / "ductogram.service").read_text(encoding="utf-8").replace("\\\n", "")
    line = re.search(r"^ExecStart=(.*)$", unit, flags=re.MULTILINE)
    assert line and "Type=notify" in unit
    command = [str(Path(sys.executable).parent / "gunicorn"), *line[1].split()[1:]]
    command = [f"127.0.0.1:{site.app}" if part == "127.0.0.1:8000" else part for part in command]
    address = str(site.folder / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notices:
        notices.bind(address)
        notices.settimeout(START_SECONDS)
        with process(site, "gunicorn.log", *command, NOTIFY_SOCKET=address):
            assert b"READY=1" in notices.recv(4096)
            yield


@contextmanager
def nginx(site: Site) -> Iterator[None]:
    folder = site.folder
    certificate = ("-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem"), "-days", "2")
    subject = ("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}")
    site.run(program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", *certificate, *subject)
    server = (RECIPE / "nginx.conf").read_text(encoding="utf-8")
    for theirs, ours in (
        (f"/etc/ssl/certs/{HOST}.pem", str(folder / "certificate.pem")),
        (f"/etc/ssl/private/{HOST}.key", str(folder / "key.pem")),
        ("listen 80;", f"listen 127.0.0.1:{site.plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{site.https} ssl;"),
        ("http://127.0.0.1:8000;", f"http://127.0.0.1:{site.app};"),
    ):
        assert theirs in server
        server = server.replace(theirs, ours)
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off;\nerror_log {folder}/error.log;\npid {folder}/nginx.pid;\nevents {{}}\n"
        f"http {{\naccess_log {folder}/access.log;\n{paths}{server}}}\n"
    )
    command = (program("nginx"), "-c", str(whole), "-p", str(folder), "-e", str(folder / "error.log"))
    site.run(*command, "-t")
    with process(site, "nginx.log", *command):
        _until_it_listens(site.https)
        yield


def _until_it_listens(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("nginx does not listen")


# --- Using it ---------------------------------------------------------------------------------------


@pytest.fixture
def visitor(site: Site, playwright: Playwright) -> Iterator[Page]:
    """A browser that finds the hospital's host name at this machine."""
    rules = f"MAP {HOST}:443 127.0.0.1:{site.https}, MAP {HOST}:80 127.0.0.1:{site.plain}"
    browser = playwright.chromium.launch(
        executable_path=program("chromium"), args=[*CHROMIUM_ARGUMENTS, f"--host-resolver-rules={rules}"]
    )
    yield browser.new_context(ignore_https_errors=True).new_page()
    browser.close()


def ask(site: Site, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Status and headers of the answer to a visitor who comes over TLS."""
    context = ssl.create_default_context(cafile=str(site.folder / "certificate.pem"))
    connection = http.client.HTTPSConnection("127.0.0.1", site.https, context=context, timeout=START_SECONDS)
    connection.sock = context.wrap_socket(
        socket.create_connection(("127.0.0.1", site.https)), server_hostname=HOST
    )
    connection.request("GET", path, headers={"Host": HOST, **headers})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders())


def test_the_first_administrator_signs_in(site: Site, visitor: Page) -> None:
    visitor.goto(site.invitation)
    for name in ("new_password1", "new_password2"):
        visitor.locator(f"input[name={name}]").fill(PASSWORD)
    visitor.get_by_role("button", name="Set password").click()
    visitor.goto(f"http://{HOST}/")
    assert visitor.url.startswith(f"https://{HOST}/accounts/login/")
    visitor.get_by_label("Username").fill("ada")
    visitor.get_by_label("Password").fill(PASSWORD)
    visitor.get_by_role("button", name="Sign in").click()
    expect(visitor.get_by_text("Your role requires a second factor.")).to_be_visible()
    visitor.goto(f"https://{HOST}/accounts/2fa/totp/activate/")
    visitor.get_by_label("Password").fill(PASSWORD)
    visitor.get_by_role("button", name="Confirm").click()
    secret = visitor.locator("#authenticator_secret").input_value()
    visitor.get_by_label("Code").fill(str(format_hotp_value(hotp_value(secret, int(time.time()) // 30))))
    visitor.get_by_role("button", name="Activate").click()
    visitor.goto(f"https://{HOST}/")
    expect(visitor.get_by_role("heading", name="All cases")).to_be_visible()
    # Styles arrive, under names that change with their content.
    background = visitor.evaluate(
        "getComputedStyle(document.querySelector('.btn-outline-primary')).borderRadius"
    )
    assert background != "0px"
    cookies = {cookie["name"]: cookie for cookie in visitor.context.cookies()}
    assert set(cookies) == {"__Host-session", "__Host-csrf"}
    assert all(cookie["secure"] and cookie["httpOnly"] for cookie in cookies.values())
    # Where from: the address that nginx saw.
    where = "from reporting.models import AuditEvent as E; print(E.objects.filter(kind='login').last().request_ip)"
    assert site.manage("shell", "--verbosity", "0", "-c", where).strip() == "127.0.0.1"
    # The account may do what an administrator does.
    visitor.get_by_role("link", name="Administration").click()
    expect(visitor.get_by_role("link", name="Users", exact=True)).to_be_visible()


def test_what_a_visitor_claims_is_not_believed(site: Site) -> None:
    status, headers = ask(
        site, "/worklist/", **{"X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"}
    )
    assert (status, headers["Location"]) == (302, "/accounts/login/?next=/worklist/")
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    assert ask(site, "/health/")[0] == 200
    assert ask(site, "/worklist/", Host="evil.example")[0] == 400


def test_a_monitor_on_the_machine_itself_needs_no_certificate(site: Site) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", site.app, timeout=START_SECONDS)
    connection.request("GET", "/health/", headers={"Host": HOST})
    assert connection.getresponse().read() == b"ok"


def test_what_was_backed_up_comes_back(site: Site, tmp_path: Path) -> None:
    people = "".join(
        f"User.objects.create_user('{name}', '{name}@hospital.example', '{PASSWORD}', role='{role}'); "
        for name, role in (("rosa", "radiologist"), ("finn", "referrer"))
    )
    site.manage("shell", "--verbosity", "0", "-c", f"from reporting.models import User; {people}")
    case = ("import_case", "docs/example-case.json", "--referrer", "finn", "--sign-as", "rosa")
    site.manage(*case, "--pdf", str(tmp_path / "signed.pdf"), REPORTING_SIGN_PASSWORD=PASSWORD)

    settings = tmp_path / "environment"
    settings.write_text(
        "".join(f'{name}="{value}"\n' for name, value in site.environment.items() if name != "PATH")
    )
    (site.folder / "program" / ".venv").symlink_to(sys.prefix)
    places = {"DUCTOGRAM": str(site.folder / "program"), "DUCTOGRAM_ENVIRONMENT": str(settings)}
    if site.environment["DATABASE_URL"]:
        program("pg_dump")
    made = Path(site.run(str(RECIPE / "backup"), str(tmp_path / "backups"), **places).strip())
    assert made.is_dir() and not list(made.parent.glob("*.unfinished"))

    restored = tmp_path / "data"
    restored.mkdir(mode=0o700)
    site.run(
        "tar",
        "--extract",
        "--skip-old-files",
        "--file",
        str(made / "archive.tar"),
        "--directory",
        str(restored),
    )
    with ExitStack() as stack:
        other = {"REPORTING_DATA_DIR": str(restored)}
        if address := site.environment["DATABASE_URL"]:
            other["DATABASE_URL"] = f"{address}_restored"
            server = psycopg.connect(os.environ["POSTGRES_URL"], autocommit=True)
            name = other["DATABASE_URL"].rpartition("/")[2]
            server.execute(f"CREATE DATABASE {name}")
            stack.callback(server.close)
            stack.callback(server.execute, f"DROP DATABASE {name} WITH (FORCE)")
            site.run(program("pg_restore"), "--dbname", other["DATABASE_URL"], str(made / "database.dump"))
        else:
            shutil.copy(made / "ductogram.sqlite3", restored)
        assert "Audit trail intact" in site.manage("verify_audit", **other)
        site.manage("render_report", "EX-1", "-o", str(tmp_path / "again.pdf"), **other)
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "signed.pdf").read_bytes()

"""A whole installation on a loopback port: its own data, its own database, gunicorn, and browsers that use it."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.test import override_settings

from reporting.ductography.document import ReportDocument
from reporting.models import Examination, Patient, Report, User
from reporting.web.forms import tokens
from reporting.web.forms.document_form import DocumentForm
from tests.cast import complete_document
from tests.reliability.staging import PASSWORD

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 60
REAL = "reporting.wsgi"
CSRF = "c" * 32


@dataclass
class Site:
    """``staged`` is what `staging.stage` told: the session of a radiologist, and the reports."""

    folder: Path
    database: str  # the address of a PostgreSQL database, "" for SQLite
    staged: dict[str, Any] = field(default_factory=dict)
    port: int = 0
    server: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "reporting.settings",
            "REPORTING_DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database,
        }

    def run(self, *arguments: str) -> dict[str, Any]:
        """`staging` in this installation's environment."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.reliability.staging", *arguments],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    def start(self, application: str = REAL, workers: int = 2) -> None:
        if not self.port:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
        with (self.folder / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{self.port}"),
                    *(
                        "--workers",
                        str(workers),
                        "--preload",
                        "--no-control-socket",
                        "--log-level",
                        "warning",
                    ),
                ],
                env=self.environment,
                cwd=ROOT,
                stderr=log,
                start_new_session=True,  # its workers can be killed with it
            )
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self.server.poll() is None and time.monotonic() < end, self.log()[-3000:]
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            return self.browser().get("/health/").status > 0
        except OSError:
            return False

    def kill(self) -> None:
        """SIGKILL to gunicorn and its workers, all at once."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if self.server is not None:
            if self.server.poll() is None:
                os.killpg(self.server.pid, number)
            self.server.wait(timeout=60)
            self.server = None

    def log(self) -> str:
        path = self.folder / "server.log"
        return path.read_text() if path.exists() else ""

    def browser(self, port: int = 0) -> Browser:
        return Browser(port or self.port, self.staged.get("session", ""))

    def secret(self) -> override_settings:
        """Within it, tokens are made with this installation's key."""
        return override_settings(SECRET_KEY=(self.folder / "secret.key").read_text().strip())

    def survey(self) -> dict[str, Any]:
        return self.run("survey")

    def mails(self) -> int:
        """How many messages were sent, once those that wait have been sent too."""
        self.run("send")
        folder = self.folder / "mail"
        text = "".join(path.read_text() for path in folder.glob("*")) if folder.exists() else ""
        return text.count("Subject: ")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    body: bytes

    @property
    def done(self) -> bool:
        """Acknowledged: what was sent led on to the next page."""
        return self.status == 302 and "/accounts/" not in self.location


class Browser:
    """One connection that is kept while it lasts, signed in as Rosa."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={CSRF}"}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, self.headers)

    def post(self, path: str, fields: list[tuple[str, str]] | dict[str, str]) -> Answer:
        pairs = [*(fields.items() if isinstance(fields, dict) else fields), ("csrfmiddlewaretoken", CSRF)]
        headers = {**self.headers, "Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(pairs), headers)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
            return Answer(response.status, response.headers.get("Location", ""), response.read())
        except http.client.HTTPException as broken:
            raise ConnectionError(repr(broken)) from broken
        finally:
            self.connection.close()  # gunicorn's workers keep none either


class Desk:
    """One report of a site, and what a browser sends to save and to sign it."""

    def __init__(self, site: Site, number: int) -> None:
        self.made = site.staged["reports"][number]
        self.id = self.made["report"]
        patient = Patient(public_id=uuid.UUID(self.made["patient"]))
        examination = Examination(patient=patient, accession_number=self.made["accession_number"])
        self.report = Report(public_id=uuid.UUID(self.id), examination=examination)
        self.user = User(public_id=uuid.UUID(site.staged["user"]))

    def token(self, row_version: int) -> tuple[str, str]:
        return ("token", tokens.issue(self.report, self.user, row_version))

    def page(self, row_version: int, impression: str) -> list[tuple[str, str]]:
        """The editor with these words, made from the report as it stood at ``row_version``."""
        return [self.token(row_version), *typed(complete_document(impression)), ("then", "save")]

    def signature(self, row_version: int, key: uuid.UUID) -> list[tuple[str, str]]:
        return [
            self.token(row_version),
            *(("request_key", str(key)), ("action", "sign_final"), ("password", PASSWORD)),
        ]

    @property
    def edit(self) -> str:
        return f"/reports/{self.id}/edit/"

    @property
    def sign(self) -> str:
        return f"/reports/{self.id}/sign/"


def typed(document: ReportDocument) -> list[tuple[str, str]]:
    return DocumentForm(document).pairs()


# --- Making installations ---------------------------------------------------------------------------


def stage(folder: Path, reports: int) -> Site:
    """A new installation with people and reports, on the database that the suite runs on."""
    site = Site(folder, _create_database())
    site.staged = site.run("stage", str(reports))
    return site


def copy_of(site: Site, folder: Path) -> Site:
    """Another installation that begins as ``site`` stands; nothing may serve that one."""
    shutil.copytree(site.folder, folder, dirs_exist_ok=True)
    return Site(folder, _create_database(site.database), site.staged)


def remove(site: Site) -> None:
    site.kill()
    if site.database:
        _on_server(f'DROP DATABASE IF EXISTS "{site.database.rpartition("/")[2]}" WITH (FORCE)')


def _create_database(like: str = "") -> str:
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        return ""
    name = f"site_{uuid.uuid4().hex}"
    template = f' TEMPLATE "{like.rpartition("/")[2]}"' if like else ""
    _on_server(f'CREATE DATABASE "{name}"{template}')
    return f"{server.rpartition('/')[0]}/{name}"


def _on_server(statement: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement.encode())

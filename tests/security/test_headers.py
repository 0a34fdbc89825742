"""What every answer tells the browser, and what production adds to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reporting.models import User
from tests.cast import PASSWORD
from tests.security.conftest import Hospital
from tests.security.walking import crawl

pytestmark = pytest.mark.page

ROOT = Path(__file__).parent.parent.parent
POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


@pytest.mark.django_db
def test_the_policy_stands_on_every_answer(
    hospital: Hospital, as_user: Callable[[User], Client], rosa: User, finn: User, ada: User
) -> None:
    """Pages, PDFs, redirects and refusals: what they must not do, the browser is forbidden as well."""
    answers = [answer for person in (rosa, finn, ada) for answer in crawl(as_user(person))]
    doctor = as_user(rosa)
    answers += [
        (path, doctor.get(path)) for path in ("/nowhere/", "/worklist/?list=x", "/inbox/", "/health/")
    ]
    signed = reverse("report-preview", args=[hospital.final.public_id])  # which has no preview
    answers += [(signed, doctor.get(signed)), ("PUT", doctor.put("/worklist/"))]
    answers += [("no token", Client(enforce_csrf_checks=True).post("/accounts/login/"))]
    assert {200, 302, 400, 403, 404, 405, 409} <= {response.status_code for _address, response in answers}
    for address, response in answers:
        parts = [part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";")]
        # The page that asks for a signature shows in a frame what will be signed; nothing else is ever framed.
        framed = "/preview.pdf" in address
        expected = POLICY | ({"frame-ancestors": "'self'"} if framed else {})
        assert {name: value for name, _space, value in parts} == expected, address
        assert response["X-Content-Type-Options"] == "nosniff", address
        assert response["X-Frame-Options"] == ("SAMEORIGIN" if framed else "DENY"), address
        assert response["Referrer-Policy"] == "same-origin", address
        assert {"no-store", "private"} <= set(response["Cache-Control"].split(", ")), address


# Asks a site with production's settings over a plain and over a secured connection. Static files are not
# collected: which style sheet a page names is not asked here.
ASK = """
import json, sys
import django
from django.conf import settings
django.setup()
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from reporting.models import User
call_command("migrate", verbosity=0)
User.objects.create_user("rosa", "rosa@example.org", sys.argv[1], role="radiologist")

def told(response):
    cookies = [morsel.OutputString() for morsel in response.cookies.values()]
    return {"status": response.status_code, "headers": dict(response.items()), "cookies": cookies}

client = Client(headers={"host": "reports.example.org"})
login = {"login": "rosa", "password": sys.argv[1]}
answers = {
    "plain": told(client.get("/accounts/login/")),
    "health": told(client.get("/health/")),
    "page": told(client.get("/accounts/login/", secure=True)),
    "login": told(client.post("/accounts/login/", login, secure=True)),
    "host": told(client.get("/accounts/login/", secure=True, headers={"host": "evil.example.org"})),
    "forwarded": told(client.get("/worklist/", headers={"x-forwarded-proto": "https", "x-forwarded-host": "evil"})),
}
print(json.dumps(answers))
"""


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "reporting.settings",
        "REPORTING_ENV": "production",
        "REPORTING_DATA_DIR": str(tmp_path_factory.mktemp("production")),
        "SECRET_KEY": "k" * 50,
        "SEAL_KEY": "s" * 32,
        "ALLOWED_HOSTS": "reports.example.org",
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK, PASSWORD],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_production_answers_nothing_over_a_plain_connection(production: dict[str, Any]) -> None:
    plain = production["plain"]
    assert plain["status"] == 301
    assert plain["headers"]["Location"] == "https://reports.example.org/accounts/login/"
    assert plain["cookies"] == []
    assert production["health"]["status"] == 200  # asked by monitors on the machine itself
    # A header that anybody can send does not make a connection a secured one, nor another host ours.
    assert production["forwarded"]["status"] == 301
    assert production["forwarded"]["headers"]["Location"].startswith("https://reports.example.org/")
    assert production["host"]["status"] == 400


def test_production_asks_browsers_to_stay_on_secured_connections(production: dict[str, Any]) -> None:
    told = production["page"]["headers"]["Strict-Transport-Security"].split("; ")
    assert int(told[0].removeprefix("max-age=")) >= 365 * 24 * 60 * 60
    assert {"includeSubDomains", "preload"} <= set(told)


def test_production_cookies_are_for_this_host_over_a_secured_connection_alone(
    production: dict[str, Any],
) -> None:
    assert production["login"]["status"] == 302
    cookies = SimpleCookie()
    for line in production["page"]["cookies"] + production["login"]["cookies"]:
        cookies.load(line)
    assert set(cookies) == {"__Host-session", "__Host-csrf"}
    for name, cookie in cookies.items():
        assert cookie["secure"] and cookie["httponly"], name
        assert (cookie["path"], cookie["domain"]) == ("/", ""), name  # as browsers demand of the name
        assert cookie["samesite"] in ("Lax", "Strict"), name
    session = cookies["__Host-session"]
    assert len(session.value) >= 32
    assert (session["max-age"], session["expires"]) == ("", "")  # ends with the browser

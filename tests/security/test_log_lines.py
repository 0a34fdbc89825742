"""Nobody writes lines into the log by what he or she sends."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from reporting.models import User
from reporting.site import logs

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[True, False], ids=["json", "text"])
def log(request: pytest.FixtureRequest) -> Iterator[tuple[bool, io.StringIO]]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    logs.configure(logs.configuration(json=request.param))
    written = io.StringIO()
    for handler in root.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.stream = written
    yield request.param, written
    root.handlers[:], root.level = before


def test_nothing_sent_forges_a_line_of_the_log(log: tuple[bool, io.StringIO], rosa: User) -> None:
    json_lines, written = log
    forged = '\r\n{"event": "forged", "logger": "reporting"}\r\nevent="forged"'
    escaped = "%0d%0a%7B%22event%22:%20%22forged%22%7D%0aevent=forged%e2%80%a8x%c2%85y"
    client = Client(raise_request_exception=False)
    client.get(f"/{escaped}")
    client.post(f"/health/?{escaped}")
    client.get("/", headers={"user-agent": forged, "referer": forged, "x-forwarded-for": forged})
    client.get("/", headers={"host": f"evil{forged}"})
    client.post("/accounts/login/", {"login": f"rosa{forged}", "password": forged})
    Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": forged}, headers={"origin": forged})
    client.force_login(rosa)
    client.get(f"/worklist/?list={escaped}")
    client.generic(f"GE{'T'}", f"/reports/{escaped}/")
    lines = written.getvalue().split("\n")[:-1]
    assert len(lines) >= 4
    for line in lines:
        assert "\r" not in line and "\x85" not in line
        if json_lines:
            assert json.loads(line)["logger"].startswith("django")
        else:
            assert line.startswith("timestamp='20")

"""What a monitor is told: everything that keeps reports from being stored or announced."""

from __future__ import annotations

import datetime
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.mail import send_mail
from django.db import OperationalError, connection
from django.test import Client

from reporting.custody import triggers
from reporting.delivery import sending
from reporting.models import OutgoingMail, Report
from reporting.web.views import health

pytestmark = pytest.mark.django_db

Usage = namedtuple("Usage", "total used free")
NOON = datetime.datetime(2026, 5, 18, 12, tzinfo=datetime.UTC)


def told(client: Client) -> tuple[int, str]:
    response = client.get("/health/")
    return response.status_code, response.content.decode()


def test_healthy_without_login(client: Client) -> None:
    assert told(client) == (200, "ok")


def test_only_reading_is_answered(client: Client) -> None:
    assert client.post("/health/").status_code == 405


@pytest.mark.parametrize(
    ("usage", "words"),
    [
        (Usage(10**12, 91 * 10**10, 9 * 10**10), "the disk is nearly full"),
        (Usage(10**12, 10**12 - 10**8, 10**8), "read-only: the disk is nearly full"),
    ],
)
def test_nearly_full_disk_is_reported_before_a_report_is_lost(
    client: Client, monkeypatch: pytest.MonkeyPatch, usage: Usage, words: str
) -> None:
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _path: usage)
    assert told(client) == (503, words)


def test_silent_database_is_reported_without_details(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("could not connect to host 10.0.0.7 as ductogram")

    monkeypatch.setattr(health.connection, "cursor", refuse)
    assert told(client) == (503, "the database is not responding")


def test_missing_guard_of_signed_rows_is_reported(client: Client) -> None:
    triggers.remove(connection)
    assert told(client) == (503, "database triggers that protect signed reports are missing")


def test_an_archive_that_cannot_be_written_is_reported(client: Client, settings: Any, tmp_path: Path) -> None:
    """A file where the folder should be: permissions do not stop root, who runs these tests in CI."""
    blocked = tmp_path / "not-a-folder"
    blocked.write_text("")
    settings.ARCHIVE_DIR = blocked
    assert told(client) == (200, "ok")  # it would be made next to it
    settings.ARCHIVE_DIR = "/proc/archive"
    assert told(client) == (503, "the archive of signed PDFs cannot be written")


def test_the_probe_leaves_nothing_behind(client: Client, settings: Any, final: Report) -> None:
    before = sorted(Path(settings.ARCHIVE_DIR).rglob("*"))
    assert told(client) == (200, "ok")
    assert sorted(Path(settings.ARCHIVE_DIR).rglob("*")) == before


def test_mail_that_waits_is_reported(client: Client, settings: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        send_mail("Hello", "text", None, ["to@example.org"])
        clock.shift(datetime.timedelta(minutes=15))
        assert told(client) == (200, "ok")
        clock.shift(datetime.timedelta(minutes=10))
        assert told(client) == (503, "e-mails have been waiting to be sent for 25 minutes")
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        sending.send_pending()
        assert told(client)[0] == 503  # the server is away
        OutgoingMail.objects.update(server_fault=False, error="550 no such mailbox")
        assert told(client) == (200, "ok")  # one address is wrong: a task, not an outage
        OutgoingMail.objects.update(attempts=0)
        settings.READ_ONLY = True
        assert told(client) == (200, "ok, read-only")


def test_a_clock_behind_the_audit_trail_is_reported(client: Client, final: Report) -> None:
    now = datetime.datetime.now(datetime.UTC)
    with time_machine.travel(now - datetime.timedelta(seconds=30)):
        assert told(client) == (200, "ok")
    with time_machine.travel(now - datetime.timedelta(hours=2)):
        assert told(client) == (503, "the clock is behind the last audit event")


def test_several_problems_are_all_reported(client: Client, settings: Any, final: Report) -> None:
    settings.ARCHIVE_DIR = "/proc/archive"
    triggers.remove(connection)
    assert told(client)[1] == (
        "database triggers that protect signed reports are missing; the archive of signed PDFs cannot be written"
    )

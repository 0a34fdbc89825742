from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection

from reporting.custody import triggers
from reporting.web.views import health

pytestmark = pytest.mark.django_db


def test_healthy_without_login(client):
    response = client.get("/health/")
    assert (response.status_code, response.content) == (200, b"ok")


def test_only_reading_is_answered(client):
    assert client.post("/health/").status_code == 405


def test_nearly_full_disk_is_reported_before_a_report_is_lost(client, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: SimpleNamespace(total=100, used=91))
    response = client.get("/health/")
    assert (response.status_code, response.content) == (503, b"the disk is nearly full")


def test_silent_database_is_reported_without_details(client, monkeypatch):
    def refuse():
        raise OperationalError("could not connect to host 10.0.0.7 as ductogram")

    monkeypatch.setattr(health.connection, "cursor", refuse)
    response = client.get("/health/")
    assert (response.status_code, response.content) == (503, b"the database is not responding")


def test_missing_guard_of_signed_rows_is_reported(client):
    triggers.remove(connection)
    response = client.get("/health/")
    assert (response.status_code, response.content) == (
        503,
        b"database triggers that protect signed reports are missing",
    )

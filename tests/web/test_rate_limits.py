"""Limits in a window that slides, on the cache that production uses."""

from __future__ import annotations

import ast
import datetime
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from reporting.models import AuditEvent, AuditKind, Report, User
from reporting.web.views import access, documents, rate_limits
from reporting.web.views.rate_limits import rate_limit_exceeded
from tests.cast import in_parallel

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime.datetime(2026, 5, 18, 12, tzinfo=datetime.UTC)


def used(clock: time_machine.Coordinates, pauses: list[float], most: int = 3) -> list[bool]:
    """Whether each use is refused, each after a pause in seconds."""
    found = []
    for pause in pauses:
        clock.shift(datetime.timedelta(seconds=pause))
        found.append(rate_limit_exceeded("test", "finn", most))
    return found


def test_a_use_every_200_seconds_is_never_refused() -> None:
    """A counter whose time-out starts anew with each use refuses the 31st of a day."""
    with time_machine.travel(NOON, tick=False) as clock:
        assert not any(used(clock, [200.0] * 100, most=30))


def test_the_window_slides() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert used(clock, [0, 20, 20]) == [False] * 3
        assert used(clock, [19.9]) == [True]
        assert used(clock, [0.1, 0, 19.9, 0.1, 0]) == [False, True, True, False, True]


def test_no_minute_has_more_than_the_limit_wherever_it_begins() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        taken = [7 * number for number in range(60) if not used(clock, [7.0])[0]]
    assert all(sum(start <= each < start + 60 for each in taken) <= 3 for start in taken)
    assert len(taken) >= 18


def test_people_and_purposes_are_counted_apart() -> None:
    assert [rate_limit_exceeded("a", "finn", 1), rate_limit_exceeded("a", "olga", 1)] == [False, False]
    assert [rate_limit_exceeded("b", "finn", 1), rate_limit_exceeded("a", "finn", 1)] == [False, True]


def test_parallel_requests_get_no_more_than_the_limit(transactional_db: None) -> None:
    for number in range(3):
        found = list(in_parallel(lambda _each, who=number: rate_limit_exceeded("test", who, 5), 20))
        assert sorted(found) == [False] * 5 + [True] * 15


def test_several_places_at_once() -> None:
    assert [rate_limit_exceeded("size", "finn", 5, places=number) for number in (3, 2, 1)] == [
        False,
        False,
        True,
    ]


def test_a_doctor_who_opens_a_pdf_every_200_seconds(as_user, finn: User, final: Report) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        address = f"/reports/{final.public_id}/versions/1/report.pdf"
        statuses = set()
        for _number in range(documents.PDFS_PER_MINUTE + 3):
            statuses.add(as_user(finn).get(address).status_code)
            clock.shift(datetime.timedelta(seconds=200))
    assert statuses == {200}


def test_reading_every_report_page_is_stopped_too(
    as_user, finn: User, rosa: User, final: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "PAGES_PER_MINUTE", 3)
    client, address = as_user(finn), f"/reports/{final.public_id}/"
    assert [client.get(address).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert "You opened 3 report pages in one minute." in client.get(address).content.decode()
    assert AuditEvent.objects.filter(kind=AuditKind.ACCESS_REFUSED, report_id=final.public_id).count() == 2
    assert client.get(f"{address}versions/1/report.pdf").status_code == 200
    assert as_user(rosa).get(address).status_code == 200


@pytest.fixture
def redis_server(settings: Any, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Redis server of this test, used as the cache; optional, like the package."""
    pytest.importorskip("redis", reason="pip install redis")
    program = shutil.which("redis-server") or pytest.skip("no redis-server on this machine")
    address = tmp_path / "redis.sock"
    command = [program, "--port", "0", "--unixsocket", str(address), "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            while not address.exists():
                assert server.poll() is None
                time.sleep(0.05)
            backend = "django.core.cache.backends.redis.RedisCache"
            settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": f"unix://{address}"}}
            yield server
        finally:
            server.terminate()


def test_the_limits_hold_in_redis_too(redis_server: subprocess.Popen[bytes], transactional_db: None) -> None:
    found = list(in_parallel(lambda _each: rate_limit_exceeded("test", "finn", 5), 20))
    assert sorted(found) == [False] * 5 + [True] * 15
    assert [rate_limit_exceeded("short", "finn", 1, seconds=1) for _ in range(2)] == [False, True]
    time.sleep(1.1)
    assert not rate_limit_exceeded("short", "finn", 1, seconds=1)
    redis_server.terminate()
    redis_server.wait()
    assert not rate_limit_exceeded("test", "finn", 5)  # reading goes on


def test_a_fault_that_is_not_the_caches_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(rate_limits.cache, "get_many", broken)
    with pytest.raises(RuntimeError):
        rate_limit_exceeded("test", "finn", 5)


@pytest.mark.parametrize(
    "name", ["report-edit", "report-sign", "report-preview", "case", "case-differences", "patient-sheet"]
)
def test_every_page_of_a_report_counts(
    name: str, as_user, rosa: User, final: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "PAGES_PER_MINUTE", 2)
    client, address = as_user(rosa), reverse(name, args=[final.public_id])
    client.get(f"/reports/{final.public_id}/")
    assert [client.get(address).status_code == 429 for _ in range(2)] == [False, True]


def test_parts_of_a_page_do_not_count(
    as_user, rosa: User, draft: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "PAGES_PER_MINUTE", 1)
    client, address = as_user(rosa), reverse("report-presence", args=[draft.public_id])
    assert {client.get(address).status_code for _ in range(5)} == {200}


def test_nothing_counts_with_the_incr_of_the_cache() -> None:
    """The database cache’s ``incr`` is neither atomic nor keeps the time-out."""
    for path in (ROOT / "reporting").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Attribute) and node.attr in {"incr", "decr"}), path

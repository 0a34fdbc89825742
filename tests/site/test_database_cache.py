"""The cache of production: atomic additions, exact times, and no write while reading."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, OperationalError, connection
from django.test.utils import CaptureQueriesContext

from reporting.site import database_cache
from reporting.site.database_cache import AtomicDatabaseCache
from tests.cast import in_parallel

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 5, 18, 12, tzinfo=datetime.UTC)


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM reporting_cache")
        return int(cursor.fetchone()[0])


def test_the_tests_use_the_cache_of_production() -> None:
    """Limits that hold in another cache say nothing about this one."""
    assert settings.CACHES["default"]["BACKEND"].endswith(AtomicDatabaseCache.__name__)
    assert type(cache._connections[cache._alias]) is AtomicDatabaseCache  # type: ignore[attr-defined]


def test_an_entry_is_added_once_and_again_when_its_time_is_over() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert cache.add("key", "first", timeout=1.5)
        assert not cache.add("key", "second", timeout=60)
        clock.shift(datetime.timedelta(seconds=1.4))
        assert cache.get("key") == "first"
        clock.shift(datetime.timedelta(seconds=0.1))
        assert cache.get("key") is None
        assert cache.add("key", "third", timeout=None)
        clock.shift(datetime.timedelta(days=9999))
        assert cache.get("key") == "third"


def test_of_twenty_who_add_an_expired_entry_one_succeeds(transactional_db: None) -> None:
    with time_machine.travel(NOON, tick=False):
        cache.add("key", 0, timeout=1)
    for _round in range(5):
        assert sorted(in_parallel(lambda number: cache.add("key", number, timeout=60), 20)) == [
            False
        ] * 19 + [True]
        cache.delete("key")


def test_reading_writes_nothing() -> None:
    with time_machine.travel(NOON, tick=False):
        cache.add("expired", 1, timeout=1)
    cache.add("key", 1, timeout=60)
    with CaptureQueriesContext(connection) as queries:
        assert cache.get_many(["expired", "key", "none"]) == {"key": 1}
        assert cache.get_many([]) == {}
    assert [query["sql"].split()[0] for query in queries] == ["SELECT"]


def test_a_database_that_cannot_be_written_is_not_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django returns False, and sign-in answers “too many” because the disk is full."""

    class Full:
        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_error: object) -> None:
            pass

        def execute(self, *_arguments: Any) -> None:
            raise OperationalError("database or disk is full")

    monkeypatch.setattr(connection, "cursor", Full)
    with pytest.raises(DatabaseError):
        cache.add("key", 1)


def test_many_new_entries_do_not_push_out_those_still_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache._connections[cache._alias], "_max_entries", 20)  # type: ignore[attr-defined]
    cache.add("a-limit", 1, timeout=60)
    for number in range(40):
        cache.set(f"stranger-{number}", 1, timeout=60)
    assert cache.get("a-limit") == 1
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=2)):
        cache.set("one-more", 1)
        assert rows() == 1


def test_expired_entries_are_swept_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    with time_machine.travel(NOON, tick=False):
        for number in range(5):
            cache.add(f"old-{number}", 1, timeout=1)
    monkeypatch.setattr(database_cache, "SWEEP_SHARE", 1)
    cache.add("new", 1)
    assert rows() == 1

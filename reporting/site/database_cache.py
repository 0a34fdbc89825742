"""Django’s database cache, with entries that are added atomically and a full disk that is not mistaken for an answer.

Django’s own ``add`` reads before it writes, so two processes may both add an entry that has just expired, and it
returns False for any database error: a limit then seems to be reached because the disk is full. Its ``incr`` sets
the time-out anew; nothing here uses it.
"""

from __future__ import annotations

import base64
import datetime
import pickle
import random
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.utils import timezone

SWEEP_SHARE = 0.01  # of additions; the rest find at most what was written since


class AtomicDatabaseCache(DatabaseCache):
    """Entries leave only by expiring: a stranger who makes many cannot push out those of the limits."""

    _table: str

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Store ``value`` unless there is an entry that has not expired; return True if it was stored.

        Raises:
            DatabaseError: the entry cannot be written.
        """
        connection = connections[router.db_for_write(self.cache_model_class)]
        now = timezone.now()
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        ends = now + datetime.timedelta(seconds=seconds) if seconds is not None else datetime.datetime.max
        adapted = [connection.ops.adapt_datetimefield_value(moment) for moment in (ends, now)]
        stored = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("ascii")
        table = connection.ops.quote_name(self._table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s) "  # noqa: S608 - own name
                "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires "
                f"WHERE {table}.expires <= %s",
                [self.make_and_validate_key(key, version=version), stored, *adapted],
            )
            added: bool = cursor.rowcount == 1
        if random.random() < SWEEP_SHARE:  # noqa: S311 - no secret
            self.sweep()
        return added

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        """Return the entries that have not expired. Unlike Django’s, reading never writes."""
        by_stored_key = {self.make_and_validate_key(key, version=version): key for key in keys}
        if not by_stored_key:
            return {}
        connection = connections[router.db_for_read(self.cache_model_class)]
        places = ", ".join(["%s"] * len(by_stored_key))
        table = connection.ops.quote_name(self._table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT cache_key, value FROM {table} WHERE cache_key IN ({places}) AND expires > %s",  # noqa: S608
                [*by_stored_key, connection.ops.adapt_datetimefield_value(timezone.now())],
            )
            rows = cursor.fetchall()
        return {
            by_stored_key[key]: pickle.loads(base64.b64decode(value))  # noqa: S301 - written by this class
            for key, value in rows
        }

    def sweep(self) -> None:
        """Delete the expired entries."""
        connection = connections[router.db_for_write(self.cache_model_class)]
        table = connection.ops.quote_name(self._table)
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires <= %s", [now])  # noqa: S608

    def _cull(self, db: str, cursor: Any, now: Any, num: int) -> None:
        """Called by ``set`` above MAX_ENTRIES: Django would delete a third of the entries, limits among them."""
        self.sweep()

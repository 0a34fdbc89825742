"""Limits of how often somebody may do something, in a sliding window.

A limit of ``most`` within a window has that many places. Each use takes a free place, which becomes free again when
the window is over; without one the use is refused. Taking a place is a single ``add`` of the cache, which is atomic
in the database cache and in Redis alike, so parallel requests never get more than ``most``.
"""

from __future__ import annotations

import hashlib
import logging
import random

from django.core.cache import cache

from reporting.site import read_only

logger = logging.getLogger(__name__)

MINUTE = 60  # seconds
HOUR = 60 * MINUTE
# Other requests may take the place that was found free; after so many tries there is none for this one.
TRIES = 10


def rate_limit_exceeded(
    what: str, who: str | int, most: int, seconds: float = MINUTE, places: int = 1
) -> bool:
    """Take ``places`` places; return True if ``who`` had fewer than that left of ``most`` within ``seconds``.

    A use that is refused takes no place, or only some: whoever waits until a place is free may go on.
    """
    try:
        return not all(_take_place(what, who, most, seconds) for _place in range(places))
    except Exception as error:
        if not _is_unavailable(error):
            raise
        # Reading goes on while the disk is full. What writes fails by itself.
        logger.warning("%s was not counted: the cache is not available", what)
        return False


def is_first_time(what: str, seconds: float) -> bool:
    """Return True once within ``seconds``, and always while the cache is not available."""
    try:
        return cache.add(what, 1, timeout=seconds)
    except Exception as error:
        if not _is_unavailable(error):
            raise
        return True


def _is_unavailable(error: Exception) -> bool:
    # The package of Redis is optional, so its exceptions cannot be named.
    return read_only.refuses_writing(error) or type(error).__module__.partition(".")[0] == "redis"


def _take_place(what: str, who: str | int, most: int, seconds: float) -> bool:
    # Hashed, so that any text gives a valid key, and addresses of visitors are not stored.
    name = hashlib.sha256(f"{what} {who}".encode()).hexdigest()[:32]
    keys = [f"limit-{name}-{place}" for place in range(most)]
    for _try in range(TRIES):
        taken = cache.get_many(keys)
        free = [key for key in keys if key not in taken]
        if not free:
            return False
        if cache.add(random.choice(free), 1, timeout=seconds):  # noqa: S311 - no secret
            return True
    return False

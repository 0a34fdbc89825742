"""Rate limits per minute."""

from __future__ import annotations

from django.core.cache import cache

MINUTE = 60  # seconds


def rate_limit_exceeded(what: str, who: str | int, most: int) -> bool:
    """Count one use and return True if there were more than ``most`` within a minute."""
    key = f"{what}-{who}"
    if cache.add(key, 1, timeout=MINUTE):
        return False
    try:
        return bool(cache.incr(key) > most)
    except ValueError:  # the minute has just ended
        return False

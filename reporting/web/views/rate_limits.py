"""How often something may be done within a minute."""

from __future__ import annotations

from django.core.cache import cache

MINUTE = 60  # seconds


def too_often(what: str, who: str | int, most: int) -> bool:
    """Count one more, and say whether it is above ``most`` within the minute that the first one began."""
    key = f"{what}-{who}"
    if cache.add(key, 1, timeout=MINUTE):
        return False
    try:
        return bool(cache.incr(key) > most)
    except ValueError:  # the minute ended just now
        return False

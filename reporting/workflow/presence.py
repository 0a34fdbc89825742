"""Who has which draft open at this moment. Only ids and times are noted, in the cache, and soon forgotten."""

from __future__ import annotations

import time

from django.core.cache import cache

from reporting.models import Report, User

GONE_SECONDS = 40  # an open page tells of itself every 15 seconds


def note(report: Report, user: User) -> list[User]:
    """Note that ``user`` has the draft open; returns who else has, by name.

    Two pages that tell of themselves at the same instant may hide one another until the next time.
    """
    now = time.time()
    key = f"editing-{report.pk}"
    seen: dict[int, float] = cache.get(key) or {}
    here = {pk: at for pk, at in seen.items() if 0 <= now - at < GONE_SECONDS} | {user.pk: now}
    cache.set(key, here, timeout=GONE_SECONDS)
    others = User.objects.filter(pk__in=here.keys() - {user.pk}) if len(here) > 1 else ()
    return sorted(others, key=lambda person: person.display_name)

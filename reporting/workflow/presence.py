"""Presence: which users have a draft open now. Only ids and times are cached, for less than a minute."""

from __future__ import annotations

import time

from django.core.cache import cache

from reporting.models import Report, User

PRESENCE_SECONDS = 40  # an open page reports every 15 seconds


def record_presence(report: Report, user: User) -> list[User]:
    """Record that ``user`` has the draft open; return the other users who have, sorted by name.

    Two pages reporting at the same instant may hide each other until their next report.
    """
    now = time.time()
    key = f"editing-{report.pk}"
    seen: dict[int, float] = cache.get(key) or {}
    here = {pk: at for pk, at in seen.items() if 0 <= now - at < PRESENCE_SECONDS} | {user.pk: now}
    cache.set(key, here, timeout=PRESENCE_SECONDS)
    others = User.objects.filter(pk__in=here.keys() - {user.pk}) if len(here) > 1 else ()
    return sorted(others, key=lambda person: person.display_name)

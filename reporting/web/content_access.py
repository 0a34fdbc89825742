"""For which reports this session may show content to an administrator, and until when.

The session keeps it, so that it ends at sign-out.
"""

from __future__ import annotations

import time

from django.http import HttpRequest

from reporting.models import Report
from reporting.policy.exceptional_access import ACCESS_MINUTES
from reporting.policy.permissions import Permission, may

SESSION_KEY = "content_access"  # public id of a report → seconds since the epoch when access ends


def may_read_content(request: HttpRequest, report: Report) -> bool:
    """Return True if ``report`` is within the duties of the user, or a reason was given that is still valid."""
    if may(request.user, Permission.READ_CONTENT):
        return True
    ends: int = request.session.get(SESSION_KEY, {}).get(str(report.public_id), 0)
    return 0 < ends - time.time() <= ACCESS_MINUTES * 60


def allow(request: HttpRequest, report: Report) -> None:
    """Allow this session to show ``report`` for ACCESS_MINUTES."""
    now = int(time.time())
    current = {key: ends for key, ends in request.session.get(SESSION_KEY, {}).items() if ends > now}
    request.session[SESSION_KEY] = current | {str(report.public_id): now + ACCESS_MINUTES * 60}

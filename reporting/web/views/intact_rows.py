"""Leave out of a list what is not as it was signed, and raise the alarm; the other rows remain usable."""

from __future__ import annotations

from collections.abc import Sequence

from reporting.custody import signed_lists
from reporting.delivery import integrity_alarms
from reporting.models import Report
from reporting.web.views.access import Request


def altered_keys(request: Request, reports: Sequence[Report], *, documents: bool = False) -> frozenset[int]:
    """Return the keys of the reports that must not be shown, after raising the alarm for each.

    ``documents``: the rows show the signed documents, which are compared too.
    """
    found = signed_lists.altered_rows(reports, documents=documents)
    for error in found.values():
        integrity_alarms.raise_alarm(error, actor=request.user)
    return frozenset(found)

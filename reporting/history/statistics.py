"""Statistics of the reports of a period, with six queries whatever their number."""

from __future__ import annotations

import datetime
from collections import Counter

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from reporting.custody import signed_lists
from reporting.ductography.facts.tally import Statistics, tally
from reporting.models import ReadReceipt, Report, ReportVersion
from reporting.models.report_states import RELEASED_STATUSES
from reporting.models.reports import ReportQuerySet

COLUMNS = ("outcome", "side", "birads", "gics")
DOCUMENTS_PER_CHUNK = 200
SECONDS_PER_HOUR = 3600


def statistics_of_period(since: datetime.date, until: datetime.date) -> Statistics:
    """Return the counts of examinations from ``since`` to ``until``, both included.

    Examinations without a date count by their registration.
    """
    reports = Report.objects.filter(examination__listed_on__range=(since, until))
    released = reports.filter(status__in=RELEASED_STATUSES)
    columns: dict[str, Counter[str]] = {name: Counter() for name in COLUMNS}
    for *values, count in released.values_list(*COLUMNS).annotate(count=Count("pk")):
        for name, value in zip(COLUMNS, values, strict=True):
            columns[name][value] += count
    kinds = ReportVersion.objects.filter(report__in=reports).order_by().values_list("kind")
    current = ReportVersion.objects.filter(pk__in=released.values("current_version"))
    versions = (
        current.order_by()
        .select_related("report__examination__patient", "supersedes")
        .defer("supersedes__document")
    )
    return Statistics(
        states=Counter(dict(reports.values_list("status").annotate(count=Count("pk")))),
        changed=Counter(dict(kinds.annotate(count=Count("report", distinct=True)))),
        outcomes=columns["outcome"],
        sides=columns["side"],
        birads=columns["birads"],
        gics=columns["gics"],
        tally=tally(signed_lists.documents_of(versions.iterator(chunk_size=DOCUMENTS_PER_CHUNK))),
        days=_days_to_final(released),
        hours=_hours_to_reading(released),
    )


def _days_to_final(released: ReportQuerySet) -> tuple[int, ...]:
    """Return the days from examination to first final signature; negative values are left out."""
    moments = released.values_list("examination__examination_date", "released_at")
    days = (
        (timezone.localdate(signed) - examined).days for examined, signed in moments if examined and signed
    )
    return tuple(sorted(number for number in days if number >= 0))


def _hours_to_reading(released: ReportQuerySet) -> tuple[float | None, ...]:
    """Return the hours from the current version's signature to the referrer's first opening, None if unread."""
    opened = ReadReceipt.objects.filter(
        version=OuterRef("current_version"), reader=OuterRef("examination__referrer")
    )
    moments = (
        released.filter(examination__referrer__isnull=False)
        .annotate(opened=Subquery(opened.values("at")[:1]))
        .values_list("signed_at", "opened")
    )
    hours = [
        (opened - signed).total_seconds() / SECONDS_PER_HOUR if opened else None for signed, opened in moments
    ]
    known = sorted(number for number in hours if number is not None)
    return (*known, *[None] * (len(hours) - len(known)))

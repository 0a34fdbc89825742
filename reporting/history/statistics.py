"""What the stored reports of a period tell in numbers; six queries, whatever the number of reports."""

from __future__ import annotations

import datetime
from collections import Counter

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from reporting.ductography.facts.tally import Statistics, tally
from reporting.models import ReadReceipt, Report, ReportVersion
from reporting.models.report_states import RELEASED_STATUSES
from reporting.models.reports import ReportQuerySet

COLUMNS = ("outcome", "side", "birads", "gics")
DOCUMENTS_AT_ONCE = 200
SECONDS_PER_HOUR = 3600


def of_period(since: datetime.date, until: datetime.date) -> Statistics:
    """Counts over the examinations of ``since`` to ``until``, both included; those without a date by registration."""
    reports = Report.objects.filter(examination__listed_on__range=(since, until))
    standing = reports.filter(status__in=RELEASED_STATUSES)
    columns: dict[str, Counter[str]] = {name: Counter() for name in COLUMNS}
    for *values, count in standing.values_list(*COLUMNS).annotate(count=Count("pk")):
        for name, value in zip(COLUMNS, values, strict=True):
            columns[name][value] += count
    kinds = ReportVersion.objects.filter(report__in=reports).order_by().values_list("kind")
    documents = standing.values_list("current_version__document", flat=True)
    return Statistics(
        states=Counter(dict(reports.values_list("status").annotate(count=Count("pk")))),
        changed=Counter(dict(kinds.annotate(count=Count("report", distinct=True)))),
        outcomes=columns["outcome"],
        sides=columns["side"],
        birads=columns["birads"],
        gics=columns["gics"],
        tally=tally(documents.iterator(chunk_size=DOCUMENTS_AT_ONCE)),
        days=_days(standing),
        hours=_hours(standing),
    )


def _days(standing: ReportQuerySet) -> tuple[int, ...]:
    """From the day of the examination to that of the first final signature; a date that lies after it is none."""
    moments = standing.values_list("examination__examination_date", "released_at")
    days = (
        (timezone.localdate(signed) - examined).days for examined, signed in moments if examined and signed
    )
    return tuple(sorted(number for number in days if number >= 0))


def _hours(standing: ReportQuerySet) -> tuple[float | None, ...]:
    """From the signature of the version that stands to the first opening of it by the referrer."""
    opened = ReadReceipt.objects.filter(
        version=OuterRef("current_version"), reader=OuterRef("examination__referrer")
    )
    moments = (
        standing.filter(examination__referrer__isnull=False)
        .annotate(opened=Subquery(opened.values("at")[:1]))
        .values_list("signed_at", "opened")
    )
    hours = [
        (opened - signed).total_seconds() / SECONDS_PER_HOUR if opened else None for signed, opened in moments
    ]
    known = sorted(number for number in hours if number is not None)
    return (*known, *[None] * (len(hours) - len(known)))

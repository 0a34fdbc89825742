"""Compare drafts, authors and registered examinations with the audit trail, and search keys with their sources."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from reporting.custody import draft_trail, signed_content
from reporting.custody.sealing import CHUNK_ROWS, in_chunks
from reporting.models import AuditEvent, AuditKind, Examination, Patient, Report
from reporting.models.normalisation import Derived
from reporting.verification.sealed_set import UNREADABLE, Finding, guarded, readable_rows


def findings() -> Iterator[Finding]:
    """Yield what differs; rows that cannot be read are named as such."""
    yield from guarded("saved drafts", _drafts())
    yield from guarded("registered examinations", _registrations())
    yield from guarded("search keys", _search_keys())


def _drafts() -> Iterator[Finding]:
    """Compare the whole set of saved drafts, and the reason of an open amendment, with the events of saving."""
    last = 0
    while keys := list(
        Report.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK_ROWS]
    ):
        last = keys[-1]
        reports, _named_elsewhere = readable_rows(Report.objects.all(), keys)
        recorded = draft_trail.recorded_drafts(report.public_id for report in reports)
        for report in reports:
            place = f"report {report.public_id}"
            try:
                stored = draft_trail.stored_revisions(report)
            except signed_content.UNREADABLE_ROW:
                yield Finding(place, f"a saved draft: {UNREADABLE}")
                continue
            for fault in draft_trail.draft_faults(report, recorded[report.public_id], stored):
                yield Finding(place, fault)


def _registrations() -> Iterator[Finding]:
    """Compare patient and user of each examination with the event of its registration."""
    recorded = {
        report: (patient, actor)
        for report, patient, actor in AuditEvent.objects.filter(kind=AuditKind.EXAMINATION_REGISTERED)
        .values_list("report_id", "patient_id", "actor_id")
        .iterator()
    }
    rows = Report.objects.order_by("pk").values_list(
        "public_id", "examination__patient__public_id", "examination__created_by_id"
    )
    for report, patient, user in rows.iterator():
        expected = recorded.get(report)
        place = f"report {report}"
        if expected is None:
            yield Finding(place, "it was added: the audit trail does not record its registration")
            continue
        if patient != expected[0]:
            yield Finding(place, "the examination was registered for another patient")
        if user != expected[1]:
            yield Finding(place, "the user differs from the one who registered the examination")


def _search_keys() -> Iterator[Finding]:
    for patient in in_chunks(Patient.objects.all(), "pk"):
        yield from _key_faults(patient, f"patient {patient.public_id}")
    for examination in in_chunks(Examination.objects.all(), "pk"):
        place = f"examination {examination.public_id}"
        yield from _key_faults(examination, place)
        # Without a date of the examination, the day depends on the time zone of the site.
        tolerated = datetime.timedelta(days=0 if examination.examination_date else 1)
        if abs(examination.listed_on - examination.listing_date) > tolerated:
            yield Finding(place, "the date in lists differs from the date of the examination")


def _key_faults(row: Derived, place: str) -> Iterator[Finding]:
    for column, (source, function) in row.derived.items():
        if getattr(row, column) != function(getattr(row, source)):
            yield Finding(place, f"the search key {column} differs from what is shown")

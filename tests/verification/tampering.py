"""What somebody with the database or the archive could do: each by its name, with the words that must name it."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection

from reporting.custody import triggers
from reporting.models import (
    AuditEvent,
    AuditHead,
    Delivery,
    DraftRevision,
    Examination,
    KeyImage,
    Patient,
    ReadReceipt,
    Report,
    ReportVersion,
    SheetRelease,
    Status,
    User,
)


@contextmanager
def triggers_away() -> Iterator[None]:
    """The owner of the tables switches the triggers off and on again, and foreign keys with them."""
    triggers.remove(connection)
    yield
    triggers.install(connection)


def last_version_deleted(report: Report, status: str) -> None:
    """The last version with all that refers to it, and the report's row as it was before."""
    last = report.versions.order_by("number").last()
    assert last is not None
    before = last.supersedes
    assert before is not None
    Delivery.objects.filter(version=last).delete()
    ReadReceipt.objects.filter(version=last).delete()
    Report.objects.filter(pk=report.pk).update(
        status=status, current_version=before, signed_at=before.signed_at
    )
    ReportVersion.objects.filter(pk=last.pk).delete()


def report_deleted(report: Report) -> None:
    for rows in (Delivery, ReadReceipt, SheetRelease):
        rows._default_manager.filter(version__report=report).delete()
    DraftRevision.objects.filter(report=report).delete()
    Report.objects.filter(pk=report.pk).update(
        status=Status.DRAFT,
        current_version=None,
        signed_at=None,
        released_at=None,
        standing_seal="",
        amendment_reason="",
    )
    for version in report.versions.order_by("-number"):
        version.delete()
    KeyImage.objects.filter(examination=report.examination).delete()
    Report.objects.filter(pk=report.pk).delete()


def version_added(report: Report) -> None:
    """A copy of the last version with another number and a seal from nowhere."""
    last = report.versions.order_by("number").last()
    assert last is not None
    before, last.pk = ReportVersion.objects.get(pk=last.pk), None
    last.number, last.supersedes, last.request_key = last.number + 1, before, uuid.uuid4()
    last.verification_code = None
    last.save(force_insert=True)


def versions_swapped(report: Report) -> None:
    """The texts of the first two versions change places, each with its own digest."""
    first, second = report.versions.order_by("number")[:2]
    for target, source in ((first, second), (second, first)):
        ReportVersion.objects.filter(pk=target.pk).update(
            document=source.document, document_digest=source.document_digest
        )


def moved_to_another_patient(report: Report) -> None:
    other = Patient.objects.create(name="Somebody Else", mrn="X-1", sex="female")
    Examination.objects.filter(pk=report.examination.pk).update(patient=other)


def tail_of_the_trail_cut(report: Report) -> None:
    last = AuditEvent.objects.order_by("-number").first()
    assert last is not None
    last.delete()


def another_referrer(report: Report) -> None:
    olga = User.objects.get(username="olga")
    Examination.objects.filter(pk=report.examination.pk).update(referrer=olga)


def of_report(**values: object) -> Callable[[Report], None]:
    def change(report: Report) -> None:
        Report.objects.filter(pk=report.pk).update(**values)

    return change


def of_version(number: int, **values: object) -> Callable[[Report], None]:
    def change(report: Report) -> None:
        report.versions.filter(number=number).update(**values)

    return change


def of_account(username: str, **values: object) -> Callable[[Report], None]:
    def change(report: Report) -> None:
        User.objects.filter(username=username).update(**values)

    return change


def of_patient(**values: object) -> Callable[[Report], None]:
    def change(report: Report) -> None:
        Patient.objects.filter(pk=report.examination.patient.pk).update(**values)

    return change


def of_examination(**values: object) -> Callable[[Report], None]:
    def change(report: Report) -> None:
        Examination.objects.filter(pk=report.examination.pk).update(**values)

    return change


def document_changed(report: Report) -> None:
    version = report.versions.order_by("number").last()
    assert version is not None
    text = version.document.replace('"birads":"4A"', '"birads":"1"')
    assert text != version.document
    ReportVersion.objects.filter(pk=version.pk).update(document=text)


def current_is_the_first(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(current_version=report.versions.get(number=1))


def row_unreadable(report: Report) -> None:
    version = report.versions.order_by("number").last()
    assert version is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reporting_reportversion SET request_key = 'not a uuid' WHERE id = %s", [version.pk]
        )


def receipt_forged(report: Report) -> None:
    ReadReceipt.objects.create(
        version=report.versions.get(number=1), reader=User.objects.get(username="olga")
    )


def receipt_deleted(report: Report) -> None:
    assert ReadReceipt.objects.filter(version__report=report).delete()[0]


def release_forged(report: Report) -> None:
    SheetRelease.objects.create(
        version=report.versions.get(number=1), released_by=User.objects.get(username="olga")
    )


def event_changed(report: Report) -> None:
    AuditEvent.objects.filter(report_id=report.public_id).update(actor_name="somebody")


def everything_recorded_deleted(report: Report) -> None:
    AuditEvent.objects.all().delete()


def head_moved_back(report: Report) -> None:
    before = AuditEvent.objects.order_by("-number")[1]
    AuditHead.objects.update(number=before.number, seal=before.seal)


@dataclass(frozen=True, slots=True)
class Tampering:
    """``named`` must be told by verify_documents; ``refused``: the report's page answers 503 from then on.

    ``lists`` are those in which the row is withheld; the others show nothing of what was changed.
    """

    act: Callable[[Report], None]
    named: str
    refused: bool = True
    lists: tuple[str, ...] = ("cases", "inbox")


LONG_AGO = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)
# On a report that was signed as final, amended, and opened by its referrer.
OF_AN_AMENDED_REPORT: dict[str, Tampering] = {
    "document changed": Tampering(
        document_changed, "the document does not match its digest", lists=("inbox",)
    ),
    "digest changed": Tampering(
        of_version(2, document_digest="0" * 64), "the document does not match its digest", lists=("inbox",)
    ),
    "PDF digest changed": Tampering(
        of_version(2, pdf_digest="0" * 64), "the seal does not match", lists=("inbox",)
    ),
    "signer changed": Tampering(
        of_version(2, signer_name="Somebody"), "the seal does not match", lists=("inbox",)
    ),
    "time changed": Tampering(of_version(1, signed_at=LONG_AGO), "the seal does not match", lists=()),
    "code changed": Tampering(of_version(1, verification_code="0" * 16), "the seal does not match", lists=()),
    "seal changed": Tampering(of_version(1, seal="0" * 64), "the seal does not match", lists=("inbox",)),
    "amendment deleted": Tampering(
        lambda report: last_version_deleted(report, Status.FINAL), "version 2 is missing"
    ),
    "version added": Tampering(version_added, "version 3 was added", lists=()),
    "versions swapped": Tampering(versions_swapped, "the seal does not match", lists=("inbox",)),
    "report deleted": Tampering(report_deleted, "the report was deleted", refused=False),
    "current version is the outdated one": Tampering(
        current_is_the_first, "the current version is not the last one signed"
    ),
    "status withdrawn": Tampering(of_report(status=Status.WITHDRAWN), "the status is “withdrawn”"),
    "status final": Tampering(of_report(status=Status.FINAL), "the status is “final”"),
    "time of the release": Tampering(of_report(released_at=LONG_AGO), "the time of the release"),
    "time of the signature": Tampering(of_report(signed_at=LONG_AGO), "the time of the last signature"),
    "seal of the standing removed": Tampering(of_report(standing_seal=""), "seal of the report’s standing"),
    "category of the lists": Tampering(of_report(birads="1"), "filter values"),
    "urgency of the lists": Tampering(of_report(urgency="routine"), "filter values"),
    "moved to another patient": Tampering(moved_to_another_patient, "the patient’s name differs"),
    "patient renamed": Tampering(of_patient(name="Somebody Else"), "the patient’s name differs"),
    "number of the patient changed": Tampering(
        of_patient(mrn="X-2", mrn_key="X2"), "the medical record number differs"
    ),
    "date of birth changed": Tampering(
        of_patient(birth_date=datetime.date(1950, 1, 1)), "the date of birth differs"
    ),
    "accession number changed": Tampering(
        of_examination(accession_number="X-3", accession_key="X3"), "the accession number differs"
    ),
    "another referrer": Tampering(another_referrer, "examination or referrer differ"),
    "row unreadable": Tampering(row_unreadable, "the row cannot be read", lists=("inbox",)),
    "read receipt forged": Tampering(receipt_forged, "a read receipt was added", refused=False),
    "read receipt deleted": Tampering(receipt_deleted, "a read receipt is missing", refused=False),
    "release forged": Tampering(release_forged, "a release of the patient summary was added", refused=False),
    "referrer made administrator": Tampering(
        of_account("olga", role="admin"), "changed outside the application", refused=False
    ),
    "password replaced": Tampering(
        of_account("rosa", password="x"),  # noqa: S106 - a hash that is none
        "changed outside the application",
        refused=False,
    ),
    "name in the account": Tampering(
        of_account("rosa", last_name="Somebody"), "changed outside the application", refused=False
    ),
    "event changed": Tampering(event_changed, "this event was changed", refused=False),
    "end of the trail cut": Tampering(tail_of_the_trail_cut, "are missing at the end", refused=False),
    "head of the trail moved back": Tampering(head_moved_back, "audit trail: event", refused=False),
    "whole trail deleted": Tampering(everything_recorded_deleted, "audit trail: event"),
}


def names(where: Callable[[str, Tampering], bool] = lambda _name, _row: True) -> list[Any]:
    """Parameters of a test: the names of the rows; PostgreSQL stores no value that cannot be read."""
    return [
        pytest.param(name, marks=pytest.mark.only("sqlite")) if name == "row unreadable" else name
        for name, row in OF_AN_AMENDED_REPORT.items()
        if where(name, row)
    ]

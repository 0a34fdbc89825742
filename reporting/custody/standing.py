"""Seal of a report's standing: status, current version, filter columns, and the examination as it was signed.

The rows of report, examination and patient can be changed, so they have no trigger. This seal binds them to the
signed version: a status that was turned back, an examination moved to another patient, another referring clinician
or another filter value no longer matches it. It is computed without reading the document, for lists.
"""

from __future__ import annotations

import datetime
import hmac
from dataclasses import dataclass
from typing import Protocol

from reporting.custody.sealing import keyed_digest, timestamp
from reporting.models import Examination, Patient, Report, ReportVersion, Status

FACETS = ("side", "outcome", "birads", "gics", "urgency")


class Head(Protocol):
    """What the seal needs of a report's current version."""

    @property
    def number(self) -> int: ...

    @property
    def seal(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ListedHead:
    """Number and seal of the current version, for lists that need nothing else of it."""

    number: int
    seal: str


def standing_seal(report: Report, head: Head) -> str:
    """Return the seal of ``report`` with its examination and patient, ``head`` being its current version."""
    examination = report.examination
    patient = examination.patient
    return keyed_digest(
        "standing",
        report.public_id.hex,
        report.status,
        head.number,
        head.seal,
        _moment(report.signed_at),
        _moment(report.released_at),
        *(getattr(report, name) for name in FACETS),
        examination.public_id.hex,
        examination.accession_number,
        _date(examination.examination_date),
        examination.referrer_id,
        examination.referrer_name,
        examination.ordered_side,
        examination.reason,
        patient.public_id.hex,
        patient.name,
        patient.mrn,
        _date(patient.birth_date),
        patient.sex,
    )


def standing_fault(report: Report, head: Head) -> str:
    """Return what is wrong with the standing of a signed report, or ""; it must have a seal."""
    if hmac.compare_digest(standing_seal(report, head), report.standing_seal):
        return ""
    return (
        "status, current version, filter values, patient, examination or referrer differ from what was signed"
    )


def seal(report: Report, version: ReportVersion) -> None:
    """Seal a report that was just signed, within its transaction.

    Call it after the audit event, which makes concurrent writers wait, so that a patient completed meanwhile is seen.
    """
    report.examination = Examination.objects.select_related("patient", "referrer").get(
        pk=report.examination_id
    )
    report.standing_seal = standing_seal(report, version)
    Report.objects.filter(pk=report.pk).update(standing_seal=report.standing_seal)


def seal_again(before: Patient, patient: Patient) -> None:
    """Seal the signed reports of a patient whose row was completed, unless their seal was invalid ``before``.

    Call it as `seal`.
    """
    signed = (
        Report.objects.filter(examination__patient=patient)
        .exclude(status=Status.DRAFT)
        .exclude(standing_seal="")
        .select_related("examination", "current_version")
    )
    for report in signed:
        version = report.current_version
        report.examination.patient = before
        if version is None or standing_fault(report, version):
            continue
        report.examination.patient = patient
        Report.objects.filter(pk=report.pk).update(standing_seal=standing_seal(report, version))


def _moment(value: datetime.datetime | None) -> str | None:
    return timestamp(value) if value else None


def _date(value: datetime.date | None) -> str | None:
    return value.isoformat() if value else None

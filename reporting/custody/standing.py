"""Seal of a report's standing: status, current version, filter columns, and the examination as it was signed.

The rows of report, examination and patient can be changed, so they have no trigger. This seal binds them to the
signed version: a status that was turned back, an examination moved to another patient, another referring clinician
or another filter value no longer matches it. It is computed without reading the document, for lists.
"""

from __future__ import annotations

import datetime
import hmac
from collections.abc import Iterable

from reporting.custody.sealing import keyed_digest, timestamp
from reporting.models import Patient, Report, ReportVersion, Status

FACETS = ("side", "outcome", "birads", "gics", "urgency")


def standing_seal(report: Report, version: ReportVersion) -> str:
    """Return the seal of ``report`` with ``version`` as its current version.

    Needs the examination and its patient; of the version, only number and seal.
    """
    examination = report.examination
    patient = examination.patient
    return keyed_digest(
        "standing",
        str(report.public_id),
        report.status,
        version.number,
        version.seal,
        _moment(report.signed_at),
        _moment(report.released_at),
        *(getattr(report, name) for name in FACETS),
        str(examination.public_id),
        examination.accession_number,
        _date(examination.examination_date),
        examination.referrer_id,
        examination.referrer_name,
        examination.ordered_side,
        examination.reason,
        str(patient.public_id),
        patient.name,
        patient.mrn,
        _date(patient.birth_date),
        patient.sex,
    )


def standing_fault(report: Report, version: ReportVersion) -> str:
    """Return what is wrong with the standing of a signed report, or ""; it must have a seal."""
    if hmac.compare_digest(standing_seal(report, version), report.standing_seal):
        return ""
    return (
        "status, current version, filter values, patient, examination or referrer differ from what was signed"
    )


def sealed_reports_of(patient: Patient) -> list[Report]:
    """Return the signed reports of the patient whose seal is valid, before the patient's row is completed."""
    signed = (
        Report.objects.filter(examination__patient=patient)
        .exclude(status=Status.DRAFT)
        .exclude(standing_seal="")
        .select_related("examination__patient", "current_version")
    )
    return [
        report
        for report in signed
        if report.current_version and not standing_fault(report, report.current_version)
    ]


def seal_again(reports: Iterable[Report], patient: Patient) -> None:
    """Seal ``reports`` of `sealed_reports_of` with the completed patient, in the transaction of the change."""
    for report in reports:
        report.examination.patient = patient
        assert report.current_version is not None  # noqa: S101 - only signed reports are sealed
        report.standing_seal = standing_seal(report, report.current_version)
        report.save(update_fields=["standing_seal"])


def _moment(value: datetime.datetime | None) -> str | None:
    return timestamp(value) if value else None


def _date(value: datetime.date | None) -> str | None:
    return value.isoformat() if value else None

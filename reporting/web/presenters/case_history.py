"""Prepare the case history as a PDF, in the language and time zone of the site."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.custody import audit
from reporting.ductography.document import Identity
from reporting.ductography.document.formatting import format_answer
from reporting.ductography.layout.bidi_isolation import bidi_isolated
from reporting.models import AuditEvent, Examination, Report, ReportVersion, User
from reporting.pdf.case_history import (
    CaseHistory,
    ChainStatus,
    EventEntry,
    HistoryEntry,
    VersionEntry,
    case_history_document,
)
from reporting.pdf.fields import capitalise
from reporting.pdf.record_document import render_record_document
from reporting.policy.permissions import Permission, may
from reporting.registry.patient_identity import identity_values
from reporting.web.presenters.history import event_row, notice_rows, receipt_rows
from reporting.web.presenters.reports import version_rows
from reporting.web.presenters.rows import status_chip
from reporting.workflow import report_rendering


def timeline_pdf(
    report: Report, versions: Sequence[ReportVersion], intact: Mapping[int, bool], reader: User
) -> bytes:
    """Return the case history visible to ``reader``; ``versions`` are those of ``report`` in order.

    ``intact`` maps version numbers to whether the stored PDF is unchanged.
    """
    now = timezone.now()
    with report_rendering.site_conventions():
        timeline = _timeline(report, versions, intact, reader, now)
        return render_record_document(case_history_document(timeline), report_rendering.letterhead(), now)


def _timeline(
    report: Report,
    versions: Sequence[ReportVersion],
    intact: Mapping[int, bool],
    reader: User,
    now: datetime.datetime,
) -> CaseHistory:
    examination = report.examination
    identity = tuple(_identity(examination))
    sees_events = may(reader, Permission.SEE_AUDIT)
    return CaseHistory(
        identity=(*identity, (_("status"), status_chip(report, reader).label)),
        running_title=" · ".join(
            bidi_isolated(text)
            for text in (examination.patient.name, examination.patient.mrn, examination.accession_number)
        ),
        printed=report_rendering.printed_by_line(now, reader),
        report_id=str(report.public_id),
        versions=tuple(_versions(report, versions, intact)),
        readers=tuple(HistoryEntry(row.version, row.reader, row.at) for row in receipt_rows(report)),
        notices=tuple(
            HistoryEntry(row.version, row.recipient, row.written, row.state) for row in notice_rows(report)
        ),
        chain=_chain(audit.check_chain(report)) if sees_events else None,
        events=tuple(_events(report)) if sees_events else None,
    )


def _identity(examination: Examination) -> Iterator[tuple[str, str]]:
    """Return the identity from the rows of examination and patient."""
    specs = {spec.name: spec for spec in Identity.leaf_specs()}
    for name, value in identity_values(examination).items():
        if text := format_answer(specs[name], value):
            yield capitalise(str(specs[name].label)), text


def _versions(
    report: Report, versions: Sequence[ReportVersion], intact: Mapping[int, bool]
) -> Iterator[VersionEntry]:
    rows = {row.number: row for row in version_rows(report, versions)}
    for index, version in enumerate(versions):
        row = rows[version.number]
        yield VersionEntry(
            number=version.number,
            kind=row.kind,
            is_current=row.current,
            signer=row.signer,
            signed=row.signed,
            meaning=row.meaning,
            reason=row.reason,
            addendum=row.addendum,
            digest=row.digest,
            pdf_digest=row.pdf_digest,
            certificate=version.certificate_name,
            intact=intact[version.number],
            changes=report_rendering.changes_of(version, versions[:index]),
        )


def _events(report: Report) -> Iterator[EventEntry]:
    for event in AuditEvent.objects.filter(report_id=report.public_id).order_by("-number"):
        row = event_row(event)
        yield EventEntry(
            row.number,
            row.at,
            row.what,
            row.who,
            row.outcome.label,
            row.version,
            row.address,
            row.detail,
        )


def _chain(checked: audit.ChainCheck) -> ChainStatus:
    return ChainStatus(checked.events, checked.total, checked.broken.number if checked.broken else None)

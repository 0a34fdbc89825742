"""Verify that nothing is missing and nothing was added: audit trail, versions, reports, archive and anchors."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from reporting.custody import anchors, archive, audit, signed_content, signing_trail, standing
from reporting.custody.sealing import CHUNK_ROWS
from reporting.history.search_facets import facets
from reporting.images.key_images import SUFFIXES
from reporting.models import AuditEvent, AuditKind, KeyImage, Report, ReportVersion

Row = TypeVar("Row", bound=Model)

UNREADABLE = "the row cannot be read"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and where."""

    place: str
    fault: str

    def __str__(self) -> str:
        return f"{self.place}: {self.fault}"


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """A report with its readable versions in order, and what is wrong with the set of them."""

    report: Report
    versions: Sequence[ReportVersion]
    findings: tuple[Finding, ...]


def readable_rows(rows: QuerySet[Row], keys: Sequence[int]) -> tuple[list[Row], list[int]]:
    """Return the rows of ``keys``, and the keys of those that the database cannot convert."""
    try:
        return list(rows.filter(pk__in=keys)), []
    except signed_content.UNREADABLE_ROW:
        found: list[Row] = []
        unreadable: list[int] = []
        for key in keys:
            try:
                found += rows.filter(pk=key)
            except signed_content.UNREADABLE_ROW:
                unreadable.append(key)
        return found, unreadable


def guarded(what: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield ``findings``; if a row cannot be read, a finding about ``what``, which is then not compared further."""
    try:
        yield from findings
    except signed_content.UNREADABLE_ROW:
        yield Finding(what, f"{UNREADABLE}, so that those after it were not compared")


def checked_reports() -> Iterator[CheckedReport | Finding]:
    """Yield every report with its versions; a row that cannot be read is a finding of its own."""
    last = 0
    while keys := list(
        Report.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK_ROWS]
    ):
        last = keys[-1]
        reports, unreadable = readable_rows(Report.objects.select_related("examination__patient"), keys)
        yield from (Finding(f"report row {key}", UNREADABLE) for key in unreadable)
        versions, unreadable = _versions_of(keys)
        yield from (Finding(f"version row {key}", UNREADABLE) for key in unreadable)
        signatures = signing_trail.recorded_signatures(report.public_id for report in reports)
        for report in sorted(reports, key=lambda report: report.pk):
            own = versions.get(report.pk, [])
            for version in own:
                version.report = report
            yield _checked(report, own, signatures.get(report.public_id, []))


def _versions_of(reports: Sequence[int]) -> tuple[dict[int, list[ReportVersion]], list[int]]:
    keys = list(
        ReportVersion.objects.filter(report__in=reports)
        .order_by("report", "number")
        .values_list("pk", flat=True)
    )
    found: dict[int, list[ReportVersion]] = {}
    unreadable: list[int] = []
    for start in range(0, len(keys), CHUNK_ROWS):
        rows, lost = readable_rows(
            ReportVersion.objects.select_related("supersedes", "signed_by"), keys[start : start + CHUNK_ROWS]
        )
        unreadable += lost
        for version in sorted(rows, key=lambda version: version.number):
            found.setdefault(version.report_id, []).append(version)
    return found, unreadable


def _checked(
    report: Report,
    versions: Sequence[ReportVersion],
    signatures: Sequence[signing_trail.RecordedSignature],
) -> CheckedReport:
    place = f"report {report.public_id}"
    faults = list(signed_content.set_faults(report, versions, signatures))
    if versions:
        faults += _facet_faults(report, versions[-1])
    return CheckedReport(report, versions, tuple(Finding(place, fault) for fault in faults))


def _facet_faults(report: Report, version: ReportVersion) -> Iterator[str]:
    """Compare the filter columns with the document, for reports signed before standings were sealed."""
    try:
        expected = facets(signed_content.document_of(version))
    except signed_content.SignedContentAltered:
        return  # named as a fault of the version
    for name in standing.FACETS:
        if getattr(report, name) != expected[name] and not report.standing_seal:
            yield f"the filter value “{name}” differs from the signed document"


def trail_findings(existing: Collection[uuid.UUID]) -> Iterator[Finding]:
    """Yield what is wrong with the trail itself, and reports that it records but that are not among ``existing``."""
    if broken := audit.verify_chain():
        yield Finding("audit trail", f"event {broken.number}: {broken.reason}")
    recorded: dict[uuid.UUID, int] = {}
    kinds = (AuditKind.EXAMINATION_REGISTERED, *signing_trail.SIGNING_KINDS)
    events = AuditEvent.objects.filter(kind__in=kinds, report_id__isnull=False).order_by("number")
    for report_id, number in events.values_list("report_id", "version_number").iterator():
        assert report_id is not None  # noqa: S101 - filtered above
        recorded[report_id] = max(recorded.get(report_id, 0), number or 0)
    for report_id, length in recorded.items():
        if report_id not in existing:
            signed = f"with {length} signed versions" if length else "without a signature"
            yield Finding(
                f"report {report_id}", f"the report was deleted: the audit trail records it {signed}"
            )


def anchor_findings() -> Iterator[Finding]:
    """Yield anchored events that the database lacks: it is older than the archive, or was rewritten.

    Raises:
        archive.ArchiveUnavailable: the archive does not answer.
    """
    if fault := anchors.missing_fault():
        yield Finding("archive", fault)
    elif anchors.latest_copy_missing():
        yield Finding("archive", f"{anchors.LATEST} is missing; the next anchor makes it again")
    for anchor in anchors.lost_anchors():
        yield Finding(
            "audit trail", f"the database is older than the archive, or was rewritten: {anchor} is missing"
        )
    for name in anchors.changed_names():
        yield Finding("archive", f"the anchor {name} was changed")


def unreferenced_files() -> list[str]:
    """Return the names of stored files that no row names: left by a crash, or by rows that are missing.

    Raises:
        archive.ArchiveUnavailable: the archive does not answer.
    """
    named = {
        archive.storage_name(digest) for digest in ReportVersion.objects.values_list("pdf_digest", flat=True)
    }
    named |= {
        archive.storage_name(digest, SUFFIXES[kind])
        for digest, kind in KeyImage.objects.values_list("digest", "kind")
        if kind in SUFFIXES
    }
    anchored = f"{anchors.FOLDER}/"
    return [name for name in archive.names_in() if name not in named and not name.startswith(anchored)]

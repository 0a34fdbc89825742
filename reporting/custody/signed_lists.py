"""Compare the rows of a list with what was signed, with one query for all of them and mostly without a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import F

from reporting.custody import signed_content, signing_trail, standing
from reporting.custody.alterations import SignedContentAltered, reading_rows
from reporting.custody.sealing import version_fault
from reporting.models import Report, ReportVersion
from reporting.models.reports import ReportQuerySet


def altered_rows(reports: Sequence[Report], *, documents: bool = False) -> dict[int, SignedContentAltered]:
    """Return the altered ones of a list's reports by their key, for any number of intact ones with one query.

    Needs examination, patient and `with_heads`, or the current version. With ``documents`` each current version is
    compared by `signed_content.document_of`, which then needs the version it supersedes; otherwise no document is
    read. Reports signed before standings were sealed need their versions, which one more query reads for all of them.
    """
    if not reports:
        return {}
    with reading_rows():
        signatures = signing_trail.recorded_signatures(report.public_id for report in reports)
        older = _versions_of([report for report in reports if _is_older(report)])
    found: dict[int, SignedContentAltered] = {}
    for report in reports:
        recorded = signatures.get(report.public_id, [])
        versions = older.get(report.pk)
        try:
            if versions and not list(signed_content.report_faults(report, versions, recorded)):
                pass
            elif not _is_plainly_intact(report, recorded):
                signed_content.require_intact(report)
            if documents and report.current_version:
                report.current_version.report = report
                signed_content.document_of(report.current_version)
        except SignedContentAltered as error:
            found[report.pk] = error
    return found


def _is_plainly_intact(report: Report, signatures: Sequence[signing_trail.RecordedSignature]) -> bool:
    version = _head_of(report)
    if version is None:
        return not signatures and not report.standing_seal
    if not report.standing_seal or not signatures:
        return False
    last = signatures[-1]
    return (
        last.head == version.seal
        and [found.version_number for found in signatures] == list(range(1, version.number + 1))
        and not standing.standing_fault(report, version)
    )


def with_heads(reports: ReportQuerySet) -> ReportQuerySet:
    """Add number and seal of the current version, which `altered_rows` compares without the version itself."""
    return reports.annotate(head_number=F("current_version__number"), head_seal=F("current_version__seal"))


def _is_older(report: Report) -> bool:
    """Return True for a report that was signed before standings were sealed."""
    return report.current_version_id is not None and not report.standing_seal


def _versions_of(reports: Sequence[Report]) -> dict[int, list[ReportVersion]]:
    if not reports:
        return {}
    own = {report.pk: report for report in reports}
    found: dict[int, list[ReportVersion]] = {}
    for version in ReportVersion.objects.filter(report__in=own).order_by("report", "number"):
        version.report = own[version.report_id]
        found.setdefault(version.report_id, []).append(version)
    return found


def _head_of(report: Report) -> standing.Head | None:
    if report.current_version_id is None:
        return None
    if "head_number" in report.__dict__:
        return standing.ListedHead(report.__dict__["head_number"], report.__dict__["head_seal"])
    return report.current_version


def documents_of(versions: Iterable[ReportVersion]) -> Iterator[str]:
    """Yield the stored documents of current versions, each compared with its seal and the report's standing.

    For counting over many: not parsed. Needs ``supersedes`` and ``report`` with its examination and patient.

    Raises:
        SignedContentAltered: one differs.
    """
    for version in versions:
        report = version.report
        fault = version_fault(version)
        if not fault and report.standing_seal:
            fault = standing.standing_fault(report, version)
        if fault:
            signed_content.require_intact(
                report.fresh()
            )  # unless a signature was committed between the queries
        yield version.document

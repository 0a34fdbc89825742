"""The one way to signed content: nothing signed is read, listed, printed, sent or signed again unless it is intact.

`require_intact` compares a report with its versions, seals and audit trail, `document_of` a version with its digest,
seal and examination, `reporting.custody.signed_lists` the rows of lists. A difference raises `SignedContentAltered`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporting.custody import signing_trail, standing
from reporting.custody.alterations import UNREADABLE_ROW as UNREADABLE_ROW
from reporting.custody.alterations import AccountAltered as AccountAltered
from reporting.custody.alterations import DatabaseReplaced as DatabaseReplaced
from reporting.custody.alterations import SignedContentAltered as SignedContentAltered
from reporting.custody.alterations import reading_rows as reading_rows
from reporting.custody.sealing import version_fault
from reporting.ductography.document import DocumentError, ReportDocument
from reporting.models import Examination, Report, ReportVersion, Status, User
from reporting.models.normalisation import comparable_number

RACES = 5  # signatures that may be committed between the queries of one check


def document_of(version: ReportVersion) -> ReportDocument:
    """Return the document as it was signed.

    A version that is being signed is not stored yet and has nothing to be compared with.

    Raises:
        SignedContentAltered: document, seal, or the patient and examination of the row differ.
    """
    if version._state.adding:
        return ReportDocument.from_json(version.document)
    kept = version.__dict__.get("_intact_document")
    if kept is None or kept[:2] != (version.document, version.seal):
        kept = (version.document, version.seal, _checked_document(version))
        version.__dict__["_intact_document"] = kept
    document: ReportDocument = kept[2]
    return document


def _checked_document(version: ReportVersion) -> ReportDocument:
    fault = version_fault(version)
    if fault:
        raise SignedContentAltered([fault], version.report, version.number)
    try:
        document = ReportDocument.from_json(version.document)
    except DocumentError as error:
        raise SignedContentAltered(["the document cannot be read"], version.report, version.number) from error
    if faults := list(identity_faults(version.report.examination, document)):
        raise SignedContentAltered(faults, version.report, version.number)
    return document


def identity_faults(examination: Examination, document: ReportDocument) -> Iterator[str]:
    """Yield what differs between the signed identity and the rows that are shown with it.

    A date of birth or sex that was not known when the report was signed may be added later.
    """
    signed, patient = document.identity, examination.patient
    if signed.patient_name != patient.name:
        yield "the patient’s name differs from the signed document"
    if comparable_number(signed.mrn or "") != comparable_number(patient.mrn):
        yield "the medical record number differs from the signed document"
    if signed.birth_date and signed.birth_date != patient.birth_date:
        yield "the date of birth differs from the signed document"
    if signed.sex and signed.sex.value != patient.sex:
        yield "the patient’s sex differs from the signed document"
    if comparable_number(signed.accession_number or "") != comparable_number(examination.accession_number):
        yield "the accession number differs from the signed document"
    if signed.examination_date != examination.examination_date:
        yield "the examination date differs from the signed document"


def require_intact(report: Report) -> list[ReportVersion]:
    """Return all versions of the report in order, each compared with its seal, the trail and the rows.

    Costs two queries for an intact report, with its examination, patient and current version at hand, and none if
    this instance was checked before.

    Raises:
        SignedContentAltered: anything differs, is missing or was added.
    """
    kept: list[ReportVersion] | None = report.__dict__.get("_intact_versions")
    if kept is None:
        kept = report.__dict__["_intact_versions"] = _intact_versions(report)
    return kept


def versions_shown_to(report: Report, user: User) -> list[ReportVersion]:
    """Return the intact versions that ``user``, who may see the report, may read, in order.

    Raises:
        SignedContentAltered: see `require_intact`.
    """
    return [version for version in require_intact(report) if version.is_shown_to(user)]


def _intact_versions(report: Report) -> list[ReportVersion]:
    with reading_rows(report):
        versions, faults = _examined(report)
        for _race in range(RACES):
            if not faults:
                return versions
            # A signature may have been committed between the queries: only a row that stays the same is altered.
            now = report.fresh()
            versions, faults = _examined(now)
            if Report.objects.filter(pk=report.pk, row_version=now.row_version).exists():
                break
    if faults:
        raise SignedContentAltered(faults, report)
    return versions


def _examined(report: Report) -> tuple[list[ReportVersion], list[str]]:
    signatures = signing_trail.recorded_signatures([report.public_id])[report.public_id]
    if not signatures and report.status == Status.DRAFT and not report.standing_seal:
        return [], []  # nothing was signed, and nothing is read: the usual case of every page of a draft
    versions = list(report.versions.order_by("number"))
    current = report.__dict__["_state"].fields_cache.get("current_version")
    if current is not None and versions and current.pk == versions[-1].pk:
        current.report = report
        versions[-1] = current  # the one that callers read
    return versions, list(report_faults(report, versions, signatures))


def report_faults(
    report: Report,
    versions: Sequence[ReportVersion],
    signatures: Sequence[signing_trail.RecordedSignature],
) -> Iterator[str]:
    """Yield everything that is wrong with a report, ``versions`` being all of them in order."""
    by_key = {version.pk: version for version in versions}
    for version in versions:
        if before := by_key.get(version.supersedes_id or 0):
            version.supersedes = before  # without a query for each seal
    yield from set_faults(report, versions, signatures)
    for version in versions[:-1]:
        if fault := version_fault(version):
            yield f"version {version.number}: {fault}"
    for version in versions[-1:]:
        try:
            document_of(version)
        except SignedContentAltered as error:
            yield from (f"version {version.number}: {fault}" for fault in error.faults)


def set_faults(
    report: Report,
    versions: Sequence[ReportVersion],
    signatures: Sequence[signing_trail.RecordedSignature],
) -> Iterator[str]:
    """Yield what is wrong with the set of versions and with the report's row, without looking into a version."""
    yield from signing_trail.set_faults(report, versions, signatures)
    yield from signing_trail.report_row_faults(report, versions)
    yield from _standing_faults(report, versions[-1] if versions else None, signatures)


def _standing_faults(
    report: Report,
    version: ReportVersion | None,
    signatures: Sequence[signing_trail.RecordedSignature],
) -> Iterator[str]:
    if report.standing_seal:
        if version is None:
            yield "the report is sealed, but has no version"
        elif fault := standing.standing_fault(report, version):
            yield fault
    elif signatures and signatures[-1].head:
        yield "the seal of the report’s standing was removed"

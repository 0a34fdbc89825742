"""The one way to signed content: nothing signed is read, listed, printed, sent or signed again unless it is intact.

`require_intact` compares a report with its versions, seals and audit trail, `document_of` a version with its digest,
seal and examination, and `altered_rows` the rows of a list. A difference raises, or returns, `SignedContentAltered`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db.models import F
from django.utils.translation import gettext as _

from reporting.custody import signing_trail, standing
from reporting.custody.sealing import version_fault
from reporting.ductography.document import DocumentError, ReportDocument
from reporting.models import Examination, Report, ReportVersion, Status, User
from reporting.models.normalisation import comparable_number
from reporting.models.reports import ReportQuerySet

RACES = 5  # signatures that may be committed between the queries of one check
UNREADABLE_ROW = (ValueError, TypeError, OverflowError)  # raised by the database's converters


class SignedContentAltered(Exception):
    """Stored content is not what was signed. ``faults`` are phrases for administrators, without patient data."""

    def __init__(self, faults: Sequence[str], report: Report | None = None, number: int | None = None):
        self.faults = tuple(faults)
        self.report = report
        self.version_number = number
        self.sentence = _(
            "The stored report is not the one that was signed, and is not shown. The administrators have been "
            "notified. Do not use printed copies before they have checked it."
        )
        super().__init__("; ".join(self.faults))


class DatabaseReplaced(SignedContentAltered):
    """The audit trail lacks an event that is anchored in the archive: the database is older, or was rewritten."""

    def __init__(self, fault: str):
        super().__init__([fault])
        self.sentence = _(
            "The database is older than the archive, or was changed. Nothing can be signed until an administrator "
            "has checked it. The administrators have been notified."
        )


class AccountAltered(SignedContentAltered):
    """The signer's account is not as the application stored it."""

    def __init__(self, fault: str):
        super().__init__([fault])
        self.sentence = _(
            "Your account was changed outside the application. Nothing was signed. The administrators have been "
            "notified; they have to check the account before you can sign."
        )


@contextmanager
def reading_rows(report: Report | None = None) -> Iterator[None]:
    """Turn a stored value that the database cannot convert into `SignedContentAltered`."""
    try:
        yield
    except DocumentError:
        raise
    except UNREADABLE_ROW as error:
        raise SignedContentAltered(["a row cannot be read"], report) from error


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


def altered_rows(reports: Sequence[Report], *, documents: bool = False) -> dict[int, SignedContentAltered]:
    """Return the altered ones of a list's reports by their key, for any number of intact ones with one query.

    Needs examination, patient and `with_heads`, or the current version. With ``documents`` each current version is
    compared with `document_of`, which then needs the one it supersedes; otherwise no document is read. Reports
    signed before standings were sealed are checked one by one.
    """
    if not reports:
        return {}
    with reading_rows():
        signatures = signing_trail.recorded_signatures(report.public_id for report in reports)
    found: dict[int, SignedContentAltered] = {}
    for report in reports:
        plainly = _is_plainly_intact(report, signatures.get(report.public_id, ()))
        try:
            if not plainly:
                require_intact(report)
            if documents and report.current_version:
                report.current_version.report = report
                document_of(report.current_version)
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
            require_intact(report.fresh())  # unless a signature was committed between the queries
        yield version.document

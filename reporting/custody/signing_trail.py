"""Compare the signed versions of a report with the signatures in the audit trail, in both directions.

Each signature is an event with number, kind and digests of its version; newer events also name the seal of the
version (the head of the report's chain) and of the one before it.
"""

from __future__ import annotations

import hmac
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.models import RELEASED_STATUSES, AuditEvent, AuditKind, Kind, Report, ReportVersion, Status

KIND_OF_EVENT: Mapping[str, Kind] = {
    AuditKind.SIGNED_PRELIMINARY: Kind.PRELIMINARY,
    AuditKind.SIGNED_FINAL: Kind.FINAL,
    AuditKind.SIGNED_AMENDMENT: Kind.AMENDED,
    AuditKind.SIGNED_ADDENDUM: Kind.ADDENDUM,
    AuditKind.WITHDRAWN: Kind.WITHDRAWN,
}
SIGNING_KINDS = tuple(KIND_OF_EVENT)
STATUS_AFTER: Mapping[str, Status] = {
    Kind.PRELIMINARY: Status.PRELIMINARY,
    Kind.FINAL: Status.FINAL,
    Kind.AMENDED: Status.AMENDED,
    Kind.ADDENDUM: Status.ADDENDUM,
    Kind.WITHDRAWN: Status.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class RecordedSignature:
    """One signature as the audit trail has it; ``head`` and ``previous`` are "" in events that predate them."""

    version_number: int
    kind: Kind
    document_digest: str
    pdf_digest: str
    head: str
    previous: str
    length: int


def chain_detail(version: ReportVersion) -> dict[str, Any]:
    """Return what the event of a signature records of the report's chain: its length, its head, the one before."""
    before = version.supersedes
    return {"length": version.number, "head": version.seal, "previous": before.seal if before else ""}


def recorded_signatures(reports: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[RecordedSignature]]:
    """Return the signatures of each report in the order of the trail, with one query."""
    found: dict[uuid.UUID, list[RecordedSignature]] = defaultdict(list)
    events = AuditEvent.objects.filter(report_id__in=list(reports), kind__in=SIGNING_KINDS)
    for event in events.order_by("number").values("report_id", "kind", "version_number", "detail"):
        if report_id := event["report_id"]:
            found[report_id].append(_signature(event))
    return found


def _signature(event: Mapping[str, Any]) -> RecordedSignature:
    try:
        detail = json.loads(event["detail"])
    except ValueError:
        detail = {}
    detail = detail if isinstance(detail, dict) else {}
    return RecordedSignature(
        version_number=event["version_number"] or 0,
        kind=KIND_OF_EVENT[event["kind"]],
        document_digest=str(detail.get("document_digest", "")),
        pdf_digest=str(detail.get("pdf_digest", "")),
        head=str(detail.get("head", "")),
        previous=str(detail.get("previous", "")),
        length=detail["length"] if isinstance(detail.get("length"), int) else 0,
    )


def set_faults(
    report: Report, versions: Sequence[ReportVersion], signatures: Sequence[RecordedSignature]
) -> Iterator[str]:
    """Yield what is wrong with the set of a report's versions, ``versions`` being all of them in order."""
    by_number = {version.number: version for version in versions}
    recorded = {signature.version_number for signature in signatures}
    for number in sorted(recorded - set(by_number)):
        yield f"version {number} is missing: the audit trail records its signature"
    for number in sorted(set(by_number) - recorded):
        yield f"version {number} was added: the audit trail does not record its signature"
    if [signature.version_number for signature in signatures] != sorted(recorded):
        yield "the audit trail does not record the signatures in the order of the versions"
    if [version.number for version in versions] != list(range(1, len(versions) + 1)):
        yield "the versions are not numbered without gaps"
    for signature in signatures:
        if version := by_number.get(signature.version_number):
            yield from _signature_faults(version, signature)
    for before, version in zip((None, *versions), versions, strict=False):
        if version.supersedes_id != (before.pk if before else None):
            yield f"version {version.number} does not follow the version before it"


def _signature_faults(version: ReportVersion, signature: RecordedSignature) -> Iterator[str]:
    pairs = (
        (version.document_digest, signature.document_digest),
        (version.pdf_digest, signature.pdf_digest),
        (version.seal, signature.head or version.seal),
    )
    same = all(hmac.compare_digest(stored.encode(), recorded.encode()) for stored, recorded in pairs)
    if not same or version.kind != signature.kind:
        yield f"version {version.number} is not the one whose signature the audit trail records"
    if signature.head and signature.length != version.number:
        yield f"version {version.number} is not at its place in the chain"


def report_row_faults(report: Report, versions: Sequence[ReportVersion]) -> Iterator[str]:
    """Yield what is wrong with status, current version and times of a report, which follow from its versions."""
    last = versions[-1] if versions else None
    expected = STATUS_AFTER.get(last.kind) if last else Status.DRAFT
    if report.status != expected:
        yield f"the status is “{report.status}”, but the last signature made it “{expected}”"
    if report.current_version_id != (last.pk if last else None):
        yield "the current version is not the last one signed"
    if last is not None and report.signed_at != last.signed_at:
        yield "the time of the last signature is not that of the current version"
    released = next(
        (version.signed_at for version in versions if STATUS_AFTER.get(version.kind) in RELEASED_STATUSES),
        None,
    )
    if report.released_at != released:
        yield "the time of the release is not that of the first final signature"

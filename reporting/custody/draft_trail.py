"""Compare the saved drafts of a report, and the reason of its amendment, with what the audit trail records of them.

Every save is an event with row version, digest and user; starting an amendment also records a keyed digest of its
reason. Replaying these events gives the drafts that must be stored: each one, and no other.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from reporting.custody import audit
from reporting.custody.alterations import DraftAltered
from reporting.custody.sealing import keyed_digest
from reporting.models import AuditEvent, AuditKind, Report, User

REVISIONS_MAX = 200  # drafts kept for each report

SAVING = (AuditKind.DRAFT_SAVED, AuditKind.AMENDMENT_STARTED)
# These delete all drafts; a preliminary signature keeps them.
ENDING = (
    AuditKind.DRAFT_DISCARDED,
    AuditKind.AMENDMENT_DISCARDED,
    AuditKind.SIGNED_FINAL,
    AuditKind.SIGNED_AMENDMENT,
    AuditKind.SIGNED_ADDENDUM,
    AuditKind.WITHDRAWN,
)
ACCEPTED = "drafts"  # state named by an event of `accept`


@dataclass(frozen=True, slots=True)
class Revision:
    """Digest and user of one saved draft."""

    digest: str
    saved_by: int | None


@dataclass(slots=True)
class RecordedDrafts:
    """What must be stored: drafts by row version, whether an amendment is open, its reason, and the author.

    ``unnumbered`` counts amendments started by older releases, which recorded neither row version nor reason.
    """

    revisions: dict[int, Revision] = field(default_factory=dict)
    amending: bool = False
    reason: str = ""
    author: int | None = None
    unnumbered: int = 0


def reason_digest(report: Report, reason: str) -> str:
    """Return the keyed digest by which the trail records the reason of an amendment, which may name a patient."""
    return keyed_digest("amendment-reason", report.public_id.hex, reason)


def recorded_drafts(reports: Iterable[uuid.UUID]) -> dict[uuid.UUID, RecordedDrafts]:
    """Return what the trail records of the drafts of each report, with one query."""
    found = {report: RecordedDrafts() for report in reports}
    kinds = (*SAVING, *ENDING, AuditKind.STATE_ACCEPTED)
    events = AuditEvent.objects.filter(report_id__in=list(found), kind__in=kinds).order_by("number")
    for report, kind, actor, text in events.values_list("report_id", "kind", "actor_id", "detail").iterator():
        if report:
            _replay(found[report], kind, actor, _detail(text))
    return found


def _replay(drafts: RecordedDrafts, kind: str, actor: int | None, detail: dict[str, Any]) -> None:
    if kind in SAVING:
        drafts.author = actor
        if kind == AuditKind.AMENDMENT_STARTED:
            drafts.amending, drafts.reason = True, str(detail.get("reason_digest", ""))
        if "digest" not in detail or "row_version" not in detail:
            drafts.unnumbered += 1
            return
        number = int(detail["row_version"])
        kept = {key: row for key, row in drafts.revisions.items() if key > number - REVISIONS_MAX}
        drafts.revisions = kept | {number: Revision(str(detail["digest"]), actor)}
    elif kind in ENDING:
        drafts.revisions, drafts.unnumbered, drafts.amending, drafts.reason = {}, 0, False, ""
        if kind == AuditKind.DRAFT_DISCARDED:
            drafts.author = None
    elif detail.get("state") == ACCEPTED:
        drafts.revisions = {int(number): Revision(*row) for number, row in detail["revisions"].items()}
        drafts.unnumbered, drafts.author = 0, detail["author"]
        drafts.amending, drafts.reason = detail["amending"], detail["reason_digest"]


def _detail(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def stored_revisions(report: Report) -> dict[int, Revision]:
    """Return the drafts of ``report`` that the database has, by row version."""
    rows = report.revisions.order_by("row_version").values_list("row_version", "document", "saved_by_id")
    return {
        number: Revision(hashlib.sha256(document.encode()).hexdigest(), user)
        for number, document, user in rows.iterator()
    }


def draft_faults(report: Report, recorded: RecordedDrafts, stored: dict[int, Revision]) -> Iterator[str]:
    """Yield what differs between the rows of a report's drafts and the trail."""
    added = sorted(set(stored) - set(recorded.revisions))
    for number in added[recorded.unnumbered :]:
        yield f"draft {number} was added: the audit trail does not record it"
    for number in sorted(set(recorded.revisions) - set(stored)):
        yield f"draft {number} is missing: the audit trail records it"
    for number, row in stored.items():
        expected = recorded.revisions.get(number, row)
        if row.digest != expected.digest:
            yield f"draft {number}: the text differs from the one that was saved"
        if row.saved_by != expected.saved_by:
            yield f"draft {number}: the user differs from the one who saved it"
    if report.author_id != recorded.author:
        yield "the author differs from the last user who saved a draft"
    if report.amending != recorded.amending:
        yield "an amendment was started or ended outside the application"
    elif recorded.reason and not hmac.compare_digest(
        recorded.reason, reason_digest(report, report.amendment_reason)
    ):
        yield "the reason for the amendment differs from the one that was entered"


def require_unaltered(report: Report) -> None:
    """Refuse to go on with a draft that is not what users saved.

    Raises:
        DraftAltered: a draft, its user, or the reason of the amendment differs, is missing or was added.
    """
    recorded = recorded_drafts([report.public_id])[report.public_id]
    faults = list(draft_faults(report, recorded, stored_revisions(report)))
    # A save may have been committed between the queries: only a row that stays the same is altered.
    if faults and Report.objects.filter(pk=report.pk, row_version=report.row_version).exists():
        raise DraftAltered(faults, report)


def accept(report: Report, actor: User, reason: str) -> list[str]:
    """Record that the drafts are accepted as they are now, after an investigation; return what differed."""
    with transaction.atomic():
        stored = stored_revisions(report)
        recorded = recorded_drafts([report.public_id])[report.public_id]
        faults = list(draft_faults(report, recorded, stored))
        audit.record(
            AuditKind.STATE_ACCEPTED,
            actor=actor,
            report=report,
            state=ACCEPTED,
            reason=reason,
            revisions={number: (row.digest, row.saved_by) for number, row in stored.items()},
            author=report.author_id,
            amending=report.amending,
            reason_digest=reason_digest(report, report.amendment_reason) if report.amending else "",
        )
    return faults

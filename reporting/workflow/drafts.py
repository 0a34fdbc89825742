"""Working copies: every save adds a row, and nobody overwrites what he or she has not seen."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from reporting.custody import audit
from reporting.ductography.document import ReportDocument
from reporting.ductography.drafting.three_way_merge import Merged, merge
from reporting.ductography.judgement.suggestion_snapshot import frozen, thawed
from reporting.models import DraftRevision, Report, User
from reporting.policy import lifecycle
from reporting.policy.action_reasons import required_text
from reporting.policy.exceptions import ActionRefused, Conflict
from reporting.policy.lifecycle import Action, ReportState
from reporting.registry.patient_identity import with_identity
from reporting.site.languages import report_language

__all__ = [
    "Conflict",
    "Merged",
    "ActionRefused",
    "SavedDraft",
    "current_document",
    "discard",
    "discard_amendment",
    "document_to_sign",
    "merge",
    "save",
    "start_amendment",
]

KEPT_REVISIONS = 200


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """What a save left behind; ``changed`` is False when the same content had been saved already."""

    row_version: int
    saved_at: datetime.datetime
    changed: bool


def current_document(report: Report) -> ReportDocument:
    """The working copy with the rows' identity; without one the document as signed, or else a blank one.

    It holds no proposal of the decision table: see `document_to_sign`.
    """
    revision = _latest(report)
    if revision is None:
        # Read anew: the working copies go when a report is signed, which may have happened just now.
        report = report.fresh()
        if report.current_version:
            return thawed(ReportDocument.from_json(report.current_version.document))
    document = ReportDocument.from_json(revision.document) if revision else ReportDocument()
    return _working_copy(document, report)


def document_to_sign(report: Report) -> ReportDocument:
    """The working copy as it would be signed now: with what the decision table proposes for it.

    Preview and signature both take it from here, so that what was seen is what is signed.
    """
    with report_language():
        return frozen(current_document(report))


def _working_copy(document: ReportDocument, report: Report) -> ReportDocument:
    return thawed(with_identity(document, report.examination))


def save(report: Report, document: ReportDocument, *, user: User, row_version: int) -> SavedDraft:
    """Store ``document`` as the working copy that follows ``row_version``.

    Saving again what stands already changes nothing, so that a lost answer may simply be asked for again.

    Raises:
        ActionRefused: ``user`` may not write, or the report is signed.
        Conflict: the report changed since ``row_version``; nothing was written.
    """
    now = report.fresh()
    transition = lifecycle.require(ReportState.of(now), Action.SAVE, user)
    copy = _working_copy(document, now)
    text = copy.canonical_json()
    if (latest := _latest(now)) and latest.document == text:
        return SavedDraft(now.row_version, latest.saved_at, changed=False)
    saved_at = timezone.now()
    if now.row_version == row_version:
        with transaction.atomic():
            if now.advance(author=user, updated_at=saved_at):
                _append(now, text, user, saved_at)
                audit.record(
                    transition.audit_kind,
                    actor=user,
                    report=now,
                    row_version=now.row_version,
                    digest=copy.digest(),
                )
                return SavedDraft(now.row_version, saved_at, changed=True)
    return _too_late(report, text, user, row_version)


def _too_late(report: Report, text: str, user: User, row_version: int) -> SavedDraft:
    """Somebody was faster. If it was the same content, this save is done; else it is refused."""
    now = report.fresh()
    lifecycle.require(ReportState.of(now), Action.SAVE, user)
    if (latest := _latest(now)) and latest.document == text:
        return SavedDraft(now.row_version, latest.saved_at, changed=False)
    raise conflict(now, row_version)


def discard(report: Report, *, user: User, row_version: int) -> None:
    """Empty the working copy of a report that was never signed.

    Raises:
        ActionRefused: ``user`` may not, the report is signed, or nothing was written.
        Conflict: the report changed since ``row_version``.
    """
    _drop(report, Action.DISCARD_DRAFT, user, row_version, author=None)


def discard_amendment(report: Report, *, user: User, row_version: int) -> None:
    """Drop the working copy of an amendment; the signed version stands.

    Raises: as `discard`.
    """
    _drop(report, Action.DISCARD_AMENDMENT, user, row_version, amendment_reason="")


def _drop(report: Report, action: Action, user: User, row_version: int, **changes: object) -> None:
    now = report.fresh()
    transition = lifecycle.require(ReportState.of(now), action, user)
    digest = current_document(now).digest()
    with transaction.atomic():
        if now.row_version == row_version and now.advance(updated_at=timezone.now(), **changes):
            now.revisions.all().delete()
            audit.record(transition.audit_kind, actor=user, report=now, digest=digest)
            return
    raise conflict(report.fresh(), row_version)


def start_amendment(report: Report, *, user: User, reason: str, row_version: int) -> int:
    """Open a working copy of the signed document, to be signed as a new version; returns the new row version.

    Raises:
        ActionRefused: ``user`` may not, the report is in no state for it, or no reason is given.
        Conflict: the report changed since ``row_version``.
    """
    now = report.fresh()
    transition = lifecycle.require(ReportState.of(now), Action.START_AMENDMENT, user)
    reason = required_text(Action.START_AMENDMENT, reason)
    signed = now.current_version
    assert signed is not None  # noqa: S101 - the database ties a signed status to a version
    text = _working_copy(ReportDocument.from_json(signed.document), now).canonical_json()
    started_at = timezone.now()
    with transaction.atomic():
        if now.row_version == row_version and now.advance(
            author=user, amendment_reason=reason, updated_at=started_at
        ):
            _append(now, text, user, started_at)
            audit.record(transition.audit_kind, actor=user, version=signed)
            return now.row_version
    raise conflict(report.fresh(), row_version)


def conflict(now: Report, row_version: int) -> Conflict:
    """What to tell somebody who read the report at ``row_version`` and comes too late.

    Where the working copy of that time is no longer kept, ``base`` is blank, so that a merge shows every
    difference instead of guessing.
    """
    read = now.revisions.filter(row_version__lte=row_version).order_by("-row_version").first()
    base = ReportDocument.from_json(read.document) if read else ReportDocument()
    latest = _latest(now)
    signed = now.current_version
    last_by_save = latest is not None and (signed is None or latest.saved_at >= signed.signed_at)
    return Conflict(
        base=_working_copy(base, now),
        theirs=current_document(now),
        saved_by=latest.saved_by if latest and last_by_save else signed.signed_by if signed else None,
        saved_at=now.updated_at,
        row_version=now.row_version,
    )


def _latest(report: Report) -> DraftRevision | None:
    return report.revisions.select_related("saved_by").order_by("-row_version").first()


def _append(report: Report, text: str, user: User, saved_at: datetime.datetime) -> None:
    DraftRevision.objects.create(
        report=report, row_version=report.row_version, document=text, saved_by=user, saved_at=saved_at
    )
    report.revisions.filter(row_version__lte=report.row_version - KEPT_REVISIONS).delete()

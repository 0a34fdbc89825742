"""Drafts: every save adds a revision, and nobody overwrites changes that he or she has not seen."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from reporting.custody import audit, draft_trail, signed_content
from reporting.custody.draft_trail import REVISIONS_MAX
from reporting.ductography.document import ReportDocument
from reporting.ductography.drafting.three_way_merge import MergeResult, merge
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
    "MergeResult",
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


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """Result of a save; ``changed`` is False if the same content was already stored."""

    row_version: int
    saved_at: datetime.datetime
    changed: bool


def current_document(report: Report) -> ReportDocument:
    """Return the draft with the rows' identity; without a draft the signed document, or else a blank one.

    It does not contain the decision table's suggestion: see `document_to_sign`.
    """
    revision = _latest_revision(report)
    if revision is None:
        # Read again, because a signature in the meantime deletes the revisions.
        report = report.fresh()
        if report.current_version:
            return thawed(signed_content.document_of(report.current_version))
    document = ReportDocument.from_json(revision.document) if revision else ReportDocument()
    return _working_copy(document, report)


def document_to_sign(report: Report) -> ReportDocument:
    """Return the draft as it would be signed now, with the decision table's suggestion.

    Preview and signature both use it, so that what is previewed is what is signed.
    """
    with report_language():
        return frozen(current_document(report))


def _working_copy(document: ReportDocument, report: Report) -> ReportDocument:
    return thawed(with_identity(document, report.examination))


def save(report: Report, document: ReportDocument, *, user: User, row_version: int) -> SavedDraft:
    """Store ``document`` as the draft that follows ``row_version``.

    Saving the current content again changes nothing, so that a request may be repeated after a lost response.

    Raises:
        ActionRefused: ``user`` may not write, or the report is signed.
        Conflict: the report changed since ``row_version``; nothing was written.
    """
    now = report.fresh()
    transition = lifecycle.require(ReportState.of(now), Action.SAVE, user)
    copy = _working_copy(document, now)
    text = copy.canonical_json()
    if (latest := _latest_revision(now)) and latest.document == text:
        return SavedDraft(now.row_version, latest.saved_at, changed=False)
    saved_at = timezone.now()
    if now.row_version == row_version:
        with transaction.atomic():
            if now.advance(author=user, updated_at=saved_at):
                _append_revision(now, text, user, saved_at)
                audit.record(
                    transition.audit_kind,
                    actor=user,
                    report=now,
                    row_version=now.row_version,
                    digest=copy.digest(),
                )
                return SavedDraft(now.row_version, saved_at, changed=True)
    return _resolve_late_save(report, text, user, row_version)


def _resolve_late_save(report: Report, text: str, user: User, row_version: int) -> SavedDraft:
    """Handle a lost compare-and-set: succeed if the content is identical, otherwise raise Conflict."""
    now = report.fresh()
    lifecycle.require(ReportState.of(now), Action.SAVE, user)
    if (latest := _latest_revision(now)) and latest.document == text:
        return SavedDraft(now.row_version, latest.saved_at, changed=False)
    raise conflict(now, row_version)


def discard(report: Report, *, user: User, row_version: int) -> None:
    """Delete the draft of a report that was never signed.

    Raises:
        ActionRefused: ``user`` may not, the report is signed, or the draft is empty.
        Conflict: the report changed since ``row_version``.
    """
    _discard(report, Action.DISCARD_DRAFT, user, row_version, author=None)


def discard_amendment(report: Report, *, user: User, row_version: int) -> None:
    """Delete the draft of an amendment; the signed version stays current.

    Raises: as `discard`.
    """
    _discard(report, Action.DISCARD_AMENDMENT, user, row_version, amendment_reason="")


def _discard(report: Report, action: Action, user: User, row_version: int, **changes: object) -> None:
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
    """Start an amendment with a draft of the signed document; return the new row version.

    Raises:
        ActionRefused: ``user`` may not, the status does not allow it, or the reason is missing.
        Conflict: the report changed since ``row_version``.
    """
    now = report.fresh()
    transition = lifecycle.require(ReportState.of(now), Action.START_AMENDMENT, user)
    reason = required_text(Action.START_AMENDMENT, reason)
    signed_content.require_intact(now)
    signed = now.current_version
    assert signed is not None  # noqa: S101 - the database ties a signed status to a version
    text = _working_copy(signed_content.document_of(signed), now).canonical_json()
    started_at = timezone.now()
    with transaction.atomic():
        if now.row_version == row_version and now.advance(
            author=user, amendment_reason=reason, updated_at=started_at
        ):
            _append_revision(now, text, user, started_at)
            audit.record(
                transition.audit_kind,
                actor=user,
                version=signed,
                row_version=now.row_version,
                digest=hashlib.sha256(text.encode()).hexdigest(),
                reason_digest=draft_trail.reason_digest(now, reason),
            )
            return now.row_version
    raise conflict(report.fresh(), row_version)


def conflict(now: Report, row_version: int) -> Conflict:
    """Return the exception for a user who read the report at ``row_version`` before it was changed.

    If the draft of that version is no longer stored, ``base`` is blank, so that a merge shows every difference.
    """
    read = now.revisions.filter(row_version__lte=row_version).order_by("-row_version").first()
    base = ReportDocument.from_json(read.document) if read else ReportDocument()
    latest = _latest_revision(now)
    signed = now.current_version
    last_by_save = latest is not None and (signed is None or latest.saved_at >= signed.signed_at)
    return Conflict(
        base=_working_copy(base, now),
        theirs=current_document(now),
        saved_by=latest.saved_by if latest and last_by_save else signed.signed_by if signed else None,
        saved_at=now.updated_at,
        row_version=now.row_version,
    )


def _latest_revision(report: Report) -> DraftRevision | None:
    return report.revisions.select_related("saved_by").order_by("-row_version").first()


def _append_revision(report: Report, text: str, user: User, saved_at: datetime.datetime) -> None:
    DraftRevision.objects.create(
        report=report, row_version=report.row_version, document=text, saved_by=user, saved_at=saved_at
    )
    report.revisions.filter(row_version__lte=report.row_version - REVISIONS_MAX).delete()

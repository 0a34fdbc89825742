"""Sign a report: turn the draft into an immutable version.

Everything slow (password, completeness, PDF) happens before the transaction. The transaction then checks that nothing
changed meanwhile, and stores version, report, notification and audit event together or not at all. A crash before the
commit leaves at most an unreferenced PDF file.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.custody import (
    anchors,
    archive,
    audit,
    clock,
    draft_trail,
    pdf_signing,
    signed_content,
    signing_trail,
    standing,
)
from reporting.custody.sealing import version_seal
from reporting.delivery import notifications
from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.review import review
from reporting.ductography.judgement.suggestion_snapshot import departure, thawed
from reporting.history.search_facets import facets
from reporting.images import key_images
from reporting.models import (
    RELEASED_STATUSES,
    Examination,
    Kind,
    Meaning,
    Report,
    ReportVersion,
    Status,
    User,
    attestation_to_record,
)
from reporting.pdf.fonts import describe_missing, missing_glyphs
from reporting.policy import lifecycle, permissions
from reporting.policy.action_reasons import required_text
from reporting.policy.exceptions import ActionRefused, Conflict, SigningLocked, WrongPassword
from reporting.policy.lifecycle import SIGNS, Action, ReportState, Transition
from reporting.policy.permissions import Permission
from reporting.registry.patient_identity import identity_values
from reporting.verification import verification_codes
from reporting.workflow import drafts, report_rendering, signing_password, trusted_state
from reporting.workflow.authorship import with_authorship

__all__ = ["Conflict", "ActionRefused", "SigningLocked", "WrongPassword", "meaning_of", "preview", "sign"]

LISTED_GLYPHS = 10
# These sign only a new text; the others sign the draft.
ACTIONS_KEEPING_DOCUMENT = (Action.ADD_ADDENDUM, Action.WITHDRAW)


@dataclass(frozen=True, slots=True)
class SigningRequest:
    """A request to sign; ``key`` is created with the page, so that sending it twice signs once."""

    report: Report
    action: Action
    user: User
    row_version: int
    key: uuid.UUID
    reason: str
    addendum: str


def meaning_of(action: Action) -> str:
    """Return the attestation of an action; shown before the password is asked."""
    return str(Meaning(SIGNS[action].value).label)


def sign(
    report: Report,
    *,
    action: Action,
    user: User,
    password: str,
    row_version: int,
    request_key: uuid.UUID,
    reason: str = "",
    addendum: str = "",
) -> ReportVersion:
    """Sign the report as read at ``row_version``; repeating ``request_key`` returns the first result.

    Call it outside a transaction. ``reason`` is for a withdrawal, ``addendum`` for an addendum; the reason of an
    amendment was given when it was started.

    Raises:
        ActionRefused: permission, status, a missing text, unmet rules (``missing``), or characters without a glyph.
        SignedContentAltered: an earlier version, or what belongs to it, is not what was signed.
        DraftAltered: the draft, or the reason of the amendment, is not what users saved.
        AccountAltered: the signer's account was changed outside the application.
        DatabaseReplaced: the database lacks what is anchored in the archive.
        WrongPassword, SigningLocked: see `reporting.workflow.signing_password`.
        Conflict: the report changed since ``row_version``; nothing was signed.
    """
    request = SigningRequest(report, action, user, row_version, request_key, reason, addendum)
    if signed := _version_of_request(request):
        return signed
    try:
        version = _sign_once(request, password)
    except (WrongPassword, SigningLocked):
        raise
    except ActionRefused:
        # If someone signed meanwhile, the data read may be inconsistent; then the conflict is the answer.
        if report.fresh().row_version == row_version:
            raise
        version = None
    return _resolve_lost_race(request) if version is None else version


def _sign_once(request: SigningRequest, password: str) -> ReportVersion | None:
    """Return the signed version, or None if the report is no longer as the signer saw it."""
    now = request.report.fresh()
    transition = lifecycle.require(ReportState.of(now), request.action, request.user)
    request = _with_required_texts(request, now)
    signing_password.confirm_password(request.user, password, report=now)
    earlier = trusted_state.require_trusted_state(now, request.user)
    if now.row_version != request.row_version:
        return None
    document = _document_to_sign(request, now)
    clock.require_forward(earlier[-1] if earlier else None)
    version = _prepare_version(request, now, document, earlier)
    return version if _commit(request, now, version, document, transition) else None


def _version_of_request(request: SigningRequest) -> ReportVersion | None:
    version = ReportVersion.objects.filter(request_key=request.key).select_related("report").first()
    if version is None:
        return None
    same = (request.report.pk, request.user.pk, SIGNS[request.action])
    if (version.report_id, version.signed_by_id, version.kind) != same:
        raise ActionRefused(_("This form has already been used to sign. Reload the page."))
    return version


def _with_required_texts(request: SigningRequest, now: Report) -> SigningRequest:
    """Return the request with reason and addendum as stored."""
    reason = addendum = ""
    if request.action is Action.WITHDRAW:
        reason = required_text(request.action, request.reason)
    elif request.action is Action.SIGN_AMENDMENT:
        reason = now.amendment_reason
    elif request.action is Action.ADD_ADDENDUM:
        addendum = required_text(request.action, request.addendum)
    return SigningRequest(
        request.report, request.action, request.user, request.row_version, request.key, reason, addendum
    )


def _document_to_sign(request: SigningRequest, now: Report) -> ReportDocument:
    """Return the document with the rows' identity; for an addendum or withdrawal the signed document."""
    signed = now.current_version
    if request.action in ACTIONS_KEEPING_DOCUMENT:
        assert signed is not None  # noqa: S101 - the table allows these for signed reports only
        return signed_content.document_of(signed)
    draft_trail.require_unaltered(now)
    document = drafts.document_to_sign(now)
    if gaps := review(document, timezone.localdate()).in_the_way:
        raise ActionRefused(_("The report is not complete."), gaps)
    if missing := key_images.missing_images(now.examination, document):
        raise ActionRefused(_("A key image is missing or has been altered."), missing)
    if request.action is Action.SIGN_AMENDMENT and signed and _is_unchanged(signed, document):
        raise ActionRefused(_("No changes were made. Discard the amendment instead."))
    return with_authorship(document, now, request.user, request.action)


def _is_unchanged(signed: ReportVersion, document: ReportDocument) -> bool:
    """Return True if the answers are the same; a new edition of the decision table is not a change."""
    return thawed(signed_content.document_of(signed)) == thawed(document)


def _prepare_version(
    request: SigningRequest, now: Report, document: ReportDocument, earlier: list[ReportVersion]
) -> ReportVersion:
    """Return the unsaved version with its PDF stored and its seal set."""
    kind = SIGNS[request.action]
    version = ReportVersion(
        report=now,
        number=len(earlier) + 1,
        kind=kind,
        document=document.canonical_json(),
        document_digest=document.digest(),
        signed_by=request.user,
        signer_name=request.user.display_name,
        signed_at=timezone.now(),
        meaning=kind.value,
        attestation=attestation_to_record(kind.value),
        supersedes=earlier[-1] if earlier else None,
        reason=request.reason,
        addendum_text=request.addendum,
        request_key=request.key,
        verification_code=verification_codes.new_code(),
    )
    key = pdf_signing.assign_certificate(version)
    stamp = report_rendering.version_print_state(version, earlier)
    if glyphs := missing_glyphs(document, stamp, report_rendering.letterhead()):
        listed = describe_missing(glyphs, LISTED_GLYPHS)
        raise ActionRefused(_("Some characters cannot be printed. {listed}").format(listed=listed))
    pdf = report_rendering.version_pdf(version, earlier)
    version.pdf_digest = archive.store(pdf_signing.sign(pdf, version, key) if key else pdf)
    version.pdf_name = archive.storage_name(version.pdf_digest)
    version.seal = version_seal(version)
    return version


def _commit(
    request: SigningRequest,
    now: Report,
    version: ReportVersion,
    document: ReportDocument,
    transition: Transition,
) -> bool:
    """Store everything and return True, or return False if the report or its identity changed meanwhile."""
    identity = identity_values(now.examination)
    with transaction.atomic(durable=True):
        if not now.advance(updated_at=version.signed_at):
            return False
        rows = Examination.objects.select_related("patient", "referrer").get(pk=now.examination_id)
        if request.action not in ACTIONS_KEEPING_DOCUMENT and identity_values(rows) != identity:
            transaction.set_rollback(True)
            return False
        version.save(force_insert=True)
        _update_report(now, version, transition.to, document)
        notice = notifications.enqueue(version)
        event = audit.record(
            transition.audit_kind,
            actor=request.user,
            version=version,
            document_digest=version.document_digest,
            pdf_digest=version.pdf_digest,
            notified=notice.recipient_id if notice else None,
            **signing_trail.chain_detail(version),
            **_audit_detail(request, document),
        )
        standing.seal(now, version)
        if request.action not in ACTIONS_KEEPING_DOCUMENT and identity_values(now.examination) != identity:
            transaction.set_rollback(True)
            return False
    anchors.write(event)
    return True


def _audit_detail(request: SigningRequest, document: ReportDocument) -> dict[str, Any]:
    """Return, for the audit trail, the suggested rule and whether the radiologist chose something else."""
    suggestions = [breast.recommendation.proposal for breast in document.breasts]
    rules = [suggestion.rule_id for suggestion in suggestions if suggestion.rule_id]
    if request.action in ACTIONS_KEEPING_DOCUMENT or not rules:
        return {}
    table = next(suggestion.table_version for suggestion in suggestions if suggestion.rule_id)
    return {"rule": "; ".join(rules), "table": table, "departs": departure(document)}


def _update_report(report: Report, version: ReportVersion, status: Status, document: ReportDocument) -> None:
    """Update the report row from the signed version and delete the drafts it replaces."""
    changes = {
        "status": status,
        "current_version": version,
        "signed_at": version.signed_at,
        "amendment_reason": "",
        **facets(document),
    }
    if status in RELEASED_STATUSES and report.released_at is None:
        changes["released_at"] = version.signed_at
    for name, value in changes.items():
        setattr(report, name, value)
    report.save(update_fields=list(changes))
    if version.kind != Kind.PRELIMINARY:
        report.revisions.all().delete()


def _resolve_lost_race(request: SigningRequest) -> ReportVersion:
    """Return the version if the same request was sent twice; otherwise raise Conflict."""
    now = request.report.fresh()
    if signed := _version_of_request(request):
        return signed
    lifecycle.require(ReportState.of(now), request.action, request.user)
    raise drafts.conflict(now, request.row_version)


def preview(report: Report, user: User) -> bytes:
    """Return the draft as PDF, marked as a draft.

    Raises:
        ActionRefused: ``user`` may not see drafts, or there is none.
    """
    if sentence := permissions.refusal(user, Permission.SEE_CASES):
        raise ActionRefused(sentence)
    now = report.fresh()
    if now.status not in (Status.DRAFT, Status.PRELIMINARY) and not now.amending:
        raise ActionRefused(_("This report is signed. Open the signed version."))
    return report_rendering.draft_pdf(now, drafts.document_to_sign(now))

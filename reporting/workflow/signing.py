"""Signing: from a working copy to a version that nobody can change.

Everything slow (password, completeness, PDF) happens before the transaction. The transaction then compares
that nothing changed meanwhile, and stores version, report, notice and audit event together or not at all. A
crash before its end leaves at most a PDF file that nothing refers to.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.custody import archive, audit, pdf_signing
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
from reporting.pdf.fonts import missing_glyphs, told
from reporting.policy import lifecycle, permissions
from reporting.policy.action_reasons import required_text
from reporting.policy.exceptions import Conflict, Refused, SigningLocked, WrongPassword
from reporting.policy.lifecycle import SIGNS, Action, ReportState, Transition
from reporting.policy.permissions import Permission
from reporting.registry.patient_identity import identity_values
from reporting.verification import verification_codes
from reporting.workflow import drafts, report_rendering, signing_password

__all__ = ["Conflict", "Refused", "SigningLocked", "WrongPassword", "meaning_of", "preview", "sign"]

LISTED_GLYPHS = 10
# These sign the words of a new text; the others sign the working copy.
KEEPS_DOCUMENT = (Action.ADD_ADDENDUM, Action.WITHDRAW)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for; ``key`` is made with the page, so that sending it twice signs once."""

    report: Report
    action: Action
    user: User
    row_version: int
    key: uuid.UUID
    reason: str
    addendum: str


def meaning_of(action: Action) -> str:
    """The sentence that signing by this action says; shown before the password is asked."""
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
    """Sign the report as it was read at ``row_version``; ``request_key`` sent again returns the first result.

    Call it outside a transaction. ``reason`` is for a withdrawal, ``addendum`` for an addendum; the reason of
    an amendment was given when it was started.

    Raises:
        Refused: who, state, a missing text, what the rules do not let pass (``missing``), characters that no
            font can draw.
        WrongPassword, SigningLocked: see `reporting.passwords`.
        Conflict: the report changed since ``row_version``; nothing was signed.
    """
    request = Request(report, action, user, row_version, request_key, reason, addendum)
    if done := _done_before(request):
        return done
    try:
        version = _attempt(request, password)
    except (WrongPassword, SigningLocked):
        raise
    except Refused:
        # What was read may be half old, half new when somebody signed meanwhile; then that is the answer.
        if report.fresh().row_version == row_version:
            raise
        version = None
    if version is None:
        return _lost_race(request)
    notifications.send_now(version)
    return version


def _attempt(request: Request, password: str) -> ReportVersion | None:
    """The signed version, or None when the report is no longer as the signer saw it."""
    now = request.report.fresh()
    transition = lifecycle.require(ReportState.of(now), request.action, request.user)
    request = _with_texts(request, now)
    signing_password.confirm(request.user, password, report=now)
    if now.row_version != request.row_version:
        return None
    document = _document_to_sign(request, now)
    earlier = list(now.versions.order_by("number"))
    version = _prepare(request, now, document, earlier)
    return version if _commit(request, now, version, document, transition) else None


def _done_before(request: Request) -> ReportVersion | None:
    version = ReportVersion.objects.filter(request_key=request.key).select_related("report").first()
    if version is None:
        return None
    same = (request.report.pk, request.user.pk, SIGNS[request.action])
    if (version.report_id, version.signed_by_id, version.kind) != same:
        raise Refused(_("This form has already been used to sign. Reload the page."))
    return version


def _with_texts(request: Request, now: Report) -> Request:
    """The request with the reason and addendum that are stored."""
    reason = addendum = ""
    if request.action is Action.WITHDRAW:
        reason = required_text(request.action, request.reason)
    elif request.action is Action.SIGN_AMENDMENT:
        reason = now.amendment_reason
    elif request.action is Action.ADD_ADDENDUM:
        addendum = required_text(request.action, request.addendum)
    return Request(
        request.report, request.action, request.user, request.row_version, request.key, reason, addendum
    )


def _document_to_sign(request: Request, now: Report) -> ReportDocument:
    """The document with the rows' identity; an addendum or withdrawal leaves it as it was signed."""
    signed = now.current_version
    if request.action in KEEPS_DOCUMENT:
        assert signed is not None  # noqa: S101 - the table allows these for signed reports only
        return ReportDocument.from_json(signed.document)
    document = drafts.document_to_sign(now)
    if gaps := review(document, timezone.localdate()).in_the_way:
        raise Refused(_("The report is not complete."), gaps)
    if absent := key_images.absent(now.examination, document):
        raise Refused(_("A key image is missing or has been altered."), absent)
    if request.action is Action.SIGN_AMENDMENT and signed and _says_the_same(signed, document):
        raise Refused(_("No changes were made. Discard the amendment instead."))
    return document


def _says_the_same(signed: ReportVersion, document: ReportDocument) -> bool:
    """Whether nobody changed anything; another edition of the decision table is no change of the report."""
    return thawed(ReportDocument.from_json(signed.document)) == thawed(document)


def _prepare(
    request: Request, now: Report, document: ReportDocument, earlier: list[ReportVersion]
) -> ReportVersion:
    """The version with its PDF stored and its seal set, not yet in the database."""
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
    key = pdf_signing.announce(version)
    stamp = report_rendering.version_stamp(version, earlier)
    if glyphs := missing_glyphs(document, stamp, report_rendering.letterhead()):
        listed = told(glyphs, LISTED_GLYPHS)
        raise Refused(_("Some characters cannot be printed. {listed}").format(listed=listed))
    pdf = report_rendering.version_pdf(version, earlier)
    version.pdf_digest = archive.store(pdf_signing.sign(pdf, version, key) if key else pdf)
    version.pdf_name = archive.name_of(version.pdf_digest)
    version.seal = version_seal(version)
    return version


def _commit(
    request: Request, now: Report, version: ReportVersion, document: ReportDocument, transition: Transition
) -> bool:
    """Store everything, or nothing and return False when the report or its identity changed meanwhile."""
    identity = identity_values(now.examination)
    with transaction.atomic(durable=True):
        if not now.advance(updated_at=version.signed_at):
            return False
        rows = Examination.objects.select_related("patient", "referrer").get(pk=now.examination_id)
        if request.action not in KEEPS_DOCUMENT and identity_values(rows) != identity:
            transaction.set_rollback(True)
            return False
        version.save(force_insert=True)
        _settle(now, version, transition.to, document)
        notifications.enqueue(version)
        audit.record(
            transition.audit_kind,
            actor=request.user,
            version=version,
            document_digest=version.document_digest,
            pdf_digest=version.pdf_digest,
            **_proposal(request, document),
        )
    return True


def _proposal(request: Request, document: ReportDocument) -> dict[str, Any]:
    """For the audit trail: by which rule the next step was proposed, and whether the radiologist chose another."""
    proposal = document.recommendation.proposal
    if request.action in KEEPS_DOCUMENT or not proposal.rule_id:
        return {}
    return {"rule": proposal.rule_id, "table": proposal.table_version, "departs": departure(document)}


def _settle(report: Report, version: ReportVersion, status: Status, document: ReportDocument) -> None:
    """Bring the report's row to the signed version, and drop the working copies that it replaces."""
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


def _lost_race(request: Request) -> ReportVersion:
    """Somebody was faster: the same request by a second click, or another person, who is named."""
    now = request.report.fresh()
    if done := _done_before(request):
        return done
    lifecycle.require(ReportState.of(now), request.action, request.user)
    raise drafts.conflict(now, request.row_version)


def preview(report: Report, user: User) -> bytes:
    """The working copy as PDF, marked as a draft.

    Raises:
        Refused: drafts are not for ``user``, or there is none.
    """
    if sentence := permissions.refusal(user, Permission.SEE_CASES):
        raise Refused(sentence)
    now = report.fresh()
    if now.status not in (Status.DRAFT, Status.PRELIMINARY) and not now.amending:
        raise Refused(_("This report is signed. Open the signed version."))
    return report_rendering.draft_pdf(now, drafts.document_to_sign(now))

"""Who wrote and approved a report, put into its document when it is signed."""

from __future__ import annotations

from reporting.ductography.document import Authorship, ReportDocument
from reporting.models import Kind, Report, User
from reporting.policy.lifecycle import Action


def with_authorship(document: ReportDocument, report: Report, signer: User, action: Action) -> ReportDocument:
    """Return ``document`` with its authors as of this signature.

    ``written_by`` is whoever saved the draft last, where that is not the signer.
    """
    draft = report.revisions.select_related("saved_by").order_by("-row_version").first()
    writer = draft.saved_by if draft and draft.saved_by_id != signer.pk else None
    preliminary = report.versions.filter(kind=Kind.PRELIMINARY).order_by("-number").first()
    is_preliminary = action is Action.SIGN_PRELIMINARY
    before = preliminary.signer_name if preliminary else None
    authors = Authorship(
        written_by=writer.display_name if writer else None,
        preliminary_by=signer.display_name if is_preliminary else before,
        final_by=None if is_preliminary else signer.display_name,
    )
    return document.model_copy(update={"authorship": authors})

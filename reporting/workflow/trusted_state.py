"""What must be as the application left it before a signature: the report, the signer's account, the database."""

from __future__ import annotations

from reporting.custody import account_seals, anchors, signed_content
from reporting.models import Report, ReportVersion, User


def require_trusted_state(report: Report, signer: User) -> list[ReportVersion]:
    """Return the report's earlier versions in order, on top of which ``signer`` may sign.

    Raises:
        SignedContentAltered: an earlier version, or what belongs to it, is not what was signed.
        AccountAltered: the signer's account was changed outside the application.
        DatabaseReplaced: the database lacks what is anchored in the archive.
        ArchiveUnavailable: the archive does not answer.
    """
    stored = User.objects.get(pk=signer.pk)
    if fault := account_seals.account_fault(stored):
        raise signed_content.AccountAltered(stored, fault)
    versions = signed_content.require_intact(report)
    if fault := anchors.latest_fault():
        raise signed_content.DatabaseReplaced(fault)
    return versions

"""Permissions of each role. `reporting.policy.lifecycle` adds the conditions on the report status."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.models import Role, User


class Permission(StrEnum):
    SEE_WORKLIST = "see_worklist"
    SEE_INBOX = "see_inbox"
    SEE_CASES = "see_cases"
    READ_CONTENT = "read_content"
    SEE_AUDIT = "see_audit"
    SEE_STATISTICS = "see_statistics"
    REGISTER = "register"
    WRITE = "write"
    SIGN_PRELIMINARY = "sign_preliminary"
    SIGN = "sign"
    RELEASE_SHEET = "release_sheet"
    ADMINISTER = "administer"


WRITERS = frozenset({Role.RADIOLOGIST, Role.RESIDENT})

ALLOWED: dict[Permission, frozenset[Role]] = {
    Permission.SEE_WORKLIST: WRITERS,
    Permission.SEE_INBOX: frozenset({Role.REFERRER}),
    Permission.SEE_CASES: WRITERS | {Role.ADMIN},
    # Of the reports visible to the user. Administrators state a reason first: `reporting.policy.exceptional_access`.
    Permission.READ_CONTENT: WRITERS | {Role.REFERRER},
    Permission.SEE_AUDIT: frozenset({Role.ADMIN}),
    Permission.SEE_STATISTICS: frozenset({Role.ADMIN}),
    Permission.REGISTER: WRITERS | {Role.ADMIN},
    Permission.WRITE: WRITERS,
    Permission.SIGN_PRELIMINARY: WRITERS,
    # Final reports, amendments, addenda and withdrawals: what reaches the referring clinician.
    Permission.SIGN: frozenset({Role.RADIOLOGIST}),
    # The treating clinician communicates the result; the summary reaches the patient only through him or her.
    Permission.RELEASE_SHEET: frozenset({Role.REFERRER}),
    Permission.ADMINISTER: frozenset({Role.ADMIN}),
}

REFUSAL_SENTENCES: dict[Permission, Promise] = {
    Permission.SEE_WORKLIST: gettext_lazy("Only radiologists have a worklist."),
    Permission.SEE_INBOX: gettext_lazy("Only referring clinicians have a report inbox."),
    Permission.SEE_CASES: gettext_lazy("Only radiologists and administrators can search all cases."),
    Permission.READ_CONTENT: gettext_lazy("Administrators can read report content only for a stated reason."),
    Permission.SEE_AUDIT: gettext_lazy("Only administrators can view the audit trail."),
    Permission.SEE_STATISTICS: gettext_lazy("Only administrators can view the statistics."),
    Permission.REGISTER: gettext_lazy("Only radiologists and administrators can register examinations."),
    Permission.WRITE: gettext_lazy("Only radiologists can write reports."),
    Permission.SIGN_PRELIMINARY: gettext_lazy("Only radiologists can sign reports."),
    Permission.SIGN: gettext_lazy("Only radiologists can sign reports."),
    Permission.RELEASE_SHEET: gettext_lazy("Only the referring clinician can release the patient summary."),
    Permission.ADMINISTER: gettext_lazy("Only administrators can manage accounts and lists."),
}
# Where a role has another reason than the others.
ROLE_SENTENCES: dict[tuple[Role, Permission], Promise] = {
    (Role.RESIDENT, Permission.SIGN): gettext_lazy(
        "Radiologists in training sign as preliminary. Ask a supervising radiologist to sign this."
    ),
}


def may(user: User | AnonymousUser, permission: Permission) -> bool:
    """Return True if ``user`` is active and has a role that includes ``permission``."""
    return isinstance(user, User) and user.is_active and user.role in ALLOWED[permission]


def refusal(user: User | AnonymousUser, permission: Permission) -> str:
    """Return the sentence that refuses ``permission`` to ``user``, or "" if it is granted."""
    if may(user, permission):
        return ""
    if not isinstance(user, User):
        return _("Sign in first.")
    if not user.is_active:
        return _("This account is deactivated.")
    return str(ROLE_SENTENCES.get((Role(user.role), permission), REFUSAL_SENTENCES[permission]))

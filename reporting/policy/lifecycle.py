"""Report lifecycle as one table: allowed actions by status, required permission, and resulting status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.models import AuditKind, Kind, Report, Status, User
from reporting.policy import permissions
from reporting.policy.exceptions import ActionRefused
from reporting.policy.permissions import Permission


class Action(StrEnum):
    SAVE = "save"
    DISCARD_DRAFT = "discard_draft"
    SIGN_PRELIMINARY = "sign_preliminary"
    SIGN_FINAL = "sign_final"
    START_AMENDMENT = "start_amendment"
    DISCARD_AMENDMENT = "discard_amendment"
    SIGN_AMENDMENT = "sign_amendment"
    ADD_ADDENDUM = "add_addendum"
    WITHDRAW = "withdraw"


LABELS: dict[Action, Promise] = {
    Action.SAVE: _("save"),
    Action.DISCARD_DRAFT: _("discard draft"),
    Action.SIGN_PRELIMINARY: _("sign as preliminary"),
    Action.SIGN_FINAL: _("sign as final"),
    Action.START_AMENDMENT: _("amend"),
    Action.DISCARD_AMENDMENT: _("discard amendment"),
    Action.SIGN_AMENDMENT: _("sign amendment"),
    Action.ADD_ADDENDUM: _("add addendum"),
    Action.WITHDRAW: _("withdraw"),
}

# Kind of version created by an action; actions that are not listed do not sign.
SIGNS: dict[Action, Kind] = {
    Action.SIGN_PRELIMINARY: Kind.PRELIMINARY,
    Action.SIGN_FINAL: Kind.FINAL,
    Action.SIGN_AMENDMENT: Kind.AMENDED,
    Action.ADD_ADDENDUM: Kind.ADDENDUM,
    Action.WITHDRAW: Kind.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class ReportState:
    """The state of a report as far as the table depends on it."""

    status: Status
    amending: bool = False
    has_working_copy: bool = True

    @classmethod
    def of(cls, report: Report) -> ReportState:
        return cls(Status(report.status), report.amending, report.revisions.exists())


Guard = Callable[[ReportState], Promise | None]


@dataclass(frozen=True, slots=True)
class Transition:
    """Resulting status of an action, required permission, audit kind, and an optional guard that refuses it."""

    to: Status
    permission: Permission
    audit_kind: AuditKind
    guard: Guard | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    sentence: str


@dataclass(frozen=True, slots=True)
class OfferedAction:
    """An action as shown on a page: a button, or a disabled button with the reason in ``sentence``."""

    action: Action
    label: str
    sentence: str

    @property
    def allowed(self) -> bool:
        return not self.sentence


def _require_working_copy(state: ReportState) -> Promise | None:
    return None if state.has_working_copy else _("The report is empty. Enter something before signing.")


def _require_open_amendment_to_save(state: ReportState) -> Promise | None:
    return None if state.amending else _("This report is signed. Amend it to make changes.")


def _require_amendment(state: ReportState) -> Promise | None:
    return None if state.amending else _("No amendment is in progress.")


def _require_no_amendment(state: ReportState) -> Promise | None:
    return _("An amendment is in progress. Sign or discard it first.") if state.amending else None


_FROM_DRAFT = {
    (Status.DRAFT, Action.SAVE): Transition(Status.DRAFT, Permission.WRITE, AuditKind.DRAFT_SAVED),
    (Status.DRAFT, Action.DISCARD_DRAFT): Transition(
        Status.DRAFT, Permission.WRITE, AuditKind.DRAFT_DISCARDED, _require_working_copy
    ),
    (Status.DRAFT, Action.SIGN_PRELIMINARY): Transition(
        Status.PRELIMINARY, Permission.SIGN_PRELIMINARY, AuditKind.SIGNED_PRELIMINARY, _require_working_copy
    ),
    (Status.DRAFT, Action.SIGN_FINAL): Transition(
        Status.FINAL, Permission.SIGN, AuditKind.SIGNED_FINAL, _require_working_copy
    ),
}
_FROM_PRELIMINARY = {
    (Status.PRELIMINARY, Action.SAVE): Transition(
        Status.PRELIMINARY, Permission.WRITE, AuditKind.DRAFT_SAVED
    ),
    (Status.PRELIMINARY, Action.SIGN_FINAL): Transition(
        Status.FINAL, Permission.SIGN, AuditKind.SIGNED_FINAL
    ),
    (Status.PRELIMINARY, Action.WITHDRAW): Transition(Status.WITHDRAWN, Permission.SIGN, AuditKind.WITHDRAWN),
}


def _from_signed(status: Status) -> dict[tuple[Status, Action], Transition]:
    """Return the transitions of a signed status; they are the same for final, amended and final with addendum."""
    sign, write = Permission.SIGN, Permission.WRITE
    return {
        (status, Action.SAVE): Transition(
            status, write, AuditKind.DRAFT_SAVED, _require_open_amendment_to_save
        ),
        (status, Action.START_AMENDMENT): Transition(
            status, write, AuditKind.AMENDMENT_STARTED, _require_no_amendment
        ),
        (status, Action.DISCARD_AMENDMENT): Transition(
            status, write, AuditKind.AMENDMENT_DISCARDED, _require_amendment
        ),
        (status, Action.SIGN_AMENDMENT): Transition(
            Status.AMENDED, sign, AuditKind.SIGNED_AMENDMENT, _require_amendment
        ),
        (status, Action.ADD_ADDENDUM): Transition(
            Status.ADDENDUM, sign, AuditKind.SIGNED_ADDENDUM, _require_no_amendment
        ),
        (status, Action.WITHDRAW): Transition(
            Status.WITHDRAWN, sign, AuditKind.WITHDRAWN, _require_no_amendment
        ),
    }


TRANSITIONS: dict[tuple[Status, Action], Transition] = {
    **_FROM_DRAFT,
    **_FROM_PRELIMINARY,
    **_from_signed(Status.FINAL),
    **_from_signed(Status.AMENDED),
    **_from_signed(Status.ADDENDUM),
}

_NOT_FINAL: dict[Action, Promise] = {
    Action.START_AMENDMENT: _("This report is not final. Edit it directly."),
    Action.DISCARD_AMENDMENT: _("This report is not final, so there is no amendment."),
    Action.SIGN_AMENDMENT: _("This report is not final, so there is no amendment."),
    Action.ADD_ADDENDUM: _("This report is not final. Add the text to the report itself."),
}
_SIGNED: dict[Action, Promise] = {
    Action.DISCARD_DRAFT: _("Signed reports cannot be discarded. Withdraw the report instead."),
    Action.SIGN_PRELIMINARY: _("This report is already signed."),
    Action.SIGN_FINAL: _("This report is already final. Amend it to make changes."),
}
# Reasons for refusing actions that are not in the table.
REFUSALS: dict[Status, dict[Action, Promise]] = {
    Status.DRAFT: {**_NOT_FINAL, Action.WITHDRAW: _("Nothing has been signed. Discard the draft instead.")},
    Status.PRELIMINARY: {
        **_NOT_FINAL,
        Action.DISCARD_DRAFT: _SIGNED[Action.DISCARD_DRAFT],
        Action.SIGN_PRELIMINARY: _("This report is already signed as preliminary. Sign it as final."),
    },
    Status.FINAL: _SIGNED,
    Status.AMENDED: _SIGNED,
    Status.ADDENDUM: _SIGNED,
    Status.WITHDRAWN: dict.fromkeys(Action, _("This report has been withdrawn and cannot be changed.")),
}


def find_refusal(state: ReportState, action: Action, user: User | AnonymousUser) -> Refusal | None:
    """Return why ``user`` cannot do ``action`` now, or None if it is allowed."""
    transition = TRANSITIONS.get((state.status, action))
    if transition is None:
        return Refusal(_role_refusal(action, user) or str(REFUSALS[state.status][action]))
    sentence = permissions.refusal(user, transition.permission)
    if not sentence and transition.guard:
        sentence = str(transition.guard(state) or "")
    return Refusal(sentence) if sentence else None


def _role_refusal(action: Action, user: User | AnonymousUser) -> str:
    if action is Action.SIGN_PRELIMINARY:
        return permissions.refusal(user, Permission.SIGN_PRELIMINARY)
    return permissions.refusal(user, Permission.SIGN if action in SIGNS else Permission.WRITE)


def require(state: ReportState, action: Action, user: User | AnonymousUser) -> Transition:
    """Return the transition of an allowed action.

    Raises:
        ActionRefused: with the sentence of `find_refusal`.
    """
    if refusal := find_refusal(state, action, user):
        raise ActionRefused(refusal.sentence)
    return TRANSITIONS[(state.status, action)]


def offered_actions(report: Report, user: User | AnonymousUser) -> dict[str, OfferedAction]:
    """Return every action with its label and the reason for refusal, "" if it is allowed."""
    state = ReportState.of(report)
    return {
        action.value: OfferedAction(action, str(LABELS[action]), refused.sentence if refused else "")
        for action in Action
        for refused in (find_refusal(state, action, user),)
    }


def diagram() -> str:
    """Return the table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {Status.DRAFT}"]
    for (status, action), transition in TRANSITIONS.items():
        lines.append(f"    {status} --> {transition.to}: {LABELS[action]}")
    lines.append(f"    {Status.WITHDRAWN} --> [*]")
    return "\n".join(lines) + "\n"

"""The table of the report's life, walked in every state, by every action and role."""

from collections.abc import Callable
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from reporting.management.commands import lifecycle_diagram
from reporting.models import AuditKind, Examination, Kind, Meaning, Role, Status, User
from reporting.policy import lifecycle
from reporting.policy.exceptions import ActionRefused
from reporting.policy.lifecycle import LABELS, REFUSALS, SIGNS, TRANSITIONS, Action, ReportState

S, A = Status, Action
SIGNED = (S.FINAL, S.AMENDED, S.ADDENDUM)

# What a radiologist may do, written down a second time: (status, amendment under way, something written).
MAY: dict[tuple[Status, bool, bool], set[Action]] = {
    (S.DRAFT, False, False): {A.SAVE},
    (S.DRAFT, False, True): {A.SAVE, A.DISCARD_DRAFT, A.SIGN_PRELIMINARY, A.SIGN_FINAL},
    (S.PRELIMINARY, False, True): {A.SAVE, A.SIGN_FINAL, A.WITHDRAW},
    **{(status, False, False): {A.START_AMENDMENT, A.ADD_ADDENDUM, A.WITHDRAW} for status in SIGNED},
    **{(status, True, True): {A.SAVE, A.DISCARD_AMENDMENT, A.SIGN_AMENDMENT} for status in SIGNED},
    (S.WITHDRAWN, False, False): set(),
}
# What of it a radiologist in training may do: all but what reaches the referring clinician.
LEARNS = {A.SAVE, A.DISCARD_DRAFT, A.SIGN_PRELIMINARY, A.START_AMENDMENT, A.DISCARD_AMENDMENT}


@pytest.mark.parametrize(("state", "action", "role"), list(product(MAY, Action, Role)))
def test_every_state_action_and_role(state: tuple[Status, bool, bool], action: Action, role: Role) -> None:
    refused = lifecycle.find_refusal(ReportState(*state), action, User(username="x", role=role))
    allowed = action in MAY[state] and (
        role is Role.RADIOLOGIST or (role is Role.RESIDENT and action in LEARNS)
    )
    assert (refused is None) is allowed
    assert refused is None or (refused.sentence[0].isupper() and refused.sentence.endswith("."))


@pytest.mark.parametrize(("state", "action"), list(product(MAY, Action)))
def test_require_raises_the_same_sentence(state: tuple[Status, bool, bool], action: Action) -> None:
    user = User(username="x", role=Role.RADIOLOGIST)
    refused = lifecycle.find_refusal(ReportState(*state), action, user)
    if refused is None:
        assert lifecycle.require(ReportState(*state), action, user) == TRANSITIONS[state[0], action]
    else:
        with pytest.raises(ActionRefused) as raised:
            lifecycle.require(ReportState(*state), action, user)
        assert raised.value.sentence == refused.sentence


@pytest.mark.parametrize("action", Action)
def test_strangers_are_told_to_sign_in(action: Action) -> None:
    for state in MAY:
        refused = lifecycle.find_refusal(ReportState(*state), action, AnonymousUser())
        assert refused is not None
        assert refused.sentence == "Sign in first."


def test_nothing_signed_returns_to_draft_and_nothing_withdrawn_returns() -> None:
    for (status, _action), transition in TRANSITIONS.items():
        assert status is S.DRAFT or transition.to is not S.DRAFT
        assert status is not S.WITHDRAWN
        assert status not in SIGNED or transition.to is not S.PRELIMINARY


def test_every_refusal_is_written_and_none_is_idle() -> None:
    for status, action in product(Status, Action):
        assert ((status, action) in TRANSITIONS) != (action in REFUSALS[status])


def test_side_tables_are_complete() -> None:
    assert set(LABELS) == set(Action)
    assert set(SIGNS.values()) == set(Kind)
    assert Meaning.values == Kind.values
    assert all(str(meaning.label).startswith("I ") for meaning in Meaning)
    kinds = {transition.audit_kind for transition in TRANSITIONS.values()}
    assert kinds == {
        AuditKind.DRAFT_SAVED,
        AuditKind.DRAFT_DISCARDED,
        AuditKind.SIGNED_PRELIMINARY,
        AuditKind.SIGNED_FINAL,
        AuditKind.AMENDMENT_STARTED,
        AuditKind.AMENDMENT_DISCARDED,
        AuditKind.SIGNED_AMENDMENT,
        AuditKind.SIGNED_ADDENDUM,
        AuditKind.WITHDRAWN,
    }


@pytest.mark.django_db
def test_a_page_gets_every_action_with_its_sentence(
    register: Callable[..., Examination], rosa: User, ada: User
) -> None:
    report = register().report
    offers = lifecycle.offered_actions(report, rosa)
    assert set(offers) == {action.value for action in Action}
    assert offers["save"].allowed
    assert offers["sign_final"].sentence == "The report is empty. Enter something before signing."
    assert not offers["sign_final"].allowed
    assert offers["add_addendum"].sentence.startswith("This report is not final.")
    assert lifecycle.offered_actions(report, ada)["save"].sentence == "Only radiologists can write reports."


def test_the_reference_page_is_current(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("lifecycle_diagram", check=True)
    monkeypatch.setattr(lifecycle_diagram, "PAGE", tmp_path / "reference" / "lifecycle.md")
    with pytest.raises(CommandError, match="out of date"):
        call_command("lifecycle_diagram", check=True)
    call_command("lifecycle_diagram", write=True)
    call_command("lifecycle_diagram", check=True)


def test_the_diagram_draws_every_transition_once() -> None:
    arrows = [line for line in lifecycle.diagram().splitlines() if "-->" in line and "[*]" not in line]
    assert len(arrows) == len(set(arrows)) == len(TRANSITIONS)

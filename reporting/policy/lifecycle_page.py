"""Generate the reference page of the report lifecycle from the table."""

from __future__ import annotations

from collections.abc import Sequence

from reporting.models import FIRST_ATTESTATIONS, Meaning, Role, Status
from reporting.policy import lifecycle, permissions
from reporting.policy.lifecycle import LABELS, REFUSALS, TRANSITIONS, Action, ReportState, Transition

HEAD = """# Report lifecycle

This page is written by `manage.py lifecycle_diagram --write` from the table in `reporting/policy/lifecycle.py`.

"""


def page() -> str:
    """Return the whole page as Markdown."""
    return HEAD + "\n".join([_diagram(), _transitions(), _refusals(), _meanings()])


def _diagram() -> str:
    return f"```mermaid\n{lifecycle.diagram()}```\n"


def _table(heading: str, *columns: str, rows: Sequence[tuple[str, ...]]) -> str:
    lines = [f"## {heading}", "", _row(columns), _row(("---",) * len(columns)), *map(_row, rows)]
    return "\n".join(lines) + "\n"


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def _transitions() -> str:
    rows = [
        (
            str(status.label),
            str(LABELS[action]),
            str(transition.to.label),
            _roles(transition.permission),
            f"`{transition.audit_kind}`",
            _guard_sentence(status, transition),
        )
        for (status, action), transition in TRANSITIONS.items()
    ]
    return _table(
        "Transitions",
        "Report is",
        "Action",
        "Report becomes",
        "By",
        "Recorded as",
        "Refused with",
        rows=rows,
    )


def _guard_sentence(status: Status, transition: Transition) -> str:
    """Return the sentence with which the guard refuses, "" without a guard."""
    if transition.guard is None:
        return ""
    states = [ReportState(status, amending, False) for amending in (False, True)]
    return next(str(sentence) for sentence in map(transition.guard, states) if sentence)


def _roles(permission: permissions.Permission) -> str:
    return ", ".join(str(role.label) for role in Role if role in permissions.ALLOWED[permission])


def _refusals() -> str:
    rows = [
        (str(status.label), str(LABELS[action]), str(REFUSALS[status][action]))
        for status in Status
        for action in Action
        if (status, action) not in TRANSITIONS
    ]
    return _table("Refused actions", "Report is", "Action", "Answer", rows=rows)


def _meanings() -> str:
    rows = [
        (str(meaning.value), str(meaning.label), str(FIRST_ATTESTATIONS[meaning.value]))
        for meaning in Meaning
    ]
    return _table("Attestations", "Signed as", "Attestation", "On versions that recorded none", rows=rows)

"""The start is refused when the clinical tables are broken, with the fault named."""

import csv
import time

import pytest

from reporting import checks
from reporting.ductography.decision import evidence, notes, plan_table


def test_the_tables_in_use_are_fit_and_proven_in_time() -> None:
    plan_table.rows.cache_clear()
    notes.rules.cache_clear()
    started = time.perf_counter()
    assert checks.clinical_tables(None) == []
    assert time.perf_counter() - started < 5


def broken(monkeypatch: pytest.MonkeyPatch, line: int = 2, **changes: str) -> list[str]:
    """Messages of the check when one row of the plan table is changed."""
    with plan_table.TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[line - 2] |= changes
    monkeypatch.setattr(plan_table, "rows", lambda: plan_table.read(rows))
    return [message.msg for message in checks.clinical_tables(None)]


def test_a_table_that_is_not_changed_has_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken(monkeypatch) == []


def line_of(action: str, rank: str) -> int:
    with plan_table.TABLE.open(encoding="utf-8", newline="") as file:
        rows = enumerate(csv.DictReader(file), start=2)
        return next(line for line, row in rows if row["action"] == action and rank in row["ranks"].split("|"))


def test_a_rank_without_a_step_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pathologic discharge of an adult: the surgeon is the step that is always there."""
    line = line_of("surgical_consultation", "normal")
    messages = broken(monkeypatch, line, when="pathologic !child male")
    assert 0 < len(messages) <= checks.FAULTS_SHOWN
    assert "no step" in messages[0] and "pathologic" in messages[0]


def test_an_unknown_word_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    (message,) = broken(monkeypatch, when="nonsense")
    assert "line 2: unknown question nonsense" in message


def test_a_note_without_a_sentence_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "NOTE", {})
    messages = [message.msg for message in checks.clinical_tables(None)]
    assert any("note-normal: no sentence" in message for message in messages)


def test_evidence_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise evidence.EvidenceError("dinkel-defect-cancer: count and percentage disagree")

    monkeypatch.setattr(evidence, "associations", fail)
    (message,) = checks.clinical_tables(None)
    assert message.id == "reporting.E005" and message.is_serious()
    assert "dinkel-defect-cancer: count and percentage disagree" in message.msg

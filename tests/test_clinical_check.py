"""The start is refused when the clinical tables are broken, with the fault named."""

import csv
import time

import pytest

from reporting import checks
from reporting.ductography.decision import evidence, recommendations


def test_the_tables_in_use_are_fit_and_proven_in_time() -> None:
    recommendations.rules.cache_clear()
    started = time.perf_counter()
    assert checks.clinical_tables(None) == []
    assert time.perf_counter() - started < 5


def broken(monkeypatch: pytest.MonkeyPatch, **changes: str) -> list[str]:
    """Messages of the check when the first row of the table is changed; a change of ``rule`` alone does nothing."""
    with recommendations.TABLE.open(encoding="utf-8", newline="") as file:
        first, *others = csv.DictReader(file)
    rows = [{**first, **changes}, *others]
    monkeypatch.setattr(recommendations, "rules", lambda: recommendations.read(rows))
    return [message.msg for message in checks.clinical_tables(None)]


def test_a_gap_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    messages = broken(monkeypatch, status="retired")
    assert len(messages) == checks.FAULTS_SHOWN
    assert "'category': '6'" in messages[0] and "no rule" in messages[0]


def test_an_ambiguity_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "known-malignancy, highly-suspicious" in broken(monkeypatch, category="5|6")[0]


def test_an_unknown_word_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    (message,) = broken(monkeypatch, sign="nonsense")
    assert "known-malignancy: unknown answer nonsense" in message


def test_evidence_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise evidence.EvidenceError("dinkel-defect-cancer: count and percentage disagree")

    monkeypatch.setattr(evidence, "associations", fail)
    (message,) = checks.clinical_tables(None)
    assert message.id == "reporting.E005" and message.is_serious()
    assert "dinkel-defect-cancer: count and percentage disagree" in message.msg

"""The kind of every rule: one of the list, told by the identifier or by the table."""

import pytest

from reporting.ductography.judgement import completeness, contradictions
from reporting.ductography.judgement.review import WITHOUT_EFFECT
from reporting.ductography.judgement.stop_kinds import KINDS, OLDER, OTHER, stop_kind

IDS = {rule.id for rule in (*completeness.RULES, *contradictions.RULES)} | {WITHOUT_EFFECT}


@pytest.mark.parametrize("rule_id", sorted(IDS))
def test_every_rule_has_a_kind(rule_id: str) -> None:
    assert stop_kind(rule_id) in KINDS


def test_the_table_names_rules_that_exist_and_each_once() -> None:
    named = [rule_id for rule_ids in OLDER.values() for rule_id in rule_ids]
    assert set(named) <= IDS
    assert len(named) == len(set(named))
    assert set(OLDER) <= set(KINDS)


def test_every_kind_but_those_of_words_has_a_rule() -> None:
    found = {stop_kind(rule_id) for rule_id in IDS}
    assert {kind for kind in KINDS if not kind.startswith("words_")} <= found


def test_a_rule_without_a_kind_is_an_error() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        stop_kind("nonsense")
    assert stop_kind("too-late") == "too_late"
    assert stop_kind("impression") == OTHER

"""The reference pages of the rules: current, whole, and readable; every rule is shown by a worked example."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reporting.ductography.decision.decision_inputs import INPUTS
from reporting.ductography.decision.evidence import associations
from reporting.ductography.decision.notes import rules
from reporting.ductography.decision.plan_inputs import QUESTIONS
from reporting.ductography.decision.plan_table import rows
from reporting.ductography.decision.ranks import Rank
from reporting.ductography.judgement import completeness, contradictions
from reporting.ductography.reference.examples_page import examples_by_rule
from reporting.ductography.reference.published_rules import MEANINGS, PUBLISHED
from reporting.management.commands import rules_reference

PAGES = ("recommendations.md", "rules.md", "worked-examples.md")
REFERENCE = rules_reference.REFERENCE


def text(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def test_the_pages_are_current() -> None:
    call_command("rules_reference", check=True)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_differs_is_named(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(rules_reference, "REFERENCE", tmp_path / "reference")
    call_command("rules_reference", write=True)
    assert {path.name for path in (tmp_path / "reference").iterdir()} == set(PAGES)
    call_command("rules_reference", check=True)
    (tmp_path / "reference" / name).write_text("old")
    with pytest.raises(
        CommandError, match=f"docs/reference/{name} is out of date; run rules_reference --write"
    ):
        call_command("rules_reference", check=True)


def test_every_rank_and_every_note_is_shown_by_a_worked_example() -> None:
    found = examples_by_rule(rules_reference.worked_examples())
    assert [key for key, names in found.items() if not names] == []
    assert set(found) == {rule.id for rule in rules()} | {rank.value for rank in Rank}


# What a breast radiologist would conclude from each published case: ranks and notes.
@pytest.mark.parametrize(
    ("case", "ranks", "notes"),
    [
        # cut-off of a dilated duct, invisible to mammogram and ultrasound, one duct
        ("c02", {"lesion"}, {"note-localisation", "note-one-duct"}),
        # completely obstructing defect, also seen by ultrasound, the duct beyond it hidden; a mass elsewhere
        ("c03", {"outside_evidence", "lesion"}, {"note-upstream"}),
        ("c05", {"lesion"}, {"note-localisation"}),
        ("c07", {"lesion"}, {"note-localisation"}),
        # obstruction near the nipple, one or several ducts not known
        ("c13", {"lesion"}, {"note-localisation", "note-several-ducts"}),
        # a seroma cavity after lumpectomy
        ("c14", {"benign"}, set()),
        # brown and grey discharge of both breasts on expression, no ductogram
        ("n01", set(), set()),
    ],
)
def test_published_case_is_judged_as_a_radiologist_would(case: str, ranks: set[str], notes: set[str]) -> None:
    found = examples_by_rule(rules_reference.worked_examples())
    assert {name for name, cases in found.items() if case in cases} == ranks | notes


def test_the_table_page_names_every_rule_question_answer_and_study() -> None:
    page = text("recommendations.md")
    for rule in rules():
        assert f"`{rule.id}`" in page and rule.citation in page
    for row in rows():
        assert str(row.action.label) in page and row.citation in page
    for name, (label, _ask) in QUESTIONS.items():
        assert f"`{name}`" in page and str(label) in page
    for question in INPUTS:
        assert f"`{question.name}`" in page and str(question.label) in page
        assert all(f"`{answer}`" in page for answer in question.answers)
    for one in associations():
        assert f"{one.statement()} | {one.study} | {one.source}" in page


def test_every_basis_of_a_rule_is_told_and_every_meaning_has_its_answer() -> None:
    assert {rule.basis for rule in rules()} <= {basis for basis, *_rest in PUBLISHED}
    answers = {question.name: set(question.answers) for question in INPUTS}
    assert all(set(meanings) <= answers[name] for name, meanings in MEANINGS.items())


def test_the_rules_page_names_every_rule_with_severity_reason_and_source() -> None:
    page = text("rules.md")
    for rule in (*completeness.RULES, *contradictions.RULES):
        (line,) = (line for line in page.splitlines() if line.startswith(f"| `{rule.id}` |"))
        assert rule.severity.value in line and str(rule.why) in line and rule.source in line
        assert "{" not in line and "| condition |" not in line


def test_no_page_speaks_of_the_workplace() -> None:
    for name in PAGES:
        assert not re.search(r"/work/|/home/|/tmp/|clinical\.md|issue \d", text(name))
        assert all(len(cell) < 1500 for line in text(name).splitlines() for cell in line.split("|"))

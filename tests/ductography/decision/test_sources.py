"""Nothing is claimed without a source: every key that a rule or a table names stands in SOURCES.md."""

import re
from pathlib import Path

import pytest

from reporting.ductography.decision import notes, plan_table
from reporting.ductography.decision.evidence import associations
from reporting.ductography.decision.sources import cited
from reporting.ductography.judgement import completeness, contradictions

SOURCES = Path(completeness.__file__).parents[2] / "SOURCES.md"
# A rule of arithmetic needs no source; one on the plan table names the table.
OF_ITSELF = {"arithmetic", "plan.csv"}


def known_keys() -> set[str]:
    table = SOURCES.read_text(encoding="utf-8").split("## Sources")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("|")]
    return {key.strip() for cell in cells for key in cell.split(",")}


@pytest.mark.parametrize("rule", [*completeness.RULES, *contradictions.RULES], ids=lambda rule: rule.id)
def test_the_source_of_a_rule_is_listed(rule: completeness.Rule) -> None:
    keys = {key.strip() for key in rule.source.split(",")}
    assert keys - known_keys() - OF_ITSELF == set()


@pytest.mark.parametrize("rule", [*completeness.RULES, *contradictions.RULES], ids=lambda rule: rule.id)
def test_a_rule_says_in_a_sentence_what_is_wrong_and_why_it_matters(rule: completeness.Rule) -> None:
    for sentence in (rule.message("ducts[0].findings[1].kind"), str(rule.why)):
        assert re.fullmatch(r"[A-Z“][^{}]+[.?]”?", sentence)


def test_every_citation_of_a_step_and_of_a_note_is_listed() -> None:
    citations = [row.citation for row in (*plan_table.rows(), *notes.rules())]
    assert {key.strip() for citation in citations for key in citation.split(";")} - known_keys() == set()


def test_the_source_of_every_association_is_listed() -> None:
    assert {row.source for row in associations()} - known_keys() == set()


def test_identifiers_of_rules_are_used_once() -> None:
    identifiers = [rule.id for rule in (*completeness.RULES, *contradictions.RULES)]
    assert len(set(identifiers)) == len(identifiers)


def test_a_citation_is_told_in_words_with_an_address_where_there_is_one() -> None:
    pictures, ductography, unknown = cited("ALIK23; SLAW01; NOWHERE")
    assert pictures.address == "https://doi.org/10.1186/s13244-023-01547-x"
    assert (ductography.reference[:16], ductography.address) == ("Slawson, Johnson", "")
    assert (unknown.reference, unknown.address) == ("NOWHERE", "")
    assert cited("REV20")[0].address == "https://pmc.ncbi.nlm.nih.gov/articles/PMC7592406/"
    assert cited("TRIPLE19")[0].address == "https://pubmed.ncbi.nlm.nih.gov/31087408/"


def test_every_key_is_known_in_words() -> None:
    for key in known_keys() - {"key", "---", ""}:
        [source] = cited(key)
        assert source.reference != key

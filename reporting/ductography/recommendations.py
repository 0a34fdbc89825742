"""The decision table: which recommendation is proposed, by which rule, on which source.

``recommendations.csv`` is the table. A cell names the answers that fit: one, several joined with ``|``, all but
some (``!a|b``), or any (``-``). Exactly one *main* rule fits every possible report; *note* rules collect. The
radiologist decides; what was proposed is kept with what was chosen.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .document import Proposal, ReportDocument
from .inputs import INPUTS
from .vocabulary import IntervalUnit, RecommendedAction, Responsible, Urgency

TABLE = Path(__file__).with_name("recommendations.csv")
TABLE_VERSION = "1"


class TableError(ValueError):
    """The table is not fit for use; the message names the rule and what is wrong."""


@dataclass(frozen=True, slots=True)
class AdviceRule:
    """One row of the table."""

    id: str
    is_main: bool
    cells: Mapping[str, frozenset[str]]
    actions: tuple[RecommendedAction, ...]
    not_before: int | None
    within: int | None
    unit: IntervalUnit | None
    urgency: Urgency | None
    responsible: tuple[Responsible, ...]
    sentence: str
    basis: str
    citation: str
    evidence: str

    def misses(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Names of the inputs that keep this rule from firing; () when it fires."""
        return tuple(name for name, fitting in self.cells.items() if answers[name] not in fitting)


@dataclass(frozen=True, slots=True)
class Advice:
    """What the table says of one report."""

    answers: Mapping[str, str]
    main: AdviceRule
    notes: tuple[AdviceRule, ...]


def advise(report: ReportDocument) -> Advice:
    """The proposal for ``report`` and the notes that belong to it."""
    answers = {question.name: question.ask(report) for question in INPUTS}
    firing = [rule for rule in rules() if not rule.misses(answers)]
    (main,) = (rule for rule in firing if rule.is_main)
    return Advice(answers, main, tuple(rule for rule in firing if not rule.is_main))


def nearly(advice: Advice) -> list[tuple[AdviceRule, str]]:
    """Main rules that one input kept from firing, with the name of that input."""
    found = ((rule, rule.misses(advice.answers)) for rule in rules() if rule.is_main)
    return [(rule, misses[0]) for rule, misses in found if len(misses) == 1]


def proposal(advice: Advice, sentence: str) -> Proposal:
    """What is kept in the document, so that a signed report always says what was proposed and why."""
    return Proposal(
        rule_id=advice.main.id,
        table_version=TABLE_VERSION,
        sentence=sentence,
        citation=advice.main.citation,
    )


@cache
def rules() -> tuple[AdviceRule, ...]:
    """The active rules of the table, in its order.

    Raises:
        TableError: an unknown word, a missing citation, or an identifier used twice.
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        return read(csv.DictReader(file))


def read(rows: Iterator[dict[str, str]] | csv.DictReader[str]) -> tuple[AdviceRule, ...]:
    """Rules from rows of text; every word is checked."""
    found: dict[str, AdviceRule] = {}
    for row in rows:
        if row["status"] != "active":
            continue
        rule = _rule(row)
        if rule.id in found:
            raise TableError(f"{rule.id}: this identifier is used twice")
        found[rule.id] = rule
    return tuple(found.values())


def _rule(row: dict[str, str]) -> AdviceRule:
    try:
        rule = AdviceRule(
            id=row["rule"],
            is_main={"main": True, "note": False}[row["hit"]],
            cells={question.name: _cell(row[question.name], question.answers) for question in INPUTS},
            actions=tuple(RecommendedAction(word) for word in row["actions"].split()),  # type: ignore[call-arg]
            not_before=int(row["not_before"]) if row["not_before"] else None,
            within=int(row["within"]) if row["within"] else None,
            unit=IntervalUnit(row["unit"]) if row["unit"] else None,  # type: ignore[call-arg]
            urgency=Urgency(row["urgency"]) if row["urgency"] else None,  # type: ignore[call-arg]
            responsible=tuple(Responsible(word) for word in row["responsible"].split()),  # type: ignore[call-arg]
            sentence=row["sentence"],
            basis=row["basis"],
            citation=row["citation"],
            evidence=row["evidence"],
        )
    except (KeyError, ValueError) as error:
        raise TableError(f"{row.get('rule')}: {error}") from None
    if not (rule.sentence and rule.citation and rule.basis and rule.evidence):
        raise TableError(f"{rule.id}: sentence, basis, citation and evidence are needed")
    if rule.is_main and not (rule.actions and rule.responsible and rule.urgency):
        raise TableError(f"{rule.id}: a main rule says what to do, how soon and who acts")
    return rule


def _cell(text: str, answers: tuple[str, ...]) -> frozenset[str]:
    if text == "-":
        return frozenset(answers)
    words = frozenset(text.removeprefix("!").split("|"))
    if unknown := words - set(answers):
        raise ValueError(f"unknown answer {', '.join(sorted(unknown))}; allowed: {', '.join(answers)}")
    return frozenset(answers) - words if text.startswith("!") else words


def prove(table: tuple[AdviceRule, ...]) -> list[str]:
    """Every fault of the table: combinations of answers that no main rule, or more than one, decides.

    Only inputs that some main rule looks at are combined, so that the proof stays fast and still whole.
    """
    main = [rule for rule in table if rule.is_main]
    asked = [q for q in INPUTS if any(rule.cells[q.name] != set(q.answers) for rule in main)]
    faults = []
    fired = set()
    for words in itertools.product(*(question.answers for question in asked)):
        answers = {question.name: word for question, word in zip(asked, words, strict=True)}
        hits = [r.id for r in main if all(answers[n] in r.cells[n] for n in answers)]
        fired.update(hits)
        if len(hits) != 1:
            faults.append(f"{answers}: {', '.join(hits) or 'no rule'}")
    return faults + [f"{rule.id}: never fires" for rule in main if rule.id not in fired]

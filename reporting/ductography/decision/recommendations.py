"""The decision table: which recommendation is proposed, by which rule, on which source.

``recommendations.csv`` is the table. A cell names the answers that fit: one, several joined with ``|``, all but
some (``!a|b``), or any (``-``). Exactly one *main* rule fits every possible report; *note* rules collect. The
radiologist decides; what was proposed is kept with what was chosen.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..document import ReportDocument
from ..vocabulary import IntervalUnit, RecommendedAction, Responsible, Urgency
from .decision_inputs import INPUTS

TABLE = Path(__file__).with_name("recommendations.csv")
# Edition for people; the digest tells two tables apart even when the edition was forgotten.
TABLE_VERSION = f"3-{hashlib.sha256(TABLE.read_bytes()).hexdigest()[:8]}"

COLUMNS = (
    "rule",
    "hit",
    *(question.name for question in INPUTS),
    "actions",
    "not_before",
    "within",
    "unit",
    "urgency",
    "responsible",
    "sentence",
    "basis",
    "citation",
    "evidence",
    "status",
)
ANY = "-"
EVIDENCE_GRADES = ("classification", "guideline", "series", "review", "practice pages", "case report")
STATUSES = ("active", "retired")


class TableError(ValueError):
    """The table is not fit for use; the message names the rule and what is wrong."""


@dataclass(frozen=True, slots=True)
class AdviceRule:
    """One row of the table: ``cells`` holds, for the inputs that it looks at, the answers that fit.

    ``choices`` are done together; within one of them any action will do.
    """

    id: str
    is_main: bool
    cells: Mapping[str, frozenset[str]]
    choices: tuple[tuple[RecommendedAction, ...], ...]
    not_before: int | None
    within: int | None
    unit: IntervalUnit | None
    urgency: Urgency | None
    responsible: tuple[Responsible, ...]
    sentence: str
    basis: str
    citation: str
    evidence: str

    @property
    def actions(self) -> tuple[RecommendedAction, ...]:
        """Every action that is proposed or would do."""
        return tuple(itertools.chain.from_iterable(self.choices))

    def fires(self, answers: Mapping[str, str]) -> bool:
        return all(answers[name] in fitting for name, fitting in self.cells.items())

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
    firing = [rule for rule in rules() if rule.fires(answers)]
    (main,) = (rule for rule in firing if rule.is_main)
    return Advice(answers, main, tuple(rule for rule in firing if not rule.is_main))


def nearly(advice: Advice) -> list[tuple[AdviceRule, str]]:
    """Main rules that one input kept from firing, with the name of that input."""
    found = ((rule, rule.misses(advice.answers)) for rule in rules() if rule.is_main)
    return [(rule, misses[0]) for rule, misses in found if len(misses) == 1]


@cache
def rules() -> tuple[AdviceRule, ...]:
    """The active rules of the table, in its order.

    Raises:
        TableError: an unknown word, a missing citation, or an identifier used twice.
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        return read(csv.DictReader(file))


def read(rows: Iterable[Mapping[str, str]]) -> tuple[AdviceRule, ...]:
    """Rules from rows of text; every word is checked.

    Raises:
        TableError: what is wrong, and in which rule.
    """
    found: dict[str, AdviceRule] = {}
    for row in rows:
        if set(row) != set(COLUMNS) or None in row.values():
            raise TableError(f"{row.get('rule')}: the columns must be {', '.join(COLUMNS)}")
        if row["status"] not in STATUSES:
            raise TableError(f"{row['rule']}: unknown status {row['status']}; allowed: {', '.join(STATUSES)}")
        if row["status"] == "retired":
            continue
        rule = _rule(row)
        if rule.id in found:
            raise TableError(f"{rule.id}: this identifier is used twice")
        found[rule.id] = rule
    return tuple(found.values())


def _rule(row: Mapping[str, str]) -> AdviceRule:
    try:
        rule = AdviceRule(
            id=row["rule"],
            is_main={"main": True, "note": False}[row["hit"]],
            cells={
                question.name: _cell(row[question.name], question.answers)
                for question in INPUTS
                if row[question.name] != ANY
            },
            choices=tuple(_alternatives(words) for words in row["actions"].split()),
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
        raise TableError(f"{row['rule']}: {error}") from None
    if fault := _fault(rule):
        raise TableError(f"{rule.id}: {fault}")
    return rule


def _alternatives(words: str) -> tuple[RecommendedAction, ...]:
    return tuple(RecommendedAction(word) for word in words.split("|"))  # type: ignore[call-arg]


def _cell(text: str, answers: tuple[str, ...]) -> frozenset[str]:
    words = frozenset(text.removeprefix("!").split("|"))
    if unknown := words - set(answers):
        raise ValueError(f"unknown answer {', '.join(sorted(unknown))}; allowed: {', '.join(answers)}")
    fitting = frozenset(answers) - words if text.startswith("!") else words
    if not fitting:
        raise ValueError(f"no answer fits {text}")
    return fitting


def _fault(rule: AdviceRule) -> str:
    """What is wrong with a rule of which every word is known; "" when nothing is."""
    if not (rule.id and rule.sentence and rule.citation and rule.basis):
        return "identifier, sentence, basis and citation are needed"
    if rule.evidence not in EVIDENCE_GRADES:
        return f"unknown evidence {rule.evidence}; allowed: {', '.join(EVIDENCE_GRADES)}"
    if rule.is_main and not (rule.choices and rule.responsible and rule.urgency):
        return "a main rule says what to do, how soon and who acts"
    if not rule.is_main and (rule.choices or rule.responsible or rule.urgency or rule.unit):
        return "a note says nothing of what to do"
    if (rule.within is None) is not (rule.unit is None):
        return "a time needs a number and a unit"
    if rule.not_before is not None and (rule.within is None or rule.not_before > rule.within):
        return "the earliest time must not be later than the latest"
    return ""


def prove(table: tuple[AdviceRule, ...]) -> list[str]:
    """Every fault of the table: combinations of answers that no main rule, or more than one, decides.

    Only inputs that some main rule looks at are combined, so that the proof stays fast and still whole.
    """
    main = [rule for rule in table if rule.is_main]
    asked = [question for question in INPUTS if any(question.name in rule.cells for rule in main)]
    faults = []
    for words in itertools.product(*(question.answers for question in asked)):
        answers = {question.name: word for question, word in zip(asked, words, strict=True)}
        hits = [rule.id for rule in main if rule.fires(answers)]
        if len(hits) != 1:
            faults.append(f"{answers}: {', '.join(hits) or 'no rule'}")
    return faults

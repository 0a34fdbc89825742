"""The plan table: which steps each rank asks for, in order, with conditions, times and sources.

``plan.csv`` is the table. ``ranks`` lists the ranks joined with ``|``, or ``none`` (no rank) or ``any``; ``when``
lists questions of `plan_inputs` that must be answered yes, or no with ``!``. Every row whose conditions hold gives
one step; the order of the rows is the order of the steps.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..vocabulary import IntervalUnit, RecommendedAction, Responsible, Urgency
from .plan_inputs import QUESTIONS
from .ranks import Rank

TABLE = Path(__file__).with_name("plan.csv")
# Edition for people; the digest of both tables tells two apart even when the edition was forgotten.
_BOTH = TABLE.read_bytes() + TABLE.with_name("notes.csv").read_bytes()
TABLE_VERSION = f"3-{hashlib.sha256(_BOTH).hexdigest()[:8]}"
NO_RANK, ANY_RANK = "none", "any"
SCOPES = ("ducts", "breast")
EVIDENCE_GRADES = ("classification", "guideline", "series", "review", "practice pages", "case report")
COLUMNS = (
    "ranks",
    "when",
    "action",
    "scope",
    "condition",
    "not_before",
    "within",
    "unit",
    "urgency",
    "responsible",
    "citation",
    "strength",
)


class TableError(ValueError):
    """A table is not fit for use; the message names the row and what is wrong."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row: for ``ranks``, where every question of ``when`` has its answer, the step ``action``."""

    ranks: frozenset[str]
    when: Mapping[str, bool]
    action: RecommendedAction
    names_ducts: bool
    condition: str
    not_before: int | None
    within: int | None
    unit: IntervalUnit | None
    urgency: Urgency
    responsible: tuple[Responsible, ...]
    citation: str
    strength: str

    def is_for(self, rank: Rank | None) -> bool:
        return (rank.value if rank else NO_RANK) in self.ranks

    def holds(self, answers: Mapping[str, bool]) -> bool:
        return all(answers[name] is wanted for name, wanted in self.when.items())


@cache
def rows() -> tuple[PlanRow, ...]:
    """The table, in its order.

    Raises:
        TableError: an unknown word, a missing source, or a time that cannot be.
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        return read(csv.DictReader(file))


def read(table: Iterable[Mapping[str, str]]) -> tuple[PlanRow, ...]:
    """Rows from text; every word is checked.

    Raises:
        TableError: which row is wrong, and how.
    """
    return tuple(_row(number, row) for number, row in enumerate(table, start=2))


def _row(number: int, row: Mapping[str, str]) -> PlanRow:
    if set(row) != set(COLUMNS) or None in row.values():
        raise TableError(f"line {number}: the columns must be {', '.join(COLUMNS)}")
    try:
        read = PlanRow(
            ranks=frozenset(row["ranks"].split("|")),
            when={word.removeprefix("!"): not word.startswith("!") for word in row["when"].split()},
            action=RecommendedAction(row["action"]),  # type: ignore[call-arg]
            names_ducts=SCOPES.index(row["scope"]) == 0,
            condition=row["condition"],
            not_before=int(row["not_before"]) if row["not_before"] else None,
            within=int(row["within"]) if row["within"] else None,
            unit=IntervalUnit(row["unit"]) if row["unit"] else None,  # type: ignore[call-arg]
            urgency=Urgency(row["urgency"]),  # type: ignore[call-arg]
            responsible=tuple(Responsible(word) for word in row["responsible"].split()),  # type: ignore[call-arg]
            citation=row["citation"],
            strength=row["strength"],
        )
    except ValueError as error:
        raise TableError(f"line {number}: {error}") from None
    if fault := _fault(read):
        raise TableError(f"line {number}: {fault}")
    return read


def _fault(row: PlanRow) -> str:
    """What is wrong with a row of which every word of a value list is known; "" when nothing is."""
    known = {NO_RANK, ANY_RANK, *(rank.value for rank in Rank)}
    if unknown := row.ranks - known:
        return f"unknown rank {', '.join(sorted(unknown))}"
    if questions := row.when.keys() - QUESTIONS.keys():
        return f"unknown question {', '.join(sorted(questions))}"
    if not row.citation or row.strength not in EVIDENCE_GRADES:
        return "a source and its strength are needed"
    if not row.responsible:
        return "a responsible person is needed"
    if (row.within is None) is not (row.unit is None) or (row.not_before or 0) > (row.within or 0):
        return "a time needs a number and a unit, and the earliest must not be later than the latest"
    return ""

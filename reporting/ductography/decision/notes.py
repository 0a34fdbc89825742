"""Notes that go with a plan: what the reader must bear in mind, with its source, breast by breast.

``notes.csv`` is the table. A cell names the answers that fit: one, several joined with ``|``, all but some
(``!a|b``), or any (``-``). Every note whose cells fit is added.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..document import Indication, ReportDocument, Safety
from ..facts.conclusions import conclusions_of
from ..facts.matching import of_side
from ..facts.outside_ducts import study_counts_for
from ..vocabulary import Side
from .decision_inputs import INPUTS
from .plan_table import EVIDENCE_GRADES, TableError
from .ranks import breasts_of

TABLE = Path(__file__).with_name("notes.csv")
COLUMNS = ("note", *(question.name for question in INPUTS), "sentence", "basis", "citation", "evidence")
ANY = "-"
DISCHARGE_BY_HISTORY = (
    "colours",
    "bloody",
    "blood_test",
    "cytology",
    "cytology_results",
    "discharging_ducts",
)


@dataclass(frozen=True, slots=True)
class NoteRule:
    """One row: ``cells`` holds, for the inputs that it looks at, the answers that fit."""

    id: str
    cells: Mapping[str, frozenset[str]]
    sentence: str
    basis: str
    citation: str
    evidence: str

    def fires(self, answers: Mapping[str, str]) -> bool:
        return all(answers[name] in fitting for name, fitting in self.cells.items())


@dataclass(frozen=True, slots=True)
class Note:
    """A note and the breasts that it is about; () where it is about every breast of the report."""

    rule: NoteRule
    sides: tuple[Side, ...]


def notes(report: ReportDocument) -> tuple[Note, ...]:
    """The notes of ``report`` in the order of the table, each once with the breasts that it concerns."""
    breasts = breasts_of(report)
    answers = {side: answers_of(of_breast(report, side)) for side in breasts}
    found = []
    for rule in rules():
        sides = tuple(side for side in breasts if rule.fires(answers[side]))
        if sides:
            everywhere = len(sides) == len(breasts)
            found.append(Note(rule, () if everywhere else tuple(side for side in sides if side)))
    return tuple(found)


def answers_of(report: ReportDocument) -> dict[str, str]:
    return {question.name: question.ask(report) for question in INPUTS}


def of_breast(report: ReportDocument, side: Side | None) -> ReportDocument:
    """``report`` with the ducts, conclusions, studies, procedures and discharge of one breast alone."""
    if side is None:
        return report
    comparison = report.comparison
    studies = tuple(study for study in comparison.earlier_studies if study_counts_for(study, side))
    return report.model_copy(
        update={
            "ducts": tuple(duct for duct in report.ducts if duct.side in (None, side)),
            "breasts": conclusions_of(report, side),
            "correlation": tuple(study for study in report.correlation if study_counts_for(study, side)),
            "comparison": comparison.model_copy(update={"earlier_studies": studies}),
            "subsequent_procedures": tuple(
                item for item in report.subsequent_procedures if of_side(item.side, side)
            ),
            "indication": _history_of(report.indication, side),
            "safety": _safety_of(report, side),
        }
    )


def _history_of(history: Indication, side: Side) -> Indication:
    """The history without operations of the other breast, and without its discharge where only that discharges."""
    surgery = tuple(item for item in history.surgery if of_side(item.side, side))
    if of_side(history.discharge_sides, side):
        return history.model_copy(update={"surgery": surgery})
    none = Indication()
    of_the_other = {name: getattr(none, name) for name in DISCHARGE_BY_HISTORY}
    return history.model_copy(
        update={**of_the_other, "bloody": history.bloody_other_side, "surgery": surgery}
    )


def _safety_of(report: ReportDocument, side: Side) -> Safety:
    if of_side(report.indication.discharge_sides, side):
        return report.safety
    return report.safety.model_copy(update={"purulent_discharge": Safety().purulent_discharge})


@cache
def rules() -> tuple[NoteRule, ...]:
    """The table, in its order.

    Raises:
        TableError: an unknown word, a missing citation, or an identifier used twice.
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        return read(csv.DictReader(file))


def read(rows: Iterable[Mapping[str, str]]) -> tuple[NoteRule, ...]:
    """Rules from rows of text; every word is checked.

    Raises:
        TableError: what is wrong, and in which note.
    """
    found: dict[str, NoteRule] = {}
    for row in rows:
        if set(row) != set(COLUMNS) or None in row.values():
            raise TableError(f"{row.get('note')}: the columns must be {', '.join(COLUMNS)}")
        try:
            cells = {
                question.name: _cell(row[question.name], question.answers)
                for question in INPUTS
                if row[question.name] != ANY
            }
        except ValueError as error:
            raise TableError(f"{row['note']}: {error}") from None
        rule = NoteRule(row["note"], cells, row["sentence"], row["basis"], row["citation"], row["evidence"])
        if not (rule.id and rule.sentence and rule.basis and rule.citation):
            raise TableError(f"{rule.id}: identifier, sentence, basis and citation are needed")
        if rule.evidence not in EVIDENCE_GRADES:
            raise TableError(f"{rule.id}: unknown evidence {rule.evidence}")
        if rule.id in found:
            raise TableError(f"{rule.id}: this identifier is used twice")
        found[rule.id] = rule
    return tuple(found.values())


def _cell(text: str, answers: tuple[str, ...]) -> frozenset[str]:
    words = frozenset(text.removeprefix("!").split("|"))
    if unknown := words - set(answers):
        raise ValueError(f"unknown answer {', '.join(sorted(unknown))}; allowed: {', '.join(answers)}")
    fitting = frozenset(answers) - words if text.startswith("!") else words
    if not fitting:
        raise ValueError(f"no answer fits {text}")
    return fitting

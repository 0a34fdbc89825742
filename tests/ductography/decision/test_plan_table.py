"""The plan table: what it asks for case by case, that every cell matters, and that a broken table is named."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reporting.ductography.decision import breast_plan, plan_proof, plan_table
from reporting.ductography.decision.breast_plan import BreastPlan, Step, plans
from reporting.ductography.decision.plan_table import ANY_RANK, PlanRow, TableError
from reporting.ductography.decision.ranks import Rank
from reporting.ductography.vocabulary import IntervalUnit, RecommendedAction, Responsible, Urgency
from tests.ductography.clinical_reports import report
from tests.ductography.decision.plan_cases import CASES

ROWS = plan_table.rows()


def written(step: Step) -> str:
    parts = [step.action.value]
    if step.ducts:
        parts.append(f"[{','.join(map(str, step.ducts))}]")
    if step.condition:
        parts.append(f"@{step.condition}")
    if step.unit:
        parts.append(f"={step.not_before}-{step.within}{step.unit.value}")
    parts.append(f"{step.urgency.value}/{'+'.join(person.value for person in step.responsible)}")
    return " ".join(parts)


@pytest.mark.parametrize("name", CASES)
def test_a_case_gets_its_steps(name: str) -> None:
    changes, rank, steps = CASES[name]
    (plan,) = plans(report(*changes))
    assert (plan.rank and plan.rank.value, tuple(map(written, plan.steps))) == (rank, steps)


def test_every_rank_and_every_row_is_exercised() -> None:
    used: set[int] = set()
    for changes, _rank, _steps in CASES.values():
        (plan,) = plans(report(*changes))
        used |= {index for index, row in enumerate(ROWS) if gives_a_step(row, plan)}
    assert [index + 2 for index in range(len(ROWS)) if index not in used] == []


def gives_a_step(row: PlanRow, plan: BreastPlan) -> bool:
    ranks = [rank for rank in plan.facts.ranks if rank not in (Rank.BENIGN, Rank.NORMAL)] or [plan.rank]
    return row.holds(plan.answers) and (ANY_RANK in row.ranks or any(map(row.is_for, ranks)))


def changed(row: PlanRow) -> Iterator[PlanRow]:
    """The row with one cell changed, each cell that decides something in turn."""
    for rank in row.ranks:
        yield replace(row, ranks=row.ranks - {rank})
    for name, wanted in row.when.items():
        yield replace(row, when={key: value for key, value in row.when.items() if key != name})
        yield replace(row, when={**row.when, name: not wanted})
    yield replace(row, action=RecommendedAction.OTHER)
    yield replace(row, condition="once" if row.condition != "once" else "")
    yield replace(row, names_ducts=not row.names_ducts)
    yield replace(row, urgency=Urgency.ROUTINE if row.urgency is not Urgency.ROUTINE else Urgency.SOON)
    yield replace(row, responsible=(Responsible.OTHER,))
    if row.unit:
        yield replace(row, within=(row.within or 0) + 1)
        yield replace(row, not_before=(row.not_before or 0) + 1)
        yield replace(row, unit=IntervalUnit.WEEKS)
    else:
        yield replace(row, within=3, unit=IntervalUnit.WEEKS)


def test_every_change_of_a_cell_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts are read once; each changed table is asked for the steps, and their sources, of every case."""
    situations = [plan for changes, _rank, _steps in CASES.values() for plan in plans(report(*changes))]
    expected = [tuple(map(with_source, plan.steps)) for plan in situations]
    alive = []
    for index, row in enumerate(ROWS):
        for other in changed(row):
            table = (*ROWS[:index], other, *ROWS[index + 1 :])
            monkeypatch.setattr(breast_plan, "rows", lambda table=table: table)
            if not is_without_effect(row, other) and all(
                tuple(map(with_source, breast_plan.steps_for(plan.facts, plan.answers))) == steps
                for plan, steps in zip(situations, expected, strict=True)
            ):
                alive.append((index + 2, row, other))
    assert [f"line {line}: {difference(row, other)}" for line, row, other in alive] == []


def with_source(step: Step) -> str:
    return f"{written(step)} {step.citation}"


def difference(row: PlanRow, other: PlanRow) -> str:
    """The action of the row and the cells that were changed."""
    cells = [name for name in row.__slots__ if getattr(row, name) != getattr(other, name)]
    return f"{row.action.value} {', '.join(f'{name}={getattr(other, name)}' for name in cells)}"


def is_without_effect(row: PlanRow, other: PlanRow) -> bool:
    """A scope that no rank of the row can use, as it names no ducts; or a comment on iodine where it is possible.

    Where iodine is possible another row asks for the repeat without a comment, and the two are one step.
    """
    if row.condition == "iodine_comment" and row.when.keys() - other.when.keys() == {"iodine_possible"}:
        return True
    same = replace(other, names_ducts=row.names_ducts) == row
    return same and row.ranks <= {"outside_evidence", "infection", "benign", "normal", "none", "any"}


def test_every_rank_gets_a_step_whatever_else_is_recorded() -> None:
    assert plan_proof.prove(ROWS) == []


@pytest.mark.parametrize("rank", [rank.value for rank in Rank])
def test_the_proof_finds_a_rank_without_a_step(rank: str) -> None:
    without = tuple(replace(row, ranks=row.ranks - {rank}) for row in ROWS)
    assert any(fault.startswith(rank) for fault in plan_proof.prove(without))


def cells(**changes: str) -> list[dict[str, str]]:
    with plan_table.TABLE.open(encoding="utf-8", newline="") as file:
        first, *_others = csv.DictReader(file)
    return [{**first, **changes}]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"ranks": "gravest"}, "unknown rank gravest"),
        ({"when": "!sunny"}, "unknown question sunny"),
        ({"action": "wait"}, "'wait' is not a valid RecommendedAction"),
        ({"scope": "all"}, "tuple.index"),
        ({"within": "soon"}, "invalid literal"),
        ({"within": "3"}, "a time needs a number and a unit"),
        ({"unit": "days"}, "a time needs a number and a unit"),
        ({"not_before": "9", "within": "3", "unit": "days"}, "the earliest must not be later"),
        ({"urgency": ""}, "'' is not a valid Urgency"),
        ({"responsible": ""}, "a responsible person is needed"),
        ({"citation": ""}, "a source and its strength are needed"),
        ({"strength": "rumour"}, "a source and its strength are needed"),
    ],
)
def test_a_broken_row_is_named(changes: dict[str, str], fault: str) -> None:
    with pytest.raises(TableError, match="line 2") as caught:
        plan_table.read(cells(**changes))
    assert fault in str(caught.value)


def test_other_columns_are_refused() -> None:
    (row,) = cells()
    del row["citation"]
    with pytest.raises(TableError, match="the columns must be"):
        plan_table.read([row])

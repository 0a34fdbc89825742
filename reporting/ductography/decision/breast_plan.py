"""The plan of each breast: ordered steps with condition, time, urgency and responsible person (clinical.md 7.2, 7.3).

The most suspicious recorded fact decides; lower ranks of the same breast add their steps and displace none. Two
breasts never share a step, and no fact of one breast changes the plan of the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..document import ReportDocument
from ..facts.patient import patient_facts
from ..facts.remembered import remembered
from ..vocabulary import IntervalUnit, RecommendedAction, Responsible, Side, Urgency
from .plan_inputs import QUESTIONS, Situation
from .plan_table import ANY_RANK, NO_RANK, PlanRow, rows
from .ranks import QUIET, BreastFacts, Rank, breast_facts

MOST_STEPS = 4
# Alternatives to another step, and steps that are put off or need a documented decision: a radiologist selects them.
SELECTED_SINGLY = ("otherwise", "if_repeat_fails", "after_pregnancy", "iodine_comment")
_URGENCIES = tuple(Urgency)  # routine, soon, urgent


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan. ``ducts`` are indices of the document's ducts, () for the whole breast.

    ``condition`` is a key of the phrases of plans, "" when the step is unconditional. ``includes`` are actions
    that the same person decides within this step, because a plan has at most four.
    """

    action: RecommendedAction
    side: Side | None
    ducts: tuple[int, ...]
    condition: str
    not_before: int | None
    within: int | None
    unit: IntervalUnit | None
    urgency: Urgency
    responsible: tuple[Responsible, ...]
    rank: Rank | None
    citation: str
    strength: str
    includes: tuple[RecommendedAction, ...] = ()


@dataclass(frozen=True, slots=True)
class BreastPlan:
    """What is suggested for one breast, the facts it rests on, and the answers that the table asked for."""

    facts: BreastFacts
    answers: dict[str, bool]
    steps: tuple[Step, ...]

    @property
    def side(self) -> Side | None:
        return self.facts.side

    @property
    def rank(self) -> Rank | None:
        return self.facts.rank

    @property
    def actions(self) -> tuple[RecommendedAction, ...]:
        """Every suggested action, those included in other steps too."""
        return tuple(action for step in self.steps for action in (step.action, *step.includes))

    @property
    def main_steps(self) -> tuple[Step, ...]:
        """The steps that are taken over together, without those that are `SELECTED_SINGLY`."""
        return tuple(step for step in self.steps if step.condition not in SELECTED_SINGLY)


@remembered
def plans(report: ReportDocument) -> tuple[BreastPlan, ...]:
    """The plan of every breast of ``report``, right before left."""
    patient = patient_facts(report)
    return tuple(_plan(Situation(report, patient, facts)) for facts in breast_facts(report))


def _plan(asked: Situation) -> BreastPlan:
    answers = {name: ask(asked) for name, (_label, ask) in QUESTIONS.items()}
    return BreastPlan(asked.breast, answers, steps_for(asked.breast, answers))


def steps_for(breast: BreastFacts, answers: dict[str, bool]) -> tuple[Step, ...]:
    """The steps of the table for a breast, one for each action, at most four."""
    merged: dict[RecommendedAction, Step] = {}
    for rank, row in _rows_for(breast, answers):
        step = _step(row, rank, breast)
        known = merged.get(step.action)
        merged[step.action] = _together(known, step) if known else step
    return _at_most_four(tuple(merged.values()))


def _rows_for(breast: BreastFacts, answers: dict[str, bool]) -> Iterator[tuple[Rank | None, PlanRow]]:
    """Rows of the ranks present, the gravest first; of quiet ranks only where nothing else was found."""
    deciding: list[Rank | None] = [rank for rank in breast.ranks if rank not in QUIET]
    # Ectasia or a cavity beside a normal duct: the benign rank answers for both.
    table = rows()
    for rank in deciding or [breast.rank]:
        name = rank.value if rank else NO_RANK
        yield from ((rank, row) for row in table if name in row.ranks and row.holds(answers))
    yield from ((breast.rank, row) for row in table if ANY_RANK in row.ranks and row.holds(answers))


def _step(row: PlanRow, rank: Rank | None, breast: BreastFacts) -> Step:
    return Step(
        action=row.action,
        side=breast.side,
        ducts=breast.ranks.get(rank, ()) if row.names_ducts and rank else (),
        condition=row.condition,
        not_before=row.not_before,
        within=row.within,
        unit=row.unit,
        urgency=row.urgency,
        responsible=row.responsible,
        rank=rank,
        citation=row.citation,
        strength=row.strength,
    )


def _together(known: Step, step: Step) -> Step:
    """The step of a graver rank, widened by what another rank asks of the same action."""
    timed = known if known.within is not None else step
    return replace(
        known,
        # The graver rank names the ducts, or the whole breast; another rank may only add ducts to ducts.
        ducts=tuple(sorted({*known.ducts, *step.ducts})) if known.ducts else (),
        # What one rank asks for in any case is not made conditional by another.
        condition=known.condition if step.condition else "",
        not_before=timed.not_before,
        within=timed.within,
        unit=timed.unit,
        urgency=max(known.urgency, step.urgency, key=_URGENCIES.index),
        citation=known.citation if step.citation in known.citation else f"{known.citation}; {step.citation}",
    )


# What is decided within another step when a plan would grow longer than four: first the one that is folded.
_FOLDED = (
    (RecommendedAction.LOCALISED_EXCISION, RecommendedAction.SURGICAL_CONSULTATION),
    (RecommendedAction.SURGICAL_CONSULTATION, RecommendedAction.MULTIDISCIPLINARY),
    (RecommendedAction.LOCALISED_EXCISION, RecommendedAction.MULTIDISCIPLINARY),
    (RecommendedAction.ADDITIONAL_MAMMOGRAPHY, RecommendedAction.DIAGNOSTIC_MAMMOGRAPHY),
    (RecommendedAction.TARGETED_ULTRASOUND, RecommendedAction.CORE_BIOPSY),
    (RecommendedAction.ADDITIONAL_MAMMOGRAPHY, RecommendedAction.CORE_BIOPSY),
    (RecommendedAction.DIAGNOSTIC_MAMMOGRAPHY, RecommendedAction.NIPPLE_SKIN_BIOPSY),
    (RecommendedAction.TARGETED_ULTRASOUND, RecommendedAction.CONTRAST_MRI),
    (RecommendedAction.TARGETED_ULTRASOUND, RecommendedAction.CONTRAST_MAMMOGRAPHY),
    (RecommendedAction.CORE_BIOPSY, RecommendedAction.MULTIDISCIPLINARY),
    (RecommendedAction.CORE_BIOPSY, RecommendedAction.SURGICAL_CONSULTATION),
)


def _at_most_four(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """At most four steps; what does not fit is decided within the step of the person who does it."""
    for folded, holder in _FOLDED:
        if len(steps) <= MOST_STEPS:
            return steps
        steps = _folded(steps, folded, holder)
    while len(steps) > MOST_STEPS:
        # The last step is of the lowest rank; the one before it carries it.
        *kept, holder_step, last = steps
        steps = (*kept, replace(holder_step, includes=(*holder_step.includes, last.action, *last.includes)))
    return steps


def _folded(
    steps: tuple[Step, ...], folded: RecommendedAction, holder: RecommendedAction
) -> tuple[Step, ...]:
    by_action = {step.action: step for step in steps}
    if folded not in by_action or holder not in by_action:
        return steps
    gone = by_action[folded]
    return tuple(
        replace(
            step,
            includes=(*step.includes, gone.action, *gone.includes),
            urgency=max(step.urgency, gone.urgency, key=_URGENCIES.index),
        )
        if step.action is holder
        else step
        for step in steps
        if step.action is not folded
    )

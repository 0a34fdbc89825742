"""The plan of a breast in words, for suggestion, explanation, panel and the suggested recommendation text."""

from __future__ import annotations

from collections.abc import Iterator

from ..decision.breast_plan import BreastPlan, Step
from ..decision.ranks import QUIET, Rank
from ..document import RecommendationStep
from ..facts.ducts import Obstacle
from ..facts.outside_ducts import Evidence
from ..phrases import next_steps, plan
from ..phrases.grammar import join_with_and
from ..phrases.intervals import timeframe
from ..phrases.recommended_steps import CONDITIONS, condition_of
from ..phrases.translation_cache import translated


def breast_title(suggested: BreastPlan) -> str:
    """“Left breast”, "" while no side is recorded."""
    side = suggested.side
    return _capital(str(plan.BREAST).format(side=side.label)) if side else ""


def reason(suggested: BreastPlan) -> str:
    """Why the deciding rank asks for the plan, in one or two sentences."""
    facts, rank = suggested.facts, suggested.rank
    sentence = translated(plan.REASON[rank.value if rank else ""])
    if rank is Rank.OUTSIDE_EVIDENCE:
        kinds = [translated(plan.EVIDENCE[kind.value]) for kind in Evidence if kind in facts.evidence]
        return sentence.format(evidence=join_with_and(kinds))
    if rank in (Rank.NON_DIAGNOSTIC, None) and suggested.answers["not_performed"]:
        return translated(plan.NOT_PERFORMED)
    if rank is Rank.NON_DIAGNOSTIC:
        named = [translated(plan.LIMIT[kind.value]) for kind in Obstacle if kind in facts.obstacles]
        return sentence.format(obstacles=join_with_and(named) if named else translated(plan.NO_DUCT))
    if rank in QUIET and facts.discharge.pathologic:
        more = plan.NOT_EXPLAINED_BY_ECTASIA if rank is Rank.BENIGN else plan.UNEXPLAINED
        return f"{sentence} {translated(more)}"
    return sentence


def step_text(step: Step) -> str:
    """“targeted ultrasound, duct 1”, “image-guided core biopsy, duct 1, if ultrasound shows the lesion”."""
    parts = [translated(next_steps.ACTION[step.action])]
    if step.ducts:
        parts.append(ducts_named(step))
    condition = CONDITIONS[step.condition] if step.condition else None
    if words := condition_of(RecommendationStep(action=step.action, condition=condition)):
        parts.append(words)
    if time := time_of(step):
        parts.append(time)
    if step.includes:
        actions = join_with_and(
            [translated(next_steps.ACTION[action]) for action in dict.fromkeys(step.includes)]
        )
        parts.append(translated(plan.INCLUDES).format(actions=actions))
    return ", ".join(parts)


def ducts_named(step: Step) -> str:
    """“duct 1”, “ducts 1 and 2”."""
    numbers = join_with_and([str(index + 1) for index in step.ducts])
    return translated(plan.DUCT if len(step.ducts) == 1 else plan.DUCTS).format(numbers=numbers)


def time_of(step: Step) -> str:
    """“in 7–14 days”; "" when the table proposes no time."""
    return timeframe(
        RecommendationStep(not_before=step.not_before, within=step.within, interval_unit=step.unit)
    )


def step_details(step: Step) -> str:
    """The step with urgency and responsible person: “targeted ultrasound, duct 1; soon; breast radiology”."""
    who = join_with_and([str(person.label) for person in step.responsible])
    return "; ".join([step_text(step), str(step.urgency.label), who])


def numbered_steps(suggested: BreastPlan) -> Iterator[str]:
    """The steps in order, each with its number and a capital letter."""
    for number, step in enumerate(suggested.steps, start=1):
        yield translated(plan.STEP).format(number=number, step=_capital(step_text(step)))


def plan_lines(suggested: BreastPlan) -> Iterator[str]:
    """The plan of one breast as text: side and reason in a line, then a line for each step."""
    title = breast_title(suggested)
    yield f"{title}: {reason(suggested)}" if title else reason(suggested)
    yield from numbered_steps(suggested)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""A recommended step in one line, as it is printed, listed and read on screen."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..document import BreastConclusion, RecommendationStep
from ..document.due_dates import due_date
from ..document.formatting import day, format_answer
from ..vocabulary import RecommendedAction, StepCondition
from .finding_labels import not_recorded_labels
from .grammar import capitalise
from .intervals import timeframe

CONDITIONS = {condition.value: condition for condition in StepCondition}
DUCT = gettext_lazy("duct {numbers}")
# The action names its condition already.
_SAID_BY_ACTION = {(RecommendedAction.RESCHEDULE, StepCondition.WHEN_DISCHARGE_RECURS)}


def step_line(step: RecommendationStep, examined: datetime.date | None) -> str:
    """“Core biopsy, duct 1, if ultrasound shows the lesion, within 2 weeks (by 18 May 2026); priority: soon; …”."""
    return capitalise("; ".join((", ".join(_what_and_when(step, examined)), *_who(step))).removeprefix("; "))


def condition_of(step: RecommendationStep) -> str:
    """The condition in words, "" where there is none or the action says it."""
    if step.condition is None or (step.action, step.condition) in _SAID_BY_ACTION:
        return ""
    return str(step.condition.label)


def time_with_date(step: RecommendationStep, examined: datetime.date | None) -> str:
    """“within 2 weeks (by 18 May 2026)”, without the date where the examination has none."""
    time, due = timeframe(step), due_date(step, examined)
    return _("{time} (by {date})").format(time=time, date=day(due)) if time and due else time


def _what_and_when(step: RecommendationStep, examined: datetime.date | None) -> Iterator[str]:
    if step.action:
        yield str(step.action.label)
    if step.duct_number is not None:
        yield str(DUCT).format(numbers=step.duct_number)
    if condition := condition_of(step):
        yield condition
    if time := time_with_date(step, examined):
        yield time
    else:
        yield from _incomplete_time(step)


def _incomplete_time(step: RecommendationStep) -> Iterator[str]:
    """What is entered of a time that cannot be put into words, so that nothing is lost in print."""
    for spec in step.leaf_specs():
        if (
            spec.name in ("not_before", "within", "interval_unit")
            and (value := getattr(step, spec.name)) is not None
        ):
            yield f"{spec.label}: {format_answer(spec, value)}"


def _who(step: RecommendationStep) -> Iterator[str]:
    if step.urgency:
        yield _("priority: {urgency}").format(urgency=step.urgency.label)
    if step.responsible:
        people = ", ".join(str(person.label) for person in step.responsible)
        yield _("responsible: {who}").format(who=people)
    if step.text:
        yield step.text
    yield from not_recorded_labels(step)


def breast_name(conclusion: BreastConclusion, number: int) -> str:
    """“Left breast”; “Assessment 2” while the second conclusion has no side."""
    if conclusion.side is None:
        return _("Assessment {number}").format(number=number)
    return capitalise(_("{side} breast").format(side=conclusion.side.label))

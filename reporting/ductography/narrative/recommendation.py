"""The suggested recommendation, and the recommendation of the narrative."""

from __future__ import annotations

from collections.abc import Iterator

from ..decision.breast_plan import BreastPlan, plans
from ..decision.notes import Note, notes
from ..document import Communication, Recommendation, ReportDocument
from ..document.formatting import moment
from ..facts.report_facts import is_begun
from ..phrases import advice, next_steps
from ..phrases import plan as plan_phrases
from ..phrases.grammar import (
    format_phrase,
    free_text_sentences,
    inline_text,
    join_with_and,
    not_recorded_sentence,
    unique,
)
from ..phrases.intervals import timeframe
from ..phrases.translation_cache import translated, with_cached_language
from ..vocabulary import Answer
from .plan_text import breast_title, plan_lines, reason


@with_cached_language
def suggested_recommendation(report: ReportDocument) -> str:
    """Return the suggested recommendation text; "" if the report is empty.

    It holds the suggested plan of each breast, or its reasons and the selected actions if others were selected.
    """
    if not is_begun(report):
        return ""
    lines = list(_plans(report.recommendation, plans(report)))
    return "\n".join((*lines, *unique(map(note_text, notes(report)))))


def _plans(recommended: Recommendation, suggested: tuple[BreastPlan, ...]) -> Iterator[str]:
    every = {action for plan in suggested for action in plan.actions}
    main = {step.action for plan in suggested for step in plan.main_steps}
    # The plan says under which condition a selected action is taken; the list of actions alone cannot.
    if not recommended.actions or set(recommended.actions) in (every, main):
        for plan in suggested:
            yield from plan_lines(plan)
        return
    for plan in suggested:
        title = breast_title(plan)
        yield f"{title}: {reason(plan)}" if title and len(suggested) > 1 else reason(plan)
    yield _selected_actions(recommended)


def note_text(note: Note) -> str:
    """Return a note, with the breast that it is about unless it is about all that were examined."""
    text = translated(advice.NOTE[note.rule.sentence])
    if not note.sides:
        return text
    sides = join_with_and(str(side.label) for side in note.sides)
    told = format_phrase(plan_phrases.NOTE_OF, side=sides, note=text)
    return told[:1].upper() + told[1:]


def _selected_actions(recommended: Recommendation) -> str:
    return format_phrase(
        next_steps.RECOMMENDED,
        actions=join_with_and(translated(next_steps.ACTION[action]) for action in recommended.actions),
    )


def recommendation(report: ReportDocument) -> Iterator[str]:
    """Yield the sentences on actions, timeframe, responsibility, reason for a difference, and communication."""
    recommended = report.recommendation
    if "actions" in recommended.not_recorded:
        yield not_recorded_sentence(next_steps.ACTIONS_NOT_RECORDED)
    elif recommended.text:
        if recommended.actions:
            yield _selected_actions(recommended)
    else:
        yield from free_text_sentences(suggested_recommendation(report))
    yield from free_text_sentences(recommended.text)
    yield from _when_and_who(recommended)
    if recommended.departure_reason and (reason := inline_text(recommended.departure_reason)):
        yield format_phrase(next_steps.DEPARTURE, reason=reason)
    for communication in report.communications:
        yield from _communication(communication)


def _when_and_who(recommended: Recommendation) -> Iterator[str]:
    if time := timeframe(recommended):
        yield format_phrase(next_steps.TIMEFRAME, time=time)
    if recommended.urgency:
        yield translated(next_steps.URGENCY[recommended.urgency])
    if recommended.responsible:
        people = join_with_and(
            translated(next_steps.RESPONSIBLE[person]) for person in recommended.responsible
        )
        yield format_phrase(next_steps.TO_BE_ARRANGED, people=people)


def _communication(communication: Communication) -> Iterator[str]:
    if communication.recipient and (recipient := inline_text(communication.recipient)):
        yield format_phrase(next_steps.COMMUNICATED_TO, recipient=recipient)
    elif not communication.is_empty():
        yield translated(next_steps.COMMUNICATED)
    if communication.communicated_at:
        yield format_phrase(next_steps.COMMUNICATED_AT, moment=moment(communication.communicated_at))
    if communication.method:
        yield translated(next_steps.COMMUNICATED_BY[communication.method])
    if communication.read_back is Answer.YES:
        yield translated(next_steps.READ_BACK)
    elif communication.read_back is Answer.NO:
        yield translated(next_steps.NOT_READ_BACK)
    yield from free_text_sentences(communication.content)

"""The suggested recommendation, and the recommendation of the narrative."""

from __future__ import annotations

from collections.abc import Iterator

from ..decision.recommendations import Advice, advise
from ..document import Communication, Recommendation, ReportDocument
from ..document.formatting import moment
from ..facts.report_facts import is_begun
from ..phrases import advice, next_steps
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


@with_cached_language
def suggested_recommendation(report: ReportDocument) -> str:
    """Return the suggested recommendation text; "" if the report is empty.

    It names the selected actions. If none or all actions of the rule are selected, it uses the text of the rule.
    """
    if not is_begun(report):
        return ""
    advised = advise(report)
    return " ".join(unique((*_main(report.recommendation, advised), *_notes(advised))))


def _main(recommended: Recommendation, advised: Advice) -> Iterator[str]:
    why, what = advice.MAIN[advised.main.sentence]
    yield translated(why)
    chosen = set(recommended.actions)
    yield (
        translated(what)
        if not chosen or chosen == set(advised.main.actions)
        else _selected_actions(recommended)
    )


def _notes(advised: Advice) -> Iterator[str]:
    yield from (translated(advice.NOTE[note.sentence]) for note in advised.notes)


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

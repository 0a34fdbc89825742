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
    format_plural,
    free_text_sentences,
    inline_text,
    join_with_and,
    not_recorded_sentence,
    unique,
)
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


def _main(wanted: Recommendation, advised: Advice) -> Iterator[str]:
    why, what = advice.MAIN[advised.main.sentence]
    yield translated(why)
    chosen = set(wanted.actions)
    yield translated(what) if not chosen or chosen == set(advised.main.actions) else _selected_actions(wanted)


def _notes(advised: Advice) -> Iterator[str]:
    yield from (translated(advice.NOTE[note.sentence]) for note in advised.notes)


def _selected_actions(wanted: Recommendation) -> str:
    return format_phrase(
        next_steps.RECOMMENDED,
        actions=join_with_and(translated(next_steps.ACTION[action]) for action in wanted.actions),
    )


def recommendation(report: ReportDocument) -> Iterator[str]:
    """Yield the sentences on actions, timeframe, responsibility, reason for a difference, and communication."""
    wanted = report.recommendation
    if "actions" in wanted.not_recorded:
        yield not_recorded_sentence(next_steps.ACTIONS_NOT_RECORDED)
    elif wanted.text:
        if wanted.actions:
            yield _selected_actions(wanted)
    else:
        yield from free_text_sentences(suggested_recommendation(report))
    yield from free_text_sentences(wanted.text)
    yield from _when_and_who(wanted)
    if wanted.departure_reason and (reason := inline_text(wanted.departure_reason)):
        yield format_phrase(next_steps.DEPARTURE, reason=reason)
    for told in report.communications:
        yield from _communication(told)


def _when_and_who(wanted: Recommendation) -> Iterator[str]:
    unit = wanted.interval_unit
    if unit and wanted.within is not None:
        if wanted.not_before == wanted.within:
            yield format_plural(next_steps.AFTER[unit], wanted.within)
        elif wanted.not_before:
            yield format_plural(next_steps.BETWEEN[unit], wanted.within, first=wanted.not_before)
        else:
            yield format_plural(next_steps.WITHIN[unit], wanted.within)
    elif unit and wanted.not_before:
        yield format_plural(next_steps.NOT_BEFORE[unit], wanted.not_before)
    if wanted.urgency:
        yield translated(next_steps.URGENCY[wanted.urgency])
    if wanted.responsible:
        people = join_with_and(translated(next_steps.RESPONSIBLE[person]) for person in wanted.responsible)
        yield format_phrase(next_steps.TO_BE_ARRANGED, people=people)


def _communication(told: Communication) -> Iterator[str]:
    if told.recipient and (recipient := inline_text(told.recipient)):
        yield format_phrase(next_steps.COMMUNICATED_TO, recipient=recipient)
    elif not told.is_empty():
        yield translated(next_steps.COMMUNICATED)
    if told.communicated_at:
        yield format_phrase(next_steps.COMMUNICATED_AT, moment=moment(told.communicated_at))
    if told.method:
        yield translated(next_steps.COMMUNICATED_BY[told.method])
    if told.read_back is Answer.YES:
        yield translated(next_steps.READ_BACK)
    elif told.read_back is Answer.NO:
        yield translated(next_steps.NOT_READ_BACK)
    yield from free_text_sentences(told.content)

"""The recommendation: the text that is proposed for it, and what the report says in the end."""

from __future__ import annotations

from collections.abc import Iterator

from ..decision.recommendations import Advice, advise
from ..document import Communication, Recommendation, ReportDocument
from ..document.formatting import moment
from ..facts.report_facts import is_begun
from ..phrases import advice, next_steps
from ..phrases.grammar import inline, listed, not_recorded, own_words, say, unique
from ..phrases.intervals import timeframe
from ..phrases.translation_cache import in_one_language, spoken
from ..vocabulary import Answer


@in_one_language
def proposed_recommendation(report: ReportDocument) -> str:
    """The text proposed for the recommendation in words; "" while nothing is entered to conclude from.

    It names the actions that were chosen; while none are, or all that the rule offers, the words of the rule stand.
    """
    if not is_begun(report):
        return ""
    advised = advise(report)
    return " ".join(unique((*_main(report.recommendation, advised), *_notes(advised))))


def _main(wanted: Recommendation, advised: Advice) -> Iterator[str]:
    why, what = advice.MAIN[advised.main.sentence]
    yield spoken(why)
    chosen = set(wanted.actions)
    yield spoken(what) if not chosen or chosen == set(advised.main.actions) else _named(wanted)


def _notes(advised: Advice) -> Iterator[str]:
    yield from (spoken(advice.NOTE[note.sentence]) for note in advised.notes)


def _named(wanted: Recommendation) -> str:
    return say(
        next_steps.RECOMMENDED, actions=listed(spoken(next_steps.ACTION[action]) for action in wanted.actions)
    )


def recommendation(report: ReportDocument) -> Iterator[str]:
    """What to do, by when and by whom, why it departs from the proposal, and who was told."""
    wanted = report.recommendation
    if "actions" in wanted.not_recorded:
        yield not_recorded(next_steps.ACTIONS_UNSTATED)
    elif wanted.text:
        if wanted.actions:
            yield _named(wanted)
    else:
        yield from own_words(proposed_recommendation(report))
    yield from own_words(wanted.text)
    yield from _when_and_who(wanted)
    if wanted.departure_reason and (reason := inline(wanted.departure_reason)):
        yield say(next_steps.DEPARTURE, reason=reason)
    for told in report.communications:
        yield from _told(told)


def _when_and_who(wanted: Recommendation) -> Iterator[str]:
    if time := timeframe(wanted):
        yield say(next_steps.TIMEFRAME, time=time)
    if wanted.urgency:
        yield spoken(next_steps.URGENCY[wanted.urgency])
    if wanted.responsible:
        people = listed(spoken(next_steps.RESPONSIBLE[person]) for person in wanted.responsible)
        yield say(next_steps.TO_BE_ARRANGED, people=people)


def _told(told: Communication) -> Iterator[str]:
    if told.recipient and (recipient := inline(told.recipient)):
        yield say(next_steps.TOLD, recipient=recipient)
    elif not told.is_empty():
        yield spoken(next_steps.TOLD_NOBODY_NAMED)
    if told.communicated_at:
        yield say(next_steps.TOLD_AT, moment=moment(told.communicated_at))
    if told.method:
        yield spoken(next_steps.TOLD_BY[told.method])
    if told.read_back is Answer.YES:
        yield spoken(next_steps.READ_BACK)
    elif told.read_back is Answer.NO:
        yield spoken(next_steps.NOT_READ_BACK)
    yield from own_words(told.content)

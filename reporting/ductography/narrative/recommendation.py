"""The recommendation: the text that is proposed for it, and what the report says in the end."""

from __future__ import annotations

from collections.abc import Iterator

from ..decision.breast_plan import BreastPlan, plans
from ..decision.notes import Note, notes
from ..document import Communication, Recommendation, ReportDocument
from ..document.formatting import moment
from ..facts.report_facts import is_begun
from ..phrases import advice, next_steps
from ..phrases import plan as plan_phrases
from ..phrases.grammar import counted, inline, listed, not_recorded, own_words, say, unique
from ..phrases.translation_cache import in_one_language, spoken
from ..vocabulary import Answer
from .plan_text import breast_title, plan_lines, reason


@in_one_language
def proposed_recommendation(report: ReportDocument) -> str:
    """The text proposed for the recommendation in words; "" while nothing is entered to conclude from.

    It names the actions that were chosen; while none are, or all that the rule offers, the words of the rule stand.
    """
    if not is_begun(report):
        return ""
    lines = list(_plans(report.recommendation, plans(report)))
    return "\n".join((*lines, *unique(map(note_text, notes(report)))))


def _plans(wanted: Recommendation, suggested: tuple[BreastPlan, ...]) -> Iterator[str]:
    """The plan of each breast; where other actions were chosen, the reasons and then the chosen actions."""
    actions = {action for plan in suggested for action in plan.actions}
    if not wanted.actions or set(wanted.actions) == actions:
        for plan in suggested:
            yield from plan_lines(plan)
        return
    for plan in suggested:
        title = breast_title(plan)
        yield f"{title}: {reason(plan)}" if title and len(suggested) > 1 else reason(plan)
    yield _named(wanted)


def note_text(note: Note) -> str:
    """A note, with the breast that it is about where it is not about all that were examined."""
    text = spoken(advice.NOTE[note.rule.sentence])
    if not note.sides:
        return text
    sides = listed([str(side.label) for side in note.sides])
    return spoken(plan_phrases.NOTE_OF).format(side=sides[:1].upper() + sides[1:], note=text)


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
    unit = wanted.interval_unit
    if unit and wanted.within is not None:
        if wanted.not_before == wanted.within:
            yield counted(next_steps.AFTER[unit], wanted.within)
        elif wanted.not_before:
            yield counted(next_steps.BETWEEN[unit], wanted.within, first=wanted.not_before)
        else:
            yield counted(next_steps.WITHIN[unit], wanted.within)
    elif unit and wanted.not_before:
        yield counted(next_steps.NOT_BEFORE[unit], wanted.not_before)
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

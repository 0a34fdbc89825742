"""The suggested recommendation, and the recommendation of the narrative."""

from __future__ import annotations

from collections.abc import Iterator

from ..decision.breast_plan import plans
from ..decision.notes import Note, notes
from ..document import BreastConclusion, Communication, RecommendationStep, ReportDocument, is_blank
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
from ..phrases.recommended_steps import breast_name, step_line
from ..phrases.translation_cache import translated, with_cached_language
from ..vocabulary import Answer
from .plan_text import plan_lines


@with_cached_language
def suggested_recommendation(report: ReportDocument) -> str:
    """Return the suggested plan of each breast with the notes as text; "" if the report is empty."""
    if not is_begun(report):
        return ""
    lines = [line for plan in plans(report) for line in plan_lines(plan)]
    return "\n".join((*lines, *unique(map(note_text, notes(report)))))


def note_text(note: Note) -> str:
    """Return a note, with the breast that it is about unless it is about all that were examined."""
    text = translated(advice.NOTE[note.rule.sentence])
    if not note.sides:
        return text
    sides = join_with_and(str(side.label) for side in note.sides)
    told = format_phrase(plan_phrases.NOTE_OF, side=sides, note=text)
    return told[:1].upper() + told[1:]


def recommendation(report: ReportDocument) -> Iterator[str]:
    """Yield the recommended steps of each breast, its text, the reason for a difference, and the communication.

    While nothing is recommended, the suggested plans stand instead.
    """
    if not any(map(_is_decided, report.breasts)):
        yield from _suggested(report)
    several = len(report.breasts) > 1
    for number, breast in enumerate(report.breasts, start=1):
        sentences = tuple(_of_breast(report, breast))
        if several and sentences:
            # One text for each breast, so that a step of both is not left out as a repetition.
            yield f"{breast_name(breast, number)}: {' '.join(sentences)}"
        else:
            yield from sentences
    for communication in report.communications:
        yield from _communication(communication)


def _suggested(report: ReportDocument) -> Iterator[str]:
    if is_begun(report):
        for plan in plans(report):
            yield " ".join(sentence for line in plan_lines(plan) for sentence in free_text_sentences(line))
        yield from (sentence for note in notes(report) for sentence in free_text_sentences(note_text(note)))


def _is_decided(breast: BreastConclusion) -> bool:
    """Whether an action or a text is recommended, or said not to be recorded."""
    recommended = breast.recommendation
    return bool(recommended.text or recommended.actions) or any(map(_has_no_answer, recommended.steps))


def _has_no_answer(step: RecommendationStep) -> bool:
    return "action" in step.not_recorded and all(
        is_blank(getattr(step, spec.name)) for spec in step.leaf_specs()
    )


def _of_breast(report: ReportDocument, breast: BreastConclusion) -> Iterator[str]:
    recommended = breast.recommendation
    for number, step in enumerate(recommended.steps, start=1):
        if _has_no_answer(step):
            yield not_recorded_sentence(next_steps.ACTIONS_NOT_RECORDED)
        elif line := inline_text(step_line(step, report.identity.examination_date)):
            yield format_phrase(next_steps.STEP, number=number, step=line) if step.action else f"{line}."
    yield from free_text_sentences(recommended.text)
    if recommended.departure_reason and (reason := inline_text(recommended.departure_reason)):
        yield format_phrase(next_steps.DEPARTURE, reason=reason)
    yield from free_text_sentences(breast.comment)


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

"""Build the editor side panel: unresolved items, suggested recommendation with reasons, and report text.

It is built from the form alone, so that it can be updated while the user types.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reporting.ductography.decision.breast_plan import BreastPlan, Step, plans
from reporting.ductography.decision.evidence import evidence
from reporting.ductography.decision.notes import Note, notes
from reporting.ductography.decision.plan_table import TABLE_VERSION
from reporting.ductography.decision.sources import Source, cited
from reporting.ductography.diagrams import surgical_map
from reporting.ductography.document import ReportDocument
from reporting.ductography.facts.report_facts import is_begun
from reporting.ductography.judgement.explanation import deciding_answers
from reporting.ductography.judgement.suggestion_snapshot import departure
from reporting.ductography.narrative import TextOrigin, narrative, origin_of_text
from reporting.ductography.narrative.plan_text import breast_title, reason, step_details
from reporting.ductography.narrative.recommendation import note_text
from reporting.ductography.narrative.text_origin import SUGGESTED_TEXTS
from reporting.ductography.phrases.recommended_steps import breast_name
from reporting.ductography.phrases.rule_inputs import EVIDENCE, RANK
from reporting.site.languages import report_language
from reporting.web.forms.document_form import DocumentForm
from reporting.web.forms.names import control_id, joined, name_of
from reporting.web.forms.suggestions import TEXT, text_suggestions
from reporting.web.forms.template_fill import first_without_steps
from reporting.web.presenters.editor import ReportReview, review_report

REASON = "-recommendation-departure_reason"


@dataclass(frozen=True, slots=True)
class DecidingAnswer:
    """A question that decided the suggestion, with its answer in this report."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class SuggestedStep:
    """A step of a plan with the rank that asks for it, the kind of its evidence and its sources."""

    text: str
    asked_by: str
    evidence: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SuggestedPlan:
    """The plan suggested for one breast, with its reason; ``title`` is "" while no side is recorded."""

    title: str
    reason: str
    steps: tuple[SuggestedStep, ...]
    answers: tuple[DecidingAnswer, ...]


@dataclass(frozen=True, slots=True)
class SuggestedNote:
    """A note that goes with the plans, and its sources."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SuggestedRecommendation:
    """The plans suggested for the current answers, breast by breast.

    ``differs``: the chosen recommendation of a breast is another one; ``departure_reason`` holds the reasons given.
    """

    plans: tuple[SuggestedPlan, ...]
    notes: tuple[SuggestedNote, ...]
    table_version: str
    differs: bool
    departure_reason: str


@dataclass(frozen=True, slots=True)
class PublishedAssociation:
    """A published association with a sign in the report, and the element where it was entered."""

    anchor: str
    statement: str
    sources: tuple[Source, ...]


def panel(form: DocumentForm) -> dict[str, Any]:
    """Return the context of templates/editor/panel.html; also store questions and suggestions in ``form``.

    ``review`` is None, and most other keys are missing, while the form is invalid.
    """
    document, facts = form.readable_document(), {"next_override": form.next_row("overrides")}
    saved = form.saveable_document()
    if document is None or saved is None:
        return {**facts, "review": None}
    suggestions = text_suggestions(form, saved)
    form.suggestions = {joined(suggestion.part, TEXT): suggestion for suggestion in suggestions}
    with report_language():
        prose = narrative(saved).paragraphs
    remarks = review_report(form, document)
    return {
        **facts,
        "review": remarks,
        "map": surgical_map(saved),
        "suggested": suggested_recommendation(saved) if is_begun(saved) else None,
        "unexplained": _unexplained(remarks),
        "next_steps": control_id(
            joined("breasts", first_without_steps(document), "recommendation", "steps", 0, "within")
        ),
        "published": [
            PublishedAssociation(form.anchor(name_of(item.path)), str(item), cited(item.source))
            for item in evidence(document)
        ],
        "prose": prose,
        "suggestions": suggestions,
    }


def text_origins(document: ReportDocument) -> list[tuple[str, str]]:
    """Return label and origin of each text that is a suggestion, edited or not."""
    labels = {spec.name: str(spec.label) for spec in ReportDocument.specs()}
    origins = [(part, origin_of_text(document, part)) for part in SUGGESTED_TEXTS]
    return [
        (labels[part], str(origin.label))
        for part, origin in origins
        if origin in (TextOrigin.PROPOSED, TextOrigin.EDITED)
    ]


def suggested_recommendation(document: ReportDocument) -> SuggestedRecommendation:
    """Return the plans suggested for ``document`` with the answers that decided."""
    return SuggestedRecommendation(
        plans=tuple(map(_plan, plans(document))),
        notes=tuple(map(_note, notes(document))),
        table_version=TABLE_VERSION,
        differs=departure(document),
        departure_reason="\n".join(_departure_reasons(document)),
    )


def _departure_reasons(document: ReportDocument) -> Iterator[str]:
    """Yield the reason given for each breast, with the breast if there are several."""
    for number, breast in enumerate(document.breasts, start=1):
        if text := breast.recommendation.departure_reason:
            yield f"{breast_name(breast, number)}: {text}" if len(document.breasts) > 1 else text


def _unexplained(remarks: ReportReview) -> str:
    """Return the element for the reason that is asked for; "" if no recommendation needs one."""
    asked = (item.anchor for item in remarks.doubts if item.anchor.endswith(REASON))
    return next(asked, "")


def _plan(plan: BreastPlan) -> SuggestedPlan:
    answers = tuple(DecidingAnswer(question, answer) for question, answer in deciding_answers(plan))
    return SuggestedPlan(breast_title(plan), reason(plan), tuple(map(_step, plan.steps)), answers)


def _step(step: Step) -> SuggestedStep:
    text = step_details(step)
    return SuggestedStep(
        text=text[:1].upper() + text[1:],
        asked_by=str(RANK[step.rank.value]) if step.rank else "",
        evidence=str(EVIDENCE[step.strength]),
        sources=cited(step.citation),
    )


def _note(note: Note) -> SuggestedNote:
    return SuggestedNote(note_text(note), cited(note.rule.citation))

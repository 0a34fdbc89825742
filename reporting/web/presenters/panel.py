"""The panel beside the form: what stands in the way of a signature, what is proposed and why, and the prose.

It is made from the form alone, so that it can be drawn anew while somebody types.
"""

from __future__ import annotations

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
from reporting.ductography.narrative import Authorship, authorship, narrative
from reporting.ductography.narrative.plan_text import breast_title, reason, step_details
from reporting.ductography.narrative.recommendation import note_text
from reporting.ductography.narrative.text_origin import PROPOSALS
from reporting.ductography.phrases.rule_inputs import EVIDENCE, RANK
from reporting.site.languages import report_language
from reporting.web.forms.document_form import DocumentForm
from reporting.web.forms.names import joined, name_of
from reporting.web.forms.suggestions import TEXT, offers
from reporting.web.presenters.editor import judgement


@dataclass(frozen=True, slots=True)
class Reason:
    """A question that decided, with its answer for this report."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class SuggestedStep:
    """A step of a plan with what asked for it and where that comes from."""

    text: str
    asked_by: str
    evidence: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SuggestedPlan:
    """What the table suggests for one breast, and why; ``title`` is "" while no side is recorded."""

    title: str
    reason: str
    steps: tuple[SuggestedStep, ...]
    answers: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SuggestedNote:
    """A note that goes with the plans."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the table suggests for what is entered, breast by breast.

    ``departs``: something else is chosen; ``departure_reason`` says why, "" while it does not.
    """

    plans: tuple[SuggestedPlan, ...]
    notes: tuple[SuggestedNote, ...]
    table_version: str
    departs: bool
    departure_reason: str


@dataclass(frozen=True, slots=True)
class Published:
    """A published association with a sign that is entered, and the element where it is entered."""

    anchor: str
    statement: str
    sources: tuple[Source, ...]


def panel(form: DocumentForm) -> dict[str, Any]:
    """What templates/editor/panel.html draws; also marks in ``form`` what is asked for and what is proposed.

    ``judged`` is None, and nothing else is told, while something typed cannot be read.
    """
    document, facts = form.readable(), {"next_override": form.next_row("overrides")}
    saved = form.as_saved()
    if document is None or saved is None:
        return {**facts, "judged": None}
    offered = offers(form, saved)
    form.offers = {joined(offer.part, TEXT): offer for offer in offered}
    with report_language():
        prose = narrative(saved).paragraphs
    return {
        **facts,
        "judged": judgement(form, document),
        "map": surgical_map(saved),
        "proposed": proposed(saved) if is_begun(saved) else None,
        "published": [
            Published(form.anchor(name_of(item.path)), str(item), cited(item.source))
            for item in evidence(document)
        ],
        "prose": prose,
        "offers": offered,
    }


def text_origins(document: ReportDocument) -> list[tuple[str, str]]:
    """The texts that the program had a hand in: what each is called, and whose words it now holds."""
    labels = {spec.name: str(spec.label) for spec in ReportDocument.specs()}
    origins = [(part, authorship(document, part)) for part in PROPOSALS]
    return [
        (labels[part], str(origin.label))
        for part, origin in origins
        if origin in (Authorship.PROPOSED, Authorship.EDITED)
    ]


def proposed(document: ReportDocument) -> Proposed:
    """The plans that the table suggests for ``document``, with the answers that decided."""
    return Proposed(
        plans=tuple(map(_plan, plans(document))),
        notes=tuple(map(_note, notes(document))),
        table_version=TABLE_VERSION,
        departs=departure(document),
        departure_reason=document.recommendation.departure_reason or "",
    )


def _plan(plan: BreastPlan) -> SuggestedPlan:
    answers = tuple(Reason(question, answer) for question, answer in deciding_answers(plan))
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

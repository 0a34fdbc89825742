"""The panel beside the form: what stands in the way of a signature, what is proposed and why, and the prose.

It is made from the form alone, so that it can be drawn anew while somebody types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reporting.ductography.decision.decision_inputs import INPUTS
from reporting.ductography.decision.evidence import evidence
from reporting.ductography.decision.recommendations import TABLE_VERSION, Advice, AdviceRule, advise
from reporting.ductography.decision.sources import Source, cited
from reporting.ductography.diagrams import surgical_map
from reporting.ductography.document import ReportDocument
from reporting.ductography.facts.report_facts import is_begun
from reporting.ductography.judgement.explanation import rule_values, what_when_who, words_of
from reporting.ductography.judgement.suggestion_snapshot import departure
from reporting.ductography.narrative import Authorship, authorship, narrative
from reporting.ductography.narrative.text_origin import PROPOSALS
from reporting.ductography.phrases.rule_inputs import EVIDENCE
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
class Said:
    """What a rule of the table says: the sentence, the rule, and where it comes from."""

    rule_id: str
    sentence: str
    action: str
    evidence: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the table proposes for what is entered, and why.

    ``departs``: something else is chosen; ``departure_reason`` says why, "" while it does not.
    """

    main: Said
    notes: tuple[Said, ...]
    reasons: tuple[Reason, ...]
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
    """The proposal of the table for ``document``, with the answers that decided."""
    advised = advise(document)
    return Proposed(
        main=_said(advised.main),
        notes=tuple(map(_said, advised.notes)),
        reasons=tuple(_reasons(advised)),
        table_version=TABLE_VERSION,
        departs=departure(document),
        departure_reason=document.recommendation.departure_reason or "",
    )


def _said(rule: AdviceRule) -> Said:
    values = rule_values(rule)
    return Said(
        rule_id=rule.id,
        sentence=values["sentence"],
        action=what_when_who(values),
        evidence=str(EVIDENCE[rule.evidence]),
        sources=cited(rule.citation),
    )


def _reasons(advised: Advice) -> list[Reason]:
    return [
        Reason(str(question.label), words_of(question.name, advised.answers[question.name]))
        for question in INPUTS
        if question.name in advised.main.cells
    ]

"""Build the editor side panel: unresolved items, suggested recommendation with reasons, and report text.

It is built from the form alone, so that it can be updated while the user types.
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
from reporting.ductography.narrative import TextOrigin, narrative, origin_of_text
from reporting.ductography.narrative.text_origin import SUGGESTED_TEXTS
from reporting.ductography.phrases.rule_inputs import EVIDENCE
from reporting.site.languages import report_language
from reporting.web.forms.document_form import DocumentForm
from reporting.web.forms.names import joined, name_of
from reporting.web.forms.suggestions import TEXT, text_suggestions
from reporting.web.presenters.editor import review_report


@dataclass(frozen=True, slots=True)
class DecidingAnswer:
    """A question that decided the suggestion, with its answer in this report."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class RuleStatement:
    """A rule of the decision table: its sentence, id, evidence and sources."""

    rule_id: str
    sentence: str
    action: str
    evidence: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SuggestedRecommendation:
    """The decision table's suggestion for the current answers, with its reasons.

    ``differs``: the chosen recommendation is another one; ``departure_reason`` is the reason given, if any.
    """

    main: RuleStatement
    notes: tuple[RuleStatement, ...]
    reasons: tuple[DecidingAnswer, ...]
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
    return {
        **facts,
        "review": review_report(form, document),
        "map": surgical_map(saved),
        "suggested": suggested_recommendation(saved) if is_begun(saved) else None,
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
    """Return the decision table's suggestion for ``document`` with the answers that decided."""
    advised = advise(document)
    return SuggestedRecommendation(
        main=_rule_statement(advised.main),
        notes=tuple(map(_rule_statement, advised.notes)),
        reasons=tuple(_deciding_answers(advised)),
        table_version=TABLE_VERSION,
        differs=departure(document),
        departure_reason=document.recommendation.departure_reason or "",
    )


def _rule_statement(rule: AdviceRule) -> RuleStatement:
    values = rule_values(rule)
    return RuleStatement(
        rule_id=rule.id,
        sentence=values["sentence"],
        action=what_when_who(values),
        evidence=str(EVIDENCE[rule.evidence]),
        sources=cited(rule.citation),
    )


def _deciding_answers(advised: Advice) -> list[DecidingAnswer]:
    return [
        DecidingAnswer(str(question.label), words_of(question.name, advised.answers[question.name]))
        for question in INPUTS
        if question.name in advised.main.cells
    ]

"""Why a report is answered as it is: what was asked, which rule fired, which nearly did, and every remark."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from ..decision.decision_inputs import INPUTS
from ..decision.evidence import CAUTION, evidence
from ..decision.recommendations import TABLE_VERSION, Advice, AdviceRule, advise, nearly
from ..document import Recommendation, ReportDocument
from ..phrases import advice as phrases
from ..phrases.grammar import capitalise
from ..phrases.intervals import timeframe
from ..phrases.rule_inputs import ANSWERS, EVIDENCE
from ..vocabulary import RecommendedAction, Responsible, Urgency
from ..vocabulary.terms import Term
from . import completeness
from .review import Review, review
from .rules import Remark, Severity

WIDTH = 100  # columns of the text


def explain(report: ReportDocument, today: datetime.date | None = None) -> dict[str, Any]:
    """The explanation as plain values, in the current language; ready for JSON."""
    advised = advise(report)
    judged = review(report, today)
    return {
        "table_version": TABLE_VERSION,
        "inputs": [
            {
                "name": question.name,
                "question": str(question.label),
                "answer": advised.answers[question.name],
                "words": words_of(question.name, advised.answers[question.name]),
                "possible": list(question.answers),
            }
            for question in INPUTS
        ],
        "recommendation": rule_values(advised.main),
        "notes": [rule_values(note) for note in advised.notes],
        "nearly": list(_nearly(advised)),
        **_remarks(judged),
        "overridden": [{**_remark(item.remark), "reason": item.reason} for item in judged.overridden],
        "may_be_signed": judged.may_be_signed,
        "evidence": [
            {"path": item.path, "statement": str(item), "n": item.n, "source": item.source}
            for item in evidence(report)
        ],
    }


def words_of(input_name: str, answer: str) -> str:
    """The answer of an input of the table as a person reads it, in the current language."""
    return str(ANSWERS[input_name][answer])


def rule_values(rule: AdviceRule) -> dict[str, Any]:
    """A rule as plain values, with its sentences in the current language."""
    words = phrases.MAIN[rule.sentence] if rule.is_main else (phrases.NOTE[rule.sentence],)
    return {
        "rule": rule.id,
        "sentence": " ".join(str(word) for word in words),
        "basis": rule.basis,
        "citation": rule.citation,
        "evidence": rule.evidence,
        "actions": [[action.value for action in choice] for choice in rule.choices],
        "time": time_of(rule),
        "urgency": rule.urgency.value if rule.urgency else "",
        "responsible": [person.value for person in rule.responsible],
    }


def time_of(rule: AdviceRule) -> str:
    """“in 7–14 days”; "" when the rule gives no time."""
    return timeframe(Recommendation(not_before=rule.not_before, within=rule.within, interval_unit=rule.unit))


def _nearly(advised: Advice) -> Iterator[dict[str, Any]]:
    questions = {question.name: question for question in INPUTS}
    for rule, name in nearly(advised):
        fitting = [answer for answer in questions[name].answers if answer in rule.cells[name]]
        yield {
            "rule": rule.id,
            "input": name,
            "question": str(questions[name].label),
            "answer": advised.answers[name],
            "words": words_of(name, advised.answers[name]),
            "needed": fitting,
            "needed_words": [words_of(name, answer) for answer in fitting],
        }


def _remarks(judged: Review) -> dict[str, dict[str, list[dict[str, str]]]]:
    """What is missing and what contradicts, each by severity."""
    gaps = {rule.id for rule in completeness.RULES}
    by_severity = zip(Severity, (judged.prohibits, judged.alerts, judged.notes), strict=True)
    found = {severity.value: remarks for severity, remarks in by_severity}
    return {
        name: {
            severity: [_remark(remark) for remark in remarks if (remark.rule_id in gaps) is is_gap]
            for severity, remarks in found.items()
        }
        for name, is_gap in (("completeness", True), ("contradictions", False))
    }


def _remark(remark: Remark) -> dict[str, str]:
    return {
        "rule": remark.rule_id,
        "path": remark.path,
        "message": remark.message,
        "why": remark.why,
        "source": remark.source,
    }


def as_text(explained: dict[str, Any]) -> str:
    """The explanation for a person, `WIDTH` columns wide."""
    return "\n".join(_lines(explained)) + "\n"


def _lines(explained: dict[str, Any]) -> Iterator[str]:
    yield _("INPUTS")
    for asked in explained["inputs"]:
        yield from _wrapped(f"{asked['question']} {capitalise(asked['words'])}.")
    yield from ("", _("RECOMMENDATION (table {version})").format(version=explained["table_version"]))
    yield from _rule_lines(explained["recommendation"])
    if explained["notes"]:
        yield from ("", _("NOTES"))
    for note in explained["notes"]:
        yield from _rule_lines(note)
    if explained["nearly"]:
        yield from ("", _("RULES ONE INPUT SHORT OF A MATCH"))
    for near in explained["nearly"]:
        yield from _wrapped(
            _("{rule}: {question} {answer}. Required: {needed}.").format(
                rule=near["rule"],
                question=near["question"],
                answer=capitalise(near["words"]),
                needed="; ".join(near["needed_words"]),
            )
        )
    for title, remarks in ((_("MISSING"), "completeness"), (_("INCONSISTENCIES"), "contradictions")):
        yield from ("", title, *_remark_lines(explained[remarks]))
    if explained["overridden"]:
        yield from ("", _("ACKNOWLEDGED ALERTS"))
    for item in explained["overridden"]:
        yield from _wrapped(_("{message} Reason: {reason}").format(**item))
    if explained["evidence"]:
        yield from ("", _("PUBLISHED EVIDENCE"), *_wrapped(str(CAUTION)))
    for item in explained["evidence"]:
        yield from _wrapped(f"{item['statement']} [{item['source']}]")


def _rule_lines(rule: dict[str, Any]) -> Iterator[str]:
    yield from _wrapped(f"{rule['rule']}: {rule['sentence']}")
    if rule["actions"]:
        yield from _wrapped(what_when_who(rule), deeper=True)
    source = {**rule, "evidence": str(EVIDENCE[rule["evidence"]])}
    yield from _wrapped(_("rule {basis}; {citation} ({evidence})").format(**source), deeper=True)


def what_when_who(rule: dict[str, Any]) -> str:
    """“Repeat ductography; in 7–14 days; soon; breast radiology”."""
    choices = (
        _(" or ").join(_label(RecommendedAction, word) for word in choice) for choice in rule["actions"]
    )
    urgency = _label(Urgency, rule["urgency"]) if rule["urgency"] else ""
    who = _(" and ").join(_label(Responsible, word) for word in rule["responsible"])
    return "; ".join(word for word in (_(" and ").join(choices), rule["time"], urgency, who) if word)


def _label(terms: type[Term], word: str) -> str:
    return next(str(term.label) for term in terms if term.value == word)


def _remark_lines(by_severity: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    if not any(by_severity.values()):
        yield from _wrapped(_("nothing"))
    for severity in Severity:
        for remark in by_severity[severity.value]:
            yield from _wrapped(f"{severity.label}: {remark['message']}  [{remark['rule']} {remark['path']}]")
            yield from _wrapped(f"{remark['why']} ({remark['source']})", deeper=True)


def _wrapped(text: str, deeper: bool = False) -> Iterable[str]:
    first = "    " if deeper else "  "
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=first + "  ")

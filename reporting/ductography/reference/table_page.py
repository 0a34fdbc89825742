"""Page of the decision table: inputs, rules, suggestions and sources."""

from __future__ import annotations

from collections.abc import Iterator

from ..decision import evidence
from ..decision.decision_inputs import INPUTS
from ..decision.published_signs import LABELS
from ..decision.recommendations import TABLE_VERSION, AdviceRule, rules
from ..judgement.explanation import time_of, words_of
from ..phrases import advice as phrases
from .markdown import table
from .published_rules import MEANINGS, PUBLISHED

HEAD = """# Recommendation rules

This page is written by `manage.py rules_reference --write` from `reporting/ductography/decision/recommendations.csv`
(version {version}) and `evidence.csv`. Keys of sources are resolved in `reporting/ductography/SOURCES.md`.

The table makes suggestions; the radiologist decides. The report stores the suggestion, its rule and table version,
the selected recommendation and the reason for any difference. For each report exactly one *main* rule determines the
recommendation; any number of *notes* may be added. Every start-up verifies over all combinations of answers that
each report matches one main rule and that no two main rules match the same report.

Order of evaluation: an assessment selected by the radiologist (BI-RADS 4, 5, 6) takes precedence, whatever could be
examined. Suspicious findings are pursued next. All other rules require a diagnostic study. No rule assigns a
category, and a GICS category alone leads to no suggestion, because no published management by GICS category was
available.
"""

NORMAL = """## What a normal ductogram excludes

A normal ductogram does not exclude malignancy. The published negative predictive values refer to different
endpoints and cannot be combined:
"""

EVIDENCE = """## Published evidence

Shown next to the recorded findings. Each row describes the patients of one study, with their number; it does not
predict the outcome for another patient and does not assign a category.
"""


def page() -> str:
    """Return the page in Markdown in the active language."""
    main = [rule for rule in rules() if rule.is_main]
    notes = [rule for rule in rules() if not rule.is_main]
    lines = [HEAD.format(version=TABLE_VERSION), "## Published rules", ""]
    lines += table(("rule", "when", "suggested", "sources"), PUBLISHED)
    lines += ["## Inputs", ""]
    lines += table(("input", "question", "answer", "meaning"), _inputs())
    lines += ["## Main rules", ""]
    lines += table(
        (
            "rule",
            "matches when",
            "says",
            "accepted actions",
            "timeframe",
            "priority",
            "responsible",
            "published rule",
            "sources",
            "kind",
        ),
        map(_main, main),
    )
    lines += ["## Notes", ""]
    lines += table(
        ("note", "added when", "says", "published rule", "sources", "kind"),
        (
            (
                f"`{rule.id}`",
                _condition(rule),
                phrases.NOTE[rule.sentence],
                rule.basis,
                rule.citation,
                rule.evidence,
            )
            for rule in notes
        ),
    )
    rows = evidence.associations()
    lines += [NORMAL, *_statements(row for row in rows if row.sign == "normal")]
    lines += [EVIDENCE, *_statements(row for row in rows if row.sign != "normal")]
    return "\n".join(lines).rstrip() + "\n"


def _inputs() -> Iterator[tuple[object, ...]]:
    for question in INPUTS:
        for answer in question.answers:
            first = answer == question.answers[0]
            meaning = MEANINGS.get(question.name, {}).get(answer) or words_of(question.name, answer)
            yield (
                f"`{question.name}`" if first else "",
                question.label if first else "",
                f"`{answer}`",
                meaning,
            )


def _main(rule: AdviceRule) -> tuple[object, ...]:
    why, what = phrases.MAIN[rule.sentence]
    actions = "; and ".join(" or ".join(str(action.label) for action in choice) for choice in rule.choices)
    who = ", ".join(str(person.label) for person in rule.responsible)
    urgency = rule.urgency.label if rule.urgency else ""
    return (
        f"`{rule.id}`",
        _condition(rule),
        f"{why} {what}",
        actions,
        time_of(rule),
        urgency,
        who,
        rule.basis,
        rule.citation,
        rule.evidence,
    )


def _condition(rule: AdviceRule) -> str:
    """Return the inputs that the rule depends on: “outcome: failed; obstacle: not infection”."""
    parts = []
    for question in INPUTS:
        if question.name in rule.cells:
            fitting = [answer for answer in question.answers if answer in rule.cells[question.name]]
            others = [answer for answer in question.answers if answer not in fitting]
            words = f"not {_either(others)}" if len(others) < len(fitting) else _either(fitting)
            parts.append(f"{question.name}: {words}")
    return "; ".join(parts)


def _either(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _statements(rows: Iterator[evidence.Association]) -> Iterator[str]:
    return table(
        ("finding", "published", "study", "source"),
        ((LABELS[row.sign], row.statement(), row.study, row.source) for row in rows),
    )

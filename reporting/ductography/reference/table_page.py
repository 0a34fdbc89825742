"""The page of the decision table: what is asked, what is answered, on which source."""

from __future__ import annotations

from collections.abc import Iterator

from ..decision import evidence
from ..decision.decision_inputs import INPUTS
from ..decision.published_signs import LABELS
from ..decision.recommendations import TABLE_VERSION, AdviceRule, rules
from ..judgement.explanation import time_of
from ..phrases import advice as phrases
from .markdown import table
from .published_rules import MEANINGS, PUBLISHED

HEAD = """# What is recommended, and why

This page is written by `manage.py rules_reference --write` from `reporting/ductography/decision/recommendations.csv`
(version {version}) and `evidence.csv`. Keys of sources are resolved in `reporting/ductography/SOURCES.md`.

The table proposes; the radiologist decides. What was proposed, by which rule and version, is kept in the report
beside what was chosen, and a departure asks for a reason. Of every report exactly one *main* rule decides the
recommendation; any number of *notes* is added. That no report is left without an answer, and that no two main
rules answer the same one, is proven over every combination of answers at each start of the program.

The order of thought: a category that the radiologist chose (BI-RADS 4, 5, 6) decides first, whatever could be
examined. What looks suspicious is pursued at once. Everything else waits until the study is readable. Nothing
here assigns a category, and a GICS category alone proposes nothing, because its management is not published in
what was read.
"""

NORMAL = """## What a normal ductogram excludes

A normal ductogram never excludes cancer. The published negative predictive values differ because they are of
different things; none stands for all:
"""

EVIDENCE = """## Published evidence

Shown beside the findings that are entered. Each row is of the patients of one study, with their number; none
predicts anything for another patient, and none assigns a category.
"""


def page() -> str:
    """The page in Markdown, in the current language."""
    main = [rule for rule in rules() if rule.is_main]
    notes = [rule for rule in rules() if not rule.is_main]
    lines = [HEAD.format(version=TABLE_VERSION), "## The published rules", ""]
    lines += table(("rule", "when", "suggested", "sources"), PUBLISHED)
    lines += ["## What the table asks", ""]
    lines += table(("input", "question", "answer", "meaning"), _inputs())
    lines += ["## Main rules", ""]
    lines += table(
        (
            "rule",
            "fires when",
            "says",
            "what will do",
            "when",
            "urgency",
            "who",
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
            meaning = MEANINGS.get(question.name, {}).get(answer, "")
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
    """“outcome: failed; obstacle: not infection”: the inputs that the rule looks at."""
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
        ("sign", "published", "study", "source"),
        ((LABELS[row.sign], row.statement(), row.study, row.source) for row in rows),
    )

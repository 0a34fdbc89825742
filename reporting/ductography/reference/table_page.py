"""The page of the plan table: what is asked, which steps follow, on which source."""

from __future__ import annotations

from collections.abc import Iterator

from ..decision import evidence, notes
from ..decision.decision_inputs import INPUTS
from ..decision.plan_inputs import QUESTIONS
from ..decision.plan_table import ANY_RANK, NO_RANK, TABLE_VERSION, PlanRow, rows
from ..decision.published_signs import LABELS
from ..decision.ranks import Rank
from ..document import RecommendationStep
from ..phrases import advice as phrases
from ..phrases.intervals import timeframe
from ..phrases.plan import CONDITION
from ..phrases.rule_inputs import RANK
from .markdown import table
from .published_rules import MEANINGS, PUBLISHED

HEAD = """# Recommendation rules

This page is written by `manage.py rules_reference --write` from `plan.csv`, `notes.csv` and `evidence.csv` in
`reporting/ductography/decision` (version {version}). Keys of sources are resolved in
`reporting/ductography/SOURCES.md`.

The table makes suggestions; the radiologist decides. The report stores the suggestion, its ranks and table version,
the selected recommendation and the reason for any difference.

Facts of a duct count for that duct, facts of a breast for that breast; nothing clinical is decided for the
report as a whole. Within one breast the most suspicious recorded fact decides, and every other rank that is present
adds its steps. Steps of the ranks *benign* and *normal* rest on nothing having been found, and go when something is.
A plan has at most four steps; what does not fit is decided within the step of the person who does it. No rule
assigns a category. That a rank always gets a step is verified at every start, over all combinations of answers.
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
    """The page in Markdown, in the current language."""
    lines = [HEAD.format(version=TABLE_VERSION), "## Published rules", ""]
    lines += table(("rule", "when", "suggested", "sources"), PUBLISHED)
    lines += ["## Questions asked of a breast", ""]
    lines += table(
        ("question", "in words"), ((f"`{name}`", label) for name, (label, _ask) in QUESTIONS.items())
    )
    for name, title in (
        *((rank.value, str(RANK[rank.value]).capitalize()) for rank in Rank),
        (NO_RANK, "Not performed, without pathologic discharge"),
        (ANY_RANK, "With every rank"),
    ):
        lines += [f"## {title}", ""]
        lines += table(
            ("step", "when", "condition", "timeframe", "priority", "responsible", "sources", "kind"),
            (_step(row) for row in rows() if name in row.ranks),
        )
    lines += ["## Inputs of the notes", ""]
    lines += table(("input", "question", "answer", "meaning"), _inputs())
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
            for rule in notes.rules()
        ),
    )
    published = evidence.associations()
    lines += [NORMAL, *_statements(row for row in published if row.sign == "normal")]
    lines += [EVIDENCE, *_statements(row for row in published if row.sign != "normal")]
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


def _step(row: PlanRow) -> tuple[object, ...]:
    when = ", ".join(("" if wanted else "not ") + name for name, wanted in row.when.items())
    time = timeframe(RecommendationStep(not_before=row.not_before, within=row.within, interval_unit=row.unit))
    return (
        row.action.label,
        when,
        CONDITION[row.condition] if row.condition else "",
        time,
        row.urgency.label,
        ", ".join(str(person.label) for person in row.responsible),
        row.citation,
        row.strength,
    )


def _condition(rule: notes.NoteRule) -> str:
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
        ("finding", "published", "study", "source"),
        ((LABELS[row.sign], row.statement(), row.study, row.source) for row in rows),
    )

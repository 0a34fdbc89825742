"""Page of worked examples: published and synthetic cases with the suggestion and its rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..decision.breast_plan import BreastPlan, plans
from ..decision.notes import notes, rules
from ..decision.ranks import Rank
from ..document import Procedure, ReportDocument
from ..layout.report_header import category_line, result_lines, side_line
from ..narrative.plan_text import breast_title, reason, step_details
from ..phrases import advice as phrases
from ..phrases.rule_inputs import RANK
from ..vocabulary import Origin
from .markdown import table

HEAD = """# Worked examples

This page is written by `manage.py rules_reference --write` from the cases in `fixtures/cases` and
`fixtures/worked_examples`. Published cases are transcribed from open publications; the others are synthetic.
`manage.py explain FILE.json` prints all facts of a case and the steps one answer short of being suggested.

The suggestion is derived from the findings alone; it does not reflect the subsequent management.
"""


def page(documents: Mapping[str, ReportDocument]) -> str:
    """Return the page in Markdown in the active language; ``documents`` by file name."""
    published = {name: one for name, one in documents.items() if one.origin.kind is Origin.PUBLISHED}
    synthetic = {name: one for name, one in documents.items() if name not in published}
    lines = [HEAD, "## Which example shows which rule", ""]
    lines += table(("rule", "published rule", "shown by"), _index(documents))
    for title, some in (("Published cases", published), ("Synthetic cases", synthetic)):
        lines += [f"## {title}", ""]
        for name, document in some.items():
            lines += _example(name, document)
    return "\n".join(lines).rstrip() + "\n"


def examples_by_rule(documents: Mapping[str, ReportDocument]) -> dict[str, list[str]]:
    """Return for every rank and every note the names of the documents in which it occurs."""
    keys = (*(rank.value for rank in Rank), *(rule.id for rule in rules()))
    found: dict[str, list[str]] = {key: [] for key in keys}
    for name, document in documents.items():
        ranks = {rank.value for plan in plans(document) for rank in plan.facts.ranks}
        for key in (*ranks, *(note.rule.id for note in notes(document))):
            found[key].append(name)
    return found


def _index(documents: Mapping[str, ReportDocument]) -> Iterator[tuple[object, ...]]:
    bases = {rule.id: rule.basis for rule in rules()}
    for key, names in examples_by_rule(documents).items():
        yield f"`{key}`", bases.get(key, RANK.get(key, "")), ", ".join(f"[{name}](#{name})" for name in names)


def _example(name: str, document: ReportDocument) -> Iterator[str]:
    yield from (f"### {name}", "")
    yield from _items(
        (
            "Case",
            document.origin.teaching
            if document.origin.kind is Origin.SYNTHETIC
            else document.origin.citation,
        ),
        ("Side", side_line(document).capitalize()),
        ("Result", "; ".join(result_lines(document))),
        ("Category", category_line(document)),
    )
    for plan in plans(document):
        yield from _plan(plan)
    for note in notes(document):
        rule = note.rule
        yield f"* Note: {phrases.NOTE[rule.sentence]} (`{rule.id}`, {rule.basis}: {rule.citation})"
    if found := _pathology(document.subsequent_procedures):
        yield f"* What was found later: {found}"
    yield ""


def _plan(plan: BreastPlan) -> Iterator[str]:
    ranks = ", ".join(str(RANK[rank.value]) for rank in plan.facts.ranks) or "no rank"
    yield f"* {breast_title(plan) or 'Side not recorded'} ({ranks}): {reason(plan)}"
    for number, step in enumerate(plan.steps, start=1):
        yield f"  {number}. {step_details(step)} ({step.citation})"


def _items(*items: tuple[str, object]) -> Iterator[str]:
    yield from (f"* {title}: {text}" for title, text in items if text)


def _pathology(procedures: Iterable[Procedure]) -> str:
    return ", ".join(dict.fromkeys(str(one.label) for procedure in procedures for one in procedure.diagnoses))

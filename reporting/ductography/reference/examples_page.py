"""Page of worked examples: published and synthetic cases with the suggestion and its rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..decision.decision_inputs import INPUTS
from ..decision.recommendations import Advice, advise, rules
from ..document import Procedure, ReportDocument
from ..judgement.explanation import words_of
from ..layout.report_header import category_line, result_lines, side_line
from ..phrases import advice as phrases
from ..phrases.grammar import capitalise
from ..vocabulary import Origin
from .markdown import table

HEAD = """# Worked examples

This page is written by `manage.py rules_reference --write` from the cases in `fixtures/cases` and
`fixtures/worked_examples`. Published cases are transcribed from open publications; the others are synthetic.
`manage.py explain FILE.json` prints all inputs of a case and the rules one input short of a match.

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
    """Return for every rule the names of the documents that it matches."""
    found: dict[str, list[str]] = {rule.id: [] for rule in rules()}
    for name, document in documents.items():
        advised = advise(document)
        for rule in (advised.main, *advised.notes):
            found[rule.id].append(name)
    return found


def _index(documents: Mapping[str, ReportDocument]) -> Iterator[tuple[object, ...]]:
    by_rule = examples_by_rule(documents)
    for rule in rules():
        yield f"`{rule.id}`", rule.basis, ", ".join(f"[{name}](#{name})" for name in by_rule[rule.id])


def _example(name: str, document: ReportDocument) -> Iterator[str]:
    advised = advise(document)
    why, what = phrases.MAIN[advised.main.sentence]
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
        ("Suggestion", f"{why} {what}"),
        ("Rule", f"`{advised.main.id}`, published rule {advised.main.basis} ({advised.main.citation})"),
        ("Because", _matched_inputs(advised)),
    )
    for note in advised.notes:
        yield f"* Note: {phrases.NOTE[note.sentence]} (`{note.id}`, {note.basis}: {note.citation})"
    if found := _pathology(document.subsequent_procedures):
        yield f"* What was found later: {found}"
    yield ""


def _items(*items: tuple[str, object]) -> Iterator[str]:
    yield from (f"* {title}: {text}" for title, text in items if text)


def _matched_inputs(advised: Advice) -> str:
    """Return the questions that the rule depends on, each with its answer."""
    return " ".join(
        f"{question.label} {capitalise(words_of(question.name, advised.answers[question.name]))}."
        for question in INPUTS
        if question.name in advised.main.cells
    )


def _pathology(procedures: Iterable[Procedure]) -> str:
    return ", ".join(dict.fromkeys(str(one.label) for procedure in procedures for one in procedure.diagnoses))

"""The printed conclusion of each breast: its recommended steps in order, and what was suggested for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from ..document import ReportDocument
from ..facts.examined_sides import examined_sides
from ..phrases.recommended_steps import breast_name, step_line
from .report_sections import Entry, Section

# Suggested texts that the radiologist edited are printed below everything else.
GENERATED = ".generated"
# What is short of a suggestion comes first, so that it shares a line.
SHORT_SUGGESTIONS = ("rule_id", "table_version", "evidence")
STEP_PATH = re.compile(r"breasts\[\d+\]\.recommendation\.steps\[\d+\]")
STEP_LINE = re.compile(r"(?P<breast>\D*)(?P<step>\d+\. .+)")


def is_step(path: str) -> bool:
    """Whether an entry at ``path`` is a recommended step."""
    return STEP_PATH.fullmatch(path) is not None


def step_entries(document: ReportDocument, index: int) -> Iterator[Entry]:
    """Yield a line for each step recommended for ``breasts[index]``, labelled with its number."""
    steps = document.breasts[index].recommendation.steps
    for number, step in enumerate(steps):
        path = f"breasts[{index}].recommendation.steps[{number}]"
        label = _("step {number}").format(number=number + 1) if len(steps) > 1 else _("recommended action")
        if text := step_line(step, document.identity.examination_date):
            yield Entry(path, label, text)


def recommendation_entries(document: ReportDocument, conclusions: Section | None) -> Iterator[Entry]:
    """Yield the steps of each breast, then its text and the reason for a difference.

    ``conclusions`` is the section of `ReportDocument.breasts`; with several breasts each line names its own.
    """
    for index, section in _by_breast(conclusions):
        name = _name(document, index)
        group = next((below for below in section.sections if below.key == "recommendation"), None)
        others = () if group is None else group.entries
        single = len(document.breasts[index].recommendation.steps) == 1
        for entry in (*step_entries(document, index), *others):
            if entry.path.endswith(GENERATED):
                continue
            is_only_step = single and is_step(entry.path)
            yield replace(
                entry, label=(name if is_only_step else f"{name}, {entry.label}") if name else entry.label
            )


def assessment_entries(
    document: ReportDocument, conclusions: Section | None, category: str
) -> Iterator[Entry]:
    """Yield the answers on the assessment that ``category``, the line of categories, does not contain."""
    several = len(document.breasts) > 1
    for index, section in _by_breast(conclusions):
        breast = document.breasts[index]
        for entry in section.entries:
            if entry.path.endswith(".side"):
                # The header of the result covers a side that is not entered.
                side = {breast.side} - {None}
                chosen = breast.gics or breast.birads or breast.recommendation.steps
                is_covered = bool(chosen) if several else side == examined_sides(document)
            else:
                is_covered = not entry.path.endswith(".comment") and entry.text in category
            if not is_covered:
                name = breast_name(breast, index + 1) if several else section.title
                yield replace(entry, label=f"{name}: {entry.label}")


def suggestion_entries(document: ReportDocument, conclusions: Section | None) -> Iterator[Entry]:
    """Yield what was suggested for each breast, its rule and its source, the short answers first."""
    for index, section in _by_breast(conclusions):
        name = _name(document, index)
        groups = [group for below in section.sections for group in below.sections if group.key == "proposal"]
        entries = [_with_steps_in_one_line(entry) for group in groups for entry in group.entries]
        entries.sort(key=lambda entry: entry.path.rpartition(".")[2] not in SHORT_SUGGESTIONS)
        yield from (
            replace(entry, label=f"{name}, {entry.label}" if name else entry.label) for entry in entries
        )


def generated_entries(conclusions: Section | None) -> Iterator[Entry]:
    """Yield the suggested texts of documents of version 1 that were edited."""
    for _index, section in _by_breast(conclusions):
        yield from (entry for entry in section.walk() if entry.path.endswith(GENERATED))


def _by_breast(conclusions: Section | None) -> Iterator[tuple[int, Section]]:
    return enumerate(conclusions.sections) if conclusions else iter(())


def _name(document: ReportDocument, index: int) -> str:
    return breast_name(document.breasts[index], index + 1) if len(document.breasts) > 1 else ""


def _with_steps_in_one_line(entry: Entry) -> Entry:
    """Return the suggested steps with each breast named once: “Left breast: 1. … · 2. …”."""
    if not entry.path.endswith(".proposal.action"):
        return entry
    lines: list[str] = []
    breast = ""
    for line in entry.text.splitlines():
        found = STEP_LINE.match(line)
        if found and lines and found["breast"] == breast:
            lines[-1] += f" · {found['step']}"
        else:
            lines.append(line)
        breast = found["breast"] if found else ""
    return replace(entry, text="\n".join(lines))

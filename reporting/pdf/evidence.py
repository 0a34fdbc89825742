"""Sections of answers set like running text beside their heading, so that a whole study fits on a page or two.

Each answer follows its label with a colon; an answer that goes into one line is never broken, a longer one begins a
line of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from reporting.ductography.outline import Section

from . import style
from .blocks import Cell, Line, Row, Run
from .fields import capital
from .style import Look
from .tagging import Element
from .text import Face, lines, printable

HEADING_WIDTH = 84.0
LEADING = style.ANSWER.leading
BETWEEN = 11.0  # white space between two answers in one line
SECTION_ABOVE = 4.5
PANEL_BELOW = 9.0
GROUP_ABOVE = (0.0, 2.0, 1.0)  # by depth below the section
INDENT = 9.0


class _Flow:
    """Lines that are filled from left to right."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.lines: list[Line] = []
        self._line: list[Run] = []
        self._used = 0.0

    def add(self, label: str, label_face: Face, named: Element, text: str, face: Face, said: Element) -> None:
        """A label and its text, together in one line where they go into one; ``named`` and ``said`` are they."""
        label, text = printable(label), printable(text)
        after = label_face.width(label + " ") if text else label_face.width(label)
        whole = after + face.width(text)
        if "\n" not in text and whole <= self.width:
            if self._used + whole > self.width:
                self.end_line()
            self._line.append(Run(label_face, label, named, self._used))
            if text:
                (line,) = lines(text, face, self.width)
                self._line.append(Run(face, line, said, self._used + after))
            self._used += whole + BETWEEN
            return
        self.end_line()
        *above, last = lines(label, label_face, self.width)
        self.lines += [(Run(label_face, line, named),) for line in above]
        after = label_face.width(last + " ")
        first, *others = lines(text, face, self.width, self.width - after)
        self.lines.append((Run(label_face, last, named), Run(face, first, said, after)))
        self.lines += [(Run(face, line, said),) for line in others]

    def end_line(self) -> None:
        if self._line:
            self.lines.append(tuple(self._line))
            self._line, self._used = [], 0.0


def section_rows(section: Section, within: Element, look: Look, after_panel: bool = False) -> Iterator[Row]:
    """A section of the report: its title at the left, its answers and groups at the right of it.

    A rule divides it from the section above, but not from a panel, which has a frame of its own.
    """
    within = within.add("Sect")
    heading = within.heading(2, section.title)
    title = Cell.plain(
        lines(section.title, look.evidence_title, HEADING_WIDTH - 6), look.evidence_title, heading
    )
    rows = list(_groups(section, within, look.width, 0))
    # A title of several lines hangs down beside the groups that follow; those must then stay on its page.
    hanging = len(title.lines)
    for index, row in enumerate(rows):
        if index == len(rows) - 1:
            row = _filled(row, hanging)
        hanging -= row.count
        row = replace(row, keeps_next=row.keeps_next or hanging > 0)
        if index == 0:
            row = replace(row, cells=(title, *row.cells), hangs=True, above=SECTION_ABOVE)
            row = replace(row, above=PANEL_BELOW) if after_panel else replace(row, rule=look.width)
        yield row


def _groups(section: Section, within: Element, width: float, depth: int) -> Iterator[Row]:
    """A row for every group; one that is only a title stays with the next."""
    if depth or section.entries:
        indent = INDENT * max(depth - 1, 0)
        flow = _Flow(width - HEADING_WIDTH - indent)
        if depth:
            heading = within.heading(2 + depth, section.title)
            flow.add(section.title, style.ANSWER_STRONG, heading, "", style.ANSWER, heading)
        answers = within.add("L") if section.entries else within
        for entry in section.entries:
            label, body = answers.item()
            flow.add(f"{capital(entry.label)}:", style.ANSWER_LABEL, label, entry.text, style.ANSWER, body)
        flow.end_line()
        keeps_next = bool(section.sections) and not section.entries
        yield Row(
            (Cell(flow.lines, HEADING_WIDTH + indent),), LEADING, GROUP_ABOVE[min(depth, 2)], keeps_next
        )
    for is_bare, groups in itertools.groupby(section.sections, _is_bare):
        if is_bare:
            yield _titles(list(groups), within, width, depth + 1)
        else:
            for below in groups:
                yield from _groups(below, within, width, depth + 1)


def _is_bare(section: Section) -> bool:
    """Whether its title tells all of it, like a sign that is absent."""
    return not section.entries and not section.sections


def _titles(sections: list[Section], within: Element, width: float, depth: int) -> Row:
    """Groups that are only a title, one after the other like words."""
    indent = INDENT * max(depth - 1, 0)
    flow = _Flow(width - HEADING_WIDTH - indent)
    for section in sections:
        heading = within.heading(2 + depth, section.title)
        flow.add(section.title, style.ANSWER_STRONG, heading, "", style.ANSWER, heading)
    flow.end_line()
    return Row((Cell(flow.lines, HEADING_WIDTH + indent),), LEADING, GROUP_ABOVE[min(depth, 2)])


def _filled(row: Row, count: int) -> Row:
    """``row`` with empty lines up to ``count``."""
    (cell,) = row.cells
    return replace(row, cells=(Cell([*cell.lines, *[()] * (count - row.count)], cell.left),))

"""Set sections of answers as running text, so that a whole study fits on a page or two.

A section begins at the left edge with its title in the accent colour; its other lines are indented. Each answer
follows its label and a colon; an answer that fits into a line is not broken. A group of answers that does not fit
into the rest of a line begins on the next one. Short sections share a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reporting.ductography.layout.report_sections import Section

from . import style
from .blocks import Cell, Line, Row, Run
from .fields import capitalise
from .style import PageStyle
from .tagging import Element
from .text import Face, printable, wrap_lines

ANSWER_GAP = 9.0  # between two answers in one line, points
SECTION_GAP = 24.0  # between two sections in one line, points
INDENT = 9.0  # of all lines of a section but the first
SECTION_ABOVE = 5.0
PANEL_BELOW = 9.0
GROUP_ABOVE = 1.0
UNDIVIDED_LINES_MAX = 8  # longest section kept on one page, lines
DUCT_SECTION = "duct"  # key of the sections of one duct


@dataclass(frozen=True, slots=True)
class _LabelledText:
    """A title, or an answer after its label, with their structure elements."""

    label: str
    label_face: Face
    label_element: Element
    text: str = ""
    text_element: Element | None = None

    @property
    def after(self) -> float:
        """Offset of the text after its label."""
        return self.label_face.width(f"{self.label} ") if self.label and self.text else 0.0

    @property
    def width(self) -> float:
        if self.text_element is None:
            return self.label_face.width(self.label)
        return self.after + style.ANSWER.width(self.text)


class _LineFiller:
    """Fills lines from left to right, in rows between which a page may end."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.rows: list[list[Line]] = [[]]
        self.used = 0.0  # width of the current line
        self._line: list[Run] = []
        self._has_answers = False

    def group(self, group: Sequence[_LabelledText]) -> None:
        """Add answers together: on this line if all fit or it has only a title, else on the next one."""
        widths = [words.width for words in group]
        if self._has_answers and self.used + sum(widths) + ANSWER_GAP * (len(group) - 1) > self.width:
            self.new_row()
        for words, width in zip(group, widths, strict=True):
            self._add(words, width)

    def answer(self, words: _LabelledText) -> None:
        self._add(words, words.width)

    def new_row(self) -> None:
        self._new_line()
        if self.rows[-1]:
            self.rows.append([])

    def finish(self) -> list[list[Line]]:
        """Return every row with its lines."""
        end = self.used
        self._new_line()
        self.used = end - ANSWER_GAP
        return [row for row in self.rows if row]

    def _add(self, words: _LabelledText, width: float) -> None:
        face, room = style.ANSWER, self.width - INDENT
        if width > room or "\n" in words.text:
            self._add_long(words)
            return
        if self.used + width > self.width:
            self._new_line()
        if words.label:
            self._line.append(Run(words.label_face, words.label, words.label_element, self.used))
        if words.text_element is not None:
            (line,) = wrap_lines(words.text, face, room)
            self._line.append(Run(face, line, words.text_element, self.used + words.after))
            self._has_answers = True
        self.used += width + ANSWER_GAP

    def _add_long(self, words: _LabelledText) -> None:
        """Add a text of several lines, the first of which may follow a title."""
        if self._has_answers:
            self._new_line()
        face, room = style.ANSWER, self.width - INDENT
        *above, last = wrap_lines(words.label, words.label_face, room, self.width - self.used)
        for line in above:
            self._line.append(Run(words.label_face, line, words.label_element, self.used))
            self._new_line()
        self._line.append(Run(words.label_face, last, words.label_element, self.used))
        self.used += words.label_face.width(f"{last} ") if last else 0.0
        if words.text_element is not None:
            first, *others = wrap_lines(words.text, face, room, self.width - self.used)
            self._line.append(Run(face, first, words.text_element, self.used))
            for line in others:
                self._new_line()
                self._line.append(Run(face, line, words.text_element, self.used))
        self._new_line()

    def _new_line(self) -> None:
        if self._line:
            self.rows[-1].append(tuple(self._line))
            self._line = []
        self.used, self._has_answers = INDENT, False


def detail_rows(
    sections: Sequence[Section], within: Element, page_style: PageStyle, after_panel: bool
) -> Iterator[Row]:
    """Yield the rows of ``sections``, each below a rule except after a panel, which has its own frame."""
    above, rule = (PANEL_BELOW, 0.0) if after_panel else (SECTION_ABOVE, page_style.width)
    for rows in _joined_short_sections(_rows(sections, within, page_style), page_style.width):
        is_short = sum(map(len, rows)) <= UNDIVIDED_LINES_MAX
        for position, found in enumerate(rows, start=1):
            together = is_short and position < len(rows)
            yield Row((Cell(found),), style.ANSWER.leading, above, together, rule)
            above, rule = GROUP_ABOVE, 0.0
        above, rule = SECTION_ABOVE, page_style.width


def _rows(
    sections: Sequence[Section], within: Element, page_style: PageStyle
) -> Iterator[tuple[list[list[Line]], float]]:
    """Yield the rows of every section and the width of its last line."""
    for section in sections:
        flow = _LineFiller(page_style.width)
        _fill(flow, section, within.add("Sect"), page_style.details_title)
        yield flow.finish(), flow.used


def _joined_short_sections(
    found: Iterable[tuple[list[list[Line]], float]], width: float
) -> Iterator[list[list[Line]]]:
    """Join neighbouring sections of one line into one line if they fit."""
    before: list[list[Line]] = []
    end = 0.0
    for rows, used in found:
        left = end + SECTION_GAP
        if _is_single_line(before) and _is_single_line(rows) and left + used <= width:
            moved = (replace(run, left=run.left + left) for run in rows[0][0])
            before, end = [[(*before[0][0], *moved)]], left + used
            continue
        if before:
            yield before
        before, end = rows, used
    if before:
        yield before


def _is_single_line(rows: list[list[Line]]) -> bool:
    return len(rows) == 1 and len(rows[0]) == 1


def _fill(flow: _LineFiller, section: Section, within: Element, face: Face) -> None:
    """Add the title, the answers and the subsections of a section."""
    flow.answer(_LabelledText(printable(section.title), face, within.heading(2, section.title)))
    for words in _answers(section, within):
        flow.answer(words)
    for number, below in enumerate(section.sections):
        if number and below.key == DUCT_SECTION:
            flow.new_row()
        _fill_group(flow, below, within, 3)


def _fill_group(flow: _LineFiller, section: Section, within: Element, level: int) -> None:
    heading = within.heading(level, section.title)
    title = _LabelledText(printable(section.title), style.ANSWER_STRONG, heading)
    flow.group([title, *_answers(section, within)])
    for below in section.sections:
        _fill_group(flow, below, within, level + 1)


def _answers(section: Section, within: Element) -> Iterator[_LabelledText]:
    """Yield every answer; a first one named like its section has no label of its own."""
    listed = within.add("L") if section.entries else within
    for position, entry in enumerate(section.entries):
        label = capitalise(entry.label)
        item = listed.add("LI")
        if label == section.title and position == 0:
            body = item.add("LBody")
            yield _LabelledText("", style.ANSWER_LABEL, body, printable(entry.text), body)
        else:
            label_element = item.add("Lbl")
            yield _LabelledText(
                printable(label if label.endswith(".") else f"{label}:"),
                style.ANSWER_LABEL,
                label_element,
                printable(entry.text),
                item.add("LBody"),
            )

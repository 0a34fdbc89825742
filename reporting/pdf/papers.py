"""Papers for those who keep the records as PDF: tables that go on over pages, on the report's page and in its fonts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.ductography.direction import isolated
from reporting.ductography.papers import Paper, PaperSection
from reporting.ductography.stamp import Letterhead

from . import style
from .archival import UNSIGNED_TIME, Description
from .blocks import RULE_COLOUR, RULE_WIDTH
from .breaks import Block, fill
from .canvas import TaggedCanvas
from .fields import labelled_row, text_row
from .fonts import BOLD, REGULAR
from .report import SAVING
from .tables import table_block
from .tagging import PAGINATION, Element
from .tagging import document as document_element
from .text import Face, clipped, printable

SUBTITLE = Face(REGULAR, 9.4, 13.0, style.MUTED)
HEADINGS = (Face(BOLD, 10.5, 14.0, style.ACCENT), Face(BOLD, 8.7, 12.0, style.INK))
TEXT = Face(REGULAR, 8.7, 11.8, style.INK)
NOTE = Face(REGULAR, 7.8, 10.4, style.MUTED)

SECTION_ABOVE = (12.0, 8.0)  # by depth
TABLE_ABOVE = 4.0
STRIP = style.SMALL.leading + 10.0
FOOT_RULE = style.MARGIN_BOTTOM - 9.0


def render_paper(
    paper: Paper, letterhead: Letterhead, moment: datetime.datetime = UNSIGNED_TIME
) -> bytes:
    """``paper`` as PDF of ``moment``, in the active language; equal papers make equal bytes.

    Nothing is refused: a character that no font has shows its code.
    """
    root = document_element()
    pages = _paginate(list(_blocks(paper, letterhead, root)))
    title = printable(paper.title)
    said = Description(
        title, printable(letterhead.name), title, get_language() or "en", moment, paper.identity
    )
    canvas = TaggedCanvas(style.PAGE, root, said)
    for number, blocks in enumerate(pages, start=1):
        _Page(paper, letterhead, number, len(pages)).draw(canvas, blocks)
    with SAVING:
        return canvas.finish()


def _blocks(paper: Paper, letterhead: Letterhead, root: Element) -> Iterator[Block]:
    yield text_row(letterhead.name, style.FACILITY, style.WIDTH, root.add("P"))
    yield text_row(
        paper.title, style.TITLE, style.WIDTH, root.heading(1, printable(paper.title)), above=7.0, keeps_next=True
    )
    if paper.subtitle:
        yield text_row(paper.subtitle, SUBTITLE, style.WIDTH, root.add("P"))
    for section in paper.sections:
        yield from _section(section, root, 0)


def _section(section: PaperSection, within: Element, depth: int) -> Iterator[Block]:
    within = within.add("Sect")
    depth = min(depth, len(HEADINGS) - 1)
    heading = within.heading(2 + depth, printable(section.title))
    yield text_row(
        section.title, HEADINGS[depth], style.WIDTH, heading, above=SECTION_ABOVE[depth], keeps_next=True
    )
    for sentence in section.sentences:
        yield text_row(sentence, TEXT, style.WIDTH, within.add("P"))
    if section.pairs:
        pairs = within.add("Table")
        for label, value in section.pairs:
            yield labelled_row(label, value, style.LABEL, style.VALUE, style.WIDTH, pairs)
    if section.table:
        yield table_block(section.table, style.WIDTH, within, TABLE_ABOVE)
    for note in section.notes:
        yield text_row(note, NOTE, style.WIDTH, within.add("P"), above=3.0)
    for below in section.sections:
        yield from _section(below, within, depth + 1)


def _paginate(blocks: Sequence[Block]) -> list[list[Block]]:
    pages: list[list[Block]] = []
    rest = list(blocks)
    while rest:
        rest[:1] = [block.on_top() for block in rest[:1]]
        room = style.PAGE[1] - style.MARGIN_TOP - style.MARGIN_BOTTOM - (STRIP if pages else 0.0)
        placed, rest = fill(rest, room, force=True)
        pages.append(placed)
    return pages


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of ``count``; from the second on a strip at its head says what it belongs to."""

    paper: Paper
    letterhead: Letterhead
    number: int
    count: int

    def draw(self, canvas: TaggedCanvas, blocks: Sequence[Block]) -> None:
        top = style.PAGE[1] - style.MARGIN_TOP
        with canvas.artifact(PAGINATION):
            if self.number > 1:
                self._strip(canvas, top)
            self._foot(canvas)
        top -= STRIP if self.number > 1 else 0.0
        placed = []
        for block in blocks:
            placed.append((block, top))
            top -= block.height
        with canvas.artifact():
            for block, at in placed:
                block.draw_ground(canvas, style.MARGIN_X, at)
        for block, at in placed:
            block.draw_text(canvas, style.MARGIN_X, at)
        canvas.showPage()

    def _strip(self, canvas: TaggedCanvas, top: float) -> None:
        face = style.SMALL
        said = " · ".join(isolated(part) for part in (self.paper.title, self.paper.running) if part)
        face.draw_at(canvas, style.MARGIN_X, top - face.leading * 0.8, clipped(said, face, style.WIDTH, 1)[0])
        _rule(canvas, top - face.leading - 2.0)

    def _foot(self, canvas: TaggedCanvas) -> None:
        face = style.SMALL
        page = _("Page {number} of {count}").format(number=self.number, count=self.count)
        parts = (self.paper.title, self.paper.subtitle, isolated(self.letterhead.name))
        said = " · ".join(part for part in parts if part)
        room = style.WIDTH - face.width(page) - 20
        y = FOOT_RULE - face.leading
        _rule(canvas, FOOT_RULE)
        face.draw_at(canvas, style.MARGIN_X, y, clipped(said, face, room, 1)[0])
        face.draw_at(canvas, style.MARGIN_X + style.WIDTH - face.width(page), y, page)


def _rule(canvas: TaggedCanvas, y: float) -> None:
    canvas.setStrokeColorRGB(*RULE_COLOUR)
    canvas.setLineWidth(RULE_WIDTH)
    canvas.line(style.MARGIN_X, y, style.MARGIN_X + style.WIDTH, y)

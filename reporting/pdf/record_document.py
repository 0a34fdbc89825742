"""Render record documents as PDF, with tables across pages, in the style of the report."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from reporting.ductography.layout.bidi_isolation import bidi_isolated
from reporting.ductography.layout.print_state import Letterhead
from reporting.ductography.layout.record_document import RecordDocument, RecordSection

from . import style
from .archival import UNSIGNED_TIME, FileDescription
from .blocks import RULE_COLOUR, RULE_WIDTH
from .canvas import TaggedCanvas
from .fields import labelled_row, text_row
from .fonts import BOLD, REGULAR
from .footer import draw_footer
from .letterhead import letterhead_block
from .page_breaks import Block, fill_page
from .report import SAVING
from .style import PageStyle, page_style_of
from .tables import table_block
from .tagging import PAGINATION, Element
from .tagging import document as document_element
from .text import Face, clip_lines, printable

SUBTITLE = Face(REGULAR, 9.4, 13.0, style.MUTED)
HEADING = (10.5, 14.0)
BELOW_HEADING = Face(BOLD, 8.7, 12.0, style.INK)
TEXT = Face(REGULAR, 8.7, 11.8, style.INK)
NOTE = Face(REGULAR, 7.8, 10.4, style.MUTED)

SECTION_ABOVE = (12.0, 8.0)  # by depth
TABLE_ABOVE = 4.0
STRIP = style.SMALL.leading + 10.0
FOOTER_RULE = style.MARGIN_BOTTOM - 9.0


def render_record_document(
    document: RecordDocument, letterhead: Letterhead, moment: datetime.datetime = UNSIGNED_TIME
) -> bytes:
    """Render ``document`` as PDF dated ``moment``, in the active language; equal documents give equal bytes.

    A character that no font has is printed as its code.
    """
    root, page_style = document_element(), page_style_of(letterhead)
    pages = _paginate(list(_blocks(document, letterhead, root, page_style)), page_style)
    title = printable(document.title)
    metadata = FileDescription(
        title, printable(letterhead.name), title, get_language() or "en", moment, document.identity
    )
    canvas = TaggedCanvas(page_style.page, root, metadata)
    for number, blocks in enumerate(pages, start=1):
        _Page(document, letterhead, page_style, number, len(pages)).draw(canvas, blocks)
    with SAVING:
        return canvas.finish()


def _blocks(
    document: RecordDocument, letterhead: Letterhead, root: Element, page_style: PageStyle
) -> Iterator[Block]:
    yield letterhead_block(letterhead, document.title, "", root, page_style)
    if document.subtitle:
        yield text_row(document.subtitle, SUBTITLE, page_style.width, root.add("P"))
    for section in document.sections:
        yield from _section(section, root, page_style, 0)


def _section(section: RecordSection, within: Element, page_style: PageStyle, depth: int) -> Iterator[Block]:
    """Yield the blocks of a section in the order of its fields; ``depth`` is 0 at the top level."""
    within, width = within.add("Sect"), page_style.width
    face = BELOW_HEADING if depth else page_style.heading(*HEADING)
    heading = within.heading(2 + depth, printable(section.title))
    above = SECTION_ABOVE[min(depth, 1)]
    yield text_row(section.title, face, width, heading, above=above, keeps_next=True)
    for sentence in section.sentences:
        yield text_row(sentence, TEXT, width, within.add("P"))
    if section.pairs:
        pairs = within.add("Table")
        for label, value in section.pairs:
            yield labelled_row(label, value, style.LABEL, style.VALUE, width, pairs)
    if section.table:
        yield table_block(section.table, width, within, TABLE_ABOVE)
    for note in section.notes:
        yield text_row(note, NOTE, width, within.add("P"), above=3.0)
    for below in section.sections:
        yield from _section(below, within, page_style, depth + 1)


def _paginate(blocks: Sequence[Block], page_style: PageStyle) -> list[list[Block]]:
    pages: list[list[Block]] = []
    rest = list(blocks)
    while rest:
        rest[:1] = [block.at_page_top() for block in rest[:1]]
        room = page_style.room - (STRIP if pages else 0.0)
        placed, rest = fill_page(rest, room, force=True)
        pages.append(placed)
    return pages


@dataclass(frozen=True, slots=True)
class _Page:
    """One page of ``count``; from the second on it has a strip with title and identity."""

    document: RecordDocument
    letterhead: Letterhead
    page_style: PageStyle
    number: int
    count: int

    def draw(self, canvas: TaggedCanvas, blocks: Sequence[Block]) -> None:
        top = self.page_style.top
        with canvas.artifact(PAGINATION):
            if self.number > 1:
                self._strip(canvas, top)
            self._footer(canvas)
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
        text = " · ".join(
            bidi_isolated(part) for part in (self.document.title, self.document.running_title) if part
        )
        face.draw_at(
            canvas,
            style.MARGIN_X,
            top - face.leading * 0.8,
            clip_lines(text, face, self.page_style.width, 1)[0],
        )
        _rule(canvas, top - face.leading - 2.0, self.page_style.width)

    def _footer(self, canvas: TaggedCanvas) -> None:
        face, width = style.SMALL, self.page_style.width
        parts = (self.document.title, self.document.subtitle, bidi_isolated(self.letterhead.name))
        _rule(canvas, FOOTER_RULE, width)
        draw_footer(canvas, width, FOOTER_RULE - face.leading, face, parts, self.number, self.count)


def _rule(canvas: TaggedCanvas, y: float, width: float) -> None:
    canvas.setStrokeColorRGB(*RULE_COLOUR)
    canvas.setLineWidth(RULE_WIDTH)
    canvas.line(style.MARGIN_X, y, style.MARGIN_X + width, y)

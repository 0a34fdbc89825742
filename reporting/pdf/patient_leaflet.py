"""Render patient leaflets as PDF, in one column with larger type than the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import get_language

from reporting.ductography.layout.print_state import Letterhead
from reporting.ductography.leaflets.leaflet import Leaflet, LeafletSection

from . import style
from .archival import FileDescription
from .blocks import Cell, Row
from .canvas import TaggedCanvas
from .fields import text_row
from .fonts import REGULAR, MissingGlyph, missing_glyphs_in_texts
from .footer import draw_footer
from .page_breaks import fill_page
from .report import SAVING
from .style import PageStyle, page_style_of
from .tagging import BULLETS, PAGINATION, Element
from .tagging import document as document_element
from .text import Face, printable, wrap_lines

# Font size and leading of headings.
TITLE = (18.0, 24.0)
HEADING = (12.5, 16.5)
SUBJECT = Face(REGULAR, 11.0, 15.0, style.MUTED)
TEXT = Face(REGULAR, 11.0, 14.6, style.INK)
FOOTER = Face(REGULAR, 8.5, 11.0, style.MUTED)

BULLET = "•"
INDENT = 14.0  # points, after a bullet
WIDTH_REDUCTION = 20.0  # points; limits a line to about 95 letters
SECTION_ABOVE = 9.0
SENTENCE_ABOVE = 2.0


def render_leaflet(leaflet: Leaflet, letterhead: Letterhead) -> bytes:
    """Render ``leaflet`` as PDF in the active language; equal leaflets give equal bytes."""
    root, page_style = document_element(), page_style_of(letterhead)
    pages = _paginate(list(_rows(leaflet, letterhead, root, page_style)), page_style.room)
    title = printable(leaflet.title)
    metadata = FileDescription(title, printable(letterhead.name), title, get_language() or "en")
    canvas = TaggedCanvas(page_style.page, root, metadata)
    for number, rows in enumerate(pages, start=1):
        _draw(canvas, rows, page_style.top)
        with canvas.artifact(PAGINATION):
            y = style.MARGIN_BOTTOM - FOOTER.leading - 9
            draw_footer(canvas, page_style.width, y, FOOTER, (letterhead.name,), number, len(pages))
        canvas.showPage()
    with SAVING:
        return canvas.finish()


def missing_glyphs_in_leaflet(leaflet: Leaflet, letterhead: Letterhead) -> tuple[MissingGlyph, ...]:
    """Return every character of the leaflet that no font has."""
    texts = [*leaflet.texts(), letterhead.name, letterhead.address, letterhead.phone]
    return tuple(missing_glyphs_in_texts(("sheet", text) for text in texts))


def _rows(leaflet: Leaflet, letterhead: Letterhead, root: Element, page_style: PageStyle) -> Iterator[Row]:
    width = page_style.width - WIDTH_REDUCTION
    yield text_row(letterhead.name, style.FACILITY, width, root.add("P"))
    contact = "\n".join(filter(None, (letterhead.address, letterhead.phone)))
    if contact:
        yield text_row(contact, FOOTER, width, root.add("P"))
    yield text_row(
        leaflet.title, page_style.heading(*TITLE), width, root.heading(1, leaflet.title), above=16.0
    )
    if leaflet.subject:
        yield text_row(leaflet.subject, SUBJECT, width, root.add("P"))
    for section in leaflet.sections:
        yield from _section(section, root.add("Sect"), page_style.heading(*HEADING), width)


def _section(section: LeafletSection, within: Element, face: Face, width: float) -> Iterator[Row]:
    heading = within.heading(2, section.title)
    yield text_row(section.title, face, width, heading, above=SECTION_ABOVE, keeps_next=True)
    for sentence in section.sentences:
        yield text_row(sentence, TEXT, width, within.add("P"), above=SENTENCE_ABOVE)
    bulleted = within.add("L", BULLETS) if section.points else within
    for point in section.points:
        label, body = bulleted.list_item()
        text = Cell.plain(wrap_lines(point, TEXT, width - INDENT), TEXT, body, INDENT)
        yield Row((Cell.plain([BULLET], TEXT, label), text), TEXT.leading, SENTENCE_ABOVE)


def _paginate(rows: Sequence[Row], room: float) -> list[list[Row]]:
    pages: list[list[Row]] = []
    rest = list(rows)
    while rest or not pages:
        placed, rest = fill_page(rest, room, force=True)
        pages.append(placed)
    return pages


def _draw(canvas: TaggedCanvas, rows: Sequence[Row], top: float) -> None:
    for row in rows:
        row.draw_text(canvas, style.MARGIN_X, top)
        top -= row.height

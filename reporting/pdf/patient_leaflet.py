"""Sheets for patients as PDF: larger letters than the report, one column, the same fonts and page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import get_language

from reporting.ductography.layout.print_state import Letterhead
from reporting.ductography.leaflets.leaflet import Sheet, SheetSection

from . import style
from .archival import Description
from .blocks import Cell, Row
from .canvas import TaggedCanvas
from .fields import text_row
from .fonts import REGULAR, MissingGlyph, missing
from .footer import draw_foot
from .page_breaks import fill
from .report import SAVING
from .style import Look, look_of
from .tagging import BULLETS, PAGINATION, Element
from .tagging import document as document_element
from .text import Face, lines, printable

# Size and line distance of headings.
TITLE = (18.0, 24.0)
HEADING = (12.5, 16.5)
SUBJECT = Face(REGULAR, 11.0, 15.0, style.MUTED)
TEXT = Face(REGULAR, 11.0, 14.6, style.INK)
FOOT = Face(REGULAR, 8.5, 11.0, style.MUTED)

BULLET = "•"
INDENT = 14.0  # points, for what follows a bullet
SHORTER = 20.0  # points: a line then has some 95 letters
SECTION_ABOVE = 9.0
SENTENCE_ABOVE = 2.0


def render_sheet(sheet: Sheet, letterhead: Letterhead) -> bytes:
    """``sheet`` as PDF, in the active language; equal sheets make equal bytes."""
    root, look = document_element(), look_of(letterhead)
    pages = _paginate(list(_rows(sheet, letterhead, root, look)), look.room)
    title = printable(sheet.title)
    said = Description(title, printable(letterhead.name), title, get_language() or "en")
    canvas = TaggedCanvas(look.page, root, said)
    for number, rows in enumerate(pages, start=1):
        _draw(canvas, rows, look.top)
        with canvas.artifact(PAGINATION):
            y = style.MARGIN_BOTTOM - FOOT.leading - 9
            draw_foot(canvas, look.width, y, FOOT, (letterhead.name,), number, len(pages))
        canvas.showPage()
    with SAVING:
        return canvas.finish()


def missing_in(sheet: Sheet, letterhead: Letterhead) -> tuple[MissingGlyph, ...]:
    """Every character of the sheet that no font has."""
    texts = [*sheet.texts(), letterhead.name, letterhead.address, letterhead.phone]
    return tuple(missing(("sheet", text) for text in texts))


def _rows(sheet: Sheet, letterhead: Letterhead, root: Element, look: Look) -> Iterator[Row]:
    width = look.width - SHORTER
    yield text_row(letterhead.name, style.FACILITY, width, root.add("P"))
    contact = "\n".join(filter(None, (letterhead.address, letterhead.phone)))
    if contact:
        yield text_row(contact, FOOT, width, root.add("P"))
    yield text_row(sheet.title, look.heading(*TITLE), width, root.heading(1, sheet.title), above=16.0)
    if sheet.subject:
        yield text_row(sheet.subject, SUBJECT, width, root.add("P"))
    for section in sheet.sections:
        yield from _section(section, root.add("Sect"), look.heading(*HEADING), width)


def _section(section: SheetSection, within: Element, face: Face, width: float) -> Iterator[Row]:
    heading = within.heading(2, section.title)
    yield text_row(section.title, face, width, heading, above=SECTION_ABOVE, keeps_next=True)
    for sentence in section.sentences:
        yield text_row(sentence, TEXT, width, within.add("P"), above=SENTENCE_ABOVE)
    bulleted = within.add("L", BULLETS) if section.points else within
    for point in section.points:
        label, body = bulleted.item()
        text = Cell.plain(lines(point, TEXT, width - INDENT), TEXT, body, INDENT)
        yield Row((Cell.plain([BULLET], TEXT, label), text), TEXT.leading, SENTENCE_ABOVE)


def _paginate(rows: Sequence[Row], room: float) -> list[list[Row]]:
    pages: list[list[Row]] = []
    rest = list(rows)
    while rest or not pages:
        placed, rest = fill(rest, room, force=True)
        pages.append(placed)
    return pages


def _draw(canvas: TaggedCanvas, rows: Sequence[Row], top: float) -> None:
    for row in rows:
        row.draw_text(canvas, style.MARGIN_X, top)
        top -= row.height

"""Sheets for patients as PDF: larger letters than the report, one column, the same fonts and page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.ductography.sheets import Sheet, SheetSection
from reporting.ductography.stamp import Letterhead

from . import style
from .archival import Description
from .blocks import Cell, Row
from .breaks import fill
from .canvas import TaggedCanvas
from .fonts import BOLD, REGULAR, MissingGlyph, missing
from .report import SAVING
from .tagging import BULLETS, PAGINATION, Element
from .tagging import document as document_element
from .text import Face, clipped, lines, printable

TITLE = Face(BOLD, 18.0, 24.0, style.ACCENT)
SUBJECT = Face(REGULAR, 11.0, 15.0, style.MUTED)
HEADING = Face(BOLD, 12.5, 16.5, style.ACCENT)
TEXT = Face(REGULAR, 11.0, 14.6, style.INK)
FOOT = Face(REGULAR, 8.5, 11.0, style.MUTED)

BULLET = "•"
INDENT = 14.0  # points, for what follows a bullet
LINE = style.WIDTH - 20  # points: some 95 letters
SECTION_ABOVE = 9.0
SENTENCE_ABOVE = 2.0
ROOM = style.PAGE[1] - style.MARGIN_TOP - style.MARGIN_BOTTOM


def render_sheet(sheet: Sheet, letterhead: Letterhead) -> bytes:
    """``sheet`` as PDF, in the active language; equal sheets make equal bytes."""
    root = document_element()
    pages = _paginate(list(_rows(sheet, letterhead, root)))
    title = printable(sheet.title)
    said = Description(title, printable(letterhead.name), title, get_language() or "en")
    canvas = TaggedCanvas(style.PAGE, root, said)
    for number, rows in enumerate(pages, start=1):
        _draw(canvas, rows)
        _foot(canvas, letterhead, number, len(pages))
        canvas.showPage()
    with SAVING:
        return canvas.finish()


def missing_in(sheet: Sheet, letterhead: Letterhead) -> tuple[MissingGlyph, ...]:
    """Every character of the sheet that no font has."""
    texts = [*sheet.texts(), letterhead.name, letterhead.address, letterhead.phone]
    return tuple(missing(("sheet", text) for text in texts))


def _rows(sheet: Sheet, letterhead: Letterhead, root: Element) -> Iterator[Row]:
    yield _text(letterhead.name, style.FACILITY, root.add("P"))
    contact = "\n".join(filter(None, (letterhead.address, letterhead.phone)))
    if contact:
        yield _text(contact, FOOT, root.add("P"))
    yield _text(sheet.title, TITLE, root.heading(1, sheet.title), above=16.0)
    if sheet.subject:
        yield _text(sheet.subject, SUBJECT, root.add("P"))
    for section in sheet.sections:
        yield from _section(section, root.add("Sect"))


def _section(section: SheetSection, within: Element) -> Iterator[Row]:
    heading = within.heading(2, section.title)
    yield _text(section.title, HEADING, heading, above=SECTION_ABOVE, keeps_next=True)
    for sentence in section.sentences:
        yield _text(sentence, TEXT, within.add("P"), above=SENTENCE_ABOVE)
    bulleted = within.add("L", BULLETS) if section.points else within
    for point in section.points:
        label, body = bulleted.item()
        text = Cell.plain(lines(point, TEXT, LINE - INDENT), TEXT, body, INDENT)
        yield Row((Cell.plain([BULLET], TEXT, label), text), TEXT.leading, SENTENCE_ABOVE)


def _text(text: str, face: Face, element: Element, *, above: float = 0.0, keeps_next: bool = False) -> Row:
    return Row((Cell.plain(lines(text, face, LINE), face, element),), face.leading, above, keeps_next)


def _paginate(rows: Sequence[Row]) -> list[list[Row]]:
    pages: list[list[Row]] = []
    rest = list(rows)
    while rest or not pages:
        placed, rest = fill(rest, ROOM, force=True)
        pages.append(placed)
    return pages


def _draw(canvas: TaggedCanvas, rows: Sequence[Row]) -> None:
    top = style.PAGE[1] - style.MARGIN_TOP
    for row in rows:
        row.draw_text(canvas, style.MARGIN_X, top)
        top -= row.height


def _foot(canvas: TaggedCanvas, letterhead: Letterhead, number: int, count: int) -> None:
    page = _("Page {number} of {count}").format(number=number, count=count)
    y = style.MARGIN_BOTTOM - FOOT.leading - 9
    room = style.WIDTH - FOOT.width(page) - 20
    with canvas.artifact(PAGINATION):
        FOOT.draw_at(canvas, style.MARGIN_X, y, clipped(letterhead.name, FOOT, room, 1)[0])
        FOOT.draw_at(canvas, style.MARGIN_X + style.WIDTH - FOOT.width(page), y, page)

"""Page breaks, and the frame around the content of every page.

Every page shows the status marks, the identity, the version, and its page number. The first page shows the full
identity in its content, the others in a strip at the top.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.ductography.layout.bidi_isolation import bidi_isolated
from reporting.ductography.layout.report_layout import ReportLayout
from reporting.ductography.layout.status_banners import PageMark

from . import style
from .blocks import RULE_COLOUR, RULE_WIDTH, Cell, Row
from .canvas import TaggedCanvas
from .footer import draw_footer
from .page_breaks import Block, fill_page
from .style import PageStyle, page_style_of
from .tagging import PAGINATION, Element
from .text import Face, clip_lines
from .watermark import define_watermark, draw_watermark

BAND_GAP = 3.0
BELOW_BANDS = 5.0
STRIP_GAP = 6.0
STRIP_BELOW = 9.0
COMPACTED_PAGES_MAX = 4  # longer reports are not compressed to save a page
FOOTER_RULE = style.MARGIN_BOTTOM - 9
# Shares of the page width of the six fields of the identity strip, and the maximum lines of each.
STRIP_SHARES = (0.22, 0.17, 0.13, 0.15, 0.17, 0.16)
STRIP_LINES = 2


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The frame around the content of each page.

    ``marked`` are the elements of the status marks, which are read once; all other repeated content is an artifact.
    """

    layout: ReportLayout
    marked: tuple[Element, ...]

    @property
    def page_style(self) -> PageStyle:
        return page_style_of(self.layout.letterhead)

    @property
    def watermark(self) -> str:
        """The word across the page, "" for none."""
        return next((mark.watermark for mark in self.layout.marks if mark.watermark), "")

    def strip(self) -> tuple[Row, Row]:
        """Return the identity in small columns under short names, clipped to two lines."""
        names = (_("Patient"), _("DOB"), _("MRN"), _("Accession number"), _("Exam date"), _("Side"))
        labels, values = [], []
        left = 0.0
        for name, entry, share in zip(names, self.layout.running_identity, STRIP_SHARES, strict=True):
            room = share * self.page_style.width - STRIP_GAP
            label, value = style.TINY, style.SMALL_STRONG
            labels.append(Cell.plain(clip_lines(name, label, room, 1), label, PAGINATION, left))
            broken = clip_lines(entry.text, value, room, STRIP_LINES)
            values.append(Cell.plain(broken, value, PAGINATION, left))
            left += share * self.page_style.width
        return Row(tuple(labels), style.TINY.leading), Row(tuple(values), style.SMALL_STRONG.leading)

    def head(self, number: int) -> float:
        """Return the height above the content of page ``number``, counted from 1."""
        height = self._bands()
        return height if number == 1 else height + sum(row.height for row in self.strip()) + STRIP_BELOW

    def _bands(self) -> float:
        heights = [_band_height(mark) + BAND_GAP for mark in self.layout.marks]
        return sum(heights) + BELOW_BANDS if heights else 0.0

    def room(self, number: int) -> float:
        """Return the height available for content."""
        return self.page_style.room - self.head(number)

    def draw_text(self, canvas: TaggedCanvas, number: int, count: int) -> None:
        """Draw marks, identity and footer."""
        top = self.page_style.top
        for mark, element in zip(self.layout.marks, self.marked, strict=True):
            _draw_band(canvas, mark, top, self.page_style.width, element if number == 1 else PAGINATION)
            top -= _band_height(mark) + BAND_GAP
        top = self.page_style.top - self._bands()
        if number > 1:
            for row in self.strip():
                row.draw_text(canvas, style.MARGIN_X, top)
                top -= row.height
        with canvas.artifact(PAGINATION):
            if number > 1:
                _rule(canvas, top - 3, self.page_style.width)
            self._footer(canvas, number, count)

    def _footer(self, canvas: TaggedCanvas, number: int, count: int) -> None:
        layout, face, width = self.layout, style.SMALL, self.page_style.width
        _rule(canvas, FOOTER_RULE, width)
        parts = (layout.title, layout.subtitle, bidi_isolated(layout.letterhead.name))
        draw_footer(canvas, width, FOOTER_RULE - face.leading, face, parts, number, count)


def paginate(blocks: Sequence[Block], frame: PageFrame, first: int = 1) -> list[list[Block]]:
    """Split ``blocks`` into pages from number ``first`` on, without a lone heading at the end of a page."""
    pages: list[list[Block]] = []
    rest = list(blocks)
    while rest:
        rest[:1] = [block.at_page_top() for block in rest[:1]]
        placed, rest = fill_page(rest, frame.room(len(pages) + first), force=True)
        pages.append(placed)
    return pages


def paginate_compactly(blocks: Sequence[Block], frame: PageFrame) -> list[list[Block]]:
    """Split ``blocks`` into pages, compressed if that saves a page; if one page suffices, no more than needed."""
    pages = paginate(blocks, frame)
    if not 1 < len(pages) <= COMPACTED_PAGES_MAX:
        return pages
    closest = [block.compressed(1.0) for block in blocks]
    room = frame.room(1)
    height, least = (sum(block.height for block in given) for given in (blocks, closest))
    if least <= room:
        share = (height - room) / (height - least)
        return paginate([block.compressed(share) for block in blocks], frame)
    closer = paginate(closest, frame)
    return closer if len(closer) < len(pages) else pages


def draw_pages(canvas: TaggedCanvas, pages: Sequence[Sequence[Block]], frame: PageFrame) -> None:
    """Draw every page with its frame."""
    if frame.watermark:
        define_watermark(
            canvas, frame.watermark, strike=any(mark.struck_through for mark in frame.layout.marks)
        )
    for number, blocks in enumerate(pages, start=1):
        placed = list(_with_tops(blocks, frame.page_style.top - frame.head(number)))
        with canvas.artifact():
            for block, top in placed:
                block.draw_ground(canvas, style.MARGIN_X, top)
        if frame.watermark:
            with canvas.artifact(PAGINATION):
                draw_watermark(canvas)
        frame.draw_text(canvas, number, len(pages))
        for block, top in placed:
            block.draw_text(canvas, style.MARGIN_X, top)
        canvas.showPage()


def _with_tops(blocks: Sequence[Block], top: float) -> Iterator[tuple[Block, float]]:
    for block in blocks:
        yield block, top
        top -= block.height


def _band_face(mark: PageMark) -> Face:
    return style.BAND if mark.strong else style.BAND_PLAIN


def _band_height(mark: PageMark) -> float:
    return _band_face(mark).leading


def _draw_band(canvas: TaggedCanvas, mark: PageMark, top: float, width: float, element: Element) -> None:
    """Draw a mark, white on black if the report must not be acted on, otherwise framed black on white."""
    face = _band_face(mark)
    bottom = top - face.leading
    with canvas.artifact():
        canvas.setFillColorRGB(*style.BLACK)
        canvas.setStrokeColorRGB(*style.BLACK)
        canvas.setLineWidth(0.8)
        canvas.rect(style.MARGIN_X, bottom, width, face.leading, stroke=1, fill=int(mark.strong))
    text = clip_lines(mark.text, face, width - 10, 1)[0]
    left = (width - face.width(text)) / 2
    Row((Cell.plain([text], face, element, left),), face.leading).draw_text(canvas, style.MARGIN_X, top)


def _rule(canvas: TaggedCanvas, y: float, width: float) -> None:
    canvas.setStrokeColorRGB(*RULE_COLOUR)
    canvas.setLineWidth(RULE_WIDTH)
    canvas.line(style.MARGIN_X, y, style.MARGIN_X + width, y)

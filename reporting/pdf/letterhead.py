"""Letterhead of the first page: logo, name and address of the issuer."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from reporting.ductography.layout.print_state import Letterhead

from . import style
from .blocks import Cell, Row
from .canvas import TaggedCanvas
from .style import PageStyle
from .tagging import Element
from .text import printable, wrap_lines

logger = logging.getLogger(__name__)

LOGO_HEIGHT = 34.0
LOGO_WIDTH = 140.0
PIXELS_PER_POINT = 300 / 72
LOGO_GAP = 12.0
TITLE_ABOVE = 3.0
TITLE_GAP = 10.0  # between title and status
TITLE_ADDRESS_GAP = 14.0  # between them and the address


@dataclass(frozen=True, slots=True)
class Logo:
    """An image and its printed size in points."""

    image: ImageReader
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class LetterheadBlock:
    """Rows at their own distances from the top, in points, next to an optional logo. It is never split."""

    rows: tuple[tuple[Row, float], ...]
    logo: Logo | None
    keeps_next: bool = True

    @property
    def height(self) -> float:
        return max(
            [below + row.height for row, below in self.rows] + [self.logo.height if self.logo else 0.0]
        )

    @property
    def min_height(self) -> float:
        return self.height

    def split(self, height: float, force: bool = False) -> tuple[Self, Self] | None:
        return None

    def at_page_top(self) -> Self:
        return self

    def compressed(self, share: float) -> Self:
        return self

    def draw_ground(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        # Decoration: the name of the issuer is printed next to it.
        if self.logo:
            canvas.drawImage(self.logo.image, x, top - self.logo.height, self.logo.width, self.logo.height)

    def draw_text(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        for row, below in self.rows:
            row.draw_text(canvas, x, top - below)


def letterhead_block(
    letterhead: Letterhead, title: str, subtitle: str, within: Element, page_style: PageStyle
) -> LetterheadBlock:
    """Build the letterhead: issuer at the left, address at the right, the title below the name or below both.

    A logo that cannot be read is omitted and the reason is logged.
    """
    logo = _logo(letterhead.logo_path) if letterhead.logo_path else None
    left = logo.width + LOGO_GAP if logo else 0.0
    half = (page_style.width - left) / 2 - 6
    name = wrap_lines(letterhead.name, style.FACILITY, half)
    address = "\n".join(filter(None, (letterhead.address, letterhead.phone)))
    contact = wrap_lines(address, style.CONTACT, half, aligned=False)
    widest = max(style.CONTACT.width(line) for line in contact)
    name_row = Row((Cell.plain(name, style.FACILITY, within.add("P"), left),), style.FACILITY.leading)
    contact_cell = Cell.plain(contact, style.CONTACT, within.add("P"), page_style.width - widest)
    contact_row = Row((contact_cell,), style.CONTACT.leading)
    title_row, title_width = _title(printable(title), printable(subtitle), within, page_style)
    below = name_row.height + TITLE_ABOVE
    if left + title_width + TITLE_ADDRESS_GAP <= page_style.width - widest:
        title_row = replace(title_row, cells=tuple(cell.moved(left) for cell in title_row.cells))
    else:
        below = max(name_row.height, contact_row.height, logo.height if logo else 0.0) + TITLE_ABOVE
    return LetterheadBlock(((name_row, 0.0), (contact_row, 0.0), (title_row, below)), logo)


def _title(title: str, subtitle: str, within: Element, page_style: PageStyle) -> tuple[Row, float]:
    """Return the title row at the left edge, and its width."""
    after = page_style.title.width(title) + TITLE_GAP
    cells = [Cell.plain([title], page_style.title, within.heading(1, title))]
    if subtitle:
        cells.append(Cell.plain([subtitle], style.SUBTITLE, within.add("P"), after))
    return Row(tuple(cells), page_style.title.leading), after + style.SUBTITLE.width(subtitle)


def _logo(path: str) -> Logo | None:
    try:
        stated = os.stat(path)
        return _read_logo(path, stated.st_mtime_ns, stated.st_size)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        logger.warning("The logo %s is left out of the PDF: %s", path, error)
        return None


@lru_cache(maxsize=4)
def _read_logo(path: str, _modified: int, _size: int) -> Logo:
    """Read the logo on white at print resolution, cached by modification time and size."""
    with Image.open(path) as opened:
        picture = opened.convert("RGBA")
    scale = min(LOGO_WIDTH / picture.width, LOGO_HEIGHT / picture.height)
    width, height = picture.width * scale, picture.height * scale
    picture.thumbnail((round(LOGO_WIDTH * PIXELS_PER_POINT), round(LOGO_HEIGHT * PIXELS_PER_POINT)))
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture)
    return Logo(ImageReader(ground), width, height)

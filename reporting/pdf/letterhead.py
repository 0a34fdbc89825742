"""The head of the first page: logo, name and address of who issues the report."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from . import style
from .blocks import Cell, Row
from .canvas import TaggedCanvas
from .stamp import Letterhead
from .tagging import Element
from .text import lines

logger = logging.getLogger(__name__)

LOGO_HEIGHT = 34.0
LOGO_WIDTH = 140.0
PIXELS_PER_POINT = 300 / 72
BESIDE_LOGO = 12.0


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture with the size, in points, at which it is drawn."""

    image: ImageReader
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Head:
    """Name and address beside the logo, if there is one; never cut."""

    row: Row
    logo: Logo | None
    keeps_next: bool = True

    @property
    def height(self) -> float:
        return max(self.row.height, self.logo.height if self.logo else 0.0)

    @property
    def least(self) -> float:
        return self.height

    def cut(self, height: float, force: bool = False) -> tuple[Self, Self] | None:
        return None

    def on_top(self) -> Self:
        return self

    def draw_ground(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        # Decoration: the name that the logo stands for is written beside it.
        if self.logo:
            canvas.drawImage(self.logo.image, x, top - self.logo.height, self.logo.width, self.logo.height)

    def draw_text(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        self.row.draw_text(canvas, x, top)


def head(letterhead: Letterhead, within: Element, width: float) -> Head:
    """The letterhead; a logo that cannot be read is left out, and the log says why."""
    logo = _logo(letterhead.logo_path) if letterhead.logo_path else None
    left = logo.width + BESIDE_LOGO if logo else 0.0
    half = (width - left) / 2 - 6
    name = lines(letterhead.name, style.FACILITY, half)
    address = "\n".join(filter(None, (letterhead.address, letterhead.phone)))
    contact = lines(address, style.CONTACT, half, aligned=False)
    widest = max(style.CONTACT.width(line) for line in contact)
    cells = (
        Cell.plain(name, style.FACILITY, within.add("P"), left),
        Cell.plain(contact, style.CONTACT, within.add("P"), width - widest),
    )
    return Head(Row(cells, style.FACILITY.leading), logo)


def _logo(path: str) -> Logo | None:
    try:
        stated = os.stat(path)
        return _read(path, stated.st_mtime_ns, stated.st_size)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        logger.warning("The logo %s is left out of the PDF: %s", path, error)
        return None


@lru_cache(maxsize=4)
def _read(path: str, _modified: int, _size: int) -> Logo:
    """Read once for each state of the file, no finer than it is printed, on white."""
    with Image.open(path) as opened:
        picture = opened.convert("RGBA")
    scale = min(LOGO_WIDTH / picture.width, LOGO_HEIGHT / picture.height)
    width, height = picture.width * scale, picture.height * scale
    picture.thumbnail((round(LOGO_WIDTH * PIXELS_PER_POINT), round(LOGO_HEIGHT * PIXELS_PER_POINT)))
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture)
    return Logo(ImageReader(ground), width, height)

"""Pages of key images: a single image across the page, several in two columns, each with its caption below."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from django.utils.translation import gettext as _
from PIL import Image
from reportlab.lib.utils import ImageReader

from reporting.ductography.layout.arrow_shape import ArrowShape, arrow_shape
from reporting.ductography.layout.key_image_captions import CaptionedImage

from . import style
from .blocks import RULE_COLOUR, RULE_WIDTH, Cell, Line, Row, Run
from .canvas import TaggedCanvas
from .fields import capitalise, text_row
from .fonts import BOLD
from .page_breaks import Block
from .style import PageStyle
from .tagging import Element
from .text import Face, printable, wrap_lines

Pictures = Mapping[str, bytes]

GAP = 14.0
ABOVE = 6.0
HEIGHTS_BY_COUNT = {1: 500.0, 2: 470.0}  # of an image, by the number of images; points
HEIGHT = 225.0
MISSING_HEIGHT = 60.0
PIXELS_PER_POINT = 200 / 72
JPEG_QUALITY = 90
HALO, EDGE = 3.0, 1.0  # widths of lines, points


@dataclass(frozen=True, slots=True)
class KeyImageFigure:
    """An image at its position in the row, in points; ``picture`` is None if the stored image is missing."""

    image: CaptionedImage
    element: Element
    picture: ImageReader | None
    left: float
    width: float
    height: float

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        left, bottom = x + self.left, top - self.height
        if self.picture is None:
            with canvas.artifact():
                canvas.setStrokeColorRGB(*RULE_COLOUR)
                canvas.setLineWidth(RULE_WIDTH)
                canvas.rect(left, bottom, self.width, self.height, stroke=1, fill=0)
            words = wrap_lines(_("Image not available."), style.LABEL, self.width - 12)
            row = Row((Cell.plain(words, style.LABEL, self.element),), style.LABEL.leading)
            row.draw_text(canvas, left + 6, top - 6)
            return
        with canvas.figure(self.element, (left, bottom, left + self.width, top)):
            canvas.drawImage(self.picture, left, bottom, self.width, self.height)
            canvas.saveState()
            for arrow in self.image.arrows:
                _draw_arrow(canvas, arrow_shape(arrow, self.width, self.height), left, top)
            canvas.restoreState()


@dataclass(frozen=True, slots=True)
class KeyImageRow:
    """Images side by side, never split, and kept on one page with their captions."""

    figures: tuple[KeyImageFigure, ...]
    above: float = ABOVE
    keeps_next: bool = True

    @property
    def height(self) -> float:
        return self.above + max(figure.height for figure in self.figures)

    @property
    def min_height(self) -> float:
        return self.height

    def split(self, height: float, force: bool = False) -> tuple[Self, Self] | None:
        return None

    def at_page_top(self) -> Self:
        return replace(self, above=0.0)

    def compressed(self, share: float) -> Self:
        return self

    def draw_ground(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        pass

    def draw_text(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        for figure in self.figures:
            figure.draw(canvas, x, top - self.above)


def key_image_blocks(
    images: Sequence[CaptionedImage], pictures: Pictures, root: Element, page_style: PageStyle
) -> Iterator[Block]:
    """Yield the blocks of all key images; ``pictures`` are their files by digest."""
    if not images:
        return
    section = root.add("Sect")
    title = _("Key images")
    yield text_row(title, page_style.title, page_style.width, section.heading(2, title), keeps_next=True)
    columns = min(len(images), 2)
    width = (page_style.width - GAP * (columns - 1)) / columns
    highest = HEIGHTS_BY_COUNT.get(len(images), HEIGHT)
    for start in range(0, len(images), columns):
        figures, cells = [], []
        for number, image in enumerate(images[start : start + columns]):
            own, left = section.add("Sect"), number * (width + GAP)
            figures.append(_figure(image, pictures, own, left, width, highest))
            cells.append(Cell(list(_caption_lines(image, own, width)), left))
        yield KeyImageRow(tuple(figures))
        yield Row(tuple(cells), style.VALUE.leading, above=3.0)


def _figure(
    image: CaptionedImage, pictures: Pictures, within: Element, left: float, width: float, highest: float
) -> KeyImageFigure:
    data = pictures.get(image.digest)
    if data is None:
        return KeyImageFigure(image, within.add("P"), None, left, width, MISSING_HEIGHT)
    with Image.open(io.BytesIO(data)) as opened:
        scale = min(width / opened.width, highest / opened.height)
        wide, high = opened.width * scale, opened.height * scale
        picture = _downsampled(opened, data, wide, high)
        return KeyImageFigure(image, within.figure(image.alt), picture, left, wide, high)


def _downsampled(picture: Image.Image, data: bytes, width: float, height: float) -> ImageReader:
    """Return the picture at 200 dots per inch at most; a JPEG of lower resolution is embedded unchanged."""
    most = (round(width * PIXELS_PER_POINT), round(height * PIXELS_PER_POINT))
    if picture.format != "JPEG" or picture.width > most[0] or picture.height > most[1]:
        picture.thumbnail(most, Image.Resampling.LANCZOS)
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=JPEG_QUALITY, subsampling=0)
        data = file.getvalue()
    return ImageReader(io.BytesIO(data))


def _caption_lines(image: CaptionedImage, within: Element, width: float) -> Iterator[Line]:
    """Yield title, caption and every other answer, in lines of the same leading."""
    texts: list[tuple[str, Face, Element]] = [(image.title, style.STRONG, within.heading(3, image.title))]
    if image.caption:
        texts.append((image.caption, style.VALUE, within.add("P")))
    for entry in image.entries:
        # The fingerprint face is ASCII only, and a draft may contain another text than a digest.
        text = f"{capitalise(entry.label)}: {entry.text}"
        is_fingerprint = entry.path.endswith(".digest") and text.isascii()
        texts.append((text, style.FINGERPRINT if is_fingerprint else style.LABEL, within.add("P")))
    for text, face, element in texts:
        yield from ((Run(face, line, element),) for line in wrap_lines(text, face, width))


def _draw_arrow(canvas: TaggedCanvas, shape: ArrowShape, left: float, top: float) -> None:
    """Draw a white arrow with a black edge and a white halo, visible on any grey."""
    x, y = left + shape.centre[0], top - shape.centre[1]
    for width, colour in ((HALO, style.WHITE), (EDGE, style.BLACK)):
        canvas.setLineWidth(width)
        canvas.setStrokeColorRGB(*colour)
        canvas.setFillColorRGB(*style.WHITE)
        path = canvas.beginPath()
        first, *others = ((left + px, top - py) for px, py in shape.outline)
        path.moveTo(*first)
        for point in others:
            path.lineTo(*point)
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)
        if shape.label:
            canvas.circle(x, y, shape.radius, stroke=1, fill=1)
    if shape.label:
        label = printable(shape.label)
        size = shape.radius * 1.15
        size = min(size, size * 1.7 * shape.radius / Face(BOLD, size, size, style.BLACK).width(label))
        canvas.setFillColorRGB(*style.BLACK)
        canvas.setFont(BOLD.fontName, size)
        canvas.drawCentredString(x, y - size * 0.36, label)

"""Page footer: document title and page number."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from . import style
from .canvas import TaggedCanvas
from .text import Face, clip_lines

BETWEEN = 20.0  # minimum distance between both parts, points


def draw_footer(
    canvas: TaggedCanvas, width: float, y: float, face: Face, parts: Iterable[str], number: int, count: int
) -> None:
    """Draw ``parts`` at the left and “Page ``number`` of ``count``” at the right, at height ``y``, as an artifact.

    A single page has nothing at the left: its head has all of it, and text that is not repeated on another page
    would be content, which must not be hidden from screen readers.
    """
    page = _("Page {number} of {count}").format(number=number, count=count)
    if count > 1:
        text = " · ".join(filter(None, parts))
        face.draw_at(
            canvas, style.MARGIN_X, y, clip_lines(text, face, width - face.width(page) - BETWEEN, 1)[0]
        )
    face.draw_at(canvas, style.MARGIN_X + width - face.width(page), y, page)

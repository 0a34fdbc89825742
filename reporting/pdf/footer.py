"""The words at the foot of a page: what it belongs to, and its number of so many."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from . import style
from .canvas import TaggedCanvas
from .text import Face, clip_lines

BETWEEN = 20.0  # points, at least, between the two


def draw_footer(
    canvas: TaggedCanvas, width: float, y: float, face: Face, parts: Iterable[str], number: int, count: int
) -> None:
    """Page ``number`` of ``count``, and at its left ``parts``, at height ``y``; nobody who listens is told of them.

    A single page says nothing at the left: it has all of that at its head, and words that stand on no second page
    are no furniture of pages but content, which must not be kept from who listens.
    """
    page = _("Page {number} of {count}").format(number=number, count=count)
    if count > 1:
        said = " · ".join(filter(None, parts))
        face.draw_at(
            canvas, style.MARGIN_X, y, clip_lines(said, face, width - face.width(page) - BETWEEN, 1)[0]
        )
    face.draw_at(canvas, style.MARGIN_X + width - face.width(page), y, page)

"""Titles and side symbols shared by the figures; the symbols do not depend on colour."""

from __future__ import annotations

from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from ..vocabulary import Side
from .primitives import Anchor, Box, Circle, Shape, Text, Tone, centred

HEIGHT = 50.0
TITLE_SIZE = 3.3
WORD_SIZE = 2.3
SIDE_SIGN_SIZE = 4.2  # width of a side symbol, mm


NAMES: dict[Side | None, Promise | str] = {
    Side.RIGHT: gettext_lazy("RIGHT BREAST"),
    Side.LEFT: gettext_lazy("LEFT BREAST"),
    None: gettext_lazy("BREAST, SIDE NOT RECORDED"),
}
NAMES_IN_SENTENCE: dict[Side | None, Promise | str] = {
    Side.RIGHT: gettext_lazy("right breast"),
    Side.LEFT: gettext_lazy("left breast"),
    None: gettext_lazy("breast, side not recorded"),
}


def breast_name(side: Side | None) -> str:
    """Return the title of a breast in capitals, also if the side is not recorded."""
    return str(NAMES[side])


def duct_name(count: int, index: int, side: Side | None) -> str:
    """Return “DUCT, LEFT BREAST”, with a number if there are several ducts."""
    breast = breast_name(side)
    if count == 1:
        return _("DUCT, {breast}").format(breast=breast)
    return _("DUCT {number}, {breast}").format(number=index + 1, breast=breast)


def breast_in_sentence(side: Side | None) -> str:
    """Return the name of the breast for use in a sentence."""
    return str(NAMES_IN_SENTENCE[side])


def figure_title(side: Side | None, text: str, below: str, width: float) -> tuple[Shape, ...]:
    """Return side symbol and title centred above a figure, with a subtitle."""
    middle, size = width / 2, TITLE_SIZE
    words = Text((middle, 4.2), text, size, Anchor.MIDDLE, bold=True)
    sign = SIDE_SIGN_SIZE + 1.2 if side else 0.0
    while words.approximate_width + sign > width:
        size -= 0.1
        words = Text((middle, 4.2), text, size, Anchor.MIDDLE, bold=True)
    words = Text((middle + sign / 2, 4.2), text, size, Anchor.MIDDLE, bold=True)
    small = Text((middle, 7.6), below, WORD_SIZE, Anchor.MIDDLE, tone=Tone.SOFT)
    if small.approximate_width > width:
        small = replace(small, size=small.size * width / small.approximate_width)
    return (*side_sign(side, middle - words.approximate_width / 2 - 0.6, 3.0), words, small)


def side_sign(side: Side | None, x: float, y: float) -> tuple[Shape, ...]:
    """Return the symbol of a side: right is a filled square, left an outlined circle, as on all screens."""
    if side is Side.RIGHT:
        letter = pgettext("letter of a side", "R")
        box = Box((x, y), SIDE_SIGN_SIZE, SIDE_SIGN_SIZE, 0.4, 0.35, Tone.INK, Tone.INK)
        return box, centred((x, y), letter, 3.0, bold=True, tone=Tone.PAPER)
    if side is Side.LEFT:
        letter = pgettext("letter of a side", "L")
        return (
            Circle((x, y), SIDE_SIGN_SIZE / 2, 0.45, Tone.INK, Tone.PAPER),
            centred((x, y), letter, 3.0, bold=True),
        )
    return ()

"""Exceptions for files that are refused as key images, with the sentence shown to the user."""

from __future__ import annotations

from django.utils.translation import gettext as _

PIXELS_MAX = 40_000_000  # a mammogram of 24 × 30 cm at 43 µm has 39 million
SIDE_MIN = 32  # pixels
RATIO_MAX = 10  # of the longer side to the shorter


class UnsupportedImage(ValueError):
    """The file cannot be shown correctly as an image; ``sentence`` says why and what to do."""

    def __init__(self, sentence: str):
        self.sentence = sentence
        super().__init__(sentence)


class ImageTooLarge(UnsupportedImage):
    """The file or the picture in it exceeds a limit."""


def require_size(width: int, height: int) -> None:
    """Check the size of a picture in pixels before it is decoded.

    Raises:
        ImageTooLarge: more pixels than `PIXELS_MAX`.
        UnsupportedImage: too small or too narrow.
    """
    if width * height > PIXELS_MAX:
        raise ImageTooLarge(
            _("This image is {width} × {height} pixels; the limit is {most} million pixels.").format(
                width=width, height=height, most=PIXELS_MAX // 1_000_000
            )
        )
    if min(width, height) < SIDE_MIN:
        raise UnsupportedImage(
            _("This image is {width} × {height} pixels; each side must be at least {least}.").format(
                width=width, height=height, least=SIDE_MIN
            )
        )
    if max(width, height) > RATIO_MAX * min(width, height):
        raise UnsupportedImage(
            _("This image is {width} × {height} pixels: too narrow to be useful.").format(
                width=width, height=height
            )
        )

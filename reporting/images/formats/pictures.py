"""PNG and JPEG as upright grey or coloured pictures of 8 bits, or a reason why not."""

from __future__ import annotations

from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from .exceptions import PIXELS_MAX, ImageTooLarge, UnsupportedImage, check_size
from .file_types import FileKind

# Pillow warns at this and refuses at twice as many, also where a picture lies within another file.
Image.MAX_IMAGE_PIXELS = PIXELS_MAX

BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError)
DARK = 16  # of 255: a picture no brighter shows nothing
FULL_16_BIT = 65535


def read_picture(file: BinaryIO, kind: FileKind) -> Image.Image:
    """The picture in ``file``, mode L or RGB, turned as its camera says.

    Raises:
        ImageTooLarge, UnsupportedImage: it is too large, damaged, animated, or in colours of printing.
    """
    try:
        _check_whole(file, kind)
        with _opened(file, kind) as opened:
            check_size(*opened.size)
            if opened.mode == "CMYK":
                raise UnsupportedImage(_("This JPEG uses CMYK colours. Save it as greyscale or RGB."))
            if kind is FileKind.PNG and getattr(opened, "is_animated", False):
                raise UnsupportedImage(_("This PNG is animated. Save the frame that shows the finding."))
            opened.load()
            return _grey_or_coloured(ImageOps.exif_transpose(opened))
    except UnsupportedImage:
        raise
    except BOMBS:
        raise ImageTooLarge(
            _("This image has more than {most} million pixels.").format(most=PIXELS_MAX // 1_000_000)
        ) from None
    except BROKEN:
        raise UnsupportedImage(_("This image is damaged or truncated. Export it again.")) from None


def _opened(file: BinaryIO, kind: FileKind) -> Image.Image:
    file.seek(0)
    return Image.open(file, formats=["PNG" if kind is FileKind.PNG else "JPEG"])


def _check_whole(file: BinaryIO, kind: FileKind) -> None:
    """Every checksum of a PNG; Pillow itself checks those of the pixels only here."""
    if kind is FileKind.PNG:
        with _opened(file, kind) as opened:
            check_size(*opened.size)
            opened.verify()


def _grey_or_coloured(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):
        return _from_16_bits(picture)
    if "A" in picture.mode or "transparency" in picture.info:
        # What is transparent becomes black, as viewers show it.
        seen = picture.convert("RGBA")
        ground = Image.new("RGB", seen.size, "black")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground.convert("L") if picture.mode == "LA" else ground
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _from_16_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits as grey of 8; by the PNG standard 65535 is white, whatever the values use of it."""
    grey = picture.convert("I").point(lambda value: value * (255 / FULL_16_BIT)).convert("L")
    if grey.getextrema()[1] < DARK:  # type: ignore[operator]
        raise UnsupportedImage(
            _(
                "This 16-bit PNG uses only its darkest values and would appear black. Export it "
                "as 8-bit PNG or as DICOM."
            )
        )
    return grey

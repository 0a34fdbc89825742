"""Read PNG and JPEG files as upright pictures, grey or RGB of 8 bits."""

from __future__ import annotations

from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from .exceptions import PIXELS_MAX, ImageTooLarge, UnsupportedImage, require_size
from .file_types import FileKind

# Pillow warns at this size and refuses twice as many, also for a picture embedded in another file.
Image.MAX_IMAGE_PIXELS = PIXELS_MAX

BOMB_ERRORS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
READ_ERRORS = (OSError, ValueError, SyntaxError, EOFError, IndexError)
DARK_MAX = 16  # of 255: a picture that is no brighter shows nothing
FULL_16_BIT = 65535


def read_picture(file: BinaryIO, kind: FileKind) -> Image.Image:
    """Return the picture in ``file``, mode L or RGB, rotated according to its EXIF orientation.

    Raises:
        ImageTooLarge, UnsupportedImage: it is too large, damaged, animated, or in CMYK.
    """
    try:
        _verify_checksums(file, kind)
        with _open(file, kind) as opened:
            require_size(*opened.size)
            if opened.mode == "CMYK":
                raise UnsupportedImage(_("This JPEG uses CMYK colours. Save it as greyscale or RGB."))
            if kind is FileKind.PNG and getattr(opened, "is_animated", False):
                raise UnsupportedImage(_("This PNG is animated. Save the frame that shows the finding."))
            opened.load()
            return _to_grey_or_rgb(ImageOps.exif_transpose(opened))
    except UnsupportedImage:
        raise
    except BOMB_ERRORS:
        raise ImageTooLarge(
            _("This image has more than {most} million pixels.").format(most=PIXELS_MAX // 1_000_000)
        ) from None
    except READ_ERRORS:
        raise UnsupportedImage(_("This image is damaged or truncated. Export it again.")) from None


def _open(file: BinaryIO, kind: FileKind) -> Image.Image:
    file.seek(0)
    return Image.open(file, formats=["PNG" if kind is FileKind.PNG else "JPEG"])


def _verify_checksums(file: BinaryIO, kind: FileKind) -> None:
    """Verify all checksums of a PNG; Pillow checks them only in ``verify``."""
    if kind is FileKind.PNG:
        with _open(file, kind) as opened:
            require_size(*opened.size)
            opened.verify()


def _to_grey_or_rgb(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):
        return _from_16_bits(picture)
    if "A" in picture.mode or "transparency" in picture.info:
        # Transparent pixels become black, as in image viewers.
        seen = picture.convert("RGBA")
        ground = Image.new("RGB", seen.size, "black")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground.convert("L") if picture.mode == "LA" else ground
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _from_16_bits(picture: Image.Image) -> Image.Image:
    """Convert 16-bit to 8-bit grey. In PNG 65535 is white, whatever range the values use."""
    grey = picture.convert("I").point(lambda value: value * (255 / FULL_16_BIT)).convert("L")
    if grey.getextrema()[1] < DARK_MAX:  # type: ignore[operator]
        raise UnsupportedImage(
            _(
                "This 16-bit PNG uses only its darkest values and would appear black. Export it "
                "as 8-bit PNG or as DICOM."
            )
        )
    return grey

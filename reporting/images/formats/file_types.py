"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

from enum import StrEnum
from typing import BinaryIO

from django.utils.translation import gettext as _

from .exceptions import UnsupportedImage

PREAMBLE = 128  # bytes before the mark of a DICOM file


class FileKind(StrEnum):
    PNG = "png"
    JPEG = "jpeg"
    DICOM = "dicom"


def sniff(file: BinaryIO) -> FileKind:
    """The kind of ``file``, which is left at its beginning.

    Raises:
        UnsupportedImage: it is none that is taken.
    """
    file.seek(0)
    start = file.read(PREAMBLE + 4)
    file.seek(0)
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if start.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if start[PREAMBLE:] == b"DICM":
        return FileKind.DICOM
    if not start:
        raise UnsupportedImage(_("This file is empty."))
    raise UnsupportedImage(_("This is not a PNG, JPEG or DICOM image, whatever its file name."))

"""Detect the type of a file from its first bytes, never from its name."""

from __future__ import annotations

from enum import StrEnum
from typing import BinaryIO

from django.utils.translation import gettext as _

from .exceptions import UnsupportedImage

PREAMBLE = 128  # bytes before the DICOM prefix


class FileKind(StrEnum):
    PNG = "png"
    JPEG = "jpeg"
    DICOM = "dicom"


def detect_kind(file: BinaryIO) -> FileKind:
    """Return the kind of ``file``, leaving it at its beginning.

    Raises:
        UnsupportedImage: the type is not supported.
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

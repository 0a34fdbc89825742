"""Read untrusted PNG, JPEG and DICOM files and re-encode their pixels. Independent of the database."""

from .dicom import Header, read_frame, read_header
from .exceptions import ImageTooLarge, UnsupportedImage
from .file_types import FileKind, detect_kind
from .pictures import read_picture
from .sanitise import CleanImage, clean

__all__ = [
    "CleanImage",
    "FileKind",
    "Header",
    "ImageTooLarge",
    "UnsupportedImage",
    "clean",
    "read_frame",
    "read_header",
    "read_picture",
    "detect_kind",
]

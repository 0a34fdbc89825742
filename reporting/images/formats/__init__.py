"""Pictures and DICOM images handed in by people: looked at with suspicion, and made anew. Knows no database."""

from .dicom import Header, read_frame, read_header
from .exceptions import ImageTooLarge, UnsupportedImage
from .file_types import FileKind, sniff
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
    "sniff",
]

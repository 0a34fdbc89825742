"""Pictures and DICOM images handed in by people: looked at with suspicion, and made anew. Knows no database."""

from .clean import CleanImage, clean
from .dicom import Header, read_frame, read_header
from .faults import TooLarge, Unfit
from .kinds import FileKind, sniff
from .pictures import read_picture

__all__ = [
    "CleanImage",
    "FileKind",
    "Header",
    "TooLarge",
    "Unfit",
    "clean",
    "read_frame",
    "read_header",
    "read_picture",
    "sniff",
]

"""Re-encode a picture from its pixels alone, so that no other content of the file survives."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from PIL import Image

from .file_types import FileKind

SIDE_MAX = 2400  # pixels: A4 at 200 dots per inch
JPEG_QUALITY = 92


@dataclass(frozen=True, slots=True)
class CleanImage:
    """A PNG or JPEG file that contains only pixels, grey or RGB of 8 bits."""

    data: bytes
    kind: FileKind
    width: int
    height: int

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes as 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


def clean(picture: Image.Image, source: FileKind) -> CleanImage:
    """Encode ``picture`` (mode L or RGB) as a new file: JPEG if ``source`` is JPEG, else lossless PNG.

    No side is longer than `SIDE_MAX`. Equal pixels give equal bytes.
    """
    picture = picture.copy()
    picture.thumbnail((SIDE_MAX, SIDE_MAX), Image.Resampling.LANCZOS)
    # Copy the pixels only: Pillow would write comments and profiles of the original picture.
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    kind = FileKind.JPEG if source is FileKind.JPEG else FileKind.PNG
    file = io.BytesIO()
    if kind is FileKind.JPEG:
        bare.save(file, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    else:
        bare.save(file, "PNG")
    return CleanImage(file.getvalue(), kind, *bare.size)

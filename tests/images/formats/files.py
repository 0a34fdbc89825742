"""Image files as people hand them in: made here, of nobody."""

from __future__ import annotations

import io
import zlib
from typing import Any

import numpy as np
from PIL import Image
from pydicom import uid
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate

DIGITAL_MAMMOGRAPHY = "1.2.840.10008.5.1.4.1.1.1.2"
TOMOSYNTHESIS = "1.2.840.10008.5.1.4.1.1.13.1.3"
ROOT = "1.2.826.0.1.3680043.8.498."

Pixels = np.ndarray[Any, np.dtype[Any]]


def ramp(rows: int = 48, columns: int = 64, levels: int = 4096, dtype: str = "uint16") -> Pixels:
    """Grey values that rise from left to right, from 0 to ``levels`` - 1."""
    return np.tile(np.linspace(0, levels - 1, columns).round().astype(dtype), (rows, 1))


def picture(mode: str = "L", size: tuple[int, int] = (64, 48)) -> Image.Image:
    """A picture whose upper left quarter is bright."""
    made = Image.new(mode, size)
    bright: Any = {"L": 200, "RGB": (200, 180, 160), "RGBA": (200, 180, 160, 255), "LA": (200, 255), "P": 1}
    made.paste(bright.get(mode, 1), (0, 0, size[0] // 2, size[1] // 2))
    return made


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def png_chunk(name: bytes, content: bytes, crc: int | None = None) -> bytes:
    checksum = zlib.crc32(name + content) if crc is None else crc
    return len(content).to_bytes(4, "big") + name + content + checksum.to_bytes(4, "big")


def png_of_size(width: int, height: int) -> bytes:
    """A PNG of any declared size that takes a few bytes: a bomb."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(bytes(10_000)))
        + png_chunk(b"IEND", b"")
    )


def dicom(
    pixels: Pixels | None = None,
    *,
    syntax: str = uid.ExplicitVRLittleEndian,
    frames: list[bytes] | None = None,
    **attributes: Any,
) -> bytes:
    """A DICOM file of ``pixels`` (rows × columns, frames × rows × columns, or with 3 colours last).

    ``frames`` are its compressed frames, if it is compressed; every attribute can be given, None takes it out.
    """
    pixels = ramp() if pixels is None else pixels
    colour = pixels.ndim > 2 and pixels.shape[-1] == 3
    shape = pixels.shape[:-1] if colour else pixels.shape
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = DIGITAL_MAMMOGRAPHY, ROOT + "1"
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.Rows, dataset.Columns = shape[-2:]
    if len(shape) == 3:
        dataset.NumberOfFrames = shape[0]
    dataset.SamplesPerPixel = 3 if colour else 1
    dataset.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    if colour:
        dataset.PlanarConfiguration = 0
    bits = pixels.dtype.itemsize * 8
    dataset.BitsAllocated = dataset.BitsStored = bits
    dataset.HighBit = bits - 1
    dataset.PixelRepresentation = int(pixels.dtype.kind == "i")
    big = syntax == uid.ExplicitVRBigEndian
    raw = pixels.astype(pixels.dtype.newbyteorder(">")).tobytes() if big else pixels.tobytes()
    dataset.PixelData = encapsulate(frames) if frames else raw
    dataset["PixelData"].VR = "OB" if bits == 8 or frames else "OW"
    for name, value in attributes.items():
        if value is None and name in dataset:
            delattr(dataset, name)
        elif value is not None:
            setattr(dataset, name, value)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = uid.UID(syntax)
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    file = io.BytesIO()
    dataset.save_as(file, enforce_file_format=True)
    return file.getvalue()


def group(**attributes: Any) -> Dataset:
    """An item of a sequence."""
    dataset = Dataset()
    for name, value in attributes.items():
        setattr(dataset, name, value)
    return dataset

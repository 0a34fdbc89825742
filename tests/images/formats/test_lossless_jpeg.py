"""Lossless JPEG: frames that dcmtk made are read bit for bit; what is none, or cut off, is refused within bounds."""

from __future__ import annotations

import base64
import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import uid

from reporting.images.formats import UnsupportedImage, read_frame, read_header
from reporting.images.formats.lossless_jpeg import MalformedJpeg, decode
from tests.images.formats.files import dicom, ramp

ROWS, COLUMNS = 36, 50
FRAMES = {
    name: base64.b64decode(frame)
    for name, frame in json.loads((Path(__file__).parent / "lossless_jpeg.json").read_text())[
        "frames"
    ].items()
}
Pixels = np.ndarray[Any, np.dtype[Any]]


def scene(bits: int) -> Pixels:
    """A slope, edges from black to white, and values that follow no rule: small and large differences, both signs."""
    top = 2**bits - 1
    pixels = ramp(ROWS, COLUMNS, levels=top + 1, dtype="uint32")
    pixels[10:16, 5:30] = top
    pixels[12, 6:29] = 0
    ruleless = np.arange(10 * COLUMNS, dtype=np.uint64) * 2654435761 % 2**32 >> (32 - bits)
    pixels[20:30] = ruleless.reshape(10, COLUMNS)
    return pixels.astype("uint8" if bits == 8 else "uint16")


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_is_read_bit_for_bit(name: str) -> None:
    assert (decode(FRAMES[name], rows=ROWS, columns=COLUMNS) == scene(int(name.split()[0]))).all()


@pytest.mark.parametrize("syntax", [uid.JPEGLosslessSV1, uid.JPEGLossless], ids=lambda one: one.name)
def test_a_file_is_shown_as_its_uncompressed_one(syntax: str) -> None:
    pixels, window = scene(12), {"WindowCenter": 2048, "WindowWidth": 4096}
    frame = FRAMES["12 bits, predictor 1"]
    file = io.BytesIO(dicom(pixels, syntax=syntax, frames=[frame], **window))
    assert read_header(file).frames == 1
    plain = read_frame(io.BytesIO(dicom(pixels, **window)), 1)
    assert (np.asarray(read_frame(file, 1)) == np.asarray(plain)).all()


def test_restarts_begin_anew() -> None:
    """After each two rows of four: codes of five bits, written by hand from T.81, table H.2."""
    pixels = np.array([[7, 9, 6], [8, 8, 5], [1, 15, 0], [3, 3, 2]])
    sizes = bytes(range(17))
    coded = []
    for top in (0, 2):
        bits = ""
        for row, column in np.ndindex(2, 3):
            predicted = pixels[top + row, column - 1] if column else pixels[top, 0] if row else 8
            difference = int(pixels[top + row, column] - predicted)
            size = abs(difference).bit_length()
            bits += f"{size:05b}" + (
                f"{difference if difference > 0 else difference + 2**size - 1:0{size}b}" if size else ""
            )
        bits += "1" * (-len(bits) % 8)
        coded.append(int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\x00"))
    data = b"".join(
        (
            b"\xff\xd8\xff\xdd\x00\x04\x00\x06",
            b"\xff\xc3\x00\x0b\x04\x00\x04\x00\x03\x01\x01\x11\x00",
            b"\xff\xc4" + (19 + 17).to_bytes(2, "big") + b"\x00" + bytes([0, 0, 0, 0, 17, *[0] * 11]) + sizes,
            b"\xff\xda\x00\x08\x01\x01\x00\x01\x00\x00",
            b"\xff\xd0".join(coded) + b"\xff\xd9",
        )
    )
    assert (decode(data, rows=4, columns=3) == pixels).all()


@pytest.mark.parametrize("share", [0, 0.01, 0.04, 0.1, 0.5, 0.97])
def test_a_frame_cut_off_is_refused(share: float) -> None:
    frame = FRAMES["12 bits, predictor 1"]
    with pytest.raises((MalformedJpeg, IndexError)):
        decode(frame[: int(len(frame) * share)], rows=ROWS, columns=COLUMNS)
    with pytest.raises(UnsupportedImage, match="damaged"):
        cut = frame[: int(len(frame) * share)] + b"\0" * 2
        read_frame(io.BytesIO(dicom(scene(12), syntax=uid.JPEGLosslessSV1, frames=[cut])), 1)


def test_any_single_broken_byte_is_an_image_or_a_refusal() -> None:
    frame = FRAMES["12 bits, predictor 7"]
    for at in range(0, len(frame), 29):
        broken = bytearray(frame)
        broken[at] ^= 0xFF
        try:
            read_frame(io.BytesIO(dicom(scene(12), syntax=uid.JPEGLossless, frames=[bytes(broken)])), 1)
        except UnsupportedImage:
            continue


def test_a_frame_larger_than_its_header_says_is_refused() -> None:
    size = FRAMES["12 bits, predictor 1"].index(b"\xff\xc3") + 5
    bomb = bytearray(FRAMES["12 bits, predictor 1"])
    bomb[size : size + 4] = b"\xff\xff\xff\xff"
    tracemalloc.start()
    with pytest.raises(UnsupportedImage):
        read_frame(io.BytesIO(dicom(scene(12), syntax=uid.JPEGLosslessSV1, frames=[bytes(bomb)])), 1)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_colours_are_refused_by_their_kind() -> None:
    pixels = np.zeros((ROWS, COLUMNS, 3), "uint8")
    with pytest.raises(UnsupportedImage, match="RGB"):
        read_header(io.BytesIO(dicom(pixels, syntax=uid.JPEGLosslessSV1, frames=[b"\xff\xd8"])))


def test_the_memory_is_that_of_a_few_images() -> None:
    """A million pixels of 16 bits are 2 MB."""
    size = 1024
    frame = bytearray(FRAMES["12 bits, predictor 1"])
    at = frame.index(b"\xff\xc3") + 5
    frame[at : at + 4] = size.to_bytes(2, "big") * 2
    tracemalloc.start()
    with pytest.raises(MalformedJpeg):
        decode(bytes(frame), rows=size, columns=size)
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()

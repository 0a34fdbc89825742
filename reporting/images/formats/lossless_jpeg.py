"""Decoder for lossless JPEG (ITU-T T.81, process 14) with one grey component of 2 to 16 bits, as used in mammography.

Of the decoders that pydicom supports, one has an unsuitable licence, and GDCM (3.2.6) crashes the whole process on
some damaged frames. For untrusted bytes numpy is safer, because a wrong index raises an exception. Used as a plugin
of pydicom, see `register`.

Only the length of a code tells where the next one begins. So the lengths at all bits of a chunk are looked up at
once, and only the steps from code to code are done one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from pydicom import uid
from pydicom.pixels.decoders.base import get_decoder

Array = np.ndarray[Any, np.dtype[Any]]

DECODER_DEPENDENCIES: Final[dict[str, tuple[str, ...]]] = {uid.JPEGLossless: (), uid.JPEGLosslessSV1: ()}
PLUGIN: Final = "reporting"
CHUNK_BYTES: Final = 1 << 16  # bytes
NO_CODE: Final = 255  # as a length, and as a size
LOSSLESS, TABLES, SCAN, RESTARTS = 0xC3, 0xC4, 0xDA, 0xDD
OTHER_PROCESSES: Final = frozenset(range(0xC0, 0xD0)) - {LOSSLESS, TABLES}
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)
_RESTART = re.compile(rb"\xff[\xd0-\xd7]")


class MalformedJpeg(ValueError):
    """Not a lossless JPEG of one grey component and the expected size, or truncated."""


@dataclass(frozen=True, slots=True)
class Scan:
    """How the samples of a scan are predicted (T.81, H.1.2); ``start`` is the prediction of the first sample."""

    predictor: int
    start: int
    shift: int
    restart_rows: int


def is_available(syntax: str) -> bool:
    """Return True if frames of this transfer syntax are decoded here; called by pydicom."""
    return syntax in DECODER_DEPENDENCIES


def register() -> None:
    """Register this decoder with pydicom."""
    for syntax in DECODER_DEPENDENCIES:
        decoder = get_decoder(syntax)
        if PLUGIN not in decoder.available_plugins:
            decoder.add_plugin(PLUGIN, (__name__, "decode_frame"))


def decode_frame(data: bytes, runner: Any) -> bytes:
    """Return the pixels of one frame as bytes, with the bits allocated in the header; called by pydicom.

    Raises:
        MalformedJpeg: see `decode`.
    """
    pixels = decode(data, rows=runner.rows, columns=runner.columns)
    allocated = np.iinfo(f"uint{runner.bits_allocated}")
    if pixels.max() > allocated.max:
        raise MalformedJpeg("values that the header has no bits for")
    return pixels.astype(allocated.dtype.newbyteorder("<"), copy=False).tobytes()


def decode(data: bytes, *, rows: int, columns: int) -> Array:
    """Return the image of ``rows`` × ``columns`` in ``data`` as uint16.

    Raises:
        MalformedJpeg: the data are invalid or of another size; nothing larger is ever allocated.
    """
    tables: dict[int, Array] = {}
    bits = interval = 0
    for marker, segment, end in _segments(data):
        if marker in OTHER_PROCESSES:
            raise MalformedJpeg("another process")
        if marker == LOSSLESS:
            bits, height, width = segment[0], _number(segment, 1), _number(segment, 3)
            if (height, width) != (rows, columns) or segment[5] != 1 or not 2 <= bits <= 16:
                raise MalformedJpeg("another size, or several components")
        elif marker == TABLES:
            tables |= dict(_tables(segment))
        elif marker == RESTARTS:
            interval = _number(segment, 0)
        elif marker == SCAN:
            chosen, predictor, shift = segment[2] >> 4, segment[3], segment[5] & 15
            if (
                not bits
                or segment[0] != 1
                or chosen not in tables
                or not 1 <= predictor <= 7
                or shift >= bits
            ):
                raise MalformedJpeg("a scan of another kind")
            if interval % columns:
                raise MalformedJpeg("restarts within a row")
            scan = Scan(predictor, 1 << (bits - shift - 1), shift, interval // columns)
            return _samples(data[end:], tables[chosen], scan, rows, columns)
    raise MalformedJpeg("no scan")


# --- Segments --------------------------------------------------------------------------------------------


def _segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield each marker up to the scan, the content of its segment, and the offset of its end."""
    at = 2
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        if data[at + 1] == 0xFF:  # fill byte
            at += 1
            continue
        end = at + 2 + _number(data, at + 2)
        yield data[at + 1], data[at + 4 : end], end
        at = end


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _tables(segment: bytes) -> Iterator[tuple[int, Array]]:
    """Yield Huffman tables by number: the length of the code and the size of the difference, for the next 16 bits."""
    at = 0
    while at < len(segment):
        counts, symbols = segment[at + 1 : at + 17], segment[at + 17 :]
        table = np.full((1 << 16, 2), NO_CODE, np.uint8)
        first = taken = 0
        for length, count in enumerate(counts, 1):
            for size in symbols[taken : taken + count]:
                following = first + (1 << (16 - length))
                if size > 16 or following > 1 << 16:
                    raise MalformedJpeg("a table that is none")
                table[first:following] = (length, size)
                first = following
            taken += count
        yield segment[at] & 15, table
        at += 17 + taken


# --- Samples ---------------------------------------------------------------------------------------------


def _samples(data: bytes, table: Array, scan: Scan, rows: int, columns: int) -> Array:
    """Decode the samples of a scan; its coded bits are at the beginning of ``data``."""
    end = _SCAN_END.search(data)
    each = scan.restart_rows or rows
    image = np.empty((rows, columns), np.uint16)
    parts = _RESTART.split(data[: end.start()] if end else data)
    if len(parts) * each < rows:
        raise MalformedJpeg("cut off")
    for top, part in zip(range(0, rows, each), parts, strict=False):
        height = min(each, rows - top)
        differences = _differences(part.replace(b"\xff\x00", b"\xff"), table, height * columns)
        image[top : top + height] = _undo_prediction(differences.reshape(height, columns), scan)
    return image << scan.shift


def _differences(coded: bytes, table: Array, count: int) -> Array:
    """Return the first ``count`` differences in ``coded``, modulo 2¹⁶."""
    lengths, sizes = table[:, 0], table[:, 1]
    # A difference of size 16 is 32768 and has no bits after its code.
    steps = lengths + np.where(sizes < 16, sizes, 0).astype(np.uint8)
    found, left, first = np.empty(count, np.uint16), count, 0
    for start in range(0, len(coded), CHUNK_BYTES):
        if left <= 0:
            break
        piece = np.frombuffer(
            coded[start : start + CHUNK_BYTES + 5].ljust(CHUNK_BYTES + 5, b"\xff"), np.uint8
        ).astype(np.uint32)
        three = piece[:-2] << 16 | piece[1:-1] << 8 | piece[2:]
        ahead = (
            three[:CHUNK_BYTES, None] >> np.arange(8, 0, -1, dtype=np.uint32) & 0xFFFF
        )  # the 16 bits following each bit position
        step = steps[ahead].tobytes()
        end, at, places = 8 * min(CHUNK_BYTES, len(coded) - start), first, []
        while at < end:
            places.append(at)
            at += step[at]
        first = at - end
        begins = np.array(places[:left], np.int64)
        codes = ahead.reshape(-1)[begins]
        behind, size = begins + lengths[codes], sizes[codes].astype(np.int64)
        if not len(begins) or size.max() == NO_CODE:
            raise MalformedJpeg("bits that are no code")
        value = (three[behind >> 3] >> (8 - (behind & 7)).astype(np.uint32) & 0xFFFF).astype(np.int64) >> (
            16 - size
        )
        negative = value < 1 << np.maximum(size - 1, 0)
        difference = np.where(negative & (size > 0), value - (1 << size) + 1, value)
        found[count - left :][: len(begins)] = np.where(size == 16, 1 << 15, difference).astype(np.uint16)
        left -= len(begins)
        if left <= 0 and behind[-1] + size[-1] * (size[-1] < 16) > 8 * (len(coded) - start):
            raise MalformedJpeg("cut off")
    if left > 0:
        raise MalformedJpeg("cut off")
    return found


def _undo_prediction(differences: Array, scan: Scan) -> Array:
    """Restore samples from the differences to their prediction (T.81, table H.1), modulo 2¹⁶."""
    if scan.predictor == 1:
        differences[:1, :1] += np.uint16(scan.start)
        differences[:, 0] = np.cumsum(differences[:, 0], dtype=np.uint16)
        return np.cumsum(differences, axis=1, dtype=np.uint16)
    samples = np.empty_like(differences)
    samples[0] = np.cumsum(differences[0], dtype=np.uint16) + np.uint16(scan.start)
    for row in range(1, len(samples)):
        difference, above = differences[row].astype(np.int64), samples[row - 1].astype(np.int64)
        samples[row] = _undo_row(difference, above, scan.predictor) & 0xFFFF
    return samples


def _undo_row(differences: Array, above: Array, predictor: int) -> Array:
    """Restore a row with predictor 2 to 7; its first sample is predicted by the one above it."""
    if predictor == 2:
        return np.asarray(np.add(above, differences))
    if predictor == 3:
        return np.asarray(np.add(np.concatenate((above[:1], above[:-1])), differences))
    if predictor == 4:
        return np.asarray(np.add(above, np.cumsum(differences)))
    if predictor == 5:
        return np.asarray(np.add(above[0], np.cumsum(differences + (np.diff(above, prepend=above[0]) >> 1))))
    samples, left, corner = [], 0, 0
    for place, (difference, over) in enumerate(zip(differences.tolist(), above.tolist(), strict=True)):
        if not place:
            predicted = over
        elif predictor == 6:
            predicted = over + ((left - corner) >> 1)
        else:
            predicted = (left + over) >> 1
        left, corner = (predicted + difference) & 0xFFFF, over
        samples.append(left)
    return np.array(samples, np.int64)

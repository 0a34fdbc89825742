"""Stored values of a grey DICOM image as shown on a screen: DICOM PS3.3 C.11.1 and C.11.2.

Values have at most 16 bits, so the way from value to grey is worked out once for each possible value and then looked
up: an image of any size needs no more memory than its pixels.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_modality_lut

Array = np.ndarray[Any, np.dtype[Any]]


def shown(pixels: Array, look: Dataset, dataset: Dataset, *, inverted: bool) -> Array:
    """``pixels`` (rows × columns, at most 16 bits) as 8-bit grey, 0 black.

    ``look`` holds the window, lookup tables and rescaling of the frame, ``dataset`` what describes its pixels.
    """
    pixels = pixels.astype(pixels.dtype.newbyteorder("="), copy=False)
    lowest, highest = int(np.iinfo(pixels.dtype).min), int(np.iinfo(pixels.dtype).max)
    values = np.arange(lowest, highest + 1)
    table = _grey(apply_modality_lut(values, look), look, _range_of(pixels, look, dataset))
    if inverted:
        table = 255 - table
    # A signed value counts from the end of the table, as an unsigned one of the same bits does.
    by_bits = np.roll(table, lowest)
    return np.asarray(by_bits[pixels.view(f"uint{8 * pixels.itemsize}")])


def _grey(values: Array, look: Dataset, used: tuple[float, float]) -> Array:
    """Grey 0 to 255 of each of ``values``, which are rescaled already."""
    if "VOILUTSequence" in look and look.VOILUTSequence:
        return _by_table(values, look.VOILUTSequence[0])
    if look.get("WindowCenter") is not None and look.get("WindowWidth") is not None:
        centre, width = _first(look.WindowCenter), _first(look.WindowWidth)
        share = _windowed(values, centre, max(width, 1.0), str(look.get("VOILUTFunction") or "LINEAR"))
    else:
        low, high = used
        share = (values - low) / max(high - low, 1.0)
    return np.asarray(np.rint(np.clip(share, 0, 1) * 255), np.uint8)


def _windowed(values: Array, centre: float, width: float, function: str) -> Array:
    """Brightness from 0 to 1 by PS3.3 C.11.2.1.2 and C.11.2.1.3; beyond them is cut off by the caller."""
    if function == "SIGMOID":
        return np.asarray(1 / (1 + np.exp(np.clip(-4 * (values - centre) / width, -700, 700))))
    if function == "LINEAR_EXACT":
        return np.asarray((values - centre) / width + 0.5)
    if width == 1:
        return np.asarray(values > centre - 0.5, dtype=float)
    return np.asarray((values - (centre - 0.5)) / (width - 1) + 0.5)


def _by_table(values: Array, item: Dataset) -> Array:
    count, first, bits = (int(value) for value in item.LUTDescriptor)
    data = item.LUTData
    entries = np.frombuffer(data, "<u2") if isinstance(data, bytes) else np.asarray(data)
    entries = entries[: count or 65536]
    if first > 32767 and values.min() < 0:
        first -= 65536  # written as unsigned, meant as signed
    place = np.clip(np.rint(values) - first, 0, len(entries) - 1).astype(int)
    share = entries[place] / ((1 << bits) - 1)
    return np.asarray(np.rint(np.clip(share, 0, 1) * 255), np.uint8)


def _range_of(pixels: Array, look: Dataset, dataset: Dataset) -> tuple[float, float]:
    """Lowest and highest rescaled value of the frame, for files that name no window; padding does not count."""
    if "WindowCenter" in look or "VOILUTSequence" in look:
        return 0.0, 1.0
    padding = dataset.get("PixelPaddingValue")
    counted = pixels if padding is None else pixels[pixels != np.int64(int(padding)).astype(pixels.dtype)]
    if not counted.size:
        return 0.0, 1.0
    ends = apply_modality_lut(np.array([counted.min(), counted.max()]), look)
    return float(ends.min()), float(ends.max())


def _first(value: Any) -> float:
    return float(value[0] if isinstance(value, list) or hasattr(value, "append") else value)

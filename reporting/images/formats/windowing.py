"""Convert stored values of a grey DICOM image to display values: DICOM PS3.3 C.11.1 and C.11.2.

Values have at most 16 bits, so the grey level is computed once for each possible value and then looked up: the memory
needed does not depend on the size of the image.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_modality_lut

Array = np.ndarray[Any, np.dtype[Any]]


def apply_window(pixels: Array, tags: Dataset, dataset: Dataset, *, inverted: bool) -> Array:
    """Return ``pixels`` (rows × columns, at most 16 bits) as 8-bit grey, 0 black.

    ``tags`` contains window, lookup tables and rescaling of the frame, ``dataset`` the description of its pixels.
    """
    pixels = pixels.astype(pixels.dtype.newbyteorder("="), copy=False)
    lowest, highest = int(np.iinfo(pixels.dtype).min), int(np.iinfo(pixels.dtype).max)
    values = np.arange(lowest, highest + 1)
    table = _to_grey(apply_modality_lut(values, tags), tags, _range_of(pixels, tags, dataset))
    if inverted:
        table = 255 - table
    # A negative value indexes from the end of the table, as the unsigned value of the same bits does.
    by_bits = np.roll(table, lowest)
    return np.asarray(by_bits[pixels.view(f"uint{8 * pixels.itemsize}")])


def _to_grey(values: Array, tags: Dataset, used: tuple[float, float]) -> Array:
    """Return the grey level, 0 to 255, of each of the rescaled ``values``."""
    if "VOILUTSequence" in tags and tags.VOILUTSequence:
        return _apply_lookup_table(values, tags.VOILUTSequence[0])
    if tags.get("WindowCenter") is not None and tags.get("WindowWidth") is not None:
        centre, width = _first(tags.WindowCenter), _first(tags.WindowWidth)
        share = _window_function(values, centre, max(width, 1.0), str(tags.get("VOILUTFunction") or "LINEAR"))
    else:
        low, high = used
        share = (values - low) / max(high - low, 1.0)
    return np.asarray(np.rint(np.clip(share, 0, 1) * 255), np.uint8)


def _window_function(values: Array, centre: float, width: float, function: str) -> Array:
    """Return brightness by PS3.3 C.11.2.1.2 and C.11.2.1.3, not yet clipped to 0 … 1."""
    if function == "SIGMOID":
        return np.asarray(1 / (1 + np.exp(np.clip(-4 * (values - centre) / width, -700, 700))))
    if function == "LINEAR_EXACT":
        return np.asarray((values - centre) / width + 0.5)
    if width == 1:
        return np.asarray(values > centre - 0.5, dtype=float)
    return np.asarray((values - (centre - 0.5)) / (width - 1) + 0.5)


def _apply_lookup_table(values: Array, item: Dataset) -> Array:
    count, first, bits = (int(value) for value in item.LUTDescriptor)
    data = item.LUTData
    entries = np.frombuffer(data, "<u2") if isinstance(data, bytes) else np.asarray(data)
    entries = entries[: count or 65536]
    if first > 32767 and values.min() < 0:
        first -= 65536  # stored as unsigned, meant as signed
    place = np.clip(np.rint(values) - first, 0, len(entries) - 1).astype(int)
    share = entries[place] / ((1 << bits) - 1)
    return np.asarray(np.rint(np.clip(share, 0, 1) * 255), np.uint8)


def _range_of(pixels: Array, tags: Dataset, dataset: Dataset) -> tuple[float, float]:
    """Return lowest and highest rescaled value without padding, for files without a window."""
    if "WindowCenter" in tags or "VOILUTSequence" in tags:
        return 0.0, 1.0
    padding = dataset.get("PixelPaddingValue")
    counted = pixels if padding is None else pixels[pixels != np.int64(int(padding)).astype(pixels.dtype)]
    if not counted.size:
        return 0.0, 1.0
    ends = apply_modality_lut(np.array([counted.min(), counted.max()]), tags)
    return float(ends.min()), float(ends.max())


def _first(value: Any) -> float:
    return float(value[0] if isinstance(value, list) or hasattr(value, "append") else value)

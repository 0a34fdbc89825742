"""Read DICOM files: the header, and one frame as a picture. Other frames are not decoded."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from PIL import Image
from pydicom import config, uid
from pydicom.dataset import Dataset
from pydicom.filereader import _read_file_meta_info as read_file_meta
from pydicom.filereader import dcmread, read_preamble
from pydicom.pixels.processing import apply_color_lut
from pydicom.pixels.utils import pixel_array

from reporting.ductography.vocabulary import Projection, Side

from . import lossless_jpeg, windowing
from .exceptions import UnsupportedImage, require_size

# Headers that violate the standard are common and no reason to refuse the image.
config.settings.reading_validation_mode = config.IGNORE

SUPPORTED_SYNTAXES = {
    uid.ImplicitVRLittleEndian,
    uid.ExplicitVRLittleEndian,
    uid.ExplicitVRBigEndian,
    uid.RLELossless,
    uid.JPEGBaseline8Bit,
    uid.JPEGLossless,
    uid.JPEGLosslessSV1,
    uid.JPEG2000Lossless,
    uid.JPEG2000,
}
lossless_jpeg.register()
GREY = ("MONOCHROME1", "MONOCHROME2")
COLOURED = ("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT")
PALETTE = "PALETTE COLOR"
_PALETTES = [f"{colour}PaletteColorLookupTable{part}" for colour in ("Red", "Green", "Blue")
             for part in ("Descriptor", "Data")]  # fmt: skip
_IDENTITY = ["PatientName", "PatientID", "PatientBirthDate", "PatientSex"]
_DESCRIPTION = ["SpecificCharacterSet", "PresentationIntentType", "BurnedInAnnotation", "ImageLaterality",
                "Laterality", "ViewPosition", "AcquisitionDate", "ContentDate", "StudyDate"]  # fmt: skip
_PIXELS = ["Rows", "Columns", "SamplesPerPixel", "NumberOfFrames", "PhotometricInterpretation", "BitsAllocated",
           "BitsStored", "PixelRepresentation", "PixelPaddingValue"]  # fmt: skip
_WINDOWING = ["WindowCenter", "WindowWidth", "VOILUTFunction", "VOILUTSequence", "RescaleSlope", "RescaleIntercept",
              "ModalityLUTSequence"]  # fmt: skip
_FUNCTIONAL_GROUPS = ["SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"]

_SIDES = {"R": Side.RIGHT, "L": Side.LEFT}
_PROJECTIONS = {term.value.upper(): term for term in Projection}


@dataclass(frozen=True, slots=True)
class Header:
    """Patient and frames as stated in a DICOM header; "" or None if missing.

    ``patient_name`` has up to three spellings (alphabetic, ideographic, phonetic), each as ``Family^Given``;
    ``patient_sex`` is M, F or O.
    """

    frames: int
    patient_name: tuple[str, ...] = ()
    patient_id: str = ""
    birth_date: datetime.date | None = None
    patient_sex: str = ""
    side: Side | None = None
    projection: Projection | None = None
    taken: datetime.date | None = None
    burned_in: bool = False


def read_header(file: BinaryIO) -> Header:
    """Return the header of ``file``, read up to its pixels.

    Raises:
        ImageTooLarge, UnsupportedImage: no image can be read from it.
    """
    dataset = _read_dataset(file, [*_IDENTITY, *_DESCRIPTION, *_PIXELS, _FUNCTIONAL_GROUPS[0]])
    with _errors_as_unsupported():
        _require_supported(dataset)
        name = dataset.get("PatientName") or ""
        return Header(
            frames=_frames(dataset),
            patient_name=tuple(filter(None, str(name).split("="))),
            patient_id=_text(dataset, "PatientID"),
            birth_date=_date(dataset, "PatientBirthDate"),
            patient_sex=_text(dataset, "PatientSex").upper(),
            side=_side(dataset),
            projection=_PROJECTIONS.get(_text(dataset, "ViewPosition").upper()),
            taken=next(filter(None, (_date(dataset, name) for name in _DESCRIPTION[-3:])), None),
            burned_in=_text(dataset, "BurnedInAnnotation").upper() == "YES",
        )


def read_frame(file: BinaryIO, number: int) -> Image.Image:
    """Return frame ``number``, counted from 1, as a picture of mode L or RGB in the window of its header.

    Raises:
        ImageTooLarge, UnsupportedImage: the frame does not exist or cannot be read.
    """
    dataset = _read_dataset(file, [*_DESCRIPTION, *_PIXELS, *_WINDOWING, *_PALETTES, *_FUNCTIONAL_GROUPS])
    with _errors_as_unsupported():
        _require_supported(dataset)
        frames = _frames(dataset)
        if not 1 <= number <= frames:
            raise UnsupportedImage(
                _("There is no frame {number}; this file has {frames}.").format(number=number, frames=frames)
            )
        file.seek(0)
        pixels = pixel_array(file, index=number - 1)
        photometric = dataset.PhotometricInterpretation
        if photometric == PALETTE:
            return Image.fromarray((apply_color_lut(pixels, dataset) >> 8).astype("uint8"))
        if photometric in COLOURED:
            return Image.fromarray(pixels)
        tags = _windowing_of(dataset, number)
        return Image.fromarray(
            windowing.apply_window(pixels, tags, dataset, inverted=photometric == "MONOCHROME1")
        )


@contextmanager
def _errors_as_unsupported() -> Iterator[None]:
    """Turn any exception raised while reading into UnsupportedImage, with a sentence for the user."""
    try:
        yield
    except UnsupportedImage:
        raise
    except Exception:
        # pydicom documents no list of its exceptions, and its decoders add their own.
        raise UnsupportedImage(_("This DICOM file is damaged or truncated. Export it again.")) from None


def _read_dataset(file: BinaryIO, keywords: list[str]) -> Dataset:
    with _errors_as_unsupported():
        file.seek(0)
        read_preamble(file, force=False)
        syntax = uid.UID(str(read_file_meta(file).get("TransferSyntaxUID", "")))
    # Check before reading on: a deflated file would be inflated completely.
    if syntax not in SUPPORTED_SYNTAXES:
        raise UnsupportedImage(
            _(
                "This DICOM file is compressed as {name}, which is not supported. Export it uncompressed."
            ).format(name=syntax.name or _("unknown"))
        )
    with _errors_as_unsupported():
        file.seek(0)
        return dcmread(file, stop_before_pixels=True, specific_tags=list(keywords))


def _require_supported(dataset: Dataset) -> None:
    if "Rows" not in dataset or "PhotometricInterpretation" not in dataset:
        raise UnsupportedImage(_("This DICOM file contains no image."))
    if _text(dataset, "PresentationIntentType").upper() == "FOR PROCESSING":
        raise UnsupportedImage(_("This is raw data (FOR PROCESSING). Select the FOR PRESENTATION image."))
    require_size(int(dataset.Columns), int(dataset.Rows))
    photometric = dataset.PhotometricInterpretation
    bits = int(dataset.BitsAllocated)
    known = photometric in (*GREY, *COLOURED, PALETTE)
    if photometric not in GREY:
        known = known and not lossless_jpeg.is_available(dataset.file_meta.TransferSyntaxUID)
    if not known or bits not in (8, 16) or (photometric in COLOURED and bits != 8):
        raise UnsupportedImage(
            _("The pixel format {kind} with {bits} bits is not supported.").format(
                kind=str(photometric)[:20], bits=bits
            )
        )


def _windowing_of(dataset: Dataset, number: int) -> Dataset:
    """Return window and rescaling of a frame; its own attributes override shared ones, those override the file's."""
    tags = Dataset()
    shared, each = (dataset.get(name) or [] for name in _FUNCTIONAL_GROUPS)
    sources = [dataset, *shared[:1], *each[number - 1 : number]]
    for source in sources:
        for group in (source, *_functional_groups(source)):
            found = {name: group[name] for name in _WINDOWING if name in group}
            if "WindowCenter" in found or "VOILUTSequence" in found:
                for name in ("WindowCenter", "WindowWidth", "VOILUTFunction", "VOILUTSequence"):
                    tags.pop(name, None)
            for element in found.values():
                tags.add(element)
    return tags


def _functional_groups(source: Dataset) -> Iterator[Dataset]:
    for name in ("PixelValueTransformationSequence", "FrameVOILUTSequence"):
        yield from (source.get(name) or [])[:1]


def _side(dataset: Dataset) -> Side | None:
    shared = (dataset.get(_FUNCTIONAL_GROUPS[0]) or [Dataset()])[0]
    anatomy = (shared.get("FrameAnatomySequence") or [Dataset()])[0]
    laterality = (
        _text(dataset, "ImageLaterality"),
        _text(anatomy, "FrameLaterality"),
        _text(dataset, "Laterality"),
    )
    return _SIDES.get(next(filter(None, laterality), "").upper())


def _frames(dataset: Dataset) -> int:
    return max(1, int(dataset.get("NumberOfFrames") or 1))


def _text(dataset: Dataset, name: str) -> str:
    value: Any = dataset.get(name)
    return "" if value is None else str(value).strip(" \x00")


def _date(dataset: Dataset, name: str) -> datetime.date | None:
    try:
        return datetime.datetime.strptime(_text(dataset, name), "%Y%m%d").date()
    except ValueError:
        return None

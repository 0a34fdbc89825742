"""Grey values by DICOM PS3.3 C.11.2.1, typed from the standard's formulas; frames, kinds of pixels, faults."""

import io
import tracemalloc
from typing import Any

import numpy as np
import pytest
from openjpeg.utils import encode_array
from PIL import Image
from pydicom import uid
from pydicom.pixels import get_encoder

from reporting.ductography.vocabulary import Projection, Side
from reporting.images.formats import ImageTooLarge, UnsupportedImage, read_frame, read_header
from tests.images.formats.files import dicom, group, picture, ramp, saved


def values(data: bytes, frame: int = 1) -> np.ndarray[Any, np.dtype[Any]]:
    return np.asarray(read_frame(io.BytesIO(data), frame))


def one(value: int, dtype: str = "uint16", **attributes: Any) -> int:
    """The grey of an image of one value."""
    shown = values(dicom(np.full((32, 32), value, dtype), **attributes))
    assert shown.min() == shown.max()
    return int(shown[0, 0])


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 0), (999, 0), (1000, 0), (1500, 128), (1999, 255), (2000, 255), (4095, 255), (1250, 64)],
)
def test_linear_window(value: int, expected: int) -> None:
    """Centre 1500, width 1000: black up to 1000, white from 1999, ((x - 1499.5) / 999 + 0.5) between."""
    assert one(value, WindowCenter=1500, WindowWidth=1000) == expected


@pytest.mark.parametrize(
    ("function", "value", "expected"),
    [
        ("LINEAR_EXACT", 1000, 0),
        ("LINEAR_EXACT", 1500, 128),  # 127.5, to even
        ("LINEAR_EXACT", 2000, 255),
        ("LINEAR_EXACT", 1600, 153),
        ("SIGMOID", 1500, 128),
        ("SIGMOID", 2000, 225),  # 255 / (1 + e^-2)
        ("SIGMOID", 1000, 30),
    ],
)
def test_other_window_functions(function: str, value: int, expected: int) -> None:
    assert one(value, WindowCenter=1500, WindowWidth=1000, VOILUTFunction=function) == expected


def test_the_first_of_several_windows_counts() -> None:
    assert one(2000, WindowCenter=[1500, 9000], WindowWidth=[1000, 100]) == 255


def test_values_are_rescaled_before_the_window() -> None:
    """Stored 600 is 2 × 600 - 200 = 1000, the lower end."""
    window = {"WindowCenter": 1500, "WindowWidth": 1000, "RescaleSlope": 2, "RescaleIntercept": -200}
    assert one(600, **window) == 0
    assert one(850, **window) == 128
    assert one(1100, **window) == 255


def test_signed_values() -> None:
    window = {"WindowCenter": 0, "WindowWidth": 1000}
    assert [one(value, "int16", **window) for value in (-32768, -500, 0, 499, 32767)] == [0, 0, 128, 255, 255]


def test_monochrome1_is_shown_with_its_lowest_value_white() -> None:
    window = {"WindowCenter": 1500, "WindowWidth": 1000, "PhotometricInterpretation": "MONOCHROME1"}
    assert (one(0, **window), one(4095, **window)) == (255, 0)


def test_a_table_of_values_goes_before_a_window() -> None:
    item = group(LUTDescriptor=[4, 10, 8], LUTData=[0, 100, 200, 255])
    item["LUTDescriptor"].VR = item["LUTData"].VR = "US"
    given = {"VOILUTSequence": [item], "WindowCenter": 1500, "WindowWidth": 1000}
    assert [one(value, **given) for value in (0, 10, 11, 12, 13, 900)] == [0, 0, 100, 200, 255, 255]


def test_without_a_window_the_values_of_the_frame_fill_the_scale() -> None:
    pixels = ramp(levels=1001) + 500
    pixels[0, 0] = 60_000
    shown = values(dicom(pixels, PixelPaddingValue=60_000))
    assert (shown[5].min(), shown[5].max(), shown[0, 0]) == (0, 255, 255)
    assert values(dicom(np.full((32, 32), 7, "uint16"))).max() == 0


def test_each_frame_has_its_own_window() -> None:
    """As in tomosynthesis: one window for all frames, another one for the second."""
    pixels = np.full((3, 32, 32), 1500, "uint16")

    def window(centre: int) -> Any:
        return group(FrameVOILUTSequence=[group(WindowCenter=centre, WindowWidth=1000)])

    data = dicom(
        pixels,
        SharedFunctionalGroupsSequence=[window(1500)],
        PerFrameFunctionalGroupsSequence=[group(), window(5000), group()],
    )
    assert [int(values(data, frame)[0, 0]) for frame in (1, 2, 3)] == [128, 0, 128]


# --- Kinds of pixels -------------------------------------------------------------------------------------


def compressed(pixels: Any, syntax: str) -> bytes:
    frames = {
        uid.JPEG2000Lossless: lambda: [encode_array(pixels, photometric_interpretation=2, codec_format=0)],
        uid.JPEGBaseline8Bit: lambda: [saved(Image.fromarray(pixels), "JPEG", quality=100)],
        uid.RLELossless: lambda: [
            get_encoder(uid.RLELossless).encode(
                pixels,
                rows=pixels.shape[0],
                columns=pixels.shape[1],
                samples_per_pixel=1,
                bits_allocated=8 * pixels.itemsize,
                bits_stored=8 * pixels.itemsize,
                pixel_representation=0,
                photometric_interpretation="MONOCHROME2",
                number_of_frames=1,
            )
        ],
    }
    return dicom(pixels, syntax=syntax, frames=frames[syntax](), WindowCenter=128, WindowWidth=256)


@pytest.mark.parametrize(
    "syntax", [uid.JPEG2000Lossless, uid.RLELossless, uid.JPEGBaseline8Bit], ids=lambda one: one.name
)
def test_compressed_pixels_are_those_that_went_in(syntax: str) -> None:
    pixels = ramp(levels=256, dtype="uint8")
    assert np.abs(values(compressed(pixels, syntax)).astype(int) - pixels).max() <= 1


@pytest.mark.parametrize(
    "syntax", [uid.ImplicitVRLittleEndian, uid.ExplicitVRBigEndian], ids=lambda one: one.name
)
def test_byte_orders(syntax: str) -> None:
    pixels = ramp(levels=256)
    shown = values(dicom(pixels, syntax=syntax, WindowCenter=128, WindowWidth=256))
    assert (shown == pixels).all()


def test_colours() -> None:
    pixels = np.asarray(picture("RGB"))
    assert (values(dicom(pixels)) == pixels).all()


@pytest.mark.parametrize(
    "syntax", [uid.JPEGExtended12Bit, uid.JPEGLSLossless, uid.DeflatedExplicitVRLittleEndian, "1.2.3.4"]
)
def test_other_compressions_are_refused_by_name(syntax: str) -> None:
    data = bytearray(dicom())
    given, wanted = uid.ExplicitVRLittleEndian.encode(), syntax.encode()
    at = data.index(given)
    data[at - 2 : at + len(given) + len(given) % 2] = (len(wanted) + len(wanted) % 2).to_bytes(
        2, "little"
    ) + wanted.ljust(len(wanted) + len(wanted) % 2, b"\0")
    with pytest.raises(UnsupportedImage) as raised:
        read_header(io.BytesIO(bytes(data)))
    assert uid.UID(syntax).name in raised.value.sentence


# --- The header ------------------------------------------------------------------------------------------


def test_what_the_header_tells() -> None:
    found = read_header(
        io.BytesIO(
            dicom(
                PatientName="Gżegżółka^Wanda",
                PatientID="M-1",
                PatientBirthDate="19710309",
                PatientSex="F",
                ImageLaterality="L",
                ViewPosition="MLO",
                ContentDate="20260504",
                BurnedInAnnotation="YES",
            )
        )
    )
    assert (found.patient_name, found.patient_id, found.patient_sex) == (("Gżegżółka^Wanda",), "M-1", "F")
    assert (str(found.birth_date), str(found.taken)) == ("1971-03-09", "2026-05-04")
    assert (found.side, found.projection, found.burned_in, found.frames) == (
        Side.LEFT,
        Projection.MLO,
        True,
        1,
    )


def test_a_header_that_tells_nothing() -> None:
    found = read_header(io.BytesIO(dicom(PatientBirthDate="", PatientName="", PatientSex=None)))
    assert (found.patient_name, found.patient_id, found.birth_date, found.side) == ((), "", None, None)


def test_the_side_of_a_tomosynthesis_stands_with_its_frames() -> None:
    anatomy = group(FrameAnatomySequence=[group(FrameLaterality="R")])
    pixels = np.zeros((4, 32, 32), "uint16")
    found = read_header(io.BytesIO(dicom(pixels, SharedFunctionalGroupsSequence=[anatomy])))
    assert (found.side, found.frames) == (Side.RIGHT, 4)


# --- Faults ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("frame", [0, 4, 10**9])
def test_a_frame_that_is_not_there(frame: int) -> None:
    with pytest.raises(UnsupportedImage, match="has 3"):
        values(dicom(np.zeros((3, 32, 32), "uint16")), frame)


@pytest.mark.parametrize(
    ("attributes", "word"),
    [
        ({"PresentationIntentType": "FOR PROCESSING"}, "FOR PROCESSING"),
        ({"PhotometricInterpretation": "CIELAB"}, "CIELAB"),
        ({"BitsAllocated": 32}, "32 bits"),
        ({"Rows": None}, "no image"),
        ({"Rows": 1}, "1 pixels"),
        ({"Rows": "many"}, "damaged"),
    ],
)
def test_headers_that_are_refused(attributes: dict[str, Any], word: str) -> None:
    if attributes.get("Rows") == "many":
        data = dicom()
        attributes = {}
        data = data.replace(b"\x28\x00\x10\x00US\x02\x00", b"\x28\x00\x10\x00US\x03\x00")
    else:
        data = dicom(**attributes)
    with pytest.raises(UnsupportedImage) as raised:
        read_header(io.BytesIO(data))
        read_frame(io.BytesIO(data), 1)
    assert word in raised.value.sentence


def test_a_frame_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(ImageTooLarge):
        read_header(io.BytesIO(dicom(Rows=60_000, Columns=60_000)))


def test_a_compressed_frame_larger_than_the_header_says_is_refused() -> None:
    """The header says 48 × 64, the frame within unpacks to 100 million pixels."""
    bomb = saved(Image.new("L", (10_000, 10_000)), "JPEG")
    data = dicom(ramp(dtype="uint8", levels=256), syntax=uid.JPEGBaseline8Bit, frames=[bomb])
    tracemalloc.start()
    with pytest.raises(UnsupportedImage):
        values(data)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.9, 0.999])
def test_a_file_cut_off_is_refused(share: float) -> None:
    data = dicom(PatientName="Synthetic^Patient", WindowCenter=100, WindowWidth=200)
    with pytest.raises(UnsupportedImage):
        values(data[: int(len(data) * share)])


def test_any_single_broken_byte_is_an_image_or_a_refusal() -> None:
    """Of header and pixels alike; nothing else is ever raised."""
    data = dicom(
        PatientName="Synthetic^Patient",
        SharedFunctionalGroupsSequence=[group(FrameVOILUTSequence=[group(WindowCenter=1, WindowWidth=2)])],
    )
    refused = 0
    for at in range(132, 900, 3):
        broken = bytearray(data)
        broken[at] ^= 0xFF
        try:
            read_header(io.BytesIO(bytes(broken)))
            values(bytes(broken))
        except UnsupportedImage:
            refused += 1
    assert refused > 20


def test_one_frame_of_a_large_file_takes_the_memory_of_one_frame(tmp_path: Any) -> None:
    """61 frames of 512 × 800 and 16 bits are 50 MB; one is 0.8 MB."""
    frames = np.zeros((61, 800, 512), "uint16")
    frames[41] = 3000
    path = tmp_path / "tomosynthesis.dcm"
    path.write_bytes(dicom(frames, WindowCenter=2048, WindowWidth=4096))
    assert path.stat().st_size > 49_000_000
    tracemalloc.start()
    with path.open("rb") as file:
        assert read_header(file).frames == 61
        shown = read_frame(file, 42)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert shown.getpixel((3, 3)) == 187  # 3000 of 4095, of 255
    assert peak < 6_000_000

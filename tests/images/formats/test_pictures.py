"""PNG and JPEG as they come: a right picture or a reason, and nothing of the file but its pixels afterwards."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from reporting.images.formats import (
    CleanImage,
    FileKind,
    ImageTooLarge,
    UnsupportedImage,
    clean,
    detect_kind,
    read_picture,
)
from tests.images.formats.files import picture, png_chunk, png_of_size, saved

NAME = b"Gzegzolka"


def read(data: bytes) -> Image.Image:
    file = io.BytesIO(data)
    return read_picture(file, detect_kind(file))


def refusal(data: bytes) -> str:
    with pytest.raises(UnsupportedImage) as raised:
        read(data)
    return raised.value.sentence


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (saved(picture(), "PNG"), FileKind.PNG),
        (saved(picture(), "JPEG"), FileKind.JPEG),
        (bytes(128) + b"DICM", FileKind.DICOM),
    ],
)
def test_a_file_is_what_its_bytes_say(start: bytes, kind: FileKind) -> None:
    assert detect_kind(io.BytesIO(start)) is kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PN",
        saved(picture(), "GIF"),
        saved(picture(), "TIFF"),
        saved(picture(), "BMP"),
        saved(picture(), "WEBP"),
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PK\x03\x04",
        bytes(132),
    ],
)
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedImage):
        detect_kind(io.BytesIO(data))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA"])
def test_every_kind_of_png(mode: str) -> None:
    given = picture(mode)
    expected = given.convert("L" if mode in ("1", "L", "LA") else "RGB")
    assert (np.asarray(read(saved(given, "PNG"))) == np.asarray(expected)).all()


def test_what_is_transparent_becomes_black() -> None:
    seen = read(saved(Image.new("RGBA", (40, 40), (255, 255, 255, 0)), "PNG"))
    assert seen.getextrema() == ((0, 0), (0, 0), (0, 0))


def test_16_bits_are_scaled_to_8() -> None:
    grey = np.tile(np.array([0, 257, 32896, 65535], "uint16"), (32, 8))
    shown = np.asarray(read(saved(Image.fromarray(grey), "PNG")))
    assert shown[0, :4].tolist() == [0, 1, 128, 255]


def test_16_bits_of_which_only_12_are_used_would_be_black() -> None:
    assert "darkest" in refusal(saved(Image.fromarray(np.full((32, 32), 4095, "uint16")), "PNG"))


def test_a_photograph_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: the right side of the file is the bottom
    lying = picture(size=(64, 48))
    upright = read(saved(lying, "JPEG", exif=exif.tobytes()))
    assert upright.size == (48, 64)
    assert upright.getpixel((40, 5)) > 150 and upright.getpixel((5, 5)) < 50


def test_printing_colours_are_refused() -> None:
    assert "CMYK" in refusal(saved(Image.new("CMYK", (40, 40)), "JPEG"))


def test_an_animated_png_is_refused() -> None:
    frames = [Image.new("L", (40, 40), grey) for grey in (0, 90, 200)]
    data = saved(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert "animated" in refusal(data)


@pytest.mark.parametrize("size", [(1, 20_000), (20_000, 1), (31, 400), (50, 501)])
def test_strips_and_specks_are_refused_with_their_size(size: tuple[int, int]) -> None:
    assert f"{size[0]} × {size[1]}" in refusal(saved(Image.new("L", size), "PNG"))


@pytest.mark.parametrize("size", [(50_000, 50_000), (2**31 - 1, 2**31 - 1), (7_000, 7_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(ImageTooLarge, match="40 million"):
        read(png_of_size(*size))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
def test_a_file_cut_off_is_refused(kind: str, share: float) -> None:
    data = saved(Image.effect_noise((200, 160), 60), kind)
    assert "damaged" in refusal(data[: int(len(data) * share)])


def test_a_wrong_checksum_is_refused() -> None:
    data = saved(picture(), "PNG")
    at = data.index(b"IDAT") + 10
    assert "damaged" in refusal(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


def test_fewer_rows_than_declared_are_refused() -> None:
    assert "damaged" in refusal(png_of_size(1000, 1000))


@given(data=st.binary(max_size=200))
@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0"])
def test_rubbish_behind_a_right_beginning_is_refused(start: bytes, data: bytes) -> None:
    refusal(start + data)


# --- What is kept ----------------------------------------------------------------------------------------


def loaded() -> list[bytes]:
    """Pictures that carry a name in every place that a file has for text."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = NAME.decode()
    exif.get_ifd(0x8825)[1] = "N"
    text = PngInfo()
    text.add_text("Patient", NAME.decode())
    text.add_itxt("Patient", NAME.decode(), zip=False)
    profile = b"profile of " + NAME
    png = saved(picture("RGB"), "PNG", pnginfo=text, exif=exif, icc_profile=profile, dpi=(300, 300))
    jpeg = saved(picture("RGB"), "JPEG", comment=NAME, exif=exif, icc_profile=profile)
    return [
        png,
        png + b"behind the end: " + NAME,
        png.replace(b"IEND", b"IEND"),
        png[:33] + png_chunk(b"tEXt", b"Name\0" + NAME) + png[33:],
        jpeg,
        jpeg + NAME,
        jpeg[:2] + b"\xff\xed" + (len(NAME) + 2).to_bytes(2, "big") + NAME + jpeg[2:],
    ]


@pytest.mark.parametrize("data", loaded(), ids=lambda data: f"{len(data)} bytes")
def test_nothing_but_pixels_is_kept(data: bytes) -> None:
    assert NAME in data
    kind = detect_kind(io.BytesIO(data))
    kept = clean(read(data), kind)
    assert NAME not in kept.data
    with Image.open(io.BytesIO(kept.data)) as shown:
        assert not shown.getexif()
        assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert shown.format == kind.name


def cleaned(image: Image.Image, kind: FileKind = FileKind.PNG) -> CleanImage:
    return clean(image, kind)


def test_equal_pixels_make_equal_bytes_and_another_digest_else() -> None:
    first, again = cleaned(picture()), cleaned(picture())
    other = picture()
    other.putpixel((0, 0), 1)
    assert first == again and first.digest == again.digest != cleaned(other).digest


def test_a_png_keeps_every_pixel_and_a_large_one_is_made_smaller() -> None:
    with Image.open(io.BytesIO(cleaned(picture("RGB")).data)) as shown:
        assert (np.asarray(shown) == np.asarray(picture("RGB"))).all()
    large = cleaned(Image.new("L", (3000, 4800)))
    assert (large.width, large.height) == (1500, 2400)


def test_dicom_is_kept_as_lossless_png() -> None:
    assert cleaned(picture(), FileKind.DICOM).kind is FileKind.PNG

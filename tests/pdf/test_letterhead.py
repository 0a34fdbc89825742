"""A logo is drawn in its place, and one that cannot be read never stops a report."""

import io
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from reporting.pdf.letterhead import LOGO_HEIGHT, LOGO_WIDTH, letterhead_block
from reporting.pdf.report import render
from reporting.pdf.style import PageStyle
from reporting.pdf.tagging import Element
from tests.pdf.samples import LETTERHEAD, papilloma, stamp


def picture(path: Path, size: tuple[int, int], mode: str = "RGBA") -> str:
    Image.new(mode, size, "navy").save(path)
    return str(path)


@pytest.mark.parametrize(
    ("name", "size", "mode"),
    [
        ("wide.png", (1200, 200), "RGBA"),
        ("tall.png", (1, 20_000), "RGB"),
        ("flat.png", (20_000, 1), "L"),
        ("photo.jpg", (300, 300), "RGB"),
        ("colours.png", (64, 64), "P"),
    ],
)
def test_a_logo_fits_its_box_and_is_drawn_once(
    tmp_path: Path, name: str, size: tuple[int, int], mode: str
) -> None:
    letterhead = replace(LETTERHEAD, logo_path=picture(tmp_path / name, size, mode))
    logo = letterhead_block(letterhead, "Report", "final", Element("Sect"), PageStyle()).logo
    assert logo is not None
    assert logo.width <= LOGO_WIDTH + 0.01
    assert logo.height <= LOGO_HEIGHT + 0.01
    assert logo.width / logo.height == pytest.approx(size[0] / size[1])
    pdf = render(papilloma(), stamp(), letterhead)
    assert [len(page.images) for page in PdfReader(io.BytesIO(pdf)).pages] == [1, 0]
    assert render(papilloma(), stamp(), letterhead) == pdf


@pytest.mark.parametrize(
    "content", [None, b"", b"no picture", b"\xff\xd8\xff\xe0 broken", b"\x89PNG\r\n\x1a\n cut"]
)
def test_a_logo_that_cannot_be_read_is_left_out_and_logged(
    tmp_path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "logo.png"
    if content is not None:
        path.write_bytes(content)
    logging.getLogger("reporting").propagate = True
    with caplog.at_level(logging.WARNING, logger="reporting.pdf.letterhead"):
        pdf = render(papilloma(), stamp(), replace(LETTERHEAD, logo_path=str(path)))
    assert pdf == render(papilloma(), stamp(), LETTERHEAD)
    assert str(path) in caplog.text


def test_a_changed_logo_is_read_again(tmp_path: Path) -> None:
    letterhead = replace(LETTERHEAD, logo_path=picture(tmp_path / "logo.png", (40, 40)))
    first = render(papilloma(), stamp(), letterhead)
    picture(tmp_path / "logo.png", (80, 40))
    assert render(papilloma(), stamp(), letterhead) != first

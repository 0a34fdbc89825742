"""Key images in words, and the form of an arrow."""

import json
from math import dist
from typing import Any

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.arrow_shape import arrow_shape
from reporting.ductography.layout.key_image_captions import (
    CaptionedImage,
    PlacedArrow,
    captioned_images,
    numbered_findings,
)
from tests.ductography.clinical_reports import KEY_IMAGE, LESION, report

DEFECT = {"kind": "filling_defect", "location": {"clock_position": 2}}


def document(**parts: Any) -> ReportDocument:
    return ReportDocument.from_json(json.dumps(parts))


def test_findings_are_numbered_as_they_are_printed() -> None:
    one = document(ducts=[{"side": "left", "findings": [{}, DEFECT]}])
    assert [finding.label for finding in numbered_findings(one)] == ["1", "2"]
    two = document(
        ducts=[{"findings": [DEFECT]}, {"side": "right", "findings": [DEFECT, DEFECT]}],
        breast={"findings": [{"kind": "mass", "side": "left"}]},
    )
    found = numbered_findings(two)
    assert [finding.label for finding in found] == ["1.1", "2.1", "2.2", "B1"]
    assert [finding.path for finding in found][-2:] == ["ducts[1].findings[1]", "breast.findings[0]"]
    assert found[1].description == "2.1 filling defect, 2 o’clock in the breast"


def test_an_image_is_named_with_its_side_and_its_arrows_with_their_findings() -> None:
    (plate,) = captioned_images(report(LESION, {"key_images[0]": KEY_IMAGE}))
    assert plate.title == "Image 1, left breast"
    assert plate.alt == (
        "Image 1, left breast. The filled duct. mediolateral (ML). "
        "arrow to finding 1 filling defect, 2 o’clock in the breast, 20 mm from the nipple"
    )
    assert plate.arrows == (PlacedArrow("1", 0.25, 0.5, 90),)
    assert [entry.text for entry in plate.entries] == [
        "mediolateral (ML)",
        "1 filling defect, 2 o’clock in the breast, 20 mm from the nipple, 0.25 from the left, "
        "0.5 from the top, pointing 90°",
        "0" * 64,
    ]


def test_every_text_of_an_image_leads_to_its_field() -> None:
    arrows = [{"finding": "ducts[0].findings[7]", "x": 0.5, "not_recorded": ["y"]}, {}]
    image = {"frame_number": 3, "caption": "One. Two.", "not_recorded": ["side", "taken"], "arrows": arrows}
    (_first, plate) = captioned_images(document(key_images=[{}, {**image, "digest": "1" * 64}]))
    assert (plate.path, plate.digest, plate.arrows) == ("key_images[1]", "1" * 64, ())
    assert plate.title == "Image 2, side not recorded"
    assert plate.alt == "Image 2, side not recorded. One. Two"
    assert [(entry.path, entry.label, entry.text) for entry in plate.entries] == [
        ("key_images[1].side", "side", "not recorded"),
        ("key_images[1].taken", "date of the image", "not recorded"),
        ("key_images[1].frame_number", "frame", "3"),
        (
            "key_images[1].arrows[0]",
            "arrow 1",
            "ducts[0].findings[7], 0.5 from the left, arrow tip, from the upper edge not recorded",
        ),
        ("key_images[1].arrows[1]", "arrow 2", ""),
        ("key_images[1].digest", "SHA-256 of the image", "1" * 64),
    ]
    assert _first == CaptionedImage("key_images[0]", "", "Image 1", "", (), (), "Image 1")


def test_an_arrow_that_points_to_nothing_named_stands_without_a_number() -> None:
    arrow = {"x": 0.5, "y": 0.25, "direction_degrees": 45}
    (plate,) = captioned_images(document(key_images=[{"arrows": [arrow]}]))
    assert plate.arrows == (PlacedArrow("", 0.5, 0.25, 45),)


@pytest.mark.parametrize("lacking", ["x", "y", "direction_degrees"])
def test_an_arrow_without_its_place_is_told_and_not_drawn(lacking: str) -> None:
    arrow = {"finding": "ducts[0].findings[0]", "x": 0, "y": 0, "direction_degrees": 0}
    arrow.pop(lacking)
    (plate,) = captioned_images(document(key_images=[{"arrows": [arrow]}]))
    assert plate.arrows == () and len(plate.entries) == 1


@pytest.mark.parametrize(
    ("degrees", "behind"), [(0, (500, 590)), (90, (410, 500)), (180, (500, 410)), (270, (590, 500))]
)
def test_an_arrow_points_clockwise_from_up(degrees: int, behind: tuple[float, float]) -> None:
    """On an image of 1000 × 1000 the arrow is 90 long; its tail lies opposite to where it points."""
    shape = arrow_shape(PlacedArrow("1", 0.5, 0.5, degrees), 1000, 1000)
    assert shape.outline[0] == (500, 500)
    tail = [(shape.outline[3][axis] + shape.outline[4][axis]) / 2 for axis in (0, 1)]
    assert dist(tail, behind) < 1e-6


@pytest.mark.parametrize("corner", [(0, 0), (1, 0), (0, 1), (1, 1)])
@pytest.mark.parametrize("degrees", range(0, 360, 45))
def test_the_label_stays_within_the_image(corner: tuple[int, int], degrees: int) -> None:
    shape = arrow_shape(PlacedArrow("1", *corner, degrees), 400, 700)
    assert shape.radius <= shape.centre[0] <= 400 - shape.radius
    assert shape.radius <= shape.centre[1] <= 700 - shape.radius

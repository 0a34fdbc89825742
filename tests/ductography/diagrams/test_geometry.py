"""Clock faces against what the literature says of them, and against their own inverse."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.ductography.diagrams import breast
from reporting.ductography.diagrams.geometry import ClockFace, extent, hour_of, quadrant, rings
from reporting.ductography.diagrams.primitives import Text
from reporting.ductography.document import BreastLocation
from reporting.ductography.judgement.contradictions.places import HOURS
from reporting.ductography.vocabulary import Region, Side

FACE = ClockFace((30.0, 40.0), 0.25)
QUADRANTS = (Region.UPPER_OUTER, Region.UPPER_INNER, Region.LOWER_OUTER, Region.LOWER_INNER)


@pytest.mark.parametrize(
    ("hour", "right", "down"), [(12, 0, -1), (3, 1, 0), (6, 0, 1), (9, -1, 0), (1, 0.5, -math.sqrt(3) / 2)]
)
def test_hours_stand_where_a_clock_has_them(hour: int, right: float, down: float) -> None:
    x, y = FACE.point(hour * 30, 40)
    assert (x - 30.0, y - 40.0) == pytest.approx((10 * right, 10 * down), abs=1e-9)


@given(st.integers(1, 12), st.floats(0.5, 300))
@settings(max_examples=60, deadline=None)
def test_a_point_leads_back_to_its_hour_and_distance(hour: int, distance_mm: float) -> None:
    degrees, back_mm = FACE.polar(FACE.point(hour % 12 * 30, distance_mm))
    assert hour_of(degrees) == hour
    assert back_mm == pytest.approx(distance_mm)


@pytest.mark.parametrize("hour", range(1, 13))
@pytest.mark.parametrize("off", [-14.9, 14.9])
def test_an_hour_reaches_half_way_to_its_neighbours(hour: int, off: float) -> None:
    assert hour_of((hour * 30 + off) % 360) == hour


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("region", QUADRANTS)
def test_quadrants_hold_the_hours_of_the_rule(side: Side, region: Region) -> None:
    start, end = quadrant(region, side) or (0, 0)
    assert {round(degrees / 30) % 12 or 12 for degrees in range(int(start), int(end) + 1, 30)} == HOURS[
        side, region
    ]


@pytest.mark.parametrize(
    ("side", "word", "is_left_on_the_page"),
    # Facing the patient, her right breast is at the left: its outer half is at 9 o'clock, the inner one at 3.
    [
        (Side.RIGHT, "outer", True),
        (Side.RIGHT, "inner", False),
        (Side.LEFT, "outer", False),
        (Side.LEFT, "inner", True),
    ],
)
def test_the_words_stand_on_the_right_half(side: Side, word: str, is_left_on_the_page: bool) -> None:
    found = [
        shape
        for shape in breast.empty_face(side, 60.0, 20.0)
        if isinstance(shape, Text) and shape.text == word
    ]
    assert len(found) == 2  # above and below
    assert all((shape.at[0] < breast.WIDTH / 2) == is_left_on_the_page for shape in found)


def test_without_a_side_no_half_is_named() -> None:
    words = {shape.text for shape in breast.empty_face(None, 60.0, 20.0) if isinstance(shape, Text)}
    assert not words & {"outer", "inner"}


@given(st.floats(0, 300))
@settings(max_examples=50, deadline=None)
def test_the_outer_ring_holds_every_distance(distance_mm: float) -> None:
    outer, step = rings([distance_mm, 5.0])
    assert distance_mm <= outer and (outer / step).is_integer()


@pytest.mark.parametrize(
    ("told", "directions", "distances"),
    [
        ({"clock_position": 4, "distance_from_nipple_mm": 30}, (120, 120), (30, 30)),
        ({"clock_position": 12}, (0, 0), (0, 60)),  # a line, no point
        ({"distance_from_nipple_mm": 30}, (0, 360), (30, 30)),  # a ring, no point
        ({"region": "upper_outer"}, (270, 360), (0, 60)),
        ({"region": "upper_outer", "distance_from_nipple_mm": 20}, (270, 360), (20, 20)),
        ({"direction_from_nipple": "medial"}, (45, 135), (0, 60)),
        ({"direction_from_nipple": "lateral"}, (225, 315), (0, 60)),
        # 30 mm straight behind the nipple is depth, not 30 mm beside it.
        ({"direction_from_nipple": "posterior", "distance_from_nipple_mm": 30}, (0, 360), (0, 9.6)),
    ],
)
def test_only_what_is_told_is_narrowed(
    told: dict[str, object], directions: tuple[float, float], distances: tuple[float, float]
) -> None:
    found = extent(BreastLocation.model_validate_json(json.dumps(told)), Side.RIGHT, 60.0)
    assert found is not None
    assert ((found.start, found.end), (found.near, found.far)) == (directions, pytest.approx(distances))


@pytest.mark.parametrize("told", [{}, {"depth_from_skin_mm": 15}, {"depth_third": "middle"}])
def test_a_depth_alone_is_no_place_on_the_face(told: dict[str, object]) -> None:
    assert extent(BreastLocation.model_validate_json(json.dumps(told)), Side.LEFT, 60.0) is None


@pytest.mark.parametrize("region", QUADRANTS)
def test_a_quadrant_without_a_side_is_nowhere(region: Region) -> None:
    assert extent(BreastLocation(region=region), None, 60.0) is None

"""Convert between clock positions with distances and points of a clock face.

Viewed facing the patient (SOURCES.md: DICOM), 12 is up; the outer half is towards 9 in the right breast and towards 3
in the left. Degrees run clockwise from 12.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..document import BreastLocation
from ..vocabulary import NippleDirection, Region, Side
from .primitives import Point

HOUR = 30.0  # degrees
OUTER_DEGREES = {Side.RIGHT: 270.0, Side.LEFT: 90.0}
# Outer ring and ring spacing, mm in the breast; the smallest that contains every distance is used.
RINGS = (
    (40.0, 10.0),
    (60.0, 20.0),
    (80.0, 20.0),
    (120.0, 40.0),
    (160.0, 40.0),
    (200.0, 50.0),
    (300.0, 100.0),
)
DEFAULT_RINGS = (60.0, 20.0)  # if no distance is recorded
# Share of the outer ring that represents “subareolar” and “central”, which have no defined size.
CENTRE_SHARE = 0.16
CENTRAL_REGIONS = (Region.NIPPLE, Region.SUBAREOLAR, Region.CENTRAL)
AXILLARY_SHARES = {Region.AXILLARY_TAIL: (0.82, 1.0), Region.AXILLA: (1.08, 1.08)}
ARC_STEP = 6.0  # degrees between the points of an arc


@dataclass(frozen=True, slots=True)
class ClockFace:
    """A clock face on paper; ``scale`` is mm on paper per mm in the breast."""

    centre: Point
    scale: float

    def point(self, degrees: float, distance_mm: float) -> Point:
        angle = math.radians(degrees)
        reach = distance_mm * self.scale
        return self.centre[0] + reach * math.sin(angle), self.centre[1] - reach * math.cos(angle)

    def polar(self, point: Point) -> tuple[float, float]:
        """Return degrees from 12 (0 to 360) and mm from the nipple; the inverse of `point`."""
        right, up = point[0] - self.centre[0], self.centre[1] - point[1]
        return math.degrees(math.atan2(right, up)) % 360, math.hypot(right, up) / self.scale


@dataclass(frozen=True, slots=True)
class Extent:
    """Region between two directions (degrees) and two distances (mm).

    A location without a distance is a line from the nipple, one without a direction is a ring around it.
    """

    start: float
    end: float
    near: float
    far: float

    @property
    def is_point(self) -> bool:
        return self.start == self.end and self.near == self.far

    @property
    def is_ring(self) -> bool:
        return self.end - self.start == 360

    @property
    def middle(self) -> tuple[float, float]:
        """Degrees and distance of the label position; for a ring it is half way between 1 and 2 o'clock."""
        degrees = 1.5 * HOUR if self.is_ring else (self.start + self.end) / 2
        return degrees, self.far if self.near == self.far else (self.near + self.far) * 0.6

    def outline(self, dial: ClockFace) -> tuple[Point, ...]:
        """Return the points of the outline in order."""
        if self.is_point:
            return (dial.point(self.start, self.near),)
        if self.start == self.end:
            return dial.point(self.start, self.near), dial.point(self.end, self.far)
        steps = max(2, round((self.end - self.start) / ARC_STEP))
        turns = [self.start + (self.end - self.start) * step / steps for step in range(steps + 1)]
        outer = [dial.point(degrees, self.far) for degrees in turns]
        if self.near == self.far or (self.is_ring and not self.near):
            return tuple(outer)
        inner = (
            [dial.point(degrees, self.near) for degrees in reversed(turns)] if self.near else [dial.centre]
        )
        return (*outer, *inner)


def rings(distances_mm: list[float]) -> tuple[float, float]:
    """Return outer ring and ring spacing, mm in the breast, for findings at these distances."""
    if not any(distances_mm):
        return DEFAULT_RINGS
    farthest = max(distances_mm)
    return next((ring for ring in RINGS if farthest <= ring[0] * 0.95), RINGS[-1])


def hour_of(degrees: float) -> int:
    """Return the nearest hour, 1 to 12."""
    return round(degrees / HOUR) % 12 or 12


def quadrant(region: Region, side: Side) -> tuple[float, float] | None:
    """Return the first and last degree of a quadrant, clockwise; None for other regions."""
    upper = region in (Region.UPPER_OUTER, Region.UPPER_INNER)
    outer = region in (Region.UPPER_OUTER, Region.LOWER_OUTER)
    if not upper and region not in (Region.LOWER_OUTER, Region.LOWER_INNER):
        return None
    towards_9 = outer == (side is Side.RIGHT)
    start = (270.0 if upper else 180.0) if towards_9 else (0.0 if upper else 90.0)
    return start, start + 90.0


def extent(location: BreastLocation, side: Side | None, outer: float) -> Extent | None:
    """Return the region that ``location`` describes, or None if it has no direction and no distance."""
    distance = location.distance_from_nipple_mm
    region, towards = location.region, location.direction_from_nipple
    if location.clock_position is not None:
        degrees = location.clock_position % 12 * HOUR
        start, end = degrees, degrees
    elif side and region in AXILLARY_SHARES:
        middle = sum(quadrant(Region.UPPER_OUTER, side) or ()) / 2
        near, far = AXILLARY_SHARES[region]
        return Extent(middle - 12, middle + 12, near * outer, far * outer)
    elif side and region and (found := quadrant(region, side)):
        start, end = found
    elif (middle_of := _direction(towards, side)) is not None:
        start, end = middle_of - 45, middle_of + 45
    elif region in CENTRAL_REGIONS or towards is NippleDirection.POSTERIOR:
        # Directly behind the nipple, a distance is a depth.
        behind = towards is NippleDirection.POSTERIOR or distance is None
        return (
            Extent(0, 360, 0, CENTRE_SHARE * outer)
            if behind
            else Extent(0, 360, distance or 0, distance or 0)
        )
    elif distance is not None:
        start, end = 0.0, 360.0
    else:
        return None
    if distance is not None:
        return Extent(start, end, distance, distance)
    return Extent(start, end, 0.0, CENTRE_SHARE * outer if region in CENTRAL_REGIONS else outer)


def _direction(towards: NippleDirection | None, side: Side | None) -> float | None:
    if towards is NippleDirection.SUPERIOR:
        return 0.0
    if towards is NippleDirection.INFERIOR:
        return 180.0
    if side and towards is NippleDirection.LATERAL:
        return OUTER_DEGREES[side]
    if side and towards is NippleDirection.MEDIAL:
        return 360.0 - OUTER_DEGREES[side]
    return None

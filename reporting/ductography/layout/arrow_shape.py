"""Geometry of an arrow on a key image, shared by PDF and web pages. Lengths in pixels, y grows downwards."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import cos, radians, sin

from .key_image_captions import PlacedArrow

Point = tuple[float, float]

LENGTH = 0.09  # of the longer side of the image
# An arrow of length 1 that points up with its tip at (0, 0).
OUTLINE: tuple[Point, ...] = (
    (0.0, 0.0), (0.2, 0.34), (0.07, 0.3), (0.07, 1.0), (-0.07, 1.0), (-0.07, 0.3), (-0.2, 0.34),
)  # fmt: skip
LABEL_AT = 1.24  # behind the tip
LABEL_RADIUS = 0.24
# For the script that moves arrows on a page.
SHAPE_JSON = json.dumps(
    {"length": LENGTH, "outline": OUTLINE, "labelAt": LABEL_AT, "labelRadius": LABEL_RADIUS}
)


@dataclass(frozen=True, slots=True)
class ArrowShape:
    """The outline of an arrow, and the disc behind it with its label."""

    outline: tuple[Point, ...]
    centre: Point
    radius: float
    label: str


def arrow_shape(arrow: PlacedArrow, width: float, height: float) -> ArrowShape:
    """Return the shape of ``arrow`` on an image of this size; the label stays within the image."""
    length = LENGTH * max(width, height)
    angle = radians(arrow.direction_degrees)
    tip = (arrow.x * width, arrow.y * height)

    def turned(point: Point) -> Point:
        x, y = point[0] * length, point[1] * length
        return tip[0] + x * cos(angle) - y * sin(angle), tip[1] + x * sin(angle) + y * cos(angle)

    radius = LABEL_RADIUS * length
    x, y = turned((0.0, LABEL_AT))
    centre = min(max(x, radius), width - radius), min(max(y, radius), height - radius)
    return ArrowShape(tuple(map(turned, OUTLINE)), centre, radius, arrow.label)

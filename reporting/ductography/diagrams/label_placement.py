"""Place number labels next to their symbols without overlap, with leader lines where they are moved."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from .primitives import CHARACTER, Box, Path, Point, Shape, Text, Tone, centred, line

SIZE = 2.7  # font size of a number, mm
HEIGHT = 3.7
LABEL_GAP = 0.35  # between two numbers
STEP = 1.2  # mm between two rounds of candidates
ROUNDS = 24
DIRECTIONS = 16
DOT = 0.75
UNCROWDED_MAX = 12  # this many numbers fit into any figure


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of the figure, mm."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, centre: Point, width: float, height: float) -> Rect:
        return cls(
            centre[0] - width / 2, centre[1] - height / 2, centre[0] + width / 2, centre[1] + height / 2
        )

    @classmethod
    def of_text(cls, text: Text) -> Rect:
        x, y = text.at
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * text.approximate_width
        return cls(left, y - text.size * 0.8, left + text.approximate_width, y + text.size * 0.2)

    def overlaps(self, other: Rect) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def contains(self, other: Rect) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """A number to be placed at ``at``, or next to it if it has a symbol with a radius."""

    label: str
    at: Point
    symbol_radius: float = 0.0
    outlined: bool = False  # not a finding in a duct


@dataclass
class LabelPlacer:
    """Places numbers within ``area``, avoiding the ``occupied`` rectangles."""

    area: Rect
    occupied: list[Rect] = field(default_factory=list)

    def reserve(self, *texts: Text) -> None:
        """Mark the area of these texts as occupied."""
        self.occupied += map(Rect.of_text, texts)

    def place(self, requests: list[LabelRequest], away_from: Point) -> list[Shape]:
        """Return leader lines, then numbers. All symbols count as occupied before the first number is placed.

        If space runs out, “+7” in the corner stands for seven numbers that were not placed.
        """
        self.occupied += [
            Rect.around(request.at, 2 * request.symbol_radius, 2 * request.symbol_radius)
            for request in requests
            if request.symbol_radius
        ]
        corner = self.area.right - HEIGHT, self.area.bottom - HEIGHT / 2
        if len(requests) > UNCROWDED_MAX:
            self.occupied.append(Rect.around(corner, 2 * HEIGHT, HEIGHT))
        leaders: list[Shape] = []
        badges: list[Shape] = []
        left_out = 0
        for request in requests:
            centre = self._free(request, away_from)
            if centre is None:
                left_out += 1
                continue
            width = badge_width(request.label)
            self.occupied.append(Rect.around(centre, width + 2 * LABEL_GAP, HEIGHT + 2 * LABEL_GAP))
            if math.dist(centre, request.at) > HEIGHT * 0.75:
                leaders.append(line(request.at, centre, 0.2))
            badges += number_badge(request.label, centre, request.outlined)
        more = [centred(corner, f"+{left_out}", SIZE, bold=True)] if left_out else []
        return [*leaders, *badges, *more]

    def _free(self, request: LabelRequest, away_from: Point) -> Point | None:
        width = badge_width(request.label)
        for tried in _candidates(request, away_from, width):
            here = Rect.around(tried, width, HEIGHT)
            if self.area.contains(here) and not any(here.overlaps(other) for other in self.occupied):
                return tried
        return None


def badge_width(label: str) -> float:
    return max(HEIGHT, len(label) * SIZE * CHARACTER + 1.4)


def number_badge(label: str, centre: Point, outlined: bool = False) -> list[Shape]:
    """Draw a number: light on dark and round for a finding in a duct, otherwise dark on light with corners."""
    fill, ink = (Tone.PAPER, Tone.INK) if outlined else (Tone.INK, Tone.PAPER)
    radius = 0.4 if outlined else HEIGHT / 2
    box = Box(centre, badge_width(label), HEIGHT, radius, 0.35, Tone.INK, fill)
    return [box, centred(centre, label, SIZE, bold=True, tone=ink)]


def _candidates(request: LabelRequest, away_from: Point, width: float) -> Iterator[Point]:
    """Yield positions for a number, best first: at its point, then around it, away from the centre of the figure."""
    x, y = request.at
    if not request.symbol_radius:
        yield request.at
    outwards = math.atan2(y - away_from[1], x - away_from[0]) if request.at != away_from else -math.pi / 4
    first = request.symbol_radius + max(width, HEIGHT) / 2 + LABEL_GAP if request.symbol_radius else STEP * 2
    turns = sorted(range(DIRECTIONS), key=lambda turn: min(turn, DIRECTIONS - turn))
    for distance in (first + STEP * number for number in range(ROUNDS)):
        for turn in turns:
            angle = outwards + turn * 2 * math.pi / DIRECTIONS
            yield x + distance * math.cos(angle), y + distance * math.sin(angle)


def position_dot(at: Point) -> Path:
    """Draw a small diamond at an exact location."""
    x, y = at
    return Path(
        ((x, y - DOT), (x + DOT, y), (x, y + DOT), (x - DOT, y)), 0.2, Tone.PAPER, Tone.INK, closed=True
    )

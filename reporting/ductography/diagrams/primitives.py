"""The few shapes that a diagram is made of. Browser and PDF draw these and know nothing of breasts.

Lengths are millimetres on paper, x to the right and y downwards from the upper left corner of the figure. A tone
is no colour but a share of ink, so that a page in dark and a print in grey tell the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]

# Heights and widths of letters as shares of the size of their text, of the sans-serif faces in use.
CAPITAL = 0.73
CHARACTER = 0.56
BOLD_CHARACTER = 0.62


class Tone(StrEnum):
    """From the strongest to the weakest; ``PAPER`` is what the ground has."""

    INK = "ink"
    SOFT = "soft"
    FAINT = "faint"
    SHADE = "shade"
    PAPER = "paper"


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Path:
    """Straight lines from point to point, ``closed`` back to the first."""

    points: tuple[Point, ...]
    width: float = 0.25
    tone: Tone | None = Tone.INK
    fill: Tone | None = None
    dashed: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    centre: Point
    radius: float
    width: float = 0.25
    tone: Tone | None = Tone.INK
    fill: Tone | None = None
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle around ``centre`` with its corners rounded by ``radius``."""

    centre: Point
    width: float
    height: float
    radius: float = 0.0
    line: float = 0.25
    tone: Tone | None = Tone.INK
    fill: Tone | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Words on a base line at ``at``; ``size`` is that of the font."""

    at: Point
    text: str
    size: float
    anchor: Anchor = Anchor.START
    bold: bool = False
    tone: Tone = Tone.INK

    @property
    def approximate_width(self) -> float:
        """About how wide it is drawn."""
        return len(self.text) * self.size * (BOLD_CHARACTER if self.bold else CHARACTER)


Shape = Path | Circle | Box | Text


@dataclass(frozen=True, slots=True)
class Figure:
    """One drawing. ``key`` names its kind and what it is about; ``alt`` says in words what it shows.

    ``stands_right``: it belongs at the right edge of the page, as the patient's left does before the examiner.
    """

    key: str
    title: str
    alt: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    align_right: bool = False


def line(start: Point, end: Point, width: float = 0.25, tone: Tone = Tone.INK, dashed: bool = False) -> Path:
    return Path((start, end), width, tone, None, dashed)


def centred(at: Point, text: str, size: float, bold: bool = False, tone: Tone = Tone.INK) -> Text:
    """``text`` with the middle of its capitals at ``at``."""
    return Text((at[0], at[1] + size * CAPITAL / 2), text, size, Anchor.MIDDLE, bold, tone)

"""Shapes of the diagrams, drawn by the web page and the PDF.

Lengths are millimetres on paper, x to the right and y downwards from the upper left corner of the figure. A tone is
not a colour but an amount of ink, so that dark mode and greyscale prints show the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]

# Heights and widths of letters as shares of the font size, for the sans-serif fonts in use.
CAPITAL = 0.73
CHARACTER = 0.56
BOLD_CHARACTER = 0.62


class Tone(StrEnum):
    """Amounts of ink from strongest to weakest; ``PAPER`` is the background."""

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
    """Text on a base line at ``at``; ``size`` is the font size."""

    at: Point
    text: str
    size: float
    anchor: Anchor = Anchor.START
    bold: bool = False
    tone: Tone = Tone.INK

    @property
    def approximate_width(self) -> float:
        """Estimated width of the text, mm."""
        return len(self.text) * self.size * (BOLD_CHARACTER if self.bold else CHARACTER)


Shape = Path | Circle | Box | Text


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing; ``key`` identifies it, ``alt`` is its text alternative.

    ``align_right`` puts it at the right edge of the page, which is the patient's left.
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
    """Return ``text`` with the middle of its capitals at ``at``."""
    return Text((at[0], at[1] + size * CAPITAL / 2), text, size, Anchor.MIDDLE, bold, tone)

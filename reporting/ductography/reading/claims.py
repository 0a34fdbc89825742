"""What a text can claim, each claim with its place in the text, its clause and the side that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ..vocabulary import DuctFindingKind, Side


class Subject(Enum):
    """What is called normal, or in what something is denied."""

    BREAST = "breast"  # or the whole examination
    DUCT = "duct"  # one of perhaps several


@dataclass(frozen=True, slots=True)
class Claim:
    """``start`` and ``end`` are positions in the text; ``sides`` is empty where no side is named."""

    start: int
    end: int
    sides: frozenset[Side]
    clause: str


@dataclass(frozen=True, slots=True)
class SideClaim(Claim):
    """Something is said of one side."""


@dataclass(frozen=True, slots=True)
class NormalClaim(Claim):
    """“Normal”, or one kind of finding denied; ``denied`` is empty where everything is called normal."""

    subject: Subject
    denied: frozenset[DuctFindingKind]
    hour: float | None


@dataclass(frozen=True, slots=True)
class FindingClaim(Claim):
    """A finding is named as present."""

    kind: DuctFindingKind


@dataclass(frozen=True, slots=True)
class ClockClaim(Claim):
    """A place on the clock face, from one hour to another; ``about`` is the finding that it is said of."""

    first_hour: float
    last_hour: float
    about: DuctFindingKind | None


@dataclass(frozen=True, slots=True)
class DistanceClaim(Claim):
    """A distance from the nipple."""

    least_mm: float
    most_mm: float
    about: DuctFindingKind | None


@dataclass(frozen=True, slots=True)
class SizeClaim(Claim):
    """The largest diameter of what is measured."""

    least_mm: float
    most_mm: float
    about: DuctFindingKind | None


class Scheme(Enum):
    """Which categories are named."""

    BIRADS = "BI-RADS"
    GICS = "GICS"
    EITHER = ""


@dataclass(frozen=True, slots=True)
class CategoryClaim(Claim):
    """A category, or several of which one is meant: “4”, “4A”."""

    scheme: Scheme
    grades: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BiopsyClaim(Claim):
    """A biopsy or an excision is advised."""

"""What a claim of a text is held against: each function says what is entered instead, "" where nothing differs."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from reporting.ductography.document import DuctFinding
from reporting.ductography.phrases.grammar import format_length, join_with_and
from reporting.ductography.reading.claims import (
    CategoryClaim,
    ClockClaim,
    DistanceClaim,
    FindingClaim,
    NormalClaim,
    Scheme,
    SizeClaim,
    Subject,
)
from reporting.ductography.vocabulary import DuctFindingKind, Presence

from .entered_facts import BreastFacts, confirmed_signs

# Tolerances are the program's own: what is rounded, or measured on another view, is no contradiction.
CLOCK_TOLERANCE_HOURS = 2.0  # this much or more differs
DISTANCE_TOLERANCE_MM = 10.0
SIZE_TOLERANCE_MM = 2.0
SIZE_TOLERANCE_SHARE = 0.3  # of the size entered
_HOURS = 12


def called_normal(claim: NormalClaim, breast: BreastFacts) -> str:
    ducts = breast.ducts
    if claim.hour is not None:
        ducts = [duct for duct in ducts if duct.clock_position == claim.hour] or ducts
    signs = [[sign for sign in confirmed_signs(duct) if _is_denied(claim, sign.kind)] for duct in ducts]
    # “The duct is normal” may be said of the one that is, or of one whose fields say both.
    if claim.subject is Subject.DUCT and any(
        not found or _says_so(claim, duct.findings) for found, duct in zip(signs, ducts, strict=True)
    ):
        return ""
    return _labels(sign.kind for found in signs for sign in found)


def _is_denied(claim: NormalClaim, kind: DuctFindingKind | None) -> bool:
    return not claim.denied or kind in claim.denied


def _says_so(claim: NormalClaim, findings: Iterable[DuctFinding]) -> bool:
    """Whether the fields of the duct themselves hold what is claimed, which another rule questions."""
    if claim.denied:
        return any(item.kind in claim.denied and item.presence is Presence.ABSENT for item in findings)
    return any(
        item.kind is DuctFindingKind.NORMAL_DUCT and item.presence is Presence.PRESENT for item in findings
    )


def named_but_not_entered(claim: FindingClaim, breast: BreastFacts) -> str:
    if claim.kind in breast.kinds:
        return ""
    entered = breast.kinds - {DuctFindingKind.NORMAL_DUCT}
    return _labels(sorted(entered)) or _("no such finding")


def at_another_hour(claim: ClockClaim, breast: BreastFacts) -> str:
    hours = breast.hours_of(claim.about)
    if not hours or any(_hours_apart(claim, hour) < CLOCK_TOLERANCE_HOURS for hour in hours):
        return ""
    return told(_("{hour} o’clock").format(hour=hour) for hour in sorted(hours))


def _hours_apart(claim: ClockClaim, hour: int) -> float:
    """The way around the clock face from the nearest end of what is claimed; 0 within it."""
    span = (claim.last_hour - claim.first_hour) % _HOURS
    if (hour - claim.first_hour) % _HOURS <= span:
        return 0
    return min(min(way := (hour - end) % _HOURS, _HOURS - way) for end in (claim.first_hour, claim.last_hour))


def at_another_distance(claim: DistanceClaim, breast: BreastFacts) -> str:
    distances = breast.distances_of(claim.about)
    if any(_gap(claim, value) <= DISTANCE_TOLERANCE_MM for value in distances):
        return ""
    return _millimetres(distances)


def of_another_size(claim: SizeClaim, breast: BreastFacts) -> str:
    sizes = breast.sizes_of(claim.about)
    for size in sizes:
        gap = _gap(claim, size)
        if gap <= SIZE_TOLERANCE_MM or gap <= SIZE_TOLERANCE_SHARE * size:
            return ""
    return _millimetres(sizes)


def _gap(claim: DistanceClaim | SizeClaim, value: float) -> float:
    return max(claim.least_mm - value, value - claim.most_mm, 0.0)


def _millimetres(values: set[float]) -> str:
    return told(format_length(value) for value in sorted(values))


def of_another_category(claim: CategoryClaim, breast: BreastFacts) -> str:
    chosen = {
        Scheme.BIRADS: breast.birads,
        Scheme.GICS: breast.gics,
        Scheme.EITHER: breast.birads | breast.gics,
    }[claim.scheme]
    if not chosen or any(_agree(named, grade) for named in claim.grades for grade in chosen):
        return ""
    named = [f"BI-RADS {grade}" for grade in sorted(breast.birads)] if claim.scheme is not Scheme.GICS else []
    named += [f"GICS {grade}" for grade in sorted(breast.gics)] if claim.scheme is not Scheme.BIRADS else []
    return told(named)


def _agree(named: str, chosen: str) -> bool:
    """A plain 4 agrees with 4A, 4B and 4C, on either side."""
    return named == chosen or (named[0] == chosen[0] and 1 in (len(named), len(chosen)))


def _labels(kinds: Iterable[DuctFindingKind | None]) -> str:
    return told(str(kind) for kind in kinds if kind)


def told(parts: Iterable[str]) -> str:
    """“a, b and c”, each once; "" of nothing."""
    once = tuple(dict.fromkeys(parts))
    return join_with_and(once) if once else ""

"""Phrases for locations. Every location in the breast names the breast, and its side if known."""

from __future__ import annotations

from typing import Protocol

from ..document import BreastLocation, Cannulation, Duct, ReportDocument
from ..facts.examined_sides import examined_sides
from ..phrases import places
from ..phrases.grammar import format_length, format_phrase, join_with_commas
from ..phrases.places import SIDE_NOT_RECORDED
from ..phrases.translation_cache import Phrase, translated
from ..vocabulary import Answer, Region, Side


class Sided(Protocol):
    """A group with a side of its own."""

    @property
    def side(self) -> Side | None: ...
    @property
    def not_recorded(self) -> tuple[str, ...]: ...


def side_key(node: Sided, otherwise: str = "") -> str:
    """Return the key of the side in the tables of `phrases.places`; ``otherwise`` if the group has no side."""
    if node.side:
        return node.side.value
    return SIDE_NOT_RECORDED if "side" in node.not_recorded else otherwise


def examined_side_key(report: ReportDocument) -> str:
    """Return the key of the examined side, or "" if there is not exactly one."""
    sides = examined_sides(report)
    return next(iter(sides)).value if len(sides) == 1 else ""


def in_examined_breasts(report: ReportDocument) -> str:
    """Return “in the left breast” or “in both breasts”."""
    both = len(examined_sides(report)) == 2
    return translated(places.IN_BOTH_BREASTS if both else places.IN_BREAST[examined_side_key(report)])


def of_examined_breasts(report: ReportDocument) -> str:
    """Return “of the left breast” or “of both breasts”."""
    both = len(examined_sides(report)) == 2
    return translated(places.OF_BOTH_BREASTS if both else places.OF_BREAST[examined_side_key(report)])


def place_phrase(location: BreastLocation, side: str, *, is_nipple: bool = False) -> str:
    """Return “at 9 o’clock in the left breast (upper outer quadrant), 30 mm from the nipple”.

    A finding that is the nipple itself (``is_nipple``) is not located “in the nipple”.
    """
    if is_nipple and location.region is Region.NIPPLE:
        location = location.model_copy(update={"region": None})
    parts = [_anchor(location, side), _direction(location)]
    for name, (exact, about) in places.DISTANCE.items():
        if (value := getattr(location, name)) is not None:
            wording = about if location.approximate is Answer.YES else exact
            parts.append(format_phrase(wording, length=format_length(value)))
    if location.depth_third:
        parts.append(translated(places.DEPTH[location.depth_third]))
    return join_with_commas(parts)


def _anchor(location: BreastLocation, side: str) -> str:
    if location.clock_position is not None:
        text = clock_in_breast(location.clock_position, side)
        if location.region:
            text = format_phrase(places.WITH_REGION, place=text, region=location.region.label)
        return text
    if location.region:
        return region_phrase(location.region, side)
    return translated(places.IN_BREAST[side])


def region_phrase(where: Region, side: str) -> str:
    """Return “in the upper inner quadrant of the left breast”."""
    return format_phrase(
        places.REGION[where],
        of_breast=translated(places.OF_BREAST[side]),
        in_axilla=translated(places.IN_AXILLA[side]),
    )


def _direction(location: BreastLocation) -> str:
    if not location.direction_from_nipple:
        return ""
    return translated(places.DIRECTION[location.direction_degree, location.direction_from_nipple])


def clock_in_breast(hour: int, side: str) -> str:
    return format_phrase(places.CLOCK_IN_BREAST, hour=hour, in_breast=translated(places.IN_BREAST[side]))


def orifice_place(cannulation: Cannulation, side: str) -> str:
    """Return “at 3 o’clock on the left nipple, in its centre”; "" if nothing is recorded."""
    hour, zone = cannulation.orifice_clock_position, cannulation.orifice_zone
    if hour is None:
        return format_phrase(places.ZONE[zone], of_nipple=translated(places.OF_NIPPLE[side])) if zone else ""
    clock = format_phrase(places.CLOCK_ON_NIPPLE, hour=hour, on_nipple=translated(places.ON_NIPPLE[side]))
    return join_with_commas([clock, translated(places.ZONE_BESIDE_CLOCK[zone]) if zone else ""])


def duct_phrase(duct: Duct, at: Phrase, without_clock: Phrase) -> str:
    """Return “the duct at 9 o’clock in the left breast”, or the phrase ``without_clock``."""
    side = side_key(duct)
    if duct.clock_position is None:
        return format_phrase(without_clock, of_breast=translated(places.OF_BREAST[side]))
    return format_phrase(at, hour=duct.clock_position, in_breast=translated(places.IN_BREAST[side]))

"""Whether a place that is told in two ways is one place, and a likely one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import BreastFinding, Duct, DuctFinding
from reporting.ductography.vocabulary import NippleDirection, Region, Side

from ..rules import Place, Rule, Severity

_WHERE = _("Surgeons rely on the reported location.")
_IN_DUCT = _("Duct {duct}, finding {number}: clock position and quadrant do not match.")
_IN_BREAST = _("Breast finding {number}: clock position and quadrant do not match.")
_IN_DUCT_DIRECTION = _(
    "Duct {duct}, finding {number}: clock position and direction from the nipple do not match."
)
_IN_BREAST_DIRECTION = _(
    "Breast finding {number}: clock position and direction from the nipple do not match."
)

USUAL_MM = 40  # URMC: most causes lie 1 to 4 cm from the nipple
PLAUSIBLE_MM = 150

# Hours of each quadrant as the examiner sees the breast; a border hour belongs to both neighbours.
_UPPER = {Side.RIGHT: {9, 10, 11, 12}, Side.LEFT: {12, 1, 2, 3}}
_LOWER = {Side.RIGHT: {6, 7, 8, 9}, Side.LEFT: {3, 4, 5, 6}}
_OTHER = {Side.RIGHT: Side.LEFT, Side.LEFT: Side.RIGHT}
HOURS: dict[tuple[Side | None, Region], set[int]] = {
    (side, region): hours
    for side in Side
    for region, hours in (
        (Region.UPPER_OUTER, _UPPER[side]),
        (Region.LOWER_OUTER, _LOWER[side]),
        (Region.UPPER_INNER, _UPPER[_OTHER[side]]),
        (Region.LOWER_INNER, _LOWER[_OTHER[side]]),
    )
}
_TOWARDS_9 = {7, 8, 9, 10, 11}
_TOWARDS_3 = {1, 2, 3, 4, 5}
DIRECTION_HOURS: dict[tuple[Side | None, NippleDirection], set[int]] = {
    (side, direction): hours
    for side in Side
    for direction, hours in (
        (NippleDirection.LATERAL, _TOWARDS_9 if side is Side.RIGHT else _TOWARDS_3),
        (NippleDirection.MEDIAL, _TOWARDS_3 if side is Side.RIGHT else _TOWARDS_9),
        (NippleDirection.SUPERIOR, {10, 11, 12, 1, 2}),
        (NippleDirection.INFERIOR, {4, 5, 6, 7, 8}),
    )
}


def side_of(place: Place) -> Side | None:
    nodes = reversed((*place.parents, place.node))
    return next((node.side for node in nodes if isinstance(node, Duct | BreastFinding) and node.side), None)


def clock_outside_quadrant(place: Place) -> bool:
    location, side = place.node.location, side_of(place)
    hours = HOURS.get((side, location.region))
    return bool(hours and location.clock_position and location.clock_position not in hours)


def clock_against_direction(place: Place) -> bool:
    location, side = place.node.location, side_of(place)
    hours = DIRECTION_HOURS.get((side, location.direction_from_nipple))
    return bool(hours and location.clock_position and location.clock_position not in hours)


def distance_is_unusual(place: Place) -> bool:
    distance = place.node.location.distance_from_nipple_mm
    return distance is not None and USUAL_MM < distance <= PLAUSIBLE_MM


def distance_is_implausible(place: Place) -> bool:
    distance = place.node.location.distance_from_nipple_mm
    return distance is not None and distance > PLAUSIBLE_MM


RULES: tuple[Rule, ...] = (
    *(
        Rule(
            f"clock-{what}-{name}",
            on=kind,
            when=condition,
            at="location.clock_position",
            severity=Severity.ALERT,
            says=says,
            why=_WHERE,
            source="DICOM",
        )
        for what, condition, name, kind, says in (
            ("outside-quadrant", clock_outside_quadrant, "duct", DuctFinding, _IN_DUCT),
            ("outside-quadrant", clock_outside_quadrant, "breast", BreastFinding, _IN_BREAST),
            ("against-direction", clock_against_direction, "duct", DuctFinding, _IN_DUCT_DIRECTION),
            ("against-direction", clock_against_direction, "breast", BreastFinding, _IN_BREAST_DIRECTION),
        )
    ),
    Rule(
        "distance-implausible",
        on=DuctFinding,
        when=distance_is_implausible,
        at="location.distance_from_nipple_mm",
        severity=Severity.ALERT,
        says=_("Duct {duct}, finding {number}: more than 150 mm from the nipple (check the decimal point)."),
        why=_WHERE,
        source="URMC",
    ),
    Rule(
        "distance-unusual",
        on=DuctFinding,
        when=distance_is_unusual,
        at="location.distance_from_nipple_mm",
        severity=Severity.NOTE,
        says=_("Duct {duct}, finding {number}: more than 40 mm from the nipple."),
        why=_("Most intraductal causes of discharge are 1–4 cm from the nipple."),
        source="URMC",
    ),
)

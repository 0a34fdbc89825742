"""Whether direction, place, size and number of what lies in a duct can be true together.

The thresholds are the program's own decision. They leave room for what is measured on two projections of a
compressed breast, and for a duct that turns.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import (
    BreastFinding,
    BreastLocation,
    Duct,
    DuctFinding,
    Indication,
    ReportDocument,
)
from reporting.ductography.facts.matching import of_side
from reporting.ductography.facts.report_facts import present
from reporting.ductography.vocabulary import (
    AlongDuct,
    Answer,
    BranchOrder,
    DuctCount,
    DuctFindingKind,
    Region,
)

from ..rules import Place, Rule, Severity
from .technique import two_ducts_where_one_discharges

OWN = "own decision"
HOURS_APART = 3
SUBAREOLAR_MM = 30
NEAR_MM = 40  # URMC: most causes lie 1 to 4 cm from the nipple
AWAY_MM = 15
PERIPHERAL_MM = 10
MAIN_DUCT_MM = 60
WIDER_BY_MM, WIDER_BY_SHARE = 2, 0.3  # as tolerated between a size in words and the recorded one

_WHERE = _("Surgeons rely on the reported location.")
_CENTRAL = (Region.SUBAREOLAR, Region.NIPPLE)


def hours_between(one: int | None, other: int | None) -> int:
    """The shorter way round the clock face; 0 where one is not recorded."""
    if one is None or other is None:
        return 0
    apart = abs(one - other) % 12
    return min(apart, 12 - apart)


def finding_in_another_direction(place: Place) -> bool:
    """Behind the nipple all directions meet, so that a subareolar finding has none."""
    location = place.node.location
    apart = hours_between(place.parent(Duct).clock_position, location.clock_position)
    return bool(present([place.node])) and location.region not in _CENTRAL and apart >= HOURS_APART


def subareolar_but_far(place: Place) -> bool:
    return _is_central_but_far(place.node.location)


def mass_subareolar_but_far(place: Place) -> bool:
    return _is_central_but_far(place.node.palpable_mass_location)


def _is_central_but_far(location: BreastLocation) -> bool:
    distance = location.distance_from_nipple_mm
    return location.region in _CENTRAL and distance is not None and distance > SUBAREOLAR_MM


def trigger_subareolar_but_far(place: Place) -> bool:
    zone = place.node.trigger_zone
    distance = zone.distance_from_nipple_mm
    return zone.subareolar is Answer.YES and distance is not None and distance > SUBAREOLAR_MM


def position_against_distance(place: Place) -> bool:
    distance, along = place.node.location.distance_from_nipple_mm, place.node.along_duct
    if distance is None:
        return False
    near = along is AlongDuct.NEAR_NIPPLE and distance > NEAR_MM
    return near or (along is AlongDuct.AWAY_FROM_NIPPLE and distance < AWAY_MM)


def branch_against_distance(place: Place) -> bool:
    distance, branch = place.node.location.distance_from_nipple_mm, place.node.branch_order
    if distance is None:
        return False
    main = branch is BranchOrder.MAIN_DUCT and distance > MAIN_DUCT_MM
    return main or (branch is BranchOrder.PERIPHERAL and distance < PERIPHERAL_MM)


def wider_than_the_duct(place: Place) -> bool:
    """Wider by more than two measurements of one lumen differ."""
    width, lumen = place.node.width_mm, place.parent(Duct).filling.calibre_mm
    if width is None or not lumen or place.node.kind is not DuctFindingKind.FILLING_DEFECT:
        return False
    tolerated = max(WIDER_BY_MM, WIDER_BY_SHARE * lumen)
    return bool(present([place.node])) and width > lumen + tolerated


def one_duct_but_several_orifices(place: Place) -> bool:
    one = place.report.indication.discharging_ducts is DuctCount.ONE
    several = (place.node.cannulation.discharging_orifices or 0) > 1
    return one and several and of_side(place.report.indication.discharge_sides, place.node.side)


def one_orifice_but_several_ducts(place: Place) -> bool:
    """Several ducts of a breast discharged today, and only one discharging orifice was seen there."""
    if two_ducts_where_one_discharges(place):
        return False
    seen = [duct for duct in place.report.ducts if duct.side and duct.discharge.seen_today is Answer.YES]
    several = {duct.side for duct in seen if sum(other.side is duct.side for other in seen) > 1}
    return any(duct.side in several and duct.cannulation.discharging_orifices == 1 for duct in seen)


RULES: tuple[Rule, ...] = (
    Rule(
        "clock-conflict-duct",
        on=DuctFinding,
        when=finding_in_another_direction,
        at="location.clock_position",
        severity=Severity.ALERT,
        says=_(
            "Duct {duct}, finding {number}: the clock position differs from that of the duct by 3 hours "
            "or more. Check both."
        ),
        why=_WHERE,
        source=OWN,
    ),
    *(
        Rule(
            f"place-conflict-subareolar-{name}",
            on=kind,
            when=condition,
            at=at,
            severity=Severity.ALERT,
            says=says,
            why=_WHERE,
            source=OWN,
        )
        for name, kind, condition, at, says in (
            (
                "duct",
                DuctFinding,
                subareolar_but_far,
                "location.distance_from_nipple_mm",
                _(
                    "Duct {duct}, finding {number}: subareolar, but more than 30 mm from the nipple. Check both."
                ),
            ),
            (
                "breast",
                BreastFinding,
                subareolar_but_far,
                "location.distance_from_nipple_mm",
                _("Breast finding {number}: subareolar, but more than 30 mm from the nipple. Check both."),
            ),
            (
                "trigger",
                Duct,
                trigger_subareolar_but_far,
                "trigger_zone.distance_from_nipple_mm",
                _(
                    "Duct {number}: the trigger zone is subareolar, but more than 30 mm from the nipple. "
                    "Check both."
                ),
            ),
            (
                "mass",
                Indication,
                mass_subareolar_but_far,
                "palpable_mass_location.distance_from_nipple_mm",
                _("The palpable mass is subareolar, but more than 30 mm from the nipple. Check both."),
            ),
        )
    ),
    Rule(
        "place-conflict-along-duct",
        on=DuctFinding,
        when=position_against_distance,
        at="along_duct",
        severity=Severity.ALERT,
        says=_(
            "Duct {duct}, finding {number}: the position along the duct does not match the distance from "
            "the nipple. Check both."
        ),
        why=_WHERE,
        source="URMC, own decision",
    ),
    Rule(
        "place-conflict-branch",
        on=DuctFinding,
        when=branch_against_distance,
        at="branch_order",
        severity=Severity.ALERT,
        says=_(
            "Duct {duct}, finding {number}: the branch order does not match the distance from the nipple. "
            "Check both."
        ),
        why=_WHERE,
        source=OWN,
    ),
    Rule(
        "size-conflict-duct",
        on=DuctFinding,
        when=wider_than_the_duct,
        at="width_mm",
        severity=Severity.ALERT,
        says=_("Duct {duct}, finding {number}: wider than the recorded maximum duct diameter. Check both."),
        why=_("A filling defect is within the lumen."),
        source=OWN,
    ),
    Rule(
        "count-conflict-orifices",
        on=Duct,
        when=one_duct_but_several_orifices,
        at="cannulation.discharging_orifices",
        severity=Severity.ALERT,
        says=_("Duct {number}: several discharging orifices were seen, but one duct by history. Check both."),
        why=_("The number of discharging ducts separates pathologic from physiologic discharge."),
        source="NCCN-A, REV20",
    ),
    Rule(
        "count-conflict-ducts",
        on=ReportDocument,
        when=one_orifice_but_several_ducts,
        at="ducts",
        severity=Severity.NOTE,
        says=_("Several ducts of a breast discharged, but one discharging orifice is recorded. Check both."),
        why=_("Each discharging duct has an orifice of its own."),
        source=OWN,
    ),
)

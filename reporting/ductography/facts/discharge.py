"""Facts of the discharge of one breast: blood, pattern, and whether it needs a work-up (clinical.md 7.3)."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import ReportDocument
from ..vocabulary import (
    Answer,
    BloodTest,
    DischargeColour,
    DuctCount,
    Lactation,
    Pregnancy,
    Side,
    Sides,
    Spontaneity,
)
from .discharge_pattern import BLOOD_FOUND, BLOODY, DARK, MILKY
from .matching import of_side

WATERY = {DischargeColour.CLEAR, DischargeColour.SEROUS, DischargeColour.BLOOD_TINGED}


@dataclass(frozen=True, slots=True)
class DischargeFacts:
    """The discharge of one breast, by history and as seen today.

    ``blood``: seen, told, found by a test, or dark and not tested. ``pathologic`` asks for a work-up.
    ``spontaneous`` unless it is recorded as expressed only; ``blood_tests`` are the results of those done.
    """

    colours: frozenset[DischargeColour]
    blood_tests: frozenset[BloodTest]
    spontaneous: bool
    blood: bool
    dark_untested: bool
    pathologic: bool
    milky_both_sides: bool
    seen_today: bool


def discharge_facts(report: ReportDocument, side: Side | None) -> DischargeFacts:
    """The discharge of the breast ``side``; history without a side counts for every breast."""
    history = report.indication
    told = of_side(history.discharge_sides, side)
    today = [duct.discharge for duct in report.ducts if side is None or duct.side in (None, side)]
    colours = {colour for item in today for colour in item.colours} | (
        set(history.colours) if told else set()
    )
    tests = {item.blood_test for item in today} | ({history.blood_test} if told else set())
    # The side that has the discharge is told of; blood from the other nipple is a question of its own.
    history_of_blood = history.bloody if told else history.bloody_other_side
    bloody = bool(colours & BLOODY or tests & BLOOD_FOUND) or history_of_blood is Answer.YES
    dark_untested = bool(colours & DARK) and BloodTest.NEGATIVE not in tests and not bloody
    blood = bloody or dark_untested
    spontaneous = history.spontaneity is not Spontaneity.EXPRESSED or any(
        item.spontaneous_today is Answer.YES for item in today
    )
    one_breast = history.discharge_sides is not Sides.BOTH
    few_ducts = history.discharging_ducts not in (DuctCount.FEW, DuctCount.SEVERAL)
    watery = bool(colours & WATERY) and spontaneous and one_breast and few_ducts
    explained = history.pregnancy is Pregnancy.PREGNANT or history.lactation is Lactation.LACTATING
    return DischargeFacts(
        colours=frozenset(colours),
        blood_tests=frozenset(test for test in tests if test and test is not BloodTest.NOT_DONE),
        spontaneous=spontaneous,
        blood=blood,
        dark_untested=dark_untested,
        # Blood that only expression shows is worked up as well: the safer reading of 7.3 (the program's own).
        pathologic=blood or watery,
        milky_both_sides=bool(colours)
        and colours <= MILKY
        and history.discharge_sides is Sides.BOTH
        and not explained,
        seen_today=any(item.seen_today is Answer.YES or item.colours for item in today),
    )

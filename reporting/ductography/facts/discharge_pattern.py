"""What the discharge looks like: with or without blood, pathologic or physiologic by its pattern."""

from __future__ import annotations

from ..document import ReportDocument
from ..vocabulary import Answer, BloodTest, DischargeColour, Lactation, Pregnancy, Sides, Spontaneity

MILKY = {DischargeColour.MILKY, DischargeColour.WHITE}
PHYSIOLOGIC = MILKY | {  # REV20, GIGHZ: milky, green, yellow-brown; SEED adds grey and blue-green
    DischargeColour.YELLOW,
    DischargeColour.LIGHT_BROWN,
    DischargeColour.BROWN,
    DischargeColour.DARK_BROWN,
    DischargeColour.GREEN,
    DischargeColour.BLUE_GREEN,
    DischargeColour.GREY,
}
BLOODY = {
    DischargeColour.BLOOD_TINGED,
    DischargeColour.BRIGHT_RED,
    DischargeColour.DARK_RED,
    DischargeColour.BLOODY,
}
# May be old blood until it was tested (clinical reference 7.3).
DARK = {DischargeColour.BROWN, DischargeColour.DARK_BROWN, DischargeColour.BLACK}
BLOOD_FOUND = {
    BloodTest.TRACE,
    BloodTest.POSITIVE_1,
    BloodTest.POSITIVE_2,
    BloodTest.POSITIVE_3,
    BloodTest.POSITIVE,
}


def physiologic(report: ReportDocument) -> str:
    """Both breasts, without blood: milky, or only when expressed and of a colour called physiologic.

    In pregnancy and lactation it needs no work-up, so that the answer is no.
    """
    history = report.indication
    colours = set(history.colours)
    expressed = history.spontaneity is Spontaneity.EXPRESSED
    fitting = colours <= MILKY or (expressed and colours <= PHYSIOLOGIC)
    both = history.discharge_sides is Sides.BOTH
    explained = history.pregnancy is Pregnancy.PREGNANT or history.lactation is Lactation.LACTATING
    return "yes" if both and colours and fitting and not explained and blood(report) != "seen" else "no"


def blood(report: ReportDocument) -> str:
    """Whether blood was told, seen or found in the discharge."""
    history = report.indication
    seen = [duct.discharge for duct in report.ducts]
    colours = {*history.colours, *(colour for item in seen for colour in item.colours)}
    tests = {history.blood_test, *(item.blood_test for item in seen)}
    if colours & BLOODY or tests & BLOOD_FOUND or history.bloody is Answer.YES:
        return "seen"
    if colours & DARK and BloodTest.NEGATIVE not in tests:
        return "not_told"  # dark discharge may be old blood until it was tested
    return "not_seen" if colours or BloodTest.NEGATIVE in tests or history.bloody is Answer.NO else "not_told"

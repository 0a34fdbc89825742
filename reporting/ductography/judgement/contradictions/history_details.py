"""Whether an answer agrees with its own details, and with the same question asked elsewhere."""

from __future__ import annotations

from collections.abc import Set

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import Discharge, Duct, Indication, ReportDocument
from reporting.ductography.facts.discharge import discharge_facts
from reporting.ductography.facts.discharge_pattern import BLOODY, DARK
from reporting.ductography.facts.matching import of_side
from reporting.ductography.facts.report_facts import NOT_DONE, was_filled
from reporting.ductography.vocabulary import (
    Answer,
    BloodTest,
    CytologyStatus,
    DischargeColour,
    DuctCount,
    Extravasation,
    ImplantIntegrity,
    ImplantStatus,
    NippleSkinChange,
    Persistence,
    QualitativeResult,
    Side,
    Spontaneity,
)

from ..rules import Place, Rule, Severity

_TWO = _("These answers contradict each other.")
_OLD_BLOOD = _("Dark discharge may contain old blood, which changes the work-up.")

UNTESTED = {None, BloodTest.NOT_DONE}
NO_RESULT_YET = {CytologyStatus.NOT_SENT, CytologyStatus.SENT}
DETAILS_OF_DISCHARGE = (
    "colours",
    "discharge_sides",
    "stains_clothing",
    "bloody",
    "duration",
    "duration_in_words",
    "thickness",
)


def discharge_denied_with_details(place: Place) -> bool:
    """A discharge that has ceased may well be described."""
    history = place.node
    if history.discharge is not Answer.NO or history.persistence is Persistence.CEASED:
        return False
    values = (getattr(history, name, None) for name in DETAILS_OF_DISCHARGE)
    described = any(value not in (None, (), Answer.NO, Answer.UNKNOWN) for value in values)
    counted = history.discharging_ducts not in (None, DuctCount.UNKNOWN)
    return described or counted or history.spontaneity not in (None, Spontaneity.UNKNOWN)


def discharge_denied_but_seen(place: Place) -> bool:
    denied = place.report.indication.discharge is Answer.NO
    return denied and place.node.seen_today is Answer.YES


def not_seen_but_described(place: Place) -> bool:
    fluid = place.node
    described = (
        fluid.colours or fluid.amount or fluid.thickness or fluid.blood_test not in UNTESTED
    ) or fluid.spontaneous_today is Answer.YES
    return fluid.seen_today is Answer.NO and bool(described)


def surgery_denied_with_procedures(place: Place) -> bool:
    history = place.node
    return history.had_surgery is Answer.NO and any(not item.is_empty() for item in history.surgery)


def no_implant_with_integrity(place: Place) -> bool:
    told = place.node.implant_integrity not in (None, ImplantIntegrity.UNKNOWN)
    return place.node.implants is ImplantStatus.NONE and told


def mass_denied_with_place(place: Place) -> bool:
    history = place.node
    return history.palpable_mass is Answer.NO and not history.palpable_mass_location.is_empty()


def cells_without_result(place: Place) -> bool:
    return place.node.cytology in NO_RESULT_YET and bool(place.node.cytology_results)


def test_not_done_with_method(place: Place) -> bool:
    return place.node.blood_test is BloodTest.NOT_DONE and place.node.blood_test_method is not None


def pregnancy_test_not_done_with_method(place: Place) -> bool:
    history = place.node
    return history.pregnancy_test is QualitativeResult.NOT_DONE and history.pregnancy_test_method is not None


def no_nipple_change_with_retraction(place: Place) -> bool:
    history = place.node
    return NippleSkinChange.NONE in history.nipple_skin_changes and history.nipple_retraction is Answer.YES


def no_trigger_zone_with_place(place: Place) -> bool:
    zone = place.node.trigger_zone
    placed = zone.clock_position or zone.distance_from_nipple_mm or zone.subareolar is Answer.YES
    return zone.found is Answer.NO and bool(placed)


def no_extravasation_with_cause(place: Place) -> bool:
    contrast = place.node.contrast
    return contrast.extravasation is Extravasation.NONE and contrast.extravasation_cause is not None


def discharge_seen_without_orifice(place: Place) -> bool:
    return place.node.discharge.seen_today is Answer.YES and place.node.cannulation.discharging_orifices == 0


def reasons_differ(place: Place) -> bool:
    """No duct was filled, and what kept it from being entered is told in two ways that share nothing."""
    report = place.report
    asked = set(report.outcome.reasons)
    if not asked or report.outcome.status not in NOT_DONE or any(map(was_filled, report.ducts)):
        return False
    told = {reason for duct in report.ducts for reason in duct.cannulation.failure_reasons}
    return bool(told) and not asked & told


def dark_and_untested(place: Place) -> bool:
    """Brown or black discharge today, no blood recorded, and no test of it."""
    duct, report = place.node, place.report
    told = of_side(report.indication.discharge_sides, duct.side)
    history = report.indication.blood_test if told else None
    return bool(set(duct.discharge.colours) & DARK) and not _is_settled(
        {duct.discharge.blood_test, history}, set(duct.discharge.colours)
    )


def dark_by_history_and_untested(place: Place) -> bool:
    """Where a duct's own discharge is dark, the duct is asked."""
    report = place.report
    if not set(report.indication.colours) & DARK:
        return False
    if any(set(duct.discharge.colours) & DARK for duct in report.ducts):
        return False
    asked = report.indication.discharge_sides
    discharge = discharge_facts(
        report, next((side for side in Side if asked and asked.value == side.value), None)
    )
    return not _is_settled(discharge.blood_tests, discharge.colours)


def _is_settled(tests: Set[BloodTest | None], colours: Set[DischargeColour]) -> bool:
    """Blood was tested for, or seen as such."""
    return bool(tests - UNTESTED or colours & BLOODY)


RULES: tuple[Rule, ...] = (
    *(
        Rule(
            f"detail-conflict-{name}",
            on=kind,
            when=condition,
            at=at,
            severity=Severity.ALERT,
            says=says,
            why=_TWO,
            source="arithmetic",
        )
        for name, kind, condition, at, says in (
            (
                "discharge",
                Indication,
                discharge_denied_with_details,
                "discharge",
                _(
                    "Nipple discharge is “no”, but its details are recorded. Correct the answer or the details."
                ),
            ),
            (
                "discharge-seen",
                Discharge,
                discharge_denied_but_seen,
                "seen_today",
                _("Duct {duct}: discharge was seen today, but nipple discharge is “no” in the history."),
            ),
            (
                "discharge-today",
                Discharge,
                not_seen_but_described,
                "seen_today",
                _("Duct {duct}: no discharge was seen today, but today’s discharge is described."),
            ),
            (
                "surgery",
                Indication,
                surgery_denied_with_procedures,
                "had_surgery",
                _("Prior breast surgery is “no”, but a prior procedure is recorded."),
            ),
            (
                "implants",
                Indication,
                no_implant_with_integrity,
                "implant_integrity",
                _("“No implant” is selected, but the integrity of an implant is recorded."),
            ),
            (
                "mass",
                Indication,
                mass_denied_with_place,
                "palpable_mass",
                _("Palpable mass is “no”, but its location is recorded."),
            ),
            (
                "cytology-history",
                Indication,
                cells_without_result,
                "cytology",
                _("Cytology before the examination has no result yet, but a result is recorded."),
            ),
            (
                "cytology",
                Discharge,
                cells_without_result,
                "cytology",
                _("Duct {duct}: cytology has no result yet, but a result is recorded."),
            ),
            (
                "blood-test-history",
                Indication,
                test_not_done_with_method,
                "blood_test",
                _("The occult blood test before the examination was not done, but its method is recorded."),
            ),
            (
                "blood-test",
                Discharge,
                test_not_done_with_method,
                "blood_test",
                _("Duct {duct}: the occult blood test was not done, but its method is recorded."),
            ),
            (
                "pregnancy-test",
                Indication,
                pregnancy_test_not_done_with_method,
                "pregnancy_test",
                _("The pregnancy test was not done, but its type is recorded."),
            ),
            (
                "nipple",
                Indication,
                no_nipple_change_with_retraction,
                "nipple_skin_changes",
                _("“No skin or nipple change” is selected, but nipple retraction is “yes”."),
            ),
            (
                "trigger",
                Duct,
                no_trigger_zone_with_place,
                "trigger_zone.found",
                _("Duct {number}: no trigger zone was identified, but its position is recorded."),
            ),
            (
                "extravasation",
                Duct,
                no_extravasation_with_cause,
                "contrast.extravasation_cause",
                _("Duct {number}: extravasation is “none”, but its cause is recorded."),
            ),
            (
                "orifice",
                Duct,
                discharge_seen_without_orifice,
                "cannulation.discharging_orifices",
                _("Duct {number}: discharge was seen today, but the number of discharging orifices is 0."),
            ),
        )
    ),
    Rule(
        "reason-conflict",
        on=ReportDocument,
        when=reasons_differ,
        at="outcome.reasons",
        severity=Severity.ALERT,
        says=_(
            "The reason for the unsuccessful examination differs from the reason for the unsuccessful "
            "cannulation. Enter the same reason."
        ),
        why=_TWO,
        source="SEED, FR-MAM, BELG95",
    ),
    Rule(
        "blood-test-duct",
        on=Duct,
        when=dark_and_untested,
        at="discharge.blood_test",
        severity=Severity.ALERT,
        says=_(
            "Duct {number}: the discharge is brown or black, but was not tested for blood. Enter the test."
        ),
        why=_OLD_BLOOD,
        source="NCCN-A, REV20",
    ),
    Rule(
        "blood-test-history",
        on=ReportDocument,
        when=dark_by_history_and_untested,
        at="indication.blood_test",
        severity=Severity.ALERT,
        says=_("The discharge is brown or black by history, but was not tested for blood. Enter the test."),
        why=_OLD_BLOOD,
        source="NCCN-A, REV20",
    ),
)

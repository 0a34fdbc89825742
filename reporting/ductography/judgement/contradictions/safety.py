"""Whether what was known before the contrast fits that it was given."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import Discharge, Duct, ReportDocument, SafetyItem
from reporting.ductography.facts.discharge import discharge_facts
from reporting.ductography.facts.discharge_pattern import BLOODY
from reporting.ductography.facts.report_facts import contrast_was_given, was_filled
from reporting.ductography.vocabulary import (
    Answer,
    BloodTest,
    Consent,
    DischargeColour,
    Pregnancy,
    SafetyStatus,
    Sex,
)

from ..rules import Place, Rule, Severity

_TWO = _("These answers contradict each other.")


def went_on(place: Place) -> bool:
    return place.node.status is SafetyStatus.PRESENT and contrast_was_given(place.report)


def allergy_known(place: Place) -> bool:
    allergy = place.report.safety.contrast_allergy.status is SafetyStatus.PRESENT
    return allergy and contrast_was_given(place.report)


def pregnancy_told_twice(place: Place) -> bool:
    return _may_be_pregnant(place) and place.report.safety.pregnancy.status is SafetyStatus.ABSENT


def pregnant(place: Place) -> bool:
    present = place.report.safety.pregnancy.status is SafetyStatus.PRESENT
    return (_may_be_pregnant(place) or present) and contrast_was_given(place.report)


def _may_be_pregnant(place: Place) -> bool:
    return place.report.indication.pregnancy in (Pregnancy.PREGNANT, Pregnancy.POSSIBLE)


def purulent_and_filled(place: Place) -> bool:
    colours = discharge_facts(place.report, place.node.side).colours
    return DischargeColour.PURULENT in colours and was_filled(place.node)


def consent_declined(place: Place) -> bool:
    return place.report.safety.consent is Consent.DECLINED and contrast_was_given(place.report)


def man(place: Place) -> bool:
    return place.report.identity.sex is Sex.MALE


def blood_denied(place: Place) -> bool:
    history = place.report.indication
    return history.bloody is Answer.NO and bool(BLOODY & set(history.colours))


def negative_test_and_blood(place: Place) -> bool:
    return place.node.blood_test is BloodTest.NEGATIVE and bool(BLOODY & set(place.node.colours))


RULES: tuple[Rule, ...] = (
    Rule(
        "consent-declined",
        on=ReportDocument,
        when=consent_declined,
        at="safety.consent",
        severity=Severity.ALERT,
        says=_("Consent was declined, but contrast was given. Check both."),
        why=_TWO,
        source="own decision",
    ),
    Rule(
        "went-on-without-reason",
        on=SafetyItem,
        when=went_on,
        required=("reason_to_proceed",),
        severity=Severity.PROHIBIT,
        says=_("A contraindication is present: enter the reason for proceeding."),
        why=_("Later readers must see that this was considered."),
        source="FR-MAM, RU-MJ, DE-GL",
    ),
    Rule(
        "allergy-without-premedication",
        on=ReportDocument,
        when=allergy_known,
        required=("safety.premedication",),
        severity=Severity.ALERT,
        says=_("Known contrast allergy, but premedication is not recorded."),
        why=_("A prior allergic-like reaction may require premedication."),
        source="FR-MAM, ACRCM",
    ),
    Rule(
        "pregnancy-told-twice",
        on=ReportDocument,
        when=pregnancy_told_twice,
        at="safety.pregnancy.status",
        severity=Severity.PROHIBIT,
        says=_("History: possibly pregnant. Safety check: pregnancy absent."),
        why=_TWO,
        source="FR-MAM, RU-MJ",
    ),
    Rule(
        "pregnant",
        on=ReportDocument,
        when=pregnant,
        at="safety.pregnancy.reason_to_proceed",
        severity=Severity.ALERT,
        says=_("Contrast was given to a patient who is or may be pregnant."),
        why=_("Pregnancy is a published contraindication."),
        source="FR-MAM, RU-MJ, SEED",
    ),
    Rule(
        "purulent-and-filled",
        on=Duct,
        when=purulent_and_filled,
        at="discharge.colours",
        severity=Severity.ALERT,
        says=_("Duct {number}: contrast was injected despite purulent discharge."),
        why=_("Treat infection first; do not perform ductography in acute inflammation."),
        source="FR-MAM, RU-MJ, DE-RCP",
    ),
    Rule(
        "male-patient",
        on=ReportDocument,
        when=man,
        at="identity.sex",
        severity=Severity.NOTE,
        says=_("Male patient: pathologic nipple discharge carries a higher risk of malignancy."),
        why=_("Mammography, with ultrasound as indicated, is the first step."),
        source="ACR22, JBI20",
    ),
    Rule(
        "blood-denied",
        on=ReportDocument,
        when=blood_denied,
        at="indication.bloody",
        severity=Severity.ALERT,
        says=_("The patient reports no blood, but the colour by history is bloody."),
        why=_TWO,
        source="DICOM",
    ),
    Rule(
        "negative-test-and-blood",
        on=Discharge,
        when=negative_test_and_blood,
        at="blood_test",
        severity=Severity.NOTE,
        says=_("Duct {duct}: bloody discharge, but the occult blood test is negative."),
        why=_("A negative occult blood test should not stop the work-up."),
        source="NCCN-A",
    ),
)

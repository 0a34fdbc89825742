"""Phrases for the discharge: by history, on the day of the examination, its trigger zone and its tests."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..vocabulary import (
    Amount,
    Answer,
    BloodTest,
    BloodTestMethod,
    CytologyResult,
    CytologyStatus,
    DischargeColour,
    DuctCount,
    Persistence,
    Sample,
    Spontaneity,
    Thickness,
)
from .translation_cache import Phrase

# Predicates of the discharge by history.
SPONTANEITY: dict[Spontaneity, Phrase] = {
    Spontaneity.SPONTANEOUS: _("is spontaneous"),
    Spontaneity.EXPRESSED: _("is expressible only"),
    Spontaneity.BOTH: _("is spontaneous and expressible"),
    Spontaneity.UNKNOWN: _("is not known to be spontaneous"),
}
PERSISTENCE: dict[Persistence, Phrase] = {
    Persistence.PERSISTENT: _("is persistent"),
    Persistence.INTERMITTENT: _("is intermittent"),
    Persistence.SINGLE_EPISODE: _("occurred in a single episode"),
    Persistence.CEASED: _("has ceased"),
}
STAINS: dict[Answer, Phrase] = {
    Answer.YES: _("stains clothing"),
    Answer.NO: _("does not stain clothing"),
}
DESCRIBED_AS = _("is {colours} by history")
COLOUR: dict[DischargeColour, Phrase] = {
    DischargeColour.CLEAR: pgettext_lazy("discharge", "clear"),
    DischargeColour.SEROUS: pgettext_lazy("discharge", "serous"),
    DischargeColour.YELLOW: pgettext_lazy("discharge", "yellow"),
    DischargeColour.BLOOD_TINGED: pgettext_lazy("discharge", "serosanguineous"),
    DischargeColour.BRIGHT_RED: pgettext_lazy("discharge", "bright red"),
    DischargeColour.DARK_RED: pgettext_lazy("discharge", "dark red"),
    DischargeColour.BLOODY: pgettext_lazy("discharge", "bloody"),
    DischargeColour.LIGHT_BROWN: pgettext_lazy("discharge", "light brown"),
    DischargeColour.BROWN: pgettext_lazy("discharge", "brown"),
    DischargeColour.DARK_BROWN: pgettext_lazy("discharge", "dark brown"),
    DischargeColour.BLACK: pgettext_lazy("discharge", "black"),
    DischargeColour.GREEN: pgettext_lazy("discharge", "green"),
    DischargeColour.BLUE_GREEN: pgettext_lazy("discharge", "blue-green"),
    DischargeColour.GREY: pgettext_lazy("discharge", "grey"),
    DischargeColour.WHITE: pgettext_lazy("discharge", "white"),
    DischargeColour.MILKY: pgettext_lazy("discharge", "milky"),
    DischargeColour.PURULENT: pgettext_lazy("discharge", "purulent"),
}
THICKNESS: dict[Thickness, Phrase] = {
    Thickness.WATERY: _("is watery"),
    Thickness.STICKY: _("is sticky"),
    Thickness.VISCOUS: _("is thick and viscous"),
    Thickness.PASTE_LIKE: _("is pasty"),
}
DUCT_COUNT: dict[DuctCount, Phrase] = {
    DuctCount.ONE: _("comes from one duct"),
    DuctCount.FEW: _("comes from two or three ducts"),
    DuctCount.SEVERAL: _("comes from multiple ducts"),
    DuctCount.UNKNOWN: _("comes from an unknown number of ducts"),
}
THE_TRIGGER_ZONE = _("the trigger zone")
IS_AT = _("is {place}")
REPRODUCIBLE: dict[Answer, Phrase] = {
    Answer.YES: _("is reproducible"),
    Answer.NO: _("is not reproducible"),
}
TRIGGER_ZONE: dict[Answer, Phrase] = {
    Answer.YES: _("A trigger zone was identified."),
    Answer.NO: _("No trigger zone was identified."),
    Answer.UNKNOWN: _("Trigger zone: unknown."),
}
SUBAREOLAR = _("behind the areola {of_breast}")

DISCHARGE_TODAY = _("the discharge on the day of the examination")
IS_COLOURED = _("is {colours}")
SEEN_TODAY: dict[Answer, Phrase] = {
    Answer.YES: _("Discharge was seen on the day of the examination."),
    Answer.NO: _("No discharge was present on the day of the examination."),
    Answer.UNKNOWN: _("Discharge on the day of examination: unknown."),
}
SPONTANEOUS_TODAY: dict[Answer, Phrase] = {
    Answer.YES: _("is spontaneous"),
    Answer.NO: _("appears only on compression"),
}
AMOUNT: dict[Amount, Phrase] = {
    Amount.TRACE: _("is scant"),
    Amount.ONE_DROP: _("consists of a single drop"),
    Amount.SEVERAL_DROPS: _("consists of several drops"),
    Amount.PROFUSE: _("is profuse"),
}
BLOOD_TEST: dict[BloodTest, Phrase] = {
    BloodTest.NOT_DONE: _("was not tested for occult blood"),
    BloodTest.NEGATIVE: _("was negative on occult blood testing"),
    BloodTest.TRACE: _("showed trace occult blood"),
    BloodTest.POSITIVE_1: _("was positive for occult blood, +"),
    BloodTest.POSITIVE_2: _("was positive for occult blood, ++"),
    BloodTest.POSITIVE_3: _("was positive for occult blood, +++"),
    BloodTest.POSITIVE: _("was positive for occult blood"),
}
BY_METHOD = _("{result} ({method})")
BLOOD_TEST_METHOD: dict[BloodTestMethod, Phrase] = {
    BloodTestMethod.GUAIAC: _("guaiac test"),
    BloodTestMethod.DIPSTICK: _("test strip"),
    BloodTestMethod.OTHER: _("other method"),
}
SAMPLE: dict[Sample, Phrase] = {
    Sample.BEFORE_CONTRAST: _("A sample was obtained before contrast injection."),
    Sample.AFTER_CONTRAST: _("A sample was taken after contrast."),
    Sample.NOT_TAKEN: _("No sample was taken."),
}
CYTOLOGY: dict[CytologyStatus, Phrase] = {
    CytologyStatus.NOT_SENT: _("No sample was sent for cytology."),
    CytologyStatus.SENT: _("A sample was sent for cytology; the result is pending."),
    CytologyStatus.RESULTED: _("The cytology result is available."),
}
CYTOLOGY_SHOWED = _("Cytology of the discharge showed {results}.")
CYTOLOGY_RESULT: dict[CytologyResult, Phrase] = {
    CytologyResult.INSUFFICIENT: pgettext_lazy("cytology showed", "insufficient material"),
    CytologyResult.NORMAL_EPITHELIAL_CELLS: pgettext_lazy("cytology showed", "normal epithelial cells"),
    CytologyResult.DEBRIS: pgettext_lazy("cytology showed", "debris"),
    CytologyResult.FOAM_CELLS: pgettext_lazy("cytology showed", "foam cells"),
    CytologyResult.RED_BLOOD_CELLS: pgettext_lazy("cytology showed", "red blood cells"),
    CytologyResult.INFLAMMATORY_CELLS: pgettext_lazy("cytology showed", "inflammatory cells"),
    CytologyResult.PAPILLARY_CLUSTERS: pgettext_lazy("cytology showed", "papillary cell clusters"),
    CytologyResult.ATYPICAL_CELLS: pgettext_lazy("cytology showed", "atypical cells"),
    CytologyResult.SUSPICIOUS_CELLS: pgettext_lazy("cytology showed", "cells suspicious for malignancy"),
    CytologyResult.MALIGNANT_CELLS: pgettext_lazy("cytology showed", "malignant cells"),
    CytologyResult.SILICONE: pgettext_lazy("cytology showed", "silicone"),
}

"""Sentences of safety, course and complications of the examination."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ..vocabulary import (
    ComplicationKind,
    ComplicationOccurrence,
    Consent,
    IncompleteReason,
    Limitation,
    Outcome,
    TimeOut,
)
from ..vocabulary.terms import Term
from .translation_cache import Phrase

# By name of the safety question: when present, as part of a denial, and when unknown.
RISK: dict[str, tuple[Phrase, Phrase, Phrase]] = {
    "contrast_allergy": (
        _("An allergy to iodinated contrast is known."),
        _("no allergy to iodinated contrast"),
        _("It is not known whether there is an allergy to iodinated contrast."),
    ),
    "acute_inflammation": (
        _("There is acute mastitis or an abscess."),
        _("no acute mastitis or abscess"),
        _("It is not known whether there is acute mastitis or an abscess."),
    ),
    "purulent_discharge": (
        _("The discharge is purulent."),
        _("no purulent discharge"),
        _("It is not known whether the discharge is purulent."),
    ),
    "pregnancy": (
        _("Pregnancy was reported before the examination."),
        _("no pregnancy"),
        _("It was not known before the examination whether there is a pregnancy."),
    ),
    "lactation": (
        _("The patient was lactating."),
        _("no lactation"),
        _("It is not known whether the patient was lactating."),
    ),
    "coagulation_disorder": (
        _("A coagulation disorder is known."),
        _("no coagulation disorder"),
        _("It is not known whether there is a coagulation disorder."),
    ),
    "severe_nipple_retraction": (
        _("The nipple is severely retracted."),
        _("no severe retraction of the nipple"),
        _("It is not known whether the nipple is severely retracted."),
    ),
}
NO_RISK = _("None of the listed contraindications is present.")
NO_SUCH_RISK = _("There is {risks}.")
WENT_ON = _("The examination went on all the same: {reason}.")
PREMEDICATION = _("Premedication: {premedication}.")
STATED: dict[str, Mapping[Term, Phrase]] = {
    "consent": {
        Consent.WRITTEN: _("The patient consented in writing."),
        Consent.SPOKEN: _("The patient consented verbally."),
        Consent.DECLINED: _("The patient declined consent."),
    },
    "time_out": {
        TimeOut.DONE: _("A time-out confirmed patient, side and procedure."),
        TimeOut.NOT_DONE: _("No time-out was done."),
    },
}

# Of the whole examination, and of the cannulation of one duct.
OUTCOME: dict[Outcome, Phrase] = {
    Outcome.SUCCEEDED: _("Ductography {of_breast} succeeded."),
    Outcome.PARTIALLY_SUCCEEDED: _("Ductography {of_breast} succeeded only in part."),
    Outcome.FAILED: _("Ductography {of_breast} failed."),
    Outcome.NOT_ATTEMPTED: _("Ductography {of_breast} was not performed."),
}
CANNULATION: dict[Outcome, Phrase] = {
    Outcome.SUCCEEDED: _("{The_duct} was cannulated."),
    Outcome.PARTIALLY_SUCCEEDED: _("{The_duct} was cannulated only in part."),
    Outcome.FAILED: _("{The_duct} could not be cannulated."),
    Outcome.NOT_ATTEMPTED: _("Cannulation of {the_duct} was not attempted."),
}
REASON: dict[IncompleteReason, Phrase] = {
    IncompleteReason.NO_DISCHARGE_TODAY: _("There was no discharge on the day of the examination."),
    IncompleteReason.NOT_INDICATED: _("Ductography was not indicated."),
    IncompleteReason.CONTRAINDICATED: _("Ductography was contraindicated."),
    IncompleteReason.ORIFICE_NOT_FOUND: _("The orifice of the duct was not found."),
    IncompleteReason.DUCT_TOO_SMALL: _("The duct was too small to be dilated."),
    IncompleteReason.NIPPLE_RETRACTION: _("The nipple is retracted."),
    IncompleteReason.PAIN: _("Pain limited the examination."),
    IncompleteReason.EXTRAVASATION: _("Contrast left the duct."),
    IncompleteReason.WRONG_DUCT: _("Contrast filled another duct than the discharging one."),
    IncompleteReason.INCOMPLETE_FILLING: _("The duct was filled only in part."),
    IncompleteReason.REFLUX_ONLY: _("Contrast only ran back at the orifice."),
    IncompleteReason.ADVERSE_REACTION: _("An adverse reaction ended the examination early."),
    IncompleteReason.CONSENT_WITHDRAWN: _("The patient withdrew consent."),
    IncompleteReason.EQUIPMENT: _("Equipment failed."),
    IncompleteReason.OTHER: _("There was another reason."),
}
LIMITATION: dict[Limitation, Phrase] = {
    Limitation.NONE: _("There was no limitation."),
    Limitation.UPSTREAM_NOT_OPACIFIED: _(
        "The duct beyond the obstruction is not opacified and cannot be judged."
    ),
    Limitation.EXTENT_NOT_DELINEATED: _("The full extent of the lesion cannot be delineated."),
    Limitation.INCOMPLETE_FILLING: _("Incomplete filling limits the assessment."),
    Limitation.EXTRAVASATION: _("Extravasation limits the assessment."),
    Limitation.POSSIBLE_ARTEFACT: _("An air bubble, a clot or debris may imitate a lesion."),
    Limitation.NO_PRE_CONTRAST_IMAGES: _(
        "There are no images before contrast, which can hide calcifications."
    ),
    Limitation.IMAGE_QUALITY: _("Image quality limits the assessment."),
    Limitation.OTHER_DUCTS_NOT_EXAMINED: _("Other ducts were not examined."),
}

OCCURRENCE: dict[ComplicationOccurrence, Phrase] = {
    ComplicationOccurrence.NONE: _("There were no complications."),
    ComplicationOccurrence.OCCURRED: _("Complications occurred."),
}
OCCURRED = _("{complication} occurred.")
OCCURRED_WITH = _("{complication} occurred ({details}).")
COMPLICATION: dict[ComplicationKind | None, Phrase] = {
    ComplicationKind.PAIN: _("Pain"),
    ComplicationKind.EXTRAVASATION: _("Extravasation"),
    ComplicationKind.DUCT_PERFORATION: _("Injury or perforation of the duct"),
    ComplicationKind.VASOVAGAL: _("A vasovagal reaction"),
    ComplicationKind.BLEEDING: _("Bleeding"),
    ComplicationKind.HAEMATOMA: _("A haematoma"),
    ComplicationKind.INFECTION: _("Infection or mastitis"),
    ComplicationKind.URTICARIA: _("Urticaria or itching"),
    ComplicationKind.RASH: _("A rash"),
    ComplicationKind.SWELLING: _("Swelling"),
    ComplicationKind.ADVERSE_REACTION: _("A reaction to the contrast agent"),
    ComplicationKind.OTHER: _("Another complication"),
    None: _("A complication"),
}
COURSE = _("Treatment and course: {words}.")
COMPLICATIONS_UNSTATED = _("whether there were complications")

DOSE = _("The average glandular dose was {dose} mGy.")
TOTAL_DOSE = _("The accumulated average glandular dose was {dose} mGy.")
EXPOSURES = ngettext_lazy("{count} exposure was made.", "{count} exposures were made.", "count")

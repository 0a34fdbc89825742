"""Sentences on safety, outcome and complications of the examination."""

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

# By safety question: sentence if present, noun for the list of absent risks, sentence if unknown.
RISK: dict[str, tuple[Phrase, Phrase, Phrase]] = {
    "contrast_allergy": (
        _("Known allergy to iodinated contrast."),
        _("no allergy to iodinated contrast"),
        _("Contrast allergy status unknown."),
    ),
    "acute_inflammation": (
        _("Acute mastitis or abscess is present."),
        _("no acute mastitis or abscess"),
        _("Acute mastitis or abscess: unknown."),
    ),
    "purulent_discharge": (
        _("The discharge is purulent."),
        _("no purulent discharge"),
        _("Purulent discharge: unknown."),
    ),
    "pregnancy": (
        _("Pregnancy was reported before the examination."),
        _("no pregnancy"),
        _("Pregnancy status before the examination unknown."),
    ),
    "lactation": (
        _("The patient was lactating."),
        _("no lactation"),
        _("Lactation status unknown."),
    ),
    "coagulation_disorder": (
        _("Known coagulation disorder."),
        _("no coagulation disorder"),
        _("Coagulation status unknown."),
    ),
    "severe_nipple_retraction": (
        _("The nipple is severely retracted."),
        _("no severe nipple retraction"),
        _("Severe nipple retraction: unknown."),
    ),
}
NO_RISK = _("None of the listed contraindications was present.")
NO_SUCH_RISK = _("There is {risks}.")
PROCEEDED = _("The examination proceeded despite this: {reason}.")
PREMEDICATION = _("Premedication: {premedication}.")
SENTENCES: dict[str, Mapping[Term, Phrase]] = {
    "consent": {
        Consent.WRITTEN: _("Written consent was obtained."),
        Consent.SPOKEN: _("Verbal consent was obtained."),
        Consent.DECLINED: _("The patient declined consent."),
    },
    "time_out": {
        TimeOut.DONE: _("A time-out was performed to verify patient, side and procedure."),
        TimeOut.NOT_DONE: _("No time-out was performed."),
    },
}

# Outcome of the whole examination, and of the cannulation of one duct.
OUTCOME: dict[Outcome, Phrase] = {
    Outcome.SUCCEEDED: _("Ductography {of_breast} was technically successful."),
    Outcome.PARTIALLY_SUCCEEDED: _("Ductography {of_breast} was only partially successful."),
    Outcome.FAILED: _("Ductography {of_breast} was unsuccessful."),
    Outcome.NOT_ATTEMPTED: _("Ductography {of_breast} was not performed."),
}
CANNULATION: dict[Outcome, Phrase] = {
    Outcome.SUCCEEDED: _("{The_duct} was cannulated."),
    Outcome.PARTIALLY_SUCCEEDED: _("{The_duct} was only partially cannulated."),
    Outcome.FAILED: _("{The_duct} could not be cannulated."),
    Outcome.NOT_ATTEMPTED: _("Cannulation of {the_duct} was not attempted."),
}
REASON: dict[IncompleteReason, Phrase] = {
    IncompleteReason.NO_DISCHARGE_TODAY: _("There was no discharge on the day of the examination."),
    IncompleteReason.NOT_INDICATED: _("Ductography was not indicated."),
    IncompleteReason.CONTRAINDICATED: _("Ductography was contraindicated."),
    IncompleteReason.ORIFICE_NOT_FOUND: _("The duct orifice was not found."),
    IncompleteReason.DUCT_TOO_SMALL: _("The duct was too small to dilate."),
    IncompleteReason.NIPPLE_RETRACTION: _("The nipple is retracted."),
    IncompleteReason.PAIN: _("The examination was limited by pain."),
    IncompleteReason.EXTRAVASATION: _("Contrast extravasated."),
    IncompleteReason.WRONG_DUCT: _("A duct other than the discharging duct was opacified."),
    IncompleteReason.INCOMPLETE_FILLING: _("The duct was only partially opacified."),
    IncompleteReason.REFLUX_ONLY: _(
        "Only reflux of contrast at the orifice was seen; the duct did not opacify."
    ),
    IncompleteReason.ADVERSE_REACTION: _(
        "The examination was terminated early because of an adverse reaction."
    ),
    IncompleteReason.CONSENT_WITHDRAWN: _("The patient withdrew consent."),
    IncompleteReason.EQUIPMENT: _("Equipment failure."),
    IncompleteReason.OTHER: _("Other reason."),
}
LIMITATION: dict[Limitation, Phrase] = {
    Limitation.NONE: _("No limitations."),
    Limitation.UPSTREAM_NOT_OPACIFIED: _(
        "The duct upstream of the obstruction is not opacified and could not be evaluated."
    ),
    Limitation.EXTENT_NOT_DELINEATED: _("The full extent of the lesion cannot be delineated."),
    Limitation.INCOMPLETE_FILLING: _("Incomplete filling limits the assessment."),
    Limitation.EXTRAVASATION: _("Extravasation limits the assessment."),
    Limitation.POSSIBLE_ARTEFACT: _("An air bubble, a clot or debris may mimic a lesion."),
    Limitation.NO_PRE_CONTRAST_IMAGES: _("No pre-contrast images; contrast may obscure calcifications."),
    Limitation.IMAGE_QUALITY: _("Image quality limits the assessment."),
    Limitation.OTHER_DUCTS_NOT_EXAMINED: _("Other ducts were not examined."),
}

OCCURRENCE: dict[ComplicationOccurrence, Phrase] = {
    ComplicationOccurrence.NONE: _("No complications."),
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
    ComplicationKind.URTICARIA: _("Urticaria or pruritus"),
    ComplicationKind.RASH: _("A rash"),
    ComplicationKind.SWELLING: _("Swelling"),
    ComplicationKind.ADVERSE_REACTION: _("A reaction to the contrast agent"),
    ComplicationKind.OTHER: _("Another complication"),
    None: _("A complication"),
}
COURSE = _("Treatment and outcome: {words}.")
COMPLICATIONS_NOT_RECORDED = _("whether there were complications")

DOSE = _("The average glandular dose was {dose} mGy.")
TOTAL_DOSE = _("The cumulative average glandular dose was {dose} mGy.")
EXPOSURES = ngettext_lazy("{count} exposure.", "{count} exposures.", "count")

"""Sentences of the recommendation and of the communication of the result."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..vocabulary import CommunicationMethod, RecommendedAction
from .translation_cache import Phrase

# A recommended step; ``step`` is a line of `recommended_steps.step_line`.
STEP = pgettext_lazy("recommended step", "{number}. {step}.")
ACTIONS_NOT_RECORDED = _("the recommendation")
ACTION: dict[RecommendedAction, Phrase] = {
    RecommendedAction.NO_FURTHER_ACTION: pgettext_lazy("recommended", "no further action"),
    RecommendedAction.ROUTINE_SCREENING: pgettext_lazy("recommended", "routine screening"),
    RecommendedAction.CLINICAL_FOLLOW_UP: pgettext_lazy("recommended", "clinical follow-up"),
    RecommendedAction.IMAGING_FOLLOW_UP: pgettext_lazy("recommended", "follow-up imaging"),
    RecommendedAction.RESCHEDULE: pgettext_lazy("recommended", "repeat ductography when discharge recurs"),
    RecommendedAction.REPEAT_DUCTOGRAPHY: pgettext_lazy("recommended", "repeat ductography"),
    RecommendedAction.TARGETED_ULTRASOUND: pgettext_lazy("recommended", "targeted ultrasound"),
    RecommendedAction.DIAGNOSTIC_MAMMOGRAPHY: pgettext_lazy("recommended", "diagnostic mammography"),
    RecommendedAction.ADDITIONAL_MAMMOGRAPHY: pgettext_lazy("recommended", "additional mammographic views"),
    RecommendedAction.SPOT_MAGNIFICATION: pgettext_lazy("recommended", "spot magnification views"),
    RecommendedAction.CONTRAST_MRI: pgettext_lazy("recommended", "contrast-enhanced MRI"),
    RecommendedAction.CONTRAST_MAMMOGRAPHY: pgettext_lazy("recommended", "contrast-enhanced mammography"),
    RecommendedAction.BLOOD_TEST: pgettext_lazy("recommended", "occult blood test of the discharge"),
    RecommendedAction.DUCTOSCOPY: pgettext_lazy("recommended", "ductoscopy"),
    RecommendedAction.CYTOLOGY: pgettext_lazy("recommended", "cytology of the discharge"),
    RecommendedAction.CORE_BIOPSY: pgettext_lazy("recommended", "image-guided core biopsy"),
    RecommendedAction.VACUUM_BIOPSY: pgettext_lazy("recommended", "vacuum-assisted biopsy or excision"),
    RecommendedAction.NIPPLE_SKIN_BIOPSY: pgettext_lazy("recommended", "skin (punch) biopsy of the nipple"),
    RecommendedAction.LOCALISED_EXCISION: pgettext_lazy("recommended", "localisation and excision"),
    RecommendedAction.MICRODOCHECTOMY: pgettext_lazy(
        "recommended", "microdochectomy (excision of the single duct)"
    ),
    RecommendedAction.TOTAL_DUCT_EXCISION: pgettext_lazy("recommended", "total subareolar duct excision"),
    RecommendedAction.SURGICAL_CONSULTATION: pgettext_lazy("recommended", "surgical consultation"),
    RecommendedAction.ENDOCRINE_WORK_UP: pgettext_lazy(
        "recommended",
        "galactorrhoea work-up (pregnancy test, prolactin, TSH, renal function, medication review)",
    ),
    RecommendedAction.TREAT_INFECTION: pgettext_lazy("recommended", "treatment of the infection first"),
    RecommendedAction.COMPARE_WITH_PRIORS: pgettext_lazy("recommended", "comparison with prior imaging"),
    RecommendedAction.IMPLANT_ASSESSMENT: pgettext_lazy("recommended", "implant assessment"),
    RecommendedAction.MULTIDISCIPLINARY: pgettext_lazy("recommended", "multidisciplinary discussion"),
    RecommendedAction.OTHER: pgettext_lazy("recommended", "another step"),
}
DEPARTURE = _("Reason the recommendation differs from the suggestion: {reason}.")

COMMUNICATED_TO = _("The result was communicated to {recipient}.")
COMMUNICATED = _("The result was communicated.")
COMMUNICATED_BY: dict[CommunicationMethod, Phrase] = {
    CommunicationMethod.IN_PERSON: _("Method: in person."),
    CommunicationMethod.TELEPHONE: _("Method: telephone."),
    CommunicationMethod.SECURE_MESSAGE: _("Method: secure message."),
    CommunicationMethod.OTHER: _("Method: other."),
}
COMMUNICATED_AT = _("Date and time: {moment}.")
READ_BACK = _("Read-back confirmed.")
NOT_READ_BACK = _("Read-back not obtained.")
CATEGORY_OF = _("Assessment {of_breast}: {category}.")
CATEGORY = _("Assessment: {category}.")

"""Sentences on what is done next: the actions that were chosen, by when, by whom, and who was told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from ..vocabulary import CommunicationMethod, IntervalUnit, RecommendedAction, Responsible, Urgency
from .translation_cache import Phrase

RECOMMENDED = _("Recommended: {actions}.")
ACTIONS_UNSTATED = _("the recommendation")
ACTION: dict[RecommendedAction, Phrase] = {
    RecommendedAction.NO_FURTHER_ACTION: pgettext_lazy("recommended", "no further action"),
    RecommendedAction.ROUTINE_SCREENING: pgettext_lazy("recommended", "routine screening"),
    RecommendedAction.CLINICAL_FOLLOW_UP: pgettext_lazy("recommended", "clinical follow-up"),
    RecommendedAction.IMAGING_FOLLOW_UP: pgettext_lazy("recommended", "follow-up imaging"),
    RecommendedAction.RESCHEDULE: pgettext_lazy("recommended", "ductography when discharge is present again"),
    RecommendedAction.REPEAT_DUCTOGRAPHY: pgettext_lazy("recommended", "repeat ductography"),
    RecommendedAction.TARGETED_ULTRASOUND: pgettext_lazy("recommended", "targeted ultrasound"),
    RecommendedAction.ADDITIONAL_MAMMOGRAPHY: pgettext_lazy("recommended", "additional mammographic views"),
    RecommendedAction.SPOT_MAGNIFICATION: pgettext_lazy("recommended", "spot magnification views"),
    RecommendedAction.CONTRAST_MRI: pgettext_lazy("recommended", "contrast-enhanced MRI"),
    RecommendedAction.DUCTOSCOPY: pgettext_lazy("recommended", "ductoscopy"),
    RecommendedAction.CYTOLOGY: pgettext_lazy("recommended", "cytology of the discharge"),
    RecommendedAction.CORE_BIOPSY: pgettext_lazy("recommended", "image-guided core biopsy"),
    RecommendedAction.VACUUM_BIOPSY: pgettext_lazy("recommended", "vacuum-assisted biopsy or excision"),
    RecommendedAction.LOCALISED_EXCISION: pgettext_lazy("recommended", "localisation and excision"),
    RecommendedAction.MICRODOCHECTOMY: pgettext_lazy(
        "recommended", "microdochectomy (excision of the single duct)"
    ),
    RecommendedAction.TOTAL_DUCT_EXCISION: pgettext_lazy("recommended", "total subareolar duct excision"),
    RecommendedAction.SURGICAL_CONSULTATION: pgettext_lazy("recommended", "surgical consultation"),
    RecommendedAction.ENDOCRINE_WORK_UP: pgettext_lazy(
        "recommended", "work-up of galactorrhoea (pregnancy test, prolactin, TSH, renal function, drugs)"
    ),
    RecommendedAction.TREAT_INFECTION: pgettext_lazy("recommended", "treatment of the infection first"),
    RecommendedAction.COMPARE_WITH_PRIORS: pgettext_lazy("recommended", "comparison with earlier images"),
    RecommendedAction.IMPLANT_ASSESSMENT: pgettext_lazy("recommended", "assessment of the implant"),
    RecommendedAction.MULTIDISCIPLINARY: pgettext_lazy("recommended", "multidisciplinary discussion"),
    RecommendedAction.OTHER: pgettext_lazy("recommended", "another step"),
}
# By unit: a time limit, a span, one time, and a time before which nothing should be done.
WITHIN: dict[IntervalUnit, Phrase] = {
    IntervalUnit.DAYS: ngettext_lazy(
        "To be done within {count} day.", "To be done within {count} days.", "count"
    ),
    IntervalUnit.WEEKS: ngettext_lazy(
        "To be done within {count} week.", "To be done within {count} weeks.", "count"
    ),
    IntervalUnit.MONTHS: ngettext_lazy(
        "To be done within {count} month.", "To be done within {count} months.", "count"
    ),
}
BETWEEN: dict[IntervalUnit, Phrase] = {
    IntervalUnit.DAYS: ngettext_lazy(
        "To be done after {first} to {count} day.", "To be done after {first} to {count} days.", "count"
    ),
    IntervalUnit.WEEKS: ngettext_lazy(
        "To be done after {first} to {count} week.", "To be done after {first} to {count} weeks.", "count"
    ),
    IntervalUnit.MONTHS: ngettext_lazy(
        "To be done after {first} to {count} month.", "To be done after {first} to {count} months.", "count"
    ),
}
AFTER: dict[IntervalUnit, Phrase] = {
    IntervalUnit.DAYS: ngettext_lazy(
        "To be done after {count} day.", "To be done after {count} days.", "count"
    ),
    IntervalUnit.WEEKS: ngettext_lazy(
        "To be done after {count} week.", "To be done after {count} weeks.", "count"
    ),
    IntervalUnit.MONTHS: ngettext_lazy(
        "To be done after {count} month.", "To be done after {count} months.", "count"
    ),
}
NOT_BEFORE: dict[IntervalUnit, Phrase] = {
    IntervalUnit.DAYS: ngettext_lazy(
        "Not to be done before {count} day.", "Not to be done before {count} days.", "count"
    ),
    IntervalUnit.WEEKS: ngettext_lazy(
        "Not to be done before {count} week.", "Not to be done before {count} weeks.", "count"
    ),
    IntervalUnit.MONTHS: ngettext_lazy(
        "Not to be done before {count} month.", "Not to be done before {count} months.", "count"
    ),
}
URGENCY: dict[Urgency, Phrase] = {
    Urgency.ROUTINE: _("The urgency is routine."),
    Urgency.SOON: _("This should be done soon."),
    Urgency.URGENT: _("This is urgent."),
}
TO_BE_ARRANGED = _("To be arranged by {people}.")
RESPONSIBLE: dict[Responsible, Phrase] = {
    Responsible.REFERRER: _("the referring doctor"),
    Responsible.BREAST_SURGEON: _("the breast surgeon"),
    Responsible.RADIOLOGY: _("breast radiology"),
    Responsible.BREAST_CLINIC: _("the breast clinic"),
    Responsible.ENDOCRINOLOGY: _("endocrinology"),
    Responsible.PATIENT: _("the patient"),
    Responsible.OTHER: _("another person"),
}
DEPARTURE = _("Reason for departing from the proposal: {reason}.")

TOLD = _("The result was told to {recipient}.")
TOLD_NOBODY_NAMED = _("The result was told.")
TOLD_BY: dict[CommunicationMethod, Phrase] = {
    CommunicationMethod.IN_PERSON: _("It was told in person."),
    CommunicationMethod.TELEPHONE: _("It was told by telephone."),
    CommunicationMethod.SECURE_MESSAGE: _("It was sent by secure message."),
    CommunicationMethod.OTHER: _("It was told in another way."),
}
TOLD_AT = _("This was on {moment}.")
READ_BACK = _("It was read back.")
NOT_READ_BACK = _("It was not read back.")
CATEGORY_OF = _("Category {of_breast}: {category}.")
CATEGORY = _("Category: {category}.")

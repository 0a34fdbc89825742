"""What must be told at the end: complications, category, what to do next, and who was told."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reporting.ductography.document import (
    Assessment,
    Communication,
    Complication,
    Recommendation,
    ReportDocument,
)
from reporting.ductography.facts.examined_sides import examined_sides
from reporting.ductography.facts.report_facts import NOT_DONE
from reporting.ductography.facts.unconfirmed_answers import assumed_answers
from reporting.ductography.vocabulary import ComplicationKind, RecommendedAction, Responsible

from ..rules import Place, Rule, Severity
from .examination import COMPONENTS, was_attempted

PROHIBIT, ALERT, NOTE = Severity.PROHIBIT, Severity.ALERT, Severity.NOTE

_NEXT = _("The report must tell the referring clinician what to do next.")

CONTRAST_REACTIONS = (
    ComplicationKind.URTICARIA,
    ComplicationKind.RASH,
    ComplicationKind.SWELLING,
    ComplicationKind.ADVERSE_REACTION,
    ComplicationKind.VASOVAGAL,
)


def contrast_reaction(place: Place) -> bool:
    return place.node.kind in CONTRAST_REACTIONS


def categories_missing(place: Place) -> bool:
    chosen = any(item.is_recorded("birads") or item.is_recorded("gics") for item in place.report.assessments)
    return place.report.outcome.status not in NOT_DONE and not chosen


def one_of_several(place: Place) -> bool:
    """One of several assessments, or the only one where both breasts were examined."""
    return len(place.report.assessments) > 1 or len(examined_sides(place.report)) > 1


def other_action(place: Place) -> bool:
    return RecommendedAction.OTHER in place.node.actions


def other_person(place: Place) -> bool:
    return Responsible.OTHER in place.node.responsible


def time_given(place: Place) -> bool:
    return place.node.within is not None


def not_confirmed(place: Place) -> Iterator[tuple[str, str]]:
    """The first answer of a template that nobody has confirmed, and how many there are."""
    if found := assumed_answers(place.report):
        number = len(found)
        yield found[0][0], ngettext("{number} answer", "{number} answers", number).format(number=number)


RULES: tuple[Rule, ...] = (
    Rule(
        "answers-assumed",
        on=ReportDocument,
        find=not_confirmed,
        severity=PROHIBIT,
        says=_("Confirm the answers filled in by the template."),
        why=_(
            "The signing radiologist is responsible for every answer, including those filled in by a "
            "template."
        ),
        source="CFR11",
    ),
    Rule(
        "complications",
        on=ReportDocument,
        when=was_attempted,
        required=("complications.occurrence",),
        severity=ALERT,
        says=_("Complications are not answered."),
        why=_("“None” counts as an answer; a blank does not."),
        source="ACRCM",
    ),
    Rule(
        "complication-kind",
        on=Complication,
        required=("kind",),
        severity=ALERT,
        says=_("Complication {number}: the type is not recorded."),
        why=_("The type of complication determines precautions for the next examination."),
        source="ACRCM",
    ),
    Rule(
        "reaction-type",
        on=Complication,
        when=contrast_reaction,
        required=("reaction_type", "severity"),
        severity=ALERT,
        says=_("Complication {number}: reaction type and severity are not recorded."),
        why=_(
            "Allergic-like reactions may require premedication before future contrast; physiologic "
            "reactions do not."
        ),
        source="ACRCM",
    ),
    Rule(
        "impression",
        on=ReportDocument,
        when=was_attempted,
        required=("impression.text",),
        severity=NOTE,
        says=_("Enter an impression."),
        why=_("Referring clinicians read the impression first."),
        source=COMPONENTS,
    ),
    Rule(
        "assessment",
        on=ReportDocument,
        when=categories_missing,
        at="assessments",
        severity=PROHIBIT,
        says=_("Select an assessment (BI-RADS or GICS)."),
        why=_("The assessment states the level of suspicion for the referring clinician."),
        source="BIRADS, GICS10",
    ),
    Rule(
        "assessment-side",
        on=Assessment,
        when=one_of_several,
        required=("side",),
        severity=PROHIBIT,
        says=_("Assessment {number}: select the side."),
        why=_("A laterality error can harm the patient."),
        source=COMPONENTS,
    ),
    Rule(
        "recommendation",
        on=Recommendation,
        required=("actions",),
        severity=PROHIBIT,
        says=_("Select a recommended action."),
        why=_NEXT,
        source=COMPONENTS,
    ),
    Rule(
        "recommendation-other",
        on=Recommendation,
        when=other_action,
        required=("text",),
        severity=PROHIBIT,
        says=_("“Other” is selected: describe the recommended action."),
        why=_NEXT,
        source=COMPONENTS,
    ),
    Rule(
        "recommendation-unit",
        on=Recommendation,
        when=time_given,
        required=("interval_unit",),
        severity=PROHIBIT,
        says=_("Select days, weeks or months for the timeframe."),
        why=_("“Within 6” is ambiguous without a unit."),
        source=COMPONENTS,
    ),
    Rule(
        "other-person",
        on=Recommendation,
        when=other_person,
        required=("text",),
        severity=ALERT,
        says=_("“Other” is responsible, but the person is not named."),
        why=_NEXT,
        source=COMPONENTS,
    ),
    Rule(
        "communication-told",
        on=Communication,
        required=("recipient", "communicated_at", "method"),
        severity=ALERT,
        says=_("Communication {number}: recipient, time or method is not recorded."),
        why=_("Undocumented communication cannot be verified."),
        source=COMPONENTS,
    ),
    Rule(
        "communication-read-back",
        on=Communication,
        required=("read_back",),
        severity=NOTE,
        says=_("Communication {number}: record whether read-back was obtained."),
        why=_("Read-back confirms that the message was understood."),
        source=COMPONENTS,
    ),
)

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
from reporting.ductography.facts.report_facts import NOT_DONE
from reporting.ductography.facts.unconfirmed_answers import assumed_answers
from reporting.ductography.vocabulary import ComplicationKind, RecommendedAction, Responsible

from ..rules import Place, Rule, Severity
from .examination import COMPONENTS, was_attempted

PROHIBIT, ALERT, NOTE = Severity.PROHIBIT, Severity.ALERT, Severity.NOTE

_NEXT = _("The referring doctor must know what to do next.")

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
    return len(place.report.assessments) > 1


def other_action(place: Place) -> bool:
    return RecommendedAction.OTHER in place.node.actions


def other_person(place: Place) -> bool:
    return Responsible.OTHER in place.node.responsible


def something_is_to_be_done(place: Place) -> bool:
    actions = place.node.actions
    return bool(actions) and actions != (RecommendedAction.NO_FURTHER_ACTION,)


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
        says=_("Confirm what a template answered."),
        why=_("Who signs stands for every answer, also for one that was filled in by a template."),
        source="CFR11",
    ),
    Rule(
        "complications",
        on=ReportDocument,
        when=was_attempted,
        required=("complications.occurrence",),
        severity=ALERT,
        says=_("Say whether there were complications."),
        why=_("“None” is an answer; a blank is not."),
        source="ACRCM",
    ),
    Rule(
        "complication-kind",
        on=Complication,
        required=("kind",),
        severity=ALERT,
        says=_("Complication {number}: say what happened."),
        why=_("The kind decides what the next examination needs."),
        source="ACRCM",
    ),
    Rule(
        "reaction-type",
        on=Complication,
        when=contrast_reaction,
        required=("reaction_type", "severity"),
        severity=ALERT,
        says=_("Complication {number}: say whether it was allergic-like or physiologic, and how severe."),
        why=_("An allergic-like reaction may call for premedication next time; a physiologic one does not."),
        source="ACRCM",
    ),
    Rule(
        "impression",
        on=ReportDocument,
        when=was_attempted,
        required=("impression.text",),
        severity=NOTE,
        says=_("There is no impression in words."),
        why=_("The impression is what the referring doctor reads first."),
        source=COMPONENTS,
    ),
    Rule(
        "assessment",
        on=ReportDocument,
        when=categories_missing,
        at="assessments",
        severity=PROHIBIT,
        says=_("No category is chosen (BI-RADS or GICS)."),
        why=_("The category tells the referring doctor how suspicious the result is."),
        source="BIRADS, GICS10",
    ),
    Rule(
        "assessment-side",
        on=Assessment,
        when=one_of_several,
        required=("side",),
        severity=PROHIBIT,
        says=_("Category {number}: the side is missing."),
        why=_("A wrong side harms the patient."),
        source=COMPONENTS,
    ),
    Rule(
        "recommendation",
        on=Recommendation,
        required=("actions",),
        severity=PROHIBIT,
        says=_("The recommendation is missing."),
        why=_NEXT,
        source=COMPONENTS,
    ),
    Rule(
        "recommendation-other",
        on=Recommendation,
        when=other_action,
        required=("text",),
        severity=PROHIBIT,
        says=_("“Other” is recommended: say what."),
        why=_NEXT,
        source=COMPONENTS,
    ),
    Rule(
        "recommendation-unit",
        on=Recommendation,
        when=time_given,
        required=("interval_unit",),
        severity=PROHIBIT,
        says=_("The recommended time has no unit."),
        why=_("“Within 6” may be days or months."),
        source=COMPONENTS,
    ),
    Rule(
        "nobody-to-act",
        on=Recommendation,
        when=something_is_to_be_done,
        required=("responsible",),
        severity=NOTE,
        says=_("Who is to act is not said."),
        why=_("What nobody is asked to do is not done."),
        source=COMPONENTS,
    ),
    Rule(
        "other-person",
        on=Recommendation,
        when=other_person,
        required=("text",),
        severity=ALERT,
        says=_("Someone else is to act: say who."),
        why=_NEXT,
        source=COMPONENTS,
    ),
    Rule(
        "communication-told",
        on=Communication,
        required=("recipient", "communicated_at", "method"),
        severity=ALERT,
        says=_("Communication {number}: say who was told, when and how."),
        why=_("A communication that cannot be traced did not happen."),
        source=COMPONENTS,
    ),
    Rule(
        "communication-read-back",
        on=Communication,
        required=("read_back",),
        severity=NOTE,
        says=_("Communication {number}: whether it was read back is not answered."),
        why=_("What is read back was understood."),
        source=COMPONENTS,
    ),
)

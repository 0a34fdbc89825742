"""What must be told at the end: complications, category, what to do next, and who was told."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reporting.ductography.decision.ranks import breasts_of
from reporting.ductography.document import (
    BreastConclusion,
    Communication,
    Complication,
    Recommendation,
    RecommendationStep,
    ReportDocument,
)
from reporting.ductography.facts.conclusions import steps_of
from reporting.ductography.facts.examined_sides import examined_sides
from reporting.ductography.facts.matching import of_side
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
    breasts = place.report.breasts
    chosen = any(breast.is_recorded("birads") or breast.is_recorded("gics") for breast in breasts)
    return place.report.outcome.status not in NOT_DONE and not chosen


def one_of_several(place: Place) -> bool:
    """One of several conclusions, or the only one where both breasts were examined."""
    return len(place.report.breasts) > 1 or len(examined_sides(place.report)) > 1


def breasts_without_step(place: Place) -> Iterator[tuple[str, str]]:
    """Each breast of the report for which no step is recommended, at its conclusion where it has one."""
    report = place.report
    for side in breasts_of(report):
        steps = steps_of(report, side)
        if any(step.is_recorded("action") for step in steps):
            continue
        at = next((i for i, breast in enumerate(report.breasts) if of_side(breast.side, side)), None)
        if at is None:
            yield "breasts", str(side.label) if side and len(breasts_of(report)) > 1 else ""
        else:
            yield f"breasts[{at}].recommendation.steps", ""


def other_action(place: Place) -> bool:
    return place.node.action is RecommendedAction.OTHER and not _plan(place).text


def other_person(place: Place) -> bool:
    return Responsible.OTHER in place.node.responsible and not _plan(place).text


def _plan(place: Place) -> Recommendation:
    plan: Recommendation = place.parent(Recommendation)
    return plan


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
        says=_("Confirm the prefilled answers."),
        why=_("The signing radiologist is responsible for every answer, including prefilled ones."),
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
        at="breasts",
        severity=PROHIBIT,
        says=_("Select an assessment (BI-RADS or GICS)."),
        why=_("The assessment states the level of suspicion for the referring clinician."),
        source="BIRADS, GICS10",
    ),
    Rule(
        "assessment-side",
        on=BreastConclusion,
        when=one_of_several,
        required=("side",),
        severity=PROHIBIT,
        says=_("Select the side of the assessment and recommendation."),
        why=_("A laterality error can harm the patient."),
        source=COMPONENTS,
    ),
    Rule(
        "recommendation",
        on=ReportDocument,
        find=breasts_without_step,
        severity=PROHIBIT,
        says=_("Add a recommended step."),
        why=_NEXT,
        source=COMPONENTS,
    ),
    Rule(
        "recommendation-action",
        on=RecommendationStep,
        required=("action",),
        severity=PROHIBIT,
        says=_("Step {number}: select the recommended action."),
        why=_NEXT,
        source=COMPONENTS,
    ),
    Rule(
        "recommendation-other",
        on=RecommendationStep,
        when=other_action,
        required=("text",),
        severity=PROHIBIT,
        says=_("“Other” is selected: describe the recommended action."),
        why=_NEXT,
        source=COMPONENTS,
    ),
    Rule(
        "recommendation-unit",
        on=RecommendationStep,
        when=time_given,
        required=("interval_unit",),
        severity=PROHIBIT,
        says=_("Select days, weeks or months for the timeframe."),
        why=_("“Within 6” is ambiguous without a unit."),
        source=COMPONENTS,
    ),
    Rule(
        "other-person",
        on=RecommendationStep,
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

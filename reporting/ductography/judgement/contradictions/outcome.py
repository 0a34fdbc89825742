"""Whether outcome, complications and what was done tell one course."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import Complications, Duct, ReportDocument
from reporting.ductography.facts.report_facts import was_filled
from reporting.ductography.vocabulary import (
    Answer,
    ComplicationOccurrence,
    FillingCompleteness,
    IncompleteReason,
    Outcome,
)

from ..rules import Place, Rule, Severity

_TWO = _("These answers contradict each other.")


def complication_denied(place: Place) -> bool:
    return place.node.occurrence is ComplicationOccurrence.NONE and bool(place.node.events)


def complication_occurred(place: Place) -> bool:
    return place.node.occurrence is ComplicationOccurrence.OCCURRED


def dry_but_seen(place: Place) -> bool:
    seen = any(duct.discharge.seen_today is Answer.YES for duct in place.report.ducts)
    return IncompleteReason.NO_DISCHARGE_TODAY in place.report.outcome.reasons and seen


def succeeded_but_nothing_filled(place: Place) -> bool:
    ducts = place.report.ducts
    return (
        place.report.outcome.status is Outcome.SUCCEEDED and bool(ducts) and not any(map(was_filled, ducts))
    )


def not_attempted_but_filled(place: Place) -> bool:
    return place.report.outcome.status is Outcome.NOT_ATTEMPTED and any(map(was_filled, place.report.ducts))


def failed_but_filled(place: Place) -> bool:
    complete = place.node.filling.completeness is FillingCompleteness.COMPLETE
    return place.report.outcome.status is Outcome.FAILED and complete and was_filled(place.node)


RULES: tuple[Rule, ...] = (
    Rule(
        "complication-denied",
        on=Complications,
        when=complication_denied,
        at="occurrence",
        severity=Severity.PROHIBIT,
        says=_("“None” is selected, but a complication is recorded."),
        why=_TWO,
        source="ACRCM",
    ),
    Rule(
        "complication-not-told",
        on=Complications,
        when=complication_occurred,
        required=("events",),
        severity=Severity.PROHIBIT,
        says=_("“Occurred” is selected: add the complication."),
        why=_("Type and severity determine precautions for the next examination."),
        source="ACRCM",
    ),
    Rule(
        "dry-but-seen",
        on=ReportDocument,
        when=dry_but_seen,
        at="outcome.reasons",
        severity=Severity.ALERT,
        says=_("“No discharge today” is the reason, but discharge is recorded today."),
        why=_TWO,
        source="SEED, DE-GUHL",
    ),
    Rule(
        "succeeded-and-nothing-filled",
        on=ReportDocument,
        when=succeeded_but_nothing_filled,
        at="outcome.status",
        severity=Severity.PROHIBIT,
        says=_("The outcome is “successful”, but no duct is recorded as filled."),
        why=_TWO,
        source="DICOM",
    ),
    Rule(
        "not-attempted-and-filled",
        on=ReportDocument,
        when=not_attempted_but_filled,
        at="outcome.status",
        severity=Severity.PROHIBIT,
        says=_("The outcome is “not attempted”, but a duct is recorded as filled."),
        why=_TWO,
        source="DICOM",
    ),
    Rule(
        "failed-and-filled",
        on=Duct,
        when=failed_but_filled,
        at="filling.completeness",
        severity=Severity.ALERT,
        says=_("The outcome is “unsuccessful”, but duct {number} is recorded as completely filled."),
        why=_TWO,
        source="DICOM",
    ),
)

"""The situations in which something must be told: the “when” of the rules on completeness."""

from __future__ import annotations

from .document import Duct, ReportDocument
from .rules import Place
from .vocabulary import (
    DuctFindingKind,
    FillingCompleteness,
    LumenEffect,
    Outcome,
    Presence,
    RecommendedAction,
)

NOT_DONE = (Outcome.FAILED, Outcome.NOT_ATTEMPTED)
LESIONS = (DuctFindingKind.FILLING_DEFECT, DuctFindingKind.CUT_OFF, DuctFindingKind.STENOSIS)


def was_filled(duct: Duct) -> bool:
    """Whether contrast went into the duct, so that technique and findings must be told."""
    entered = duct.cannulation.outcome not in NOT_DONE
    return entered and duct.filling.completeness is not FillingCompleteness.NOT_FILLED


def contrast_was_given(report: ReportDocument) -> bool:
    return any(was_filled(duct) for duct in report.ducts)


def no_birth_date_and_no_age(place: Place) -> bool:
    identity = place.node.identity
    return not identity.is_recorded("birth_date") and not identity.is_recorded("age_years")


def did_not_fully_succeed(place: Place) -> bool:
    return place.node.outcome.status not in (None, Outcome.SUCCEEDED)


def was_attempted(place: Place) -> bool:
    outcome = place.node.outcome
    return outcome.is_recorded("status") and outcome.status is not Outcome.NOT_ATTEMPTED


def no_duct_and_no_side(place: Place) -> bool:
    report = place.node
    answered = report.identity.is_recorded("ordered_side") or report.indication.is_recorded("discharge_sides")
    return not report.ducts and not was_attempted(place) and not answered


def cannulation_failed(place: Place) -> bool:
    return place.node.outcome in NOT_DONE


def filled(place: Place) -> bool:
    return was_filled(place.node)


def filled_without_view(place: Place) -> bool:
    return was_filled(place.node) and not any(view.is_recorded("projection") for view in place.node.views)


def filled_without_finding(place: Place) -> bool:
    return was_filled(place.node) and not any(finding.is_recorded("kind") for finding in place.node.findings)


def in_filled_duct(place: Place) -> bool:
    return was_filled(place.parent(Duct))


def lesion_without_place(place: Place) -> bool:
    finding = place.node
    placed = finding.location.is_recorded("clock_position") or finding.location.is_recorded(
        "distance_from_nipple_mm"
    )
    return finding.kind in LESIONS and finding.presence is Presence.PRESENT and not placed


def obstructed(place: Place) -> bool:
    return any(
        finding.presence is Presence.PRESENT
        and (finding.kind is DuctFindingKind.CUT_OFF or finding.lumen_effect is LumenEffect.COMPLETE)
        for finding in place.node.findings
    )


def contrast_given(place: Place) -> bool:
    return contrast_was_given(place.report)


def categories_missing(place: Place) -> bool:
    chosen = any(item.is_recorded("birads") or item.is_recorded("gics") for item in place.node.assessments)
    return place.node.outcome.status not in NOT_DONE and not chosen


def one_of_several(place: Place) -> bool:
    return len(place.report.assessments) > 1


def other_action(place: Place) -> bool:
    return RecommendedAction.OTHER in place.node.actions


def time_given(place: Place) -> bool:
    return place.node.within is not None

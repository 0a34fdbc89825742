"""What contradicts what: each a question about one group of a report, answered yes or no."""

from __future__ import annotations

from collections.abc import Iterator

from .document import (
    BreastFinding,
    Duct,
    DuctFinding,
    ReportDocument,
)
from .document.comparison import leaf_values
from .laterality import side_words
from .rules import Condition, Place
from .situations import contrast_was_given, was_filled
from .summary import examined_sides
from .vocabulary import (
    Artefact,
    Birads,
    BloodTest,
    ComplicationOccurrence,
    DischargeColour,
    DuctCount,
    DuctFindingKind,
    Extravasation,
    FillingCompleteness,
    IncompleteReason,
    NippleDirection,
    Outcome,
    PreContrastMammogram,
    Pregnancy,
    Presence,
    RecommendedAction,
    Region,
    SafetyStatus,
    Sex,
    Side,
    Sides,
    ViewPhase,
)

TISSUE_DIAGNOSIS = {
    RecommendedAction.CORE_BIOPSY,
    RecommendedAction.VACUUM_BIOPSY,
    RecommendedAction.LOCALISED_EXCISION,
    RecommendedAction.MICRODOCHECTOMY,
    RecommendedAction.TOTAL_DUCT_EXCISION,
}
REFERRED_ON = TISSUE_DIAGNOSIS | {
    RecommendedAction.SURGICAL_CONSULTATION,
    RecommendedAction.MULTIDISCIPLINARY,
}
MORE_IMAGING = {
    RecommendedAction.REPEAT_DUCTOGRAPHY,
    RecommendedAction.RESCHEDULE,
    RecommendedAction.TARGETED_ULTRASOUND,
    RecommendedAction.ADDITIONAL_MAMMOGRAPHY,
    RecommendedAction.SPOT_MAGNIFICATION,
    RecommendedAction.CONTRAST_MRI,
    RecommendedAction.DUCTOSCOPY,
    RecommendedAction.COMPARE_WITH_PRIORS,
}
FOLLOW_UP = {RecommendedAction.IMAGING_FOLLOW_UP, RecommendedAction.CLINICAL_FOLLOW_UP}
SUSPICIOUS = {Birads.BIRADS_4, Birads.BIRADS_4A, Birads.BIRADS_4B, Birads.BIRADS_4C, Birads.BIRADS_5}
URGENT = {Birads.BIRADS_4C, Birads.BIRADS_5}

# Hours of each quadrant as the examiner sees the breast; a border hour belongs to both neighbours.
HOURS: dict[tuple[Side, Region], set[int]] = {
    (Side.RIGHT, Region.UPPER_OUTER): {9, 10, 11, 12},
    (Side.RIGHT, Region.UPPER_INNER): {12, 1, 2, 3},
    (Side.RIGHT, Region.LOWER_INNER): {3, 4, 5, 6},
    (Side.RIGHT, Region.LOWER_OUTER): {6, 7, 8, 9},
    (Side.LEFT, Region.UPPER_OUTER): {12, 1, 2, 3},
    (Side.LEFT, Region.UPPER_INNER): {9, 10, 11, 12},
    (Side.LEFT, Region.LOWER_INNER): {6, 7, 8, 9},
    (Side.LEFT, Region.LOWER_OUTER): {3, 4, 5, 6},
}
DIRECTION_HOURS: dict[tuple[Side, NippleDirection], set[int]] = {
    (Side.RIGHT, NippleDirection.LATERAL): {7, 8, 9, 10, 11},
    (Side.RIGHT, NippleDirection.MEDIAL): {1, 2, 3, 4, 5},
    (Side.LEFT, NippleDirection.LATERAL): {1, 2, 3, 4, 5},
    (Side.LEFT, NippleDirection.MEDIAL): {7, 8, 9, 10, 11},
} | {
    (side, direction): hours
    for side in Side
    for direction, hours in (
        (NippleDirection.SUPERIOR, {10, 11, 12, 1, 2}),
        (NippleDirection.INFERIOR, {4, 5, 6, 7, 8}),
    )
}


def side_not_ordered(place: Place) -> bool:
    ordered = place.report.identity.ordered_side
    return bool(
        place.node.side and ordered not in (None, Sides.BOTH) and ordered.value != place.node.side.value
    )


def side_without_discharge(place: Place) -> bool:
    told = place.report.indication.discharge_sides
    return bool(place.node.side and told not in (None, Sides.BOTH) and told.value != place.node.side.value)


def assessed_side_not_examined(place: Place) -> bool:
    sides = examined_sides(place.report)
    return bool(place.node.side and sides and place.node.side not in sides)


def contradicting_text(report: ReportDocument) -> Iterator[tuple[str, str]]:
    """Free-text fields that speak of a side which was not examined: (path, clause)."""
    sides = examined_sides(report)
    if len(sides) != 1:
        return
    for leaf in leaf_values(report):
        if (
            leaf.spec.kind not in ("text", "line")
            or not leaf.value
            or leaf.path.startswith(_ABOUT_OTHER_TIMES)
        ):
            continue
        for word in side_words(leaf.value):
            if word.side not in sides:
                yield leaf.path, word.clause


# Earlier and later events, and people, may well speak of the other side.
_ABOUT_OTHER_TIMES = (
    "identity",
    "origin",
    "comparison",
    "correlation",
    "indication.surgery",
    "subsequent_procedures",
    "later_course",
    "communications",
)


def _present(duct: Duct) -> list[DuctFinding]:
    return [finding for finding in duct.findings if finding.presence is Presence.PRESENT and finding.kind]


def normal_and_more(place: Place) -> bool:
    kinds = {finding.kind for finding in _present(place.node)}
    return DuctFindingKind.NORMAL_DUCT in kinds and len(kinds) > 1


def present_and_absent(place: Place) -> bool:
    seen = {finding.kind for finding in _present(place.node)}
    denied = {finding.kind for finding in place.node.findings if finding.presence is Presence.ABSENT}
    return bool(seen & denied)


BESIDE_THE_DUCT = {DuctFindingKind.ADJACENT_MASS, DuctFindingKind.ADJACENT_CALCIFICATION}


def finding_without_filling(place: Place) -> bool:
    duct = place.parent(Duct)
    inside = place.node.kind not in BESIDE_THE_DUCT
    return (
        place.node.presence is Presence.PRESENT and bool(place.node.kind) and inside and not was_filled(duct)
    )


def no_filled_view(place: Place) -> bool:
    phases = {view.phase for view in place.node.views}
    return (
        was_filled(place.node)
        and bool(phases)
        and not phases & {ViewPhase.EARLY_FILLING, ViewPhase.FILLED, None}
    )


def side_of(place: Place) -> Side | None:
    for node in reversed((*place.parents, place.node)):
        if isinstance(node, Duct | BreastFinding) and node.side:
            return node.side
    return None


def clock_outside_quadrant(place: Place) -> bool:
    location, side = place.node.location, side_of(place)
    hours = HOURS.get((side, location.region)) if side and location.region else None
    return bool(hours and location.clock_position and location.clock_position not in hours)


def clock_against_direction(place: Place) -> bool:
    location, side = place.node.location, side_of(place)
    key = (side, location.direction_from_nipple)
    hours = DIRECTION_HOURS.get(key) if side and location.direction_from_nipple else None  # type: ignore[arg-type]
    return bool(hours and location.clock_position and location.clock_position not in hours)


def farther_than(limit_mm: float) -> Condition:
    def condition(place: Place) -> bool:
        distance = place.node.location.distance_from_nipple_mm
        return distance is not None and distance > limit_mm

    return condition


def possible_artefact(place: Place) -> bool:
    finding = place.node
    possible = set(finding.possible_artefacts) - {Artefact.NONE}
    settled = finding.gone_after_refill is not None
    defect = finding.kind is DuctFindingKind.FILLING_DEFECT and finding.presence is Presence.PRESENT
    return defect and bool(possible) and not settled


def extravasation_with_complete_filling(place: Place) -> bool:
    leaked = place.node.contrast.extravasation in (Extravasation.PERIDUCTAL, Extravasation.PARENCHYMAL)
    return leaked and place.node.filling.completeness is FillingCompleteness.COMPLETE


def two_ducts_where_one_discharges(place: Place) -> bool:
    if place.report.indication.discharging_ducts is not DuctCount.ONE:
        return False
    sides = [duct.side for duct in place.report.ducts if was_filled(duct)]
    return len(sides) > len(set(sides))


def volume_above(limit_ml: float) -> Condition:
    def condition(place: Place) -> bool:
        return place.node.volume_ml is not None and place.node.volume_ml > limit_ml

    return condition


def went_on_without_reason(place: Place) -> bool:
    return place.node.status is SafetyStatus.PRESENT and contrast_was_given(place.report)


def allergy_and_no_premedication(place: Place) -> bool:
    allergy = place.node.safety.contrast_allergy.status is SafetyStatus.PRESENT
    return allergy and contrast_was_given(place.report)


def pregnancy_told_twice(place: Place) -> bool:
    pregnant = place.node.indication.pregnancy in (Pregnancy.PREGNANT, Pregnancy.POSSIBLE)
    return pregnant and place.node.safety.pregnancy.status is SafetyStatus.ABSENT


def pregnant(place: Place) -> bool:
    told = place.node.indication.pregnancy in (Pregnancy.PREGNANT, Pregnancy.POSSIBLE)
    asked = place.node.safety.pregnancy.status is SafetyStatus.PRESENT
    return (told or asked) and contrast_was_given(place.report)


def purulent(place: Place) -> bool:
    colours = {*place.report.indication.colours, *place.node.discharge.colours}
    return DischargeColour.PURULENT in colours and was_filled(place.node)


def man(place: Place) -> bool:
    return place.report.identity.sex is Sex.MALE


def man_with_pregnancy(place: Place) -> bool:
    history = place.node.indication
    female = (
        history.pregnancy in (Pregnancy.PREGNANT, Pregnancy.POSSIBLE) or history.births or history.cycle_day
    )
    return man(place) and bool(female)


def no_image_before_contrast(place: Place) -> bool:
    views = [view for duct in place.report.ducts for view in duct.views]
    obtained = place.node.comparison.pre_contrast_mammogram in (
        PreContrastMammogram.OBTAINED,
        PreContrastMammogram.RECENT,
    )
    unknown = "pre_contrast_mammogram" in place.node.comparison.not_recorded
    return (
        contrast_was_given(place.report)
        and not obtained
        and not unknown
        and not any(view.phase is ViewPhase.BEFORE_CONTRAST for view in views)
    )


def after_signing(place: Place) -> bool:
    day = place.node.identity.examination_date
    return bool(day and place.today and day > place.today)


def before_birth(place: Place) -> bool:
    identity = place.node.identity
    return bool(
        identity.birth_date and identity.examination_date and identity.examination_date < identity.birth_date
    )


def age_against_birth_date(place: Place) -> bool:
    identity = place.node.identity
    born, examined, age = identity.birth_date, identity.examination_date, identity.age_years
    if not born or not examined or age is None:
        return False
    had_birthday = (examined.month, examined.day) >= (born.month, born.day)
    return bool(age != examined.year - born.year - (not had_birthday))


def time_and_nobody(place: Place) -> bool:
    return place.node.within is not None and not place.node.is_recorded("responsible")


def _worst(report: ReportDocument) -> set[Birads]:
    return {item.birads for item in report.assessments if item.birads}


def _chosen(place: Place, categories: set[Birads], actions: set[RecommendedAction], present: bool) -> bool:
    """Whether one of ``categories`` is given and some (``present``) or none of ``actions`` is advised."""
    wanted = set(place.node.actions)
    return bool(_worst(place.report) & categories and wanted and bool(wanted & actions) is present)


def suspicious_without_tissue(place: Place) -> bool:
    return _chosen(place, SUSPICIOUS, REFERRED_ON, False)


def benign_with_biopsy(place: Place) -> bool:
    worst = _worst(place.report)
    only_benign = worst <= {Birads.BIRADS_1, Birads.BIRADS_2}
    return only_benign and _chosen(place, worst, TISSUE_DIAGNOSIS, True)


def probably_benign_without_follow_up(place: Place) -> bool:
    return _chosen(place, {Birads.BIRADS_3}, FOLLOW_UP | REFERRED_ON, False)


def incomplete_without_imaging(place: Place) -> bool:
    return _chosen(place, {Birads.BIRADS_0}, MORE_IMAGING, False)


def nothing_although_suspicious(place: Place) -> bool:
    return _chosen(
        place, SUSPICIOUS | {Birads.BIRADS_0, Birads.BIRADS_6}, {RecommendedAction.NO_FURTHER_ACTION}, True
    )


def categories_far_apart(place: Place) -> bool:
    birads, gics = place.node.birads, place.node.gics
    if not birads or not gics or birads in (Birads.BIRADS_0, Birads.BIRADS_6):
        return False
    return abs(int(birads.value[0]) - int(gics.value)) >= 2


def urgent_and_nobody_told(place: Place) -> bool:
    return bool(_worst(place.report) & URGENT) and not place.node.communications


def complication_denied(place: Place) -> bool:
    return place.node.occurrence is ComplicationOccurrence.NONE and bool(place.node.events)


def complication_not_told(place: Place) -> bool:
    return place.node.occurrence is ComplicationOccurrence.OCCURRED and not place.node.events


def dry_but_seen(place: Place) -> bool:
    reasons = place.node.outcome.reasons
    seen = any(duct.discharge.seen_today == "yes" for duct in place.node.ducts)
    return IncompleteReason.NO_DISCHARGE_TODAY in reasons and seen


def succeeded_but_no_duct_filled(place: Place) -> bool:
    ducts = place.node.ducts
    return place.node.outcome.status is Outcome.SUCCEEDED and bool(ducts) and not any(map(was_filled, ducts))


def not_attempted_but_filled(place: Place) -> bool:
    return place.node.outcome.status is Outcome.NOT_ATTEMPTED and any(map(was_filled, place.node.ducts))


def blood_by_test_and_negative_colour(place: Place) -> bool:
    red = {
        DischargeColour.BLOODY,
        DischargeColour.BRIGHT_RED,
        DischargeColour.DARK_RED,
        DischargeColour.BLOOD_TINGED,
    }
    return place.node.blood_test is BloodTest.NEGATIVE and bool(red & set(place.node.colours))

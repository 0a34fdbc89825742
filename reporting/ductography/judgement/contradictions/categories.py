"""Whether the chosen category fits the findings, the other category, and what is recommended."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.decision.ranks import ducts_of
from reporting.ductography.document import BreastConclusion, BreastFinding, Recommendation, ReportDocument
from reporting.ductography.facts.conclusions import categories_of
from reporting.ductography.facts.ducts import Sign, duct_facts
from reporting.ductography.facts.matching import of_side
from reporting.ductography.vocabulary import Birads, BreastFindingKind, Gics, Presence, RecommendedAction

from ..rules import Place, Rule, Severity

_ACT = _("Assessment and recommendation must agree.")
_FIT = _("Assessment and findings must agree.")

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
BENIGN = {Birads.BIRADS_1, Birads.BIRADS_2}
SUSPICIOUS = {Birads.BIRADS_4, Birads.BIRADS_4A, Birads.BIRADS_4B, Birads.BIRADS_4C, Birads.BIRADS_5}
URGENT = {Birads.BIRADS_4C, Birads.BIRADS_5}
# Answers of the survey, each with the finding that gives it a side.
BREAST_SIGNS = {
    "suspicious_microcalcification": BreastFindingKind.SUSPICIOUS_MICROCALCIFICATION,
    "architectural_distortion": BreastFindingKind.ARCHITECTURAL_DISTORTION,
    "mass": BreastFindingKind.MASS,
    "enlarged_axillary_nodes": BreastFindingKind.ENLARGED_LYMPH_NODE,
    "skin_or_nipple_change": BreastFindingKind.SKIN_THICKENING,
}


def _is_in_breast(place: Place, name: str, kind: BreastFindingKind) -> bool:
    """Whether the survey found it in the assessed breast; without a listed finding it counts for every breast."""
    survey = place.report.breast
    listed = [finding for finding in survey.findings if finding.kind is kind and _is_seen(finding)]
    if listed:
        return any(of_side(finding.side, place.node.side) for finding in listed)
    return getattr(survey, name) is Presence.PRESENT


def _is_seen(finding: BreastFinding) -> bool:
    return finding.presence in (Presence.PRESENT, None)


def negative_with_findings(place: Place) -> bool:
    if place.node.birads is not Birads.BIRADS_1 and place.node.gics is not Gics.GICS_1:
        return False
    outside = any(_is_in_breast(place, name, kind) for name, kind in BREAST_SIGNS.items())
    return outside or bool(_signs(place) & {Sign.SUSPICIOUS, Sign.LESION, Sign.BENIGN})


def benign_with_lesion(place: Place) -> bool:
    benign = place.node.birads is Birads.BIRADS_2 or place.node.gics is Gics.GICS_2
    return benign and bool(_signs(place) & {Sign.SUSPICIOUS, Sign.LESION})


def _signs(place: Place) -> set[Sign]:
    """The most suspicious sign of each duct of the assessed breast; of all ducts while no side is recorded."""
    return {duct_facts(place.report, index).sign for index in ducts_of(place.report, place.node.side)}


def categories_far_apart(place: Place) -> bool:
    birads, gics = place.node.birads, place.node.gics
    if not birads or not gics or birads in (Birads.BIRADS_0, Birads.BIRADS_6):
        return False
    return abs(int(birads.value[0]) - int(gics.value)) >= 2


def _chosen(place: Place) -> frozenset[Birads]:
    """The categories of the breast that the recommendation is for."""
    return categories_of(place.report, place.parent(BreastConclusion).side)


def suspicious_without_tissue(place: Place) -> bool:
    actions = set(place.node.actions)
    return bool(_chosen(place) & SUSPICIOUS and actions) and not actions & REFERRED_ON


def benign_with_biopsy(place: Place) -> bool:
    chosen = _chosen(place)
    return bool(chosen) and chosen <= BENIGN and bool(set(place.node.actions) & TISSUE_DIAGNOSIS)


def probably_benign_without_follow_up(place: Place) -> bool:
    actions = set(place.node.actions)
    return Birads.BIRADS_3 in _chosen(place) and bool(actions) and not actions & (FOLLOW_UP | REFERRED_ON)


def incomplete_without_imaging(place: Place) -> bool:
    actions = set(place.node.actions)
    return Birads.BIRADS_0 in _chosen(place) and bool(actions) and not actions & MORE_IMAGING


def nothing_although_asked_for(place: Place) -> bool:
    asking = SUSPICIOUS | {Birads.BIRADS_0, Birads.BIRADS_6}
    return RecommendedAction.NO_FURTHER_ACTION in place.node.actions and bool(_chosen(place) & asking)


def urgent_and_nobody_told(place: Place) -> bool:
    return bool(categories_of(place.report, None) & URGENT)


RULES: tuple[Rule, ...] = (
    Rule(
        "negative-with-findings",
        on=BreastConclusion,
        when=negative_with_findings,
        at="birads",
        severity=Severity.ALERT,
        says=_("The assessment is negative, but findings are recorded in this breast."),
        why=_FIT,
        source="BIRADS, GICS10",
    ),
    Rule(
        "benign-with-lesion",
        on=BreastConclusion,
        when=benign_with_lesion,
        at="birads",
        severity=Severity.ALERT,
        says=_(
            "The assessment is benign, but a filling defect, duct cut-off or suspicious finding is recorded."
        ),
        why=_FIT,
        source="RPEDIA, ES-GOD, KIM09",
    ),
    Rule(
        "categories-far-apart",
        on=BreastConclusion,
        when=categories_far_apart,
        at="gics",
        severity=Severity.ALERT,
        says=_("GICS and BI-RADS differ by two or more categories."),
        why=_("The scales are not equivalent, but readers will ask about the difference."),
        source="GICS10, BIRADS",
    ),
    Rule(
        "suspicious-without-tissue",
        on=Recommendation,
        when=suspicious_without_tissue,
        at="steps",
        severity=Severity.ALERT,
        says=_("BI-RADS 4 or 5 without a recommendation for biopsy, excision or surgical consultation."),
        why=_ACT,
        source="BIRADS",
    ),
    Rule(
        "nothing-although-suspicious",
        on=Recommendation,
        when=nothing_although_asked_for,
        at="steps",
        severity=Severity.PROHIBIT,
        says=_("“No further action” conflicts with the assessment."),
        why=_ACT,
        source="BIRADS",
    ),
    Rule(
        "benign-with-biopsy",
        on=Recommendation,
        when=benign_with_biopsy,
        at="steps",
        severity=Severity.ALERT,
        says=_("BI-RADS 1 or 2 with a recommendation for biopsy or excision."),
        why=_("This may be appropriate for the symptom; state why."),
        source="BIRADS, DICOM",
    ),
    Rule(
        "probably-benign-without-follow-up",
        on=Recommendation,
        when=probably_benign_without_follow_up,
        at="steps",
        severity=Severity.ALERT,
        says=_("BI-RADS 3 without a recommendation for follow-up."),
        why=_ACT,
        source="BIRADS",
    ),
    Rule(
        "incomplete-without-imaging",
        on=Recommendation,
        when=incomplete_without_imaging,
        at="steps",
        severity=Severity.ALERT,
        says=_("BI-RADS 0 without a recommendation for additional imaging or comparison."),
        why=_ACT,
        source="BIRADS",
    ),
    Rule(
        "urgent-and-nobody-told",
        on=ReportDocument,
        when=urgent_and_nobody_told,
        required=("communications",),
        severity=Severity.ALERT,
        says=_("BI-RADS 4C or 5 without a recorded communication of the result."),
        why=_("Urgent results should be communicated directly, with read-back."),
        source="ACR-COMM",
    ),
)

"""Whether category and plan take account of the most suspicious fact of the breast, also outside its ducts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import Assessment, Recommendation, ReportDocument
from reporting.ductography.facts.report_facts import NOT_DONE
from reporting.ductography.vocabulary import Birads, Gics, RecommendedAction, Side

from ..breast_facts import (
    has_evidence_elsewhere,
    has_malignant_pathology,
    has_outside_evidence,
    has_suspicious_survey,
    is_bloody,
    is_pathologic,
    is_proven_malignant,
    mri_was_negative,
    sign_of,
)
from ..plan import (
    DUCTOGRAPHY,
    FOLLOW_UP,
    GRAVE,
    IMAGING,
    REFERRAL,
    WITH_CONTRAST,
    breasts_of,
    categories_of,
    named,
)
from ..rules import Place, Rule, Severity

_FIT = _("Assessment and findings must agree.")

BENIGN = {Birads.BIRADS_1, Birads.BIRADS_2}
UNEXPLAINED = WITH_CONTRAST | REFERRAL | named("ductoscopy")
ANOTHER_LOOK = IMAGING | REFERRAL | DUCTOGRAPHY | named("ductoscopy")


def benign_with_outside_evidence(place: Place) -> bool:
    """Signs on the day's images with BI-RADS 1 belong to the rule on a negative assessment."""
    report, side, birads = place.report, place.node.side, place.node.birads
    if birads not in BENIGN:
        return False
    seen_today = birads is Birads.BIRADS_2 and has_suspicious_survey(report, side)
    return seen_today or has_evidence_elsewhere(report, side) or is_proven_malignant(report, side)


def known_cancer_without_pathology(place: Place) -> bool:
    known = place.node.birads is Birads.BIRADS_6
    return known and not has_malignant_pathology(place.report, place.node.side)


def suspect_with_normal_duct(place: Place) -> bool:
    suspect = place.node.gics in (Gics.GICS_4, Gics.GICS_5)
    return suspect and sign_of(place.report, place.node.side) == "normal"


def plan_misses_gravest_fact(place: Place) -> bool:
    """None of the chosen actions is one that the most suspicious fact of an examined breast asks for."""
    plan, report = place.node, place.report
    actions = set(plan.actions)
    if not actions or RecommendedAction.OTHER in actions:
        return False
    return any(
        bool(wanted) and not actions & wanted
        for wanted in (_wanted(report, side, plan) for side in breasts_of(report))
    )


def _wanted(report: ReportDocument, side: Side | None, plan: Recommendation) -> frozenset[RecommendedAction]:
    """What will do for this breast, by its most suspicious fact; empty where any plan will."""
    chosen = categories_of(report, side)
    # Rules on the category speak of BI-RADS 4 and 5, and of “no further action”.
    if chosen & (GRAVE - {Birads.BIRADS_6}):
        return frozenset()
    if chosen & {Birads.BIRADS_6} or is_proven_malignant(report, side):
        return REFERRAL
    if has_outside_evidence(report, side):
        return IMAGING | REFERRAL
    sign = sign_of(report, side)
    if sign == "suspicious":
        return IMAGING | REFERRAL
    if sign == "lesion":
        return _wanted_for_lesion(chosen, plan)
    if plan.departure_reason or not is_pathologic(report, side):
        return frozenset()
    if report.outcome.status in NOT_DONE or sign == "unclear":
        return ANOTHER_LOOK
    if sign == "cavity":
        return (
            ANOTHER_LOOK if is_bloody(report, side) and has_malignant_pathology(report, side) else frozenset()
        )
    return frozenset() if mri_was_negative(report, side) else _wanted_when_unexplained(report, sign, side)


def _wanted_for_lesion(chosen: set[Birads], plan: Recommendation) -> frozenset[RecommendedAction]:
    if Birads.BIRADS_3 in chosen and plan.departure_reason and set(plan.actions) & FOLLOW_UP:
        return frozenset()
    repeated = DUCTOGRAPHY if Birads.BIRADS_0 in chosen else frozenset[RecommendedAction]()
    return IMAGING | REFERRAL | repeated


def _wanted_when_unexplained(
    report: ReportDocument, sign: str, side: Side | None
) -> frozenset[RecommendedAction]:
    """A normal duct does not explain the discharge; ectasia does not explain blood."""
    if sign == "normal" or (sign == "benign" and is_bloody(report, side)):
        return ANOTHER_LOOK if report.outcome.reasons else UNEXPLAINED
    return ANOTHER_LOOK if sign == "none" else frozenset()


RULES: tuple[Rule, ...] = (
    Rule(
        "category-evidence-outside",
        on=Assessment,
        when=benign_with_outside_evidence,
        at="birads",
        severity=Severity.ALERT,
        says=_(
            "Assessment {number} is negative or benign, but cells, pathology, another study, a palpable "
            "mass, the nipple or a breast finding is suspicious. Check the category."
        ),
        why=_("A normal ductogram does not explain suspicious evidence outside the duct."),
        source="BIRADS, REV20",
    ),
    Rule(
        "category-evidence-pathology",
        on=Assessment,
        when=known_cancer_without_pathology,
        at="birads",
        severity=Severity.ALERT,
        says=_(
            "Assessment {number} is BI-RADS 6, but no malignant pathology of this breast is recorded. "
            "Add the biopsy, or check the category."
        ),
        why=_("BI-RADS 6 is reserved for biopsy-proven malignancy."),
        source="BIRADS",
    ),
    Rule(
        "category-evidence-gics",
        on=Assessment,
        when=suspect_with_normal_duct,
        at="gics",
        severity=Severity.ALERT,
        says=_("Assessment {number} is GICS 4 or 5, but the duct is recorded as normal. Check both."),
        why=_FIT,
        source="GICS10",
    ),
    Rule(
        "plan-below-rank",
        on=Recommendation,
        when=plan_misses_gravest_fact,
        at="actions",
        severity=Severity.ALERT,
        says=_(
            "The recommendation does not address the most suspicious recorded fact, or discharge that "
            "the ductogram does not explain. Add a step, or acknowledge with the reason."
        ),
        why=_("A normal ductogram does not exclude malignancy; follow-up alone needs a reason."),
        source="MORR07, DAWES98, ACR22, JBI20, BIRADS",
    ),
)

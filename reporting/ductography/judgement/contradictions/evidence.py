"""Whether the category takes account of the most suspicious fact of the breast, also outside its ducts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.decision.ranks import ducts_of
from reporting.ductography.document import BreastConclusion
from reporting.ductography.facts.ducts import Sign, duct_facts
from reporting.ductography.facts.outside_ducts import evidence_elsewhere, survey_evidence
from reporting.ductography.facts.pathology import MALIGNANT, has_malignant_pathology, unexcised
from reporting.ductography.vocabulary import Birads, Gics

from ..rules import Place, Rule, Severity

_FIT = _("Assessment and findings must agree.")

BENIGN = {Birads.BIRADS_1, Birads.BIRADS_2}


def benign_with_outside_evidence(place: Place) -> bool:
    """Signs on the day's images with BI-RADS 1 belong to the rule on a negative assessment."""
    report, side, birads = place.report, place.node.side, place.node.birads
    if birads not in BENIGN:
        return False
    seen_today = birads is Birads.BIRADS_2 and bool(survey_evidence(report, side))
    return seen_today or bool(evidence_elsewhere(report, side)) or unexcised(report, side, MALIGNANT)


def known_cancer_without_pathology(place: Place) -> bool:
    known = place.node.birads is Birads.BIRADS_6
    return known and not has_malignant_pathology(place.report, place.node.side)


def suspect_with_normal_duct(place: Place) -> bool:
    signs = {duct_facts(place.report, index).sign for index in ducts_of(place.report, place.node.side)}
    return place.node.gics in (Gics.GICS_4, Gics.GICS_5) and signs == {Sign.NORMAL}


RULES: tuple[Rule, ...] = (
    Rule(
        "category-evidence-outside",
        on=BreastConclusion,
        when=benign_with_outside_evidence,
        at="birads",
        severity=Severity.ALERT,
        says=_(
            "The assessment is negative or benign, but cells, pathology, another study, a palpable "
            "mass, the nipple or a breast finding is suspicious. Check the category."
        ),
        why=_("A normal ductogram does not explain suspicious evidence outside the duct."),
        source="BIRADS, REV20",
    ),
    Rule(
        "category-evidence-pathology",
        on=BreastConclusion,
        when=known_cancer_without_pathology,
        at="birads",
        severity=Severity.ALERT,
        says=_(
            "The assessment is BI-RADS 6, but no malignant pathology of this breast is recorded. "
            "Add the biopsy, or check the category."
        ),
        why=_("BI-RADS 6 is reserved for biopsy-proven malignancy."),
        source="BIRADS",
    ),
    Rule(
        "category-evidence-gics",
        on=BreastConclusion,
        when=suspect_with_normal_duct,
        at="gics",
        severity=Severity.ALERT,
        says=_("The assessment is GICS 4 or 5, but the duct is recorded as normal. Check both."),
        why=_FIT,
        source="GICS10",
    ),
)

"""What a report must, should and may say: one declaration for the form, the signature and the list of gaps.

An explicit *not recorded* is an answer, so that an old or published case can be signed honestly; a blank is not.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import situations as when
from .document import (
    Assessment,
    Cannulation,
    Duct,
    DuctFinding,
    Recommendation,
    ReportDocument,
)
from .rules import Remark, Rule, Severity, ask
from .situations import was_filled

__all__ = ["RULES", "Missing", "missing", "was_filled"]

Missing = Remark
PROHIBIT, ALERT, NOTE = Severity.PROHIBIT, Severity.ALERT, Severity.NOTE

_WHOSE = _("A report must say whose and which examination it is.")
_SIDE = _("A wrong side harms the patient.")
_FILLED = _("A filled duct can be judged only when contrast, views and findings are told.")
_NEXT = _("The referring doctor must know what to do next.")
_CATEGORY = _("The category tells the referring doctor how suspicious the result is.")
_COMPONENTS = "ACR practice parameter on communication: components of a report"

RULES: tuple[Rule, ...] = (
    *(
        Rule(
            f"identity-{name.replace('_', '-')}",
            on=ReportDocument,
            required=(f"identity.{name}",),
            severity=PROHIBIT,
            says=says,
            why=_WHOSE,
            source=_COMPONENTS,
        )
        for name, says in (
            ("patient_name", _("The patient’s name is missing.")),
            ("mrn", _("The medical record number is missing.")),
            ("accession_number", _("The accession number is missing.")),
            ("examination_date", _("The date of the examination is missing.")),
            ("referrer", _("The referring doctor is missing.")),
        )
    ),
    Rule(
        "identity-birth-date",
        on=ReportDocument,
        when=when.no_birth_date_and_no_age,
        at="identity.birth_date",
        severity=PROHIBIT,
        says=_("The date of birth is missing."),
        why=_WHOSE,
        source=_COMPONENTS,
    ),
    Rule(
        "outcome-status",
        on=ReportDocument,
        required=("outcome.status",),
        severity=PROHIBIT,
        says=_("Say whether the examination succeeded."),
        why=_("A failed or incomplete examination must not read like a normal one."),
        source="DICOM CID 6042",
    ),
    Rule(
        "outcome-reasons",
        on=ReportDocument,
        when=when.did_not_fully_succeed,
        required=("outcome.reasons",),
        severity=PROHIBIT,
        says=_("Say why the examination did not fully succeed."),
        why=_("The reason decides whether it is repeated or replaced."),
        source="SEED, FR-MAM, BELG95",
    ),
    Rule(
        "ducts",
        on=ReportDocument,
        when=when.was_attempted,
        required=("ducts",),
        severity=PROHIBIT,
        says=_("No duct is described."),
        why=_("The duct is the unit of the examination."),
        source=_COMPONENTS,
    ),
    Rule(
        "side-of-what-was-not-done",
        on=ReportDocument,
        when=when.no_duct_and_no_side,
        at="indication.discharge_sides",
        severity=PROHIBIT,
        says=_("The side is missing."),
        why=_SIDE,
        source=_COMPONENTS,
    ),
    Rule(
        "duct-side",
        on=Duct,
        required=("side",),
        severity=PROHIBIT,
        says=_("Duct {number}: the side is missing."),
        why=_SIDE,
        source=_COMPONENTS,
    ),
    Rule(
        "cannulation-failure-reason",
        on=Cannulation,
        when=when.cannulation_failed,
        required=("failure_reasons",),
        severity=ALERT,
        says=_("Say why the cannulation failed."),
        why=_("The reason decides whether it is tried again."),
        source="SEED, FR-MAM, BELG95",
    ),
    Rule(
        "contrast-volume",
        on=Duct,
        when=when.filled,
        required=("contrast.volume_ml",),
        severity=PROHIBIT,
        says=_("Duct {number}: the volume of contrast is missing."),
        why=_FILLED,
        source=_COMPONENTS,
    ),
    Rule(
        "contrast-agent",
        on=Duct,
        when=when.filled,
        required=("contrast.agent",),
        severity=ALERT,
        says=_("Duct {number}: the contrast agent is missing."),
        why=_("The next examination needs to know what was tolerated."),
        source=_COMPONENTS,
    ),
    Rule(
        "views",
        on=Duct,
        when=when.filled_without_view,
        at="views",
        severity=PROHIBIT,
        says=_("Duct {number}: no view is recorded."),
        why=_FILLED,
        source="CNTXT, RPEDIA, FR-QC",
    ),
    Rule(
        "findings",
        on=Duct,
        when=when.filled_without_finding,
        at="findings",
        severity=PROHIBIT,
        says=_("Duct {number}: enter a finding, or “normal duct”, or a finding that is absent."),
        why=_FILLED,
        source=_COMPONENTS,
    ),
    Rule(
        "finding-kind",
        on=DuctFinding,
        when=when.in_filled_duct,
        required=("kind", "presence"),
        severity=PROHIBIT,
        says=_("Finding {number} says not what was seen or whether it was seen."),
        why=_FILLED,
        source=_COMPONENTS,
    ),
    Rule(
        "lesion-without-place",
        on=DuctFinding,
        when=when.lesion_without_place,
        at="location.distance_from_nipple_mm",
        severity=ALERT,
        says=_("Finding {number}: neither clock position nor distance from the nipple is given."),
        why=_("The surgeon needs direction and depth; ductography shows them in 97 % of patients."),
        source="LAMONT00",
    ),
    Rule(
        "upstream",
        on=Duct,
        when=when.obstructed,
        required=("filling.upstream",),
        severity=ALERT,
        says=_("Duct {number} is obstructed: say whether the duct beyond was opacified."),
        why=_("What is not opacified cannot be judged, and the report must say so."),
        source="FR-MAM; HKCR case 90",
    ),
    Rule(
        "complications",
        on=ReportDocument,
        when=when.was_attempted,
        required=("complications.occurrence",),
        severity=ALERT,
        says=_("Say whether there were complications."),
        why=_("“None” is an answer; a blank is not."),
        source="ACRCM",
    ),
    Rule(
        "allergy-asked",
        on=ReportDocument,
        when=when.contrast_given,
        required=("safety.contrast_allergy.status",),
        severity=ALERT,
        says=_("Allergy to contrast was not answered."),
        why=_("It decides on premedication."),
        source="FR-MAM, RU-MJ, DE-GL",
    ),
    Rule(
        "assessment",
        on=ReportDocument,
        when=when.categories_missing,
        at="assessments",
        severity=PROHIBIT,
        says=_("No category is chosen (BI-RADS or GICS)."),
        why=_CATEGORY,
        source="BIRADS, GICS10",
    ),
    Rule(
        "assessment-side",
        on=Assessment,
        when=when.one_of_several,
        required=("side",),
        severity=PROHIBIT,
        says=_("Category {number}: the side is missing."),
        why=_SIDE,
        source=_COMPONENTS,
    ),
    Rule(
        "recommendation",
        on=Recommendation,
        required=("actions",),
        severity=PROHIBIT,
        says=_("The recommendation is missing."),
        why=_NEXT,
        source=_COMPONENTS,
    ),
    Rule(
        "recommendation-other",
        on=Recommendation,
        when=when.other_action,
        required=("text",),
        severity=PROHIBIT,
        says=_("“Other” is recommended: say what."),
        why=_NEXT,
        source=_COMPONENTS,
    ),
    Rule(
        "recommendation-unit",
        on=Recommendation,
        when=when.time_given,
        required=("interval_unit",),
        severity=PROHIBIT,
        says=_("The recommended time has no unit."),
        why=_("“Within 6” may be days or months."),
        source=_COMPONENTS,
    ),
    Rule(
        "discharge-history",
        on=ReportDocument,
        required=("indication.discharge_sides", "indication.spontaneity", "indication.colours"),
        severity=NOTE,
        says=_("Side, spontaneity and colour of the discharge belong to the indication."),
        why=_("They tell pathologic from physiologic discharge."),
        source="NCCN-A, REV20",
    ),
)


def missing(document: ReportDocument) -> tuple[Remark, ...]:
    """Every gap that stops the signature; an empty tuple means that nothing required is missing."""
    return tuple(remark for remark in ask(RULES, document) if remark.severity is PROHIBIT)

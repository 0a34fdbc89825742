"""Answers that a clinical report requires as real answers: an explicit *not recorded* does not count.

A published case is asked for none of it: it prints what it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import (
    BreastConclusion,
    BreastFinding,
    Duct,
    DuctFinding,
    Procedure,
    RecommendationStep,
    RelatedStudy,
    ReportDocument,
)
from reporting.ductography.facts.ducts import is_unresolved
from reporting.ductography.facts.examined_sides import examined_sides
from reporting.ductography.facts.outside_ducts import SUSPICIOUS_RESULTS, is_suspicious
from reporting.ductography.facts.pathology import ATYPIA, MALIGNANT
from reporting.ductography.facts.report_facts import NOT_DONE, is_to_be_told, present
from reporting.ductography.vocabulary import (
    Answer,
    BreastFindingKind,
    DuctFindingKind,
    Extravasation,
    FillingCompleteness,
    ImplantIntegrity,
    ImplantStatus,
    Limitation,
    Outcome,
    Presence,
    Region,
    Side,
)

from ..rules import Place, Rule, Severity
from .examination import COMPONENTS

OWN = "own decision"
PROHIBIT, ALERT = Severity.PROHIBIT, Severity.ALERT

PLACED_LESIONS = (DuctFindingKind.FILLING_DEFECT, DuctFindingKind.CUT_OFF)
SIZES = ("length_mm", "width_mm", "thickness_mm", "extent_mm")
DIRECTIONS = ("clock_position", "region", "direction_from_nipple")
INDICATIONS = (
    "discharge",
    "discharge_sides",
    "colours",
    "bloody",
    "spontaneity",
    "palpable_mass",
    "nipple_skin_changes",
    "purposes",
    "text",
)
_NOT_READ = {Limitation.NONE, Limitation.NO_PRE_CONTRAST_IMAGES, Limitation.OTHER_DUCTS_NOT_EXAMINED}

_ANSWER = _("A clinical report needs this answer; “not recorded” is for published cases.")
_SIDE = _("A laterality error can harm the patient.")
_WHERE = _("Surgeons rely on the reported location.")


def is_left_out(node: object, *names: str) -> bool:
    """None of the fields has a value, and at least one says *not recorded*: a blank is asked for elsewhere."""
    left_out = getattr(node, "not_recorded", ())
    return any(name in left_out for name in names) and not any(getattr(node, name) for name in names)


def patient_not_recorded(place: Place) -> Iterator[tuple[str, str]]:
    identity = place.report.identity
    for name in ("patient_name", "mrn"):
        if is_left_out(identity, name):
            yield f"identity.{name}", ""
    if is_left_out(identity, "birth_date", "age_years", "age_months"):
        yield "identity.birth_date", ""


def date_not_recorded(place: Place) -> bool:
    return is_left_out(place.report.identity, "examination_date")


def outcome_not_recorded(place: Place) -> bool:
    return is_left_out(place.report.outcome, "status")


def reasons_not_recorded(place: Place) -> bool:
    outcome = place.report.outcome
    return outcome.status not in (None, Outcome.SUCCEEDED) and is_left_out(outcome, "reasons")


def no_indication(place: Place) -> bool:
    history = place.report.indication
    return not any(getattr(history, name) for name in INDICATIONS)


def was_not_readable(duct: Duct, report: ReportDocument) -> bool:
    """Whether a limitation says why nothing could be read in the duct, or not all of it."""
    contrast, outcome = duct.contrast, report.outcome
    leaked = contrast.extravasation in (Extravasation.PERIDUCTAL, Extravasation.PARENCHYMAL)
    partly = duct.filling.completeness in (FillingCompleteness.INCOMPLETE, FillingCompleteness.NOT_FILLED)
    told = bool(duct.cannulation.failure_reasons or outcome.reasons or set(outcome.limitations) - _NOT_READ)
    return leaked or partly or told or contrast.reflux is Answer.YES


def duct_without_reading(place: Place) -> bool:
    """Findings are listed, but none of them says what was seen; an empty list is asked for elsewhere."""
    duct, report = place.node, place.report
    if not duct.findings or not is_to_be_told(duct, report) or was_not_readable(duct, report):
        return False
    return not any(finding.kind and finding.presence for finding in duct.findings)


def only_not_assessable(place: Place) -> bool:
    duct, report = place.node, place.report
    told = [finding.presence for finding in duct.findings if finding.kind and finding.presence]
    if not told or set(told) != {Presence.NOT_ASSESSABLE}:
        return False
    return is_to_be_told(duct, report) and not was_not_readable(duct, report)


def assessment_left_out(place: Place) -> bool:
    """No category has a value although a duct was read; where none could be, “not recorded” is honest."""
    report = place.report
    if report.outcome.status in NOT_DONE or any(item.birads or item.gics for item in report.breasts):
        return False
    if not any(is_left_out(item, "birads", "gics") for item in report.breasts):
        return False
    return not report.ducts or any(not _is_non_diagnostic(duct, report) for duct in report.ducts)


def _is_non_diagnostic(duct: Duct, report: ReportDocument) -> bool:
    return was_not_readable(duct, report) and not present(duct.findings)


def recommendation_left_out(place: Place) -> bool:
    return is_left_out(place.node, "action")


def side_left_out(place: Place) -> bool:
    return is_left_out(place.node, "side")


def side_of_one_of_two_left_out(place: Place) -> bool:
    return is_left_out(place.node, "side") and (_both_examined(place) or len(place.report.breasts) > 1)


def side_of_nothing_done_left_out(place: Place) -> bool:
    report = place.report
    told = report.identity.ordered_side or report.indication.discharge_sides
    asked = (
        "ordered_side" in report.identity.not_recorded,
        "discharge_sides" in report.indication.not_recorded,
    )
    return not report.ducts and not told and any(asked)


def _both_examined(place: Place) -> bool:
    return examined_sides(place.report) == set(Side)


def ruptured_on_an_unknown_side(place: Place) -> bool:
    report, history = place.report, place.report.indication
    ruptured = history.implant_integrity in (ImplantIntegrity.RUPTURED, ImplantIntegrity.SUSPECTED_RUPTURE)
    if not ruptured or history.implants is not ImplantStatus.BOTH:
        return False
    if history.implant_rupture_sides and history.implant_rupture_sides.is_known:
        return False
    studies = (*report.comparison.earlier_studies, *report.correlation)
    seen = [(finding, finding.side) for finding in report.breast.findings]
    seen += [(finding, finding.side or study.side) for study in studies for finding in study.findings]
    return not any(finding.kind is BreastFindingKind.IMPLANT_RUPTURE and side for finding, side in seen)


def suspicious_study_without_side(place: Place) -> bool:
    study = place.node
    suspicious = study.result in SUSPICIOUS_RESULTS or any(map(is_suspicious, study.findings))
    sides_told = bool(study.findings) and all(finding.side for finding in study.findings)
    return suspicious and study.side is None and not sides_told and _both_examined(place)


def suspicious_finding_without_side(place: Place) -> bool:
    if any(isinstance(node, RelatedStudy) for node in place.parents):
        return False
    return place.node.side is None and is_suspicious(place.node) and _both_examined(place)


def pathology_without_side(place: Place) -> bool:
    grave = bool(set(place.node.diagnoses) & (MALIGNANT | ATYPIA))
    return grave and place.node.side is None and _both_examined(place)


def _is_lesion(place: Place) -> bool:
    finding = place.node
    lasting = finding.gone_after_refill is not Answer.YES and not is_unresolved(finding)
    return lasting and any(item.kind in PLACED_LESIONS for item in present([finding]))


def lesion_without_size(place: Place) -> bool:
    """A cut-off hides its extent, so that only a filling defect is measured."""
    finding = place.node
    if finding.kind is not DuctFindingKind.FILLING_DEFECT or not _is_lesion(place):
        return False
    return not any(finding.is_recorded(name) for name in SIZES)


def lesion_without_direction(place: Place) -> bool:
    """The direction of its duct will do."""
    location = place.node.location
    told = any(getattr(location, name) for name in DIRECTIONS) or place.parent(Duct).clock_position
    return bool(_is_lesion(place) and _has_some_place(place) and not told)


def lesion_without_depth(place: Place) -> bool:
    """How far from the nipple; a subareolar lesion is near enough."""
    finding = place.node
    told = (
        finding.location.distance_from_nipple_mm is not None
        or finding.branch_order
        or finding.along_duct
        or finding.location.region in (Region.SUBAREOLAR, Region.NIPPLE)
    )
    return bool(_is_lesion(place) and _has_some_place(place) and not told)


def _has_some_place(place: Place) -> bool:
    """A lesion without any place is asked about as a whole."""
    location = place.node.location
    recorded = location.is_recorded("clock_position") or location.is_recorded("distance_from_nipple_mm")
    return bool(recorded)


RULES: tuple[Rule, ...] = (
    Rule(
        "required-missing-patient",
        on=ReportDocument,
        find=patient_not_recorded,
        severity=PROHIBIT,
        says=_("Identify the patient: enter name, record number, and date of birth or age."),
        why=_ANSWER,
        source=COMPONENTS,
    ),
    Rule(
        "required-missing-date",
        on=ReportDocument,
        when=date_not_recorded,
        at="identity.examination_date",
        severity=PROHIBIT,
        says=_("The examination date is “not recorded”. Enter the date."),
        why=_ANSWER,
        source=COMPONENTS,
    ),
    Rule(
        "required-missing-outcome",
        on=ReportDocument,
        when=outcome_not_recorded,
        at="outcome.status",
        severity=PROHIBIT,
        says=_("The technical outcome is “not recorded”. Select the outcome."),
        why=_ANSWER,
        source=COMPONENTS,
    ),
    Rule(
        "required-missing-reasons",
        on=ReportDocument,
        when=reasons_not_recorded,
        at="outcome.reasons",
        severity=PROHIBIT,
        says=_(
            "The reason for the unsuccessful or incomplete examination is “not recorded”. Select the reason."
        ),
        why=_ANSWER,
        source="SEED, FR-MAM, BELG95",
    ),
    Rule(
        "required-missing-indication",
        on=ReportDocument,
        when=no_indication,
        at="indication.purposes",
        severity=PROHIBIT,
        says=_("Enter the indication: the discharge, another symptom or the purpose."),
        why=_("Readers need the indication to interpret the result."),
        source=COMPONENTS,
    ),
    Rule(
        "required-missing-reading",
        on=Duct,
        when=duct_without_reading,
        at="findings",
        severity=PROHIBIT,
        says=_("Duct {number}: add a finding, “normal duct”, or the reason why the duct was not evaluated."),
        why=_ANSWER,
        source=COMPONENTS,
    ),
    Rule(
        "required-missing-recommendation",
        on=RecommendationStep,
        when=recommendation_left_out,
        at="action",
        severity=PROHIBIT,
        says=_("The recommended action is “not recorded”. Select an action."),
        why=_ANSWER,
        source=COMPONENTS,
    ),
    Rule(
        "assessment-missing-category",
        on=ReportDocument,
        when=assessment_left_out,
        at="breasts",
        severity=PROHIBIT,
        says=_(
            "The assessment is “not recorded”. Select a category, or record why the duct was not evaluated."
        ),
        why=_ANSWER,
        source="BIRADS, GICS10",
    ),
    Rule(
        "not-assessable-only",
        on=Duct,
        when=only_not_assessable,
        at="findings",
        severity=PROHIBIT,
        says=_("Duct {number}: every finding is “not assessable”. Record the limitation that explains why."),
        why=_("A duct that could not be evaluated must not be mistaken for a normal one."),
        source="SLAW01, DINKEL01",
    ),
    Rule(
        "side-missing-duct",
        on=Duct,
        when=side_left_out,
        at="side",
        severity=PROHIBIT,
        says=_("Duct {number}: the side is “not recorded”. Select the side."),
        why=_SIDE,
        source=COMPONENTS,
    ),
    Rule(
        "side-missing-assessment",
        on=BreastConclusion,
        when=side_of_one_of_two_left_out,
        at="side",
        severity=PROHIBIT,
        says=_("The side of the assessment is “not recorded”. Select the side."),
        why=_SIDE,
        source=COMPONENTS,
    ),
    Rule(
        "side-missing-report",
        on=ReportDocument,
        when=side_of_nothing_done_left_out,
        at="indication.discharge_sides",
        severity=PROHIBIT,
        says=_("The side is “not recorded”. Select the side."),
        why=_SIDE,
        source=COMPONENTS,
    ),
    Rule(
        "side-missing-implant",
        on=ReportDocument,
        when=ruptured_on_an_unknown_side,
        at="indication.implant_rupture_sides",
        severity=ALERT,
        says=_(
            "Both breasts have implants and a rupture is recorded without a side. "
            "Add the breast finding “implant rupture” with its side."
        ),
        why=_SIDE,
        source="ARBS, LUETMER13",
    ),
    Rule(
        "side-missing-study",
        on=RelatedStudy,
        when=suspicious_study_without_side,
        at="side",
        severity=ALERT,
        says=_("Study {number} is suspicious, but its side is not recorded. Select the side."),
        why=_SIDE,
        source="LUETMER13",
    ),
    Rule(
        "side-missing-finding",
        on=BreastFinding,
        when=suspicious_finding_without_side,
        at="side",
        severity=ALERT,
        says=_("Breast finding {number} is suspicious, but its side is not recorded. Select the side."),
        why=_SIDE,
        source="LUETMER13",
    ),
    Rule(
        "side-missing-pathology",
        on=Procedure,
        when=pathology_without_side,
        at="side",
        severity=ALERT,
        says=_(
            "Procedure {number} found malignancy or atypia, but its side is not recorded. Select the side."
        ),
        why=_SIDE,
        source="LUETMER13",
    ),
    Rule(
        "lesion-size",
        on=DuctFinding,
        when=lesion_without_size,
        at="length_mm",
        severity=PROHIBIT,
        says=_(
            "Duct {duct}, finding {number}: enter the size of the filling defect, or mark it “not recorded” "
            "if it was not measured."
        ),
        why=_("The size is needed to plan a biopsy or excision, and to compare later studies."),
        source=OWN,
    ),
    Rule(
        "lesion-place-direction",
        on=DuctFinding,
        when=lesion_without_direction,
        at="location.clock_position",
        severity=ALERT,
        says=_("Duct {duct}, finding {number}: enter the clock position, the quadrant or the region."),
        why=_WHERE,
        source="LAMONT00",
    ),
    Rule(
        "lesion-place-depth",
        on=DuctFinding,
        when=lesion_without_depth,
        at="location.distance_from_nipple_mm",
        severity=ALERT,
        says=_("Duct {duct}, finding {number}: enter the distance from the nipple or the branch."),
        why=_WHERE,
        source="LAMONT00",
    ),
)

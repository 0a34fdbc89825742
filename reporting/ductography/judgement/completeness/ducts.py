"""What must be told of each duct: how it was entered and filled, what was imaged, and what was seen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import Cannulation, Duct, DuctFinding
from reporting.ductography.facts.report_facts import NOT_DONE, is_to_be_told, present
from reporting.ductography.vocabulary import DuctFindingKind, Extravasation, LumenEffect, Outcome, ViewPhase

from ..rules import Place, Rule, Severity

PROHIBIT, ALERT, NOTE = Severity.PROHIBIT, Severity.ALERT, Severity.NOTE
COMPONENTS = "ACR-COMM"

_FILLED = _("An opacified duct can be interpreted only if contrast, views and findings are recorded.")

LESIONS = (DuctFindingKind.FILLING_DEFECT, DuctFindingKind.CUT_OFF, DuctFindingKind.STENOSIS)


def cannulation_failed(place: Place) -> bool:
    return place.node.outcome in NOT_DONE


def filled(place: Place) -> bool:
    return is_to_be_told(place.node, place.report)


def agent_given(place: Place) -> bool:
    return is_to_be_told(place.node, place.report) and place.node.contrast.agent is not None


def leaked(place: Place) -> bool:
    return place.node.contrast.extravasation in (Extravasation.PERIDUCTAL, Extravasation.PARENCHYMAL)


def filled_without_view(place: Place) -> bool:
    return is_to_be_told(place.node, place.report) and not any(
        view.is_recorded("projection") for view in place.node.views
    )


def one_projection_only(place: Place) -> bool:
    views = [view for view in place.node.views if view.phase is not ViewPhase.BEFORE_CONTRAST]
    stopped = place.report.outcome.status not in (None, Outcome.SUCCEEDED)
    if stopped or any("projection" in view.not_recorded for view in views):
        return False
    return (
        is_to_be_told(place.node, place.report)
        and len({view.projection for view in views if view.projection}) == 1
    )


def filled_without_finding(place: Place) -> bool:
    return is_to_be_told(place.node, place.report) and not any(
        finding.is_recorded("kind") for finding in place.node.findings
    )


def in_filled_duct(place: Place) -> bool:
    return is_to_be_told(place.parent(Duct), place.report)


def orifice_without_place(place: Place) -> bool:
    cannulation = place.node
    placed = cannulation.is_recorded("orifice_clock_position") or cannulation.is_recorded("orifice_zone")
    return is_to_be_told(place.parent(Duct), place.report) and not placed


def lesion_without_place(place: Place) -> bool:
    finding = place.node
    placed = finding.location.is_recorded("clock_position") or finding.location.is_recorded(
        "distance_from_nipple_mm"
    )
    return bool(present([finding])) and finding.kind in LESIONS and not placed


def filling_defect(place: Place) -> bool:
    return bool(present([place.node])) and place.node.kind is DuctFindingKind.FILLING_DEFECT


def cavity(place: Place) -> bool:
    return bool(present([place.node])) and place.node.kind is DuctFindingKind.CAVITY_FILLING


def obstructed(place: Place) -> bool:
    return any(
        finding.kind is DuctFindingKind.CUT_OFF or finding.lumen_effect is LumenEffect.COMPLETE
        for finding in present(place.node.findings)
    )


RULES: tuple[Rule, ...] = (
    Rule(
        "duct-side",
        on=Duct,
        required=("side",),
        severity=PROHIBIT,
        says=_("Duct {number}: select the side."),
        why=_("A laterality error can harm the patient."),
        source=COMPONENTS,
    ),
    # Technique
    Rule(
        "cannulation-failure-reason",
        on=Cannulation,
        when=cannulation_failed,
        required=("failure_reasons",),
        severity=ALERT,
        says=_("Duct {duct}: the reason for unsuccessful cannulation is not recorded."),
        why=_("The reason determines whether a repeat attempt is worthwhile."),
        source="SEED, FR-MAM, BELG95",
    ),
    Rule(
        "orifice-without-place",
        on=Cannulation,
        when=orifice_without_place,
        at="orifice_clock_position",
        severity=NOTE,
        says=_("Duct {duct}: enter the position of the orifice on the nipple."),
        why=_("Discharge may have stopped by the time of surgery."),
        source="FR-BL",
    ),
    Rule(
        "discharge-today",
        on=Duct,
        when=filled,
        required=("discharge.colours",),
        severity=NOTE,
        says=_("Duct {number}: select the colour of today’s discharge."),
        why=_("The reported and the observed discharge may differ."),
        source="FR-BL, XIE12",
    ),
    Rule(
        "contrast-volume",
        on=Duct,
        when=filled,
        required=("contrast.volume_ml",),
        severity=PROHIBIT,
        says=_("Duct {number}: enter the contrast volume."),
        why=_FILLED,
        source=COMPONENTS,
    ),
    Rule(
        "contrast-agent",
        on=Duct,
        when=filled,
        required=("contrast.agent",),
        severity=ALERT,
        says=_("Duct {number}: the contrast agent is not recorded."),
        why=_("Later examinations need to know which contrast was tolerated."),
        source=COMPONENTS,
    ),
    Rule(
        "contrast-concentration",
        on=Duct,
        when=agent_given,
        required=("contrast.concentration_mg_i_per_ml",),
        severity=NOTE,
        says=_("Duct {number}: enter the iodine concentration."),
        why=_("The agent is supplied in several concentrations."),
        source="CM14",
    ),
    Rule(
        "extravasation-asked",
        on=Duct,
        when=filled,
        required=("contrast.extravasation",),
        severity=NOTE,
        says=_("Duct {number}: record whether there was extravasation."),
        why=_("Extravasation can make a ductogram non-diagnostic."),
        source="SLAW01, DINKEL01",
    ),
    Rule(
        "extravasation-cause",
        on=Duct,
        when=leaked,
        required=("contrast.extravasation_cause",),
        severity=ALERT,
        says=_("Duct {number}: the cause of the extravasation is not recorded."),
        why=_(
            "Technical extravasation is a reason to repeat the study; periductal extravasation is "
            "also described in cancer."
        ),
        source="SLAW01, CHO05",
    ),
    Rule(
        "views",
        on=Duct,
        when=filled_without_view,
        at="views",
        severity=PROHIBIT,
        says=_("Duct {number}: add at least one view."),
        why=_FILLED,
        source="CNTXT, RPEDIA, FR-QC",
    ),
    Rule(
        "one-projection-only",
        on=Duct,
        when=one_projection_only,
        at="views",
        severity=ALERT,
        says=_("Duct {number}: only one projection shows the opacified duct."),
        why=_("Localisation requires two projections."),
        source="FR-QC, CNTXT, RPEDIA",
    ),
    Rule(
        "filling-completeness",
        on=Duct,
        when=filled,
        required=("filling.completeness",),
        severity=ALERT,
        says=_("Duct {number}: complete or incomplete filling is not recorded."),
        why=_("Unopacified ducts were not evaluated."),
        source="DINKEL01, REV20",
    ),
    # Findings
    Rule(
        "findings",
        on=Duct,
        when=filled_without_finding,
        at="findings",
        severity=PROHIBIT,
        says=_("Duct {number}: add a finding, “normal duct” or a pertinent negative."),
        why=_FILLED,
        source=COMPONENTS,
    ),
    Rule(
        "finding-kind",
        on=DuctFinding,
        when=in_filled_duct,
        required=("kind", "presence"),
        severity=PROHIBIT,
        says=_("Duct {duct}, finding {number}: select the finding, and present or absent."),
        why=_FILLED,
        source=COMPONENTS,
    ),
    Rule(
        "lesion-without-place",
        on=DuctFinding,
        when=lesion_without_place,
        at="location.distance_from_nipple_mm",
        severity=ALERT,
        says=_(
            "Duct {duct}, finding {number}: neither clock position nor distance from the nipple is recorded."
        ),
        why=_(
            "Surgeons need location and depth, which ductography showed in 97 % of patients in one series."
        ),
        source="LAMONT00",
    ),
    Rule(
        "defect-described",
        on=DuctFinding,
        when=filling_defect,
        required=("multiplicity", "contour"),
        severity=NOTE,
        says=_(
            "Duct {duct}, finding {number}: select single or multiple, and the contour, of the "
            "filling defect."
        ),
        why=_(
            "Single, smooth or lobulated defects are more common in papilloma; multiple or "
            "irregular defects are more common in cancer."
        ),
        source="KIM09, OUY14, CHO05",
    ),
    Rule(
        "cavity-kind",
        on=DuctFinding,
        when=cavity,
        required=("cavity_kind",),
        severity=ALERT,
        says=_("Duct {duct}, finding {number}: the cavity type is not recorded."),
        why=_("Cysts, postoperative seromas and abscesses are managed differently."),
        source="ES-GOD, JRCR13",
    ),
    Rule(
        "upstream",
        on=Duct,
        when=obstructed,
        required=("filling.upstream",),
        severity=ALERT,
        says=_("Duct {number} is obstructed, but opacification of the upstream duct is not recorded."),
        why=_("Unopacified segments cannot be evaluated; the report must state this."),
        source="FR-MAM, HKCR90",
    ),
)

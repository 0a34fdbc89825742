"""Whether the findings of a duct go together, and with the filling from which they were read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import Duct, DuctFinding
from reporting.ductography.facts.ducts import is_dilated, is_unresolved
from reporting.ductography.facts.report_facts import present, was_filled
from reporting.ductography.vocabulary import (
    DuctCalibre,
    DuctFindingKind,
    Extravasation,
    FillingCompleteness,
    LumenEffect,
    Multiplicity,
    Presence,
    UpstreamFilling,
    ViewPhase,
)

from ..rules import Place, Rule, Severity

_TWO = _("These answers contradict each other.")

LESIONS = {DuctFindingKind.FILLING_DEFECT, DuctFindingKind.CUT_OFF}
BESIDE_THE_DUCT = {DuctFindingKind.ADJACENT_MASS, DuctFindingKind.ADJACENT_CALCIFICATION}


def normal_with_findings(place: Place) -> bool:
    kinds = {finding.kind for finding in present(place.node.findings)}
    return DuctFindingKind.NORMAL_DUCT in kinds and len(kinds) > 1


def normal_but_not_of_normal_calibre(place: Place) -> bool:
    kinds = {finding.kind for finding in present(place.node.findings)}
    other = is_dilated(place.node) or place.node.filling.calibre is DuctCalibre.NARROWED
    return kinds == {DuctFindingKind.NORMAL_DUCT} and other


def present_and_absent(place: Place) -> bool:
    seen = {finding.kind for finding in present(place.node.findings)}
    denied = {finding.kind for finding in place.node.findings if finding.presence is Presence.ABSENT}
    return bool(seen & denied)


def number_against_count(place: Place) -> bool:
    number, count = place.node.multiplicity, place.node.count
    if number is None or count is None:
        return False
    return (number is Multiplicity.SINGLE) is not (count == 1)


def finding_without_filling(place: Place) -> bool:
    inside = bool(present([place.node])) and place.node.kind not in BESIDE_THE_DUCT
    return inside and not was_filled(place.parent(Duct))


def no_filled_view(place: Place) -> bool:
    phases = {view.phase for view in place.node.views}
    shown = phases & {ViewPhase.EARLY_FILLING, ViewPhase.FILLED, None}
    return was_filled(place.node) and bool(phases) and not shown


def possible_artefact(place: Place) -> bool:
    return any(finding.kind in LESIONS and is_unresolved(finding) for finding in present([place.node]))


def extravasation_with_complete_filling(place: Place) -> bool:
    leaked = place.node.contrast.extravasation in (Extravasation.PERIDUCTAL, Extravasation.PARENCHYMAL)
    return leaked and place.node.filling.completeness is FillingCompleteness.COMPLETE


def complete_but_not_beyond(place: Place) -> bool:
    filling = place.node.filling
    hidden = filling.upstream in (UpstreamFilling.NOT_OPACIFIED, UpstreamFilling.PARTLY_OPACIFIED)
    return hidden and filling.completeness is FillingCompleteness.COMPLETE


def obstructed_but_filled_beyond(place: Place) -> bool:
    blocked = any(finding.lumen_effect is LumenEffect.COMPLETE for finding in present(place.node.findings))
    return blocked and place.node.filling.upstream is UpstreamFilling.OPACIFIED


RULES: tuple[Rule, ...] = (
    Rule(
        "normal-with-findings",
        on=Duct,
        when=normal_with_findings,
        at="findings",
        severity=Severity.PROHIBIT,
        says=_("Duct {number}: “normal duct” is recorded together with other findings."),
        why=_TWO,
        source="DICOM",
    ),
    Rule(
        "normal-but-not-of-normal-calibre",
        on=Duct,
        when=normal_but_not_of_normal_calibre,
        at="filling.calibre",
        severity=Severity.ALERT,
        says=_("Duct {number}: “normal duct” is recorded, but the calibre is abnormal."),
        why=_("A duct wider than 2 mm without a filling defect is classed as duct ectasia."),
        source="ES-GOD",
    ),
    Rule(
        "present-and-absent",
        on=Duct,
        when=present_and_absent,
        at="findings",
        severity=Severity.ALERT,
        says=_("Duct {number}: the same finding is recorded as present and absent."),
        why=_TWO,
        source="DICOM",
    ),
    Rule(
        "number-against-count",
        on=DuctFinding,
        when=number_against_count,
        at="count",
        severity=Severity.ALERT,
        says=_("Duct {duct}, finding {number}: “single” or “multiple” does not match the number."),
        why=_TWO,
        source="DICOM",
    ),
    Rule(
        "finding-without-filling",
        on=DuctFinding,
        when=finding_without_filling,
        at="kind",
        severity=Severity.PROHIBIT,
        says=_("Duct {duct}, finding {number}: recorded in a duct that was not filled."),
        why=_("An unopacified duct cannot be evaluated."),
        source="SLAW01",
    ),
    Rule(
        "no-filled-view",
        on=Duct,
        when=no_filled_view,
        at="views",
        severity=Severity.ALERT,
        says=_("Duct {number}: filled, but no post-injection view is recorded."),
        why=_("Duct findings require images with contrast in the duct."),
        source="FR-MAM, FR-QC",
    ),
    Rule(
        "possible-artefact",
        on=DuctFinding,
        when=possible_artefact,
        at="possible_artefacts",
        severity=Severity.ALERT,
        says=_(
            "Duct {duct}, finding {number} may be air, clot or debris, but the result of "
            "evacuation and refilling is not recorded."
        ),
        why=_("Air bubbles and debris can mimic filling defects."),
        source="FISCHER, SLAW01, FR-MAM",
    ),
    Rule(
        "extravasation-with-complete-filling",
        on=Duct,
        when=extravasation_with_complete_filling,
        at="contrast.extravasation",
        severity=Severity.ALERT,
        says=_("Duct {number}: both extravasation and complete filling are recorded."),
        why=_("Filling is rarely complete after extravasation; the study may be non-diagnostic."),
        source="SLAW01, DINKEL01",
    ),
    Rule(
        "complete-but-not-beyond",
        on=Duct,
        when=complete_but_not_beyond,
        at="filling.completeness",
        severity=Severity.ALERT,
        says=_("Duct {number}: filling is “complete”, but part of the duct is not opacified."),
        why=_TWO,
        source="FR-MAM, HKCR90",
    ),
    Rule(
        "obstructed-but-filled-beyond",
        on=Duct,
        when=obstructed_but_filled_beyond,
        at="filling.upstream",
        severity=Severity.ALERT,
        says=_("Duct {number}: complete obstruction is recorded, but the upstream duct is opacified."),
        why=_TWO,
        source="FR-MAM, HKCR90",
    ),
)

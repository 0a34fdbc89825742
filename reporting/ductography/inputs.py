"""What the decision table asks of a report: each input is one question with a short list of answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .document import Duct, DuctFinding, ReportDocument
from .situations import was_filled
from .vocabulary import (
    Artefact,
    Birads,
    Contour,
    DischargeColour,
    DuctCount,
    DuctFindingKind,
    Endpoint,
    Extravasation,
    ExtravasationCause,
    FillingCompleteness,
    IncompleteReason,
    Multiplicity,
    Outcome,
    Presence,
    SafetyStatus,
    Sex,
    Sides,
    UpstreamFilling,
)

BENIGN_SIGNS = {DuctFindingKind.ECTASIA, DuctFindingKind.REDUCED_BRANCHING}  # DINKEL01: 1 of 32, 0 of 12
SUSPICIOUS_SIGNS = {  # KIM09, CHO05, OUY14, DINKEL01
    DuctFindingKind.WALL_IRREGULARITY,
    DuctFindingKind.WALL_DESTRUCTION,
    DuctFindingKind.DISTORTION,
    DuctFindingKind.DISPLACEMENT,
    DuctFindingKind.RIGIDITY,
    DuctFindingKind.EXTRAVASATION,
    DuctFindingKind.POOLING,
    DuctFindingKind.STENOSIS,
    DuctFindingKind.ADJACENT_CALCIFICATION,
    DuctFindingKind.ADJACENT_MASS,
}
LESION_LIKE = {DuctFindingKind.FILLING_DEFECT, DuctFindingKind.CUT_OFF}


@dataclass(frozen=True, slots=True)
class Input:
    """A question to a report and every answer it may have."""

    name: str
    answers: tuple[str, ...]
    ask: Callable[[ReportDocument], str]


def outcome(report: ReportDocument) -> str:
    """Performed until it is said to have failed or not to have been tried."""
    if report.outcome.status is Outcome.FAILED:
        return "failed"
    return "not_attempted" if report.outcome.status is Outcome.NOT_ATTEMPTED else "performed"


def obstacle(report: ReportDocument) -> str:
    """What stands in the way of a reading; an infection before all else."""
    if _infected(report):
        return "infection"
    if outcome(report) != "performed":
        return _obstacle_to_entering(report)
    ducts = [duct for duct in report.ducts if was_filled(duct)]
    if any(_unsettled_artefact(finding) for duct in ducts for finding in duct.findings):
        return "artefact"
    if any(_leaked(duct) for duct in ducts):
        return "extravasation"
    if any(_ran_back(duct) for duct in ducts):
        return "reflux"
    if IncompleteReason.INCOMPLETE_FILLING in report.outcome.reasons or any(map(_half_filled, ducts)):
        return "incomplete"
    return "none"


def sign(report: ReportDocument) -> str:
    """The gravest sign that is present in any duct."""
    present = present_findings(report)
    if any(_is_suspicious(finding) for finding in present):
        return "suspicious"
    kinds = {finding.kind for finding in present}
    if kinds - BENIGN_SIGNS - {DuctFindingKind.NORMAL_DUCT, DuctFindingKind.CAVITY_FILLING}:
        return "lesion"
    if DuctFindingKind.CAVITY_FILLING in kinds:
        return "cavity"
    if kinds & BENIGN_SIGNS:
        return "benign"
    return "normal" if normal(report) == "yes" else "none"


def category(report: ReportDocument) -> str:
    """The highest BI-RADS category chosen; the subdivisions of 4 count as 4."""
    order = list(Birads)
    chosen = sorted((item.birads for item in report.assessments if item.birads), key=order.index)
    if not chosen:
        return "none"
    worst = chosen[-1]
    return "1-2" if worst in (Birads.BIRADS_1, Birads.BIRADS_2) else worst.value[0]


def milky(report: ReportDocument) -> str:
    history = report.indication
    colours = {
        DischargeColour.MILKY,
        DischargeColour.WHITE,
        DischargeColour.BROWN,
        DischargeColour.GREY,
        DischargeColour.GREEN,
        DischargeColour.BLUE_GREEN,
        DischargeColour.YELLOW,
    }
    both = history.discharge_sides is Sides.BOTH
    return "yes" if both and history.colours and set(history.colours) <= colours else "no"


def sex(report: ReportDocument) -> str:
    return "male" if report.identity.sex is Sex.MALE else "other"


def upstream(report: ReportDocument) -> str:
    hidden = {UpstreamFilling.NOT_OPACIFIED, UpstreamFilling.PARTLY_OPACIFIED}
    return "hidden" if any(duct.filling.upstream in hidden for duct in report.ducts) else "seen"


def number(report: ReportDocument) -> str:
    multiple = any(
        finding.kind is DuctFindingKind.FILLING_DEFECT and _is_multiple(finding)
        for finding in present_findings(report)
    )
    return "multiple" if multiple else "other"


def ducts(report: ReportDocument) -> str:
    count = report.indication.discharging_ducts
    if count is DuctCount.ONE:
        return "one"
    return "several" if count in (DuctCount.FEW, DuctCount.SEVERAL) else "unknown"


def normal(report: ReportDocument) -> str:
    """Whether ducts were filled and every statement on them is a negative or “normal duct”."""
    filled = [duct for duct in report.ducts if was_filled(duct)]
    findings = [finding for duct in filled for finding in duct.findings if finding.kind]
    return "yes" if findings and all(map(_is_quiet, findings)) else "no"


def present_findings(report: ReportDocument) -> list[DuctFinding]:
    """Signs that are there and stay there; what refilling made vanish was an artefact."""
    return [
        finding
        for duct in report.ducts
        if was_filled(duct)
        for finding in duct.findings
        if finding.kind and finding.presence is Presence.PRESENT and finding.gone_after_refill != "yes"
    ]


def _is_quiet(finding: DuctFinding) -> bool:
    if finding.presence is Presence.PRESENT:
        return finding.kind is DuctFindingKind.NORMAL_DUCT or finding.gone_after_refill == "yes"
    return finding.presence is Presence.ABSENT


def _infected(report: ReportDocument) -> bool:
    asked = (report.safety.acute_inflammation.status, report.safety.purulent_discharge.status)
    colours = {*report.indication.colours, *(c for duct in report.ducts for c in duct.discharge.colours)}
    return SafetyStatus.PRESENT in asked or DischargeColour.PURULENT in colours


_OBSTACLES = {
    IncompleteReason.NOT_INDICATED: "not_indicated",
    IncompleteReason.NO_DISCHARGE_TODAY: "no_discharge",
    IncompleteReason.EXTRAVASATION: "extravasation",
    IncompleteReason.INCOMPLETE_FILLING: "incomplete",
    IncompleteReason.REFLUX_ONLY: "reflux",
}


def _obstacle_to_entering(report: ReportDocument) -> str:
    reasons = set(report.outcome.reasons)
    for duct in report.ducts:
        reasons |= set(duct.cannulation.failure_reasons)
    if not reasons:
        return "none"
    return next((name for reason, name in _OBSTACLES.items() if reason in reasons), "other")


def _unsettled_artefact(finding: DuctFinding) -> bool:
    possible = set(finding.possible_artefacts) - {Artefact.NONE}
    return bool(possible) and finding.presence is Presence.PRESENT and finding.gone_after_refill is None


def _leaked(duct: Duct) -> bool:
    leaked = duct.contrast.extravasation in (Extravasation.PERIDUCTAL, Extravasation.PARENCHYMAL)
    return leaked and duct.contrast.extravasation_cause is not ExtravasationCause.LESIONAL


def _ran_back(duct: Duct) -> bool:
    only = duct.filling.completeness is not FillingCompleteness.COMPLETE and not any(
        finding.kind and finding.presence is Presence.PRESENT for finding in duct.findings
    )
    return only and (duct.contrast.reflux == "yes" or Endpoint.REFLUX in duct.contrast.endpoints)


def _half_filled(duct: Duct) -> bool:
    """Incomplete without a lesion that explains it."""
    explained = any(f.kind in LESION_LIKE and f.presence is Presence.PRESENT for f in duct.findings)
    return duct.filling.completeness is FillingCompleteness.INCOMPLETE and not explained


def _is_multiple(finding: DuctFinding) -> bool:
    return finding.multiplicity is Multiplicity.MULTIPLE or (finding.count or 0) > 1


def _is_suspicious(finding: DuctFinding) -> bool:
    defect = finding.kind is DuctFindingKind.FILLING_DEFECT
    beside = Presence.PRESENT in (finding.adjacent_mass, finding.adjacent_calcification)
    grave = finding.contour is Contour.IRREGULAR or _is_multiple(finding)
    return finding.kind in SUSPICIOUS_SIGNS or beside or (defect and grave)


INPUTS: tuple[Input, ...] = (
    Input("outcome", ("performed", "failed", "not_attempted"), outcome),
    Input(
        "obstacle",
        (
            "none",
            "infection",
            "not_indicated",
            "no_discharge",
            "extravasation",
            "incomplete",
            "reflux",
            "artefact",
            "other",
        ),
        obstacle,
    ),
    Input("sign", ("none", "normal", "benign", "cavity", "lesion", "suspicious"), sign),
    Input("category", ("none", "0", "1-2", "3", "4", "5", "6"), category),
    Input("milky", ("yes", "no"), milky),
    Input("sex", ("male", "other"), sex),
    Input("upstream", ("seen", "hidden"), upstream),
    Input("number", ("multiple", "other"), number),
    Input("ducts", ("one", "several", "unknown"), ducts),
    Input("normal", ("yes", "no"), normal),
)

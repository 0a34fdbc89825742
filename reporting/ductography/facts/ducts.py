"""Facts of one duct: how far it could be read, and the most suspicious confirmed sign in it (clinical.md 7.1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ..document import Duct, DuctFinding, ReportDocument
from ..vocabulary import (
    AlongDuct,
    Answer,
    Artefact,
    BranchOrder,
    CavityKind,
    Certainty,
    Contour,
    DuctCalibre,
    DuctFindingKind,
    Endpoint,
    Extravasation,
    ExtravasationCause,
    FillingCompleteness,
    IncompleteReason,
    Multiplicity,
    Outcome,
    Presence,
    Shape,
    UpstreamFilling,
)

WIDEST_NORMAL_MM = 2.0  # ES-GOD: wider without a filling defect is ectasia


class Sign(Enum):
    """Signs by gravity, the most suspicious first."""

    SUSPICIOUS = "suspicious"
    LESION = "lesion"
    UNRESOLVED = "unresolved"
    BENIGN = "benign"
    NORMAL = "normal"
    NONE = "none"


class Obstacle(Enum):
    """What kept a duct from being read; the values are the limit kinds of the explanation."""

    FAILED = "failed"
    WRONG_DUCT = "wrong_duct"
    EXTRAVASATION = "extravasation"
    REFLUX = "reflux"
    INCOMPLETE = "incomplete"
    NOT_ASSESSABLE = "not_assessable"


# Suspicious whatever the form of a filling defect (KIM09, CHO05, OUY14, DINKEL01, FENG12).
SUSPICIOUS_KINDS = {
    DuctFindingKind.WALL_IRREGULARITY,
    DuctFindingKind.WALL_DESTRUCTION,
    DuctFindingKind.STENOSIS,
    DuctFindingKind.DISTORTION,
    DuctFindingKind.DISPLACEMENT,
    DuctFindingKind.EXTRAVASATION,
    DuctFindingKind.POOLING,
    DuctFindingKind.ADJACENT_CALCIFICATION,
    DuctFindingKind.ADJACENT_MASS,
}
BENIGN_KINDS = {
    DuctFindingKind.ECTASIA,
    DuctFindingKind.REDUCED_BRANCHING,  # DINKEL01: none of 12 malignant
    DuctFindingKind.CAVITY_FILLING,
}
# Where these are not assessable, nothing is known of the duct, whatever else was seen in it.
UNREAD_IF_NOT_ASSESSABLE = {
    DuctFindingKind.FILLING_DEFECT,
    DuctFindingKind.CUT_OFF,
    DuctFindingKind.NORMAL_DUCT,
}


# A complete filling shows that the others did not keep the duct from being read.
NOT_ANSWERED_BY_FILLING = (Obstacle.FAILED, Obstacle.WRONG_DUCT, Obstacle.NOT_ASSESSABLE)
# A sign that was seen shows that the duct was read, unless it was another duct or was not entered at all.
NOT_ANSWERED_BY_A_SIGN = (Obstacle.FAILED, Obstacle.WRONG_DUCT)


@dataclass(frozen=True, slots=True)
class DuctFacts:
    """One duct as the judgement sees it; ``index`` is its place in the document, from 0.

    ``obstacles`` are those that kept it from being read, ``limits`` those that did not.
    """

    index: int
    sign: Sign
    obstacles: tuple[Obstacle, ...]
    limits: tuple[Obstacle, ...]
    upstream_hidden: bool
    cavity: bool
    abscess: bool
    cleared: bool
    unresolved: bool


def duct_facts(report: ReportDocument, index: int) -> DuctFacts:
    """The facts of the duct at ``index``; what the report says of the examination counts for a duct not read."""
    duct = report.ducts[index]
    confirmed = confirmed_findings(duct)
    sign = _sign(duct, confirmed)
    found = _obstacles(duct, report)
    complete = duct.filling.completeness is FillingCompleteness.COMPLETE
    kept = tuple(obstacle for obstacle in found if not complete or obstacle in NOT_ANSWERED_BY_FILLING)
    if sign in (Sign.SUSPICIOUS, Sign.LESION, Sign.UNRESOLVED):
        kept = tuple(obstacle for obstacle in kept if obstacle in NOT_ANSWERED_BY_A_SIGN)
    return DuctFacts(
        index=index,
        sign=sign,
        obstacles=kept,
        limits=tuple(obstacle for obstacle in found if obstacle not in kept),
        upstream_hidden=duct.filling.upstream
        in (UpstreamFilling.NOT_OPACIFIED, UpstreamFilling.PARTLY_OPACIFIED),
        cavity=any(finding.kind is DuctFindingKind.CAVITY_FILLING for finding in confirmed),
        abscess=any(finding.cavity_kind is CavityKind.ABSCESS for finding in confirmed),
        cleared=any(finding.gone_after_refill is Answer.YES for finding in duct.findings),
        unresolved=any(is_unresolved(finding) for finding in seen_findings(duct)),
    )


def confirmed_findings(duct: Duct) -> list[DuctFinding]:
    """Signs that were seen, stayed after refilling, and are no unresolved artefact."""
    return [
        finding
        for finding in seen_findings(duct)
        if finding.gone_after_refill is not Answer.YES and not is_unresolved(finding)
    ]


def seen_findings(duct: Duct) -> list[DuctFinding]:
    """Signs that are recorded and neither denied nor unassessable; a blank presence counts as seen."""
    return [
        finding for finding in duct.findings if finding.kind and finding.presence in (Presence.PRESENT, None)
    ]


def is_unresolved(finding: DuctFinding) -> bool:
    """A sign that may be air, clot or debris, or moves, and was not re-examined after refilling."""
    suspected = (
        bool(set(finding.possible_artefacts) - {Artefact.NONE})
        or finding.mobile is Answer.YES
        or finding.certainty is Certainty.POSSIBLE
    )
    return suspected and finding.gone_after_refill not in (Answer.YES, Answer.NO)


def was_entered(duct: Duct) -> bool:
    """Whether contrast went into the duct, as far as the cannulation and the filling say."""
    not_entered = duct.cannulation.outcome in (Outcome.FAILED, Outcome.NOT_ATTEMPTED)
    return not not_entered and duct.filling.completeness is not FillingCompleteness.NOT_FILLED


def _sign(duct: Duct, confirmed: list[DuctFinding]) -> Sign:
    found = {sign_of(finding) for finding in confirmed}
    if _several_peripheral_defects(duct, confirmed):
        found.add(Sign.SUSPICIOUS)
    lesional = duct.contrast.extravasation_cause is ExtravasationCause.LESIONAL
    if lesional and duct.contrast.extravasation is not Extravasation.NONE:
        found.add(Sign.SUSPICIOUS)
    if duct.filling.calibre is DuctCalibre.NARROWED:
        found.add(Sign.LESION)
    if any(map(_has_something_beside, seen_findings(duct))):
        # A mass or calcification beside the duct stays when a bubble has cleared or is only possible.
        found.add(Sign.SUSPICIOUS)
    if any(is_unresolved(finding) for finding in seen_findings(duct)):
        found.add(Sign.UNRESOLVED)
    if is_dilated(duct):
        found.add(Sign.BENIGN)
    if not found and was_entered(duct) and _states_a_negative(duct):
        found.add(Sign.NORMAL)
    return next((sign for sign in Sign if sign in found), Sign.NONE)


def sign_of(finding: DuctFinding) -> Sign:
    """The class of one confirmed finding, taken alone."""
    kind = finding.kind
    if kind is DuctFindingKind.NORMAL_DUCT:
        return Sign.NORMAL
    irregular = finding.contour is Contour.IRREGULAR or finding.shape is Shape.IRREGULAR
    if kind in SUSPICIOUS_KINDS or _has_something_beside(finding) or irregular:
        return Sign.SUSPICIOUS
    return Sign.BENIGN if kind in BENIGN_KINDS else Sign.LESION


def _has_something_beside(finding: DuctFinding) -> bool:
    return Presence.PRESENT in (finding.adjacent_mass, finding.adjacent_calcification)


def _several_peripheral_defects(duct: Duct, confirmed: list[DuctFinding]) -> bool:
    """Several filling defects in peripheral ducts that are not dilated (CHO05)."""
    peripheral = [
        finding
        for finding in confirmed
        if finding.kind is DuctFindingKind.FILLING_DEFECT
        and (
            finding.branch_order is BranchOrder.PERIPHERAL
            or finding.along_duct is AlongDuct.AWAY_FROM_NIPPLE
            and finding.branch_order is not BranchOrder.MAIN_DUCT
        )
        and finding.host_duct_calibre is not DuctCalibre.DILATED
    ]
    several = len(peripheral) > 1 or any(
        finding.multiplicity is Multiplicity.MULTIPLE or (finding.count or 0) > 1 for finding in peripheral
    )
    return several and not is_dilated(duct)


def is_dilated(duct: Duct) -> bool:
    return duct.filling.calibre is DuctCalibre.DILATED or (duct.filling.calibre_mm or 0) > WIDEST_NORMAL_MM


def _states_a_negative(duct: Duct) -> bool:
    """Something is stated of the duct, and none of it is a sign or not assessable."""
    stated = [finding for finding in duct.findings if finding.kind]
    return bool(stated) and all(
        finding.presence is Presence.ABSENT or finding.gone_after_refill is Answer.YES for finding in stated
    )


def _reasons_of_no_duct(report: ReportDocument) -> set[IncompleteReason]:
    """Reasons of the examination that no duct explains: one that a duct has itself is not of the others."""
    explained: set[IncompleteReason] = set()
    for duct in report.ducts:
        explained |= set(duct.cannulation.failure_reasons)
        leaked = duct.contrast.extravasation in (Extravasation.PERIDUCTAL, Extravasation.PARENCHYMAL)
        if leaked or Endpoint.EXTRAVASATION in duct.contrast.endpoints:
            explained.add(IncompleteReason.EXTRAVASATION)
        if duct.contrast.reflux is Answer.YES or Endpoint.REFLUX in duct.contrast.endpoints:
            explained.add(IncompleteReason.REFLUX_ONLY)
        if duct.filling.completeness is FillingCompleteness.INCOMPLETE:
            explained.add(IncompleteReason.INCOMPLETE_FILLING)
    return set(report.outcome.reasons) - explained


def _obstacles(duct: Duct, report: ReportDocument) -> tuple[Obstacle, ...]:
    """Every obstacle recorded of the duct, or of the examination without naming a duct."""
    reasons = {*duct.cannulation.failure_reasons, *_reasons_of_no_duct(report)}
    incomplete = duct.filling.completeness in (
        FillingCompleteness.INCOMPLETE,
        FillingCompleteness.NOT_FILLED,
    )
    leaked = duct.contrast.extravasation in (Extravasation.PERIDUCTAL, Extravasation.PARENCHYMAL)
    leaked = leaked or Endpoint.EXTRAVASATION in duct.contrast.endpoints
    refluxed = duct.contrast.reflux is Answer.YES or Endpoint.REFLUX in duct.contrast.endpoints
    stated = [finding for finding in duct.findings if finding.kind]
    missed = [finding for finding in stated if finding.presence is Presence.NOT_ASSESSABLE]
    unassessable = any(finding.kind in UNREAD_IF_NOT_ASSESSABLE for finding in missed)
    unassessable = unassessable or bool(missed) and len(missed) == len(stated)
    done = report.outcome.status not in (Outcome.FAILED, Outcome.NOT_ATTEMPTED)
    holds = {
        Obstacle.FAILED: not was_entered(duct) or not done,
        Obstacle.WRONG_DUCT: IncompleteReason.WRONG_DUCT in reasons,
        Obstacle.EXTRAVASATION: (leaked or IncompleteReason.EXTRAVASATION in reasons)
        and duct.contrast.extravasation_cause is not ExtravasationCause.LESIONAL,
        Obstacle.REFLUX: IncompleteReason.REFLUX_ONLY in reasons or (refluxed and incomplete),
        Obstacle.INCOMPLETE: incomplete or IncompleteReason.INCOMPLETE_FILLING in reasons,
        Obstacle.NOT_ASSESSABLE: unassessable,
    }
    return tuple(obstacle for obstacle in Obstacle if holds[obstacle])

"""Ranks of one breast: the most suspicious recorded fact decides, the others add their steps (clinical.md 7.2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ..document import ReportDocument
from ..facts.conclusions import categories_of
from ..facts.discharge import DischargeFacts, discharge_facts
from ..facts.ducts import DuctFacts, Obstacle, Sign, duct_facts
from ..facts.matching import of_side
from ..facts.outside_ducts import Evidence, outside_evidence
from ..facts.pathology import MALIGNANT, unexcised
from ..facts.remembered import remembered
from ..vocabulary import (
    Birads,
    DischargeColour,
    IncompleteReason,
    Outcome,
    SafetyStatus,
    Side,
)


class Rank(Enum):
    """From the gravest to the least grave; the values are those of the machine-readable explanation."""

    PROVEN_MALIGNANCY = "proven_malignancy"
    BIRADS_5 = "birads_5"
    BIRADS_4 = "birads_4"
    OUTSIDE_EVIDENCE = "outside_evidence"
    SUSPICIOUS_SIGN = "suspicious_sign"
    LESION = "lesion"
    UNRESOLVED_SIGN = "unresolved_sign"
    NON_DIAGNOSTIC = "non_diagnostic"
    INFECTION = "infection"
    BENIGN = "benign"
    NORMAL = "normal"


# They rest on nothing having been found, and go when something is.
QUIET = (Rank.BENIGN, Rank.NORMAL)
SUBDIVIDED_4 = {Birads.BIRADS_4, Birads.BIRADS_4A, Birads.BIRADS_4B, Birads.BIRADS_4C}


@dataclass(frozen=True, slots=True)
class BreastFacts:
    """Everything recorded of one breast that bears on its plan; ``side`` is None while no side is recorded.

    ``ranks`` holds every rank present, the gravest first, each with the indices of the ducts that it names.
    """

    side: Side | None
    ducts: tuple[DuctFacts, ...]
    evidence: frozenset[Evidence]
    discharge: DischargeFacts
    birads: frozenset[Birads]
    ranks: dict[Rank, tuple[int, ...]]

    @property
    def rank(self) -> Rank | None:
        """The rank that decides, None when nothing can be said."""
        return next(iter(self.ranks), None)

    @property
    def obstacles(self) -> set[Obstacle]:
        return {obstacle for duct in self.ducts for obstacle in duct.obstacles}


@remembered
def breast_facts(report: ReportDocument) -> tuple[BreastFacts, ...]:
    """One entry per breast with a duct, or per breast ordered while there is no duct; right before left."""
    return tuple(_of_breast(report, side) for side in breasts_of(report))


def breasts_of(report: ReportDocument) -> tuple[Side | None, ...]:
    """The breasts that the report judges. A duct without a side belongs to the only side that is known."""
    with_ducts = {duct.side for duct in report.ducts if duct.side}
    asked = report.identity.ordered_side or report.indication.discharge_sides
    ordered = {side for side in Side if asked and asked.is_known and of_side(asked, side)}
    sides = with_ducts or ordered
    return tuple(side for side in Side if side in sides) or (None,)


def ducts_of(report: ReportDocument, side: Side | None) -> tuple[int, ...]:
    """Indices of the ducts of the breast; one whose side is not recorded counts for every breast."""
    return tuple(
        index for index, duct in enumerate(report.ducts) if side is None or duct.side in (None, side)
    )


def _of_breast(report: ReportDocument, side: Side | None) -> BreastFacts:
    ducts = tuple(duct_facts(report, index) for index in ducts_of(report, side))
    discharge = discharge_facts(report, side)
    evidence = outside_evidence(report, side)
    birads = categories_of(report, side)
    found = {
        rank: named
        for rank, named in _candidates(report, side, ducts, discharge, evidence, birads).items()
        if named is not None
    }
    return BreastFacts(
        side, ducts, evidence, discharge, birads, {rank: found[rank] for rank in Rank if rank in found}
    )


def _candidates(
    report: ReportDocument,
    side: Side | None,
    ducts: tuple[DuctFacts, ...],
    discharge: DischargeFacts,
    evidence: frozenset[Evidence],
    birads: frozenset[Birads],
) -> dict[Rank, tuple[int, ...] | None]:
    """Every rank with the ducts that it names, None where it is absent."""

    def where(*signs: Sign) -> tuple[int, ...]:
        return tuple(duct.index for duct in ducts if duct.sign in signs)

    def present(holds: bool, named: tuple[int, ...] = ()) -> tuple[int, ...] | None:
        return named if holds else None

    lesions = where(Sign.SUSPICIOUS, Sign.LESION)
    suspicious, lesion = where(Sign.SUSPICIOUS), where(Sign.LESION)
    unresolved = tuple(duct.index for duct in ducts if duct.unresolved)
    unread = tuple(duct.index for duct in ducts if duct.obstacles)
    read = [duct for duct in ducts if not duct.obstacles]
    not_performed = report.outcome.status is Outcome.NOT_ATTEMPTED
    failed = report.outcome.status is Outcome.FAILED
    infected = _is_infected(report, side, ducts, discharge)
    # A duct that was not entered because of an infection counts as one with an infection.
    kept_out = infected and IncompleteReason.CONTRAINDICATED in not_performed_because(report, side)
    if kept_out:
        unread = tuple(duct.index for duct in ducts if set(duct.obstacles) - {Obstacle.FAILED})
    # Not performed without pathologic discharge has no rank: its reason is printed.
    undone = bool(unread) and not not_performed or failed and not ducts and not kept_out
    undone = undone or not_performed and discharge.pathologic and not kept_out
    proven = Birads.BIRADS_6 in birads or unexcised(report, side, MALIGNANT)
    return {
        Rank.PROVEN_MALIGNANCY: present(proven, lesions),
        Rank.BIRADS_5: present(Birads.BIRADS_5 in birads, lesions),
        Rank.BIRADS_4: present(bool(birads & SUBDIVIDED_4), lesions),
        Rank.OUTSIDE_EVIDENCE: present(bool(evidence)),
        Rank.SUSPICIOUS_SIGN: present(bool(suspicious), suspicious),
        Rank.LESION: present(bool(lesion), lesion),
        Rank.UNRESOLVED_SIGN: present(bool(unresolved), unresolved),
        Rank.NON_DIAGNOSTIC: present(undone, unread),
        Rank.INFECTION: present(infected),
        Rank.BENIGN: present(any(duct.sign is Sign.BENIGN for duct in read)),
        Rank.NORMAL: present(any(duct.sign is Sign.NORMAL for duct in read)),
    }


def _is_infected(
    report: ReportDocument, side: Side | None, ducts: tuple[DuctFacts, ...], discharge: DischargeFacts
) -> bool:
    """Inflammation without a side counts for every breast, pus for the breast that discharges it."""
    purulent = report.safety.purulent_discharge.status is SafetyStatus.PRESENT
    return (
        report.safety.acute_inflammation.status is SafetyStatus.PRESENT
        or (purulent and of_side(report.indication.discharge_sides, side))
        or DischargeColour.PURULENT in discharge.colours
        or any(duct.abscess for duct in ducts)
    )


def not_performed_because(report: ReportDocument, side: Side | None) -> set[IncompleteReason]:
    """The reasons recorded for an examination, or a cannulation of this breast, that did not succeed."""
    ducts = (report.ducts[index] for index in ducts_of(report, side))
    return {
        *report.outcome.reasons,
        *(reason for duct in ducts for reason in duct.cannulation.failure_reasons),
    }

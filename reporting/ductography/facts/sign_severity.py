"""How grave a sign in a duct is: the classes that the decision table and the contradictions speak of.

Each list names its source (SOURCES.md). A sign that may be air, clot or debris, and was not refilled, belongs to
no class yet; one that refilling made vanish was an artefact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..document import Duct, DuctFinding
from ..vocabulary import (
    Answer,
    Artefact,
    Branching,
    CavityKind,
    Certainty,
    Contour,
    DuctCalibre,
    DuctFindingKind,
    Multiplicity,
    Presence,
    Shape,
)
from .report_facts import present, was_filled

# From the gravest to the least grave; a duct of which nothing is known is graver than a normal one.
GRAVITY = ("suspicious", "lesion", "unclear", "cavity", "benign", "none", "normal")

SUSPICIOUS = {  # KIM09, CHO05, OUY14, DINKEL01, FENG12
    DuctFindingKind.WALL_IRREGULARITY,
    DuctFindingKind.WALL_DESTRUCTION,
    DuctFindingKind.STENOSIS,
    DuctFindingKind.DISTORTION,
    DuctFindingKind.DISPLACEMENT,
    DuctFindingKind.RIGIDITY,
    DuctFindingKind.COMPRESSION,
    DuctFindingKind.EXTRAVASATION,
    DuctFindingKind.POOLING,
    DuctFindingKind.ADJACENT_CALCIFICATION,
    DuctFindingKind.ADJACENT_MASS,
}
LESIONS = {DuctFindingKind.FILLING_DEFECT, DuctFindingKind.CUT_OFF}  # RPEDIA, ES-GOD
BENIGN = {DuctFindingKind.ECTASIA, DuctFindingKind.REDUCED_BRANCHING}  # DINKEL01: 1 of 32, 0 of 12
WIDEST_NORMAL_MM = 2.0  # ES-GOD: wider without a filling defect is ectasia


def gravest_sign(ducts: Iterable[Duct]) -> str:
    """One of `GRAVITY` for all filled ducts together; "none" when no duct was filled."""
    seen = {sign for duct in ducts if was_filled(duct) for sign in signs(duct)}
    return next((sign for sign in GRAVITY if sign in seen), "none")


def signs(duct: Duct) -> Iterator[str]:
    """The class of every sign of one filled duct; "normal" or "none" where there is no sign."""
    certain = lasting(duct)
    abnormal = [finding for finding in certain if finding.kind is not DuctFindingKind.NORMAL_DUCT]
    several = has_several_defects(duct)
    yield from (_class(finding, several) for finding in abnormal)
    if is_wide(duct) or duct.filling.branching is Branching.REDUCED:
        yield "benign"
    elif not abnormal:
        yield "normal" if _is_told_normal(duct) else "none"


def lasting(duct: Duct) -> list[DuctFinding]:
    """Signs that are there, stay there, and are no possible artefact."""
    return [
        finding
        for finding in present(duct.findings)
        if finding.gone_after_refill is not Answer.YES and not is_unsettled(finding)
    ]


def is_unsettled(finding: DuctFinding) -> bool:
    """Whether it may be air, clot or debris, and evacuating and refilling has not told yet."""
    suspected = (
        bool(set(finding.possible_artefacts) - {Artefact.NONE})
        or finding.mobile is Answer.YES
        or finding.certainty is Certainty.POSSIBLE
    )
    told = finding.gone_after_refill in (Answer.YES, Answer.NO)
    return suspected and not told and finding.presence is Presence.PRESENT


def has_several_defects(duct: Duct) -> bool:
    defects = [finding for finding in lasting(duct) if finding.kind is DuctFindingKind.FILLING_DEFECT]
    return len(defects) > 1 or any(
        finding.multiplicity is Multiplicity.MULTIPLE or (finding.count or 0) > 1 for finding in defects
    )


def is_wide(duct: Duct) -> bool:
    return duct.filling.calibre is DuctCalibre.DILATED or (duct.filling.calibre_mm or 0) > WIDEST_NORMAL_MM


def _class(finding: DuctFinding, several_defects: bool) -> str:
    irregular = finding.contour is Contour.IRREGULAR or finding.shape is Shape.IRREGULAR
    beside = Presence.PRESENT in (finding.adjacent_mass, finding.adjacent_calcification)
    if finding.kind in SUSPICIOUS or beside:
        return "suspicious"
    if finding.kind in LESIONS:
        several = several_defects and finding.kind is DuctFindingKind.FILLING_DEFECT
        return "suspicious" if irregular or several else "lesion"
    if finding.kind is DuctFindingKind.CAVITY_FILLING and finding.cavity_kind is not CavityKind.CYST:
        return "cavity"
    return "benign" if finding.kind in BENIGN | {DuctFindingKind.CAVITY_FILLING} else "unclear"


def _is_told_normal(duct: Duct) -> bool:
    """Whether something is stated, and every statement is a negative, an artefact or “normal duct”."""
    told = [finding for finding in duct.findings if finding.kind]
    narrow = duct.filling.calibre is DuctCalibre.NARROWED
    return bool(told) and not narrow and all(map(_is_quiet, told))


def _is_quiet(finding: DuctFinding) -> bool:
    if finding.presence is Presence.PRESENT:
        return finding.kind is DuctFindingKind.NORMAL_DUCT or finding.gone_after_refill is Answer.YES
    return finding.presence is Presence.ABSENT

"""The signs on which something is published, and where a report shows them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from ..document import Duct, DuctFinding, ReportDocument
from ..document.node import Label
from ..facts.report_facts import was_filled
from ..facts.sign_severity import gravest_sign, has_several_defects, is_wide, lasting
from ..vocabulary import (
    Branching,
    BranchOrder,
    Contour,
    Diagnosis,
    DuctCalibre,
    DuctFindingKind,
    LumenEffect,
    Multiplicity,
    Presence,
)
from .decision_inputs import known_diagnoses


class Sign(StrEnum):
    """A sign as studies name it; `LABELS` has its words."""

    DEFECT_OR_CUT_OFF = "defect_or_cut_off"
    FILLING_DEFECT = "filling_defect"
    SINGLE_DEFECT = "single_defect"
    SEVERAL_DEFECTS = "several_defects"
    LOBULATED_DEFECT = "lobulated_defect"
    IRREGULAR_DEFECT = "irregular_defect"
    SMOOTH_DEFECT_OF_A_MAIN_DUCT = "smooth_defect_of_a_main_duct"
    IRREGULAR_PERIPHERAL_DEFECTS = "irregular_peripheral_defects"
    CUT_OFF = "cut_off"
    COMPLETE_OBSTRUCTION = "complete_obstruction"
    ECTASIA = "ectasia"
    ECTASIA_ALONE = "ectasia_alone"
    REDUCED_BRANCHING_ALONE = "reduced_branching_alone"
    STENOSIS = "stenosis"
    WALL_IRREGULARITY = "wall_irregularity"
    WALL_DESTRUCTION = "wall_destruction"
    DISTORTION = "distortion"
    DISPLACEMENT = "displacement"
    EXTRAVASATION = "extravasation"
    POOLING = "pooling"
    ADJACENT = "adjacent"
    PERIPHERAL_PAPILLOMAS = "peripheral_papillomas"
    NORMAL = "normal"


LABELS: dict[Sign, Label] = {
    Sign.DEFECT_OR_CUT_OFF: _("filling defect or duct cut-off"),
    Sign.FILLING_DEFECT: _("filling defect"),
    Sign.SINGLE_DEFECT: _("single filling defect"),
    Sign.SEVERAL_DEFECTS: _("multiple filling defects"),
    Sign.LOBULATED_DEFECT: _("lobulated filling defect"),
    Sign.IRREGULAR_DEFECT: _("irregular filling defect"),
    Sign.SMOOTH_DEFECT_OF_A_MAIN_DUCT: _("smooth filling defect in a major duct"),
    Sign.IRREGULAR_PERIPHERAL_DEFECTS: _(
        "multiple irregular filling defects in non-dilated peripheral ducts"
    ),
    Sign.CUT_OFF: _("duct obstruction"),
    Sign.COMPLETE_OBSTRUCTION: _("complete duct obstruction"),
    Sign.ECTASIA: _("duct ectasia or dilatation"),
    Sign.ECTASIA_ALONE: _("duct ectasia without a more suspicious finding"),
    Sign.REDUCED_BRANCHING_ALONE: _("reduced branching without a more suspicious finding"),
    Sign.STENOSIS: _("duct narrowing (stenosis)"),
    Sign.WALL_IRREGULARITY: _("wall irregularity"),
    Sign.WALL_DESTRUCTION: _("wall destruction"),
    Sign.DISTORTION: _("duct distortion"),
    Sign.DISPLACEMENT: _("duct displacement"),
    Sign.EXTRAVASATION: _("periductal extravasation at a lesion"),
    Sign.POOLING: _("pooling of contrast"),
    Sign.ADJACENT: _("adjacent mass or calcification"),
    Sign.PERIPHERAL_PAPILLOMAS: _("multiple peripheral papillomas on pathology"),
    Sign.NORMAL: _("normal ductogram"),
}

_SAME_NAME = {
    kind: Sign(kind.value)
    for kind in (
        DuctFindingKind.FILLING_DEFECT,
        DuctFindingKind.CUT_OFF,
        DuctFindingKind.ECTASIA,
        DuctFindingKind.STENOSIS,
        DuctFindingKind.WALL_IRREGULARITY,
        DuctFindingKind.WALL_DESTRUCTION,
        DuctFindingKind.DISTORTION,
        DuctFindingKind.DISPLACEMENT,
        DuctFindingKind.EXTRAVASATION,
        DuctFindingKind.POOLING,
    )
}


def published_signs(report: ReportDocument) -> dict[Sign, str]:
    """The signs that ``report`` shows, each with the path of the first place that shows it."""
    found: dict[Sign, str] = {}
    for sign, path in _shown(report):
        found.setdefault(sign, path)
    return found


def _shown(report: ReportDocument) -> Iterator[tuple[Sign, str]]:
    for index, duct in enumerate(report.ducts):
        if was_filled(duct):
            yield from _of_duct(duct, f"ducts[{index}]")
    if Diagnosis.PERIPHERAL_PAPILLOMAS in known_diagnoses(report):
        yield Sign.PERIPHERAL_PAPILLOMAS, "subsequent_procedures"
    if gravest_sign(report.ducts) == "normal":
        yield Sign.NORMAL, "ducts"


def _of_duct(duct: Duct, path: str) -> Iterator[tuple[Sign, str]]:
    certain = lasting(duct)
    several = has_several_defects(duct)
    for index, finding in enumerate(duct.findings):
        if any(finding is one for one in certain):
            yield from ((sign, f"{path}.findings[{index}]") for sign in _of_finding(finding, several))
    kinds = {finding.kind for finding in certain}
    wide = is_wide(duct) or DuctFindingKind.ECTASIA in kinds
    bare = duct.filling.branching is Branching.REDUCED or DuctFindingKind.REDUCED_BRANCHING in kinds
    alone = gravest_sign([duct]) == "benign"
    if is_wide(duct):
        yield Sign.ECTASIA, f"{path}.filling"
    if wide and alone:
        yield Sign.ECTASIA_ALONE, path
    if bare and alone:
        yield Sign.REDUCED_BRANCHING_ALONE, path


def _of_finding(finding: DuctFinding, several: bool) -> Iterator[Sign]:
    kind = finding.kind
    if kind in _SAME_NAME:
        yield _SAME_NAME[kind]
    if kind in (DuctFindingKind.FILLING_DEFECT, DuctFindingKind.CUT_OFF):
        yield Sign.DEFECT_OR_CUT_OFF
        if finding.lumen_effect is LumenEffect.COMPLETE:
            yield Sign.COMPLETE_OBSTRUCTION
    if kind is DuctFindingKind.FILLING_DEFECT:
        yield from _of_defect(finding, several)
    beside = (DuctFindingKind.ADJACENT_MASS, DuctFindingKind.ADJACENT_CALCIFICATION)
    if kind in beside or Presence.PRESENT in (finding.adjacent_mass, finding.adjacent_calcification):
        yield Sign.ADJACENT


def _of_defect(finding: DuctFinding, several: bool) -> Iterator[Sign]:
    if several:
        yield Sign.SEVERAL_DEFECTS
    elif finding.multiplicity is Multiplicity.SINGLE:
        yield Sign.SINGLE_DEFECT
    if finding.contour is Contour.LOBULATED:
        yield Sign.LOBULATED_DEFECT
    if finding.contour is Contour.IRREGULAR:
        yield Sign.IRREGULAR_DEFECT
        narrow = finding.host_duct_calibre in (DuctCalibre.NORMAL, DuctCalibre.NARROWED)
        if several and narrow and finding.branch_order is BranchOrder.PERIPHERAL:
            yield Sign.IRREGULAR_PERIPHERAL_DEFECTS
    if finding.contour is Contour.SMOOTH and finding.branch_order is BranchOrder.MAIN_DUCT:
        yield Sign.SMOOTH_DEFECT_OF_A_MAIN_DUCT

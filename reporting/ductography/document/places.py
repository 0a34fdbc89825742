"""Where something lies, and what other studies and procedures found there."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _

from ..vocabulary import (
    Agreement,
    Answer,
    BreastFindingKind,
    CalcificationForm,
    Content,
    Contour,
    Degree,
    DepthThird,
    Diagnosis,
    Echogenicity,
    Grade,
    MarginDirection,
    MarginStatus,
    Modality,
    Multiplicity,
    NippleDirection,
    NodeStatus,
    Precision,
    Presence,
    ProcedureKind,
    Region,
    Shape,
    Side,
    SizeInWords,
    StudyResult,
)
from .node import InOrder, Node, group, items, leaf
from .text import Line, PartialDate, Text
from .units import YEARS

CLOCK: dict[str, Any] = {"ge": 1, "le": 12}
DISTANCE: dict[str, Any] = {"unit": "mm", "ge": 0, "le": 300}
RANGE: dict[str, Any] = {**DISTANCE, "help": _("only for a range, such as 3–4 mm")}


class BreastLocation(Node):
    """A place in the breast. Its clock position is never that of an orifice on the nipple."""

    clock_position: int | None = leaf(
        _("clock position in the breast"),
        unit=_("o’clock"),
        help=_("1–12, viewed facing the patient"),
        **CLOCK,
    )
    region: Region | None = leaf(_("region"))
    direction_from_nipple: NippleDirection | None = leaf(_("direction from the nipple"))
    direction_degree: Degree | None = leaf(_("degree of offset"))
    distance_from_nipple_mm: float | None = leaf(_("distance from the nipple"), **DISTANCE)
    depth_from_skin_mm: float | None = leaf(_("depth from the skin"), **DISTANCE)
    distance_from_chest_wall_mm: float | None = leaf(_("distance from the chest wall"), **DISTANCE)
    depth_third: DepthThird | None = leaf(_("depth in the breast"))
    approximate: Answer | None = leaf(_("approximate distances"))


class BreastFinding(Node):
    """Something seen in the breast outside the filled ducts, or by another method."""

    kind: BreastFindingKind | None = leaf(_("finding"))
    presence: Presence | None = leaf(_("seen"), help=_("select “absent” to record a pertinent negative"))
    side: Side | None = leaf(_("side"))
    location: BreastLocation = group(_("location"), BreastLocation)
    shape: Shape | None = leaf(_("shape"))
    contour: Contour | None = leaf(_("contour"))
    length_mm: float | None = leaf(_("length"), **DISTANCE)
    length_to_mm: float | None = leaf(_("length, upper limit"), **RANGE)
    width_mm: float | None = leaf(_("width"), **DISTANCE)
    width_to_mm: float | None = leaf(_("width, upper limit"), **RANGE)
    thickness_mm: float | None = leaf(_("thickness"), **DISTANCE)
    size_precision: Precision | None = leaf(_("precision of the size"))
    echogenicity: Echogenicity | None = leaf(_("echogenicity"))
    vascularity: Presence | None = leaf(_("vascularity"))
    calcification_form: CalcificationForm | None = leaf(_("calcification morphology"))
    content: Content | None = leaf(_("content"))
    suggests: Diagnosis | None = leaf(_("suspected diagnosis"))
    comment: Line | None = leaf(_("comment"))


class RelatedStudy(Node):
    """Another study of the same breast, before or after this examination."""

    modalities: Annotated[tuple[Modality, ...], InOrder] = leaf(
        _("study"), default=(), help=_("select several if read together")
    )
    performed: PartialDate | None = leaf(
        _("date"), help=_("year, month or full date (2015, 2015-06 or 2015-06-30)")
    )
    side: Side | None = leaf(_("side"))
    result: StudyResult | None = leaf(_("result"))
    first_result: StudyResult | None = leaf(
        _("initial interpretation"), help=_("if a second reading changed the result")
    )
    location: BreastLocation = group(_("location of the finding"), BreastLocation)
    agreement: Agreement | None = leaf(_("concordance"))
    findings: tuple[BreastFinding, ...] = items(_("findings"), _("finding"))
    comment: Line | None = leaf(_("comment"))


class Procedure(Node):
    """A biopsy or operation, with what the pathologist found."""

    kind: ProcedureKind | None = leaf(_("procedure"))
    performed: PartialDate | None = leaf(
        _("date"), help=_("year, month or full date (2015, 2015-06 or 2015-06-30)")
    )
    years_before: float | None = leaf(_("years before this examination"), unit=YEARS, ge=0, le=100)
    side: Side | None = leaf(_("side"))
    location: BreastLocation = group(_("location"), BreastLocation)
    diagnoses: Annotated[tuple[Diagnosis, ...], InOrder] = leaf(_("pathology"), default=())
    multiplicity: Multiplicity | None = leaf(_("number of lesions"))
    lesion_size: SizeInWords | None = leaf(_("descriptive size"))
    lesion_size_mm: float | None = leaf(_("lesion size"), **DISTANCE)
    lesion_size_to_mm: float | None = leaf(_("lesion size, upper limit"), **RANGE)
    lesion_size_precision: Precision | None = leaf(_("precision of the size"))
    contour: Contour | None = leaf(_("contour in the specimen"))
    grade: Grade | None = leaf(_("grade"))
    margin_status: MarginStatus | None = leaf(_("margins"))
    margin_mm: float | None = leaf(_("margin"), **DISTANCE)
    margin_direction: MarginDirection | None = leaf(_("direction of the margin"))
    sentinel_node: NodeStatus | None = leaf(_("sentinel node"))
    nodes_positive: int | None = leaf(_("positive lymph nodes"), ge=0, le=99)
    nodes_examined: int | None = leaf(_("lymph nodes examined"), ge=0, le=99)
    comment: Text | None = leaf(_("comment"))

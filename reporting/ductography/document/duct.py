"""One duct: the unit of the examination, from the trigger zone to what was seen in it."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from ..vocabulary import (
    AlongDuct,
    Amount,
    Answer,
    Artefact,
    BloodTest,
    BloodTestMethod,
    Branching,
    BranchOrder,
    CannulaAfter,
    CannulaShape,
    CannulationAid,
    CannulaType,
    CavityKind,
    Certainty,
    Contour,
    ContrastAgent,
    CutOffForm,
    CytologyResult,
    CytologyStatus,
    Dilator,
    DischargeColour,
    Distribution,
    DuctCalibre,
    DuctFindingKind,
    Dye,
    Endpoint,
    Extravasation,
    ExtravasationCause,
    FillingCompleteness,
    IncompleteReason,
    LumenEffect,
    LumenPosition,
    Multiplicity,
    OrificeZone,
    Outcome,
    PatientPosition,
    Precision,
    Presence,
    Projection,
    Sample,
    Shape,
    Side,
    Thickness,
    UltrasoundCheck,
    UpstreamFilling,
    VascularFilling,
    ViewModifier,
    ViewPhase,
    ViewTechnique,
)
from .node import InOrder, Node, group, items, leaf
from .places import CLOCK, DISTANCE, RANGE, BreastLocation
from .text import Line, Text


class TriggerZone(Node):
    """The place where pressure makes the duct discharge."""

    found: Answer | None = leaf(_("trigger zone identified"))
    clock_position: int | None = leaf(
        _("clock position in the breast"), unit=_("o’clock"), help=_("1–12"), **CLOCK
    )
    subareolar: Answer | None = leaf(_("subareolar"))
    distance_from_nipple_mm: float | None = leaf(_("distance from the nipple"), **DISTANCE)
    reproducible: Answer | None = leaf(_("reproducible"))


class Discharge(Node):
    """The discharge as seen on the day, which may differ from the history."""

    seen_today: Answer | None = leaf(_("discharge seen today"))
    spontaneous_today: Answer | None = leaf(_("spontaneous today"))
    colours: Annotated[tuple[DischargeColour, ...], InOrder] = leaf(
        _("discharge colour today"), default=(), help=_("select all that apply")
    )
    thickness: Thickness | None = leaf(_("consistency"))
    amount: Amount | None = leaf(_("amount"))
    blood_test: BloodTest | None = leaf(_("occult blood test"))
    blood_test_method: BloodTestMethod | None = leaf(_("occult blood test method"))
    cytology: CytologyStatus | None = leaf(_("cytology"))
    cytology_results: Annotated[tuple[CytologyResult, ...], InOrder] = leaf(_("cytology result"), default=())
    sample: Sample | None = leaf(_("sample"))


class Cannulation(Node):
    """The orifice on the nipple and how the duct was entered."""

    orifice_clock_position: int | None = leaf(
        _("orifice: clock position on the nipple"),
        unit=_("o’clock"),
        help=_("position on the nipple, not in the breast"),
        **CLOCK,
    )
    orifice_zone: OrificeZone | None = leaf(_("orifice: zone of the nipple"))
    discharging_orifices: int | None = leaf(_("discharging orifices seen"), ge=0, le=30)
    attempts: int | None = leaf(_("attempts"), ge=0, le=50)
    cannula_gauge: int | None = leaf(_("cannula gauge"), unit="G", ge=14, le=36)
    cannula_type: CannulaType | None = leaf(_("cannula"))
    cannula_shape: CannulaShape | None = leaf(_("cannula shape"))
    dilators: Annotated[tuple[Dilator, ...], InOrder] = leaf(_("dilators"), default=())
    depth_mm: float | None = leaf(_("cannula insertion depth"), unit="mm", ge=0, le=100)
    patient_position: PatientPosition | None = leaf(_("patient position"))
    aids: Annotated[tuple[CannulationAid, ...], InOrder] = leaf(_("cannulation aids"), default=())
    outcome: Outcome | None = leaf(_("cannulation"))
    failure_reasons: Annotated[tuple[IncompleteReason, ...], InOrder] = leaf(_("reason"), default=())


class Contrast(Node):
    """What was injected, how far, and where else it went."""

    agent: ContrastAgent | None = leaf(_("contrast agent"))
    concentration_mg_i_per_ml: float | None = leaf(_("iodine concentration"), unit="mg I/mL", ge=0, le=500)
    volume_ml: float | None = leaf(
        _("volume"), unit="mL", help=_("published volumes: 0.1–1.5 mL per duct"), ge=0, le=50
    )
    dye: Dye | None = leaf(_("dye"))
    endpoints: Annotated[tuple[Endpoint, ...], InOrder] = leaf(_("injection endpoint"), default=())
    ultrasound_check: UltrasoundCheck | None = leaf(_("ultrasound confirmation of filling"))
    reflux: Answer | None = leaf(_("reflux at the orifice"))
    extravasation: Extravasation | None = leaf(_("extravasation"))
    extravasation_cause: ExtravasationCause | None = leaf(_("cause of the extravasation"))
    vascular_filling: Annotated[tuple[VascularFilling, ...], InOrder] = leaf(
        _("lymphatic or venous opacification"), default=()
    )
    cannula_after: CannulaAfter | None = leaf(_("cannula during imaging"))


class View(Node):
    projection: Projection | None = leaf(_("projection"))
    modifiers: Annotated[tuple[ViewModifier, ...], InOrder] = leaf(_("modifiers"), default=())
    phase: ViewPhase | None = leaf(_("phase"))
    technique: ViewTechnique | None = leaf(_("technique"))


class Filling(Node):
    """How far the duct system filled and how wide it is."""

    completeness: FillingCompleteness | None = leaf(_("filling"))
    upstream: UpstreamFilling | None = leaf(
        _("upstream duct"), help=_("the duct upstream of an obstruction cannot be evaluated")
    )
    calibre: DuctCalibre | None = leaf(_("calibre"))
    calibre_mm: float | None = leaf(_("maximum diameter"), unit="mm", ge=0, le=50)
    calibre_to_mm: float | None = leaf(
        _("maximum diameter, upper limit"), unit="mm", help=RANGE["help"], ge=0, le=50
    )
    calibre_precision: Precision | None = leaf(_("precision of the diameter"))
    dilatation_extent: Distribution | None = leaf(_("extent of the dilatation"))
    narrows_away_from_nipple: Answer | None = leaf(_("dilated duct tapers upstream"))
    branching: Branching | None = leaf(_("branching"))


class DuctFinding(Node):
    """One sign in the duct. *No filling defect* is a filling defect that is absent: a fact, not a blank."""

    kind: DuctFindingKind | None = leaf(_("finding"))
    presence: Presence | None = leaf(_("seen"), help=_("select “absent” to record a pertinent negative"))
    certainty: Certainty | None = leaf(_("certainty"))
    multiplicity: Multiplicity | None = leaf(_("single or multiple"))
    count: int | None = leaf(_("number"), ge=0, le=999)
    shape: Shape | None = leaf(_("shape"))
    contour: Contour | None = leaf(_("contour"))
    lumen_effect: LumenEffect | None = leaf(_("luminal effect"))
    lumen_position: LumenPosition | None = leaf(_("position within the lumen"))
    cut_off_form: CutOffForm | None = leaf(_("cut-off morphology"))
    length_mm: float | None = leaf(_("length"), **DISTANCE)
    length_to_mm: float | None = leaf(_("length, upper limit"), **RANGE)
    width_mm: float | None = leaf(_("width"), **DISTANCE)
    width_to_mm: float | None = leaf(_("width, upper limit"), **RANGE)
    thickness_mm: float | None = leaf(_("thickness"), **DISTANCE)
    size_precision: Precision | None = leaf(_("precision of the size"))
    distribution: Distribution | None = leaf(_("distribution"))
    extent_mm: float | None = leaf(_("extent along the duct"), **DISTANCE)
    location: BreastLocation = group(_("location"), BreastLocation)
    branch_order: BranchOrder | None = leaf(_("branch order"))
    along_duct: AlongDuct | None = leaf(_("position along the duct"))
    host_duct_calibre: DuctCalibre | None = leaf(_("calibre of the involved duct"))
    cavity_kind: CavityKind | None = leaf(_("cavity type"))
    fills_through_native_duct: Answer | None = leaf(_("cavity fills via a native duct"))
    cannula_reached_cavity: Answer | None = leaf(_("cannula tip deep enough to reach the cavity"))
    direct_injection_excluded: Answer | None = leaf(_("direct injection into the cavity excluded"))
    confirmed_on_several_views: Answer | None = leaf(_("confirmed on multiple views"))
    possible_artefacts: Annotated[tuple[Artefact, ...], InOrder] = leaf(_("possible artefact"), default=())
    mobile: Answer | None = leaf(_("moves between views"))
    gone_after_refill: Answer | None = leaf(_("resolved after evacuation and refilling"))
    seen_before_contrast: Answer | None = leaf(_("visible on pre-contrast images"))
    adjacent_mass: Presence | None = leaf(_("adjacent mass"))
    adjacent_calcification: Presence | None = leaf(_("adjacent calcification"))
    comment: Line | None = leaf(_("comment"))


class Duct(Node):
    """One discharging or cannulated duct of one breast."""

    side: Side | None = leaf(_("side"))
    clock_position: int | None = leaf(
        _("duct: clock position in the breast"),
        unit=_("o’clock"),
        help=_("direction in which the duct runs"),
        **CLOCK,
    )
    trigger_zone: TriggerZone = group(_("trigger zone"), TriggerZone)
    discharge: Discharge = group(_("discharge today"), Discharge)
    cannulation: Cannulation = group(_("cannulation"), Cannulation)
    contrast: Contrast = group(_("contrast"), Contrast)
    views: tuple[View, ...] = items(_("views"), _("view"))
    filling: Filling = group(_("filling and calibre"), Filling)
    findings: tuple[DuctFinding, ...] = items(_("findings in the duct"), _("finding"))
    comment: Text | None = leaf(_("comment"))

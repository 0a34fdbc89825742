"""The whole report: one frozen tree that is stored, signed, printed and sent."""

from __future__ import annotations

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from ..vocabulary import (
    AddedProcedureKind,
    Answer,
    CommunicationMethod,
    ComplicationKind,
    ComplicationOccurrence,
    Diagnosis,
    DischargeCourse,
    DuctFindingKind,
    IncompleteReason,
    Limitation,
    LocalisationAid,
    Outcome,
    Presence,
    ReactionType,
    Severity,
    Side,
    SpecimenFinding,
)
from .canonical import Canonical
from .conclusion import BreastConclusion
from .duct import Duct
from .history import CaseOrigin, Comparison, Identity, Indication, Safety
from .images import KeyImage
from .node import InOrder, Node, group, items, leaf
from .places import DISTANCE, BreastFinding, BreastLocation, Procedure, RelatedStudy
from .text import Line, Moment, PartialDate, Text
from .units import MONTHS


class ExaminationOutcome(Node):
    """How the examination as a whole ended."""

    status: Outcome | None = leaf(_("examination"))
    reasons: Annotated[tuple[IncompleteReason, ...], InOrder] = leaf(
        _("reason"), default=(), help=_("if not fully successful")
    )
    limitations: Annotated[tuple[Limitation, ...], InOrder] = leaf(_("limitations"), default=())
    text: Text | None = leaf(_("procedure notes"))


class BreastSurvey(Node):
    """The breast outside the filled ducts: explicit negatives, and what was found."""

    suspicious_microcalcification: Presence | None = leaf(_("suspicious calcifications"))
    architectural_distortion: Presence | None = leaf(_("architectural distortion"))
    mass: Presence | None = leaf(_("mass"))
    enlarged_axillary_nodes: Presence | None = leaf(_("enlarged axillary lymph nodes"))
    skin_or_nipple_change: Presence | None = leaf(_("skin or nipple change on imaging"))
    findings: tuple[BreastFinding, ...] = items(_("other breast findings"), _("breast finding"))


class Complication(Node):
    kind: ComplicationKind | None = leaf(_("complication"))
    reaction_type: ReactionType | None = leaf(_("type of contrast reaction"))
    severity: Severity | None = leaf(_("severity"))
    treatment: Line | None = leaf(_("treatment and outcome"))


class Complications(Node):
    occurrence: ComplicationOccurrence | None = leaf(_("complications"))
    events: tuple[Complication, ...] = items(_("complications that occurred"), _("complication"))


class AddedProcedure(Node):
    """Something done in the same episode, such as a marker or a localisation."""

    kind: AddedProcedureKind | None = leaf(_("additional procedure"))
    target: DuctFindingKind | None = leaf(_("target finding"))
    side: Side | None = leaf(_("side"))
    performed: PartialDate | None = leaf(
        _("date"), help=_("year, month or full date (2015, 2015-06 or 2015-06-30)")
    )
    target_location: BreastLocation = group(_("location of the target"), BreastLocation)
    aid: LocalisationAid | None = leaf(_("guided by"))
    succeeded: Answer | None = leaf(_("technically successful"))
    specimen_findings: Annotated[tuple[SpecimenFinding, ...], InOrder] = leaf(_("specimen"), default=())
    distance_from_nipple_mm: float | None = leaf(_("distance from the nipple"), **DISTANCE)
    comment: Line | None = leaf(_("comment"))


class Dose(Node):
    average_glandular_dose_mgy: float | None = leaf(_("average glandular dose"), unit="mGy", ge=0, le=1000)
    accumulated_glandular_dose_mgy: float | None = leaf(
        _("cumulative average glandular dose"), unit="mGy", ge=0, le=1000
    )
    exposures: int | None = leaf(_("exposures"), ge=0, le=999)


class LaterCourse(Node):
    """What became of the patient, when it is known."""

    discharge: DischargeCourse | None = leaf(_("subsequent discharge"))
    follow_up_months: float | None = leaf(_("length of follow-up"), unit=MONTHS, ge=0, le=1200)
    recurrence: Answer | None = leaf(_("tumour recurrence"))
    comment: Text | None = leaf(_("comment"))


class Impression(Node):
    text: Text | None = leaf(_("impression"))
    generated: Text | None = leaf(
        _("suggested impression before editing"),
        help=_("kept to show what was edited"),
    )
    suspected_diagnosis: Diagnosis | None = leaf(_("suspected diagnosis"))


class Authorship(Node):
    """Who wrote and approved the report; filled in when it is signed."""

    written_by: Line | None = leaf(_("written by"))
    preliminary_by: Line | None = leaf(_("preliminary report by"))
    final_by: Line | None = leaf(_("final report by"))


class Communication(Node):
    """An urgent or unexpected result told in person (who, when, how, read back)."""

    recipient: Line | None = leaf(_("communicated to"))
    communicated_at: Moment | None = leaf(_("date and time"), help=_("including the time zone"))
    method: CommunicationMethod | None = leaf(_("method"))
    read_back: Answer | None = leaf(_("read back"))
    content: Line | None = leaf(_("information communicated"))


class Override(Node):
    """An alert that the radiologist leaves standing, with the reason, which is printed."""

    rule_id: Line | None = leaf(_("alert"), help=_("rule ID"))
    path: Line | None = leaf(_("field concerned"))
    reason: Text | None = leaf(_("reason for acknowledging"))


class ReportDocument(Canonical, Node):
    """A ductography report whole. Every leaf may be blank; what is required is a rule, not a type."""

    schema_version: Literal[2] = Field(default=2, description="version of this document format")
    origin: CaseOrigin = group(_("case source"), CaseOrigin)
    identity: Identity = group(_("patient and examination"), Identity)
    indication: Indication = group(_("indication and history"), Indication)
    safety: Safety = group(_("safety"), Safety)
    comparison: Comparison = group(_("comparison"), Comparison)
    outcome: ExaminationOutcome = group(_("technical outcome"), ExaminationOutcome)
    ducts: tuple[Duct, ...] = items(_("ducts"), _("duct"))
    breast: BreastSurvey = group(_("extraductal findings"), BreastSurvey)
    key_images: tuple[KeyImage, ...] = items(_("key images"), _("image"))
    complications: Complications = group(_("complications"), Complications)
    added_procedures: tuple[AddedProcedure, ...] = items(
        _("additional procedures"), _("additional procedure")
    )
    dose: Dose = group(_("dose"), Dose)
    correlation: tuple[RelatedStudy, ...] = items(_("correlation with other studies"), _("other study"))
    subsequent_procedures: tuple[Procedure, ...] = items(
        _("subsequent procedures and pathology"), _("subsequent procedure")
    )
    later_course: LaterCourse = group(_("clinical outcome"), LaterCourse)
    impression: Impression = group(_("impression"), Impression)
    breasts: tuple[BreastConclusion, ...] = items(_("assessment and recommendation"), _("breast"))
    communications: tuple[Communication, ...] = items(
        _("communication of urgent results"), _("communication")
    )
    authorship: Authorship = group(_("authorship"), Authorship)
    overrides: tuple[Override, ...] = items(_("acknowledged alerts"), _("acknowledged alert"))

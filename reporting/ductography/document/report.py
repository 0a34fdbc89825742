"""The whole report: one frozen tree that is stored, signed, printed and sent."""

from __future__ import annotations

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from ..vocabulary import (
    AddedProcedureKind,
    Answer,
    Birads,
    CommunicationMethod,
    ComplicationKind,
    ComplicationOccurrence,
    Diagnosis,
    DischargeCourse,
    DuctFindingKind,
    Gics,
    IncompleteReason,
    IntervalUnit,
    Limitation,
    LocalisationAid,
    Outcome,
    Presence,
    ReactionType,
    RecommendedAction,
    Responsible,
    Severity,
    Side,
    SpecimenFinding,
    Urgency,
)
from .canonical import Canonical
from .duct import Duct
from .history import CaseOrigin, Comparison, Identity, Indication, Safety
from .images import KeyImage
from .node import InOrder, Node, group, items, leaf
from .places import DISTANCE, BreastFinding, Procedure, RelatedStudy
from .text import Line, Moment, PartialDate, Text


class ExaminationOutcome(Node):
    """How the examination as a whole ended."""

    status: Outcome | None = leaf(_("examination"))
    reasons: Annotated[tuple[IncompleteReason, ...], InOrder] = leaf(
        _("reason"), default=(), help=_("when it did not fully succeed")
    )
    limitations: Annotated[tuple[Limitation, ...], InOrder] = leaf(_("limitations"), default=())
    text: Text | None = leaf(_("course in words"))


class BreastSurvey(Node):
    """The breast outside the filled ducts: explicit negatives, and what was found."""

    suspicious_microcalcification: Presence | None = leaf(_("suspicious microcalcification"))
    architectural_distortion: Presence | None = leaf(_("architectural distortion"))
    mass: Presence | None = leaf(_("mass"))
    enlarged_axillary_nodes: Presence | None = leaf(_("enlarged axillary lymph nodes"))
    skin_or_nipple_change: Presence | None = leaf(_("skin or nipple change on the image"))
    findings: tuple[BreastFinding, ...] = items(_("other breast findings"), _("breast finding"))


class Complication(Node):
    kind: ComplicationKind | None = leaf(_("complication"))
    reaction_type: ReactionType | None = leaf(_("type of contrast reaction"))
    severity: Severity | None = leaf(_("severity"))
    treatment: Line | None = leaf(_("treatment and course"))


class Complications(Node):
    occurrence: ComplicationOccurrence | None = leaf(_("complications"))
    events: tuple[Complication, ...] = items(_("complications that occurred"), _("complication"))


class AddedProcedure(Node):
    """Something done in the same episode, such as a marker or a localisation."""

    kind: AddedProcedureKind | None = leaf(_("added procedure"))
    target: DuctFindingKind | None = leaf(_("what it was done for"))
    side: Side | None = leaf(_("side"))
    performed: PartialDate | None = leaf(_("date"), help=_("year, year-month or date"))
    aid: LocalisationAid | None = leaf(_("guided by"))
    succeeded: Answer | None = leaf(_("succeeded"))
    specimen_findings: Annotated[tuple[SpecimenFinding, ...], InOrder] = leaf(_("specimen"), default=())
    distance_from_nipple_mm: float | None = leaf(_("distance from the nipple"), **DISTANCE)
    comment: Line | None = leaf(_("comment"))


class Dose(Node):
    average_glandular_dose_mgy: float | None = leaf(_("average glandular dose"), unit="mGy", ge=0, le=1000)
    accumulated_glandular_dose_mgy: float | None = leaf(
        _("accumulated average glandular dose"), unit="mGy", ge=0, le=1000
    )
    exposures: int | None = leaf(_("exposures"), ge=0, le=999)


class LaterCourse(Node):
    """What became of the patient, when it is known."""

    discharge: DischargeCourse | None = leaf(_("discharge afterwards"))
    follow_up_months: float | None = leaf(_("length of follow-up"), unit=_("months"), ge=0, le=1200)
    recurrence: Answer | None = leaf(_("recurrence of a tumour"))
    comment: Text | None = leaf(_("comment"))


class Impression(Node):
    text: Text | None = leaf(_("impression"))
    generated: Text | None = leaf(
        _("impression as proposed, before it was edited"),
        help=_("kept beside the text, to tell what was edited"),
    )
    suspected_diagnosis: Diagnosis | None = leaf(_("appearance suggests"))


class Assessment(Node):
    """Category of one breast, chosen by the radiologist and never assigned by the program."""

    side: Side | None = leaf(_("side"))
    gics: Gics | None = leaf(
        _("GICS category"), help=_("published names only; the criteria of each category are not stated here")
    )
    birads: Birads | None = leaf(_("BI-RADS category"))


class Proposal(Node):
    """What the decision table proposed at the time; empty when no rule was asked."""

    rule_id: Line | None = leaf(_("rule"))
    table_version: Line | None = leaf(_("version of the table"))
    sentence: Text | None = leaf(_("proposed recommendation"))
    action: Text | None = leaf(_("what, by when and by whom"))
    citation: Text | None = leaf(_("source of the rule"))
    evidence: Line | None = leaf(_("what the source is"))


class Recommendation(Node):
    """What to do, by when, and who does it."""

    actions: Annotated[tuple[RecommendedAction, ...], InOrder] = leaf(_("what to do"), default=())
    not_before: int | None = leaf(
        _("not before"), help=_("counted in the unit chosen for the time"), ge=0, le=999
    )
    within: int | None = leaf(_("within"), ge=0, le=999)
    interval_unit: IntervalUnit | None = leaf(_("unit of time"))
    urgency: Urgency | None = leaf(_("urgency"))
    responsible: Annotated[tuple[Responsible, ...], InOrder] = leaf(_("who acts"), default=())
    text: Text | None = leaf(_("recommendation in words"))
    generated: Text | None = leaf(
        _("recommendation as proposed, before it was edited"),
        help=_("kept beside the text, to tell what was edited"),
    )
    departure_reason: Text | None = leaf(_("reason for departing from the proposal"))
    proposal: Proposal = group(_("proposal of the decision table"), Proposal)


class Communication(Node):
    """An urgent or unexpected result told in person (who, when, how, read back)."""

    recipient: Line | None = leaf(_("told to"))
    communicated_at: Moment | None = leaf(_("date and time"), help=_("with the time zone"))
    method: CommunicationMethod | None = leaf(_("how"))
    read_back: Answer | None = leaf(_("read back"))
    content: Line | None = leaf(_("what was told"))


class Override(Node):
    """An alert that the radiologist leaves standing, with the reason, which is printed."""

    rule_id: Line | None = leaf(_("alert"), help=_("identifier of the rule"))
    path: Line | None = leaf(_("field of the alert"))
    reason: Text | None = leaf(_("reason for leaving it"))


class ReportDocument(Canonical, Node):
    """A ductography report whole. Every leaf may be blank; what is required is a rule, not a type."""

    schema_version: Literal[1] = Field(default=1, description="version of this document format")
    origin: CaseOrigin = group(_("origin of the case"), CaseOrigin)
    identity: Identity = group(_("patient and examination"), Identity)
    indication: Indication = group(_("indication and history"), Indication)
    safety: Safety = group(_("safety"), Safety)
    comparison: Comparison = group(_("comparison"), Comparison)
    outcome: ExaminationOutcome = group(_("outcome of the examination"), ExaminationOutcome)
    ducts: tuple[Duct, ...] = items(_("ducts"), _("duct"))
    breast: BreastSurvey = group(_("breast outside the ducts"), BreastSurvey)
    key_images: tuple[KeyImage, ...] = items(_("key images"), _("image"))
    complications: Complications = group(_("complications"), Complications)
    added_procedures: tuple[AddedProcedure, ...] = items(_("added procedures"), _("added procedure"))
    dose: Dose = group(_("dose"), Dose)
    correlation: tuple[RelatedStudy, ...] = items(_("correlation with other studies"), _("other study"))
    subsequent_procedures: tuple[Procedure, ...] = items(
        _("later procedures and pathology"), _("later procedure")
    )
    later_course: LaterCourse = group(_("later course"), LaterCourse)
    impression: Impression = group(_("impression"), Impression)
    assessments: tuple[Assessment, ...] = items(_("category"), _("category of one breast"))
    recommendation: Recommendation = group(_("recommendation"), Recommendation)
    communications: tuple[Communication, ...] = items(
        _("communication of urgent results"), _("communication")
    )
    overrides: tuple[Override, ...] = items(_("alerts left standing"), _("alert left standing"))

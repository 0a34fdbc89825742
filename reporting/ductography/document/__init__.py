"""The report document: its parts, its text form, its description and its comparison."""

from .canonical import Canonical, DocumentError, Problem, path_text
from .comparison import Difference, differences, leaf_values, replace_identity
from .conclusion import BreastConclusion, Proposal, Recommendation, RecommendationStep
from .duct import Cannulation, Contrast, Discharge, Duct, DuctFinding, Filling, TriggerZone, View
from .formatting import format_answer
from .history import CaseOrigin, Comparison, Identity, Indication, Safety, SafetyItem
from .images import Arrow, KeyImage
from .node import ChildSpec, LeafSpec, ListSpec, Node, Spec, is_blank
from .places import BreastFinding, BreastLocation, Procedure, RelatedStudy
from .report import (
    AddedProcedure,
    Authorship,
    BreastSurvey,
    Communication,
    Complication,
    Complications,
    Dose,
    ExaminationOutcome,
    Impression,
    LaterCourse,
    Override,
    ReportDocument,
)

__all__ = [
    "AddedProcedure",
    "Arrow",
    "Authorship",
    "BreastConclusion",
    "BreastFinding",
    "BreastLocation",
    "BreastSurvey",
    "Cannulation",
    "Canonical",
    "CaseOrigin",
    "ChildSpec",
    "Communication",
    "Comparison",
    "Complication",
    "Complications",
    "Contrast",
    "Difference",
    "Discharge",
    "DocumentError",
    "Dose",
    "Duct",
    "DuctFinding",
    "ExaminationOutcome",
    "Filling",
    "Identity",
    "Impression",
    "Indication",
    "KeyImage",
    "LaterCourse",
    "LeafSpec",
    "ListSpec",
    "Node",
    "Override",
    "Problem",
    "Procedure",
    "Proposal",
    "Recommendation",
    "RecommendationStep",
    "RelatedStudy",
    "ReportDocument",
    "Safety",
    "SafetyItem",
    "Spec",
    "TriggerZone",
    "View",
    "differences",
    "is_blank",
    "leaf_values",
    "path_text",
    "format_answer",
    "replace_identity",
]

"""Arrangement of the editor form: fields shown first, under "More", folded, hidden or read-only.

Only exceptions are listed here; all other fields are shown in the order of the document.
"""

from __future__ import annotations

from reporting.ductography.document import (
    AddedProcedure,
    BreastConclusion,
    BreastFinding,
    BreastLocation,
    Cannulation,
    CaseOrigin,
    Contrast,
    Discharge,
    DuctFinding,
    ExaminationOutcome,
    Filling,
    Identity,
    Impression,
    Indication,
    KeyImage,
    Node,
    Procedure,
    Recommendation,
    RecommendationStep,
    RelatedStudy,
    ReportDocument,
    TriggerZone,
    View,
)

Names = tuple[str, ...]

# Set by the rows of patient and examination or by the application; never read from submitted data.
READ_ONLY: dict[type[Node], Names] = {
    Identity: (
        "patient_name",
        "mrn",
        "birth_date",
        "sex",
        "accession_number",
        "examination_date",
        "referrer",
        "ordered_side",
    ),
}

# Hidden controls: the text as it was suggested.
HIDDEN: dict[type[Node], Names] = {Impression: ("generated",), Recommendation: ("generated",)}

# Groups not in the form: a draft does not hold them, and they are filled in when the report is signed.
LEFT_OUT: dict[type[Node], Names] = {Recommendation: ("proposal",), ReportDocument: ("authorship",)}

# Filled in by the application and submitted unchanged.
FILLED_IN: dict[type[Node], Names] = {KeyImage: ("digest",)}

# Shown first; other leaves of the group are under "More". Groups not listed here show all leaves.
COMMON: dict[type[Node], Names] = {
    CaseOrigin: ("kind", "citation"),
    Indication: (
        "discharge_sides",
        "since",
        "spontaneity",
        "persistence",
        "colours",
        "bloody",
        "discharging_ducts",
        "palpable_mass",
        "had_surgery",
        "purposes",
        "text",
    ),
    BreastLocation: ("clock_position", "distance_from_nipple_mm", "region", "depth_from_skin_mm"),
    BreastFinding: ("kind", "presence", "side", "length_mm", "suggests", "comment"),
    RelatedStudy: ("modalities", "performed", "side", "result", "comment"),
    Procedure: ("kind", "performed", "side", "diagnoses", "comment"),
    ExaminationOutcome: ("status", "limitations", "text"),
    TriggerZone: ("found", "clock_position", "distance_from_nipple_mm"),
    Discharge: ("seen_today", "spontaneous_today", "colours", "amount", "blood_test"),
    Cannulation: ("orifice_clock_position", "orifice_zone", "attempts", "cannula_gauge", "outcome"),
    Contrast: ("agent", "concentration_mg_i_per_ml", "volume_ml", "endpoints", "extravasation"),
    View: ("projection", "phase", "technique"),
    Filling: ("completeness", "calibre", "calibre_mm", "branching"),
    DuctFinding: (
        "kind",
        "presence",
        "multiplicity",
        "contour",
        "lumen_effect",
        "length_mm",
        "width_mm",
        "branch_order",
        "along_duct",
        "comment",
    ),
    KeyImage: ("side", "projection", "caption"),
    AddedProcedure: ("kind", "side", "performed", "succeeded", "comment"),
    BreastConclusion: ("side", "birads"),
    Impression: ("text", "suspected_diagnosis"),
    RecommendationStep: (
        "action",
        "duct_number",
        "condition",
        "within",
        "interval_unit",
        "urgency",
        "responsible",
    ),
}

# Groups under "More".
RARE_GROUPS: dict[type[Node], Names] = {
    Indication: ("palpable_mass_location", "surgery"),
    BreastFinding: ("location",),
    Procedure: ("location",),
}

# Sections that are folded while they are empty.
FOLDED_SECTIONS: Names = (
    "origin",
    "added_procedures",
    "dose",
    "subsequent_procedures",
    "later_course",
    "overrides",
)

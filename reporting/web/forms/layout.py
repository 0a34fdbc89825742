"""How the form is arranged: what is asked first, what stands under "More", what is folded, what cannot be typed.

Only departures from the order of the document are named here; whatever is not named is asked openly, in the
order of the document.
"""

from __future__ import annotations

from reporting.ductography.document import (
    AddedProcedure,
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
    Proposal,
    Recommendation,
    RelatedStudy,
    TriggerZone,
    View,
)

Names = tuple[str, ...]

# Owned by the rows of patient and examination, or made by the program; never taken from the form.
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
    Proposal: tuple(spec.name for spec in Proposal.leaf_specs()),
}

# They travel with the page and are seen by nobody: what a text was proposed as.
HIDDEN: dict[type[Node], Names] = {Impression: ("generated",), Recommendation: ("generated",)}

# Groups that the form does not show: the program fills them when the report is signed.
LEFT_OUT: dict[type[Node], Names] = {Recommendation: ("proposal",)}

# Filled in by the program, and sent back as it is.
FILLED_IN: dict[type[Node], Names] = {KeyImage: ("digest",)}

# Asked openly; the other leaves of the group stand under "More". A group that is not named here asks all openly.
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
    Impression: ("text", "suspected_diagnosis"),
    Recommendation: (
        "actions",
        "within",
        "interval_unit",
        "urgency",
        "responsible",
        "text",
        "departure_reason",
    ),
}

# Groups that stand under "More" with those leaves.
RARE_GROUPS: dict[type[Node], Names] = {
    Indication: ("palpable_mass_location", "surgery"),
    BreastFinding: ("location",),
    Procedure: ("location",),
}

# Sections of the page that are closed until they hold an answer.
FOLDED_SECTIONS: Names = (
    "origin",
    "added_procedures",
    "dose",
    "subsequent_procedures",
    "later_course",
    "overrides",
)

"""Reports to print, all synthetic: one of each kind that a day brings."""

from __future__ import annotations

import datetime
import json
from typing import Any
from zoneinfo import ZoneInfo

from reporting.ductography.document import ReportDocument, differences
from reporting.ductography.layout.print_state import AddendumText, Letterhead, PrintState

LETTERHEAD = Letterhead(
    "Breast Imaging, Example Hospital", "12 Example Street\n12345 Exampletown", "Telephone 01234 567890"
)
SIGNED_AT = datetime.datetime(2026, 5, 17, 18, 4, tzinfo=ZoneInfo("Europe/Berlin"))
MEANING = "I have examined the images and am responsible for this report."

IDENTITY = {
    "patient_name": "Kowalska-Łąk, Żaneta",
    "mrn": "MRN-4711-08",
    "birth_date": "1971-03-09",
    "age_years": 55,
    "sex": "female",
    "accession_number": "ACC-2026-00317",
    "examination_date": "2026-05-17",
    "ordered_side": "left",
    "referrer": "Finn",
    "operator": "Rosa",
    "facility": "Breast Imaging, Example Hospital",
}
DISCHARGE = {
    "seen_today": "yes",
    "spontaneous_today": "no",
    "colours": ["blood_tinged"],
    "thickness": "watery",
    "amount": "several_drops",
    "blood_test": "positive_2",
    "blood_test_method": "dipstick",
    "cytology": "sent",
    "sample": "before_contrast",
}
CANNULATION = {
    "orifice_clock_position": 2,
    "orifice_zone": "central",
    "discharging_orifices": 1,
    "attempts": 2,
    "cannula_gauge": 30,
    "cannula_type": "sialography_needle",
    "cannula_shape": "angled",
    "dilators": ["graded_dilator"],
    "depth_mm": 8,
    "patient_position": "supine",
    "aids": ["bright_light", "loupe", "warm_compress"],
    "outcome": "succeeded",
}
CONTRAST = {
    "agent": "iohexol",
    "concentration_mg_i_per_ml": 300,
    "volume_ml": 0.4,
    "dye": "none",
    "endpoints": ["fullness"],
    "reflux": "no",
    "extravasation": "none",
    "vascular_filling": ["none"],
    "cannula_after": "removed_sealed",
}
VIEWS = [
    {"projection": "cc", "phase": "before_contrast", "technique": "ffdm"},
    {"projection": "cc", "modifiers": ["magnification"], "phase": "filled", "technique": "ffdm"},
    {"projection": "ml", "modifiers": ["magnification"], "phase": "filled", "technique": "ffdm"},
]
FILLING = {
    "completeness": "complete",
    "upstream": "partly_opacified",
    "calibre": "dilated",
    "calibre_mm": 4.5,
    "dilatation_extent": "segmental",
    "branching": "normal",
}
DEFECT = {
    "kind": "filling_defect",
    "multiplicity": "single",
    "shape": "oval",
    "contour": "lobulated",
    "lumen_effect": "partial",
    "lumen_position": "eccentric",
    "length_mm": 6,
    "width_mm": 4,
    "location": {"clock_position": 2, "region": "subareolar", "distance_from_nipple_mm": 22},
    "branch_order": "main_duct",
    "along_duct": "near_nipple",
    "host_duct_calibre": "dilated",
    "possible_artefacts": ["none"],
    "confirmed_on_several_views": "yes",
    "adjacent_mass": "absent",
    "adjacent_calcification": "absent",
}
DUCT: dict[str, Any] = {
    "side": "left",
    "clock_position": 2,
    "trigger_zone": {
        "found": "yes",
        "clock_position": 2,
        "distance_from_nipple_mm": 15,
        "reproducible": "yes",
    },
    "discharge": DISCHARGE,
    "cannulation": CANNULATION,
    "contrast": CONTRAST,
    "views": VIEWS,
    "filling": FILLING,
    "findings": [DEFECT],
}
ABSENT = {"status": "absent"}
PAPILLOMA: dict[str, Any] = {
    "identity": IDENTITY,
    "indication": {
        "discharge_sides": "left",
        "since": "2026-01",
        "spontaneity": "spontaneous",
        "persistence": "persistent",
        "stains_clothing": "yes",
        "colours": ["blood_tinged"],
        "bloody": "yes",
        "discharging_ducts": "one",
        "palpable_mass": "no",
        "nipple_skin_changes": ["none"],
        "pregnancy": "not_pregnant",
        "menopausal_status": "postmenopausal",
        "family_history": ["none"],
        "purposes": ["find_cause", "map_before_surgery"],
        "text": "Mammography and ultrasound did not explain the discharge.",
    },
    "safety": {
        "contrast_allergy": ABSENT,
        "acute_inflammation": ABSENT,
        "pregnancy": ABSENT,
        "coagulation_disorder": ABSENT,
        "consent": "written",
        "time_out": "done",
    },
    "comparison": {
        "pre_contrast_mammogram": "obtained",
        "breast_composition": "b",
        "earlier_studies": [
            {"modalities": ["mammography"], "performed": "2026-04-02", "side": "left", "result": "negative"},
            {"modalities": ["ultrasound"], "performed": "2026-04-02", "side": "left", "result": "negative"},
        ],
    },
    "outcome": {"status": "succeeded", "limitations": ["none"]},
    "ducts": [DUCT],
    "breast": {
        "suspicious_microcalcification": "absent",
        "architectural_distortion": "absent",
        "mass": "absent",
    },
    "complications": {"occurrence": "none"},
    "dose": {"accumulated_glandular_dose_mgy": 5.2, "exposures": 3},
    "impression": {
        "text": "Single lobulated filling defect of 6 × 4 mm in the dilated main duct at 2 o’clock, 22 mm from the "
        "nipple, typical of an intraductal papilloma.",
        "suspected_diagnosis": "intraductal_papilloma",
    },
    "assessments": [{"side": "left", "birads": "4A", "gics": "3"}],
    "recommendation": {
        "actions": ["targeted_ultrasound", "core_biopsy"],
        "within": 2,
        "interval_unit": "weeks",
        "urgency": "soon",
        "responsible": ["radiology"],
        "text": "If ultrasound does not show the lesion: localisation under ductography and excision of the duct.",
    },
}
NORMAL_DUCT = {
    "side": "right",
    "clock_position": 8,
    "trigger_zone": {"found": "yes", "subareolar": "yes", "reproducible": "yes"},
    "discharge": {"seen_today": "yes", "colours": ["serous"], "amount": "one_drop", "blood_test": "negative"},
    "cannulation": {
        "attempts": 1,
        "cannula_gauge": 30,
        "cannula_type": "blunt_needle",
        "outcome": "succeeded",
    },
    "contrast": {"agent": "iohexol", "volume_ml": 0.3, "endpoints": ["resistance"], "extravasation": "none"},
    "views": [{"projection": "cc", "technique": "ffdm"}, {"projection": "ml", "technique": "ffdm"}],
    "filling": {"completeness": "complete", "calibre": "normal", "branching": "normal"},
    "findings": [
        {"kind": "normal_duct"},
        {"kind": "filling_defect", "presence": "absent"},
        {"kind": "cut_off", "presence": "absent"},
    ],
}


def document(**parts: Any) -> ReportDocument:
    """The ordinary case with ``parts`` in place of its own."""
    return ReportDocument.from_json(json.dumps({**PAPILLOMA, **parts}, ensure_ascii=False))


def papilloma() -> ReportDocument:
    return document()


def normal() -> ReportDocument:
    return document(
        ducts=[NORMAL_DUCT],
        identity={**IDENTITY, "ordered_side": "right"},
        impression={"text": "Normal ductogram of the discharging duct."},
        assessments=[{"side": "right", "birads": "1", "gics": "1"}],
        recommendation={
            "actions": ["contrast_mri", "clinical_follow_up"],
            "within": 3,
            "interval_unit": "months",
            "urgency": "routine",
            "responsible": ["referrer"],
        },
    )


def bilateral() -> ReportDocument:
    """Two ducts on the left and one on the right, with an earlier operation and an urgent message."""
    second = {
        **DUCT,
        "clock_position": 4,
        "findings": [
            {
                **DEFECT,
                "location": {"clock_position": 4, "distance_from_nipple_mm": 40},
                "multiplicity": "multiple",
            },
            {"kind": "cut_off", "cut_off_form": "abrupt", "location": {"clock_position": 4}},
            {"kind": "wall_irregularity", "extent_mm": 25, "comment": "over the whole segment"},
        ],
        "filling": {"completeness": "incomplete", "upstream": "not_opacified"},
    }
    return document(
        ducts=[DUCT, second, NORMAL_DUCT],
        identity={**IDENTITY, "ordered_side": "both", "patient_name": "Παπαδοπούλου-Нечаева, Nguyễn Thị Ánh"},
        impression={
            "text": "Left: lobulated filling defect at 2 o’clock; several with cut-off at 4 o’clock, suspicious."
            "\nRight: normal duct."
        },
        assessments=[
            {"side": "left", "birads": "4C", "gics": "4"},
            {"side": "right", "birads": "1", "gics": "1"},
        ],
        breast={
            "suspicious_microcalcification": "present",
            "findings": [
                {
                    "kind": "calcification",
                    "side": "left",
                    "calcification_form": "pleomorphic",
                    "location": {"clock_position": 4, "depth_third": "middle"},
                }
            ],
        },
        communications=[
            {
                "recipient": "Finn",
                "communicated_at": "2026-05-17T16:10:00Z",
                "method": "telephone",
                "read_back": "yes",
                "content": "suspicious lesion on the left, biopsy within a week",
            }
        ],
        origin={"kind": "synthetic"},
    )


def failed() -> ReportDocument:
    return document(
        outcome={"status": "failed", "reasons": ["duct_too_small", "pain"], "text": "Stopped at her wish."},
        ducts=[
            {
                "side": "left",
                "discharge": DISCHARGE,
                "cannulation": {
                    "attempts": 4,
                    "outcome": "failed",
                    "failure_reasons": ["duct_too_small", "pain"],
                },
            }
        ],
        impression={},
        assessments=[{"side": "left", "birads": "0"}],
        recommendation={
            "actions": ["repeat_ductography", "contrast_mri"],
            "not_before": 1,
            "within": 3,
            "interval_unit": "weeks",
            "responsible": ["radiology", "referrer"],
        },
        complications={"occurrence": "occurred", "events": [{"kind": "vasovagal", "severity": "mild"}]},
    )


def stamp(status: str = "final", document: ReportDocument | None = None, **values: Any) -> PrintState:
    """The stamp of ``status``, signed by the radiologist of the named cast unless it is a draft."""
    if status == "draft":
        return PrintState("draft", **values)
    given = {
        "version_number": 1,
        "document_digest": (document or papilloma()).digest(),
        "signer_name": "Rosa",
        "signed_at": SIGNED_AT,
        "meaning": MEANING,
        **values,
    }
    return PrintState(status, **given)


def amended() -> tuple[ReportDocument, PrintState]:
    before = papilloma()
    after = document(
        ducts=[{**DUCT, "findings": [{**DEFECT, "length_mm": 9, "contour": "irregular"}]}],
        assessments=[{"side": "left", "birads": "4B", "gics": "4"}],
        impression={
            "text": "Single irregular filling defect of 9 × 4 mm in the dilated main duct at 2 o’clock, 22 mm from "
            "the nipple. A papilloma is likely, a papillary carcinoma cannot be excluded."
        },
    )
    reason = "The length was measured on the wrong image."
    return after, stamp(
        "amended",
        after,
        version_number=2,
        reason=reason,
        changes=differences(before, after),
        signer_name="Remi",
    )


def cases() -> dict[str, tuple[ReportDocument, PrintState]]:
    """Every kind of report under its name."""
    addendum = AddendumText(
        "Cytology of the discharge came back on 20 May: papillary cell clusters without atypia.\n"
        "The recommendation stands.",
        "Rosa",
        SIGNED_AT + datetime.timedelta(days=4),
    )
    return {
        "papilloma": (papilloma(), stamp("final")),
        "normal": (normal(), stamp("final", normal())),
        "bilateral": (bilateral(), stamp("final", bilateral())),
        "draft": (papilloma(), stamp("draft")),
        "blank": (ReportDocument(), stamp("draft")),
        "preliminary": (papilloma(), stamp("preliminary")),
        "amended": amended(),
        "addendum": (papilloma(), stamp("addendum", version_number=2, addenda=(addendum,))),
        "withdrawn": (
            papilloma(),
            stamp("withdrawn", version_number=2, withdrawn_reason="Dictated for another patient."),
        ),
        "failed": (failed(), stamp("final", failed())),
    }

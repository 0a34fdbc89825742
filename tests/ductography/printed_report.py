"""A report with something in every place of its paper: notices, sections, a key image, a proposal."""

import datetime
import json
from typing import Any

from reporting.ductography.document import Difference, ReportDocument
from reporting.ductography.layout.print_state import (
    AddendumText,
    Letterhead,
    PrintState,
    ReportSignature,
    Verification,
)

ADDRESS = "https://example.org/a/long/address/that/is/wider/than/the/whole/line/of/this/report"
EVERYTHING_PRINTED: dict[str, Any] = {
    "schema_version": 2,
    "identity": {
        "patient_name": "Synthetic Patient",
        "mrn": "SYN-1",
        "birth_date": "1980-04-05",
        "examination_date": "2026-05-04",
        "referrer": "Finn",
        "not_recorded": ["accession_number"],
    },
    "indication": {"text": "Bloody discharge.\n\nEarlier operation elsewhere."},
    "safety": {
        "contrast_allergy": {"status": "present", "reason_to_proceed": "Premedicated."},
        "pregnancy": {"not_recorded": ["status"]},
    },
    "ducts": [
        {
            "side": "left",
            "clock_position": 2,
            "cannulation": {"cannula_gauge": 30, "outcome": "succeeded"},
            "views": [
                {"projection": "cc", "modifiers": ["magnification"], "phase": "filled"},
                {"phase": "filled", "not_recorded": ["projection"]},
            ],
            "filling": {"completeness": "complete", "not_recorded": ["calibre"]},
            "findings": [
                {
                    "kind": "filling_defect",
                    "presence": "present",
                    "contour": "lobulated",
                    "location": {"distance_from_nipple_mm": 22, "not_recorded": ["depth_from_skin_mm"]},
                    "comment": f"Seen on both views; the report of the earlier examination is found at {ADDRESS}",
                },
                {"kind": "cut_off", "presence": "absent"},
            ],
        }
    ],
    "breast": {
        "findings": [
            {
                "kind": "cyst",
                "presence": "absent",
                "location": {
                    "clock_position": 9,
                    "region": "upper_outer",
                    "direction_from_nipple": "lateral",
                    "direction_degree": "slight",
                    "depth_from_skin_mm": 8,
                    "distance_from_chest_wall_mm": 30,
                    "depth_third": "anterior",
                    "approximate": "yes",
                },
            }
        ]
    },
    "key_images": [
        {
            "side": "left",
            "projection": "ml",
            "caption": "The filled duct.",
            "arrows": [{"finding": "ducts[0].findings[0]", "x": 0.25, "y": 0.5, "direction_degrees": 90}],
        }
    ],
    "complications": {"occurrence": "occurred", "events": [{"kind": "pain", "severity": "mild"}]},
    "impression": {
        "text": "Lobulated filling defect.\n\nTypical of a papilloma.",
        "generated": "There is a filling defect.",
        "not_recorded": ["suspected_diagnosis"],
    },
    "breasts": [
        {
            "side": "left",
            "birads": "4A",
            "not_recorded": ["gics"],
            "recommendation": {
                "steps": [
                    {
                        "action": "targeted_ultrasound",
                        "duct_number": 1,
                        "within": 2,
                        "interval_unit": "weeks",
                        "urgency": "soon",
                        "responsible": ["radiology"],
                    },
                    {
                        "action": "core_biopsy",
                        "duct_number": 1,
                        "condition": "if_shown",
                        "urgency": "soon",
                        "responsible": ["radiology"],
                        "text": "not before the blood count is known",
                    },
                ],
                "text": "Ultrasound first.",
                "generated": "Tissue diagnosis is recommended, by image-guided biopsy.",
                "departure_reason": "At the wish of the patient.",
                "proposal": {"rule_id": "suspicious", "sentence": "Tissue diagnosis is recommended."},
            },
        }
    ],
    "communications": [{"recipient": "Finn", "method": "telephone", "read_back": "yes"}],
    "overrides": [
        {"rule_id": "contrast-agent", "path": "ducts[0].contrast.agent", "reason": "Not noted down."},
        {"rule_id": "forgotten", "path": "ducts[0]", "reason": "Of an older version."},
    ],
}


def at(day: int, hour: int = 8) -> datetime.datetime:
    return datetime.datetime(2026, 5, day, hour, tzinfo=datetime.UTC)


DOCUMENT = ReportDocument.from_json(json.dumps(EVERYTHING_PRINTED))
LETTERHEAD = Letterhead("Breast Imaging", "1 Example Street\nExampletown", "555 0100")
STAMP = PrintState(
    "withdrawn",
    version_number=3,
    document_digest="0" * 64,
    signer_name="Rosa",
    signed_at=at(6),
    meaning="I withdraw this report.",
    reason="Measured anew.",
    changes=(
        Difference("ducts[0].filling.calibre_mm", "maximum diameter", "", "4 mm"),
        Difference(
            "ducts[0].comment",
            "comment",
            "The duct was seen to the periphery, on two views and in magnification, without a second lesion.",
            "",
        ),
    ),
    addenda=(AddendumText("Cytology: papillary clusters.\nThe advice stands.", "Remi", at(5)),),
    withdrawn_reason="Dictated for another patient.",
    report_signature=ReportSignature("Rosa", at(4, 15), 1),
    certificate="Rosa",
    verification=Verification("https://example.org/verify/", "ABCD-EFGH"),
)

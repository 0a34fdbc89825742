"""A report with which nothing is wrong, and a way to change single answers of it."""

import json
import re
from copy import deepcopy
from typing import Any

from reporting.ductography.document import ReportDocument

# A complete normal study of the left breast: every rule is silent.
SOUND: dict[str, Any] = {
    "identity": {
        "patient_name": "Synthetic Patient",
        "mrn": "SYN-1",
        "birth_date": "1980-04-05",
        "sex": "female",
        "accession_number": "SYN-1",
        "examination_date": "2026-05-04",
        "ordered_side": "left",
        "referrer": "Finn",
    },
    "indication": {
        "discharge_sides": "left",
        "spontaneity": "spontaneous",
        "colours": ["serous"],
        "bloody": "no",
        "discharging_ducts": "one",
        "pregnancy": "not_pregnant",
    },
    "safety": {
        "contrast_allergy": {"status": "absent"},
        "acute_inflammation": {"status": "absent"},
        "purulent_discharge": {"status": "absent"},
        "pregnancy": {"status": "absent"},
    },
    "comparison": {"pre_contrast_mammogram": "obtained"},
    "outcome": {"status": "succeeded"},
    "ducts": [
        {
            "side": "left",
            "discharge": {"seen_today": "yes", "colours": ["serous"], "blood_test": "negative"},
            "cannulation": {"orifice_clock_position": 3, "outcome": "succeeded"},
            "contrast": {
                "agent": "iohexol",
                "concentration_mg_i_per_ml": 300,
                "volume_ml": 0.4,
                "reflux": "no",
                "extravasation": "none",
            },
            "views": [{"projection": "cc"}, {"projection": "ml"}],
            "filling": {"completeness": "complete", "upstream": "opacified", "calibre_mm": 1.5},
            "findings": [
                {"kind": "normal_duct"},
                {"kind": "filling_defect", "presence": "absent"},
            ],
        }
    ],
    "complications": {"occurrence": "none"},
    "impression": {"text": "Normal ductogram of the left breast."},
    "assessments": [{"side": "left", "birads": "1"}],
    # Spontaneous serous discharge of one duct that a normal duct does not explain.
    "recommendation": {
        "actions": ["contrast_mri", "surgical_consultation"],
        "within": 6,
        "interval_unit": "weeks",
        "urgency": "soon",
        "responsible": ["breast_surgeon"],
    },
}

# The same with one smooth filling defect, and the category and advice that go with it.
LESION: dict[str, Any] = {
    "ducts[0].findings": [
        {
            "kind": "filling_defect",
            "multiplicity": "single",
            "contour": "smooth",
            "length_mm": 4,
            "location": {"clock_position": 2, "distance_from_nipple_mm": 20},
        }
    ],
    "impression.text": "Filling defect in the left breast.",
    "assessments": [{"side": "left", "birads": "4A"}],
    "recommendation": {
        "actions": ["core_biopsy", "surgical_consultation"],
        "within": 2,
        "interval_unit": "weeks",
        "urgency": "soon",
        "responsible": ["breast_surgeon"],
    },
}

# The examination was not tried: what a report then needs.
NOT_DONE: dict[str, Any] = {
    "outcome": {"status": "not_attempted", "reasons": ["no_discharge_today"]},
    "ducts": [],
    "complications": None,
    "assessments": [],
    "impression": None,
    "recommendation": {"actions": ["reschedule"], "responsible": ["referrer"]},
}
FAILED: dict[str, Any] = {
    **NOT_DONE,
    "outcome": {"status": "failed", "reasons": ["orifice_not_found"]},
    "ducts": [
        {"side": "left", "cannulation": {"outcome": "failed", "failure_reasons": ["orifice_not_found"]}}
    ],
    "complications": {"occurrence": "none"},
    "impression": {"text": "The orifice was not found."},
    "recommendation": {"actions": ["contrast_mri"], "urgency": "soon", "responsible": ["referrer"]},
}

# A key image of the left breast whose arrow points to the finding.
KEY_IMAGE: dict[str, Any] = {
    "digest": "0" * 64,
    "side": "left",
    "projection": "ml",
    "caption": "The filled duct.",
    "arrows": [{"finding": "ducts[0].findings[0]", "x": 0.25, "y": 0.5, "direction_degrees": 90}],
}

Changes = dict[str, Any]


def report(*changes: Changes) -> ReportDocument:
    """`SOUND` with answers changed: path to new value, None to take the answer away; an index may append."""
    document = deepcopy(SOUND)
    for change in changes:
        for path, value in change.items():
            _set(document, path, deepcopy(value))
    return ReportDocument.from_json(json.dumps(document))


def _set(document: dict[str, Any], path: str, value: Any) -> None:
    *steps, last = [int(step) if step.isdigit() else step for step in re.findall(r"\w+", path)]
    node: Any = document
    for step, following in zip(steps, [*steps, last][1:], strict=True):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(step, int) and step == len(node):
            node.append(empty)
        node = node[step] if isinstance(step, int) else node.setdefault(step, empty)
    if value is None:
        node.pop(last, None)
    elif isinstance(last, int) and last == len(node):
        node.append(value)
    else:
        node[last] = value

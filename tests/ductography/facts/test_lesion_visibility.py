"""Whether mammography and ultrasound show the lesion, from what is recorded of them."""

from typing import Any

import pytest

from reporting.ductography.facts.lesion_visibility import lesion_elsewhere
from tests.ductography.clinical_reports import report

MAMMOGRAM = {"modalities": ["mammography"], "result": "negative"}
ULTRASOUND = {"modalities": ["ultrasound"], "result": "benign"}
LESION_ABSENT = {"kind": "intraductal_mass", "presence": "absent"}
DUCT_ABSENT = {"kind": "dilated_duct", "presence": "absent"}


@pytest.mark.parametrize(
    ("studies", "answer"),
    [
        ([], "not_told"),
        ([MAMMOGRAM], "not_told"),
        ([ULTRASOUND], "not_told"),
        ([MAMMOGRAM, ULTRASOUND], "occult"),
        ([{"modalities": ["mammography", "ultrasound"], "result": "negative"}], "occult"),
        ([{"modalities": ["tomosynthesis"], "result": "benign"}, ULTRASOUND], "occult"),
        # what was looked for and not seen is a result
        ([MAMMOGRAM, {"modalities": ["ultrasound"], "findings": [LESION_ABSENT]}], "occult"),
        ([MAMMOGRAM, {"modalities": ["ultrasound"], "findings": [DUCT_ABSENT]}], "not_told"),
        (
            [
                MAMMOGRAM,
                {"modalities": ["ultrasound"], "findings": [{**LESION_ABSENT, "presence": "not_assessable"}]},
            ],
            "not_told",
        ),
        ([MAMMOGRAM, {"modalities": ["ultrasound"], "findings": [DUCT_ABSENT, LESION_ABSENT]}], "occult"),
        ([MAMMOGRAM, {"modalities": ["ultrasound"], "result": "incomplete"}], "not_told"),
        # seen by one is seen
        ([MAMMOGRAM, {"modalities": ["ultrasound"], "result": "abnormal"}], "visible"),
        *(
            ([{"modalities": ["mammography"], "result": result}], "visible")
            for result in ("probably_benign", "abnormal", "suspicious", "malignant")
        ),
        *(
            ([{"modalities": ["ultrasound"], "findings": [{"kind": kind}]}], "visible")
            for kind in (
                "mass",
                "intraductal_mass",
                "suspicious_microcalcification",
                "architectural_distortion",
                "asymmetry",
            )
        ),
        ([{"modalities": ["ultrasound"], "findings": [{"kind": "dilated_duct"}]}], "not_told"),
        ([{"modalities": ["ultrasound"], "findings": [LESION_ABSENT, {"kind": "dilated_duct"}]}], "not_told"),
        # other methods say nothing here
        ([{"modalities": ["mri"], "result": "suspicious"}], "not_told"),
    ],
)
def test_lesion_elsewhere(studies: list[dict[str, Any]], answer: str) -> None:
    assert lesion_elsewhere(report({"comparison.earlier_studies": studies})) == answer
    assert lesion_elsewhere(report({"correlation": studies})) == answer

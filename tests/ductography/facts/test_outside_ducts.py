"""What was found outside the ducts: when malignant pathology is history, and when it still counts."""

import pytest

from reporting.ductography.facts.pathology import MALIGNANT, unexcised
from reporting.ductography.vocabulary import Side
from tests.ductography.clinical_reports import report

BIOPSY = {"kind": "core_biopsy", "diagnoses": ["dcis"], "side": "left"}
EXCISION = {"kind": "lumpectomy", "diagnoses": ["dcis"], "side": "left"}


@pytest.mark.parametrize(
    ("procedures", "still"),
    [
        ([BIOPSY], True),
        ([BIOPSY, EXCISION], False),
        ([BIOPSY, {**EXCISION, "margin_status": "clear"}], False),
        ([BIOPSY, {**EXCISION, "margin_status": "close"}], False),
        ([BIOPSY, {**EXCISION, "margin_status": "not_clear"}], True),
        ([{**EXCISION, "margin_status": "not_clear"}], True),
        ([{**EXCISION, "margin_status": "not_clear"}, {**EXCISION, "margin_status": "clear"}], False),
        ([BIOPSY, {**EXCISION, "diagnoses": [], "margin_status": "not_clear"}], True),
        ([{"kind": "excision", "side": "left", "margin_status": "not_clear"}], False),
        ([{**BIOPSY, "diagnoses": ["mucinous_carcinoma"]}], True),
        ([{**BIOPSY, "diagnoses": ["carcinoma_not_specified"]}], True),
        ([{**BIOPSY, "side": "right"}], False),
        ([BIOPSY, {**EXCISION, "kind": "nipple_sparing_mastectomy"}], False),
    ],
)
def test_cancer_counts_until_it_is_excised_with_clear_margins(
    procedures: list[dict[str, object]], still: bool
) -> None:
    document = report({"subsequent_procedures": procedures})
    assert unexcised(document, Side.LEFT, MALIGNANT) is still

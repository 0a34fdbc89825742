"""What must be answered before a signature; taking any one answer away names that answer."""

import json
from copy import deepcopy
from typing import Any

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.completeness import missing

FILLED: dict[str, Any] = {
    "identity": {
        "patient_name": "Synthetic Patient",
        "mrn": "M-1",
        "birth_date": "1980-04-05",
        "accession_number": "A-1",
        "examination_date": "2026-05-04",
        "referrer": "Finn",
    },
    "indication": {"discharge": "yes"},
    "outcome": {"status": "succeeded"},
    "ducts": [
        {
            "side": "left",
            "contrast": {"volume_ml": 0.4},
            "views": [{"projection": "cc"}, {"projection": "ml"}],
            "findings": [{"kind": "normal_duct"}],
        }
    ],
    "assessments": [{"birads": "1"}],
    "recommendation": {"actions": ["clinical_follow_up"]},
}


def gaps(case: dict[str, Any]) -> set[str]:
    return {gap.path for gap in missing(ReportDocument.from_json(json.dumps(case)))}


def without(*paths: tuple[str | int, ...]) -> dict[str, Any]:
    case = deepcopy(FILLED)
    for *steps, last in paths:
        node: Any = case
        for step in steps:
            node = node[step]
        del node[last]
    return case


def test_a_filled_report_may_be_signed() -> None:
    assert gaps(FILLED) == set()


@pytest.mark.parametrize(
    ("removed", "path"),
    [
        (("identity", "patient_name"), "identity.patient_name"),
        (("identity", "mrn"), "identity.mrn"),
        (("identity", "birth_date"), "identity.birth_date"),
        (("identity", "accession_number"), "identity.accession_number"),
        (("identity", "examination_date"), "identity.examination_date"),
        (("identity", "referrer"), "identity.referrer"),
        (("outcome", "status"), "outcome.status"),
        (("ducts",), "ducts"),
        (("ducts", 0, "side"), "ducts[0].side"),
        (("ducts", 0, "contrast"), "ducts[0].contrast.volume_ml"),
        (("ducts", 0, "views"), "ducts[0].views"),
        (("ducts", 0, "findings"), "ducts[0].findings"),
        (("assessments",), "breasts"),
        (("recommendation",), "breasts[0].recommendation.steps"),
    ],
)
def test_each_answer_is_needed(removed: tuple[str | int, ...], path: str) -> None:
    assert gaps(without(removed)) == {path}


def test_not_recorded_is_an_answer_of_a_published_case_alone() -> None:
    case = without(("ducts", 0, "side"), ("assessments",))
    case["ducts"][0] |= {"not_recorded": ["side"], "contrast": {"not_recorded": ["volume_ml"]}}
    case["ducts"][0]["views"] = [{"not_recorded": ["projection"]}]
    case["assessments"] = [{"not_recorded": ["birads"]}]
    for kind in ("clinical", "synthetic"):
        assert gaps(case | {"origin": {"kind": kind}}) == {"ducts[0].side", "breasts"}
    assert gaps(case | {"origin": {"kind": "published"}}) == set()


def test_age_stands_for_a_birth_date_that_is_not_known() -> None:
    case = without(("identity", "birth_date"))
    case["identity"]["age_years"] = 40
    assert gaps(case) == set()


@pytest.mark.parametrize("status", ["failed", "partially_succeeded", "not_attempted"])
def test_what_did_not_succeed_says_why(status: str) -> None:
    case = deepcopy(FILLED) | {"outcome": {"status": status}}
    assert "outcome.reasons" in gaps(case)


def test_a_duct_that_was_not_entered_needs_no_contrast_view_or_finding() -> None:
    case = deepcopy(FILLED) | {
        "outcome": {"status": "failed", "reasons": ["orifice_not_found"]},
        "assessments": [],
    }
    case["ducts"] = [{"side": "left", "cannulation": {"outcome": "failed"}}]
    assert gaps(case) == set()


def test_an_examination_not_performed_needs_its_side_and_the_next_step() -> None:
    case = {
        "identity": FILLED["identity"],
        "indication": FILLED["indication"],
        "outcome": {"status": "not_attempted", "reasons": ["no_discharge_today"]},
    }
    assert gaps(case) == {"indication.discharge_sides", "breasts"}


def test_a_blank_document_may_not_be_signed() -> None:
    assert gaps({}) >= {"outcome.status", "breasts", "identity.mrn"}


def test_every_gap_says_why_it_matters() -> None:
    assert all(gap.message and gap.why for gap in missing(ReportDocument()))

"""What a report says was done: a duct was filled when something of its filling is told and nothing denies it."""

import json
from typing import Any

import pytest

from reporting.ductography.document import Duct, ReportDocument
from reporting.ductography.facts.report_facts import is_begun, was_filled


def duct(**answers: Any) -> Duct:
    return Duct.model_validate(answers, strict=False)


@pytest.mark.parametrize(
    "told",
    [
        {"contrast": {"volume_ml": 0.4}},
        {"filling": {"calibre_mm": 1.5}},
        {"views": ({"projection": "cc"},)},
        {"findings": ({"kind": "normal_duct"},)},
    ],
)
def test_one_statement_on_the_filling_is_enough(told: dict[str, Any]) -> None:
    assert was_filled(duct(**told))
    assert not was_filled(duct(**told, cannulation={"outcome": "failed"}))
    assert not was_filled(duct(**told, cannulation={"outcome": "not_attempted"}))
    assert was_filled(duct(**told, cannulation={"outcome": "partially_succeeded"}))


def test_a_duct_that_is_said_not_to_have_filled_was_not() -> None:
    views = ({"projection": "cc"},)
    assert not was_filled(duct(views=views, filling={"completeness": "not_filled"}))
    assert was_filled(duct(views=views, filling={"completeness": "incomplete"}))


def test_side_orifice_and_discharge_say_nothing_of_a_filling() -> None:
    assert not was_filled(
        duct(side="left", discharge={"colours": ("serous",)}, cannulation={"outcome": "succeeded"})
    )


@pytest.mark.parametrize(
    ("answers", "begun"),
    [
        ({}, False),
        ({"identity": {"mrn": "1"}, "indication": {"discharge": "yes"}}, False),
        ({"ducts": [{"side": "left"}]}, False),
        ({"assessments": [{"side": "left"}]}, False),
        ({"outcome": {"status": "failed"}}, True),
        ({"assessments": [{"birads": "2"}]}, True),
        ({"assessments": [{"gics": "2"}]}, True),
        ({"ducts": [{"side": "left", "findings": [{"kind": "normal_duct"}]}]}, True),
    ],
)
def test_there_is_something_to_propose_from(answers: dict[str, Any], begun: bool) -> None:
    assert is_begun(ReportDocument.from_json(json.dumps(answers))) is begun

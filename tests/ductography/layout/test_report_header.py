"""The lines that a referring doctor reads first, word for word."""

import json
from typing import Any

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.report_header import (
    category_line,
    recommendation_lines,
    result_lines,
    side_line,
)


def report(**parts: Any) -> ReportDocument:
    return ReportDocument.from_json(json.dumps(parts))


def duct(*findings: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {"findings": findings, **values}


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ({}, ""),
        ({"ducts": [{}]}, ""),
        ({"ducts": [{"side": "left"}]}, "LEFT BREAST"),
        ({"ducts": [{"side": "right"}]}, "RIGHT BREAST"),
        ({"ducts": [{"side": "right"}, {"side": "left"}]}, "BOTH BREASTS"),
        ({"identity": {"ordered_side": "both"}}, "BOTH BREASTS"),
        ({"ducts": [{"not_recorded": ["side"]}]}, "SIDE NOT RECORDED"),
        ({"identity": {"not_recorded": ["ordered_side"]}}, "SIDE NOT RECORDED"),
        ({"indication": {"not_recorded": ["discharge_sides"]}}, "SIDE NOT RECORDED"),
    ],
)
def test_the_side(parts: dict[str, Any], line: str) -> None:
    assert side_line(report(**parts)) == line


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        ({}, ()),
        ({"ducts": [{}]}, ()),
        ({"outcome": {"status": "succeeded", "reasons": ["pain"]}}, ()),
        (
            {"outcome": {"status": "failed", "reasons": ["pain", "equipment"]}},
            ("Ductography unsuccessful: pain, equipment failure",),
        ),
        ({"outcome": {"status": "failed"}}, ("Ductography unsuccessful: not recorded",)),
        ({"outcome": {"status": "not_attempted"}}, ("Ductography not performed: not recorded",)),
        (
            {"impression": {"text": "First.\n \nSecond."}, "outcome": {"status": "failed"}},
            ("First.", "Second."),
        ),
        (
            {
                "outcome": {"status": "failed", "reasons": ["pain"]},
                "ducts": [duct({"kind": "ectasia"}, {"presence": "absent"}, {}, side="left")],
            },
            (
                "Ductography unsuccessful: pain",
                "Left breast: non-diagnostic: duct not cannulated or not filled; duct ectasia (dilatation)",
            ),
        ),
        (
            {
                "ducts": [
                    duct({"kind": "stenosis", "presence": "not_assessable"}),
                    duct(
                        {"kind": "cut_off", "presence": "absent"},
                        {"kind": "filling_defect", "presence": "absent"},
                        {
                            "kind": "filling_defect",
                            "multiplicity": "multiple",
                            "contour": "smooth",
                            "lumen_effect": "partial",
                            "location": {"clock_position": 3, "not_recorded": ["distance_from_nipple_mm"]},
                        },
                    ),
                ]
            },
            (
                "Side not recorded, duct 1: non-diagnostic: not assessable; duct narrowing (stenosis) not assessable",
                "Side not recorded, duct 2: filling defect, multiple, smooth, partially obstructing, "
                "3 o’clock in the breast; no duct cut-off (obstruction); no filling defect",
            ),
        ),
    ],
)
def test_the_result(parts: dict[str, Any], lines: tuple[str, ...]) -> None:
    assert result_lines(report(**parts)) == lines


@pytest.mark.parametrize(
    ("assessments", "line"),
    [
        ([], ""),
        ([{"side": "left"}], ""),
        ([{"side": "left", "birads": "2"}], "BI-RADS 2 – benign"),
        ([{"side": "left", "not_recorded": ["birads", "gics"]}], "BI-RADS not recorded, GICS not recorded"),
        (
            [{"side": "left", "birads": "2", "gics": "2"}, {"side": "right"}],
            "Left breast: BI-RADS 2 – benign, GICS 2 – benign",
        ),
        (
            [{"birads": "2"}, {"side": "right", "gics": "1"}],
            "BI-RADS 2 – benign; Right breast: GICS 1 – negative",
        ),
    ],
)
def test_the_category(assessments: list[dict[str, Any]], line: str) -> None:
    assert category_line(report(assessments=assessments)) == line


@pytest.mark.parametrize(
    ("wanted", "lines"),
    [
        ({}, ()),
        ({"not_recorded": ["actions"]}, ("Recommended action: not recorded",)),
        ({"not_recorded": ["text"]}, ()),
        ({"text": "Own words."}, ("Own words.",)),
        (
            {"actions": ["repeat_ductography", "contrast_mri"], "responsible": ["referrer", "radiology"]},
            (
                "Repeat ductography; contrast-enhanced MRI",
                "Responsible: referring clinician, breast radiology",
            ),
        ),
        ({"not_before": 1}, ()),
        ({"within": 1}, ()),
        ({"interval_unit": "weeks"}, ()),
        ({"urgency": "soon"}, ("Priority: soon",)),
        ({"within": 1, "interval_unit": "days"}, ("Within 1 day",)),
        ({"within": 0, "interval_unit": "days"}, ("Within 0 days",)),
        ({"within": 18, "not_before": 18, "interval_unit": "weeks"}, ("In 18 weeks",)),
        ({"within": 3, "not_before": 1, "interval_unit": "months"}, ("In 1–3 months",)),
        (
            {"not_before": 1, "interval_unit": "weeks", "urgency": "routine"},
            ("No earlier than 1 week, priority: routine",),
        ),
        ({"not_before": 2, "interval_unit": "weeks"}, ("No earlier than 2 weeks",)),
    ],
)
def test_the_recommendation(wanted: dict[str, Any], lines: tuple[str, ...]) -> None:
    assert recommendation_lines(report(recommendation=wanted)) == lines

"""The lines that a referring doctor reads first, word for word."""

import json
from typing import Any

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.report_header import (
    category_line,
    finding_lines,
    recommendation_lines,
    result_lines,
    result_with_findings,
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
                "Side not recorded, duct 2: filling defect, multiple, smooth, partially obstructing, "
                "3 o’clock in the breast; no duct cut-off (obstruction); no filling defect",
                "Side not recorded, duct 1: non-diagnostic: not assessable; duct narrowing (stenosis) not assessable",
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


EXAMINED = {"identity": {"examination_date": "2026-05-04"}}


@pytest.mark.parametrize(
    ("step", "line"),
    [
        ({"not_recorded": ["action"]}, "Recommended action not recorded"),
        (
            {"action": "contrast_mri", "responsible": ["referrer", "radiology"]},
            "Contrast-enhanced MRI; responsible: referring clinician, breast radiology",
        ),
        # A number without its unit cannot be put into words, and is not lost.
        ({"not_before": 1}, "No earlier than: 1"),
        ({"within": 1}, "Within (latest): 1"),
        ({"interval_unit": "weeks"}, "Interval unit: weeks"),
        ({"urgency": "soon"}, "Priority: soon"),
        ({"within": 1, "interval_unit": "days"}, "Within 1 day (by 5 May 2026)"),
        ({"within": 0, "interval_unit": "days"}, "Within 0 days (by 4 May 2026)"),
        ({"within": 18, "not_before": 18, "interval_unit": "weeks"}, "In 18 weeks (by 7 September 2026)"),
        ({"within": 3, "not_before": 1, "interval_unit": "months"}, "In 1–3 months (by 4 August 2026)"),
        (
            {"not_before": 1, "interval_unit": "weeks", "urgency": "routine"},
            "No earlier than 1 week; priority: routine",
        ),
        ({"not_before": 2, "interval_unit": "weeks"}, "No earlier than 2 weeks"),
        (
            {
                "action": "core_biopsy",
                "duct_number": 2,
                "condition": "if_shown",
                "within": 2,
                "interval_unit": "weeks",
                "urgency": "urgent",
                "responsible": ["radiology"],
                "text": "after the anticoagulant is paused",
            },
            "Image-guided core biopsy, duct 2, if ultrasound shows the lesion, within 2 weeks (by 18 May 2026); "
            "priority: urgent; responsible: breast radiology; after the anticoagulant is paused",
        ),
        # The action says its condition already.
        (
            {"action": "reschedule", "condition": "when_discharge_recurs"},
            "Repeat ductography when discharge recurs",
        ),
        ({"action": "imaging_follow_up", "condition": "once"}, "Follow-up imaging, once"),
        ({"condition": "otherwise"}, "If ultrasound does not show the lesion"),
        ({"text": "Own words."}, "Own words."),
    ],
)
def test_a_recommended_step_is_one_line(step: dict[str, Any], line: str) -> None:
    breast = {"side": "left", "recommendation": {"steps": [step]}}
    assert recommendation_lines(report(schema_version=2, **EXAMINED, breasts=[breast])) == (line,)


def test_without_a_date_of_the_examination_a_step_has_no_last_day() -> None:
    step = {"action": "contrast_mri", "within": 2, "interval_unit": "weeks"}
    breast = {"side": "left", "recommendation": {"steps": [step]}}
    assert recommendation_lines(report(schema_version=2, breasts=[breast])) == (
        "Contrast-enhanced MRI, within 2 weeks",
    )


@pytest.mark.parametrize(
    ("breasts", "lines"),
    [
        ([], ()),
        ([{"side": "left"}], ()),
        ([{"side": "left", "recommendation": {"not_recorded": ["text"]}}], ()),
        ([{"side": "left", "recommendation": {"text": "Own words."}}], ("Own words.",)),
        (
            [{"recommendation": {"steps": [{"action": "targeted_ultrasound"}, {"action": "contrast_mri"}]}}],
            ("Targeted ultrasound", "Contrast-enhanced MRI"),
        ),
        (
            [
                {"side": "right", "birads": "2"},
                {"side": "left", "recommendation": {"steps": [{"action": "contrast_mri"}]}},
            ],
            ("Left breast: Contrast-enhanced MRI",),
        ),
        (
            [
                {
                    "side": "right",
                    "recommendation": {
                        "steps": [
                            {"action": "targeted_ultrasound", "within": 1, "interval_unit": "weeks"},
                            {"action": "core_biopsy", "duct_number": 1, "condition": "if_shown"},
                        ],
                        "text": "By Monday.",
                    },
                },
                {
                    "side": "left",
                    "recommendation": {
                        "steps": [
                            {"action": "clinical_follow_up", "within": 6, "interval_unit": "months"},
                        ]
                    },
                },
                {"recommendation": {"steps": [{"action": "multidisciplinary"}]}},
            ],
            (
                "Right breast: Targeted ultrasound, within 1 week (by 11 May 2026)",
                "Right breast: Image-guided core biopsy, duct 1, if ultrasound shows the lesion",
                "Right breast: By Monday.",
                "Left breast: Clinical follow-up, within 6 months (by 4 November 2026)",
                "Assessment 3: Multidisciplinary discussion",
            ),
        ),
    ],
)
def test_the_recommendation_of_each_breast(breasts: list[dict[str, Any]], lines: tuple[str, ...]) -> None:
    assert recommendation_lines(report(schema_version=2, **EXAMINED, breasts=breasts)) == lines


def test_the_recommendation_of_version_1_is_a_step_for_each_action() -> None:
    wanted = {"actions": ["repeat_ductography", "contrast_mri"], "within": 1, "interval_unit": "weeks"}
    assert recommendation_lines(report(recommendation=wanted)) == (
        "Repeat ductography, within 1 week",
        "Contrast-enhanced MRI, within 1 week",
    )


def test_findings_follow_the_impression_and_name_every_breast_the_most_suspicious_first() -> None:
    right = {"side": "right", "findings": [{"kind": "normal_duct", "presence": "present"}]}
    left = {"side": "left", "findings": [{"kind": "filling_defect", "presence": "present", "length_mm": 6}]}
    mass = {"kind": "mass", "presence": "present", "side": "right"}
    document = report(
        ducts=[right, left],
        assessments=[{"side": "left", "birads": "4A"}],
        breast={"findings": [mass]},
        impression={"text": "Right breast: normal ductogram."},
    )
    assert finding_lines(document) == (
        "Left breast, duct 2: filling defect, 6 mm",
        "Right breast, duct 1: normal duct",
        "Right breast, outside the opacified duct: mass",
    )
    assert result_lines(document) == ("Right breast: normal ductogram.",)
    assert result_with_findings(document) == (*result_lines(document), *finding_lines(document))

"""Whatever stands in the document is printed, once, with its label, and a place never loses its meaning."""

import json
from collections import Counter

import pytest

from reporting.ductography.document import ReportDocument, leaf_values
from reporting.ductography.layout.print_state import Letterhead, PrintState
from reporting.ductography.layout.report_header import (
    category_line,
    recommendation_lines,
    result_lines,
    side_line,
)
from reporting.ductography.layout.report_layout import build_report_layout
from reporting.ductography.layout.report_sections import place_label, report_sections
from tests.full_document import full_document, not_recorded_document, printed_lines


def printed_text(document: ReportDocument) -> str:
    def lines(sections):  # type: ignore[no-untyped-def]
        for section in sections:
            yield section.title
            yield from (f"{entry.label}: {entry.text}" for entry in section.entries)
            yield from lines(section.sections)

    return "\n".join(lines(report_sections(document)))


def test_every_leaf_of_a_full_document_is_printed() -> None:
    document = full_document(2)
    text = printed_text(document)
    assert [leaf.path for leaf in leaf_values(document) if printed_lines(leaf)[0] not in text] == []


def test_a_path_is_printed_once() -> None:
    paths = Counter(entry.path for section in report_sections(full_document(2)) for entry in section.walk())
    assert [path for path, count in paths.items() if count > 1] == []


def test_blank_prints_nothing_and_not_recorded_prints_as_such() -> None:
    assert printed_text(ReportDocument()) == ""
    text = printed_text(not_recorded_document())
    assert text.count("not recorded") >= sum(1 for _ in leaf_values(not_recorded_document()))


def report(**parts: object) -> ReportDocument:
    return ReportDocument.from_json(json.dumps(parts))


def test_the_three_clock_positions_are_told_apart() -> None:
    text = printed_text(
        report(
            ducts=[
                {
                    "side": "left",
                    "clock_position": 9,
                    "cannulation": {"orifice_clock_position": 3},
                    "findings": [{"kind": "filling_defect", "location": {"clock_position": 11}}],
                }
            ]
        )
    )
    assert "duct: clock position in the breast: 9 o’clock" in text
    assert "orifice: clock position on the nipple: 3 o’clock" in text
    assert "11 o’clock in the breast" in text


def test_an_absent_filling_defect_is_a_fact() -> None:
    document = report(
        ducts=[{"side": "left", "findings": [{"kind": "filling_defect", "presence": "absent"}]}]
    )
    assert "filling defect: absent" in printed_text(document)
    assert result_lines(document) == ("Left breast: no filling defect",)


def test_the_head_says_side_result_category_and_what_by_when_who() -> None:
    document = report(
        ducts=[
            {
                "side": "right",
                "findings": [
                    {
                        "kind": "filling_defect",
                        "contour": "lobulated",
                        "location": {"distance_from_nipple_mm": 30},
                    }
                ],
            }
        ],
        assessments=[{"side": "right", "birads": "4A", "gics": "3"}],
        recommendation={
            "actions": ["surgical_consultation", "microdochectomy"],
            "within": 14,
            "not_before": 7,
            "interval_unit": "days",
            "urgency": "soon",
            "responsible": ["breast_surgeon"],
        },
    )
    assert side_line(document) == "RIGHT BREAST"
    assert result_lines(document) == ("Right breast: filling defect, lobulated, 30 mm from the nipple",)
    assert category_line(document) == "BI-RADS 4A – low suspicion for malignancy, GICS 3 – probably benign"
    how = "in 7–14 days; priority: soon; responsible: breast surgeon"
    assert recommendation_lines(document) == (
        f"Surgical consultation, {how}",
        f"Microdochectomy (single duct excision), {how}",
    )


def test_two_sides_are_both_named() -> None:
    document = report(
        ducts=[
            {"side": "right", "findings": [{"kind": "ectasia"}]},
            {"side": "left", "findings": [{"kind": "normal_duct"}]},
        ],
        assessments=[{"side": "right", "birads": "2"}, {"side": "left", "birads": "1"}],
    )
    assert side_line(document) == "BOTH BREASTS"
    assert result_lines(document) == (
        "Right breast, duct 1: duct ectasia (dilatation)",
        "Left breast, duct 2: normal duct",
    )
    assert category_line(document) == "Right breast: BI-RADS 2 – benign; Left breast: BI-RADS 1 – negative"


def test_a_failed_examination_never_reads_like_a_result() -> None:
    document = report(outcome={"status": "not_attempted", "reasons": ["no_discharge_today"]})
    assert result_lines(document) == ("Ductography not performed: no discharge today",)


@pytest.mark.parametrize(
    ("approximate", "told"),
    [
        ({"approximate": "yes", "distance_from_nipple_mm": 30}, "about 30 mm from the nipple"),
        (
            {"approximate": "no", "depth_from_skin_mm": 15},
            "15 mm deep to the skin, distances approximate: no",
        ),
        ({"approximate": "yes"}, "distances approximate: yes"),
    ],
)
def test_an_approximate_distance_is_told_as_one(approximate: dict[str, object], told: str) -> None:
    given = report(
        ducts=[{"side": "left", "findings": [{"kind": "filling_defect", "location": approximate}]}]
    )
    assert place_label(given.ducts[0].findings[0].location) == told


def test_a_side_that_nothing_states_is_told_once() -> None:
    unstated = {"not_recorded": ["side"]}
    given = report(ducts=[unstated], assessments=[{"birads": "2", **unstated}])
    details = build_report_layout(given, PrintState("draft"), Letterhead("Breast Imaging")).result_details
    assert side_line(given) == "SIDE NOT RECORDED"
    assert not [entry for entry in details if "side" in entry.path]

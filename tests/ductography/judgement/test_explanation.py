"""An explanation names ranks, steps, answers and sources of each breast, what nearly fired, and every remark."""

import datetime
import json
from typing import Any

from reporting.ductography.decision.plan_table import TABLE_VERSION
from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.explanation import WIDTH, as_text
from reporting.ductography.judgement.explanation_values import explained
from tests.ductography.clinical_reports import FAILED, LESION, SOUND, report
from tests.ductography.decision.plan_cases import LEAKED

TODAY = datetime.date(2026, 5, 5)
LARGE = {"ducts[0].contrast.volume_ml": 2.4}
REASON = {
    "overrides": [{"rule_id": "volume-large", "path": "ducts[0].contrast.volume_ml", "reason": "wide duct"}]
}
BOTH = {
    "ducts[1]": {**SOUND["ducts"][0], "side": "right", "findings": [{"kind": "filling_defect"}]},
    "identity.ordered_side": "both",
}


def values(document: ReportDocument) -> dict[str, Any]:
    return explained(document, TODAY)


def text(document: ReportDocument) -> str:
    return as_text(document, TODAY)


def words(document: ReportDocument) -> str:
    return " ".join(text(document).split())


def test_a_step_comes_with_duct_condition_time_urgency_and_person() -> None:
    (breast,) = values(report(LEAKED))["breasts"]
    assert (breast["side"], breast["rank"]) == ("left", "non_diagnostic")
    repeat, surgeon = breast["steps"]
    assert repeat == {
        "action": "repeat_ductography",
        "side": "left",
        "ducts": [0],
        "condition": "",
        "not_before": 7,
        "within": 14,
        "unit": "days",
        "urgency": "soon",
        "responsible": ["radiology"],
    }
    assert (surgeon["action"], surgeon["ducts"], surgeon["responsible"]) == (
        "surgical_consultation",
        [],
        ["breast_surgeon"],
    )
    assert breast["limits"] == [{"kind": "extravasation", "ducts": [0], "words": "extravasation"}]


def test_each_breast_has_its_own_plan_and_notes() -> None:
    right, left = values(report(BOTH))["breasts"]
    assert [(part["side"], part["rank"]) for part in (right, left)] == [
        ("right", "lesion"),
        ("left", "normal"),
    ]
    assert {step["side"] for step in right["steps"]} == {"right"}
    assert [step["condition"] for step in right["steps"]] == [
        "",
        "if ultrasound shows the lesion",
        "if ultrasound does not show the lesion",
    ]
    said = "A normal ductogram does not exclude malignancy."
    assert not any(said in note for note in right["notes"]) and any(said in note for note in left["notes"])


def test_stops_come_with_rule_kind_severity_and_path() -> None:
    found = values(report(LARGE, {"identity.mrn": None, "impression": None}))
    assert [(stop["rule"], stop["kind"], stop["severity"], stop["path"]) for stop in found["stops"]] == [
        ("identity-mrn", "required_missing", "prohibit", "identity.mrn"),
        ("volume-large", "other", "alert", "ducts[0].contrast.volume_ml"),
        ("impression", "other", "note", "impression.text"),
    ]
    assert found["may_be_signed"] is False


def test_the_day_decides_what_lies_in_the_future() -> None:
    later, earlier = datetime.date(2026, 5, 5), datetime.date(2026, 5, 3)
    assert explained(report(), later)["may_be_signed"]
    assert not explained(report(), earlier)["may_be_signed"]


def test_it_is_plain_values() -> None:
    found = values(report(LESION, LARGE, REASON))
    assert json.loads(json.dumps(found)) == found


def test_an_acknowledged_alert_comes_with_its_reason() -> None:
    assert "contrast volume exceeds 2.0 mL. Reason: wide duct" in words(report(LARGE, REASON))


def test_the_text_says_all_of_it_and_keeps_its_width() -> None:
    document = report(LESION, LARGE, {"identity.mrn": None})
    said = words(document)
    for line in (
        "The assessment is suspicious.",
        "Ranks present, the deciding one first: BI-RADS 4, ductal lesion",
        "1. targeted ultrasound, duct 1; soon; breast radiology",
        "asked for by: BI-RADS 4; RPEDIA; ES-GOD; ALIK23 (review)",
        "2. image-guided core biopsy, duct 1, if ultrasound shows the lesion; soon; breast clinic",
        "Was ultrasound targeted to the ductographic finding? no",
        "prohibit: Enter the medical record number. [identity-mrn identity.mrn]",
        "A report must identify the patient and the examination. (ACR-COMM)",
        "alert: Duct 1: contrast volume exceeds 2.0 mL. [volume-large ducts[0].contrast.volume_ml]",
        "6 of 90 with this finding had cancer (6.7 %). Dinkel 2001 [DINKEL01]",
        "do not predict the outcome for this patient",
    ):
        assert line in said
    assert max(map(len, text(document).splitlines())) <= WIDTH
    assert text(document).endswith("\n")


def test_steps_one_answer_short_name_the_question() -> None:
    """A normal duct with serous discharge of a woman of 46, without contraindication."""
    said = text(report()).split("One answer short of a step:")[1].split("\n\n")[0]
    found = {line.strip() for line in said.splitlines()}
    assert "contrast-enhanced mammography: Can contrast MRI be done?" in found
    assert "occult blood test of the discharge: Is the discharge dark and not tested for blood?" in found
    assert not any(line.startswith(("contrast-enhanced MRI", "surgical consultation")) for line in found)


def test_nothing_to_remark_is_said() -> None:
    assert text(report()).count("\n  nothing\n") == 2


def test_a_breast_without_a_recorded_side_is_told_so() -> None:
    blank = ReportDocument.from_json('{"outcome": {"status": "not_attempted"}}')
    assert "\nSIDE NOT RECORDED\n  Ductography was not performed.\n" in text(blank)
    assert "asked for by: no rank;" in text(blank)


def headings(document: ReportDocument) -> list[str]:
    return [line.split(" (")[0] for line in text(document).splitlines() if line and line[0] != " "]


def test_every_part_of_the_text_stands_under_its_heading_after_an_empty_line() -> None:
    document = report(LESION, LARGE, REASON, {"identity.mrn": None})
    assert headings(document) == [
        "SUGGESTED STEPS",
        "LEFT BREAST",
        "NOTES",
        "MISSING",
        "INCONSISTENCIES",
        "ACKNOWLEDGED ALERTS",
        "PUBLISHED EVIDENCE",
    ]
    first, *parts = [part.split("\n") for part in text(document).split("\n\n")]
    assert first == [f"SUGGESTED STEPS (table {TABLE_VERSION})"]
    assert all(line.startswith("  ") for _heading, *lines in parts for line in lines if line)
    assert headings(report(BOTH))[:3] == ["SUGGESTED STEPS", "RIGHT BREAST", "LEFT BREAST"]


def test_a_part_that_says_nothing_has_no_heading() -> None:
    document = report(FAILED, {"indication.colours": ["bloody"], "indication.bloody": "yes"})
    assert headings(document) == ["SUGGESTED STEPS", "LEFT BREAST", "MISSING", "INCONSISTENCIES"]
    assert "MISSING\n  nothing\n" in text(document)


def test_a_duct_without_answers_is_not_said_to_have_been_left_undone() -> None:
    begun = ReportDocument.from_json('{"ducts": [{"side": "left"}]}')
    assert "\nLEFT BREAST\n  No ductographic finding is recorded.\n" in text(begun)

"""An explanation names what was asked, what fired and on which source, what nearly fired, and every remark."""

import datetime
import json

from reporting.ductography.decision.recommendations import TABLE_VERSION

from reporting.ductography.decision.decision_inputs import INPUTS
from reporting.ductography.judgement.explanation import WIDTH, as_text, explain
from tests.ductography.clinical_reports import FAILED, LESION, report

LARGE = {"ducts[0].contrast.volume_ml": 2.4}
REASON = {
    "overrides": [{"rule_id": "volume-large", "path": "ducts[0].contrast.volume_ml", "reason": "wide duct"}]
}


def test_the_inputs_are_those_of_the_table_with_their_answers() -> None:
    asked = {item["name"]: item for item in explain(report())["inputs"]}
    assert list(asked) == [question.name for question in INPUTS]
    assert asked["sign"] == {
        "name": "sign",
        "question": "What is the most suspicious finding in an opacified duct?",
        "answer": "normal",
        "words": "all recorded findings are normal",
        "possible": ["none", "normal", "benign", "cavity", "unclear", "lesion", "suspicious"],
    }


def test_the_rule_comes_with_its_words_actions_and_source() -> None:
    explained = explain(report({"ducts[0].contrast.extravasation": "periductal", "assessments": []}))
    rule = explained["recommendation"]
    assert explained["table_version"] == TABLE_VERSION
    assert (rule["rule"], rule["basis"], rule["citation"]) == ("extravasation", "R2", "SLAW01; DE-MED")
    assert (rule["actions"], rule["time"]) == ([["repeat_ductography"]], "in 7–14 days")
    assert (rule["urgency"], rule["responsible"], rule["evidence"]) == ("soon", ["radiology"], "review")
    assert "7–14 days" in rule["sentence"]
    assert [note["rule"] for note in explained["notes"]] == ["note-normal", "note-limited", "note-no-blood"]
    assert all(note["actions"] == [] and note["urgency"] == "" for note in explained["notes"])


def test_rules_that_nearly_fired_say_what_kept_them() -> None:
    near = {item["rule"]: item for item in explain(report())["nearly"]}
    assert near["lesion"] == {
        "rule": "lesion",
        "input": "sign",
        "question": "What is the most suspicious finding in an opacified duct?",
        "answer": "normal",
        "words": "all recorded findings are normal",
        "needed": ["lesion"],
        "needed_words": ["a filling defect or duct cut-off"],
    }
    assert near["incomplete-assessment"]["needed"] == ["0"]


def test_remarks_are_parted_into_gaps_and_contradictions_by_severity() -> None:
    explained = explain(report(LARGE, {"identity.mrn": None, "impression": None}), datetime.date(2026, 5, 5))
    rules = {
        (part, severity): [remark["rule"] for remark in explained[part][severity]]
        for part in ("completeness", "contradictions")
        for severity in ("prohibit", "alert", "note")
    }
    assert rules == {
        ("completeness", "prohibit"): ["identity-mrn"],
        ("completeness", "alert"): [],
        ("completeness", "note"): ["impression"],
        ("contradictions", "prohibit"): [],
        ("contradictions", "alert"): ["volume-large"],
        ("contradictions", "note"): [],
    }
    (alert,) = explained["contradictions"]["alert"]
    assert alert["path"] == "ducts[0].contrast.volume_ml"
    assert alert["source"] == "FR-QC, CNTXT, RPEDIA"
    assert explained["may_be_signed"] is False


def test_the_day_decides_what_lies_in_the_future() -> None:
    later, earlier = datetime.date(2026, 5, 5), datetime.date(2026, 5, 3)
    assert explain(report(), later)["may_be_signed"]
    assert not explain(report(), earlier)["may_be_signed"]


def test_an_alert_left_standing_comes_with_its_reason() -> None:
    explained = explain(report(LARGE, REASON))
    (item,) = explained["overridden"]
    assert (item["rule"], item["reason"]) == ("volume-large", "wide duct")
    assert "contrast volume exceeds 2.0 mL. Reason: wide duct" in as_text(explained)


def test_evidence_comes_with_number_and_source() -> None:
    found = {item["statement"]: item for item in explain(report(LESION))["evidence"]}
    said = "Filling defect or duct cut-off: 6 of 90 with this finding had cancer (6.7 %). Dinkel 2001"
    assert found[said]["n"] == 90 and found[said]["source"] == "DINKEL01"
    assert found[said]["path"] == "ducts[0].findings[0]"


def test_it_is_plain_values() -> None:
    explained = explain(report(LESION, LARGE, REASON))
    assert json.loads(json.dumps(explained)) == explained


def test_the_text_says_all_of_it_and_keeps_its_width() -> None:
    explained = explain(report(LESION, LARGE, {"identity.mrn": None}))
    text = as_text(explained)
    words = " ".join(text.split())
    headings = {line.split(" (")[0] for line in text.splitlines() if line and line[0] != " "}
    assert headings == {
        "INPUTS",
        "RECOMMENDATION",
        "NOTES",
        "RULES ONE INPUT SHORT OF A MATCH",
        "MISSING",
        "INCONSISTENCIES",
        "PUBLISHED EVIDENCE",
    }
    for line in (
        "What is the most suspicious finding in an opacified duct? A filling defect or duct cut-off.",
        "suspicious: The assessment is suspicious.",
        "soon; breast clinic",
        "rule categories; BIRADS; RPEDIA; ES-GOD (published classification)",
        "highly-suspicious: Which assigned BI-RADS category requires the most action? 4. Required: 5.",
        "must be corrected before signing: Enter the medical record number. [identity-mrn identity.mrn]",
        "A report must identify the patient and the examination. (ACR-COMM)",
        "correct, or acknowledge with a reason: Duct 1: contrast volume exceeds 2.0 mL. [volume-large"
        " ducts[0].contrast.volume_ml]",
        "6 of 90 with this finding had cancer (6.7 %). Dinkel 2001 [DINKEL01]",
        "do not predict the outcome for this patient",
    ):
        assert line in words
    assert max(map(len, text.splitlines())) <= WIDTH
    assert text.endswith("\n")


def test_nothing_to_remark_is_said() -> None:
    assert as_text(explain(report())).count("\n  nothing\n") == 2


def test_what_when_who_in_one_line() -> None:
    text = as_text(explain(report({"ducts[0].contrast.extravasation": "periductal", "assessments": []})))
    assert "    repeat ductography; in 7–14 days; soon; breast radiology\n" in text


def test_what_belongs_together_and_what_will_do() -> None:
    changes = {"indication.colours": ["purulent"], "assessments": []}
    words = " ".join(as_text(explain(report(changes))).split())
    said = "treat infection first and repeat ductography when discharge recurs or clinical follow-up; soon"
    assert said in words


def test_every_part_of_the_text_stands_under_its_heading_after_an_empty_line() -> None:
    text = as_text(explain(report(LESION, LARGE, REASON, {"identity.mrn": None})))
    assert f"\n\nRECOMMENDATION (table {TABLE_VERSION})\n" in text
    parts = [part.split("\n") for part in text.split("\n\n")]
    assert [part[0].split(" (")[0] for part in parts] == [
        "INPUTS",
        "RECOMMENDATION",
        "NOTES",
        "RULES ONE INPUT SHORT OF A MATCH",
        "MISSING",
        "INCONSISTENCIES",
        "ACKNOWLEDGED ALERTS",
        "PUBLISHED EVIDENCE",
    ]
    assert all(line.startswith("  ") for _heading, *lines in parts for line in lines if line)


def test_a_part_that_says_nothing_has_no_heading() -> None:
    text = as_text(explain(report(FAILED, {"indication.colours": ["bloody"], "indication.bloody": "yes"})))
    assert not {"NOTES", "ACKNOWLEDGED ALERTS", "PUBLISHED EVIDENCE"} & set(text.split("\n"))
    assert "MISSING\n  nothing\n" in text

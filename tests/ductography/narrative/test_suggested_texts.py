"""What the table suggests is told once, where a reader looks for it, and never twice."""

from django.utils.translation import override

from reporting.ductography.decision.plan_table import TABLE_VERSION
from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.suggestion_snapshot import departure, frozen
from reporting.ductography.layout.amendment_diff import printed_changes
from reporting.ductography.layout.print_state import Letterhead, PrintState
from reporting.ductography.layout.report_layout import ReportLayout, build_report_layout
from reporting.ductography.layout.text_report import render_text
from reporting.ductography.narrative import accept_suggestion, narrative
from reporting.ductography.narrative.recommendation import suggested_recommendation
from tests.ductography.clinical_reports import LESION, SOUND, Changes, report

SUSPICIOUS: Changes = {**LESION, "assessments": [{"side": "left", "birads": "4"}]}
LETTERHEAD = Letterhead("Breast Imaging")


def printed(document: ReportDocument) -> ReportLayout:
    return build_report_layout(document, PrintState(status="draft"), LETTERHEAD)


def suggestions(document: ReportDocument) -> dict[str, str]:
    """What the section on suggestions says, by its paths."""
    return {
        entry.path: entry.text
        for section in printed(document).details
        if section.key == "proposals"
        for entry in section.entries
    }


def test_it_is_written_in_the_language_that_is_spoken() -> None:
    with override("de"):
        (left,) = frozen(report(SUSPICIOUS)).breasts
        assert "Die Einstufung ist suspekt." in (left.recommendation.proposal.sentence or "")


def test_the_suggested_text_is_the_reason_and_the_numbered_steps() -> None:
    lines = suggested_recommendation(report(SUSPICIOUS, {"recommendation": None})).splitlines()
    assert lines[:4] == [
        "Left breast: The assessment is suspicious.",
        "1. Targeted ultrasound, duct 1",
        "2. Image-guided core biopsy, duct 1, if ultrasound shows the lesion",
        "3. Localisation and excision, duct 1, if ultrasound does not show the lesion",
    ]


def test_two_breasts_have_two_lists_of_steps() -> None:
    right = {**SOUND["ducts"][0], "side": "right", "findings": [{"kind": "ectasia"}]}
    document = report(SUSPICIOUS, {"recommendation": None, "ducts[1]": right})
    lines = suggested_recommendation(document).splitlines()
    assert [line for line in lines if "breast: " in line and "note" not in line][:2] == [
        "Right breast: Ductography shows a benign pattern. A benign duct pattern does not explain pathologic "
        "discharge by itself.",
        "Left breast: The assessment is suspicious.",
    ]
    assert [line[:2] for line in lines if line[0].isdigit()] == ["1.", "2.", "1.", "2.", "3."]


def test_what_was_chosen_otherwise_stands_instead_of_the_steps() -> None:
    """The suggestion stays what it was; the text of the report holds the steps of the radiologist alone."""
    assert suggested_recommendation(report(SUSPICIOUS)).startswith(
        "Left breast: The assessment is suspicious."
    )
    text = narrative(report(SUSPICIOUS)).text_of("recommendation")
    assert text.startswith("1. Image-guided core biopsy, within 2 weeks (by 18 May 2026); ")
    assert " 2. Surgical consultation, within 2 weeks (by 18 May 2026); " in text
    assert "suspicious" not in text and "ultrasound" not in text


def test_doing_something_else_is_a_departure_and_its_reason_stands_beside_what_is_done() -> None:
    chosen = report({**SUSPICIOUS, "recommendation.actions": ["clinical_follow_up"]})
    assert departure(chosen)
    assert not departure(report({**SUSPICIOUS, "recommendation.actions": ["core_biopsy"]}))
    reasoned = report(
        {
            **SUSPICIOUS,
            "recommendation.actions": ["clinical_follow_up"],
            "recommendation.departure_reason": "The patient declines a biopsy.",
        }
    )
    recommended = [entry.text for entry in printed(frozen(reasoned)).recommendation]
    assert "The patient declines a biopsy." in recommended
    assert not any("core biopsy" in text for text in recommended)


def test_the_suggestion_is_printed_once_and_last() -> None:
    document = frozen(report(SUSPICIOUS))
    told = suggestions(document)
    assert told["breasts[0].recommendation.proposal.rule_id"] == "left:birads_4"
    assert told["breasts[0].recommendation.proposal.table_version"] == TABLE_VERSION
    assert told["breasts[0].recommendation.proposal.evidence"] == "review"
    assert printed(document).details[-1].key == "proposals"
    text = render_text(document, PrintState(status="draft"), LETTERHEAD)
    assert text.count("The assessment is suspicious.") == 1
    assert text.index("The assessment is suspicious.") > text.index("Ductographic findings")


def test_an_edited_text_is_printed_with_what_was_suggested_and_an_unedited_one_is_not() -> None:
    taken = accept_suggestion(report(SUSPICIOUS), "impression")
    assert "impression.generated" not in suggestions(taken)
    edited = taken.model_copy(
        update={"impression": taken.impression.model_copy(update={"text": "Suspicious defect."})}
    )
    assert suggestions(edited)["impression.generated"] == taken.impression.generated
    assert printed(edited).result == ("Suspicious defect.",)
    deleted = taken.model_copy(update={"impression": taken.impression.model_copy(update={"text": None})})
    assert "impression.generated" not in suggestions(deleted), "nobody sees it in the form either"


def test_an_amendment_tells_what_it_changes_and_not_what_follows_from_that() -> None:
    before, after = frozen(report()), frozen(report(SUSPICIOUS))
    told = {change.path for change in printed_changes(before, after)}
    assert "breasts[0].birads" in told
    assert {path for path in told if ".recommendation.proposal" in path} == {
        "breasts[0].recommendation.proposal.sentence"
    }
    assert printed_changes(before, before) == ()
    taken = accept_suggestion(report(), "impression")
    assert {change.path for change in printed_changes(report(), taken)} == {"impression.text"}

"""Impression and recommendation read back: whole documents, two breasts, tolerances and what must stay silent."""

from pathlib import Path

import pytest
from django.utils.translation import override

from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.contradictions import words
from reporting.ductography.judgement.rules import Severity, ask
from tests.ductography.clinical_reports import Changes, report
from tests.ductography.judgement.words_examples import FOLLOW_UP, MEASURED

DOCUMENTS = Path(__file__).resolve().parent / "documents"


def raised(document: ReportDocument) -> set[str]:
    return {remark.rule_id for remark in ask(words.RULES, document)}


def stored(name: str, **impression: str) -> ReportDocument:
    document = ReportDocument.from_json((DOCUMENTS / f"{name}.json").read_text(encoding="utf-8"))
    texts = document.impression.model_copy(update=impression)
    return document.model_copy(update={"impression": texts})


def said(text: str, *changes: Changes) -> set[str]:
    return raised(report(MEASURED, {"impression.text": text}, *changes))


def test_normal_in_words_and_a_filling_defect_in_the_fields() -> None:
    (remark,) = ask(words.RULES, stored("normal_in_words"))
    assert (remark.rule_id, remark.severity, remark.path) == (
        "words-normal",
        Severity.ALERT,
        "impression.text",
    )
    assert "“Normal ductogram of the left breast.” – entered: “filling defect" in remark.message
    assert "No filling defect.” – entered: “filling defect”" in remark.message


def test_another_place_in_words_than_in_the_fields() -> None:
    clock, distance = ask(words.RULES, stored("place_in_words"))
    assert (clock.rule_id, distance.rule_id) == ("words-clock", "words-distance")
    assert "8 o'clock” – entered: “2 o’clock”" in clock.message
    assert "45 mm from the nipple.” – entered: “22 mm”" in distance.message


@pytest.mark.parametrize(
    "text",
    [
        "Filling defect of the left breast at 2 o'clock, 22 mm from the nipple.",
        "Filling defect of the left breast at 3 o'clock, 3 cm from the nipple.",
        "6 mm filling defect, BI-RADS 4A.",
        "Füllungsdefekt links zwischen 1 und 2 Uhr, 2,5 cm von der Mamille, 6 × 3 mm, Kategorie 4.",
    ],
)
def test_words_in_keeping_with_the_fields(text: str) -> None:
    assert raised(stored("place_in_words", text=text)) == set()


def test_a_sign_that_refilling_cleared_is_no_sign() -> None:
    text = "Normal ductogram. The air bubble cleared on refilling. No filling defect."
    assert raised(stored("bubble_cleared", text=text)) == set()
    # It was entered, so that it may be named.
    assert raised(stored("bubble_cleared", text="Filling defect at 2 o'clock.")) == set()


def test_the_message_follows_the_language() -> None:
    with override("de"):
        _clock, distance = ask(words.RULES, stored("place_in_words"))
    assert "eingegeben: “22 mm”" in distance.message


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Filling defect at 12:30.", set()),
        ("Filling defect at 12 o’clock.", {"words-clock"}),
        ("Filling defect between 4 and 6 o’clock.", {"words-clock"}),
        ("Filling defect between 12 and 1 o’clock.", set()),
        ("Filling defect 12 mm from the nipple.", set()),
        ("Filling defect 11 mm from the nipple.", {"words-distance"}),
        ("Filling defect 1 cm from the nipple.", {"words-distance"}),
        ("Filling defect of 4 mm.", set()),
        ("Filling defect of 9 mm.", {"words-size"}),
        ("Filling defect of 6 × 5 mm.", set()),
        ("Filling defect of 1.2 cm.", {"words-size"}),
        ("Duct dilated to 1.5 mm.", {"words-finding"}),
        ("BI-RADS 4.", set()),
        ("BI-RADS 4B.", {"words-category"}),
        ("BI-RADS 5.", {"words-category"}),
        ("Category 2.", {"words-category"}),
        ("GICS 2.", set()),  # none was chosen
        ("Extravasation.", {"words-finding"}),
        ("Left duct stenosis.", {"words-finding"}),
        ("The left duct is normal.", {"words-normal"}),
        ("No ductal lesion.", {"words-normal"}),
        ("No ectasia.", set()),
        ("Normal right ductogram.", {"words-side"}),
        ("R 10:00 defect", {"words-side"}),
        ("Cyst of the other breast, filling defect to the right of the nipple.", set()),
    ],
)
def test_what_is_said_of_one_measured_defect(text: str, rules: set[str]) -> None:
    assert said(text) == rules


# The left breast holds a filling defect at 2 o'clock, the right one nothing.
BOTH: Changes = {
    "identity.ordered_side": "both",
    "indication.discharge_sides": "both",
    "ducts[1]": {"side": "right", "clock_position": 9, "findings": [{"kind": "normal_duct"}]},
    "assessments": [{"side": "left", "birads": "4A"}, {"side": "right", "birads": "1"}],
}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Left: filling defect at 2 o’clock. Right: normal.", set()),
        ("Left normal, right filling defect.", {"words-normal", "words-finding"}),
        ("Normal ductogram of the right breast.", set()),
        ("Normal ductograms of both breasts.", {"words-normal"}),
        ("Filling defect.", set()),
        ("Cut-off.", {"words-finding"}),
        ("Filling defect at 6 o’clock.", {"words-clock"}),
        ("Right duct at 9 o’clock.", set()),
        ("No filling defect.", set()),
        ("BI-RADS 1.", set()),
        ("BI-RADS 1 left.", {"words-category"}),
        ("BI-RADS 3.", {"words-category"}),
    ],
)
def test_what_is_said_of_two_breasts(text: str, rules: set[str]) -> None:
    """Words without a side are meant of the breast that they fit."""
    assert said(text, BOTH) == rules


def test_one_of_two_ducts_may_be_normal() -> None:
    second: Changes = {
        "indication.discharging_ducts": "few",
        "ducts[1]": {"side": "left", "clock_position": 5, "findings": [{"kind": "normal_duct"}]},
    }
    assert said("The duct at 5 o’clock is normal.", second) == set()
    assert said("The ductogram is normal.", second) == {"words-normal"}


def test_what_other_parts_of_the_report_hold_may_be_told() -> None:
    study: Changes = {
        "correlation": [
            {
                "modalities": ["ultrasound"],
                "side": "left",
                "findings": [{"kind": "dilated_duct", "location": {"clock_position": 7}}],
            }
        ]
    }
    assert said("Ectasia at 7 o’clock.", study) == set()
    assert said("Ectasia at 7 o’clock.") == {"words-finding", "words-clock"}


@pytest.mark.parametrize(
    ("action", "is_raised"),
    [
        ("clinical_follow_up", True),
        ("targeted_ultrasound", True),
        ("core_biopsy", False),
        ("vacuum_biopsy", False),
        ("localised_excision", False),
        ("microdochectomy", False),
        ("total_duct_excision", False),
        ("surgical_consultation", False),
        ("other", False),
    ],
)
def test_a_biopsy_in_words_needs_an_action(action: str, is_raised: bool) -> None:
    changes: Changes = {
        **FOLLOW_UP,
        "recommendation.actions": [action],
        "recommendation.text": "Biopsy is recommended.",
    }
    assert ("words-biopsy" in raised(report(changes))) is is_raised


def test_without_a_chosen_action_a_biopsy_in_words_contradicts_nothing() -> None:
    changes: Changes = {"recommendation.actions": [], "recommendation.text": "Biopsy is recommended."}
    assert raised(report(changes)) == set()


def test_without_a_text_or_an_entry_nothing_is_compared() -> None:
    assert raised(ReportDocument()) == set()
    empty = ReportDocument().impression.model_copy(update={"text": "Filling defect at 8 o’clock, BI-RADS 4."})
    assert raised(ReportDocument().model_copy(update={"impression": empty})) == {"words-finding"}

"""The answers to single questions, term by term, as the value lists and their sources have them."""

from typing import Any

import pytest

from reporting.ductography.decision.decision_inputs import INPUTS, Input
from reporting.ductography.decision.notes import answers_of
from tests.ductography.clinical_reports import FAILED, NOT_DONE, Changes, report

BOTH: Changes = {"indication.discharge_sides": "both", "ducts[0].discharge": None}
NO_BLOOD_TOLD: Changes = {"indication.colours": [], "indication.bloody": None, "ducts[0].discharge": None}


def answer(name: str, *changes: Changes) -> str:
    return answers_of(report(*changes))[name]


@pytest.mark.parametrize("colour", ["milky", "white"])
def test_milky_from_both_breasts_is_physiologic_even_when_spontaneous(colour: str) -> None:
    assert answer("physiologic", BOTH, {"indication.colours": [colour]}) == "yes"
    assert (
        answer("physiologic", {"indication.colours": [colour], "indication.discharge_sides": "left"}) == "no"
    )


@pytest.mark.parametrize(
    "colour",
    ["yellow", "light_brown", "brown", "dark_brown", "green", "blue_green", "grey", "milky", "white"],
)
def test_coloured_discharge_of_both_breasts_is_physiologic_when_only_expressed(colour: str) -> None:
    changes = {"indication.colours": [colour], "indication.spontaneity": "expressed"}
    assert answer("physiologic", BOTH, changes) == "yes"
    assert answer("physiologic", BOTH, changes, {"indication.spontaneity": "both"}) == (
        "yes" if colour in ("milky", "white") else "no"
    )


@pytest.mark.parametrize("colour", ["clear", "serous", "black", "purulent", "bloody"])
def test_other_colours_never_are(colour: str) -> None:
    changes = {"indication.colours": ["milky", colour], "indication.spontaneity": "expressed"}
    assert answer("physiologic", BOTH, changes) == "no"


@pytest.mark.parametrize("colour", ["blood_tinged", "bright_red", "dark_red", "bloody"])
def test_blood_is_seen_by_colour(colour: str) -> None:
    assert answer("blood", NO_BLOOD_TOLD, {"indication.colours": [colour]}) == "seen"
    assert answer("blood", NO_BLOOD_TOLD, {"ducts[0].discharge.colours": [colour]}) == "seen"


@pytest.mark.parametrize("colour", ["serous", "milky", "green"])
def test_other_colours_are_not_blood(colour: str) -> None:
    assert answer("blood", NO_BLOOD_TOLD, {"indication.colours": [colour]}) == "not_seen"


@pytest.mark.parametrize("colour", ["brown", "dark_brown", "black"])
def test_dark_discharge_may_be_old_blood_until_it_is_tested(colour: str) -> None:
    dark: Changes = {"indication.colours": [colour]}
    assert answer("blood", NO_BLOOD_TOLD, dark) == "not_told"
    assert answer("blood", NO_BLOOD_TOLD, dark, {"indication.blood_test": "negative"}) == "not_seen"


@pytest.mark.parametrize("result", ["trace", "positive_1", "positive_2", "positive_3", "positive"])
def test_blood_is_found_by_any_positive_test(result: str) -> None:
    assert answer("blood", NO_BLOOD_TOLD, {"indication.blood_test": result}) == "seen"
    assert answer("blood", NO_BLOOD_TOLD, {"ducts[0].discharge.blood_test": result}) == "seen"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "not_told"),
        ({"indication.blood_test": "not_done"}, "not_told"),
        ({"indication.blood_test": "negative"}, "not_seen"),
        ({"indication.bloody": "no"}, "not_seen"),
        ({"indication.bloody": "unknown"}, "not_told"),
        ({"indication.bloody": "yes"}, "seen"),
    ],
)
def test_blood_that_was_not_seen_is_not_blood_that_was_not_told(changes: Changes, expected: str) -> None:
    assert answer("blood", NO_BLOOD_TOLD, changes) == expected


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("not_indicated", "not_indicated"),
        ("no_discharge_today", "no_discharge"),
        ("extravasation", "extravasation"),
        ("reflux_only", "reflux"),
        ("incomplete_filling", "incomplete"),
        ("orifice_not_found", "other"),
        ("consent_withdrawn", "other"),
    ],
)
def test_what_stood_in_the_way_of_an_examination_that_was_not_done(reason: str, expected: str) -> None:
    for base in (FAILED, NOT_DONE):
        assert answer("obstacle", base, {"outcome.reasons": [reason], "ducts": []}) == expected
    failed: dict[str, Any] = {
        "side": "left",
        "cannulation": {"outcome": "failed", "failure_reasons": [reason]},
    }
    assert answer("obstacle", FAILED, {"outcome.reasons": [], "ducts": [failed]}) == expected


@pytest.mark.parametrize("status", ["failed", "not_attempted"])
def test_without_a_reason_nothing_stood_in_the_way(status: str) -> None:
    assert answer("obstacle", {"outcome": {"status": status}, "ducts": []}) == "none"


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        ([], "none"),
        ([{"gics": "5"}], "none"),
        (["0"], "0"),
        (["1"], "1-2"),
        (["2"], "1-2"),
        (["3", "2"], "3"),
        (["4", "3"], "4"),
        (["4C"], "4"),
        (["5", "4C"], "5"),
        (["6", "0"], "6"),
        (["0", "1"], "0"),
        (["2", "0"], "0"),
        (["3", "0"], "0"),
        (["0", "4A"], "4"),
    ],
)
def test_the_category_that_asks_for_most_counts(categories: list[Any], expected: str) -> None:
    chosen = [item if isinstance(item, dict) else {"birads": item} for item in categories]
    assert answer("category", {"assessments": chosen}) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [("one", "one"), ("few", "several"), ("several", "several"), ("unknown", "unknown"), (None, "not_told")],
)
def test_how_many_ducts_discharge(count: str | None, expected: str) -> None:
    assert answer("ducts", {"indication.discharging_ducts": count}) == expected


@pytest.mark.parametrize("question", INPUTS, ids=lambda question: question.name)
def test_an_input_is_a_question_with_different_answers(question: Input) -> None:
    assert str(question.label).endswith("?")
    assert len(question.answers) == len(set(question.answers)) > 1

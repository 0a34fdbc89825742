"""Of each rule that looks at a list of answers: which of them meet it, and which do not.

The lists are typed from the sources that the rules name, not taken from the program; every answer that a list of the
document offers is tried.
"""

from typing import Any

import pytest

from reporting.ductography.vocabulary import (
    Birads,
    ComplicationKind,
    DischargeColour,
    Extravasation,
    Gics,
    IncompleteReason,
    Outcome,
    PreContrastMammogram,
    Pregnancy,
    RecommendedAction,
    UpstreamFilling,
    ViewPhase,
)
from reporting.ductography.vocabulary.terms import Term
from tests.ductography.clinical_reports import LESION, SOUND, Changes, report
from tests.ductography.rule_examples import by_rule

TISSUE = {"core_biopsy", "vacuum_biopsy", "localised_excision", "microdochectomy", "total_duct_excision"}
REFERRED_ON = TISSUE | {"surgical_consultation", "multidisciplinary"}
FOLLOW_UP = {"imaging_follow_up", "clinical_follow_up"}
IMAGING = {
    "repeat_ductography",
    "reschedule",
    "targeted_ultrasound",
    "additional_mammography",
    "spot_magnification",
    "contrast_mri",
    "ductoscopy",
    "compare_with_priors",
}
SUSPICIOUS = {"4", "4A", "4B", "4C", "5"}
ACTIONS = {str(action.value) for action in RecommendedAction}


def meeting(rule_id: str, vocabulary: type[Term], changes: dict[str, Any]) -> set[str]:
    """The answers of the list at which the rule speaks; ``changes`` holds one ``...`` where the answer goes."""

    def filled(value: Any, answer: str) -> Any:
        if isinstance(value, list):
            return [filled(item, answer) for item in value]
        if isinstance(value, dict):
            return {name: filled(item, answer) for name, item in value.items()}
        return answer if value is ... else value

    answers = [str(term.value) for term in vocabulary]
    return {answer for answer in answers if by_rule(report(filled(changes, answer)), rule_id)}


def chosen(birads: Any, action: Any) -> Changes:
    return {
        "assessments": [{"side": "left", "birads": birads}],
        "recommendation": {"actions": [action], "responsible": ["referrer"]},
        "communications": None,
    }


@pytest.mark.parametrize(
    ("rule_id", "birads", "expected"),
    [
        ("suspicious-without-tissue", "4", ACTIONS - REFERRED_ON),
        ("benign-with-biopsy", "2", TISSUE),
        ("probably-benign-without-follow-up", "3", ACTIONS - FOLLOW_UP - REFERRED_ON),
        ("incomplete-without-imaging", "0", ACTIONS - IMAGING),
        ("nothing-although-suspicious", "5", {"no_further_action"}),
    ],
)
def test_what_a_category_asks_for(rule_id: str, birads: str, expected: set[str]) -> None:
    assert meeting(rule_id, RecommendedAction, chosen(birads, ...)) == expected


@pytest.mark.parametrize(
    ("rule_id", "action", "expected"),
    [
        ("suspicious-without-tissue", "routine_screening", SUSPICIOUS),
        ("benign-with-biopsy", "core_biopsy", {"1", "2"}),
        ("probably-benign-without-follow-up", "routine_screening", {"3"}),
        ("incomplete-without-imaging", "routine_screening", {"0"}),
        ("nothing-although-suspicious", "no_further_action", SUSPICIOUS | {"0", "6"}),
        ("urgent-and-nobody-told", "core_biopsy", {"4C", "5"}),
    ],
)
def test_which_category_asks_for_it(rule_id: str, action: str, expected: set[str]) -> None:
    assert meeting(rule_id, Birads, chosen(..., action)) == expected


@pytest.mark.parametrize("right", ["1", "2", "4"])
def test_a_biopsy_of_one_breast_is_not_for_the_category_of_the_other(right: str) -> None:
    changes = chosen("2", "core_biopsy")
    other = {"side": "right", "birads": right, "recommendation": {"steps": [{"action": "core_biopsy"}]}}
    document = report(changes, {"breasts": [other]})
    expected = {"Left"} | ({"Right"} if right != "4" else set())
    found = by_rule(document, "benign-with-biopsy")
    assert {remark.message.split()[0] for remark in found} == expected


def test_a_biopsy_without_a_side_may_be_for_either_breast() -> None:
    changes = chosen("2", "core_biopsy")
    changes |= {
        "assessments": [{"side": "right", "birads": "4"}, {"birads": "2"}],
        "identity.ordered_side": "both",
    }
    changes |= {"ducts[1]": {"side": "right"}}
    assert by_rule(report(changes), "benign-with-biopsy") == []


@pytest.mark.parametrize(
    "rule_id",
    ["suspicious-without-tissue", "probably-benign-without-follow-up", "incomplete-without-imaging"],
)
@pytest.mark.parametrize("birads", ["0", "3", "4"])
def test_without_any_action_the_advice_is_missing_and_not_wrong(rule_id: str, birads: str) -> None:
    changes = {**chosen(birads, "other"), "recommendation": None}
    assert by_rule(report(changes), rule_id) == []


@pytest.mark.parametrize(
    ("birads", "far"),
    [
        ("0", set()),
        ("1", {"3", "4", "5"}),
        ("2", {"4", "5"}),
        ("3", {"1", "5"}),
        ("4", {"1", "2"}),
        ("4A", {"1", "2"}),
        ("5", {"1", "2", "3"}),
        ("6", set()),
    ],
)
def test_categories_of_both_scales_two_steps_apart(birads: str, far: set[str]) -> None:
    both = {"assessments": [{"side": "left", "birads": birads, "gics": ...}]}
    assert meeting("categories-far-apart", Gics, both) == far


@pytest.mark.parametrize(
    "sign",
    [
        "suspicious_microcalcification",
        "architectural_distortion",
        "mass",
        "enlarged_axillary_nodes",
        "skin_or_nipple_change",
    ],
)
def test_a_sign_in_the_breast_is_not_negative(sign: str) -> None:
    assert by_rule(report({f"breast.{sign}": "present"}), "negative-with-findings")
    assert not by_rule(report({f"breast.{sign}": "absent"}), "negative-with-findings")


@pytest.mark.parametrize("scale", [{"birads": "1"}, {"gics": "1"}])
def test_either_scale_may_call_it_negative(scale: dict[str, str]) -> None:
    changes = {"assessments": [{"side": "left", **scale}], "breast.mass": "present"}
    assert by_rule(report(changes), "negative-with-findings")


@pytest.mark.parametrize("scale", [{"birads": "2"}, {"gics": "2"}])
@pytest.mark.parametrize("kind", ["filling_defect", "cut_off", "wall_irregularity"])
def test_either_scale_may_call_it_benign(scale: dict[str, str], kind: str) -> None:
    changes = {
        **LESION,
        "ducts[0].findings[0].kind": kind,
        "assessments": [{"side": "left", **scale}],
    }
    assert by_rule(report(changes), "benign-with-lesion")


# Filling
def test_what_leaves_a_duct_does_not_fill_it() -> None:
    leak = {"ducts[0].contrast.extravasation": ...}
    outside = {"periductal", "parenchymal"}
    assert meeting("extravasation-with-complete-filling", Extravasation, leak) == outside
    assert meeting("extravasation-cause", Extravasation, leak) == outside


def test_what_is_not_opacified_is_not_completely_filled() -> None:
    hidden = {"not_opacified", "partly_opacified"}
    assert meeting("complete-but-not-beyond", UpstreamFilling, {"ducts[0].filling.upstream": ...}) == hidden


def test_which_views_show_a_filled_duct() -> None:
    views = {"ducts[0].views": [{"projection": "cc", "phase": ...}, {"projection": "ml", "phase": ...}]}
    assert meeting("no-filled-view", ViewPhase, views) == {"before_contrast", "after_evacuation"}
    unknown = {"projection": "cc", "phase": None, "not_recorded": ["phase"]}
    assert not by_rule(report({"ducts[0].views": [unknown]}), "no-filled-view")
    before = {"comparison.pre_contrast_mammogram": None, **views}
    assert meeting("no-image-before-contrast", ViewPhase, before) == {
        "early_filling",
        "filled",
        "after_evacuation",
    }


def test_which_images_before_contrast_are_images() -> None:
    images = {"comparison.pre_contrast_mammogram": ...}
    assert meeting("no-image-before-contrast", PreContrastMammogram, images) == {"not_obtained"}


def test_pus_alone_keeps_contrast_out() -> None:
    for path in ("indication.colours", "ducts[0].discharge.colours"):
        assert meeting("purulent-and-filled", DischargeColour, {path: [...]}) == {"purulent"}


def test_which_colours_are_bloody() -> None:
    bloody = {"blood_tinged", "bright_red", "dark_red", "bloody"}
    assert meeting("blood-denied", DischargeColour, {"indication.colours": [...]}) == bloody
    seen = {"ducts[0].discharge.colours": [...]}
    assert meeting("negative-test-and-blood", DischargeColour, seen) == bloody


@pytest.mark.parametrize(
    ("volume_ml", "rules"),
    [
        (0, {"filled-with-nothing"}),
        (0.1, set()),
        (2.0, set()),
        (2.1, {"volume-large"}),
        (9.9, {"volume-large"}),
        (10, {"volume-of-a-decimal-slip"}),
        (20, {"volume-of-a-decimal-slip"}),
    ],
)
def test_which_volumes_are_large_or_a_slip(volume_ml: float, rules: set[str]) -> None:
    document = report({"ducts[0].contrast.volume_ml": volume_ml})
    volumes = ("filled-with-nothing", "volume-large", "volume-of-a-decimal-slip")
    assert {rule_id for rule_id in volumes if by_rule(document, rule_id)} == rules


@pytest.mark.parametrize(
    ("distance_mm", "rules"),
    [
        (40, set()),
        (41, {"distance-unusual"}),
        (150, {"distance-unusual"}),
        (151, {"distance-implausible"}),
    ],
)
def test_which_distances_are_unusual_or_implausible(distance_mm: int, rules: set[str]) -> None:
    document = report(LESION, {"ducts[0].findings[0].location.distance_from_nipple_mm": distance_mm})
    distances = ("distance-unusual", "distance-implausible")
    assert {rule_id for rule_id in distances if by_rule(document, rule_id)} == rules


@pytest.mark.parametrize(("status", "asked"), [(None, True), ("succeeded", True), ("failed", False)])
def test_a_second_projection_is_owed_unless_the_examination_was_stopped(
    status: str | None, asked: bool
) -> None:
    changes = {"outcome.status": status, "ducts[0].views": [{"projection": "cc"}]}
    assert bool(by_rule(report(changes), "one-projection-only")) is asked


# Course
def test_which_complications_are_reactions_to_contrast() -> None:
    """ACRCM: allergic-like and physiologic reactions, of which the vasovagal one is physiologic."""
    events = {"complications": {"occurrence": "occurred", "events": [{"kind": ...}]}}
    assert meeting("reaction-type", ComplicationKind, events) == {
        "urticaria",
        "rash",
        "swelling",
        "adverse_reaction",
        "vasovagal",
    }


def test_which_complications_are_a_leak() -> None:
    events = {"complications": {"occurrence": "occurred", "events": [{"kind": ...}]}}
    assert meeting("extravasation-denied", ComplicationKind, events) == {"extravasation", "duct_perforation"}
    reasons = {"outcome": {"status": "partially_succeeded", "reasons": [...]}}
    assert meeting("extravasation-denied", IncompleteReason, reasons) == {"extravasation"}


def test_a_leak_told_of_the_examination_is_not_told_of_one_of_two_ducts() -> None:
    changes: Changes = {
        "ducts[1]": {**SOUND["ducts"][0], "contrast": {"extravasation": "periductal"}},
        "complications": {"occurrence": "occurred", "events": [{"kind": "extravasation"}]},
    }
    assert by_rule(report(changes), "extravasation-denied") == []


def test_which_outcomes_leave_something_to_explain() -> None:
    status = {"outcome": {"status": ...}}
    assert meeting("outcome-reasons", Outcome, status) == {"partially_succeeded", "failed", "not_attempted"}
    assert meeting("outcome-limitations", Outcome, status) == {"partially_succeeded"}
    assert meeting("assessment", Outcome, {**status, "assessments": []}) == {
        "succeeded",
        "partially_succeeded",
    }
    entered = {"ducts[0].cannulation": {"outcome": ...}}
    assert meeting("cannulation-failure-reason", Outcome, entered) == {"failed", "not_attempted"}


# Persons
def test_which_pregnancies_count() -> None:
    """Pregnant and possibly pregnant; an unknown one is asked for by the safety check."""
    history = {"indication.pregnancy": ...}
    maybe = {"pregnant", "possible"}
    assert meeting("pregnant", Pregnancy, history) == maybe
    assert meeting("pregnancy-told-twice", Pregnancy, history) == maybe
    assert meeting("man-with-pregnancy", Pregnancy, {**history, "identity.sex": "male"}) == maybe


@pytest.mark.parametrize(
    "answer",
    [
        {"indication.lactation": "lactating"},
        {"indication.menopausal_status": "postmenopausal"},
        {"indication.births": 1},
        {"indication.cycle_day": 7},
    ],
)
def test_each_answer_that_no_man_gives(answer: Changes) -> None:
    assert by_rule(report({"identity.sex": "male", **answer}), "man-with-pregnancy")
    assert not by_rule(report(answer), "man-with-pregnancy")


@pytest.mark.parametrize(
    "answer",
    [{"indication.births": 0}, {"indication.menopausal_status": "not_applicable"}],
)
def test_answers_that_fit_a_man(answer: Changes) -> None:
    assert not by_rule(report({"identity.sex": "male", **answer}), "man-with-pregnancy")


# Other times and other people may be of the other side; so may what the program wrote.
@pytest.mark.parametrize(
    "changes",
    [
        {"origin.citation": "right breast"},
        {"identity.referrer": "right breast"},
        {"comparison.earlier_studies": [{"modalities": ["mammography"], "comment": "right breast"}]},
        {"correlation": [{"modalities": ["mri"], "comment": "right breast"}]},
        {"indication.surgery": [{"kind": "lumpectomy", "comment": "right breast"}]},
        {"indication.family_history_text": "sister: right breast"},
        {"subsequent_procedures": [{"kind": "lumpectomy", "comment": "right breast"}]},
        {"later_course.comment": "right breast"},
        {"communications": [{"recipient": "right breast clinic"}]},
        {"overrides": [{"rule_id": "volume-large", "path": "p", "reason": "right breast"}]},
        {"impression.generated": "right breast"},
        {"recommendation.generated": "right breast"},
        {"recommendation.proposal.sentence": "right breast"},
    ],
)
def test_what_is_not_of_this_examination_may_name_the_other_side(changes: Changes) -> None:
    assert by_rule(report(changes), "side-in-words") == []

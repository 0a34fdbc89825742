"""What counts as departing from the proposal: less, later or less urgent, never more."""

from dataclasses import replace
from typing import Any

import pytest
from reporting.ductography.decision.recommendations import AdviceRule, rules

from reporting.ductography.decision.recommendation_deviation import departs
from reporting.ductography.document import Recommendation
from reporting.ductography.vocabulary import IntervalUnit


def rule(name: str) -> AdviceRule:
    return next(rule for rule in rules() if rule.id == name)


def chosen(**answers: Any) -> Recommendation:
    return Recommendation.model_validate(answers, strict=False)


REPEAT = {"actions": ("repeat_ductography",), "urgency": "soon"}


@pytest.mark.parametrize(
    ("name", "answers", "departure"),
    [
        # one of the alternatives is enough, more is welcome
        ("failed", {"actions": ("contrast_mri",)}, False),
        ("failed", {"actions": ("contrast_mri", "cytology")}, False),
        ("failed", {"actions": ("clinical_follow_up",)}, True),
        # what belongs together is needed together
        ("infection", {"actions": ("treat_infection", "reschedule")}, False),
        ("infection", {"actions": ("treat_infection", "clinical_follow_up")}, False),
        ("infection", {"actions": ("reschedule",)}, True),
        ("infection", {"actions": ("treat_infection",)}, True),
        # nothing chosen is a gap
        ("failed", {"actions": ()}, False),
        ("failed", {"actions": (), "urgency": "routine"}, False),
        # urgency
        ("highly-suspicious", {"actions": ("core_biopsy",), "urgency": "urgent"}, False),
        ("highly-suspicious", {"actions": ("core_biopsy",), "urgency": "soon"}, True),
        ("highly-suspicious", {"actions": ("core_biopsy",)}, False),
        ("normal", {"actions": ("clinical_follow_up",), "urgency": "urgent"}, False),
        ("suspicious", {"actions": ("core_biopsy",), "urgency": "routine"}, True),
        # time: 7 to 14 days
        ("extravasation", {**REPEAT, "within": 14, "interval_unit": "days"}, False),
        ("extravasation", {**REPEAT, "within": 2, "interval_unit": "weeks"}, False),
        ("extravasation", {**REPEAT, "within": 15, "interval_unit": "days"}, True),
        ("extravasation", {**REPEAT, "within": 3, "interval_unit": "weeks"}, True),
        ("extravasation", {**REPEAT, "within": 7, "interval_unit": "days"}, False),
        ("extravasation", {**REPEAT, "within": 6, "interval_unit": "days"}, True),
        ("extravasation", {**REPEAT, "within": 30}, False),
        ("extravasation", REPEAT, False),
        # time: 6 months
        (
            "probably-benign",
            {"actions": ("imaging_follow_up",), "within": 6, "interval_unit": "months"},
            False,
        ),
        (
            "probably-benign",
            {"actions": ("imaging_follow_up",), "within": 12, "interval_unit": "months"},
            True,
        ),
        (
            "probably-benign",
            {"actions": ("imaging_follow_up",), "within": 3, "interval_unit": "months"},
            True,
        ),
        (
            "probably-benign",
            {"actions": ("imaging_follow_up",), "within": 26, "interval_unit": "weeks"},
            False,
        ),
        (
            "probably-benign",
            {"actions": ("imaging_follow_up",), "within": 27, "interval_unit": "weeks"},
            True,
        ),
        (
            "probably-benign",
            {"actions": ("imaging_follow_up",), "within": 25, "interval_unit": "weeks"},
            True,
        ),
        (
            "probably-benign",
            {"actions": ("imaging_follow_up",), "within": 180, "interval_unit": "days"},
            False,
        ),
        # where no time is proposed any is free
        ("normal", {"actions": ("clinical_follow_up",), "within": 24, "interval_unit": "months"}, False),
    ],
)
def test_departure(name: str, answers: dict[str, Any], departure: bool) -> None:
    assert departs(chosen(**answers), rule(name)) is departure


@pytest.mark.parametrize(("days", "departure"), [(6, True), (7, False), (14, False), (15, True)])
def test_the_earliest_and_the_latest_time_are_of_the_same_unit(days: int, departure: bool) -> None:
    in_weeks = replace(rule("extravasation"), not_before=1, within=2, unit=IntervalUnit.WEEKS)
    assert departs(chosen(**REPEAT, within=days, interval_unit="days"), in_weeks) is departure

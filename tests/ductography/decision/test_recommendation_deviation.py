"""What counts as differing from the suggested plans: less, later or less urgent, never more."""

from dataclasses import replace
from typing import Any

import pytest

from reporting.ductography.decision.breast_plan import BreastPlan, plans
from reporting.ductography.decision.recommendation_deviation import departs
from reporting.ductography.document import ReportDocument
from reporting.ductography.vocabulary import IntervalUnit
from tests.ductography.clinical_reports import FAILED, SOUND, Changes, report
from tests.ductography.decision.plan_cases import (
    ARTEFACT,
    DEFECT,
    IRREGULAR,
    LEAKED,
    NOT_PATHOLOGIC,
    birads,
    earlier,
)

OTHER_BREAST = {**SOUND["ducts"][0], "side": "right"}
SITUATIONS: dict[str, tuple[Changes, ...]] = {
    "normal, pathologic": (),
    "normal, pathologic, MRI negative": (earlier("mri"),),
    "normal, pathologic, BI-RADS 3": (birads("3"),),
    "normal, not pathologic": (NOT_PATHOLOGIC,),
    "probably benign": (NOT_PATHOLOGIC, birads("3")),
    "extravasation": (LEAKED,),
    "failed": (FAILED,),
    "artefact": (ARTEFACT,),
    "lesion": (DEFECT,),
    "lesion, BI-RADS 0": (DEFECT, birads("0")),
    "irregular defect": (IRREGULAR,),
    "BI-RADS 4": (DEFECT, birads("4A")),
    "BI-RADS 5": (IRREGULAR, birads("5")),
    "BI-RADS 6": (birads("6"),),
    "malignant cells": ({"indication.cytology_results": ["malignant_cells"]},),
    "infection": ({"safety.acute_inflammation.status": "present"},),
    "infection and a lesion": (DEFECT, {"safety.acute_inflammation.status": "present"}),
    "lesion right, normal left": (
        {
            "ducts[1]": {**OTHER_BREAST, "findings": [{"kind": "filling_defect", "contour": "smooth"}]},
            "identity.ordered_side": "both",
            "assessments": [],
        },
    ),
    "not performed, green": (
        {"outcome": {"status": "not_attempted"}, "ducts": [], "assessments": []},
        {"indication.colours": ["green"]},
    ),
}
REPEAT = {"actions": ("repeat_ductography",), "urgency": "soon"}


def suggested(name: str) -> tuple[BreastPlan, ...]:
    return plans(report(*SITUATIONS[name]))


def chosen(name: str, **answers: Any) -> ReportDocument:
    """The report of a situation in which these steps are recommended."""
    lists = {key: list(value) if isinstance(value, tuple) else value for key, value in answers.items()}
    return report(*SITUATIONS[name], {"recommendation": lists})


@pytest.mark.parametrize(
    ("name", "answers", "departure"),
    [
        # a normal duct does not explain pathologic discharge: one of the steps, or what serves the same end
        ("normal, pathologic", {"actions": ("contrast_mri",)}, False),
        ("normal, pathologic", {"actions": ("surgical_consultation",)}, False),
        ("normal, pathologic", {"actions": ("contrast_mammography",)}, False),
        ("normal, pathologic", {"actions": ("ductoscopy",)}, False),
        ("normal, pathologic", {"actions": ("microdochectomy",)}, False),
        ("normal, pathologic", {"actions": ("clinical_follow_up", "contrast_mri")}, False),
        ("normal, pathologic", {"actions": ("clinical_follow_up",)}, True),
        ("normal, pathologic", {"actions": ("targeted_ultrasound",)}, True),
        ("normal, pathologic", {"actions": ("no_further_action",)}, True),
        ("normal, pathologic, MRI negative", {"actions": ("clinical_follow_up",)}, False),
        ("normal, pathologic, MRI negative", {"actions": ("routine_screening",)}, True),
        ("normal, pathologic, BI-RADS 3", {"actions": ("imaging_follow_up",)}, True),
        # without pathologic discharge nothing but routine is suggested
        ("normal, not pathologic", {"actions": ("routine_screening",)}, False),
        ("normal, not pathologic", {"actions": ("core_biopsy",)}, False),
        # nothing chosen is a gap
        ("normal, pathologic", {"actions": ()}, False),
        ("normal, pathologic", {"actions": (), "urgency": "routine"}, False),
        # “other” is told in words, which nobody can compare
        ("lesion", {"actions": ("other",)}, False),
        # a lesion
        ("lesion", {"actions": ("core_biopsy",)}, False),
        ("lesion", {"actions": ("vacuum_biopsy",)}, False),
        ("lesion", {"actions": ("surgical_consultation",)}, False),
        ("lesion", {"actions": ("spot_magnification",)}, False),
        ("lesion", {"actions": ("compare_with_priors",)}, True),
        ("lesion", {"actions": ("clinical_follow_up",)}, True),
        ("lesion", {"actions": ("imaging_follow_up",)}, True),
        ("lesion", {"actions": ("repeat_ductography",)}, True),
        ("lesion, BI-RADS 0", {"actions": ("repeat_ductography",)}, False),
        ("lesion, BI-RADS 0", {"actions": ("compare_with_priors",)}, True),
        ("irregular defect", {"actions": ("clinical_follow_up",)}, True),
        ("irregular defect", {"actions": ("core_biopsy",)}, False),
        # categories
        ("BI-RADS 4", {"actions": ("multidisciplinary",)}, False),
        ("BI-RADS 6", {"actions": ("targeted_ultrasound",)}, True),
        ("BI-RADS 6", {"actions": ("multidisciplinary",)}, False),
        # evidence outside the duct
        ("malignant cells", {"actions": ("clinical_follow_up",)}, True),
        ("malignant cells", {"actions": ("routine_screening",)}, True),
        ("malignant cells", {"actions": ("contrast_mri",)}, False),
        # not read
        ("failed", {"actions": ("contrast_mri",)}, False),
        ("failed", {"actions": ("contrast_mri", "cytology")}, False),
        ("failed", {"actions": ("reschedule",)}, False),
        ("failed", {"actions": ("targeted_ultrasound",)}, False),
        ("failed", {"actions": ("clinical_follow_up",)}, True),
        ("artefact", {"actions": ("repeat_ductography",)}, False),
        ("artefact", {"actions": ("clinical_follow_up",)}, True),
        # every rank that is present needs its step
        ("infection", {"actions": ("treat_infection",)}, False),
        ("infection", {"actions": ("clinical_follow_up",)}, True),
        ("infection and a lesion", {"actions": ("core_biopsy", "treat_infection")}, False),
        ("infection and a lesion", {"actions": ("core_biopsy",)}, True),
        ("infection and a lesion", {"actions": ("treat_infection",)}, True),
        # and so does every breast
        ("lesion right, normal left", {"actions": ("core_biopsy",)}, False),
        ("lesion right, normal left", {"actions": ("targeted_ultrasound",)}, True),
        # not performed, without a reason to go on
        ("not performed, green", {"actions": ("clinical_follow_up",)}, False),
        # urgency
        ("BI-RADS 5", {"actions": ("core_biopsy",), "urgency": "urgent"}, False),
        ("BI-RADS 5", {"actions": ("core_biopsy",), "urgency": "soon"}, True),
        ("BI-RADS 5", {"actions": ("core_biopsy",)}, False),
        ("BI-RADS 4", {"actions": ("core_biopsy",), "urgency": "routine"}, True),
        ("normal, not pathologic", {"actions": ("clinical_follow_up",), "urgency": "urgent"}, False),
        # time: 7 to 14 days
        ("extravasation", {**REPEAT, "within": 14, "interval_unit": "days"}, False),
        ("extravasation", {**REPEAT, "within": 2, "interval_unit": "weeks"}, False),
        ("extravasation", {**REPEAT, "within": 15, "interval_unit": "days"}, True),
        ("extravasation", {**REPEAT, "within": 3, "interval_unit": "weeks"}, True),
        ("extravasation", {**REPEAT, "within": 7, "interval_unit": "days"}, False),
        ("extravasation", {**REPEAT, "within": 6, "interval_unit": "days"}, True),
        ("extravasation", {**REPEAT, "within": 30}, False),
        ("extravasation", REPEAT, False),
        # where no time is suggested any is free
        (
            "normal, pathologic",
            {"actions": ("contrast_mri",), "urgency": "soon", "within": 24, "interval_unit": "months"},
            False,
        ),
    ],
)
def test_departure(name: str, answers: dict[str, Any], departure: bool) -> None:
    assert departs(chosen(name, **answers), suggested(name)) is departure


@pytest.mark.parametrize(
    ("within", "unit", "departure"),
    [
        (6, "months", False),
        (12, "months", True),
        (3, "months", True),
        (26, "weeks", False),
        (27, "weeks", True),
        (25, "weeks", True),
        (180, "days", False),
    ],
)
def test_six_months_in_any_unit(within: int, unit: str, departure: bool) -> None:
    """BI-RADS 3: imaging in six months, whatever else is chosen."""
    name = "normal, pathologic, BI-RADS 3"
    answers = {"actions": ("contrast_mri", "imaging_follow_up"), "within": within, "interval_unit": unit}
    assert departs(chosen(name, **answers), suggested(name)) is departure


@pytest.mark.parametrize(("days", "departure"), [(6, True), (7, False), (14, False), (15, True)])
def test_the_earliest_and_the_latest_time_are_of_the_same_unit(days: int, departure: bool) -> None:
    (plan,) = suggested("extravasation")
    steps = tuple(
        replace(step, not_before=1, within=2, unit=IntervalUnit.WEEKS) if step.unit else step
        for step in plan.steps
    )
    in_weeks = replace(plan, steps=steps)
    assert (
        departs(chosen("extravasation", **REPEAT, within=days, interval_unit="days"), (in_weeks,))
        is departure
    )


def test_the_breast_that_departs_may_be_any() -> None:
    right, left = suggested("lesion right, normal left")
    follow_up = chosen("lesion right, normal left", actions=("targeted_ultrasound",))
    assert not departs(follow_up, (right,))
    assert departs(follow_up, (left,)) and departs(follow_up, (left, right))


MAN: Changes = {"identity.sex": "male", "indication.pregnancy": None}
ECZEMA: Changes = {"indication.nipple_skin_changes": ["eczema"]}


@pytest.mark.parametrize(
    ("situation", "actions", "departure"),
    [
        # a surgeon's opinion is not optional for a man; elsewhere MRI alone is an answer
        (MAN, ["contrast_mri"], True),
        (MAN, ["contrast_mri", "surgical_consultation"], False),
        ({}, ["contrast_mri"], False),
        # an eczematous nipple needs tissue whatever imaging shows
        (ECZEMA, ["diagnostic_mammography"], True),
        (ECZEMA, ["diagnostic_mammography", "nipple_skin_biopsy"], False),
        (ECZEMA, ["surgical_consultation"], False),
        (ECZEMA, ["other"], False),
    ],
)
def test_some_steps_have_no_alternative(situation: Changes, actions: list[str], departure: bool) -> None:
    document = report(situation, {"recommendation": {"actions": actions}})
    assert departs(document, plans(document)) is departure

"""Time and responsibility: on either side of every limit, in every unit, and for the categories next to it."""

import datetime

import pytest

from reporting.ductography.document import RecommendationStep
from reporting.ductography.document.due_dates import due_date
from reporting.ductography.judgement.contradictions.timing import RULES
from reporting.ductography.vocabulary import IntervalUnit
from tests.ductography.clinical_reports import LESION, Changes, report
from tests.ductography.rule_examples import ALERT, PROHIBIT, Example, by_rule, speaks_as_expected

CELLS: Changes = {"indication.cytology_results": ["malignant_cells"]}
RESPONSIBLE = "breasts[0].recommendation.steps[0].responsible"


def plan(
    birads: str | None, within: int | None, unit: str | None, urgency: str | None = None, **more: object
) -> Changes:
    """The report of a lesion with a category, and a biopsy recommended within some time."""
    chosen = {
        "actions": ["core_biopsy"],
        "responsible": ["breast_clinic"],
        "within": within,
        "interval_unit": unit,
        "urgency": urgency,
        **more,
    }
    return {
        **LESION,
        "assessments": [{"side": "left", **({"birads": birads} if birads else {"gics": "4"})}],
        "recommendation": {name: value for name, value in chosen.items() if value is not None},
    }


EXAMPLES = [
    *(
        Example(
            "interval-order",
            PROHIBIT,
            "breasts[0].recommendation.steps[0].not_before",
            plan("4A", 7, "days", not_before=earliest),
            plan("4A", 7, "days", not_before=nearly),
        )
        for earliest, nearly in ((14, 7), (8, 0), (8, None))
    ),
    Example(
        "interval-order",
        PROHIBIT,
        "breasts[0].recommendation.steps[0].not_before",
        plan("4A", 0, "days", not_before=1),
        plan("4A", None, "days", not_before=1),
    ),
    *(
        Example(
            "too-late-category-5",
            ALERT,
            "breasts[0].recommendation.steps[0].within",
            plan("5", *late),
            plan("5", *nearly),
        )
        for late, nearly in (
            ((15, "days"), (14, "days")),
            ((3, "weeks"), (2, "weeks")),
            ((12, "months"), (0, "months")),
            ((1, "months", "soon"), (2, "weeks", "soon")),
        )
    ),
    Example(
        "too-late-category-5",
        ALERT,
        "breasts[0].recommendation.steps[0].within",
        plan("5", 4, "weeks"),
        plan("4C", 4, "weeks"),
    ),
    Example(
        "too-late-category-5",
        ALERT,
        "breasts[0].recommendation.steps[0].within",
        plan("5", None, "weeks", not_before=4),
        plan("5", 4, None),
    ),
    *(
        Example(
            "too-late-category-4",
            ALERT,
            "breasts[0].recommendation.steps[0].within",
            plan(birads, *late),
            plan("4", *nearly),
        )
        for birads, late, nearly in (
            ("4", (43, "days"), (42, "days")),
            ("4A", (7, "weeks"), (6, "weeks")),
            ("4B", (2, "months"), (1, "months")),
            ("4C", (12, "months"), (1, "months")),
        )
    ),
    Example(
        "too-late-category-4",
        ALERT,
        "breasts[0].recommendation.steps[0].within",
        plan("4A", 7, "weeks"),
        plan("5", 7, "weeks"),
    ),
    *(
        Example(
            "too-late-urgent",
            ALERT,
            "breasts[0].recommendation.steps[0].within",
            plan(birads, *late, "urgent"),
            plan(birads, *nearly, urgency),
        )
        for birads, late, nearly, urgency in (
            ("4C", (8, "days"), (7, "days"), "urgent"),
            ("4C", (12, "months"), (1, "weeks"), "urgent"),
            ("4A", (2, "weeks"), (2, "weeks"), "soon"),
            (None, (1, "months"), (1, "months"), "routine"),
        )
    ),
    *(
        Example(
            "too-late-soon",
            ALERT,
            "breasts[0].recommendation.steps[0].within",
            plan(None, *late, "soon"),
            plan(None, *nearly, urgency),
        )
        for late, nearly, urgency in (
            ((43, "days"), (42, "days"), "soon"),
            ((2, "months"), (1, "months"), "soon"),
            ((2, "months"), (2, "months"), "routine"),
        )
    ),
    *(
        Example(
            "birads3-interval",
            ALERT,
            "breasts[0].recommendation.steps[0].within",
            plan("3", *wrong, actions=["imaging_follow_up"]),
            plan("3", *right, actions=["imaging_follow_up"]),
        )
        for wrong, right in (
            ((3, "months"), (4, "months")),
            ((9, "months"), (8, "months")),
            ((12, "months"), (6, "months")),
            ((2, "weeks"), (26, "weeks")),
            ((90, "days"), (180, "days")),
            ((16, "weeks"), (17, "weeks")),
        )
    ),
    *(
        Example(
            "birads3-interval",
            ALERT,
            "breasts[0].recommendation.steps[0].within",
            plan("3", 2, "weeks", actions=["imaging_follow_up", "surgical_consultation"]),
            nearly,
        )
        for nearly in (
            plan("3", 2, "weeks", actions=["surgical_consultation"]),
            plan("2", 12, "months", actions=["imaging_follow_up"]),
        )
    ),
    *(
        Example(
            "patient-alone",
            ALERT,
            RESPONSIBLE,
            plan("4A", 2, "weeks", responsible=["patient"], actions=[action]),
            plan("4A", 2, "weeks", responsible=["patient", "referrer"], actions=[action]),
        )
        for action in (
            "core_biopsy",
            "vacuum_biopsy",
            "localised_excision",
            "microdochectomy",
            "total_duct_excision",
        )
    ),
    Example(
        "patient-alone",
        ALERT,
        RESPONSIBLE,
        plan("4A", 2, "weeks", responsible=["patient"], actions=["core_biopsy", "clinical_follow_up"]),
        plan("4A", 2, "weeks", responsible=["patient"], actions=["clinical_follow_up"]),
    ),
    *(
        Example(
            rule_id,
            ALERT,
            f"breasts[0].recommendation.steps[0].{name}",
            {**plan("4A", 2, "weeks", "soon"), **given, f"recommendation.{name}": None},
            {**plan(None, 2, "weeks", "soon"), f"recommendation.{name}": None},
        )
        for rule_id, name in (("time-missing", "within"), ("urgency-missing", "urgency"))
        for given in (
            {},
            {"assessments": [{"side": "left", "birads": "5"}]},
            {"assessments": [{"side": "left", "birads": "6"}]},
            {"assessments": [], "ducts[0].findings[0].contour": "irregular"},
            {"assessments": [], **CELLS},
            {"assessments": [], "breast.mass": "present"},
            {"assessments": [], "indication.palpable_mass": "yes"},
            {"assessments": [], "indication.nipple_skin_changes": ["eczema"]},
        )
    ),
    Example(
        "time-missing",
        ALERT,
        "breasts[0].recommendation.steps[0].within",
        plan("4A", None, None, "soon"),
        plan("4A", 0, "days"),
    ),
    Example(
        "time-missing",
        ALERT,
        "breasts[0].recommendation.steps[0].within",
        plan("4A", None, None),
        {"recommendation": None},
    ),
    *(
        Example(
            "urgency-missing",
            ALERT,
            "breasts[0].recommendation.steps[0].urgency",
            plan("4A", 2, "weeks", "routine"),
            plan("4A", 2, "weeks", urgency),
        )
        for urgency in ("soon", "urgent")
    ),
    Example(
        "urgency-missing",
        ALERT,
        "breasts[0].recommendation.steps[0].urgency",
        {**plan("3", 2, "weeks", "routine"), **CELLS},
        {**plan("3", 2, "weeks", "routine"), "indication.cytology_results": ["foam_cells"]},
    ),
    *(
        Example(
            "responsible-missing",
            PROHIBIT,
            RESPONSIBLE,
            {"recommendation": {"actions": [action]}},
            {"recommendation": {"actions": [action], "responsible": ["patient"]}},
        )
        for action in ("clinical_follow_up", "contrast_mri", "core_biopsy", "reschedule")
    ),
    *(
        Example(
            "responsible-missing",
            PROHIBIT,
            RESPONSIBLE,
            {"recommendation": {"actions": ["contrast_mri"], "not_recorded": ["responsible"]}},
            {"recommendation": {"actions": [action]}},
        )
        for action in ("no_further_action", "routine_screening")
    ),
    Example(
        "responsible-missing",
        PROHIBIT,
        RESPONSIBLE,
        {"recommendation.responsible": None},
        {"recommendation": None},
    ),
    *(
        Example(
            "due-passed",
            ALERT,
            "breasts[0].recommendation.steps[0].within",
            {**plan("4A", within, unit, "soon"), "identity.examination_date": examined},
            {**plan("4A", within, unit, "soon"), "identity.examination_date": nearly},
        )
        for within, unit, examined, nearly in (
            (2, "weeks", "2026-04-20", "2026-04-21"),
            (7, "days", "2026-04-27", "2026-04-28"),
            (1, "months", "2026-04-04", "2026-04-05"),
            (6, "months", "2025-11-04", "2025-11-05"),
            (0, "days", "2026-05-04", "2026-05-05"),
        )
    ),
    Example(
        "due-passed",
        ALERT,
        "breasts[0].recommendation.steps[0].within",
        {**plan("4A", 2, "weeks"), "identity.examination_date": "2025-05-05"},
        {**plan("4A", None, "weeks"), "identity.examination_date": "2025-05-05"},
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule_id)
def test_rule_speaks_of_the_wrong_time_and_of_nothing_near_it(example: Example) -> None:
    assert speaks_as_expected(example)


def test_every_rule_has_examples() -> None:
    assert {rule.id for rule in RULES} == {example.rule_id for example in EXAMPLES}


def test_of_several_limits_the_shortest_is_named() -> None:
    found = {rule.id for rule in RULES if by_rule(report(plan("5", 12, "months", "urgent")), rule.id)}
    assert found == {"too-late-urgent"}


@pytest.mark.parametrize(
    ("within", "unit", "expected"),
    [
        (1, "months", datetime.date(2026, 2, 28)),
        (13, "months", datetime.date(2027, 2, 28)),
        (2, "weeks", datetime.date(2026, 2, 14)),
        (3, "days", datetime.date(2026, 2, 3)),
    ],
)
def test_a_month_ends_with_its_last_day(within: int, unit: str, expected: datetime.date) -> None:
    chosen = RecommendationStep(within=within, interval_unit=IntervalUnit(unit))  # type: ignore[call-arg]
    assert due_date(chosen, datetime.date(2026, 1, 31)) == expected


def test_a_due_date_beyond_the_calendar_is_none() -> None:
    for unit in IntervalUnit:
        chosen = RecommendationStep(within=999, interval_unit=unit)
        assert due_date(chosen, datetime.date(9999, 12, 31)) is None
    assert due_date(RecommendationStep(within=1, interval_unit=IntervalUnit.DAYS), None) is None

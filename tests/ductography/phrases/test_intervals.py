"""A time reads the same in every output, and the sentence of a rule names the numbers of its time."""

import datetime
import re
from typing import Any

import pytest
from django.utils import translation

from reporting.ductography.decision.breast_plan import Step
from reporting.ductography.decision.plan_table import PlanRow, rows
from reporting.ductography.document import (
    BreastConclusion,
    Identity,
    Recommendation,
    RecommendationStep,
    ReportDocument,
)
from reporting.ductography.layout.print_state import Letterhead
from reporting.ductography.layout.report_header import recommendation_lines
from reporting.ductography.leaflets.patient_summary import patient_summary
from reporting.ductography.narrative.plan_text import step_text, time_of
from reporting.ductography.narrative.recommendation import recommendation
from reporting.ductography.phrases.intervals import timeframe
from reporting.ductography.phrases.recommended_steps import step_line

TIMES: list[tuple[dict[str, Any], str, str]] = [
    ({"not_before": 6, "within": 6, "interval_unit": "months"}, "in 6 months", "in 6 Monaten"),
    ({"not_before": 1, "within": 1, "interval_unit": "months"}, "in 1 month", "in 1 Monat"),
    ({"not_before": 18, "within": 18, "interval_unit": "weeks"}, "in 18 weeks", "in 18 Wochen"),
    ({"within": 6, "interval_unit": "weeks"}, "within 6 weeks", "innerhalb von 6 Wochen"),
    ({"within": 1, "interval_unit": "weeks"}, "within 1 week", "innerhalb von 1 Woche"),
    ({"within": 1, "interval_unit": "days"}, "within 1 day", "innerhalb von 1 Tag"),
    ({"not_before": 0, "within": 3, "interval_unit": "days"}, "within 3 days", "innerhalb von 3 Tagen"),
    ({"not_before": 7, "within": 14, "interval_unit": "days"}, "in 7–14 days", "in 7–14 Tagen"),
    ({"not_before": 1, "within": 3, "interval_unit": "months"}, "in 1–3 months", "in 1–3 Monaten"),
    ({"not_before": 7, "interval_unit": "days"}, "no earlier than 7 days", "frühestens nach 7 Tagen"),
    ({"not_before": 1, "interval_unit": "days"}, "no earlier than 1 day", "frühestens nach 1 Tag"),
    ({"not_before": 2, "within": 4}, "", ""),
    ({"interval_unit": "days"}, "", ""),
]


def wanted(**answers: Any) -> RecommendationStep:
    return RecommendationStep.model_validate({"action": "imaging_follow_up", **answers}, strict=False)


@pytest.mark.parametrize(("answers", "english", "german"), TIMES)
def test_a_time_has_one_wording_in_each_language(answers: dict[str, Any], english: str, german: str) -> None:
    with translation.override("en"):
        assert timeframe(wanted(**answers)) == english
    with translation.override("de"):
        assert timeframe(wanted(**answers)) == german


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("answers", "english", "german"), TIMES)
def test_every_output_has_that_wording(
    answers: dict[str, Any], english: str, german: str, language: str
) -> None:
    told = BreastConclusion(recommendation=Recommendation(steps=(wanted(**answers),)))
    report = ReportDocument(identity=Identity(patient_name="A"), breasts=(told,))
    words = {"en": english, "de": german}[language]
    with translation.override(language):
        outputs = {
            "header": "\n".join(recommendation_lines(report)),
            "narrative": " ".join(recommendation(report)),
            "leaflet": str(patient_summary(report, Letterhead("Clinic", "", ""))),
        }
    for name, text in outputs.items():
        if words:
            assert words in text or words[0].upper() + words[1:] in text, name
        else:
            assert not re.search(r"\d (day|week|month|Tag|Woche|Monat)", text), name


EXAMINED = datetime.date(2026, 1, 31)


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ({}, "Follow-up imaging"),
        ({"urgency": "urgent"}, "Follow-up imaging; priority: urgent"),
        (
            {"within": 2, "interval_unit": "weeks", "urgency": "soon"},
            "Follow-up imaging, within 2 weeks (by 14 February 2026); priority: soon",
        ),
        # A month ends on its last day, in a leap year too.
        ({"within": 1, "interval_unit": "months"}, "Follow-up imaging, within 1 month (by 28 February 2026)"),
        (
            {"not_before": 25, "within": 25, "interval_unit": "months"},
            "Follow-up imaging, in 25 months (by 29 February 2028)",
        ),
        (
            {"within": 11, "interval_unit": "months"},
            "Follow-up imaging, within 11 months (by 31 December 2026)",
        ),
        ({"not_before": 7, "interval_unit": "days"}, "Follow-up imaging, no earlier than 7 days"),
    ],
)
def test_the_last_day_and_the_priority_follow_the_time(answers: dict[str, Any], line: str) -> None:
    assert step_line(wanted(**answers), EXAMINED) == line


def test_a_last_day_that_no_calendar_has_is_left_out() -> None:
    last = wanted(within=999, interval_unit="months")
    assert step_line(last, datetime.date(9999, 1, 1)) == "Follow-up imaging, within 999 months"


TABLE_TIMES = [row for row in rows() if row.unit]


@pytest.mark.parametrize("row", TABLE_TIMES, ids=lambda row: f"{row.action.value}-{row.condition}")
def test_a_step_names_the_numbers_of_its_time(row: PlanRow) -> None:
    """The table: 7–14 days after an extravasation, 6 months for BI-RADS 3, and nothing else."""
    step = Step(
        row.action,
        None,
        (),
        row.condition,
        row.not_before,
        row.within,
        row.unit,
        row.urgency,
        row.responsible,
        None,
        row.citation,
        row.strength,
    )
    expected = {
        "repeat_ductography": ("in 7–14 days", "in 7–14 Tagen"),
        "imaging_follow_up": ("in 6 months", "in 6 Monaten"),
    }
    for language, words in zip(("en", "de"), expected[row.action.value], strict=True):
        with translation.override(language):
            assert time_of(step) == words and words in step_text(step)

"""Single answers in prose: the sentence that each gives, and that none is said of what was not answered."""

from typing import Any

import pytest

from reporting.ductography.layout.print_state import Letterhead
from reporting.ductography.leaflets.preparation_leaflet import preparation_leaflet
from reporting.ductography.narrative import narrative
from tests.ductography.clinical_reports import LESION, report

TOLD = {"recipient": "Dr Finn", "communicated_at": "2026-05-04T12:00:00Z", "method": "telephone"}
TOLD_SENTENCES = (
    "The result was communicated to Dr Finn.",
    "Date and time: 4 May 2026, 12:00 UTC.",
    "Method: telephone.",
)
# The reason for the suggested plan, which stands while nothing else is recommended.
WORK_UP = "Left breast: A suspicious finding outside the opacified duct needs work-up"
EXCISION = {"kind": "excision", "side": "left", "margin_mm": 2}


def said(*changes: dict[str, Any]) -> list[str]:
    """The sentences that the report has beyond those of the sound one."""
    before = {text for part in narrative(report()).paragraphs for text in part.sentences}
    after = (text for part in narrative(report(*changes)).paragraphs for text in part.sentences)
    return [sentence for sentence in after if sentence not in before]


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"indication.had_surgery": "yes"}, ["Prior breast surgery."]),
        (
            {
                "indication.had_surgery": "yes",
                "indication.surgery": [{"kind": "lumpectomy", "side": "left", "years_before": 1}],
            },
            ["Prior procedure: lumpectomy in the left breast, 1 year before this examination."],
        ),
        (
            {"indication.nipple_skin_changes": ["retraction", "ulceration"]},
            [
                "There is nipple retraction and nipple ulceration.",
            ],
        ),
        # technique
        ({"ducts[0].cannulation.depth_mm": 0}, ["The cannula could not be advanced."]),
        (
            {"ducts[0].discharge": {"seen_today": "yes"}},
            ["Discharge was seen on the day of the examination."],
        ),
        (
            {"ducts[0].discharge": {"seen_today": "no"}},
            ["No discharge was present on the day of the examination."],
        ),
        ({"ducts[0].trigger_zone": {"found": "yes"}}, ["A trigger zone was identified."]),
        (
            {"ducts[0].trigger_zone": {"found": "yes", "clock_position": 2}},
            ["The trigger zone is at 2 o’clock in the left breast."],
        ),
        (
            {"added_procedures": [{"kind": "needle_localisation", "side": "left"}]},
            ["Additional procedure: needle localisation in the left breast."],
        ),
        (
            {"added_procedures": [{"kind": "needle_localisation", "distance_from_nipple_mm": 20}]},
            ["Additional procedure: needle localisation in the breast, 20 mm from the nipple."],
        ),
        (
            {
                "added_procedures": [
                    {"kind": "needle_localisation", "side": "left", "distance_from_nipple_mm": 20}
                ]
            },
            ["Additional procedure: needle localisation in the left breast, 20 mm from the nipple."],
        ),
        ({"ducts[0].cannulation.attempts": 0}, ["Cannulation was not attempted."]),
        ({"ducts[0].cannulation.attempts": 1}, ["1 cannulation attempt."]),
        ({"ducts[0].cannulation.attempts": 2}, ["2 cannulation attempts."]),
        (
            {"ducts[0].cannulation": {"orifice_zone": "central", "orifice_clock_position": 9}},
            ["The orifice is at 9 o’clock on the left nipple, in its centre."],
        ),
        (
            {"ducts[0].contrast": {"concentration_mg_i_per_ml": 300}},
            ["The iodine concentration was 300 mg I/mL."],
        ),
        (
            {"ducts[0].discharge": {"colours": ["yellow"]}},
            ["The discharge on the day of the examination is yellow."],
        ),
        (
            {"ducts[0].views": [{"not_recorded": ["projection"]}]},
            ["The projections of the images are not recorded."],
        ),
        (
            {"ducts[0].views": [{"not_recorded": ["projection"]}, {"projection": "cc"}]},
            ["Post-injection images: craniocaudal (CC)."],
        ),
        (
            {"complications": {"occurrence": "occurred", "events": [{"kind": "bleeding"}]}},
            ["Bleeding occurred."],
        ),
        (
            {
                "complications": {
                    "occurrence": "occurred",
                    "events": [{"kind": "vasovagal", "severity": "mild", "reaction_type": "physiologic"}],
                }
            },
            ["A vasovagal reaction occurred (mild, physiologic)."],
        ),
        # the breast outside the ducts
        ({"breast.findings": [{"side": "left"}]}, []),
        ({"breast.findings": [{"side": "left", "comment": "a scar"}]}, ["a scar."]),
        (
            {"breast.mass": "present"},
            ["Outside the examined ducts: a mass in the left breast."],
        ),
        (
            {"breast.mass": "present", "breast.findings": [{"kind": "mass", "side": "left"}]},
            ["There is a mass in the left breast."],
        ),
        (
            {"breast.mass": "not_assessable"},
            ["The presence of a mass in the left breast could not be assessed."],
        ),
        # other studies, and later
        (
            {
                "comparison.earlier_studies": [
                    {"modalities": ["ultrasound"], "performed": "2026-01-02", "result": "negative"}
                ]
            },
            ["Ultrasound (2 January 2026) was negative."],
        ),
        (
            {"subsequent_procedures": [{"kind": "excision", "side": "left", "performed": "2026-06-01"}]},
            ["Subsequent procedure: excision in the left breast, 1 June 2026."],
        ),
        (
            {"comparison.earlier_studies": [{"modalities": ["ultrasound"], "side": "left"}]},
            ["Ultrasound of the left breast is available."],
        ),
        (
            {
                "comparison.earlier_studies": [
                    {
                        "modalities": ["ultrasound"],
                        "findings": [
                            {"kind": "mass", "presence": "absent"},
                            {"kind": "cyst", "presence": "absent"},
                        ],
                    }
                ]
            },
            ["On ultrasound there is no mass and no cyst."],
        ),
        (
            {"breast.findings": [{"kind": "mass"}, {"kind": "mass", "presence": "absent"}]},
            [
                "There is a mass in the left breast.",
                "There is no mass in the left breast.",
            ],
        ),
        (
            {"subsequent_procedures": [EXCISION]},
            ["Subsequent procedure: excision in the left breast.", "The margin was 2 mm."],
        ),
        (
            {"subsequent_procedures": [{**EXCISION, "margin_direction": "deep"}]},
            ["Subsequent procedure: excision in the left breast.", "The deep margin was 2 mm."],
        ),
        ({"later_course": {"follow_up_months": 1}}, ["The patient was followed up for 1 month."]),
        ({"later_course": {"follow_up_months": 6}}, ["The patient was followed up for 6 months."]),
        # category and what to do next
        (
            {"assessments": [{"side": "left", "birads": "2"}]},
            ["Assessment of the left breast: BI-RADS 2 – benign."],
        ),
        ({"communications": [{**TOLD, "read_back": "yes"}]}, [*TOLD_SENTENCES, "Read-back confirmed."]),
        ({"communications": [{**TOLD, "read_back": "no"}]}, [*TOLD_SENTENCES, "Read-back not obtained."]),
        ({"communications": [TOLD]}, [*TOLD_SENTENCES]),
    ],
)
def test_an_answer_gives_its_sentences(changes: dict[str, Any], sentences: list[str]) -> None:
    assert said(changes) == sentences


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ({"not_before": 2, "interval_unit": "weeks"}, "no earlier than 2 weeks"),
        ({"within": 6, "interval_unit": "months"}, "within 6 months (by 4 November 2026)"),
        ({"not_before": 7, "within": 14, "interval_unit": "days"}, "in 7–14 days (by 18 May 2026)"),
        ({"not_before": 18, "within": 18, "interval_unit": "weeks"}, "in 18 weeks (by 7 September 2026)"),
    ],
)
def test_the_time_of_a_step_is_said_with_its_last_day(time: dict[str, Any], told: str) -> None:
    actions = {"actions": ["contrast_mri"], "responsible": ["breast_surgeon"]}
    assert said({"recommendation": {**actions, **time}}) == [
        f"1. Contrast-enhanced MRI, {told}; responsible: breast surgeon."
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"indication.nipple_skin_changes": ["ulceration"]}, f"{WORK_UP}: eczematous or ulcerated nipple."),
        ({"breast.mass": "present"}, f"{WORK_UP}: mass."),
        ({"breast.findings": [{"kind": "mass", "side": "left"}]}, f"{WORK_UP}: mass."),
    ],
)
def test_the_suggested_plan_stands_with_its_reason_while_nothing_is_recommended(
    changes: dict[str, Any], reason: str
) -> None:
    (plan,) = (text for text in said(changes, {"recommendation": None}) if text.startswith(WORK_UP))
    assert plan.startswith(f"{reason} 1. ")


@pytest.mark.parametrize(
    ("missing", "unstated"),
    [(["clock_position", "distance_from_nipple_mm"], True), (["clock_position"], False), ([], False)],
)
def test_a_place_is_unstated_when_neither_hour_nor_distance_is_recorded(
    missing: list[str], unstated: bool
) -> None:
    finding = {"kind": "filling_defect", "location": {"not_recorded": missing}}
    sentence = "The position of the finding in the breast is not recorded."
    assert (sentence in said({"ducts[0].findings": [finding]})) is unstated


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            {"presence": "not_assessable"},
            "The presence of a filling defect in the left breast could not be assessed.",
        ),
        ({"count": 2}, "There are 2 filling defects in the left breast."),
        ({"count": 1}, "There is a single filling defect in the left breast."),
        ({"multiplicity": "multiple"}, "There are multiple filling defects in the left breast."),
    ],
)
def test_how_many_filling_defects_and_whether_they_are_there(answer: dict[str, Any], sentence: str) -> None:
    assert sentence in said({"ducts[0].findings": [{"kind": "filling_defect", **answer}]})


def test_what_lies_beside_a_finding_is_said_with_it() -> None:
    finding = {"kind": "filling_defect", "adjacent_mass": "present", "adjacent_calcification": "absent"}
    sentence = "The filling defect has an adjacent mass and has no adjacent calcification."
    assert sentence in said({"ducts[0].findings": [finding]})


def test_without_words_the_impression_is_the_finding_and_the_category() -> None:
    (paragraph,) = (
        part
        for part in narrative(report(LESION, {"impression": None})).paragraphs
        if part.key == "impression"
    )
    assert paragraph.sentences == (
        "There is a single filling defect at 2 o’clock in the left breast, 20 mm from the nipple; it has a smooth "
        "contour.",
        "Assessment of the left breast: BI-RADS 4A – low suspicion for malignancy.",
    )


def test_the_sheet_before_the_examination_has_every_part_in_its_order() -> None:
    sheet = preparation_leaflet(Letterhead("Breast Imaging", phone="555 0100"))
    assert [section.key for section in sheet.sections] == [
        "about",
        "before",
        "day",
        "after",
        "call",
        "questions",
    ]
    for section in sheet.sections:
        assert section.title and section.title != "None"
        assert section.sentences or section.points
    assert any("trouble breathing" in sentence for sentence in sheet.section("call").sentences)
    assert "555 0100" in " ".join(sheet.section("questions").sentences)

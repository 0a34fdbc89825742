"""Number, article, side and units in the sentences of the narrative."""

import json
from typing import Any

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.document.formatting import format_partial_date
from reporting.ductography.narrative import narrative
from reporting.ductography.phrases.grammar import (
    format_size,
    free_text_sentences,
    join_with_and,
    join_with_or,
)


def told(key: str, **parts: Any) -> str:
    return narrative(ReportDocument.from_json(json.dumps(parts))).text_of(key)


def duct(**parts: Any) -> dict[str, Any]:
    return {"side": "right", **parts}


def finding(**parts: Any) -> str:
    return told("findings", ducts=[duct(findings=[{"kind": "filling_defect", **parts}])])


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({}, "There is a filling defect in the right breast."),
        ({"multiplicity": "single"}, "There is a single filling defect in the right breast."),
        ({"count": 1}, "There is a single filling defect in the right breast."),
        ({"multiplicity": "multiple"}, "There are multiple filling defects in the right breast."),
        ({"count": 2}, "There are 2 filling defects in the right breast."),
        ({"multiplicity": "multiple", "count": 5}, "There are 5 filling defects in the right breast."),
        ({"contour": "irregular"}, "The filling defect has an irregular contour."),
        ({"contour": "irregular", "count": 3}, "The filling defects have irregular contours."),
        (
            {"shape": "round", "lumen_effect": "partial"},
            "The filling defect is round and partially obstructs the lumen.",
        ),
        ({"length_mm": 4.5}, "The filling defect is 4.5 mm long."),
        ({"width_mm": 2}, "The filling defect is 2 mm wide."),
        ({"length_mm": 6, "width_mm": 3}, "The filling defect measures 6 × 3 mm."),
        (
            {"extent_mm": 12, "multiplicity": "multiple"},
            "The filling defects extend 12 mm along the duct.",
        ),
        ({"branch_order": "peripheral", "count": 2}, "The filling defects are in peripheral branches."),
        ({"along_duct": "away_from_nipple"}, "is in the upstream part of the duct."),
        ({"possible_artefacts": ["air", "clot"]}, "The filling defect may represent air or clotted blood."),
        ({"possible_artefacts": ["none"]}, "Artefact is not suspected."),
        ({"presence": "absent"}, "There is no filling defect in the examined duct of the right breast."),
        (
            {"presence": "not_assessable"},
            "The presence of a filling defect in the right breast could not be assessed.",
        ),
    ],
)
def test_number_and_article_of_a_finding(parts: dict[str, Any], sentence: str) -> None:
    assert sentence in finding(**parts)


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ({"clock_position": 2}, "at 2 o’clock in the right breast"),
        (
            {"clock_position": 2, "region": "upper_inner"},
            "at 2 o’clock in the right breast (upper inner quadrant)",
        ),
        ({"region": "subareolar"}, "in the subareolar region of the right breast"),
        ({"region": "axilla"}, "in the right axilla"),
        ({"direction_from_nipple": "lateral"}, "in the right breast, lateral to the nipple"),
        (
            {"direction_from_nipple": "superior", "direction_degree": "marked"},
            "in the right breast, well above the nipple",
        ),
        ({"distance_from_nipple_mm": 22.5}, "in the right breast, 22.5 mm from the nipple"),
        (
            {"distance_from_nipple_mm": 22, "approximate": "yes"},
            "in the right breast, about 22 mm from the nipple",
        ),
        ({"depth_from_skin_mm": 9}, "in the right breast, 9 mm deep to the skin"),
        ({"distance_from_chest_wall_mm": 40}, "in the right breast, 40 mm from the chest wall"),
        ({"depth_third": "posterior"}, "in the right breast, in the posterior third"),
    ],
)
def test_places_name_the_breast(location: dict[str, Any], place: str) -> None:
    assert f"There is a filling defect {place}." in finding(location=location)


@pytest.mark.parametrize(
    ("side", "words"),
    [
        ({"side": "left"}, "in the left breast"),
        ({"side": "right"}, "in the right breast"),
        ({"not_recorded": ["side"]}, "in the breast (side not recorded)"),
        ({}, "in the breast"),
    ],
)
def test_the_side_is_said_as_it_is_known(side: dict[str, Any], words: str) -> None:
    assert f"There is duct ectasia {words}." in told(
        "findings", ducts=[{**side, "findings": [{"kind": "ectasia"}]}]
    )


@pytest.mark.parametrize(
    ("identity", "patient"),
    [
        ({"sex": "female", "age_years": 80}, "An 80-year-old woman"),
        ({"sex": "male", "age_years": 18}, "An 18-year-old man"),
        ({"sex": "female", "age_years": 11}, "An 11-year-old woman"),
        ({"sex": "female", "age_years": 81}, "An 81-year-old woman"),
        ({"sex": "male", "age_years": 79}, "A 79-year-old man"),
        ({"sex": "female", "age_years": 110}, "A 110-year-old woman"),
        ({"sex": "other", "age_years": 44}, "A 44-year-old patient"),
        ({"sex": "female"}, "A woman"),
        ({}, "A patient"),
        (
            {"sex": "female", "birth_date": "1985-11-02", "examination_date": "2026-03-24"},
            "A 40-year-old woman",
        ),
        (
            {"sex": "female", "birth_date": "1985-11-02", "examination_date": "2026-11-01"},
            "A 40-year-old woman",
        ),
        (
            {"sex": "female", "birth_date": "1985-11-02", "examination_date": "2026-11-02"},
            "A 41-year-old woman",
        ),
    ],
)
def test_the_patient_by_age_and_sex(identity: dict[str, Any], patient: str) -> None:
    text = told("indication", identity=identity, indication={"discharge": "yes"})
    assert text == f"{patient} has nipple discharge."


@pytest.mark.parametrize(
    ("months", "sentence"),
    [
        (1, "The discharge has been present for 1 month."),
        (2, "The discharge has been present for 2 months."),
        (1.5, "The discharge has been present for 1.5 months."),
        (0, "The discharge has been present for 0 months."),
    ],
)
def test_number_of_months(months: float, sentence: str) -> None:
    assert sentence in told("indication", indication={"duration_months": months})


@pytest.mark.parametrize(
    ("wanted", "time"),
    [
        ({"within": 1, "interval_unit": "weeks"}, "within 1 week"),
        ({"within": 6, "interval_unit": "months"}, "within 6 months"),
        ({"not_before": 7, "within": 14, "interval_unit": "days"}, "in 7–14 days"),
        ({"not_before": 1, "interval_unit": "months"}, "no earlier than 1 month"),
        ({"not_before": 3, "interval_unit": "weeks"}, "no earlier than 3 weeks"),
    ],
)
def test_times(wanted: dict[str, Any], time: str) -> None:
    sentence = told("recommendation", recommendation={"actions": ["imaging_follow_up"], **wanted})
    assert sentence == f"1. Follow-up imaging, {time}."


@pytest.mark.parametrize(
    ("contrast", "sentences"),
    [
        ({"agent": "iohexol", "volume_ml": 0.25}, "0.25 mL of iohexol was injected."),
        ({"volume_ml": 1}, "1 mL of contrast was injected."),
        (
            {"agent": "iohexol", "concentration_mg_i_per_ml": 300},
            "The contrast agent was iohexol (300 mg I/mL).",
        ),
        ({"agent": "iohexol", "not_recorded": ["volume_ml"]}, "The volume of contrast is not recorded."),
        ({"volume_ml": 1, "not_recorded": ["agent"]}, "The contrast agent is not recorded."),
        (
            {"endpoints": ["fullness", "pain"]},
            "The injection was stopped at a sensation of fullness and pain.",
        ),
        ({"extravasation": "none"}, "No extravasation."),
    ],
)
def test_contrast_with_units(contrast: dict[str, Any], sentences: str) -> None:
    assert sentences in told("technique", ducts=[duct(contrast=contrast)])


def test_images_are_grouped_by_phase_and_their_technique_is_said_once() -> None:
    views = [
        {
            "projection": "ml",
            "phase": "filled",
            "technique": "ffdm",
            "modifiers": ["magnification", "rolled_medial"],
        },
        {"projection": "cc", "phase": "before_contrast", "technique": "ffdm"},
        {"projection": "cc", "phase": "filled", "technique": "ffdm"},
    ]
    assert told("technique", ducts=[duct(views=views)]) == (
        "Pre-contrast images: craniocaudal (CC). Post-injection images: mediolateral (ML) with "
        "magnification and rolled medially and craniocaudal (CC). Acquired with digital mammography."
    )


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (0, "No discharging orifice was seen on the right nipple."),
        (1, "1 discharging orifice was seen on the right nipple."),
        (2, "2 discharging orifices were seen on the right nipple."),
    ],
)
def test_number_of_orifices(number: int, sentence: str) -> None:
    assert sentence in told("technique", ducts=[duct(cannulation={"discharging_orifices": number})])


def test_free_text_becomes_sentences() -> None:
    assert free_text_sentences("one  line\n\n second line.\nreally?") == [
        "one line.",
        "second line.",
        "really?",
    ]
    assert free_text_sentences(None) == free_text_sentences(" \n ") == []


def test_lists_sizes_and_dates() -> None:
    assert (
        join_with_and(["a"]) == "a"
        and join_with_and(["a", "b"]) == "a and b"
        and join_with_and("abc") == "a, b and c"
    )
    assert join_with_or("abc") == "a, b or c"
    assert format_size(None, None) == "" and format_size(2.0, None, 3.5) == "2 × 3.5 mm"
    assert [format_partial_date(text) for text in ("2015", "2015-06", "2015-06-30")] == [
        "2015",
        "June 2015",
        "30 June 2015",
    ]

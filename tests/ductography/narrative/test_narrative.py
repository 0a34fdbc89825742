"""Published cases in prose: every fact of the source stands in its paragraph. Expectations: the publications."""

import json
from pathlib import Path
from typing import Any

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.narrative import narrative, suggested_impression, suggested_recommendation

CASES = Path(__file__).parents[3] / "fixtures" / "cases"


def case(name: str) -> ReportDocument:
    return ReportDocument.from_json((CASES / f"{name}.json").read_bytes())


def report(**parts: Any) -> ReportDocument:
    return ReportDocument.from_json(json.dumps(parts))


FACTS: dict[str, dict[str, tuple[str, ...]]] = {
    "c02": {
        "indication": (
            "A 40-year-old woman has nipple discharge from the left breast.",
            "clear and serous",
            "watery",
            "comes from one duct",
            "No bloody discharge from the contralateral nipple.",
            "No mass is palpable.",
            "No skin changes.",
        ),
        "technique": (
            "in the centre of the left nipple",
            "The contrast agent and its volume are not recorded.",
        ),
        "findings": (
            "The examined duct of the left breast is dilated.",
            "There is a duct cut-off (obstruction) in the left breast. The cut-off is abrupt.",
            "There is no filling defect in the examined duct of the left breast.",
        ),
        "comparison": (
            "Mammography was negative.",
            "no nipple retraction",
            "On ultrasound there is a dilated duct",
            "There is no intraductal mass or nodule.",
            "On contrast-enhanced MRI there is a dilated duct",
            "There is no mass.",
            "Pathology: intraductal papilloma. The lesion was single and was small.",
        ),
        "recommendation": ("The recommendation is not recorded.",),
    },
    "c03": {
        "indication": (
            "A 64-year-old woman has nipple discharge from the left breast.",
            "The colour of the discharge is not recorded.",
        ),
        "technique": ("Post-injection images: craniocaudal (CC) and mediolateral (ML).",),
        "findings": (
            "The duct at 9 o’clock in the left breast is dilated.",
            "There is a filling defect in the left breast, slightly medial to the nipple, 15 mm deep to the skin.",
            "The filling defect completely obstructs the lumen and is 2 mm thick.",
            "The duct upstream of the obstruction is not opacified; the full extent of the lesion "
            "and the upstream duct could not be evaluated.",
        ),
        "breast": (
            "There is calcification in the upper inner quadrant of the left breast. The "
            "calcification is of popcorn form. The appearance suggests hyalinised fibroadenoma.",
            "Outside the examined ducts: no suspicious calcification, no architectural distortion and no enlarged "
            "axillary lymph nodes in the left breast",
        ),
        "complications": ("Whether there were complications is not recorded.",),
        "comparison": (
            "On ultrasound there is a dilated duct at 9 o’clock in the left breast. The duct is 20 mm long and "
            "contains fluid.",
            "measures 3.7 × 1.7 mm, is hypoechoic and shows no vascularity",
            "There is a mass at 11 o’clock in the left breast. The mass is oval, measures 20 × 14 × 8 mm, is "
            "hypoechoic and shows macrocalcification.",
            "Subsequent procedure: microdochectomy at 9 o’clock in the left breast. Pathology: papilloma.",
            "Subsequent procedure: excision at 11 o’clock in the left breast. Pathology: fibroadenoma.",
        ),
        "impression": ("completely obstructs the lumen", "full extent of the lesion"),
    },
    "c05": {
        "indication": ("A 47-year-old woman has nipple discharge from the right breast.", "serous"),
        "technique": ("Cytology of the discharge showed normal epithelial cells and debris.",),
        "findings": ("There is a single filling defect in the right breast, about 30 mm from the nipple.",),
        "comparison": ("Pathology: papilloma. The lesion was single and had a lobulated contour.",),
    },
    "c07": {
        "indication": ("the side is not recorded", "clear and bloody", "spontaneous"),
        "technique": (
            "ductogram repeated on the day of surgery, guided by an alphanumeric compression paddle",
            "needle localisation, target: a filling defect",
            "orthogonal view after localisation",
            "No lesion is visible in the specimen. The wire is no longer in the specimen. Contrast is no longer "
            "visible in the specimen.",
        ),
        "findings": (
            "a duct cut-off (obstruction) in the subareolar region of the breast (side not recorded)",
            "directly behind the nipple, 30 mm from the nipple. The filling defect is central within the lumen.",
        ),
        "comparison": ("excision after localisation. Pathology: papilloma.",),
    },
    "c10": {
        "indication": (
            "A patient has nipple discharge from the right breast.",
            "bloody by history and is persistent",
        ),
        "findings": ("The filling defect is round and completely obstructs the lumen.",),
        "comparison": (
            "Mammography of the right breast was negative. Discordant with the ductogram.",
            "Mammography of the right breast was abnormal. Initially interpreted as negative.",
            "a mass in the subareolar region of the right breast",
        ),
        "recommendation": ("1. Targeted ultrasound. 2. Spot magnification views.",),
    },
    "c13": {
        "indication": (
            "A 62-year-old woman",
            "since 2015. First presentation: 2018.",
            "bloody by history, is spontaneous and comes from an unknown number of ducts",
            "No mass is palpable. No hormonal medication.",
            "type 2 diabetes, hypertension and hyperlipidaemia",
            "The patient is postmenopausal. Nulliparous.",
            "No family history of breast or ovarian cancer.",
        ),
        "findings": ("The cut-off is in the part of the duct near the nipple.",),
        "comparison": (
            "On mammography and on ultrasound there is a prominent nipple in the left breast.",
            "increased vascularity in the nipple of the left breast",
            "calcification in the nipple of the left breast",
            "nipple excision in the left breast. Pathology: encapsulated (intracystic) papillary "
            "carcinoma. The deep margin was 1 mm.",
            "The sentinel node was negative.",
            "simple mastectomy in the left breast. Pathology: ductal carcinoma in situ.",
        ),
    },
    "c14": {
        "indication": (
            "lumpectomy in the upper outer quadrant of the left breast. Pathology: invasive ductal carcinoma. The "
            "sentinel node was negative.",
            "The discharge appeared after breast surgery.",
        ),
        "findings": (
            "The opacified cavity is a postoperative seroma cavity.",
            "fills via a native duct, was not reached by the cannula tip, cannot have been injected "
            "directly and is confirmed on multiple views",
        ),
        "comparison": ("On radiotherapy planning CT there is a seroma",),
        "impression": ("postoperative seroma cavity",),
    },
    "n01": {
        "indication": (
            "nipple discharge from both breasts",
            "brown and grey",
            "is expressible only",
            "guaiac",
        ),
        "impression": ("Ductography of both breasts was not performed. Ductography was not indicated.",),
    },
    "n05": {
        "indication": ("Cytology of the discharge showed silicone.", "There are implants in both breasts.")
    },
}


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_stands_in_its_paragraph(name: str) -> None:
    told = narrative(case(name))
    for key, facts in FACTS[name].items():
        for fact in facts:
            assert fact in told.text_of(key), (key, told.text_of(key))


def test_the_paragraphs_come_in_report_order() -> None:
    order = [
        "indication",
        "technique",
        "findings",
        "breast",
        "complications",
        "comparison",
        "impression",
        "recommendation",
    ]
    for path in CASES.glob("*.json"):
        keys = [paragraph.key for paragraph in narrative(case(path.stem)).paragraphs]
        assert list(dict.fromkeys(keys)) == [key for key in order if key in keys]
        assert keys == sorted(keys, key=order.index)


def test_a_blank_report_says_nothing() -> None:
    blank = ReportDocument()
    assert narrative(blank).paragraphs == ()
    assert suggested_impression(blank) == suggested_recommendation(blank) == ""


def test_a_normal_study_states_its_negatives_and_what_they_do_not_prove() -> None:
    told = narrative(case("synthetic-normal"))
    assert "The duct at 12 o’clock in the right breast is normal, is completely filled" in told.text_of(
        "findings"
    )
    assert (
        "no filling defect and no duct cut-off (obstruction) in the duct at 12 o’clock in the right breast"
        in told.text_of("findings")
    )
    assert "A normal ductogram does not exclude malignancy." in suggested_impression(case("synthetic-normal"))
    assert "63 %; Morrogh 2007" in suggested_recommendation(case("synthetic-normal"))
    assert "0.6 mL of iohexol (300 mg I/mL) was injected." in told.text_of("technique")


def test_the_clock_of_the_orifice_is_on_the_nipple_and_that_of_the_lesion_in_the_breast() -> None:
    told = narrative(
        report(
            ducts=[
                {
                    "side": "left",
                    "clock_position": 9,
                    "trigger_zone": {"clock_position": 8},
                    "cannulation": {"orifice_clock_position": 3, "orifice_zone": "mid"},
                    "findings": [{"kind": "filling_defect", "location": {"clock_position": 11}}],
                }
            ]
        )
    )
    assert "The orifice is at 3 o’clock on the left nipple, between its centre and its edge." in told.text
    assert "The trigger zone is at 8 o’clock in the left breast." in told.text
    assert "There is a filling defect at 11 o’clock in the left breast." in told.text
    for hour in (8, 9, 11):
        assert f"{hour} o’clock on the" not in told.text
    assert "3 o’clock in the" not in told.text.replace("11 o’clock", "").replace("8 o’clock", "")


def test_several_ducts_have_a_paragraph_each() -> None:
    told = narrative(case("synthetic-both-breasts"))
    right, left = (
        paragraph
        for paragraph in told.paragraphs
        if paragraph.key == "findings" and "ducts" in paragraph.path
    )
    assert (right.title, right.path) == ("Findings: Duct 1, right breast", "ducts[0]")
    assert (left.title, left.path) == ("Findings: Duct 2, left breast", "ducts[1]")
    assert "left" not in right.text and "right" not in left.text
    assert (
        "dilated (up to 4 mm)" in right.text and "28 mm from the nipple, 12 mm deep to the skin" in left.text
    )


def test_the_radiologists_own_words_replace_the_proposal() -> None:
    document = case("synthetic-two-ducts")
    assert document.impression.text and "suggested" not in narrative(document).text_of("impression")
    assert narrative(document).text_of("impression").startswith(document.impression.text.rstrip("."))
    silent = document.model_copy(update={"impression": document.impression.model_copy(update={"text": None})})
    assert suggested_impression(silent).splitlines()[0] in narrative(silent).text_of("impression")


def test_a_recommendation_names_what_was_chosen_by_when_and_by_whom() -> None:
    assert narrative(case("synthetic-technical-extravasation")).text_of("recommendation") == (
        "1. Repeat ductography, in 7–14 days (by 3 March 2025); priority: soon; responsible: breast radiology."
    )


def test_a_report_without_a_recommendation_gives_the_suggested_plans_with_what_is_entered() -> None:
    finding = {"kind": "filling_defect", "presence": "present"}
    ducts = [{"side": side, "findings": [finding]} for side in ("right", "left")]
    timed = {"steps": [{"within": 2, "interval_unit": "weeks"}]}
    told = narrative(
        report(
            schema_version=2,
            outcome={"status": "succeeded"},
            ducts=ducts,
            breasts=[{"side": "right"}, {"side": "left", "recommendation": timed}],
        )
    ).text_of("recommendation")
    assert told.startswith("Right breast: Ductography demonstrates a ductal lesion. 1. ")
    for number in (1, 2):
        assert f"1. Targeted ultrasound, duct {number}." in told
    assert told.endswith(" Left breast: Within 2 weeks.")


def test_a_recommendation_that_is_not_recorded_is_neither_suggested_nor_guessed() -> None:
    steps = [{"not_recorded": ["action", "within"]}]
    told = narrative(
        report(
            schema_version=2,
            outcome={"status": "succeeded"},
            ducts=[{"side": "left", "findings": [{"kind": "cut_off", "presence": "present"}]}],
            breasts=[{"side": "left", "recommendation": {"steps": steps}}],
        )
    ).text_of("recommendation")
    assert told == "The recommendation is not recorded."


def test_two_breasts_have_their_own_steps_even_where_these_are_the_same() -> None:
    follow_up = {"action": "clinical_follow_up", "responsible": ["referrer"]}
    biopsy = {"action": "core_biopsy", "duct_number": 2, "condition": "if_shown", "within": 2}
    told = narrative(
        report(
            schema_version=2,
            identity={"examination_date": "2026-05-04"},
            breasts=[
                {"side": "right", "recommendation": {"steps": [follow_up], "text": "No imaging"}},
                {
                    "side": "left",
                    "recommendation": {"steps": [{**biopsy, "interval_unit": "weeks"}, follow_up]},
                    "comment": "She wishes a biopsy.",
                },
                {"recommendation": {"steps": [follow_up]}},
            ],
        )
    ).text_of("recommendation")
    assert told == (
        "Right breast: 1. Clinical follow-up; responsible: referring clinician. No imaging. "
        "Left breast: 1. Image-guided core biopsy, duct 2, if ultrasound shows the lesion, within 2 weeks "
        "(by 18 May 2026). 2. Clinical follow-up; responsible: referring clinician. She wishes a biopsy. "
        "Assessment 3: 1. Clinical follow-up; responsible: referring clinician."
    )


def test_what_was_chosen_otherwise_is_said_with_its_reason() -> None:
    told = narrative(
        report(
            outcome={"status": "succeeded"},
            ducts=[{"side": "left", "findings": [{"kind": "cut_off"}]}],
            recommendation={"actions": ["contrast_mri"], "departure_reason": "The patient wishes it."},
        )
    ).text_of("recommendation")
    assert told == (
        "1. Contrast-enhanced MRI. "
        "Reason the recommendation differs from the suggestion: The patient wishes it."
    )

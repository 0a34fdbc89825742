"""What does not go together. Expectations are typed from what is published, with an example on either side."""

import pytest

from reporting.ductography.judgement.contradictions import (
    RULES,
    contradictions,
    evidence,
    geometry,
    history_details,
    restrictions,
    timing,
)
from tests.ductography.clinical_reports import FAILED, KEY_IMAGE, LESION, NOT_DONE, Changes, report
from tests.ductography.judgement.words_examples import WORDS
from tests.ductography.rule_examples import ALERT, NOTE, PROHIBIT, TODAY, Example, by_rule, remarks

DUCT_2 = {
    "side": "left",
    "discharge": {"colours": ["serous"]},
    "cannulation": {"orifice_zone": "central"},
    "contrast": {
        "agent": "iohexol",
        "concentration_mg_i_per_ml": 300,
        "volume_ml": 0.5,
        "extravasation": "none",
    },
    "views": [{"projection": "cc"}, {"projection": "ml"}],
    "filling": {"completeness": "complete"},
    "findings": [{"kind": "normal_duct"}],
}


def category(birads: str | None, *actions: str, gics: str | None = None) -> Changes:
    chosen = {name: value for name, value in (("birads", birads), ("gics", gics)) if value}
    return {
        "assessments": [{"side": "left", **chosen}],
        "recommendation": {"actions": list(actions), "responsible": ["referrer"]},
        "communications": [
            {
                "recipient": "Finn",
                "communicated_at": "2026-05-04T12:00:00Z",
                "method": "telephone",
                "read_back": "yes",
            }
        ],
    }


def steps(side: str, *recommended: dict[str, object]) -> Changes:
    """Steps recommended for one breast, with its category."""
    conclusion = {"side": side, "birads": "4A", "recommendation": {"steps": list(recommended)}}
    return {"assessments": [], "recommendation": None, "breasts": [conclusion]}


REQUESTED_BOTH: Changes = {"identity.ordered_side": "both", "indication.discharge_sides": "both"}


def finding(**answers: object) -> Changes:
    return {**LESION, **{f"ducts[0].findings[0].{name}": value for name, value in answers.items()}}


SIDES = [
    Example(
        "side-not-ordered",
        ALERT,
        "ducts[0].side",
        {"identity.ordered_side": "right"},
        {"identity.ordered_side": "both"},
    ),
    Example(
        "side-without-discharge",
        ALERT,
        "ducts[0].side",
        {"indication.discharge_sides": "right"},
        {"indication.discharge_sides": "both"},
    ),
    Example(
        "order-against-history",
        ALERT,
        "indication.discharge_sides",
        {**NOT_DONE, "identity.ordered_side": "right"},
        {**NOT_DONE, "identity.ordered_side": "both"},
    ),
    Example(
        "category-for-other-side",
        ALERT,
        "breasts[0].side",
        {"assessments[0].side": "right"},
        {"assessments[0].side": None},
    ),
    Example(
        "step-for-other-side",
        PROHIBIT,
        "breasts[0].side",
        steps("right", {"action": "core_biopsy"}),
        steps("left", {"action": "core_biopsy"}),
    ),
    # What another study shows in the other breast may well need a step.
    Example(
        "step-for-other-side",
        PROHIBIT,
        "breasts[0].side",
        steps("right", {"action": "core_biopsy"}),
        steps("right", {"action": "core_biopsy"})
        | {"correlation": [{"modalities": ["mammography"], "side": "right", "result": "suspicious"}]},
    ),
    *(
        Example(
            "step-for-other-duct",
            PROHIBIT,
            "breasts[0].recommendation.steps[1].duct_number",
            steps("left", {"action": "core_biopsy"}, {"action": "contrast_mri", "duct_number": number})
            | more,
            steps("left", {"action": "core_biopsy"}, {"action": "contrast_mri", "duct_number": 1}) | more,
        )
        for number, more in ((2, {}), (2, {"ducts[1]": {**DUCT_2, "side": "right"}}))
    ),
    *(
        Example("requested-breast-missing", ALERT, "ducts", REQUESTED_BOTH, nearly)
        for nearly in (
            {**REQUESTED_BOTH, "ducts[1]": {**DUCT_2, "side": "right"}},
            {**REQUESTED_BOTH, "identity.ordered_side": "left"},
            {**REQUESTED_BOTH, **NOT_DONE},
            {**REQUESTED_BOTH, "outcome": {"status": "partially_succeeded", "reasons": ["pain"]}},
            {**REQUESTED_BOTH, "outcome": None},
        )
    ),
    *(
        Example(
            "step-duct-without-finding",
            ALERT,
            "breasts[0].recommendation.steps[0].duct_number",
            {**LESION, "ducts[1]": DUCT_2, **steps("left", {"action": "core_biopsy", "duct_number": 2})},
            {**LESION, "ducts[1]": DUCT_2, **steps("left", step)},
        )
        for step in (
            {"action": "core_biopsy", "duct_number": 1},
            {"action": "core_biopsy"},
            {"action": "surgical_consultation", "duct_number": 2},
        )
    ),
    *(
        Example(
            "step-condition",
            ALERT,
            "breasts[0].recommendation.steps[0].condition",
            {**LESION, **steps("left", {"action": action, "condition": condition})},
            nearly,
        )
        for action, condition, nearly in (
            *(
                (
                    "core_biopsy",
                    condition,
                    {
                        **LESION,
                        **steps(
                            "left",
                            {"action": "core_biopsy", "condition": condition},
                            {"action": "targeted_ultrasound"},
                        ),
                    },
                )
                for condition in ("if_shown", "otherwise", "of_what_is_found")
            ),
            (
                "core_biopsy",
                "if_shown",
                {
                    **LESION,
                    **steps("left", {"action": "core_biopsy", "condition": "if_shown"}),
                    "correlation": [{"modalities": ["ultrasound"], "side": "left", "result": "suspicious"}],
                },
            ),
            ("core_biopsy", "otherwise", {**LESION, **steps("left", {"action": "core_biopsy"})}),
            (
                "clinical_follow_up",
                "after_negative_mri",
                steps(
                    "left",
                    {"action": "clinical_follow_up", "condition": "after_negative_mri"},
                    {"action": "contrast_mri"},
                ),
            ),
            (
                "contrast_mri",
                "if_repeat_fails",
                steps(
                    "left",
                    {"action": "contrast_mri", "condition": "if_repeat_fails"},
                    {"action": "repeat_ductography"},
                ),
            ),
            (
                "contrast_mri",
                "after_pregnancy",
                {
                    **steps("left", {"action": "contrast_mri", "condition": "after_pregnancy"}),
                    "indication.pregnancy": "pregnant",
                },
            ),
        )
    ),
    Example(
        "two-categories-for-a-breast",
        ALERT,
        "breasts[1].side",
        {"assessments": [{"side": "right", "birads": "1"}, {"side": "left"}, {"side": "left", "gics": "1"}]},
        {"assessments": [{"side": "left", "birads": "1"}, {"side": "right", "birads": "1"}]},
    ),
    Example(
        "breast-without-category",
        PROHIBIT,
        "breasts",
        {"ducts[1]": {**DUCT_2, "side": "right"}},
        {"ducts[1]": {**DUCT_2, "side": "right"}, "assessments": [{"birads": "1"}]},
    ),
    Example(
        "breast-without-category",
        PROHIBIT,
        "breasts",
        {"ducts[1]": {**DUCT_2, "side": "right"}},
        {"ducts[1]": {"side": "right", "cannulation": {"outcome": "failed", "failure_reasons": ["pain"]}}},
    ),
    Example(
        "breast-without-category",
        PROHIBIT,
        "breasts",
        {"ducts[1]": {**DUCT_2, "side": "right"}},
        {"assessments": []},
    ),
    # "Not recorded" is no category, and a duct that could not be read needs none.
    Example(
        "breast-without-category",
        PROHIBIT,
        "breasts",
        {
            "ducts[1]": {**DUCT_2, "side": "right"},
            "assessments": [
                {"side": "left", "birads": "1"},
                {"side": "right", "not_recorded": ["birads", "gics"]},
            ],
        },
        {
            "ducts[1]": {
                **DUCT_2,
                "side": "right",
                "findings": [],
                "filling": {"completeness": "incomplete"},
            }
        },
    ),
    Example(
        "procedure-on-other-side",
        ALERT,
        "added_procedures[0].side",
        {"added_procedures": [{"kind": "marker", "side": "right"}]},
        {"added_procedures": [{"kind": "marker", "side": "left"}]},
    ),
    Example(
        "side-in-words",
        ALERT,
        "ducts[0].comment",
        {"ducts[0].comment": "Normal ductogram of the right breast."},
        {"ducts[0].comment": "Normal ductogram of the left breast; no discharge on the right."},
    ),
]

FINDINGS = [
    Example(
        "normal-with-findings",
        PROHIBIT,
        "ducts[0].findings",
        {"ducts[0].findings[2]": {"kind": "ectasia"}},
        {"ducts[0].findings[2]": {"kind": "ectasia", "presence": "absent"}},
    ),
    # more than 2 mm without a filling defect is ectasia
    Example(
        "normal-but-not-of-normal-calibre",
        ALERT,
        "ducts[0].filling.calibre",
        {"ducts[0].filling.calibre_mm": 2.1},
        {"ducts[0].filling.calibre_mm": 2.0},
    ),
    Example(
        "normal-but-not-of-normal-calibre",
        ALERT,
        "ducts[0].filling.calibre",
        {"ducts[0].filling.calibre": "narrowed"},
        {"ducts[0].filling.calibre": "dilated", "ducts[0].findings": [{"kind": "ectasia"}]},
    ),
    Example(
        "present-and-absent",
        ALERT,
        "ducts[0].findings",
        {**LESION, "ducts[0].findings[1]": {"kind": "filling_defect", "presence": "absent"}},
        {**LESION, "ducts[0].findings[1]": {"kind": "cut_off", "presence": "absent"}},
    ),
    Example(
        "number-against-count",
        ALERT,
        "ducts[0].findings[0].count",
        finding(multiplicity="single", count=2),
        finding(multiplicity="single", count=1),
    ),
    Example(
        "number-against-count",
        ALERT,
        "ducts[0].findings[0].count",
        finding(multiplicity="multiple", count=1),
        finding(multiplicity="multiple", count=2),
    ),
    Example(
        "finding-without-filling",
        PROHIBIT,
        "ducts[0].findings[0].kind",
        {**LESION, "ducts[0].filling.completeness": "not_filled"},
        {**LESION, "ducts[0].filling.completeness": "incomplete"},
    ),
    # a mass beside the duct is seen without contrast in it
    Example(
        "finding-without-filling",
        PROHIBIT,
        "ducts[0].findings[0].kind",
        {**FAILED, "ducts[0].findings": [{"kind": "ectasia"}]},
        {**FAILED, "ducts[0].findings": [{"kind": "adjacent_mass"}]},
    ),
    Example(
        "no-filled-view",
        ALERT,
        "ducts[0].views",
        {"ducts[0].views": [{"projection": "cc", "phase": "before_contrast"}]},
        {
            "ducts[0].views": [
                {"projection": "cc", "phase": "early_filling"},
                {"projection": "ml", "phase": None},
            ]
        },
    ),
    Example(
        "possible-artefact",
        ALERT,
        "ducts[0].findings[0].possible_artefacts",
        finding(possible_artefacts=["air"]),
        finding(possible_artefacts=["air"], gone_after_refill="no"),
    ),
    Example(
        "possible-artefact",
        ALERT,
        "ducts[0].findings[0].possible_artefacts",
        finding(possible_artefacts=["debris"], gone_after_refill="unknown"),
        finding(possible_artefacts=["none"]),
    ),
    Example(
        "extravasation-with-complete-filling",
        ALERT,
        "ducts[0].contrast.extravasation",
        {"ducts[0].contrast.extravasation": "periductal"},
        {"ducts[0].contrast.extravasation": "periductal", "ducts[0].filling.completeness": "incomplete"},
    ),
    Example(
        "complete-but-not-beyond",
        ALERT,
        "ducts[0].filling.completeness",
        {"ducts[0].filling.upstream": "partly_opacified"},
        {"ducts[0].filling": {"completeness": "incomplete", "upstream": "not_opacified"}},
    ),
    Example(
        "obstructed-but-filled-beyond",
        ALERT,
        "ducts[0].filling.upstream",
        finding(lumen_effect="complete"),
        finding(lumen_effect="partial"),
    ),
]

PLACES = [
    # the left upper outer quadrant is 12 to 3 o'clock, its lower outer one 3 to 6
    Example(
        "clock-outside-quadrant-duct",
        ALERT,
        "ducts[0].findings[0].location.clock_position",
        finding(location={"clock_position": 4, "region": "upper_outer"}),
        finding(location={"clock_position": 3, "region": "upper_outer"}),
    ),
    Example(
        "clock-outside-quadrant-breast",
        ALERT,
        "breast.findings[0].location.clock_position",
        {"breast.findings": [{"side": "right", "location": {"clock_position": 2, "region": "upper_outer"}}]},
        {"breast.findings": [{"side": "right", "location": {"clock_position": 10, "region": "upper_outer"}}]},
    ),
    Example(
        "clock-against-direction-duct",
        ALERT,
        "ducts[0].findings[0].location.clock_position",
        finding(location={"clock_position": 9, "direction_from_nipple": "lateral"}),
        finding(location={"clock_position": 9, "direction_from_nipple": "medial"}),
    ),
    Example(
        "clock-against-direction-breast",
        ALERT,
        "breast.findings[0].location.clock_position",
        {
            "breast.findings": [
                {"side": "left", "location": {"clock_position": 6, "direction_from_nipple": "superior"}}
            ]
        },
        {
            "breast.findings": [
                {"side": "left", "location": {"clock_position": 6, "direction_from_nipple": "inferior"}}
            ]
        },
    ),
    # most causes lie 1 to 4 cm from the nipple
    Example(
        "distance-unusual",
        NOTE,
        "ducts[0].findings[0].location.distance_from_nipple_mm",
        finding(location={"distance_from_nipple_mm": 41}),
        finding(location={"distance_from_nipple_mm": 40}),
    ),
    Example(
        "distance-implausible",
        ALERT,
        "ducts[0].findings[0].location.distance_from_nipple_mm",
        finding(location={"distance_from_nipple_mm": 200}),
        finding(location={"distance_from_nipple_mm": 150}),
    ),
    Example(
        "distance-unusual",
        NOTE,
        "ducts[0].findings[0].location.distance_from_nipple_mm",
        finding(location={"distance_from_nipple_mm": 150}),
        finding(location={"distance_from_nipple_mm": 151}),
    ),
]

TECHNIQUE = [
    Example(
        "two-ducts-where-one-discharges",
        ALERT,
        "ducts",
        {"ducts[1]": DUCT_2},
        {"ducts[1]": DUCT_2, "indication.discharging_ducts": "few"},
    ),
    Example(
        "two-ducts-where-one-discharges",
        ALERT,
        "ducts",
        {"ducts[1]": DUCT_2},
        {"ducts[1]": {"side": "left", "cannulation": {"outcome": "failed"}}},
    ),
    Example(
        "two-ducts-where-one-discharges",
        ALERT,
        "ducts",
        {"ducts[1]": DUCT_2},
        {"ducts[1]": {**DUCT_2, "side": "right"}},
    ),
    Example(
        "physiologic-discharge",
        NOTE,
        "indication.colours",
        {"indication.discharge_sides": "both", "indication.colours": ["milky"]},
        {"indication.discharge_sides": "left", "indication.colours": ["milky"]},
    ),
    # expected 0.1 to 1.5 mL, warned above 2.0, never blocked
    Example(
        "volume-large",
        ALERT,
        "ducts[0].contrast.volume_ml",
        {"ducts[0].contrast.volume_ml": 2.1},
        {"ducts[0].contrast.volume_ml": 2.0},
    ),
    Example(
        "volume-of-a-decimal-slip",
        ALERT,
        "ducts[0].contrast.volume_ml",
        {"ducts[0].contrast.volume_ml": 20},
        {"ducts[0].contrast.volume_ml": 9.9},
    ),
    Example(
        "volume-large",
        ALERT,
        "ducts[0].contrast.volume_ml",
        {"ducts[0].contrast.volume_ml": 9.9},
        {"ducts[0].contrast.volume_ml": 10},
    ),
    Example(
        "filled-with-nothing",
        ALERT,
        "ducts[0].contrast.volume_ml",
        {"ducts[0].contrast.volume_ml": 0},
        {"ducts[0].contrast.volume_ml": 0.1},
    ),
    Example(
        "filled-with-nothing",
        ALERT,
        "ducts[0].contrast.volume_ml",
        {"ducts[0].contrast.volume_ml": 0},
        {**FAILED, "ducts[0].contrast.volume_ml": 0},
    ),
    Example(
        "extravasation-denied",
        ALERT,
        "ducts[0].contrast.extravasation",
        {"ducts[0].contrast.endpoints": ["extravasation"]},
        {"ducts[0].contrast.endpoints": ["pain"]},
    ),
    Example(
        "extravasation-denied",
        ALERT,
        "ducts[0].contrast.extravasation",
        {"complications": {"occurrence": "occurred", "events": [{"kind": "duct_perforation"}]}},
        {"complications": {"occurrence": "occurred", "events": [{"kind": "pain"}]}},
    ),
    Example(
        "extravasation-denied",
        ALERT,
        "ducts[0].contrast.extravasation",
        {"outcome": {"status": "partially_succeeded", "reasons": ["extravasation"]}},
        {"outcome": {"status": "partially_succeeded", "reasons": ["extravasation"]}, "ducts[1]": DUCT_2},
    ),
    Example(
        "extravasation-denied",
        ALERT,
        "ducts[0].contrast.extravasation",
        {"ducts[0].cannulation.failure_reasons": ["extravasation"]},
        {"ducts[0].cannulation.failure_reasons": ["pain"]},
    ),
    Example(
        "reflux-denied",
        ALERT,
        "ducts[0].contrast.reflux",
        {"ducts[0].contrast.endpoints": ["reflux"]},
        {"ducts[0].contrast.endpoints": ["reflux"], "ducts[0].contrast.reflux": "yes"},
    ),
]

SAFETY = [
    Example(
        "consent-declined",
        ALERT,
        "safety.consent",
        {"safety.consent": "declined"},
        {"safety.consent": "spoken"},
    ),
    Example(
        "consent-declined",
        ALERT,
        "safety.consent",
        {"safety.consent": "declined"},
        {**NOT_DONE, "safety.consent": "declined"},
    ),
    Example(
        "went-on-without-reason",
        PROHIBIT,
        "safety.coagulation_disorder.reason_to_proceed",
        {"safety.coagulation_disorder": {"status": "present"}},
        {"safety.coagulation_disorder": {"status": "present", "reason_to_proceed": "INR 1.1 today"}},
    ),
    Example(
        "went-on-without-reason",
        PROHIBIT,
        "safety.contrast_allergy.reason_to_proceed",
        {"safety.contrast_allergy": {"status": "present"}},
        {**NOT_DONE, "safety.contrast_allergy": {"status": "present"}},
    ),
    Example(
        "allergy-without-premedication",
        ALERT,
        "safety.premedication",
        {"safety.contrast_allergy": {"status": "present", "reason_to_proceed": "hives 1990"}},
        {
            "safety.contrast_allergy": {"status": "present", "reason_to_proceed": "hives 1990"},
            "safety.premedication": "none given",
        },
    ),
    Example(
        "allergy-without-premedication",
        ALERT,
        "safety.premedication",
        {"safety.contrast_allergy": {"status": "present", "reason_to_proceed": "hives 1990"}},
        {**NOT_DONE, "safety.contrast_allergy": {"status": "present"}},
    ),
    Example(
        "pregnancy-told-twice",
        PROHIBIT,
        "safety.pregnancy.status",
        {"indication.pregnancy": "possible"},
        {"indication.pregnancy": "unknown"},
    ),
    Example(
        "pregnant",
        ALERT,
        "safety.pregnancy.reason_to_proceed",
        {"safety.pregnancy": {"status": "present", "reason_to_proceed": "first trimester excluded"}},
        {**NOT_DONE, "safety.pregnancy": {"status": "present"}},
    ),
    Example(
        "pregnant",
        ALERT,
        "safety.pregnancy.reason_to_proceed",
        {"indication.pregnancy": "pregnant"},
        {"indication.pregnancy": "not_pregnant"},
    ),
    Example(
        "purulent-and-filled",
        ALERT,
        "ducts[0].discharge.colours",
        {"ducts[0].discharge.colours": ["purulent"]},
        {**FAILED, "ducts[0].discharge.colours": ["purulent"]},
    ),
    Example(
        "purulent-and-filled",
        ALERT,
        "ducts[0].discharge.colours",
        {"indication.colours": ["purulent"]},
        {"indication.colours": ["yellow"]},
    ),
    Example(
        "male-patient",
        NOTE,
        "identity.sex",
        {"identity.sex": "male", "indication.pregnancy": None},
        {"identity.sex": "unknown"},
    ),
    Example(
        "blood-denied",
        ALERT,
        "indication.bloody",
        {"indication.colours": ["dark_red"]},
        {"indication.colours": ["dark_red"], "indication.bloody": "yes"},
    ),
    # a negative test must not stop the work-up
    Example(
        "negative-test-and-blood",
        NOTE,
        "ducts[0].discharge.blood_test",
        {"ducts[0].discharge.colours": ["blood_tinged"]},
        {"ducts[0].discharge.colours": ["blood_tinged"], "ducts[0].discharge.blood_test": "trace"},
    ),
]

WHOSE = [
    Example(
        "examined-after-signing",
        PROHIBIT,
        "identity.examination_date",
        {"identity.examination_date": "2026-05-06"},
        {"identity.examination_date": "2026-05-05"},
    ),
    Example(
        "examined-before-birth",
        PROHIBIT,
        "identity.examination_date",
        {"identity.birth_date": "2026-05-05"},
        {"identity.birth_date": "2026-05-04"},
    ),
    Example(
        "age-against-birth-date",
        ALERT,
        "identity.age_years",
        {"identity.age_years": 45},
        {"identity.age_years": 46},
    ),
    # one day before the birthday she is a year younger
    Example(
        "age-against-birth-date",
        ALERT,
        "identity.age_years",
        {"identity.birth_date": "1980-05-05", "identity.age_years": 46},
        {"identity.birth_date": "1980-05-05", "identity.age_years": 45},
    ),
    Example(
        "age-against-birth-date",
        ALERT,
        "identity.age_years",
        {"identity.birth_date": "1980-05-04", "identity.age_years": 45},
        {"identity.birth_date": "1980-05-04", "identity.age_years": 46},
    ),
    # examined on the day of birth
    Example(
        "age-against-birth-date",
        ALERT,
        "identity.age_years",
        {"identity.birth_date": "2026-05-04", "identity.age_years": 46},
        {"identity.birth_date": "2026-05-04", "identity.age_years": 0},
    ),
    Example(
        "told-before-the-examination",
        ALERT,
        "communications[0].communicated_at",
        {**category("4C", "core_biopsy"), "communications[0].communicated_at": "2026-05-02T23:00:00Z"},
        {**category("4C", "core_biopsy"), "communications[0].communicated_at": "2026-05-03T23:00:00Z"},
    ),
    *(
        Example(
            "man-with-pregnancy",
            ALERT,
            "indication.pregnancy",
            {"identity.sex": "male", "indication.pregnancy": "unknown", f"indication.{name}": value},
            {"identity.sex": "male", "indication.pregnancy": "unknown", f"indication.{name}": harmless},
        )
        for name, value, harmless in (
            ("pregnancy", "possible", "not_pregnant"),
            ("lactation", "lactating", "never"),
            ("menopausal_status", "postmenopausal", "not_applicable"),
            ("births", 1, 0),
            ("cycle_day", 7, None),
        )
    ),
    Example(
        "man-with-pregnancy",
        ALERT,
        "indication.pregnancy",
        {"identity.sex": "male", "indication.births": 2},
        {"identity.sex": "female", "indication.births": 2},
    ),
]

CATEGORIES = [
    *(
        Example(
            "negative-with-findings",
            ALERT,
            "breasts[0].birads",
            {**finding(), "assessments": [chosen]},
            {**finding(), "assessments": [{"birads": "2"}]},
        )
        for chosen in ({"birads": "1"}, {"gics": "1"}, {"side": "left", "birads": "1"})
    ),
    Example(
        "negative-with-findings",
        ALERT,
        "breasts[0].birads",
        {"breast.mass": "present"},
        {"breast.mass": "absent"},
    ),
    # findings of the other breast do not count
    Example(
        "negative-with-findings",
        ALERT,
        "breasts[0].birads",
        {"ducts[1]": {**DUCT_2, "findings": [{"kind": "ectasia"}]}},
        {"ducts[1]": {**DUCT_2, "side": "right", "findings": [{"kind": "ectasia"}]}},
    ),
    *(
        Example(
            "benign-with-lesion",
            ALERT,
            "breasts[0].birads",
            {**finding(kind=kind), "assessments": [chosen]},
            {**finding(kind="ectasia"), "assessments": [chosen]},
        )
        for kind in ("filling_defect", "cut_off", "wall_irregularity")
        for chosen in ({"birads": "2"}, {"gics": "2"})
    ),
    Example(
        "benign-with-lesion",
        ALERT,
        "breasts[0].birads",
        {**finding(), "assessments": [{"birads": "2"}]},
        {**finding(), "assessments": [{"birads": "3"}]},
    ),
    Example(
        "categories-far-apart",
        ALERT,
        "breasts[0].gics",
        category("4A", "core_biopsy", gics="2"),
        category("4A", "core_biopsy", gics="3"),
    ),
    Example(
        "categories-far-apart",
        ALERT,
        "breasts[0].gics",
        category("2", "clinical_follow_up", gics="5"),
        category("0", "targeted_ultrasound", gics="5"),
    ),
    Example(
        "categories-far-apart",
        ALERT,
        "breasts[0].gics",
        category("3", "imaging_follow_up", gics="1"),
        category("6", "surgical_consultation", gics="4"),
    ),
    # categories 4 and 5: tissue diagnosis
    *(
        Example(
            "suspicious-without-tissue",
            ALERT,
            "breasts[0].recommendation.steps",
            category(birads, "imaging_follow_up", "clinical_follow_up"),
            category(birads, "imaging_follow_up", action),
        )
        for birads, action in (
            ("4", "core_biopsy"),
            ("4A", "vacuum_biopsy"),
            ("4B", "localised_excision"),
            ("4C", "microdochectomy"),
            ("5", "total_duct_excision"),
            ("5", "surgical_consultation"),
            ("4", "multidisciplinary"),
        )
    ),
    Example(
        "suspicious-without-tissue",
        ALERT,
        "breasts[0].recommendation.steps",
        category("4", "contrast_mri"),
        category("3", "contrast_mri"),
    ),
    *(
        Example(
            "nothing-although-suspicious",
            PROHIBIT,
            "breasts[0].recommendation.steps",
            category(birads, "no_further_action"),
            category("2", "no_further_action"),
        )
        for birads in ("0", "4", "4A", "4B", "4C", "5", "6")
    ),
    *(
        Example(
            "benign-with-biopsy",
            ALERT,
            "breasts[0].recommendation.steps",
            category(birads, action),
            category("4", action),
        )
        for birads, action in (
            ("1", "core_biopsy"),
            ("2", "vacuum_biopsy"),
            ("2", "localised_excision"),
            ("2", "microdochectomy"),
            ("2", "total_duct_excision"),
        )
    ),
    Example(
        "benign-with-biopsy",
        ALERT,
        "breasts[0].recommendation.steps",
        category("2", "core_biopsy"),
        category("2", "surgical_consultation"),
    ),
    Example(
        "benign-with-biopsy",
        ALERT,
        "breasts[0].recommendation.steps",
        category("2", "core_biopsy"),
        category(None, "core_biopsy", gics="2"),
    ),
    *(
        Example(
            "probably-benign-without-follow-up",
            ALERT,
            "breasts[0].recommendation.steps",
            category("3", "routine_screening"),
            category("3", action),
        )
        for action in ("imaging_follow_up", "clinical_follow_up", "surgical_consultation")
    ),
    Example(
        "probably-benign-without-follow-up",
        ALERT,
        "breasts[0].recommendation.steps",
        category("3", "contrast_mri"),
        category("2", "contrast_mri"),
    ),
    *(
        Example(
            "incomplete-without-imaging",
            ALERT,
            "breasts[0].recommendation.steps",
            category("0", "clinical_follow_up"),
            category("0", "clinical_follow_up", action),
        )
        for action in (
            "repeat_ductography",
            "reschedule",
            "targeted_ultrasound",
            "additional_mammography",
            "spot_magnification",
            "contrast_mri",
            "ductoscopy",
            "compare_with_priors",
        )
    ),
    *(
        Example(
            "urgent-and-nobody-told",
            ALERT,
            "communications",
            {**category(birads, "core_biopsy"), "communications": []},
            category(birads, "core_biopsy"),
        )
        for birads in ("4C", "5")
    ),
    Example(
        "urgent-and-nobody-told",
        ALERT,
        "communications",
        {**category("5", "core_biopsy"), "communications": []},
        {**category("4B", "core_biopsy"), "communications": []},
    ),
]

ADVICE = [
    *(
        Example(
            "time-and-nobody",
            PROHIBIT,
            "breasts[0].recommendation.steps[0].responsible",
            {
                "recommendation": {
                    "actions": ["routine_screening"],
                    "within": within,
                    "interval_unit": "weeks",
                }
            },
            nearly,
        )
        for within, nearly in (
            (6, {"recommendation.within": 6, "recommendation.interval_unit": "weeks"}),
            (0, {"recommendation": {"actions": ["routine_screening"]}}),
            # Whatever is not routine names a responsible person, with or without a time.
            (
                6,
                {"recommendation": {"actions": ["contrast_mri"], "within": 6, "interval_unit": "weeks"}},
            ),
        )
    ),
    Example(
        "departure-without-reason",
        ALERT,
        "breasts[0].recommendation.departure_reason",
        {"recommendation.actions": ["routine_screening"]},
        {
            "recommendation.actions": ["routine_screening"],
            "recommendation.departure_reason": "MRI was normal last week",
        },
    ),
    # nobody asked a table in a published case
    Example(
        "departure-without-reason",
        ALERT,
        "breasts[0].recommendation.departure_reason",
        {"recommendation.actions": ["routine_screening"]},
        {"recommendation.actions": ["routine_screening"], "origin.kind": "published"},
    ),
    Example(
        "proposal-outdated",
        ALERT,
        "breasts[0].recommendation.proposal.rule_id",
        {"recommendation.proposal.rule_id": "left:lesion"},
        {"recommendation.proposal.rule_id": "left:normal"},
    ),
]

QUANTITIES = [
    *(
        Example(f"range-order-{name}", PROHIBIT, f"{path}_to{unit}", {**where, **met}, {**where, **nearly})
        for name, where, path, unit in (
            ("duration", {}, "indication.duration", ""),
            ("calibre", {}, "ducts[0].filling.calibre", "_mm"),
            ("duct-finding", LESION, "ducts[0].findings[0].length", "_mm"),
            ("duct-finding", LESION, "ducts[0].findings[0].width", "_mm"),
            (
                "breast-finding",
                {"breast.findings": [{"kind": "cyst", "side": "left"}]},
                "breast.findings[0].length",
                "_mm",
            ),
            (
                "breast-finding",
                {"breast.findings": [{"kind": "cyst", "side": "left"}]},
                "breast.findings[0].width",
                "_mm",
            ),
            (
                "pathology",
                {"indication.surgery": [{"kind": "excision"}]},
                "indication.surgery[0].lesion_size",
                "_mm",
            ),
        )
        for met, nearly in (
            ({f"{path}{unit}": 4, f"{path}_to{unit}": 3}, {f"{path}{unit}": 3, f"{path}_to{unit}": 4}),
            ({f"{path}{unit}": None, f"{path}_to{unit}": 4}, {f"{path}{unit}": 4, f"{path}_to{unit}": 4}),
        )
    ),
    *(
        Example(
            "nodes-positive",
            ALERT,
            "indication.surgery[0].nodes_positive",
            {"indication.surgery": [{"kind": "mastectomy", "nodes_positive": 3, "nodes_examined": 2}]},
            {"indication.surgery": [{"kind": "mastectomy", **nearly}]},
        )
        for nearly in (
            {"nodes_positive": 2, "nodes_examined": 2},
            {"nodes_positive": 3},
            {"nodes_examined": 2},
        )
    ),
    *(
        Example(
            "months-against-years",
            ALERT,
            "identity.age_months",
            {"identity.age_years": 0, "identity.age_months": 12},
            nearly,
        )
        for nearly in (
            {"identity.age_years": 1, "identity.age_months": 12},
            {"identity.age_years": 0, "identity.age_months": 11},
            {"identity.age_months": 12},
            {"identity.age_years": 0},
        )
    ),
    *(
        Example(
            "rupture-without-implant",
            ALERT,
            "indication.implant_rupture_sides",
            {"indication.implants": implants, "indication.implant_rupture_sides": ruptured},
            nearly,
        )
        for implants, ruptured, nearly in (
            ("left", "right", {"indication.implants": "right", "indication.implant_rupture_sides": "right"}),
            ("right", "both", {"indication.implants": "both", "indication.implant_rupture_sides": "right"}),
            (
                "left",
                "right",
                {"indication.implants": "left", "indication.implant_rupture_sides": "unilateral"},
            ),
            ("none", "left", {"indication.implants": "left"}),
            ("none", "left", {"indication.implant_rupture_sides": "left"}),
        )
    ),
]

TEXTS = [
    # edited or not: it was proposed for other answers
    Example(
        "impression-outdated",
        ALERT,
        "impression.text",
        {"impression": {"text": "As proposed, then edited.", "generated": "Proposed for something else."}},
        {"impression": {"text": "Written without a proposal."}},
    ),
]

COURSE = [
    Example(
        "complication-denied",
        PROHIBIT,
        "complications.occurrence",
        {"complications.events": [{"kind": "pain"}]},
        {"complications": {"occurrence": "occurred", "events": [{"kind": "pain"}]}},
    ),
    Example(
        "complication-not-told",
        PROHIBIT,
        "complications.events",
        {"complications": {"occurrence": "occurred"}},
        {"complications": {"occurrence": "none"}},
    ),
    Example(
        "dry-but-seen",
        ALERT,
        "outcome.reasons",
        {"outcome": {"status": "failed", "reasons": ["no_discharge_today"]}},
        {
            "outcome": {"status": "failed", "reasons": ["no_discharge_today"]},
            "ducts[0].discharge.seen_today": "no",
        },
    ),
    Example(
        "succeeded-and-nothing-filled",
        PROHIBIT,
        "outcome.status",
        {**FAILED, "outcome": {"status": "succeeded"}},
        {**FAILED, "outcome": {"status": "partially_succeeded", "reasons": ["pain"]}},
    ),
    # without any duct that is a gap, not a contradiction
    Example(
        "succeeded-and-nothing-filled",
        PROHIBIT,
        "outcome.status",
        {**FAILED, "outcome": {"status": "succeeded"}},
        {"ducts": []},
    ),
    Example(
        "not-attempted-and-filled",
        PROHIBIT,
        "outcome.status",
        {"outcome": {"status": "not_attempted", "reasons": ["pain"]}},
        {"outcome": {"status": "partially_succeeded", "reasons": ["pain"]}},
    ),
    Example(
        "failed-and-filled",
        ALERT,
        "ducts[0].filling.completeness",
        {"outcome": {"status": "failed", "reasons": ["pain"]}},
        {"outcome": {"status": "failed", "reasons": ["pain"]}, "ducts[0].filling.completeness": "incomplete"},
    ),
]

IMAGE: Changes = {"key_images[0]": KEY_IMAGE}
OUTSIDE: Changes = {"breast.findings": [{"kind": "mass", "presence": "present", "side": "right"}]}
POINTED = "key_images[0].arrows[0].finding"
IMAGES = [
    Example(
        "image-of-other-side", ALERT, "key_images[0].side", {**IMAGE, "key_images[0].side": "right"}, IMAGE
    ),
    *(
        Example("arrow-on-other-side", ALERT, POINTED, {**IMAGE, **met}, {**IMAGE, **OUTSIDE, **nearly})
        for met, nearly in (
            ({"key_images[0].side": "right"}, {}),
            ({**OUTSIDE, POINTED: "breast.findings[0]"}, {POINTED: "breast.findings[1]"}),
            ({"key_images[0].side": "right"}, {"key_images[0].side": None}),
            ({"key_images[0].side": "right"}, {"ducts[0].side": None}),
        )
    ),
    *(
        Example(
            "arrow-without-finding", PROHIBIT, POINTED, {**IMAGE, POINTED: path}, {**IMAGE, POINTED: found}
        )
        for path, found in (
            ("ducts[0].findings[2]", "ducts[0].findings[1]"),
            ("ducts[1].findings[0]", "ducts[0].findings[0]"),
            ("breast.findings[0]", "ducts[0].findings[0]"),
            ("ducts[0].views[0]", "ducts[0].findings[0]"),
            (None, "ducts[0].findings[0]"),
        )
    ),
    Example(
        "arrow-without-finding",
        PROHIBIT,
        POINTED,
        {**IMAGE, POINTED: None},
        {**IMAGE, POINTED: None, "key_images[0].arrows[0].not_recorded": ["finding"]},
    ),
]
EXAMPLES = (
    SIDES
    + IMAGES
    + FINDINGS
    + PLACES
    + TECHNIQUE
    + SAFETY
    + WHOSE
    + CATEGORIES
    + ADVICE
    + QUANTITIES
    + TEXTS
    + COURSE
    + WORDS
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule_id)
def test_rule_speaks_of_what_it_is_there_for_and_of_nothing_near_it(example: Example) -> None:
    remark, *_others = by_rule(report(example.met), example.rule_id)
    assert (remark.severity, remark.path) == (example.severity, example.path)
    assert by_rule(report(example.nearly), example.rule_id) == []


def test_every_contradiction_has_examples() -> None:
    """The newer themes have theirs in modules of their own."""
    elsewhere = (timing, restrictions, evidence, geometry, history_details)
    told = {rule.id for module in elsewhere for rule in module.RULES}
    assert {rule.id for rule in RULES} - told == {example.rule_id for example in EXAMPLES}


def test_a_sound_report_contradicts_nothing() -> None:
    for changes in ({}, LESION, NOT_DONE, FAILED):
        assert remarks(report(changes)) == []


def test_the_message_names_duct_and_finding() -> None:
    changes: Changes = {
        "indication.discharging_ducts": "few",
        "ducts[1]": {
            **DUCT_2,
            "findings": [
                {"kind": "ectasia"},
                {"kind": "cut_off", "location": {"distance_from_nipple_mm": 200}},
            ],
        },
    }
    (remark,) = by_rule(report(changes), "distance-implausible")
    assert remark.message.startswith("Duct 2, finding 2: more than 150 mm from the nipple")


@pytest.mark.parametrize(
    ("quadrant", "right", "left"),
    [
        ("upper_outer", {9, 10, 11, 12}, {12, 1, 2, 3}),
        ("upper_inner", {12, 1, 2, 3}, {9, 10, 11, 12}),
        ("lower_outer", {6, 7, 8, 9}, {3, 4, 5, 6}),
        ("lower_inner", {3, 4, 5, 6}, {6, 7, 8, 9}),
    ],
)
def test_the_hours_of_a_quadrant_are_mirrored(quadrant: str, right: set[int], left: set[int]) -> None:
    """The clock face as the examiner sees it: outer is 9 o'clock on the right and 3 o'clock on the left."""
    for side, hours in (("right", right), ("left", left)):
        for hour in range(1, 13):
            place = {"side": side, "location": {"clock_position": hour, "region": quadrant}}
            found = by_rule(report({"breast.findings": [place]}), "clock-outside-quadrant-breast")
            assert bool(found) is (hour not in hours), (side, hour)


@pytest.mark.parametrize(
    ("direction", "right", "left"),
    [
        ("lateral", {7, 8, 9, 10, 11}, {1, 2, 3, 4, 5}),
        ("medial", {1, 2, 3, 4, 5}, {7, 8, 9, 10, 11}),
        ("superior", {10, 11, 12, 1, 2}, {10, 11, 12, 1, 2}),
        ("inferior", {4, 5, 6, 7, 8}, {4, 5, 6, 7, 8}),
        ("posterior", set(range(1, 13)), set(range(1, 13))),
    ],
)
def test_directions_from_the_nipple_are_mirrored_too(direction: str, right: set[int], left: set[int]) -> None:
    for side, hours in (("right", right), ("left", left)):
        for hour in range(1, 13):
            place = {"side": side, "location": {"clock_position": hour, "direction_from_nipple": direction}}
            found = by_rule(report({"breast.findings": [place]}), "clock-against-direction-breast")
            assert bool(found) is (hour not in hours), (side, hour)


def test_a_place_without_a_side_contradicts_nothing() -> None:
    place = {"location": {"clock_position": 4, "region": "upper_outer", "direction_from_nipple": "superior"}}
    assert remarks(report({"breast.findings": [place]})) == []


# Words in every part of the report; other times and other people may be of the other side.
@pytest.mark.parametrize(
    "path",
    [
        "indication.text",
        "outcome.text",
        "ducts[0].comment",
        "ducts[0].findings[0].comment",
        "safety.pregnancy.reason_to_proceed",
    ],
)
def test_the_other_side_is_noticed_in_any_text(path: str) -> None:
    (remark,) = by_rule(report({path: "Bloody discharge from the right nipple."}), "side-in-words")
    assert remark.path == path
    assert "“Bloody discharge from the right nipple.”" in remark.message


@pytest.mark.parametrize(
    "path",
    [
        "comparison.text",
        "later_course.comment",
        "indication.family_history_text",
        "identity.referrer",
        "origin.citation",
    ],
)
def test_other_times_and_people_may_be_of_the_other_side(path: str) -> None:
    assert by_rule(report({path: "Right breast"}), "side-in-words") == []


def test_an_earlier_procedure_and_a_finding_of_the_other_breast_may_say_so() -> None:
    changes: Changes = {
        "indication.surgery": [{"kind": "lumpectomy", "side": "right", "comment": "right breast"}],
        "breast.findings": [{"kind": "cyst", "side": "right", "comment": "right breast"}],
    }
    assert by_rule(report(changes), "side-in-words") == []


def test_each_duct_of_two_breasts_speaks_of_its_own_side() -> None:
    changes: Changes = {
        "identity.ordered_side": "both",
        "indication.discharge_sides": "both",
        "ducts[1]": {**DUCT_2, "side": "right", "comment": "left duct"},
        "ducts[0].comment": "left duct",
        "impression.text": "left and right ducts",
    }
    assert [remark.path for remark in by_rule(report(changes), "side-in-words")] == ["ducts[1].comment"]


def test_several_clauses_of_one_text_are_one_remark() -> None:
    (remark,) = by_rule(
        report({"outcome.text": "Right duct filled.\nEctasia on the right. Left duct too."}),
        "side-in-words",
    )
    assert remark.message.endswith("“Right duct filled. … Ectasia on the right.”")


def test_without_the_day_of_signing_no_date_is_late() -> None:
    changes: Changes = {"identity.examination_date": "2999-01-01"}
    assert "examined-after-signing" not in {r.rule_id for r in contradictions(report(changes))}
    assert "examined-after-signing" in {r.rule_id for r in contradictions(report(changes), TODAY)}


def in_the_way(changes: Changes) -> dict[str, str]:
    """Rule by path of everything that prohibits a signature."""
    return {remark.path: remark.rule_id for remark in remarks(report(changes)) if remark.severity is PROHIBIT}


def test_the_only_assessment_of_two_examined_breasts_needs_its_side() -> None:
    both = {"identity.ordered_side": "both", "indication.discharge_sides": "both"}
    changes = both | {"ducts[1]": {**DUCT_2, "side": "right"}, "assessments": [{"birads": "4"}]}
    assert in_the_way(changes)["breasts[0].side"] == "assessment-side"


@pytest.mark.parametrize(("sides", "asked"), [("left", False), ("right", True), (None, True)])
def test_pus_by_history_is_asked_about_in_the_breast_that_discharges(sides: str | None, asked: bool) -> None:
    changes = {"indication.discharge_sides": sides, "indication.colours": ["purulent"]}
    assert bool(by_rule(report(changes | {"ducts[0].side": "right"}), "purulent-and-filled")) is asked


@pytest.mark.parametrize(("sides", "asked"), [("left", True), ("right", False)])
def test_a_blood_test_of_one_breast_does_not_settle_the_dark_discharge_of_the_other(
    sides: str, asked: bool
) -> None:
    changes = {
        "indication.discharge_sides": sides,
        "indication.blood_test": "negative",
        "ducts[0].side": "right",
        "ducts[0].discharge": {"seen_today": "yes", "colours": ["brown"]},
    }
    assert bool(by_rule(report(changes), "blood-test-duct")) is asked

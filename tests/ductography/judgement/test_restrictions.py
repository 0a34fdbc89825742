"""What must not be recommended to this patient, and what may."""

import pytest

from reporting.ductography.judgement.contradictions.restrictions import RULES
from tests.ductography.clinical_reports import NOT_DONE, Changes
from tests.ductography.rule_examples import ALERT, Example, speaks_as_expected

ACTIONS = "breasts[0].recommendation.steps[0].action"
YOUNG: Changes = {"identity.birth_date": "1996-05-05"}  # 29 on the day
THIRTY: Changes = {"identity.birth_date": "1996-05-04"}
CHILD: Changes = {"identity.birth_date": "2008-05-05"}
NOT_INDICATED: Changes = {
    **NOT_DONE,
    "outcome.reasons": ["not_indicated"],
    "indication.colours": ["bloody"],
    "indication.bloody": "yes",
    "recommendation": {"actions": ["clinical_follow_up"], "responsible": ["referrer"]},
}


def chosen(*actions: str, **more: object) -> Changes:
    return {"recommendation": {"actions": list(actions), "responsible": ["radiology"], **more}}


def reaction(**answers: object) -> Changes:
    return {"complications": {"occurrence": "occurred", "events": [{"kind": "urticaria", **answers}]}}


EXAMPLES = [
    *(
        Example(
            "forbidden-action-pregnancy",
            ALERT,
            ACTIONS,
            {**chosen(action), **pregnant},
            {**chosen("targeted_ultrasound", "surgical_consultation"), **pregnant},
        )
        for action in ("contrast_mri", "repeat_ductography", "reschedule")
        for pregnant in (
            {"indication.pregnancy": "pregnant"},
            {"indication.pregnancy": "possible"},
            {"safety.pregnancy.status": "present"},
        )
    ),
    *(
        Example(
            "forbidden-action-pregnancy",
            ALERT,
            ACTIONS,
            {**chosen("contrast_mri"), "indication.pregnancy": "pregnant"},
            {**chosen("contrast_mri"), "indication.pregnancy": answer},
        )
        for answer in ("not_pregnant", "unknown")
    ),
    Example(
        "forbidden-action-mri",
        ALERT,
        ACTIONS,
        {**chosen("contrast_mri"), "indication.purposes": ["mri_contraindicated"]},
        {**chosen("surgical_consultation"), "indication.purposes": ["mri_contraindicated"]},
    ),
    *(
        Example(
            "forbidden-action-mri",
            ALERT,
            ACTIONS,
            {
                **chosen("contrast_mri", "surgical_consultation"),
                "indication.purposes": ["find_cause", "mri_contraindicated"],
            },
            {**chosen("contrast_mri"), "indication.purposes": [purpose]},
        )
        for purpose in ("mri_inconclusive", "mri_unavailable", "find_cause")
    ),
    *(
        Example(
            "forbidden-action-reaction",
            ALERT,
            ACTIONS,
            {**chosen("repeat_ductography"), **known},
            {**chosen("repeat_ductography", text="After premedication."), **known},
        )
        for known in (
            {"safety.contrast_allergy.status": "present"},
            reaction(reaction_type="allergic_like", severity="severe"),
            reaction(reaction_type="allergic_like"),
            reaction(),
            {"complications": {"events": [{"kind": "other", "reaction_type": "allergic_like"}]}},
        )
    ),
    *(
        Example(
            "forbidden-action-reaction",
            ALERT,
            ACTIONS,
            {**chosen("repeat_ductography"), **reaction(reaction_type="allergic_like", severity="severe")},
            nearly,
        )
        for nearly in (
            {**chosen("repeat_ductography"), **reaction(reaction_type="allergic_like", severity="mild")},
            {**chosen("repeat_ductography"), **reaction(reaction_type="allergic_like", severity="moderate")},
            {**chosen("repeat_ductography"), **reaction(reaction_type="physiologic", severity="severe")},
            {**chosen("contrast_mri"), **reaction(reaction_type="allergic_like", severity="severe")},
            {**chosen("repeat_ductography"), "complications": {"events": [{"kind": "vasovagal"}]}},
            {**chosen("repeat_ductography"), "safety.contrast_allergy.status": "unknown"},
        )
    ),
    *(
        Example("forbidden-action-mammography", ALERT, ACTIONS, {**chosen(action), **YOUNG}, nearly)
        for action in ("additional_mammography", "spot_magnification")
        for nearly in (
            {**chosen(action), **THIRTY},
            {**chosen(action, "targeted_ultrasound"), **YOUNG},
            {**chosen("targeted_ultrasound"), **YOUNG},
            {
                **chosen(action),
                **YOUNG,
                "comparison.earlier_studies": [{"modalities": ["ultrasound"], "result": "negative"}],
            },
            {**chosen(action), **YOUNG, "breast.suspicious_microcalcification": "present"},
            {**chosen(action), "identity.birth_date": None},
        )
    ),
    Example(
        "forbidden-action-mammography",
        ALERT,
        ACTIONS,
        {**chosen("spot_magnification", "targeted_ultrasound"), **CHILD},
        {**chosen("targeted_ultrasound"), **CHILD},
    ),
    Example(
        "forbidden-action-mammography",
        ALERT,
        ACTIONS,
        {**chosen("spot_magnification"), "identity.birth_date": None, "identity.age_years": 22},
        {**chosen("spot_magnification"), "identity.birth_date": None, "identity.age_years": 30},
    ),
    *(
        Example("not-indicated-bloody", ALERT, "outcome.reasons", NOT_INDICATED, {**NOT_INDICATED, **nearly})
        for nearly in (
            {"outcome.reasons": ["no_discharge_today"]},
            {"indication.spontaneity": "expressed"},
            {"indication.discharge_sides": "both"},
            {"indication.colours": ["milky"], "indication.bloody": "no"},
            {"identity.ordered_side": "right"},  # the breast that does not bleed
        )
    ),
    *(
        Example(
            "not-indicated-bloody",
            ALERT,
            "outcome.reasons",
            {**NOT_INDICATED, "indication.bloody": None, **bloody},
            {**NOT_INDICATED, "indication.bloody": None, "indication.colours": ["green"]},
        )
        for bloody in (
            {"indication.colours": ["blood_tinged"]},
            {"indication.colours": ["black"]},
            {"indication.colours": ["serous"], "indication.blood_test": "positive_1"},
        )
    ),
    *(
        Example("seen-today", ALERT, ACTIONS, chosen("reschedule"), nearly)
        for nearly in (
            {**chosen("reschedule"), "ducts[0].discharge": {"seen_today": "no"}},
            {**chosen("reschedule"), "ducts[0].discharge": None},
            chosen("repeat_ductography"),
        )
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule_id)
def test_rule_speaks_of_what_must_not_be_done_and_of_nothing_near_it(example: Example) -> None:
    assert speaks_as_expected(example)


def test_every_rule_has_examples() -> None:
    assert {rule.id for rule in RULES} == {example.rule_id for example in EXAMPLES}

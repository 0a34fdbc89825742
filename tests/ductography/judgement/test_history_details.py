"""An answer against its own details, and a question that is asked twice."""

import pytest

from reporting.ductography.judgement.contradictions.history_details import RULES
from tests.ductography.clinical_reports import FAILED, SOUND, Changes
from tests.ductography.rule_examples import ALERT, Example, speaks_as_expected

FLUID = "ducts[0].discharge"
NO_DETAILS: Changes = {
    "indication": {"discharge": "no", "purposes": ["map_before_surgery"]},
    FLUID: None,
}


def detail(name: str, path: str, met: Changes, *nearly: Changes) -> list[Example]:
    return [Example(f"detail-conflict-{name}", ALERT, path, met, near) for near in nearly]


EXAMPLES = [
    *(
        example
        for answers in (
            {"colours": ["bloody"]},
            {"discharge_sides": "left"},
            {"spontaneity": "spontaneous"},
            {"discharging_ducts": "several"},
            {"bloody": "yes"},
            {"stains_clothing": "yes"},
            {"duration": 3},
            {"thickness": "watery"},
        )
        for example in detail(
            "discharge",
            "indication.discharge",
            {**NO_DETAILS, "indication": {"discharge": "no", **answers}},
            NO_DETAILS,
            {**NO_DETAILS, "indication": {"discharge": "yes", **answers}},
            {**NO_DETAILS, "indication": {"discharge": "no", "persistence": "ceased", **answers}},
        )
    ),
    *detail(
        "discharge",
        "indication.discharge",
        {"indication.discharge": "no"},
        {**NO_DETAILS, "indication": {"discharge": "no", "spontaneity": "unknown", "bloody": "no"}},
        {
            **NO_DETAILS,
            "indication": {"discharge": "no", "discharging_ducts": "unknown", "bloody": "unknown"},
        },
        {"indication.discharge": "unknown"},
    ),
    *detail(
        "discharge-seen",
        f"{FLUID}.seen_today",
        {"indication.discharge": "no"},
        {"indication.discharge": "yes"},
        {"indication.discharge": "no", f"{FLUID}.seen_today": "no"},
        {"indication.discharge": "no", f"{FLUID}.seen_today": None},
    ),
    *(
        example
        for answers in (
            {"colours": ["clear"]},
            {"amount": "trace"},
            {"thickness": "sticky"},
            {"blood_test": "negative"},
            {"spontaneous_today": "yes"},
        )
        for example in detail(
            "discharge-today",
            f"{FLUID}.seen_today",
            {FLUID: {"seen_today": "no", **answers}},
            {FLUID: {"seen_today": "yes", **answers}},
            {FLUID: {"seen_today": "no", "blood_test": "not_done", "spontaneous_today": "no"}},
        )
    ),
    *detail(
        "surgery",
        "indication.had_surgery",
        {"indication.had_surgery": "no", "indication.surgery": [{"kind": "excision", "side": "left"}]},
        {"indication.had_surgery": "yes", "indication.surgery": [{"kind": "excision", "side": "left"}]},
        {"indication.had_surgery": "no", "indication.surgery": [{}]},
        {"indication.had_surgery": "no"},
    ),
    *detail(
        "implants",
        "indication.implant_integrity",
        {"indication.implants": "none", "indication.implant_integrity": "ruptured"},
        {"indication.implants": "left", "indication.implant_integrity": "ruptured"},
        {"indication.implants": "none", "indication.implant_integrity": "unknown"},
        {"indication.implants": "none"},
    ),
    *detail(
        "mass",
        "indication.palpable_mass",
        {"indication.palpable_mass": "no", "indication.palpable_mass_location": {"clock_position": 2}},
        {"indication.palpable_mass": "yes", "indication.palpable_mass_location": {"clock_position": 2}},
        {"indication.palpable_mass": "no"},
    ),
    *(
        example
        for name, group in (("cytology-history", "indication"), ("cytology", FLUID))
        for status in ("sent", "not_sent")
        for example in detail(
            name,
            f"{group}.cytology",
            {f"{group}.cytology": status, f"{group}.cytology_results": ["foam_cells"]},
            {f"{group}.cytology": "resulted", f"{group}.cytology_results": ["foam_cells"]},
            {f"{group}.cytology": status},
        )
    ),
    *(
        example
        for name, group in (("blood-test-history", "indication"), ("blood-test", FLUID))
        for example in detail(
            name,
            f"{group}.blood_test",
            {f"{group}.blood_test": "not_done", f"{group}.blood_test_method": "dipstick"},
            {f"{group}.blood_test": "negative", f"{group}.blood_test_method": "dipstick"},
            {f"{group}.blood_test": "not_done"},
        )
    ),
    *detail(
        "pregnancy-test",
        "indication.pregnancy_test",
        {"indication.pregnancy_test": "not_done", "indication.pregnancy_test_method": "urine_hcg"},
        {"indication.pregnancy_test": "negative", "indication.pregnancy_test_method": "urine_hcg"},
        {"indication.pregnancy_test": "not_done"},
    ),
    *detail(
        "nipple",
        "indication.nipple_skin_changes",
        {"indication.nipple_skin_changes": ["none"], "indication.nipple_retraction": "yes"},
        {"indication.nipple_skin_changes": ["none"], "indication.nipple_retraction": "no"},
        {"indication.nipple_skin_changes": ["retraction"], "indication.nipple_retraction": "yes"},
    ),
    *(
        example
        for answers in ({"clock_position": 2}, {"distance_from_nipple_mm": 20}, {"subareolar": "yes"})
        for example in detail(
            "trigger",
            "ducts[0].trigger_zone.found",
            {"ducts[0].trigger_zone": {"found": "no", **answers}},
            {"ducts[0].trigger_zone": {"found": "yes", **answers}},
            {"ducts[0].trigger_zone": {"found": "no", "subareolar": "no"}},
        )
    ),
    *detail(
        "extravasation",
        "ducts[0].contrast.extravasation_cause",
        {"ducts[0].contrast.extravasation_cause": "technical"},
        {
            "ducts[0].contrast.extravasation": "periductal",
            "ducts[0].contrast.extravasation_cause": "technical",
        },
        {},
    ),
    *detail(
        "orifice",
        "ducts[0].cannulation.discharging_orifices",
        {"ducts[0].cannulation.discharging_orifices": 0},
        {"ducts[0].cannulation.discharging_orifices": 1},
        {"ducts[0].cannulation.discharging_orifices": 0, FLUID: {"seen_today": "no"}},
    ),
    *(
        Example(
            "reason-conflict",
            ALERT,
            "outcome.reasons",
            {**FAILED, "outcome.reasons": ["pain"]},
            {**FAILED, **nearly},
        )
        for nearly in (
            {"outcome.reasons": ["orifice_not_found"]},
            {"outcome.reasons": ["pain", "orifice_not_found"]},
            {"outcome.reasons": ["pain"], "ducts[0].cannulation.failure_reasons": []},
            {"outcome.reasons": []},
            # a second duct was filled, so that the examination has reasons of its own
            {"outcome.reasons": ["pain"], "ducts[1]": SOUND["ducts"][0]},
            {"outcome": {"status": "partially_succeeded", "reasons": ["pain"]}},
        )
    ),
    *(
        Example(
            "blood-test-duct",
            ALERT,
            f"{FLUID}.blood_test",
            {f"{FLUID}.colours": [colour], f"{FLUID}.blood_test": test},
            {f"{FLUID}.colours": [colour], f"{FLUID}.blood_test": test, **nearly},
        )
        for colour, test in (
            ("brown", None),
            ("dark_brown", "not_done"),
            ("black", "not_done"),
        )
        for nearly in (
            {f"{FLUID}.blood_test": "negative"},
            {f"{FLUID}.blood_test": "trace"},
            {"indication.blood_test": "negative"},
            {f"{FLUID}.colours": ["green"]},
            {f"{FLUID}.colours": ["light_brown"]},
            {f"{FLUID}.colours": [colour, "bright_red"]},
        )
    ),
    *(
        Example(
            "blood-test-history",
            ALERT,
            "indication.blood_test",
            {**base, "indication.colours": ["black"]},
            {**base, "indication.colours": ["black"], **nearly},
        )
        for base in ({f"{FLUID}.blood_test": None},)
        for nearly in (
            {"indication.blood_test": "positive"},
            {f"{FLUID}.blood_test": "negative"},
            {"indication.colours": ["green"]},
            {"indication.colours": ["black", "bloody"]},
            {f"{FLUID}.colours": ["bloody"]},
            # the duct is asked
            {f"{FLUID}.colours": ["dark_brown"]},
        )
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule_id)
def test_rule_speaks_of_the_conflict_and_of_nothing_near_it(example: Example) -> None:
    assert speaks_as_expected(example)


def test_every_rule_has_examples() -> None:
    assert {rule.id for rule in RULES} == {example.rule_id for example in EXAMPLES}

"""Direction, place, size and number of what lies in a duct: on either side of every threshold."""

import pytest

from reporting.ductography.judgement.contradictions.geometry import RULES, hours_between
from tests.ductography.clinical_reports import LESION, SOUND, Changes
from tests.ductography.rule_examples import ALERT, NOTE, Example, speaks_as_expected

PLACE = "ducts[0].findings[0]"
DISTANCE = f"{PLACE}.location.distance_from_nipple_mm"
SECOND = {
    **SOUND["ducts"][0],
    "cannulation": {"orifice_clock_position": 9, "outcome": "succeeded"},
}


def finding(**answers: object) -> Changes:
    return {**LESION, **{f"{PLACE}.{name}": value for name, value in answers.items()}}


def running_to(hour: int, finding_at: int | None, **location: object) -> Changes:
    place = {"clock_position": finding_at, "distance_from_nipple_mm": 20, **location}
    return {
        **finding(location={name: value for name, value in place.items() if value is not None}),
        "ducts[0].clock_position": hour,
    }


def central(region: str, distance: float, at: str = f"{PLACE}.location") -> Changes:
    return {**LESION, at: {"region": region, "distance_from_nipple_mm": distance}}


def wide(width: float, lumen: float | None, **answers: object) -> Changes:
    return {**finding(width_mm=width, **answers), "ducts[0].filling.calibre_mm": lumen}


EXAMPLES = [
    *(
        Example(
            "clock-conflict-duct",
            ALERT,
            f"{PLACE}.location.clock_position",
            running_to(duct, conflicting),
            running_to(duct, fitting),
        )
        for duct, conflicting, fitting in ((2, 8, 2), (2, 5, 4), (12, 9, 10), (11, 2, 1), (1, 10, 11))
    ),
    Example(
        "clock-conflict-duct",
        ALERT,
        f"{PLACE}.location.clock_position",
        running_to(2, 8),
        running_to(2, 8, region="subareolar"),
    ),
    Example(
        "clock-conflict-duct",
        ALERT,
        f"{PLACE}.location.clock_position",
        running_to(2, 8),
        {**running_to(2, 8), f"{PLACE}.presence": "absent"},
    ),
    Example(
        "clock-conflict-duct",
        ALERT,
        f"{PLACE}.location.clock_position",
        running_to(2, 8),
        # the other breast's duct runs elsewhere
        {**running_to(8, 8), "ducts[1]": {**SECOND, "side": "right", "clock_position": 2}},
    ),
    *(
        Example("place-conflict-subareolar-duct", ALERT, DISTANCE, central(*met), central(*nearly))
        for met, nearly in (
            (("subareolar", 31), ("subareolar", 30)),
            (("nipple", 80), ("nipple", 5)),
            (("subareolar", 80), ("central", 80)),
            (("subareolar", 80), ("upper_outer", 80)),
        )
    ),
    *(
        Example(
            "place-conflict-subareolar-breast",
            ALERT,
            "breast.findings[0].location.distance_from_nipple_mm",
            {"breast.findings": [{"kind": "cyst", "location": place(met)}]},
            {"breast.findings": [{"kind": "cyst", "location": place(nearly)}]},
        )
        for place in (lambda mm: {"region": "subareolar", "distance_from_nipple_mm": mm},)
        for met, nearly in ((31, 30), (60, 0))
    ),
    *(
        Example(
            "place-conflict-subareolar-trigger",
            ALERT,
            "ducts[0].trigger_zone.distance_from_nipple_mm",
            {"ducts[0].trigger_zone": {"subareolar": "yes", "distance_from_nipple_mm": 45}},
            {"ducts[0].trigger_zone": {"subareolar": answer, "distance_from_nipple_mm": distance}},
        )
        for answer, distance in (("yes", 30), ("no", 45), ("unknown", 45))
    ),
    *(
        Example(
            "place-conflict-subareolar-mass",
            ALERT,
            "indication.palpable_mass_location.distance_from_nipple_mm",
            {"indication.palpable_mass_location": {"region": "subareolar", "distance_from_nipple_mm": 50}},
            {"indication.palpable_mass_location": {"region": region, "distance_from_nipple_mm": distance}},
        )
        for region, distance in (("subareolar", 20), ("lower_inner", 50))
    ),
    *(
        Example(
            "place-conflict-along-duct",
            ALERT,
            f"{PLACE}.along_duct",
            {**finding(along_duct=along), DISTANCE: met},
            {**finding(along_duct=along), DISTANCE: nearly},
        )
        for along, met, nearly in (
            ("near_nipple", 41, 40),
            ("near_nipple", 75, 22),
            ("near_nipple", 75, None),
            ("away_from_nipple", 14, 15),
            ("away_from_nipple", 5, 60),
        )
    ),
    Example(
        "place-conflict-along-duct",
        ALERT,
        f"{PLACE}.along_duct",
        {**finding(along_duct="near_nipple"), DISTANCE: 75},
        {**finding(along_duct="middle"), DISTANCE: 75},
    ),
    *(
        Example(
            "place-conflict-branch",
            ALERT,
            f"{PLACE}.branch_order",
            {**finding(branch_order=branch), DISTANCE: met},
            {**finding(branch_order=branch), DISTANCE: nearly},
        )
        for branch, met, nearly in (
            ("main_duct", 61, 60),
            ("main_duct", 90, None),
            ("peripheral", 9, 10),
            ("peripheral", 0, 75),
        )
    ),
    *(
        Example(
            "place-conflict-branch",
            ALERT,
            f"{PLACE}.branch_order",
            {**finding(branch_order="main_duct"), DISTANCE: 90},
            {**finding(branch_order=branch), DISTANCE: 90},
        )
        for branch in ("second_order", "third_order", "peripheral")
    ),
    *(
        Example("size-conflict-duct", ALERT, f"{PLACE}.width_mm", wide(*met), wide(*nearly))
        for met, nearly in (
            ((9, 1.5), (3, 1.5)),
            ((3.6, 1.5), (3.5, 1.5)),
            ((13.5, 10), (13, 10)),
            ((9, 1.5), (9, 9)),
            ((9, 1.5), (9, None)),
        )
    ),
    *(
        Example("size-conflict-duct", ALERT, f"{PLACE}.width_mm", wide(9, 1.5), wide(9, 1.5, **answers))
        for answers in ({"kind": "cut_off"}, {"presence": "absent"})
    ),
    Example(
        "size-conflict-duct",
        ALERT,
        f"{PLACE}.width_mm",
        wide(9, 1.5),
        {**finding(length_mm=9), "ducts[0].filling.calibre_mm": 1.5},
    ),
    *(
        Example(
            "count-conflict-orifices",
            ALERT,
            "ducts[0].cannulation.discharging_orifices",
            {"ducts[0].cannulation.discharging_orifices": 3},
            nearly,
        )
        for nearly in (
            {"ducts[0].cannulation.discharging_orifices": 1},
            {"ducts[0].cannulation.discharging_orifices": 0},
            {"ducts[0].cannulation.discharging_orifices": 3, "indication.discharging_ducts": "few"},
            {"ducts[0].cannulation.discharging_orifices": 3, "indication.discharging_ducts": "unknown"},
            {"ducts[0].cannulation.discharging_orifices": 3, "indication.discharging_ducts": None},
            # the history is about the other breast
            {"ducts[0].cannulation.discharging_orifices": 3, "indication.discharge_sides": "right"},
        )
    ),
    *(
        Example(
            "count-conflict-ducts",
            NOTE,
            "ducts",
            {
                "indication.discharging_ducts": "few",
                "ducts[0].cannulation.discharging_orifices": 1,
                "ducts[1]": SECOND,
            },
            {
                "indication.discharging_ducts": "few",
                "ducts[0].cannulation.discharging_orifices": 1,
                "ducts[1]": SECOND,
                **nearly,
            },
        )
        for nearly in (
            {"ducts[0].cannulation.discharging_orifices": 2},
            {"ducts[1].side": "right"},
            {"ducts[1].discharge": {"seen_today": "no"}},
            # the rule on filled ducts speaks of it
            {"indication.discharging_ducts": "one"},
        )
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule_id)
def test_rule_speaks_of_what_cannot_be_and_of_nothing_near_it(example: Example) -> None:
    assert speaks_as_expected(example)


def test_every_rule_has_examples() -> None:
    assert {rule.id for rule in RULES} == {example.rule_id for example in EXAMPLES}


@pytest.mark.parametrize(
    ("one", "other", "apart"), [(12, 1, 1), (1, 12, 1), (12, 6, 6), (2, 8, 6), (3, 3, 0), (None, 3, 0)]
)
def test_hours_are_counted_the_shorter_way_round(one: int | None, other: int, apart: int) -> None:
    assert hours_between(one, other) == hours_between(other, one) == apart

"""Synthetic documents whose stops are known: what must be asked of each, and what must not be."""

import datetime
from pathlib import Path

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.review import review
from reporting.ductography.judgement.stop_kinds import stop_kind

FOLDER = Path(__file__).parents[1] / "vignettes"
SIGNED = datetime.date(2026, 5, 5)

# By document: the kinds that must be among its stops, and those that must not be.
EXPECTED: dict[str, tuple[set[str], set[str]]] = {
    "v01": ({"plan_below_rank"}, {"category_evidence", "urgency_missing", "time_missing"}),
    "v08": ({"too_late", "patient_alone", "urgency_missing"}, {"plan_below_rank", "place_conflict"}),
    "v09": (set(), {"not_assessable_only", "assessment_missing", "required_missing"}),
    "v10": ({"required_missing"}, {"reason_conflict", "forbidden_action"}),
    "v12": ({"required_missing"}, {"assessment_missing", "side_missing"}),
    "v18": ({"plan_below_rank"}, {"category_evidence"}),
    "v20": ({"plan_below_rank"}, {"lesion_size", "lesion_place", "category_evidence"}),
    # One recommendation for two breasts, as version 1 held it: the program asks whose it is.
    "v28": ({"side_missing"}, {"side_conflict", "category_evidence", "plan_below_rank"}),
    "v31": ({"required_missing"}, {"category_evidence"}),
    "v32": ({"plan_below_rank", "other"}, {"no_mammogram"}),
    "v35": ({"side_missing"}, {"detail_conflict", "reason_conflict"}),
    "v36": ({"category_evidence", "plan_below_rank", "urgency_missing"}, {"side_missing"}),
    "v37": ({"category_evidence", "plan_below_rank", "urgency_missing"}, {"side_missing"}),
    "v38": ({"category_evidence", "plan_below_rank", "urgency_missing"}, {"detail_conflict"}),
    "v44": ({"plan_below_rank"}, {"category_evidence"}),
    "v48": ({"category_evidence", "plan_below_rank", "urgency_missing"}, {"detail_conflict"}),
    "v53": ({"plan_below_rank"}, {"lesion_size", "lesion_place"}),
    "v60": ({"not_indicated_bloody", "plan_below_rank"}, {"seen_today"}),
    "v92": ({"clock_conflict"}, {"place_conflict", "size_conflict"}),
    "v93": ({"place_conflict"}, {"clock_conflict", "size_conflict"}),
    "v95": ({"place_conflict"}, {"clock_conflict", "size_conflict"}),
    "v96": ({"size_conflict"}, {"clock_conflict", "place_conflict"}),
    "v105": ({"side_conflict"}, {"detail_conflict"}),
    "v106": ({"detail_conflict"}, {"side_conflict"}),
    "v107": ({"category_evidence", "plan_below_rank", "urgency_missing"}, {"side_missing"}),
    "v110": ({"too_late"}, {"urgency_missing", "time_missing"}),
    "v113": ({"interval_order"}, {"too_late"}),
    "v117": ({"required_missing", "side_missing", "assessment_missing"}, {"due_passed"}),
    "v119": (set(), {"lesion_size", "lesion_place", "count_conflict", "size_conflict"}),
    "v129": ({"blood_test", "plan_below_rank"}, {"not_indicated_bloody"}),
    "v131": ({"plan_below_rank"}, {"no_mammogram", "other", "forbidden_action"}),
}


def stops(name: str) -> set[str]:
    found = review(ReportDocument.from_json((FOLDER / f"{name}.json").read_bytes()), SIGNED)
    return {stop_kind(remark.rule_id) for remark in (*found.prohibits, *found.alerts)}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_vignette_is_asked_about_what_is_wrong_with_it(name: str) -> None:
    must, must_not = EXPECTED[name]
    found = stops(name)
    assert must <= found
    assert not must_not & found


@pytest.mark.parametrize("name", ["v09", "v119"])
def test_a_vignette_with_nothing_wrong_may_be_signed(name: str) -> None:
    assert stops(name) == set()


def test_the_proposal_that_was_not_there_is_no_prohibition() -> None:
    """A plan that goes against a rule may be left with a reason; a report without answers may not be signed."""
    for name in EXPECTED:
        found = review(ReportDocument.from_json((FOLDER / f"{name}.json").read_bytes()), SIGNED)
        kinds = {stop_kind(remark.rule_id) for remark in found.prohibits}
        assert kinds <= {"required_missing", "side_missing", "assessment_missing", "interval_order"}

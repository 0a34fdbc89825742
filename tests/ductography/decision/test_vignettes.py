"""Synthetic documents with the steps that a breast radiologist expects, written before the rules were.

The documents are in the first document format. Each line names the breast, the rank that decides, and the steps in
order with the ducts they name (from 0); reasons and sources: clinical reference, section 7.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reporting.ductography.decision.breast_plan import plans
from reporting.ductography.document import ReportDocument

FOLDER = Path(__file__).parents[1] / "vignettes"

MRI_THEN_SURGEON = "contrast_mri; surgical_consultation"
LESION = "targeted_ultrasound 0; core_biopsy 0; localised_excision 0"
SUSPICIOUS = f"{LESION}; surgical_consultation 0"
REPEAT_OR_MRI = "repeat_ductography {}; contrast_mri; surgical_consultation"

EXPECTED = {
    "v01": ("left", "normal", MRI_THEN_SURGEON),
    "v08": ("left", "birads_5", SUSPICIOUS),
    "v09": ("left", "non_diagnostic", REPEAT_OR_MRI.format(0)),
    "v10": (
        "left",
        "non_diagnostic",
        "repeat_ductography 0; contrast_mammography; targeted_ultrasound; surgical_consultation",
    ),
    "v12": ("left", "non_diagnostic", "targeted_ultrasound; surgical_consultation; repeat_ductography"),
    "v18": ("left", "benign", MRI_THEN_SURGEON),
    "v20": ("left", "normal", MRI_THEN_SURGEON),
    "v21": ("left", "lesion", f"{LESION}; repeat_ductography 1"),
    "v27": ("left", "birads_4", LESION),
    "v31": (
        "left",
        "benign",
        "diagnostic_mammography; targeted_ultrasound; contrast_mri; surgical_consultation",
    ),
    "v32": ("left", "normal", f"targeted_ultrasound; {MRI_THEN_SURGEON}"),
    "v35": ("left", "non_diagnostic", f"{REPEAT_OR_MRI.format('')}; implant_assessment"),
    "v36": ("left", "outside_evidence", f"targeted_ultrasound; {MRI_THEN_SURGEON}"),
    "v37": ("left", "outside_evidence", "additional_mammography; targeted_ultrasound; core_biopsy"),
    "v38": ("left", "outside_evidence", "additional_mammography; targeted_ultrasound; core_biopsy"),
    "v44": ("left", "non_diagnostic", REPEAT_OR_MRI.format(0)),
    "v48": ("left", "outside_evidence", "surgical_consultation"),
    "v53": ("left", "lesion", LESION),
    "v60": ("left", "non_diagnostic", REPEAT_OR_MRI.format("")),
    "v61": ("left", "birads_4", LESION),
    "v107": ("left", "outside_evidence", "additional_mammography; targeted_ultrasound; core_biopsy"),
    "v117": (None, None, ""),
    "v129": ("left", "normal", f"blood_test; {MRI_THEN_SURGEON}"),
    "v131": ("left", "normal", MRI_THEN_SURGEON),
}


def vignette(name: str) -> ReportDocument:
    return ReportDocument.from_json((FOLDER / f"{name}.json").read_bytes())


def steps_of(plan) -> str:
    return "; ".join(" ".join([step.action.value, *map(str, step.ducts)]) for step in plan.steps)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_expected_steps_are_suggested(name: str) -> None:
    side, rank, steps = EXPECTED[name]
    (plan,) = plans(vignette(name))
    assert (plan.side and plan.side.value, plan.rank and plan.rank.value) == (side, rank)
    assert steps_of(plan) == steps.replace(" ;", ";").strip()


def test_two_breasts_have_two_plans_with_sides() -> None:
    right, left = plans(vignette("v28"))
    assert (right.side.value, right.rank.value) == ("right", "birads_4")
    assert (left.side.value, left.rank.value) == ("left", "normal")
    assert steps_of(right) == SUSPICIOUS
    assert steps_of(left) == MRI_THEN_SURGEON
    assert {step.side.value for step in right.steps} == {"right"}
    assert {step.side.value for step in left.steps} == {"left"}


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("v*.json")))
def test_no_vignette_gets_more_than_four_steps_or_one_twice(name: str) -> None:
    for plan in plans(vignette(name)):
        assert len(plan.steps) <= 4
        assert len({step.action for step in plan.steps}) == len(plan.steps)
        for step in plan.steps:
            assert step.responsible

"""What counts as evidence, and what takes it away: only what is of the same breast, the same place, and later."""

from typing import Any

import pytest

from reporting.ductography.decision.breast_plan import plans
from reporting.ductography.decision.ranks import Rank
from reporting.ductography.document import ReportDocument
from reporting.ductography.vocabulary import Side
from tests.ductography.clinical_reports import LESION, SOUND, Changes, report

DCIS = {"kind": "core_biopsy", "side": "left", "performed": "2026-03", "diagnoses": ["dcis"]}
MASS_AT_10 = {"kind": "mass", "presence": "present", "location": {"clock_position": 10}}
PALPABLE: Changes = {
    "indication.palpable_mass": "yes",
    "indication.palpable_mass_location": {"clock_position": 2},
}
BUBBLE = {"kind": "filling_defect", "presence": "present", "possible_artefacts": ["air"]}
RIGHT = {**SOUND["ducts"][0], "side": "right"}
BOTH: Changes = {"ducts[1]": RIGHT, "identity.ordered_side": "both", "assessments": []}


def rank(document: ReportDocument, side: Side = Side.LEFT) -> Rank | None:
    (found,) = (plan.rank for plan in plans(document) if plan.side is side)
    return found


def surgery(*procedures: dict[str, Any]) -> Changes:
    return {"indication.surgery": list(procedures), "assessments": []}


def studies(*earlier: dict[str, Any]) -> Changes:
    return {"comparison.earlier_studies": list(earlier), "assessments": []}


def mammogram(result: str, **more: Any) -> dict[str, Any]:
    return {"modalities": ["mammography"], "result": result, **more}


@pytest.mark.parametrize(
    ("procedures", "still"),
    [
        # an operation of earlier years, whatever the order of the list
        (
            [
                DCIS,
                {"kind": "microdochectomy", "side": "left", "performed": "2018", "diagnoses": ["papilloma"]},
            ],
            True,
        ),
        ([{"kind": "microdochectomy", "side": "left", "performed": "2018"}, DCIS], True),
        ([DCIS, {"kind": "lumpectomy", "side": "left", "performed": "2018"}], True),
        ([DCIS, {"kind": "lumpectomy", "side": "left", "performed": "2026-04"}], False),
        (
            [{"kind": "lumpectomy", "side": "left", "performed": "2026-04", "diagnoses": ["dcis"]}, DCIS],
            False,
        ),
        ([DCIS, {"kind": "lumpectomy", "side": "left", "diagnoses": ["dcis"]}], False),
        # another breast, no breast, another place, other pathology
        ([DCIS, {"kind": "lumpectomy", "side": "right", "performed": "2026-04"}], True),
        ([DCIS, {"kind": "lumpectomy", "performed": "2026-04"}], True),
        (
            [
                {**DCIS, "location": {"clock_position": 2}},
                {
                    "kind": "excision",
                    "side": "left",
                    "performed": "2026-04",
                    "location": {"clock_position": 8},
                },
            ],
            True,
        ),
        (
            [DCIS, {"kind": "excision", "side": "left", "performed": "2026-04", "diagnoses": ["papilloma"]}],
            True,
        ),
        (
            [
                DCIS,
                {"kind": "mastectomy", "side": "left", "performed": "2026-04", "diagnoses": ["papilloma"]},
            ],
            False,
        ),
        (
            [
                DCIS,
                {"kind": "excision", "side": "left", "performed": "2026-04", "diagnoses": ["no_abnormality"]},
            ],
            False,
        ),
    ],
)
def test_cancer_is_proven_until_a_later_operation_of_that_place_removed_it(
    procedures: list[dict[str, Any]], still: bool
) -> None:
    assert (rank(report(surgery(*procedures))) is Rank.PROVEN_MALIGNANCY) is still


def test_malignant_cytology_that_is_entered_as_a_study_counts_as_cells() -> None:
    study = {"modalities": ["cytology"], "side": "left", "result": "malignant"}
    assert rank(report(studies(study))) is Rank.OUTSIDE_EVIDENCE
    assert rank(report(studies({**study, "result": "negative"}))) is Rank.NORMAL
    assert rank(report(studies({**study, "side": "right"}))) is Rank.NORMAL


@pytest.mark.parametrize(
    ("later", "still"),
    [
        (mammogram("benign", side="left", findings=[MASS_AT_10]), False),
        (mammogram("benign", side="left", findings=[{"kind": "mass", "presence": "absent"}]), False),
        (mammogram("benign", findings=[{**MASS_AT_10, "side": "right"}]), True),
        (
            mammogram("benign", side="left", findings=[{**MASS_AT_10, "location": {"clock_position": 4}}]),
            True,
        ),
        (mammogram("benign", side="left"), True),
    ],
)
def test_a_suspicious_study_is_refuted_only_in_its_breast_and_place(
    later: dict[str, Any], still: bool
) -> None:
    suspicious = mammogram("suspicious", side="left", findings=[MASS_AT_10])
    assert (rank(report(studies(suspicious, later))) is Rank.OUTSIDE_EVIDENCE) is still


@pytest.mark.parametrize(
    ("more", "still"),
    [
        ({"side": "left", "findings": [{"kind": "cyst", "location": {"clock_position": 2}}]}, False),
        ({"findings": [{"kind": "cyst", "side": "right", "location": {"clock_position": 2}}]}, True),
        (
            {
                "side": "left",
                "performed": "2012",
                "findings": [{"kind": "cyst", "location": {"clock_position": 2}}],
            },
            True,
        ),
        (
            {
                "side": "left",
                "performed": "2026",
                "findings": [{"kind": "cyst", "location": {"clock_position": 2}}],
            },
            False,
        ),
    ],
)
def test_a_palpable_mass_is_explained_by_recent_ultrasound_of_its_place(
    more: dict[str, Any], still: bool
) -> None:
    study = {"modalities": ["ultrasound"], "result": "benign", **more}
    document = report(PALPABLE, studies(study))
    assert (rank(document) is Rank.OUTSIDE_EVIDENCE) is still


def test_a_finding_of_the_other_breast_takes_no_step_from_this_one() -> None:
    study = {
        "modalities": ["ultrasound"],
        "result": "benign",
        "findings": [{"kind": "cyst", "side": "right"}],
    }
    (before,), (after,) = plans(report(LESION)), plans(report(LESION, {"correlation": [study]}))
    assert after.steps == before.steps


@pytest.mark.parametrize("beside", ["adjacent_mass", "adjacent_calcification"])
@pytest.mark.parametrize("state", [{"gone_after_refill": "yes"}, {"certainty": "possible"}, {}])
def test_what_lies_beside_the_duct_stays_when_a_bubble_clears(beside: str, state: dict[str, Any]) -> None:
    finding = {**BUBBLE, **state}
    alone: Changes = {"ducts[0].findings": [finding], "assessments": []}
    with_it: Changes = {"ducts[0].findings": [{**finding, beside: "present"}], "assessments": []}
    assert rank(report(alone)) in (Rank.NORMAL, Rank.UNRESOLVED_SIGN)
    assert rank(report(with_it)) is Rank.SUSPICIOUS_SIGN


@pytest.mark.parametrize(
    ("reason", "of_the_duct"),
    [
        ("wrong_duct", {"ducts[0].cannulation.failure_reasons": ["wrong_duct"]}),
        ("extravasation", {"ducts[0].contrast.extravasation": "parenchymal"}),
        ("incomplete_filling", {"ducts[0].filling.completeness": "incomplete"}),
    ],
)
def test_the_reason_of_one_duct_is_not_that_of_the_other_breast(reason: str, of_the_duct: Changes) -> None:
    partly: Changes = {"outcome": {"status": "partially_succeeded", "reasons": [reason]}}
    document = report(BOTH, partly, of_the_duct)
    assert rank(document, Side.RIGHT) is Rank.NORMAL
    # A reason that no duct has itself counts for each.
    untold = report(BOTH, partly, {"ducts[1].filling.completeness": None})
    assert rank(untold, Side.RIGHT) is Rank.NON_DIAGNOSTIC


@pytest.mark.parametrize(
    ("study", "follow_up"),
    [
        ({"result": "negative"}, True),
        ({"result": "negative", "performed": "2026-01"}, True),
        ({"result": "negative", "performed": "2009"}, False),
    ],
)
def test_follow_up_after_a_negative_mri_needs_one_of_this_year(
    study: dict[str, Any], follow_up: bool
) -> None:
    (plan,) = plans(report(studies({"modalities": ["mri"], "side": "left", **study})))
    assert plan.answers["mri_negative"] is follow_up


def test_the_latest_mri_counts() -> None:
    negative = {"modalities": ["mri"], "side": "left", "result": "negative"}
    (plan,) = plans(report(studies(negative, {**negative, "result": "incomplete"})))
    assert not plan.answers["mri_negative"]


@pytest.mark.parametrize(
    ("finding", "suspicious"),
    [
        ({"kind": "mass"}, True),
        ({"kind": "mass", "suggests": "fibroadenoma"}, False),
        ({"kind": "mass", "suggests": "fibroadenoma", "contour": "irregular"}, True),
        ({"kind": "mass", "suggests": "papilloma"}, True),
        ({"kind": "suspicious_microcalcification", "suggests": "fibroadenoma"}, True),
    ],
)
def test_a_suspected_diagnosis_makes_no_suspicious_sign_benign(
    finding: dict[str, Any], suspicious: bool
) -> None:
    document = report(
        {"breast.findings": [{**finding, "side": "left", "presence": "present"}], "assessments": []}
    )
    assert (rank(document) is Rank.OUTSIDE_EVIDENCE) is suspicious


def test_calcifications_of_a_mammogram_called_negative_count() -> None:
    seen = {"kind": "suspicious_microcalcification", "presence": "present"}
    assert rank(report(studies(mammogram("negative", side="left", findings=[seen])))) is Rank.OUTSIDE_EVIDENCE

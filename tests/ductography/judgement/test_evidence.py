"""Category and plan against the most suspicious fact of the breast, and not against that of the other breast."""

import pytest

from reporting.ductography.judgement.contradictions.evidence import RULES
from tests.ductography.clinical_reports import FAILED, LESION, SOUND, Changes
from tests.ductography.rule_examples import ALERT, Example, speaks_as_expected

REASON = "breasts[0].recommendation.departure_reason"
BIRADS = "breasts[0].birads"
STUDY = {"modalities": ["mammography"], "side": "left", "result": "suspicious"}
BIOPSY = {"kind": "vacuum_biopsy", "side": "left", "diagnoses": ["atypical_papilloma"]}
CANCER = {"kind": "core_biopsy", "side": "left", "diagnoses": ["dcis"]}
CALCIFICATION = {"kind": "suspicious_microcalcification", "side": "left"}
MASS = {"kind": "mass", "side": "left"}

# Facts outside the duct, each with a similar one that is none, or that is one of the other breast.
EVIDENCE: tuple[tuple[Changes, Changes], ...] = (
    ({"indication.cytology_results": ["malignant_cells"]}, {"indication.cytology_results": ["debris"]}),
    ({"indication.cytology_results": ["suspicious_cells"]}, {"indication.cytology_results": ["foam_cells"]}),
    (
        {"indication.cytology_results": ["atypical_cells"]},
        {"indication.cytology_results": ["atypical_cells"], "indication.discharge_sides": "right"},
    ),
    ({"indication.purposes": ["suspicious_cytology"]}, {"indication.purposes": ["mri_inconclusive"]}),
    (
        {"ducts[0].discharge.cytology_results": ["malignant_cells"]},
        {"ducts[0].discharge.cytology_results": ["papillary_clusters"]},
    ),
    ({"correlation": [{**STUDY, "result": "malignant"}]}, {"correlation": [{**STUDY, "result": "abnormal"}]}),
    ({"correlation": [STUDY]}, {"correlation": [{**STUDY, "side": "right"}]}),
    (
        {"comparison.earlier_studies[0]": STUDY},
        {"comparison.earlier_studies[0]": {**STUDY, "result": "benign"}},
    ),
    (
        {"comparison.earlier_studies[0]": {**STUDY, "modalities": ["ultrasound"]}},
        {"comparison.earlier_studies[0]": {**STUDY, "modalities": ["ductography"]}},
    ),
    (
        {"correlation": [{"modalities": ["ultrasound"], "side": "left", "findings": [MASS]}]},
        {
            "correlation": [
                {
                    "modalities": ["ultrasound"],
                    "side": "left",
                    "findings": [{**MASS, "suggests": "fibroadenoma"}],
                }
            ]
        },
    ),
    # A later study of the same method counts instead, but only when it names the finding.
    (
        {
            "comparison.earlier_studies": [
                {**STUDY, "performed": "2025-01", "findings": [CALCIFICATION]},
                {**STUDY, "performed": "2026-01", "result": "negative"},
            ]
        },
        {
            "comparison.earlier_studies": [
                {**STUDY, "performed": "2025-01", "findings": [CALCIFICATION]},
                {
                    **STUDY,
                    "performed": "2026-01",
                    "result": "benign",
                    "findings": [{**CALCIFICATION, "presence": "absent"}],
                },
                {"modalities": ["mri"], "side": "left", "result": "negative"},
            ]
        },
    ),
    ({"indication.palpable_mass": "yes"}, {"indication.palpable_mass": "no"}),
    # Only a benign result of targeted imaging of that place explains the mass.
    (
        {
            "indication.palpable_mass": "yes",
            "correlation": [{"modalities": ["ultrasound"], "side": "left", "result": "benign"}],
        },
        {
            "indication.palpable_mass": "yes",
            "indication.palpable_mass_location": {"clock_position": 5},
            "correlation": [
                {
                    "modalities": ["ultrasound"],
                    "side": "left",
                    "result": "benign",
                    "findings": [{"kind": "cyst", "location": {"clock_position": 5}}],
                }
            ],
        },
    ),
    ({"indication.nipple_skin_changes": ["eczema"]}, {"indication.nipple_skin_changes": ["retraction"]}),
    ({"indication.nipple_skin_changes": ["ulceration"]}, {"indication.nipple_skin_changes": ["none"]}),
    ({"indication.surgery": [BIOPSY]}, {"indication.surgery": [{**BIOPSY, "diagnoses": ["papilloma"]}]}),
    ({"indication.surgery": [BIOPSY]}, {"indication.surgery": [{**BIOPSY, "side": "right"}]}),
    (
        {"indication.surgery": [BIOPSY]},
        {"indication.surgery": [BIOPSY, {"kind": "microdochectomy", "side": "left"}]},
    ),
    ({"indication.surgery": [CANCER]}, {"indication.surgery": [{**CANCER, "kind": "lumpectomy"}]}),
    ({"subsequent_procedures": [CANCER]}, {"subsequent_procedures": [{**CANCER, "side": "right"}]}),
)
SURVEY: tuple[tuple[Changes, Changes], ...] = (
    ({"breast.suspicious_microcalcification": "present"}, {"breast.suspicious_microcalcification": "absent"}),
    ({"breast.architectural_distortion": "present"}, {"breast.architectural_distortion": "not_assessable"}),
    ({"breast.mass": "present"}, {"breast.mass": "absent"}),
    ({"breast.findings": [CALCIFICATION]}, {"breast.findings": [{**CALCIFICATION, "side": "right"}]}),
    ({"breast.findings": [MASS]}, {"breast.findings": [{**MASS, "presence": "absent"}]}),
    ({"breast.findings": [{"kind": "mass"}]}, {"breast.findings": [{"kind": "cyst", "side": "left"}]}),
)


def category(birads: str) -> Changes:
    return {"assessments": [{"side": "left", "birads": birads}]}


def chosen(*actions: str, **more: object) -> Changes:
    return {"recommendation": {"actions": list(actions), "responsible": ["radiology"], **more}}


BLOODY: Changes = {"indication.colours": ["bloody"], "indication.bloody": "yes"}
NEGATIVE_MRI: Changes = {
    "comparison.earlier_studies": [{"modalities": ["mri"], "side": "left", "result": "negative"}]
}
NOT_PATHOLOGIC: Changes = {"indication.spontaneity": "expressed"}
FOLLOW_UP = chosen("clinical_follow_up")
LESION_ALONE: Changes = {**LESION, "assessments": []}
ECTASIA: Changes = {"ducts[0].findings": [{"kind": "ectasia"}], "ducts[0].filling.calibre_mm": 4}
CAVITY: Changes = {
    "ducts[0].findings": [{"kind": "cavity_filling", "cavity_kind": "postoperative_seroma"}],
    "indication.surgery": [{"kind": "lumpectomy", "side": "left", "diagnoses": ["dcis"]}],
}

EXAMPLES = [
    *(
        Example(
            "category-evidence-outside",
            ALERT,
            BIRADS,
            {**category(birads), **met},
            {**category(birads), **nearly},
        )
        for birads in ("1", "2")
        for met, nearly in EVIDENCE
    ),
    *(
        Example(
            "category-evidence-outside", ALERT, BIRADS, {**category("2"), **met}, {**category("2"), **nearly}
        )
        for met, nearly in SURVEY
    ),
    *(
        Example(
            "category-evidence-outside",
            ALERT,
            BIRADS,
            {**category("1"), **EVIDENCE[0][0]},
            {**category(birads), **EVIDENCE[0][0]},
        )
        for birads in ("0", "3", "4A")
    ),
    *(
        Example(
            "category-evidence-pathology",
            ALERT,
            BIRADS,
            {**category("6"), **missing},
            {**category("6"), **proven},
        )
        for missing in (
            {},
            {"subsequent_procedures": [{**CANCER, "side": "right"}]},
            {"subsequent_procedures": [{**CANCER, "diagnoses": ["papilloma"]}]},
            {"indication.cytology_results": ["malignant_cells"]},
        )
        for proven in (
            {"subsequent_procedures": [CANCER]},
            {"indication.surgery": [{**CANCER, "side": None}]},
            {"indication.surgery": [{**CANCER, "kind": "excision", "diagnoses": ["paget"]}]},
        )
    ),
    Example("category-evidence-pathology", ALERT, BIRADS, category("6"), category("5")),
    *(
        Example(
            "category-evidence-gics",
            ALERT,
            "breasts[0].gics",
            {"assessments": [{"side": "left", "gics": gics}]},
            nearly,
        )
        for gics in ("4", "5")
        for nearly in (
            {"assessments": [{"side": "left", "gics": "3"}]},
            {**LESION, "assessments": [{"side": "left", "gics": gics}]},
            {**ECTASIA, "assessments": [{"side": "left", "gics": gics}]},
            # the other breast is normal
            {
                **LESION,
                "assessments": [{"side": "left", "gics": gics}],
                "ducts[1]": {**SOUND["ducts"][0], "side": "right"},
            },
        )
    ),
    # Evidence outside the duct is not followed up alone.
    *(
        Example(
            "departure-without-reason",
            ALERT,
            REASON,
            {**met, **chosen(routine)},
            {**met, **chosen(routine, step)},
        )
        for met, _nearly in (*EVIDENCE, *SURVEY)
        for routine, step in (
            ("clinical_follow_up", "surgical_consultation"),
            ("routine_screening", "multidisciplinary"),
        )
    ),
    *(
        Example(
            "departure-without-reason",
            ALERT,
            REASON,
            {**FOLLOW_UP, **EVIDENCE[0][0]},
            {**FOLLOW_UP, **EVIDENCE[0][1], **NOT_PATHOLOGIC},
        ),
    ),
    *(
        Example(
            "departure-without-reason",
            ALERT,
            REASON,
            {**LESION_ALONE, **FOLLOW_UP},
            {**LESION_ALONE, **chosen(step)},
        )
        for step in (
            "targeted_ultrasound",
            "core_biopsy",
            "microdochectomy",
            "surgical_consultation",
            "other",
        )
    ),
    *(
        Example(
            "departure-without-reason",
            ALERT,
            REASON,
            {**LESION, **category("0"), **chosen("compare_with_priors")},
            {**LESION, **category("0"), **chosen("compare_with_priors", step)},
        )
        for step in ("targeted_ultrasound", "spot_magnification", "repeat_ductography", "contrast_mri")
    ),
    Example(
        "departure-without-reason",
        ALERT,
        REASON,
        {**LESION, **category("3"), **chosen("imaging_follow_up")},
        {**LESION, **category("3"), **chosen("imaging_follow_up", departure_reason="Stable for 3 years.")},
    ),
    Example(
        "departure-without-reason",
        ALERT,
        REASON,
        {**LESION_ALONE, **FOLLOW_UP, "ducts[0].findings[0].contour": "irregular"},
        {**LESION, **chosen("surgical_consultation"), **category("4A")},
    ),
    Example(
        "departure-without-reason",
        ALERT,
        REASON,
        {**FOLLOW_UP, **category("6"), "subsequent_procedures": [CANCER]},
        {**chosen("multidisciplinary"), **category("6"), "subsequent_procedures": [CANCER]},
    ),
    # A normal duct does not explain pathologic discharge.
    *(
        Example(
            "departure-without-reason",
            ALERT,
            REASON,
            {**BLOODY, **FOLLOW_UP},
            {**BLOODY, **nearly},
        )
        for nearly in (
            chosen("contrast_mri"),
            chosen("surgical_consultation", "clinical_follow_up"),
            chosen("ductoscopy"),
            {**FOLLOW_UP, "recommendation.departure_reason": "The patient declines MRI and surgery."},
            {**FOLLOW_UP, **NEGATIVE_MRI},
        )
    ),
    *(
        Example(
            "departure-without-reason",
            ALERT,
            REASON,
            {**FOLLOW_UP, **met},
            {**FOLLOW_UP, **nearly},
        )
        for met, nearly in (
            ({}, NOT_PATHOLOGIC),
            ({}, {"indication.discharging_ducts": "several"}),
            ({}, {"indication.discharge_sides": "both"}),
            (
                {"indication.discharging_ducts": "unknown"},
                {"indication.discharge_sides": "right", "ducts[0].discharge": None},
            ),
            (
                {"indication.colours": ["clear"], "ducts[0].discharge.colours": ["clear"]},
                {"indication.colours": ["milky"], "ducts[0].discharge.colours": ["milky"]},
            ),
            (
                {**BLOODY, "indication.discharge_sides": "both", "indication.discharging_ducts": "several"},
                {
                    "indication.colours": ["green"],
                    "ducts[0].discharge.colours": ["green"],
                    "indication.discharge_sides": "both",
                },
            ),
            (
                {"indication.colours": ["black"], "ducts[0].discharge": {"colours": ["black"]}},
                {
                    "indication.colours": ["black"],
                    "ducts[0].discharge": {"colours": ["black"], "blood_test": "negative"},
                },
            ),
        )
    ),
    Example(
        "departure-without-reason",
        ALERT,
        REASON,
        FOLLOW_UP,
        {
            **FOLLOW_UP,
            "comparison.earlier_studies": [{"modalities": ["mri"], "side": "left", "result": "benign"}],
        },
    ),
    Example(
        "departure-without-reason",
        ALERT,
        REASON,
        {
            **FOLLOW_UP,
            "comparison.earlier_studies": [{"modalities": ["mri"], "side": "right", "result": "negative"}],
        },
        {**FOLLOW_UP, **NEGATIVE_MRI},
    ),
    Example(
        "departure-without-reason",
        ALERT,
        REASON,
        {**ECTASIA, **BLOODY, **FOLLOW_UP},
        {**ECTASIA, **FOLLOW_UP, **NOT_PATHOLOGIC},
    ),
    Example(
        "departure-without-reason",
        ALERT,
        REASON,
        {**CAVITY, **BLOODY, **FOLLOW_UP},
        {**CAVITY, **FOLLOW_UP, **NOT_PATHOLOGIC},
    ),
    *(
        Example(
            "departure-without-reason", ALERT, REASON, {**FAILED, **FOLLOW_UP}, {**FAILED, **chosen(step)}
        )
        for step in ("repeat_ductography", "reschedule", "targeted_ultrasound", "surgical_consultation")
    ),
    Example(
        "departure-without-reason",
        ALERT,
        REASON,
        {**FOLLOW_UP, "outcome.reasons": ["wrong_duct"]},
        {**chosen("repeat_ductography"), "outcome.reasons": ["wrong_duct"]},
    ),
    Example(
        "departure-without-reason",
        ALERT,
        REASON,
        {
            **FOLLOW_UP,
            "ducts[0].findings": [{"kind": "filling_defect", "presence": "not_assessable"}],
        },
        {
            **chosen("repeat_ductography"),
            "ducts[0].findings": [{"kind": "filling_defect", "presence": "not_assessable"}],
        },
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule_id)
def test_rule_speaks_of_the_evidence_and_of_nothing_near_it(example: Example) -> None:
    assert speaks_as_expected(example)


def test_every_rule_has_examples() -> None:
    assert {rule.id for rule in RULES} < {example.rule_id for example in EXAMPLES}

"""What a clinical report owes as a real answer, and what a published case need not know."""

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.completeness.required_answers import RULES
from reporting.ductography.judgement.rules import ask
from tests.ductography.clinical_reports import FAILED, LESION, NOT_DONE, SOUND, Changes, report
from tests.ductography.rule_examples import ALERT, PROHIBIT, Example, remarks, speaks_as_expected
from tests.full_document import not_recorded_document

PLACE = "ducts[0].findings[0]"
BOTH: Changes = {"ducts[1]": {**SOUND["ducts"][0], "side": "right"}, "indication.discharge_sides": "both"}
NOT_ASSESSABLE = [{"kind": "filling_defect", "presence": "not_assessable"}]
LIMITS: tuple[Changes, ...] = (
    {"outcome.limitations": ["image_quality"]},
    {"outcome.reasons": ["incomplete_filling"]},
    {"ducts[0].contrast.extravasation": "periductal"},
    {"ducts[0].contrast.reflux": "yes"},
    {"ducts[0].filling.completeness": "incomplete"},
    {"ducts[0].cannulation.failure_reasons": ["pain"]},
)
NO_LIMITS: tuple[Changes, ...] = (
    {},
    {"outcome.limitations": ["none"]},
    {"outcome.limitations": ["no_pre_contrast_images", "other_ducts_not_examined"]},
)
NAMELESS = [{"presence": None, "not_recorded": ["kind"]}]
RUPTURE: Changes = {"indication.implants": "both", "indication.implant_integrity": "ruptured"}
SEEN = {"kind": "implant_rupture", "side": "left"}
STUDY = {"modalities": ["mammography"], "result": "suspicious"}


def left_out(group: str, *names: str) -> Changes:
    return {**{f"{group}.{name}": None for name in names}, f"{group}.not_recorded": list(names)}


def lesion(**answers: object) -> Changes:
    return {**LESION, **{f"{PLACE}.{name}": value for name, value in answers.items()}}


EXAMPLES = [
    *(
        Example(
            "required-missing-patient",
            PROHIBIT,
            f"identity.{name}",
            left_out("identity", name),
            {f"identity.{name}": None},
        )
        for name in ("patient_name", "mrn", "birth_date")
    ),
    *(
        Example(
            "required-missing-patient",
            PROHIBIT,
            "identity.birth_date",
            left_out("identity", "birth_date"),
            nearly,
        )
        for nearly in ({**left_out("identity", "birth_date"), "identity.age_years": 46}, {})
    ),
    Example(
        "required-missing-date",
        PROHIBIT,
        "identity.examination_date",
        left_out("identity", "examination_date"),
        {"identity.examination_date": None},
    ),
    Example(
        "required-missing-outcome",
        PROHIBIT,
        "outcome.status",
        left_out("outcome", "status"),
        {"outcome.status": None},
    ),
    *(
        Example(
            "required-missing-reasons",
            PROHIBIT,
            "outcome.reasons",
            {"outcome": {"status": status, "not_recorded": ["reasons"]}},
            nearly,
        )
        for status in ("failed", "partially_succeeded", "not_attempted")
        for nearly in (
            {"outcome": {"status": status}},
            {"outcome": {"status": status, "reasons": ["pain"]}},
            {"outcome": {"status": "succeeded", "not_recorded": ["reasons"]}},
        )
    ),
    *(
        Example(
            "required-missing-indication",
            PROHIBIT,
            "indication.purposes",
            {"indication": missing},
            {"indication": told},
        )
        for missing, told in (
            ({}, {"discharge": "yes"}),
            ({"not_recorded": ["discharge_sides", "purposes"]}, {"purposes": ["find_cause"]}),
            ({"pregnancy": "not_pregnant"}, {"colours": ["bloody"]}),
            ({"implants": "none"}, {"palpable_mass": "yes"}),
            ({}, {"text": "Follow-up of a papilloma."}),
        )
    ),
    *(
        Example(
            "required-missing-reading",
            PROHIBIT,
            "ducts[0].findings",
            {"ducts[0].findings": NAMELESS},
            {"ducts[0].findings": NAMELESS, **nearly},
        )
        for nearly in (
            {"ducts[0].findings": [{"kind": "normal_duct"}]},
            {"ducts[0].findings": [{"kind": "filling_defect", "presence": "absent"}]},
            {"ducts[0].findings": []},
            {"ducts[0].filling.completeness": "not_filled"},
            *LIMITS,
        )
    ),
    Example(
        "required-missing-reading",
        PROHIBIT,
        "ducts[0].findings",
        {"ducts[0].findings": [{"kind": "ectasia", "presence": None, "not_recorded": ["presence"]}]},
        # that of the other duct is told
        {"ducts[1]": {**SOUND["ducts"][0], "findings": NAMELESS}},
    ),
    Example(
        "required-missing-recommendation",
        PROHIBIT,
        "breasts[0].recommendation.steps[0].action",
        {"recommendation": {"not_recorded": ["actions"]}},
        {"recommendation": None},
    ),
    Example(
        "required-missing-recommendation",
        PROHIBIT,
        "breasts[0].recommendation.steps[0].action",
        {"recommendation": {"not_recorded": ["actions"]}},
        {},
    ),
    *(
        Example(
            "assessment-missing-category",
            PROHIBIT,
            "breasts",
            {"assessments": [{"side": "left", "not_recorded": ["birads", "gics"]}]},
            nearly,
        )
        for nearly in (
            {"assessments": [{"side": "left", "not_recorded": ["birads"], "gics": "1"}]},
            {"assessments": []},
            {**FAILED, "assessments": [{"side": "left", "not_recorded": ["birads"]}]},
            {
                "assessments": [{"side": "left", "not_recorded": ["birads"]}],
                "ducts[0].findings": NOT_ASSESSABLE,
                "ducts[0].contrast.extravasation": "parenchymal",
            },
        )
    ),
    Example(
        "assessment-missing-category",
        PROHIBIT,
        "breasts",
        {
            **LESION,
            "assessments": [{"not_recorded": ["gics"]}],
            "ducts[0].filling.completeness": "incomplete",
        },
        {**LESION, "ducts[0].filling.completeness": "incomplete"},
    ),
    Example(
        "assessment-missing-category",
        PROHIBIT,
        "breasts",
        {"ducts": [], "assessments": [{"not_recorded": ["birads"]}]},
        {"ducts": [], "assessments": [{"birads": "0"}]},
    ),
    *(
        Example(
            "not-assessable-only",
            PROHIBIT,
            "ducts[0].findings",
            {"ducts[0].findings": NOT_ASSESSABLE, **unexplained},
            {"ducts[0].findings": NOT_ASSESSABLE, **explained},
        )
        for unexplained in NO_LIMITS
        for explained in LIMITS
    ),
    *(
        Example(
            "not-assessable-only",
            PROHIBIT,
            "ducts[0].findings",
            {"ducts[0].findings": NOT_ASSESSABLE},
            {"ducts[0].findings": findings},
        )
        for findings in ([*NOT_ASSESSABLE, {"kind": "ectasia"}], [{"kind": "normal_duct"}], [])
    ),
    Example(
        "not-assessable-only",
        PROHIBIT,
        "ducts[0].findings",
        {"ducts[0].findings": NOT_ASSESSABLE},
        {**FAILED, "ducts[0].findings": NOT_ASSESSABLE},
    ),
    Example(
        "side-missing-duct", PROHIBIT, "ducts[0].side", left_out("ducts[0]", "side"), {"ducts[0].side": None}
    ),
    *(
        Example(
            "side-missing-assessment",
            PROHIBIT,
            "breasts[0].side",
            {"assessments": [{"birads": "1", "not_recorded": ["side"]}], **several},
            nearly,
        )
        for several in (
            BOTH,
            {"assessments[1]": {"side": "right", "birads": "1"}},
        )
        for nearly in (
            {"assessments": [{"birads": "1", "not_recorded": ["side"]}]},
            {**BOTH, "assessments": [{"birads": "1"}]},
        )
    ),
    *(
        Example(
            "side-missing-report",
            PROHIBIT,
            "indication.discharge_sides",
            {**NOT_DONE, "identity.ordered_side": None, "indication.discharge_sides": None, **marked},
            {**NOT_DONE, **nearly},
        )
        for marked in (
            {"identity.not_recorded": ["ordered_side"]},
            {"indication.not_recorded": ["discharge_sides"]},
        )
        for nearly in (
            {"identity.ordered_side": None, "indication.discharge_sides": None},
            left_out("identity", "ordered_side"),
            left_out("indication", "discharge_sides"),
        )
    ),
    *(
        Example("side-missing-implant", ALERT, "indication.implant_rupture_sides", {**RUPTURE, **met}, nearly)
        for met in (
            {},
            {"indication.implant_integrity": "suspected_rupture"},
            {"breast.findings": [{"kind": "implant_rupture"}]},
            {"breast.findings": [{"kind": "cyst", "side": "left"}]},
        )
        for nearly in (
            {**RUPTURE, "indication.implants": "left"},
            {**RUPTURE, "indication.implant_integrity": "intact"},
            {**RUPTURE, "indication.implant_rupture_sides": "left"},
            {**RUPTURE, "indication.implant_rupture_sides": "both"},
            {**RUPTURE, "breast.findings": [SEEN]},
            {**RUPTURE, "correlation": [{"modalities": ["mri"], "findings": [SEEN]}]},
            {
                **RUPTURE,
                "comparison.earlier_studies": [
                    {"modalities": ["mri"], "side": "right", "findings": [{"kind": "implant_rupture"}]}
                ],
            },
        )
    ),
    *(
        Example("side-missing-study", ALERT, "correlation[0].side", {**BOTH, "correlation": [met]}, nearly)
        for met in (
            STUDY,
            {**STUDY, "result": "malignant"},
            {"modalities": ["ultrasound"], "findings": [{"kind": "mass"}]},
        )
        for nearly in (
            {"correlation": [STUDY]},
            {**BOTH, "correlation": [{**STUDY, "side": "left"}]},
            {**BOTH, "correlation": [{**STUDY, "result": "benign"}]},
            {**BOTH, "correlation": [{**STUDY, "findings": [{"kind": "mass", "side": "left"}]}]},
        )
    ),
    *(
        Example(
            "side-missing-finding",
            ALERT,
            "breast.findings[0].side",
            {**BOTH, "breast.findings": [{"kind": kind}]},
            nearly,
        )
        for kind in ("mass", "suspicious_microcalcification", "architectural_distortion")
        for nearly in (
            {"breast.findings": [{"kind": kind}]},
            {**BOTH, "breast.findings": [{"kind": kind, "side": "right"}]},
            {**BOTH, "breast.findings": [{"kind": kind, "presence": "absent"}]},
            {**BOTH, "breast.findings": [{"kind": "cyst"}]},
        )
    ),
    *(
        Example(
            "side-missing-pathology",
            ALERT,
            "indication.surgery[0].side",
            {**BOTH, "indication.surgery": [{"kind": "core_biopsy", "diagnoses": [diagnosis]}]},
            nearly,
        )
        for diagnosis in ("dcis", "atypical_papilloma")
        for nearly in (
            {"indication.surgery": [{"kind": "core_biopsy", "diagnoses": [diagnosis]}]},
            {**BOTH, "indication.surgery": [{"side": "left", "diagnoses": [diagnosis]}]},
            {**BOTH, "indication.surgery": [{"kind": "core_biopsy", "diagnoses": ["papilloma"]}]},
        )
    ),
    *(
        Example("lesion-size", PROHIBIT, f"{PLACE}.length_mm", lesion(length_mm=None), nearly)
        for nearly in (
            lesion(length_mm=4),
            lesion(length_mm=None, width_mm=3),
            lesion(length_mm=None, thickness_mm=3),
            lesion(length_mm=None, extent_mm=30),
            lesion(length_mm=None, not_recorded=["length_mm"]),
            lesion(length_mm=None, kind="cut_off"),
            lesion(length_mm=None, presence="absent"),
            lesion(length_mm=None, possible_artefacts=["air"]),
            lesion(length_mm=None, possible_artefacts=["air"], gone_after_refill="yes"),
        )
    ),
    Example(
        "lesion-size",
        PROHIBIT,
        f"{PLACE}.length_mm",
        lesion(length_mm=None, possible_artefacts=["air"], gone_after_refill="no"),
        {"ducts[1]": {**SOUND["ducts"][0], "findings": [{"kind": "filling_defect"}]}},
    ),
    *(
        Example(
            "lesion-place-direction",
            ALERT,
            f"{PLACE}.location.clock_position",
            lesion(location={"distance_from_nipple_mm": 20}, kind=kind),
            nearly,
        )
        for kind in ("filling_defect", "cut_off")
        for nearly in (
            lesion(location={"distance_from_nipple_mm": 20, "clock_position": 2}),
            lesion(location={"distance_from_nipple_mm": 20, "region": "upper_outer"}),
            lesion(location={"distance_from_nipple_mm": 20, "direction_from_nipple": "lateral"}),
            {**lesion(location={"distance_from_nipple_mm": 20}), "ducts[0].clock_position": 2},
            lesion(location={"distance_from_nipple_mm": 20}, kind="ectasia"),
            lesion(location=None),
        )
    ),
    Example(
        "lesion-place-direction",
        ALERT,
        f"{PLACE}.location.clock_position",
        lesion(location={"distance_from_nipple_mm": 20, "not_recorded": ["clock_position"]}),
        LESION,
    ),
    *(
        Example(
            "lesion-place-depth",
            ALERT,
            f"{PLACE}.location.distance_from_nipple_mm",
            lesion(location={"clock_position": 2}),
            nearly,
        )
        for nearly in (
            lesion(location={"clock_position": 2, "distance_from_nipple_mm": 0}),
            lesion(location={"clock_position": 2}, branch_order="main_duct"),
            lesion(location={"clock_position": 2}, along_duct="middle"),
            lesion(location={"clock_position": 2, "region": "subareolar"}),
            lesion(location={"clock_position": 2}, kind="ectasia"),
            lesion(location=None),
        )
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule_id)
def test_rule_speaks_of_what_is_owed_and_of_nothing_near_it(example: Example) -> None:
    assert speaks_as_expected(example)


def test_every_rule_has_examples() -> None:
    assert {rule.id for rule in RULES} == {example.rule_id for example in EXAMPLES}


@pytest.mark.parametrize("kind", ["clinical", "synthetic"])
def test_a_report_in_which_nothing_is_recorded_is_not_signed(kind: str) -> None:
    document = not_recorded_document()
    origin = document.origin.model_copy(update={"kind": kind, "not_recorded": ()})
    found = {remark.rule_id for remark in ask(RULES, document.model_copy(update={"origin": origin}))}
    assert found >= {
        "required-missing-patient",
        "required-missing-date",
        "required-missing-outcome",
        "required-missing-indication",
        "required-missing-reading",
        "required-missing-recommendation",
        "assessment-missing-category",
        "side-missing-duct",
    }


def test_a_published_case_owes_none_of_it() -> None:
    for example in EXAMPLES:
        document: ReportDocument = report(example.met, {"origin.kind": "published"})
        assert example.rule_id not in {remark.rule_id for remark in remarks(document)}

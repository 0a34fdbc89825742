"""Published cases: every fact of the publication has its own field, and the file holds no fact beyond it.

The expectations are typed from the publications as restated; none is read from the files under test. Where
the source gives two or three sizes, the longest is the length. That the examination succeeded follows from
the ductogram that was published.
"""

import re
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from reporting.ductography.document import ReportDocument, is_blank, leaf_values
from reporting.ductography.document.comparison import LeafValue
from reporting.ductography.judgement.completeness import missing
from reporting.ductography.layout.print_state import Letterhead, PrintState
from reporting.ductography.layout.text_report import render_text

CASES = Path(__file__).resolve().parent.parent / "fixtures" / "cases"
NOT_RECORDED = "-"

# What a source leaves open, in every published case of a ductogram.
OPEN = {
    "identity.birth_date": NOT_RECORDED,
    "identity.examination_date": NOT_RECORDED,
    "identity.referrer": NOT_RECORDED,
    "comparison.pre_contrast_mammogram": NOT_RECORDED,
    "complications.occurrence": NOT_RECORDED,
    "breasts[0].gics": NOT_RECORDED,
    "breasts[0].birads": NOT_RECORDED,
    "outcome.status": "succeeded",
    "ducts[0].contrast.agent": NOT_RECORDED,
    "ducts[0].contrast.volume_ml": NOT_RECORDED,
}
NO_VIEWS_STATED = {"ducts[0].views[0].projection": NOT_RECORDED}
NO_ADVICE = {"breasts[0].recommendation.steps[0].action": NOT_RECORDED}
FEMALE = {"identity.sex": "female"}


def of_side(side: str) -> dict[str, Any]:
    return {"indication.discharge_sides": side, "ducts[0].side": side, "breasts[0].side": side}


C02 = {
    **OPEN,
    **NO_VIEWS_STATED,
    **NO_ADVICE,
    **FEMALE,
    **of_side("left"),
    "identity.age_years": 40,
    "indication.discharge": "yes",
    "indication.colours": ("clear", "serous"),
    "indication.thickness": "watery",
    "indication.discharging_ducts": "one",
    "indication.bloody": "no",
    "indication.bloody_other_side": "no",
    "indication.palpable_mass": "no",
    "indication.nipple_skin_changes": ("no_skin_change",),
    "ducts[0].cannulation.orifice_zone": "central",
    "comparison.earlier_studies[0].modalities": ("mammography",),
    "comparison.earlier_studies[0].result": "negative",
    "comparison.earlier_studies[0].findings[0].kind": "nipple_retraction",
    "comparison.earlier_studies[0].findings[0].presence": "absent",
    "comparison.earlier_studies[1].modalities": ("ultrasound",),
    "comparison.earlier_studies[1].findings[0].kind": "dilated_duct",
    "comparison.earlier_studies[1].findings[0].presence": "present",
    "comparison.earlier_studies[1].findings[1].kind": "intraductal_mass",
    "comparison.earlier_studies[1].findings[1].presence": "absent",
    # The combination of three: a dilated duct that ends abruptly, without a filling defect.
    "ducts[0].filling.calibre": "dilated",
    "ducts[0].findings[0].kind": "ectasia",
    "ducts[0].findings[0].presence": "present",
    "ducts[0].findings[1].kind": "cut_off",
    "ducts[0].findings[1].presence": "present",
    "ducts[0].findings[1].cut_off_form": "abrupt",
    "ducts[0].findings[2].kind": "filling_defect",
    "ducts[0].findings[2].presence": "absent",
    "correlation[0].modalities": ("mri",),
    "correlation[0].findings[0].kind": "mass",
    "correlation[0].findings[0].presence": "absent",
    "correlation[0].findings[1].kind": "dilated_duct",
    "correlation[0].findings[1].presence": "present",
    "subsequent_procedures[0].kind": NOT_RECORDED,
    "subsequent_procedures[0].diagnoses": ("intraductal_papilloma",),
    "subsequent_procedures[0].multiplicity": "single",
    "subsequent_procedures[0].lesion_size": "small",
}
C03 = {
    **OPEN,
    **NO_ADVICE,
    **FEMALE,
    **of_side("left"),
    "identity.age_years": 64,
    "indication.discharge": "yes",
    "indication.colours": NOT_RECORDED,
    "indication.thickness": NOT_RECORDED,
    "ducts[0].clock_position": 9,
    "ducts[0].filling.calibre": "dilated",
    "ducts[0].filling.upstream": "not_opacified",
    "ducts[0].views[0].projection": "cc",
    "ducts[0].views[1].projection": "ml",
    "ducts[0].findings[0].kind": "filling_defect",
    "ducts[0].findings[0].presence": "present",
    "ducts[0].findings[0].lumen_effect": "complete",
    "ducts[0].findings[0].location.direction_from_nipple": "medial",
    "ducts[0].findings[0].location.direction_degree": "slight",
    "ducts[0].findings[0].location.depth_from_skin_mm": 15,
    "ducts[0].findings[0].thickness_mm": 2,
    "outcome.limitations": ("upstream_not_opacified", "extent_not_delineated"),
    "breast.findings[0].kind": "calcification",
    "breast.findings[0].presence": "present",
    "breast.findings[0].side": "left",
    "breast.findings[0].calcification_form": "popcorn",
    "breast.findings[0].location.region": "upper_inner",
    "breast.findings[0].suggests": "hyalinised_fibroadenoma",
    "breast.suspicious_microcalcification": "absent",
    "breast.architectural_distortion": "absent",
    "breast.enlarged_axillary_nodes": "absent",
    "correlation[0].modalities": ("ultrasound",),
    "correlation[0].side": "left",
    "correlation[0].findings[0].kind": "dilated_duct",
    "correlation[0].findings[0].presence": "present",
    "correlation[0].findings[0].content": "fluid",
    "correlation[0].findings[0].location.clock_position": 9,
    "correlation[0].findings[0].length_mm": 20,
    "correlation[0].findings[1].kind": "intraductal_mass",
    "correlation[0].findings[1].presence": "present",
    "correlation[0].findings[1].location.clock_position": 9,
    "correlation[0].findings[1].length_mm": 3.7,
    "correlation[0].findings[1].width_mm": 1.7,
    "correlation[0].findings[1].echogenicity": "hypoechoic",
    "correlation[0].findings[1].vascularity": "absent",
    "correlation[0].findings[2].kind": "mass",
    "correlation[0].findings[2].presence": "present",
    "correlation[0].findings[2].location.clock_position": 11,
    "correlation[0].findings[2].shape": "oval",
    "correlation[0].findings[2].echogenicity": "hypoechoic",
    "correlation[0].findings[2].calcification_form": "macrocalcification",
    "correlation[0].findings[2].length_mm": 20,
    "correlation[0].findings[2].width_mm": 14,
    "correlation[0].findings[2].thickness_mm": 8,
    "subsequent_procedures[0].kind": "ductoscopy",
    "subsequent_procedures[0].side": "left",
    "subsequent_procedures[1].kind": "microdochectomy",
    "subsequent_procedures[1].side": "left",
    "subsequent_procedures[1].location.clock_position": 9,
    "subsequent_procedures[1].diagnoses": ("papilloma",),
    "subsequent_procedures[2].kind": "excision",
    "subsequent_procedures[2].side": "left",
    "subsequent_procedures[2].location.clock_position": 11,
    "subsequent_procedures[2].diagnoses": ("fibroadenoma",),
}
C05 = {
    **OPEN,
    **NO_VIEWS_STATED,
    **NO_ADVICE,
    **FEMALE,
    **of_side("right"),
    "identity.age_years": 47,
    "indication.discharge": "yes",
    "indication.colours": ("serous",),
    "ducts[0].findings[0].kind": "filling_defect",
    "ducts[0].findings[0].presence": "present",
    "ducts[0].findings[0].multiplicity": "single",
    "ducts[0].findings[0].location.distance_from_nipple_mm": 30,
    "ducts[0].findings[0].location.approximate": "yes",
    "ducts[0].discharge.cytology": "resulted",
    "ducts[0].discharge.cytology_results": ("normal_epithelial_cells", "debris"),
    "subsequent_procedures[0].kind": NOT_RECORDED,
    "subsequent_procedures[0].side": "right",
    "subsequent_procedures[0].diagnoses": ("papilloma",),
    "subsequent_procedures[0].multiplicity": "single",
    "subsequent_procedures[0].contour": "lobulated",
}
C07 = {
    **OPEN,
    **NO_VIEWS_STATED,
    **NO_ADVICE,
    **FEMALE,
    **of_side(NOT_RECORDED),
    "identity.age_years": 55,
    "indication.discharge": "yes",
    "indication.spontaneity": "spontaneous",
    "indication.colours": ("clear", "bloody"),
    "ducts[0].findings[0].kind": "cut_off",
    "ducts[0].findings[0].presence": "present",
    "ducts[0].findings[0].location.region": "subareolar",
    "ducts[0].findings[1].kind": "filling_defect",
    "ducts[0].findings[1].presence": "present",
    "ducts[0].findings[1].lumen_position": "central",
    "ducts[0].findings[1].location.direction_from_nipple": "posterior",
    "ducts[0].findings[1].location.distance_from_nipple_mm": 30,
    "added_procedures[0].kind": "repeat_ductogram",
    "added_procedures[0].aid": "alphanumeric_paddle",
    "added_procedures[1].kind": "needle_localisation",
    "added_procedures[1].target": "filling_defect",
    "added_procedures[2].kind": "orthogonal_view",
    "added_procedures[3].kind": "specimen_radiograph",
    "added_procedures[3].specimen_findings": ("no_lesion_visible", "wire_out", "contrast_gone"),
    "subsequent_procedures[0].kind": "localised_excision",
    "subsequent_procedures[0].diagnoses": ("papilloma",),
}
C10 = {
    **OPEN,
    **NO_VIEWS_STATED,
    **of_side("right"),
    "identity.age_years": NOT_RECORDED,
    "identity.sex": NOT_RECORDED,
    "indication.discharge": "yes",
    "indication.colours": ("bloody",),
    "indication.persistence": "persistent",
    "comparison.earlier_studies[0].modalities": ("mammography",),
    "comparison.earlier_studies[0].side": "right",
    "comparison.earlier_studies[0].result": "negative",
    "comparison.earlier_studies[0].agreement": "discordant",
    "ducts[0].findings[0].kind": "cut_off",
    "ducts[0].findings[0].presence": "present",
    "ducts[0].findings[1].kind": "filling_defect",
    "ducts[0].findings[1].presence": "present",
    "ducts[0].findings[1].shape": "round",
    "ducts[0].findings[1].lumen_effect": "complete",
    "correlation[0].modalities": ("mammography",),
    "correlation[0].side": "right",
    "correlation[0].first_result": "negative",
    "correlation[0].result": "abnormal",
    "correlation[0].agreement": "concordant",
    "correlation[0].findings[0].kind": "mass",
    "correlation[0].findings[0].presence": "present",
    "correlation[0].findings[0].side": "right",
    "correlation[0].findings[0].location.region": "subareolar",
    "subsequent_procedures[0].kind": NOT_RECORDED,
    "subsequent_procedures[0].side": "right",
    "subsequent_procedures[0].diagnoses": NOT_RECORDED,
    "breasts[0].recommendation.steps[0].action": "targeted_ultrasound",
    "breasts[0].recommendation.steps[1].action": "spot_magnification",
}
C13 = {
    **OPEN,
    **NO_VIEWS_STATED,
    **NO_ADVICE,
    **FEMALE,
    **of_side("left"),
    "identity.age_years": 62,
    "indication.discharge": "yes",
    "indication.since": "2015",
    "indication.presented": "2018",
    "indication.spontaneity": "spontaneous",
    "indication.colours": ("bloody",),
    "indication.discharging_ducts": "unknown",
    "indication.palpable_mass": "no",
    "indication.menopausal_status": "postmenopausal",
    "indication.births": 0,
    "indication.hormones_and_drugs": ("no_hormones",),
    "indication.comorbidities": ("diabetes_type_2", "hypertension", "hyperlipidaemia"),
    "indication.family_history": ("none",),
    "comparison.earlier_studies[0].modalities": ("mammography", "ultrasound"),
    "comparison.earlier_studies[0].side": "left",
    "comparison.earlier_studies[0].findings[0].kind": "prominent_nipple",
    "comparison.earlier_studies[0].findings[0].presence": "present",
    "comparison.earlier_studies[0].findings[0].side": "left",
    "comparison.earlier_studies[0].findings[0].location.region": "nipple",
    "comparison.earlier_studies[0].findings[1].kind": "increased_vascularity",
    "comparison.earlier_studies[0].findings[1].presence": "present",
    "comparison.earlier_studies[0].findings[1].side": "left",
    "comparison.earlier_studies[0].findings[1].location.region": "nipple",
    "comparison.earlier_studies[0].findings[2].kind": "calcification",
    "comparison.earlier_studies[0].findings[2].presence": "present",
    "comparison.earlier_studies[0].findings[2].side": "left",
    "comparison.earlier_studies[0].findings[2].location.region": "nipple",
    "ducts[0].findings[0].kind": "cut_off",
    "ducts[0].findings[0].presence": "present",
    "ducts[0].findings[0].along_duct": "near_nipple",
    "subsequent_procedures[0].kind": "nipple_excision",
    "subsequent_procedures[0].side": "left",
    "subsequent_procedures[0].location.region": "nipple",
    "subsequent_procedures[0].diagnoses": ("encapsulated_papillary_carcinoma",),
    "subsequent_procedures[0].margin_mm": 1,
    "subsequent_procedures[0].margin_direction": "deep",
    "subsequent_procedures[1].kind": "sentinel_node_biopsy",
    "subsequent_procedures[1].side": "left",
    "subsequent_procedures[1].sentinel_node": "negative",
    "subsequent_procedures[2].kind": "simple_mastectomy",
    "subsequent_procedures[2].side": "left",
    "subsequent_procedures[2].diagnoses": ("dcis",),
}
C14 = {
    **OPEN,
    **NO_VIEWS_STATED,
    **NO_ADVICE,
    **FEMALE,
    **of_side("left"),
    "identity.age_years": 49,
    "indication.discharge": "yes",
    "indication.spontaneity": "spontaneous",
    "indication.purposes": ("discharge_after_surgery",),
    "indication.had_surgery": "yes",
    "indication.surgery[0].kind": "lumpectomy",
    "indication.surgery[0].side": "left",
    "indication.surgery[0].location.region": "upper_outer",
    "indication.surgery[0].diagnoses": ("invasive_ductal_carcinoma",),
    "indication.surgery[0].sentinel_node": "negative",
    "comparison.earlier_studies[0].modalities": ("planning_ct",),
    "comparison.earlier_studies[0].findings[0].kind": "seroma",
    "comparison.earlier_studies[0].findings[0].presence": "present",
    "ducts[0].findings[0].kind": "cavity_filling",
    "ducts[0].findings[0].presence": "present",
    "ducts[0].findings[0].cavity_kind": "postoperative_seroma",
    "ducts[0].findings[0].fills_through_native_duct": "yes",
    "ducts[0].findings[0].confirmed_on_several_views": "yes",
    "ducts[0].findings[0].cannula_reached_cavity": "no",
    "ducts[0].findings[0].direct_injection_excluded": "yes",
    "breast.mass": NOT_RECORDED,
    "impression.suspected_diagnosis": "seroma",
}
NO_DUCTOGRAM = {
    "identity.birth_date": NOT_RECORDED,
    "identity.examination_date": NOT_RECORDED,
    "identity.referrer": NOT_RECORDED,
    "outcome.status": "not_attempted",
    "outcome.reasons": ("not_indicated",),
}
N01 = {
    **NO_DUCTOGRAM,
    **FEMALE,
    "identity.age_years": 33,
    "indication.discharge": "yes",
    "indication.discharge_sides": "both",
    "indication.colours": ("brown", "grey"),
    "indication.spontaneity": "expressed",
    "indication.blood_test": "negative",
    "indication.blood_test_method": "guaiac",
    "indication.pregnancy_test": "negative",
    "indication.pregnancy_test_method": "urine_hcg",
    "indication.hormones_and_drugs": ("intrauterine_device",),
    "impression.suspected_diagnosis": "galactorrhoea",
    "breasts[0].side": NOT_RECORDED,  # one recommendation for the discharge of both breasts
    "breasts[0].recommendation.steps[0].action": "endocrine_work_up",
}
N05 = {
    **NO_DUCTOGRAM,
    **NO_ADVICE,
    **FEMALE,
    "identity.age_years": 45,
    "indication.discharge": "yes",
    "indication.discharge_sides": NOT_RECORDED,
    "indication.colours": ("clear",),
    "indication.thickness": "viscous",
    "indication.cytology": "resulted",
    "indication.cytology_results": ("silicone",),
    "indication.had_surgery": "yes",
    "indication.surgery[0].kind": "mastopexy_augmentation",
    "indication.surgery[0].side": "right",
    "indication.surgery[0].years_before": 10,
    "indication.surgery[1].kind": "mastopexy_augmentation",
    "indication.surgery[1].side": "left",
    "indication.surgery[1].years_before": 10,
    "indication.implants": "both",
    "indication.implant_integrity": "ruptured",
    "impression.suspected_diagnosis": "implant_rupture",
}
PUBLISHED = {
    "c02": C02, "c03": C03, "c05": C05, "c07": C07, "c10": C10, "c13": C13, "c14": C14, "n01": N01, "n05": N05
}  # fmt: skip
# Where a case is cited, and how the source itself words what a field holds.
CITED = {
    "c02": "doi:10.4103/mmj.mmj_50_21",
    "c03": "https://hkcr.org/case.php/answer/inner_id,90",
    "c05": "347305-166690",
    "c07": "Acad Radiol 2010;17(11)",
    "c10": "https://www.viaradiology.com/mammo-ed/storyReader$251.html",
    "c13": "https://pmc.ncbi.nlm.nih.gov/articles/PMC7835485",
    "c14": "doi:10.3941/jrcr.v7i5.1229",
    "n01": "question 4543",
    "n05": "arbsnetwork.com",
}
WORDS = {
    "c10": {
        "indication.text": "The source implies the persistence",
        "origin.teaching": "Surgery is often avoided when the ductogram is entirely normal.",
    },
    "c13": {"ducts[0].findings[0].comment": "The source calls this part of the duct proximal"},
}
SYNTHETIC = [
    "failed-cannulation",
    "incomplete-filling",
    "technical-extravasation",
    "air-bubble",
    "allergic-like-reaction",
    "two-ducts",
    "both-breasts",
    "normal",
    "male",
    "no-discharge-today",
    "cancer-signs",
]


def case(name: str) -> ReportDocument:
    return ReportDocument.from_json((CASES / f"{name}.json").read_bytes())


def plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(plain(item) for item in value)
    return value.value if isinstance(value, Enum) else value


def answers(document: ReportDocument) -> dict[str, Any]:
    """Every answered field with its stored value."""
    return {
        leaf.path: NOT_RECORDED if leaf.not_recorded else plain(leaf.value)
        for leaf in leaf_values(document)
        if leaf.not_recorded or not is_blank(leaf.value)
    }


def unfolded(text: str) -> str:
    return " ".join(text.split())


def one_of_these(leaf: LeafValue) -> str:
    """The text of an answer; a unit is printed with its number, in the singular for one."""
    return leaf.text.removesuffix("s") if leaf.path.endswith("duration_unit") else leaf.text


def test_all_cases_are_known_here() -> None:
    known = {*PUBLISHED, *(f"synthetic-{name}" for name in SYNTHETIC)}
    assert {path.stem for path in CASES.glob("*.json")} == known


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_fact_has_its_field_and_no_field_has_more(name: str) -> None:
    found = answers(case(name))
    for path, text in {**WORDS.get(name, {}), "origin.citation": CITED[name]}.items():
        assert text in found.pop(path)
    assert found.pop("origin.kind") == "published"
    for path in ("identity.patient_name", "identity.mrn", "identity.accession_number"):
        assert found.pop(path) in (f"Published case {name.upper()}", f"PUB-{name.upper()}")
    # A view without a phase is one of the filled duct.
    phases = {path: found.pop(path) for path in list(found) if path.endswith(".phase")}
    assert set(phases.values()) <= {"filled"}
    assert found == PUBLISHED[name]


@pytest.mark.parametrize("name", PUBLISHED)
def test_no_fact_stands_in_free_text_alone(name: str) -> None:
    """Words are there for the citation and the source's own wording only."""
    identity = {"identity.patient_name", "identity.mrn", "identity.accession_number"}
    words = {
        leaf.path
        for leaf in leaf_values(case(name))
        if leaf.spec.kind in ("text", "line") and not is_blank(leaf.value)
    }
    assert words == identity | {"origin.citation"} | set(WORDS.get(name, {}))


@pytest.mark.parametrize("name", SYNTHETIC)
def test_synthetic_case_says_so(name: str) -> None:
    found = answers(case(f"synthetic-{name}"))
    assert found["origin.kind"] == "synthetic"
    assert found["identity.mrn"].startswith("SYN-")


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_case_may_be_signed(path: Path) -> None:
    assert missing(ReportDocument.from_json(path.read_bytes())) == ()


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_every_answer_of_the_case_is_printed(path: Path) -> None:
    document = ReportDocument.from_json(path.read_bytes())
    text = unfolded(render_text(document, PrintState("draft"), Letterhead("Breast Imaging")))
    folded = text.casefold()  # the line of a step begins with a capital
    # Where the case comes from is told by a mark, in capitals.
    assert document.origin.kind is not None
    assert str(document.origin.kind.label).upper() in text
    # A finding that is named without more is one that is present; an alert stands in the words of its rule.
    silent = {"present"}
    assert [
        leaf.path
        for leaf in leaf_values(document)
        if unfolded(one_of_these(leaf)).casefold() not in folded
        and leaf.text not in silent
        and leaf.path != "origin.kind"
        and not re.fullmatch(r"overrides\[\d+\]\.(rule_id|path)", leaf.path)
    ] == []


# What each synthetic case is there for, which no published one shows.
@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("failed-cannulation", "ducts[0].cannulation.outcome", "failed"),
        ("incomplete-filling", "ducts[0].filling.completeness", "incomplete"),
        ("technical-extravasation", "ducts[0].contrast.extravasation_cause", "technical"),
        ("air-bubble", "ducts[0].findings[0].possible_artefacts", ("air",)),
        ("allergic-like-reaction", "complications.events[0].reaction_type", "allergic_like"),
        ("two-ducts", "ducts[1].side", "left"),
        ("both-breasts", "breasts[1].side", "left"),
        ("normal", "ducts[0].findings[0].kind", "normal_duct"),
        ("male", "identity.sex", "male"),
        ("no-discharge-today", "outcome.reasons", ("no_discharge_today",)),
        ("cancer-signs", "ducts[0].findings[1].multiplicity", "multiple"),
        ("cancer-signs", "ducts[0].findings[1].contour", "irregular"),
        ("cancer-signs", "ducts[0].findings[1].branch_order", "peripheral"),
        ("cancer-signs", "ducts[0].findings[1].host_duct_calibre", "normal"),
        ("cancer-signs", "ducts[0].contrast.extravasation", "periductal"),
    ],
)
def test_synthetic_case_shows_what_it_is_for(name: str, path: str, value: Any) -> None:
    assert answers(case(f"synthetic-{name}"))[path] == value


def test_signs_published_for_cancer_stand_together() -> None:
    kinds = {finding.kind.value for finding in case("synthetic-cancer-signs").ducts[0].findings}
    assert kinds == {
        "cut_off",
        "filling_defect",
        "wall_irregularity",
        "extravasation",
        "displacement",
        "adjacent_mass",
        "adjacent_calcification",
    }

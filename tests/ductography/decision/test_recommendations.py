"""Rules R1 to R16 and the categories: the answer to each report is typed from the published rules."""

import pytest
from reporting.ductography.decision.recommendations import advise, nearly, rules

from reporting.ductography.decision.decision_inputs import INPUTS
from tests.ductography.clinical_reports import FAILED, NOT_DONE, Changes, report


def finding(**answers: object) -> Changes:
    return {"ducts[0].findings": [answers], "assessments": []}


def category(birads: str | None) -> Changes:
    return {"assessments": [{"birads": birads}] if birads else []}


def not_done(*reasons: str) -> Changes:
    return {**NOT_DONE, "outcome.reasons": list(reasons)}


def failed(*reasons: str) -> Changes:
    return {**FAILED, "outcome.reasons": list(reasons), "ducts[0].cannulation.failure_reasons": []}


DEFECT = finding(kind="filling_defect")
BILATERAL_MILKY: Changes = {"indication.discharge_sides": "both", "indication.colours": ["milky"]}

# published rule · changes of a sound normal study · rule of the table
MAIN: list[tuple[str, Changes, str]] = [
    # R1 no discharge today: not performed, reschedule
    ("R1", NOT_DONE, "no-discharge"),
    ("R1", failed("no_discharge_today"), "no-discharge"),
    ("R1", not_done("no_discharge_today", "pain"), "no-discharge"),
    ("not R1", not_done("orifice_not_found"), "not-possible"),
    # R2 extravasation or perforation: repeat in 7 to 14 days
    ("R2", {"ducts[0].contrast.extravasation": "periductal"}, "extravasation"),
    ("R2", {"ducts[0].contrast.extravasation": "parenchymal"}, "extravasation"),
    ("R2", {"ducts[0].contrast.endpoints": ["extravasation"]}, "extravasation"),
    ("R2", {"outcome.reasons": ["extravasation"]}, "extravasation"),
    ("R2", {"complications": {"events": [{"kind": "duct_perforation"}]}}, "extravasation"),
    ("R2", {"complications": {"events": [{"kind": "extravasation"}]}}, "extravasation"),
    ("R2", failed("extravasation"), "extravasation-failed"),
    ("R2", {"ducts[0].contrast.extravasation": "periductal", **category("0")}, "extravasation"),
    (
        "not R2",
        {
            "ducts[0].contrast.extravasation": "periductal",
            "ducts[0].contrast.extravasation_cause": "lesional",
        },
        "normal",
    ),
    (
        "not R2",
        {
            "ducts[0].contrast.extravasation_cause": "lesional",
            "complications": {"events": [{"kind": "extravasation"}]},
        },
        "normal",
    ),
    ("not R2", {"complications": {"events": [{"kind": "pain"}]}}, "normal"),
    # R3 cannulation failed or incomplete filling
    ("R3", FAILED, "failed"),
    ("R3", failed("duct_too_small"), "failed"),
    ("R3", not_done("nipple_retraction"), "not-possible"),
    ("R3", not_done(), "not-possible"),
    ("R3", {"ducts[0].filling.completeness": "incomplete"}, "incomplete-filling"),
    ("R3", {"outcome.reasons": ["incomplete_filling"]}, "incomplete-filling"),
    ("R3", {"outcome.reasons": ["wrong_duct"]}, "incomplete-filling"),
    ("not R3", {**DEFECT, "ducts[0].filling.completeness": "incomplete"}, "lesion"),
    ("not R3", {**DEFECT, "outcome.reasons": ["incomplete_filling"]}, "lesion"),
    ("not R3", {"outcome.reasons": ["pain"]}, "normal"),
    # R4 possible air, clot or concretion: evacuate and refill before calling a lesion
    ("R4", finding(kind="filling_defect", possible_artefacts=["air"]), "artefact"),
    ("R4", finding(kind="cut_off", possible_artefacts=["clot"]), "artefact"),
    ("R4", finding(kind="filling_defect", mobile="yes"), "artefact"),
    (
        "R4",
        finding(kind="filling_defect", possible_artefacts=["debris"], gone_after_refill="unknown"),
        "artefact",
    ),
    ("not R4", finding(kind="filling_defect", possible_artefacts=["air"], gone_after_refill="no"), "lesion"),
    ("not R4", finding(kind="filling_defect", possible_artefacts=["air"], gone_after_refill="yes"), "normal"),
    ("not R4", finding(kind="filling_defect", possible_artefacts=["none"]), "lesion"),
    ("not R4", finding(kind="filling_defect", presence="absent", possible_artefacts=["air"]), "normal"),
    # R5 reflux only: the nipple by ultrasound, and again
    ("R5", {"outcome.reasons": ["reflux_only"]}, "reflux-only"),
    ("R5", failed("reflux_only"), "reflux-only-failed"),
    (
        "R5",
        {
            "ducts[0].contrast.reflux": "yes",
            "ducts[0].filling.completeness": "incomplete",
            "ducts[0].findings": [],
        },
        "reflux-only",
    ),
    (
        "R5",
        {
            "ducts[0].contrast.endpoints": ["reflux"],
            "ducts[0].filling.completeness": "incomplete",
            "ducts[0].findings": [],
        },
        "reflux-only",
    ),
    # slight reflux also ends a good injection
    ("not R5", {"ducts[0].contrast.reflux": "yes"}, "normal"),
    (
        "not R5",
        {**DEFECT, "ducts[0].contrast.reflux": "yes", "ducts[0].filling.completeness": "incomplete"},
        "lesion",
    ),
    # R6 a normal ductogram
    ("R6", {}, "normal"),
    ("R6", category("2"), "normal"),
    ("R6", category(None), "normal"),
    ("R6", finding(kind="filling_defect", presence="absent"), "normal"),
    ("not R6", finding(kind="filling_defect", presence="not_assessable"), "undescribed"),
    ("not R6", {"ducts[0].filling.calibre": "narrowed"}, "undescribed"),
    ("not R6", {"ducts[0].findings": []}, "undescribed"),
    ("not R6", {"ducts": []}, "undescribed"),
    # a duct of which nothing is said is graver than a normal one
    (
        "not R6",
        {"ducts[1]": {"side": "left", "findings": [{"kind": "cut_off", "presence": "not_assessable"}]}},
        "undescribed",
    ),
    # R7 ectasia or fibrocystic change
    ("R7", finding(kind="ectasia"), "benign"),
    ("R7", finding(kind="reduced_branching"), "benign"),
    ("R7", finding(kind="cavity_filling", cavity_kind="cyst"), "benign"),
    ("R7", {"ducts[0].filling.calibre_mm": 2.1}, "benign"),
    ("R7", {"ducts[0].filling.calibre": "dilated"}, "benign"),
    ("R7", {"ducts[0].filling.branching": "reduced"}, "benign"),
    ("not R7", {"ducts[0].filling.calibre_mm": 2.0}, "normal"),
    ("not R7", {**DEFECT, "ducts[0].filling.calibre": "dilated"}, "lesion"),
    # R8 filling defect, cut-off or wall irregularity
    ("R8", DEFECT, "lesion"),
    ("R8", finding(kind="cut_off"), "lesion"),
    ("R8", {**DEFECT, **category("2")}, "lesion"),
    ("R8", {**DEFECT, **category("3")}, "lesion"),
    *(
        ("R8", finding(kind=kind), "suspicious-signs")
        for kind in (
            "wall_irregularity",
            "wall_destruction",
            "stenosis",
            "distortion",
            "displacement",
            "rigidity",
            "compression",
            "extravasation",
            "pooling",
            "adjacent_calcification",
            "adjacent_mass",
        )
    ),
    ("R8", finding(kind="filling_defect", contour="irregular"), "suspicious-signs"),
    ("R8", finding(kind="cut_off", shape="irregular"), "suspicious-signs"),
    ("R8", finding(kind="filling_defect", multiplicity="multiple"), "suspicious-signs"),
    ("R8", finding(kind="filling_defect", count=2), "suspicious-signs"),
    ("R8", finding(kind="ectasia", adjacent_mass="present"), "suspicious-signs"),
    ("R8", finding(kind="filling_defect", adjacent_calcification="present"), "suspicious-signs"),
    ("R8", {"ducts[0].findings": [{"kind": "filling_defect"}] * 2, **category(None)}, "suspicious-signs"),
    ("not so grave", finding(kind="filling_defect", contour="lobulated"), "lesion"),
    (
        "not so grave",
        finding(kind="filling_defect", contour="smooth", multiplicity="single", count=1),
        "lesion",
    ),
    ("not so grave", finding(kind="cut_off", multiplicity="multiple"), "lesion"),
    ("not so grave", finding(kind="ectasia", contour="irregular"), "benign"),
    ("not so grave", finding(kind="wall_irregularity", presence="absent"), "normal"),
    ("not so grave", finding(kind="filling_defect", adjacent_mass="absent"), "lesion"),
    # a sign of no settled meaning: more imaging first
    ("first imaging", finding(kind="calcification"), "unclear-sign"),
    ("first imaging", finding(kind="disordered_arrangement"), "unclear-sign"),
    ("first imaging", finding(kind="other"), "unclear-sign"),
    # R12 both breasts, milky, not pregnant: work-up of galactorrhoea, no ductogram
    ("R12", {**not_done("not_indicated"), **BILATERAL_MILKY}, "galactorrhoea"),
    ("R12", {**not_done("no_discharge_today"), **BILATERAL_MILKY}, "galactorrhoea"),
    ("R12", {**FAILED, **BILATERAL_MILKY}, "galactorrhoea"),
    (
        "R12",
        {
            **not_done("not_indicated"),
            "indication.discharge_sides": "both",
            "indication.colours": ["brown", "grey"],
            "indication.spontaneity": "expressed",
        },
        "galactorrhoea",
    ),
    (
        "not R12",
        {
            **not_done("not_indicated"),
            "indication.discharge_sides": "both",
            "indication.colours": ["brown", "grey"],
        },
        "not-indicated",
    ),
    ("not R12", {**not_done("not_indicated"), "indication.colours": ["milky"]}, "not-indicated"),
    (
        "not R12",
        {**not_done("not_indicated"), **BILATERAL_MILKY, "indication.pregnancy": "pregnant"},
        "not-indicated",
    ),
    (
        "not R12",
        {**not_done("not_indicated"), **BILATERAL_MILKY, "indication.lactation": "lactating"},
        "not-indicated",
    ),
    (
        "not R12",
        {**not_done("not_indicated"), **BILATERAL_MILKY, "indication.bloody": "yes"},
        "not-indicated",
    ),
    (
        "not R12",
        {**not_done("not_indicated"), **BILATERAL_MILKY, "indication.blood_test": "trace"},
        "not-indicated",
    ),
    (
        "not R12",
        {**not_done("not_indicated"), "indication.discharge_sides": "both", "indication.colours": []},
        "not-indicated",
    ),
    # R13 purulent or inflamed: treat the infection first
    ("R13", {**not_done("contraindicated"), "safety.acute_inflammation": {"status": "present"}}, "infection"),
    ("R13", {**not_done("contraindicated"), "safety.purulent_discharge": {"status": "present"}}, "infection"),
    ("R13", {**FAILED, "indication.colours": ["purulent"]}, "infection"),
    ("R13", {"ducts[0].discharge.colours": ["purulent"]}, "infection-seen"),
    ("R13", finding(kind="cavity_filling", cavity_kind="abscess"), "infection-seen"),
    ("R13", {**DEFECT, "indication.colours": ["purulent"]}, "infection-seen"),
    (
        "not R13",
        {**not_done("contraindicated"), "safety.acute_inflammation": {"status": "unknown"}},
        "not-possible",
    ),
    # what is suspicious does not wait for an antibiotic
    ("not R13", {**finding(kind="adjacent_mass"), "indication.colours": ["purulent"]}, "suspicious-signs"),
    # R15 a cavity after lumpectomy
    ("R15", finding(kind="cavity_filling", cavity_kind="postoperative_seroma"), "cavity"),
    ("R15", finding(kind="cavity_filling", cavity_kind="undetermined"), "cavity"),
    ("R15", finding(kind="cavity_filling"), "cavity"),
    ("not R15", finding(kind="cavity_filling", presence="absent"), "normal"),
    # R16 BI-RADS 3: follow-up at six months
    ("R16", category("3"), "probably-benign"),
    ("R16", {**finding(kind="ectasia"), **category("3")}, "probably-benign"),
    ("R16", {**finding(kind="other"), **category("3")}, "probably-benign"),
    ("R16", {"ducts": [], **category("3")}, "probably-benign"),
    ("not R16", {"assessments": [{"gics": "3"}]}, "normal"),
    # categories
    ("categories", category("0"), "incomplete-assessment"),
    ("categories", {**DEFECT, **category("0")}, "incomplete-assessment"),
    *(("categories", {**DEFECT, **category(birads)}, "suspicious") for birads in ("4", "4A", "4B", "4C")),
    ("categories", category("5"), "highly-suspicious"),
    ("categories", category("6"), "known-malignancy"),
    # a category from other images is not lost because the duct was not filled
    ("categories", {**FAILED, **category("5")}, "highly-suspicious"),
    ("categories", {**NOT_DONE, **category("4C")}, "suspicious"),
    ("categories", {**NOT_DONE, **category("6")}, "known-malignancy"),
    ("categories", {"indication.colours": ["purulent"], **category("4")}, "suspicious"),
    ("categories", {"assessments": [{"birads": "2"}, {"birads": "4A"}, {"birads": "1"}]}, "suspicious"),
    ("categories", {"assessments": [{"birads": "5"}, {"birads": "4C"}]}, "highly-suspicious"),
    # silicone comes from an implant
    ("implant", {**not_done("not_indicated"), "indication.cytology_results": ["silicone"]}, "implant"),
    ("implant", {**FAILED, "indication.implant_integrity": "ruptured"}, "implant"),
    ("implant", {**NOT_DONE, "indication.implant_integrity": "suspected_rupture"}, "implant"),
    ("implant", {**FAILED, "ducts[0].discharge.cytology_results": ["silicone"]}, "implant"),
    ("not implant", {**not_done("not_indicated"), "indication.implant_integrity": "intact"}, "not-indicated"),
    (
        "not implant",
        {**not_done("not_indicated"), "indication.cytology_results": ["debris"]},
        "not-indicated",
    ),
    # not indicated
    ("indication", not_done("not_indicated"), "not-indicated"),
]

# published rule · changes · note · whether it is added
NOTES: list[tuple[str, Changes, str, bool]] = [
    # R6 a normal ductogram never excludes cancer
    ("R6", {}, "note-normal", True),
    ("R6", category("4"), "note-normal", True),
    ("not R6", DEFECT, "note-normal", False),
    ("not R6", finding(kind="ectasia"), "note-normal", False),
    # R2 to R5 what was not shown cannot be judged
    ("R2", {"ducts[0].contrast.extravasation": "periductal"}, "note-limited", True),
    ("R3", {"ducts[0].filling.completeness": "incomplete"}, "note-limited", True),
    ("R4", finding(kind="filling_defect", possible_artefacts=["air"]), "note-limited", True),
    ("R5", {"outcome.reasons": ["reflux_only"]}, "note-limited", True),
    ("not R2", {}, "note-limited", False),
    ("not R2", FAILED, "note-limited", False),
    # R13
    ("R13", {"indication.colours": ["purulent"], **category("4")}, "note-infection", True),
    ("not R13", {"indication.colours": ["purulent"], **category("3")}, "note-infection", False),
    (
        "R13",
        {**finding(kind="adjacent_mass"), "indication.colours": ["purulent"]},
        "note-infection-and-signs",
        True,
    ),
    ("not R13", {**DEFECT, "indication.colours": ["purulent"]}, "note-infection-and-signs", False),
    ("R3", {**FAILED, **category("5")}, "note-not-shown", True),
    ("not R3", {**FAILED, **category("3")}, "note-not-shown", False),
    # R9 not seen by mammography and ultrasound: localise
    ("R9", DEFECT, "note-localisation", True),
    (
        "R9",
        {
            **DEFECT,
            "comparison.earlier_studies": [
                {"modalities": ["mammography"], "result": "negative"},
                {"modalities": ["ultrasound"], "result": "benign"},
            ],
        },
        "note-localisation",
        True,
    ),
    *(
        (
            "not R9",
            {**DEFECT, "correlation": [{"modalities": ["ultrasound"], **seen}]},
            "note-localisation",
            False,
        )
        for seen in (
            {"result": "suspicious"},
            {"result": "probably_benign"},
            {"result": "abnormal"},
            {"result": "malignant"},
            {"findings": [{"kind": "intraductal_mass"}]},
            {"findings": [{"kind": "mass"}]},
        )
    ),
    (
        "R9",
        {**DEFECT, "correlation": [{"modalities": ["mri"], "result": "suspicious"}]},
        "note-localisation",
        True,
    ),
    (
        "R9",
        {**DEFECT, "correlation": [{"modalities": ["ultrasound"], "findings": [{"kind": "dilated_duct"}]}]},
        "note-localisation",
        True,
    ),
    ("not R9", {}, "note-localisation", False),
    # R10 one duct: microdochectomy; several or unknown: total duct excision
    ("R10", {**DEFECT, "indication.discharging_ducts": "one"}, "note-one-duct", True),
    ("R10", {**DEFECT, "indication.discharging_ducts": "several"}, "note-one-duct", False),
    ("R10", {**DEFECT, "indication.discharging_ducts": "several"}, "note-several-ducts", True),
    ("R10", {**DEFECT, "indication.discharging_ducts": "few"}, "note-several-ducts", True),
    ("R10", {**DEFECT, "indication.discharging_ducts": "unknown"}, "note-several-ducts", True),
    ("not R10", {**DEFECT, "indication.discharging_ducts": None}, "note-several-ducts", False),
    ("not R10", {"indication.discharging_ducts": "one"}, "note-one-duct", False),
    # R11 multiple papillomas
    ("R11", finding(kind="filling_defect", multiplicity="multiple"), "note-multiple", True),
    ("R11", {"ducts[0].findings": [{"kind": "filling_defect"}] * 2}, "note-multiple", True),
    (
        "R11",
        {"indication.surgery": [{"kind": "excision", "diagnoses": ["multiple_papillomas"]}]},
        "note-multiple",
        True,
    ),
    (
        "R11",
        {"subsequent_procedures": [{"kind": "excision", "diagnoses": ["peripheral_papillomas"]}]},
        "note-multiple",
        True,
    ),
    (
        "not R11",
        {"indication.surgery": [{"kind": "excision", "diagnoses": ["intraductal_papilloma"]}]},
        "note-multiple",
        False,
    ),
    ("not R11", finding(kind="filling_defect", multiplicity="single"), "note-multiple", False),
    # R14 a man
    ("R14", {"identity.sex": "male"}, "note-male", True),
    ("R14", {**NOT_DONE, "identity.sex": "male"}, "note-male", True),
    ("not R14", {"identity.sex": "other"}, "note-male", False),
    # beyond an obstruction nothing can be judged
    ("lexicon", {"ducts[0].filling.upstream": "not_opacified"}, "note-upstream", True),
    ("lexicon", {"ducts[0].filling.upstream": "partly_opacified"}, "note-upstream", True),
    ("not lexicon", {"ducts[0].filling.upstream": "opacified"}, "note-upstream", False),
    # BI-RADS 1 and 2 do not close a pathologic symptom
    ("categories", category("1"), "note-symptom", True),
    ("categories", category("2"), "note-symptom", True),
    ("not categories", category("3"), "note-symptom", False),
    ("not categories", {**DEFECT, **category("2")}, "note-symptom", False),
    # the colour never excludes cancer
    ("colour", {}, "note-no-blood", True),
    ("not colour", {"ducts[0].discharge.blood_test": "positive_1"}, "note-no-blood", False),
    ("not colour", {"ducts[0].discharge.colours": ["blood_tinged"]}, "note-no-blood", False),
    (
        "not colour",
        {"ducts[0].discharge": None, "indication.colours": [], "indication.bloody": None},
        "note-no-blood",
        False,
    ),
    ("colour", {"ducts[0].discharge": None, "indication.colours": []}, "note-no-blood", True),
    (
        "colour",
        {"ducts[0].discharge.colours": [], "indication.colours": [], "indication.bloody": None},
        "note-no-blood",
        True,
    ),
    # R12
    ("R12", BILATERAL_MILKY, "note-physiologic", True),
    ("not R12", {"indication.colours": ["milky"]}, "note-physiologic", False),
    ("implant", {"indication.implant_integrity": "ruptured"}, "note-implant", True),
    ("not implant", {"indication.implant_integrity": "unknown"}, "note-implant", False),
    # R16 management for a GICS category is not published in what was read
    ("R16", {"assessments": [{"gics": "3"}]}, "note-gics", True),
    ("not R16", {"assessments": [{"gics": "3", "birads": "3"}]}, "note-gics", False),
    ("not R16", {"assessments": []}, "note-gics", False),
]


@pytest.mark.parametrize(
    ("basis", "changes", "rule"), MAIN, ids=lambda value: value if isinstance(value, str) else ""
)
def test_main_recommendation(basis: str, changes: Changes, rule: str) -> None:
    assert advise(report(changes)).main.id == rule


@pytest.mark.parametrize(
    ("basis", "changes", "note", "added"), NOTES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_note(basis: str, changes: Changes, note: str, added: bool) -> None:
    assert (note in {rule.id for rule in advise(report(changes)).notes}) is added


def test_every_rule_is_met_and_nearly_missed_here() -> None:
    met = {rule for _basis, _changes, rule in MAIN} | {note for _b, _c, note, added in NOTES if added}
    assert met == {rule.id for rule in rules()}
    assert {note for _b, _c, note, added in NOTES if not added} == {r.id for r in rules() if not r.is_main}


def test_every_rule_of_the_reference_is_covered() -> None:
    """R1 to R16; of each there is a row in the table and an example here."""
    numbered = {f"R{number}" for number in range(1, 17)}
    assert numbered <= {rule.basis for rule in rules()}
    assert numbered <= {basis for basis, *_rest in [*MAIN, *NOTES]}


def test_every_answer_of_an_input_can_be_given() -> None:
    """No column holds a word that no report leads to."""
    given: dict[str, set[str]] = {question.name: set() for question in INPUTS}
    for changes in [
        *(changes for _basis, changes, _rule in MAIN),
        *(changes for _b, changes, _n, _a in NOTES),
    ]:
        for name, answer in advise(report(changes)).answers.items():
            given[name].add(answer)
    assert given == {question.name: set(question.answers) for question in INPUTS}


def test_rules_that_one_input_kept_from_firing() -> None:
    near = {rule.id: name for rule, name in nearly(advise(report()))}
    assert near["benign"] == "sign"
    assert near["lesion"] == "sign"
    assert near["probably-benign"] == "category"
    assert near["suspicious"] == "category"
    assert near["extravasation"] == "obstacle"
    assert near["failed"] == "outcome"
    assert not {"normal", "no-discharge", "galactorrhoea", "note-male"} & set(near)


def test_a_rule_names_every_input_that_keeps_it_from_firing() -> None:
    rule = next(rule for rule in rules() if rule.id == "no-discharge")
    assert rule.misses(advise(report()).answers) == ("outcome", "obstacle")
    assert rule.misses(advise(report(NOT_DONE)).answers) == ()


def test_actions_are_listed_flat() -> None:
    rule = next(rule for rule in rules() if rule.id == "infection")
    assert [action.value for action in rule.actions] == [
        "treat_infection",
        "reschedule",
        "clinical_follow_up",
    ]

"""What a report leaves out: every rule on completeness has an example on either side, for every outcome."""

import pytest

from reporting.ductography.judgement.completeness import RULES, required_answers
from tests.ductography.clinical_reports import FAILED, KEY_IMAGE, LESION, NOT_DONE, SOUND, Changes, report
from tests.ductography.rule_examples import ALERT, NOTE, PROHIBIT, Example, by_rule, remarks

PARTLY: Changes = {
    "outcome": {"status": "partially_succeeded", "reasons": ["pain"], "limitations": ["image_quality"]},
    "recommendation.actions": ["clinical_follow_up", "contrast_mri"],
}

BOTH: Changes = {"ducts[1]": {**SOUND["ducts"][0], "side": "right"}, "indication.discharge_sides": "both"}
LEFT_WITH_STEP = {"side": "left", "recommendation": {"steps": [{"action": "contrast_mri"}]}}


def finding(**answers: object) -> Changes:
    return {**LESION, **{f"ducts[0].findings[0].{name}": value for name, value in answers.items()}}


EXAMINATION = [
    Example(
        "duration-unit",
        PROHIBIT,
        "indication.duration_unit",
        {"indication.duration": 9},
        {"indication.duration": 9, "indication.duration_unit": "weeks"},
    ),
    Example(
        "duration-unit",
        PROHIBIT,
        "indication.duration_unit",
        {"indication.duration": 0},
        {"indication.duration_in_words": "since spring"},
    ),
    *(
        Example(
            f"identity-{name.replace('_', '-')}",
            PROHIBIT,
            f"identity.{name}",
            {f"identity.{name}": None},
            {f"identity.{name}": None, "identity.not_recorded": [name]},
        )
        for name in ("patient_name", "mrn", "accession_number", "examination_date", "referrer")
    ),
    Example(
        "identity-birth-date",
        PROHIBIT,
        "identity.birth_date",
        {"identity.birth_date": None},
        {"identity.birth_date": None, "identity.age_years": 46},
    ),
    Example(
        "identity-birth-date",
        PROHIBIT,
        "identity.birth_date",
        {"identity.birth_date": None},
        {"identity.birth_date": None, "identity.not_recorded": ["birth_date"]},
    ),
    *(
        Example(
            rule,
            NOTE,
            f"indication.{name}",
            {f"indication.{name}": None},
            {f"indication.{name}": None, "indication.not_recorded": [name]},
        )
        for rule, name in (
            ("discharge-side", "discharge_sides"),
            ("discharge-spontaneity", "spontaneity"),
            ("discharge-colour", "colours"),
        )
    ),
    Example(
        "outcome-status",
        PROHIBIT,
        "outcome.status",
        {"outcome.status": None},
        {"outcome": {"not_recorded": ["status"]}},
    ),
    *(
        Example(
            "outcome-reasons",
            PROHIBIT,
            "outcome.reasons",
            {"outcome": {"status": status}},
            {"outcome": {"status": status, "reasons": ["pain"]}},
        )
        for status in ("partially_succeeded", "failed", "not_attempted")
    ),
    Example("outcome-reasons", PROHIBIT, "outcome.reasons", {"outcome": {"status": "failed"}}, {}),
    # 9.5 % of re-read ductograms were not readable
    Example(
        "outcome-limitations",
        ALERT,
        "outcome.limitations",
        {"outcome": {"status": "partially_succeeded", "reasons": ["pain"]}},
        {"outcome": {"status": "failed", "reasons": ["pain"]}},
    ),
    Example(
        "contraindication-not-named",
        ALERT,
        "safety",
        {**NOT_DONE, "outcome.reasons": ["contraindicated"]},
        {**NOT_DONE, "outcome.reasons": ["contraindicated"], "safety.lactation": {"status": "present"}},
    ),
    Example(
        "contraindication-not-named",
        ALERT,
        "safety",
        {**NOT_DONE, "outcome.reasons": ["contraindicated", "pain"]},
        {**NOT_DONE, "outcome.reasons": ["pain"]},
    ),
    Example("ducts", PROHIBIT, "ducts", {"ducts": []}, NOT_DONE),
    Example("ducts", PROHIBIT, "ducts", {**FAILED, "ducts": []}, FAILED),
    Example("ducts", PROHIBIT, "ducts", {"ducts": []}, {"ducts": [], "outcome.status": None}),
    Example(
        "side-of-what-was-not-done",
        PROHIBIT,
        "indication.discharge_sides",
        {**NOT_DONE, "identity.ordered_side": None, "indication.discharge_sides": None},
        {**NOT_DONE, "indication.discharge_sides": None},
    ),
    Example(
        "side-of-what-was-not-done",
        PROHIBIT,
        "indication.discharge_sides",
        {**NOT_DONE, "identity.ordered_side": None, "indication.discharge_sides": None},
        {**NOT_DONE, "identity.ordered_side": None},
    ),
    Example(
        "side-of-what-was-not-done",
        PROHIBIT,
        "indication.discharge_sides",
        {**NOT_DONE, "identity.ordered_side": None, "indication.discharge_sides": None},
        {"identity.ordered_side": None, "indication.discharge_sides": None},
    ),
    Example(
        "allergy-asked",
        ALERT,
        "safety.contrast_allergy.status",
        {"safety.contrast_allergy": None},
        {**NOT_DONE, "safety.contrast_allergy": None},
    ),
    Example(
        "allergy-asked",
        ALERT,
        "safety.contrast_allergy.status",
        {"safety.contrast_allergy": None},
        {"safety.contrast_allergy": {"status": "unknown"}},
    ),
    Example(
        "pregnancy-asked",
        ALERT,
        "safety.pregnancy.status",
        {"safety.pregnancy": None},
        {"safety.pregnancy": None, "identity.sex": "male"},
    ),
    Example(
        "pregnancy-asked",
        ALERT,
        "safety.pregnancy.status",
        {"safety.pregnancy": None, "identity.sex": None},
        {**FAILED, "safety.pregnancy": None},
    ),
    Example(
        "inflammation-asked",
        NOTE,
        "safety.acute_inflammation.status",
        {"safety.acute_inflammation": None},
        {**FAILED, "safety.acute_inflammation": None},
    ),
    Example(
        "comparison",
        NOTE,
        "comparison.earlier_studies",
        {"comparison": None},
        {"comparison": {"earlier_studies": [{"modalities": ["mammography"]}]}},
    ),
    Example(
        "comparison",
        NOTE,
        "comparison.earlier_studies",
        {"comparison": None},
        {"comparison": {"text": "none available"}},
    ),
    Example(
        "comparison",
        NOTE,
        "comparison.earlier_studies",
        {"comparison": None},
        {**NOT_DONE, "comparison": None},
    ),
    # contrast hides calcifications
    *(
        Example(
            "no-image-before-contrast",
            ALERT,
            "comparison.pre_contrast_mammogram",
            {"comparison": {"pre_contrast_mammogram": "not_obtained"}},
            nearly,
        )
        for nearly in (
            {"comparison.pre_contrast_mammogram": "recent"},
            {"comparison": {"not_recorded": ["pre_contrast_mammogram"]}},
            {"comparison": None, "ducts[0].views[2]": {"projection": "cc", "phase": "before_contrast"}},
            {**FAILED, "comparison": None},
        )
    ),
]

DUCTS = [
    Example(
        "duct-side",
        PROHIBIT,
        "ducts[0].side",
        {"ducts[0].side": None},
        {"ducts[0].side": None, "ducts[0].not_recorded": ["side"]},
    ),
    *(
        Example(
            "cannulation-failure-reason",
            ALERT,
            "ducts[0].cannulation.failure_reasons",
            {**FAILED, "ducts[0].cannulation": {"outcome": outcome}},
            {**FAILED, "ducts[0].cannulation": {"outcome": "partially_succeeded"}},
        )
        for outcome in ("failed", "not_attempted")
    ),
    Example(
        "orifice-without-place",
        NOTE,
        "ducts[0].cannulation.orifice_clock_position",
        {"ducts[0].cannulation": {"outcome": "succeeded"}},
        {"ducts[0].cannulation": {"outcome": "succeeded", "orifice_zone": "central"}},
    ),
    Example(
        "orifice-without-place",
        NOTE,
        "ducts[0].cannulation.orifice_clock_position",
        {"ducts[0].cannulation": None},
        FAILED,
    ),
    Example(
        "discharge-today",
        NOTE,
        "ducts[0].discharge.colours",
        {"ducts[0].discharge.colours": None},
        FAILED,
    ),
    Example(
        "contrast-volume",
        PROHIBIT,
        "ducts[0].contrast.volume_ml",
        {"ducts[0].contrast.volume_ml": None},
        {"ducts[0].contrast.volume_ml": 0.1},
    ),
    Example(
        "contrast-volume",
        PROHIBIT,
        "ducts[0].contrast.volume_ml",
        {"ducts[0].contrast.volume_ml": None},
        {"ducts[0].contrast.volume_ml": None, "ducts[0].filling.completeness": "not_filled"},
    ),
    Example("contrast-agent", ALERT, "ducts[0].contrast.agent", {"ducts[0].contrast.agent": None}, FAILED),
    Example(
        "contrast-concentration",
        NOTE,
        "ducts[0].contrast.concentration_mg_i_per_ml",
        {"ducts[0].contrast.concentration_mg_i_per_ml": None},
        {"ducts[0].contrast.concentration_mg_i_per_ml": None, "ducts[0].contrast.agent": None},
    ),
    Example(
        "extravasation-asked",
        NOTE,
        "ducts[0].contrast.extravasation",
        {"ducts[0].contrast.extravasation": None},
        FAILED,
    ),
    *(
        Example(
            "extravasation-cause",
            ALERT,
            "ducts[0].contrast.extravasation_cause",
            {"ducts[0].contrast.extravasation": extravasation},
            {
                "ducts[0].contrast.extravasation": extravasation,
                "ducts[0].contrast.extravasation_cause": "uncertain",
            },
        )
        for extravasation in ("periductal", "parenchymal")
    ),
    Example(
        "extravasation-cause",
        ALERT,
        "ducts[0].contrast.extravasation_cause",
        {"ducts[0].contrast.extravasation": "periductal"},
        {"ducts[0].contrast.extravasation": "none"},
    ),
    Example("views", PROHIBIT, "ducts[0].views", {"ducts[0].views": []}, FAILED),
    Example(
        "views",
        PROHIBIT,
        "ducts[0].views",
        {"ducts[0].views": [{"phase": "filled"}]},
        {"ducts[0].views": [{"not_recorded": ["projection"]}]},
    ),
    # at least two views
    *(
        Example(
            "one-projection-only",
            ALERT,
            "ducts[0].views",
            {"ducts[0].views": [{"projection": "cc"}, {"projection": "cc", "modifiers": ["magnification"]}]},
            nearly,
        )
        for nearly in (
            {"ducts[0].views": [{"projection": "cc"}, {"projection": "lm"}]},
            {"ducts[0].views": [{"projection": "cc"}, {"not_recorded": ["projection"]}]},
            {**PARTLY, "ducts[0].views": [{"projection": "cc"}]},
        )
    ),
    Example(
        "one-projection-only",
        ALERT,
        "ducts[0].views",
        {"ducts[0].views": [{"projection": "cc"}, {"projection": "ml", "phase": "before_contrast"}]},
        {"ducts[0].views": [{"projection": "cc"}, {"projection": "ml", "phase": "after_evacuation"}]},
    ),
    Example(
        "filling-completeness",
        ALERT,
        "ducts[0].filling.completeness",
        {"ducts[0].filling.completeness": None},
        FAILED,
    ),
    Example("findings", PROHIBIT, "ducts[0].findings", {"ducts[0].findings": []}, FAILED),
    Example(
        "finding-kind",
        PROHIBIT,
        "ducts[0].findings[0].kind",
        {"ducts[0].findings": [{"presence": "present"}]},
        {**FAILED, "ducts[0].findings": [{"presence": "present"}]},
    ),
    Example(
        "finding-kind",
        PROHIBIT,
        "ducts[0].findings[2].presence",
        {"ducts[0].findings[2]": {"kind": "cut_off", "presence": None}},
        {"ducts[0].findings[2]": {"kind": "cut_off", "presence": "absent"}},
    ),
    # location and depth are shown in 97 %
    *(
        Example(
            "lesion-without-place",
            ALERT,
            "ducts[0].findings[0].location.distance_from_nipple_mm",
            finding(kind=kind, location={"region": "upper_outer"}),
            finding(kind=kind, location=location),
        )
        for kind, location in (
            ("filling_defect", {"clock_position": 2}),
            ("cut_off", {"distance_from_nipple_mm": 12}),
            ("stenosis", {"not_recorded": ["clock_position"]}),
        )
    ),
    Example(
        "lesion-without-place",
        ALERT,
        "ducts[0].findings[0].location.distance_from_nipple_mm",
        finding(location=None),
        finding(location=None, presence="absent"),
    ),
    Example(
        "lesion-without-place",
        ALERT,
        "ducts[0].findings[0].location.distance_from_nipple_mm",
        finding(location=None),
        finding(location=None, kind="ectasia"),
    ),
    *(
        Example(
            "defect-described",
            NOTE,
            f"ducts[0].findings[0].{name}",
            finding(**{name: None}),
            finding(**{name: None, "kind": "cut_off"}),
        )
        for name in ("multiplicity", "contour")
    ),
    Example(
        "defect-described",
        NOTE,
        "ducts[0].findings[0].contour",
        finding(contour=None),
        finding(contour=None, presence="absent"),
    ),
    Example(
        "cavity-kind",
        ALERT,
        "ducts[0].findings[0].cavity_kind",
        finding(kind="cavity_filling"),
        finding(kind="cavity_filling", cavity_kind="undetermined"),
    ),
    Example(
        "cavity-kind",
        ALERT,
        "ducts[0].findings[0].cavity_kind",
        finding(kind="cavity_filling"),
        finding(kind="cavity_filling", presence="absent"),
    ),
    *(
        Example(
            "upstream",
            ALERT,
            "ducts[0].filling.upstream",
            {**finding(**lesion), "ducts[0].filling.upstream": None},
            {**finding(**nearly), "ducts[0].filling.upstream": None},
        )
        for lesion, nearly in (
            ({"kind": "cut_off"}, {"kind": "stenosis"}),
            ({"lumen_effect": "complete"}, {"lumen_effect": "partial"}),
            ({"kind": "cut_off"}, {"kind": "cut_off", "presence": "absent"}),
        )
    ),
]

CONCLUSION = [
    Example(
        "answers-assumed",
        PROHIBIT,
        "outcome.status",
        {"outcome": {"status": "succeeded", "assumed": ["status"]}},
        {"outcome": {"status": "succeeded", "assumed": []}},
    ),
    Example(
        "complications",
        ALERT,
        "complications.occurrence",
        {"complications": None},
        NOT_DONE,
    ),
    Example("complications", ALERT, "complications.occurrence", {**FAILED, "complications": None}, FAILED),
    Example(
        "complication-kind",
        ALERT,
        "complications.events[0].kind",
        {"complications": {"occurrence": "occurred", "events": [{"treatment": "rest"}]}},
        {"complications": {"occurrence": "occurred", "events": [{"kind": "pain", "treatment": "rest"}]}},
    ),
    *(
        Example(
            "reaction-type",
            ALERT,
            f"complications.events[0].{name}",
            {"complications": {"occurrence": "occurred", "events": [{"kind": kind, other: value}]}},
            {"complications": {"occurrence": "occurred", "events": [{"kind": "pain", other: value}]}},
        )
        for kind in ("urticaria", "rash", "swelling", "adverse_reaction", "vasovagal")
        for name, other, value in (
            ("reaction_type", "severity", "mild"),
            ("severity", "reaction_type", "allergic_like"),
        )
    ),
    Example("impression", NOTE, "impression.text", {"impression": None}, NOT_DONE),
    Example("impression", NOTE, "impression.text", {**FAILED, "impression": None}, FAILED),
    *(
        Example("assessment", PROHIBIT, "breasts", {"assessments": [{"side": "left"}]}, nearly)
        for nearly in (
            {"assessments": [{"gics": "1"}]},
            {"assessments": [{"not_recorded": ["birads"]}]},
            FAILED,
            NOT_DONE,
        )
    ),
    Example(
        "assessment-side",
        PROHIBIT,
        "breasts[0].side",
        {"assessments": [{"birads": "1"}, {"side": "left", "birads": "1"}]},
        {"assessments": [{"birads": "1"}]},
    ),
    Example(
        "recommendation",
        PROHIBIT,
        "breasts[0].recommendation.steps",
        {"recommendation": None},
        {"recommendation": {"not_recorded": ["actions"]}},
    ),
    # Each examined breast needs a step of its own; one without a side counts for both.
    Example(
        "recommendation",
        PROHIBIT,
        "breasts[1].recommendation.steps",
        {**BOTH, "assessments": [], "breasts": [LEFT_WITH_STEP, {"side": "right"}], "recommendation": None},
        {**BOTH, "assessments": [], "breasts": [LEFT_WITH_STEP, {"side": "right"}]},
    ),
    Example(
        "recommendation-action",
        PROHIBIT,
        "breasts[0].recommendation.steps[0].action",
        {"recommendation": {"urgency": "soon"}},
        {"recommendation": {"urgency": "soon", "actions": ["contrast_mri"]}},
    ),
    Example(
        "recommendation-action",
        PROHIBIT,
        "breasts[0].recommendation.steps[0].action",
        {"recommendation": {"urgency": "soon"}},
        {"recommendation": {"urgency": "soon", "not_recorded": ["actions"]}},
    ),
    Example(
        "recommendation-other",
        PROHIBIT,
        "breasts[0].recommendation.steps[1].text",
        {"recommendation.actions": ["clinical_follow_up", "other"]},
        {"recommendation.actions": ["clinical_follow_up", "other"], "recommendation.text": "second opinion"},
    ),
    Example(
        "recommendation-other",
        PROHIBIT,
        "breasts[0].recommendation.steps[0].text",
        {"recommendation.actions": ["other"]},
        {"recommendation.actions": ["clinical_follow_up"]},
    ),
    Example(
        "recommendation-unit",
        PROHIBIT,
        "breasts[0].recommendation.steps[0].interval_unit",
        {"recommendation.within": 6, "recommendation.interval_unit": None},
        {"recommendation.within": 6, "recommendation.interval_unit": "months"},
    ),
    Example(
        "recommendation-unit",
        PROHIBIT,
        "breasts[0].recommendation.steps[0].interval_unit",
        {"recommendation.within": 0, "recommendation.interval_unit": None},
        {"recommendation.not_before": 6, "recommendation.within": None, "recommendation.interval_unit": None},
    ),
    Example(
        "other-person",
        ALERT,
        "breasts[0].recommendation.steps[0].text",
        {"recommendation.responsible": ["other"]},
        {"recommendation.responsible": ["other"], "recommendation.text": "the family doctor"},
    ),
    Example(
        "other-person",
        ALERT,
        "breasts[0].recommendation.steps[0].text",
        {"recommendation.responsible": ["other"]},
        {},
    ),
    *(
        Example(
            "communication-told",
            ALERT,
            f"communications[0].{name}",
            {"communications": [{**TOLD, name: None}]},
            {"communications": [TOLD]},
        )
        for TOLD in (
            {
                "recipient": "Finn",
                "communicated_at": "2026-05-04T12:00:00Z",
                "method": "telephone",
                "read_back": "yes",
            },
        )
        for name in ("recipient", "communicated_at", "method")
    ),
    Example(
        "communication-read-back",
        NOTE,
        "communications[0].read_back",
        {"communications": [{"recipient": "Finn"}]},
        {"communications": [{"recipient": "Finn", "read_back": "no"}]},
    ),
]

IMAGES = [
    *(
        Example(
            rule,
            PROHIBIT,
            f"key_images[0].{name}",
            {"key_images[0]": KEY_IMAGE, f"key_images[0].{name}": None},
            {"key_images[0]": KEY_IMAGE},
        )
        for rule, name in (
            ("image-side", "side"),
            ("image-attached", "digest"),
            ("arrow-placed", "arrows[0].x"),
            ("arrow-placed", "arrows[0].y"),
            ("arrow-placed", "arrows[0].direction_degrees"),
        )
    ),
    Example(
        "image-side",
        PROHIBIT,
        "key_images[0].side",
        {"key_images[0]": KEY_IMAGE, "key_images[0].side": None},
        {
            "key_images[0]": KEY_IMAGE,
            "key_images[0].side": None,
            "key_images[0].not_recorded": ["side"],
        },
    ),
]
YOUNG: Changes = {
    "comparison": {"pre_contrast_mammogram": "not_obtained"},
    "identity.birth_date": "1996-05-05",
}
THIRTY: Changes = {**YOUNG, "identity.birth_date": "1996-05-04"}
AGE = [
    Example("no-image-before-contrast", ALERT, "comparison.pre_contrast_mammogram", THIRTY, YOUNG),
    *(
        Example("ultrasound-first", ALERT, "comparison.earlier_studies", YOUNG, nearly)
        for nearly in (
            THIRTY,
            {**YOUNG, "identity.birth_date": None},
            {**YOUNG, "comparison.pre_contrast_mammogram": "recent"},
            {**YOUNG, "comparison.earlier_studies": [{"modalities": ["ultrasound"]}]},
            {**YOUNG, "correlation": [{"modalities": ["mammography", "ultrasound"]}]},
            {**YOUNG, "ducts[0].filling.completeness": "not_filled"},
        )
    ),
]

EXAMPLES = AGE + EXAMINATION + DUCTS + IMAGES + CONCLUSION


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule_id)
def test_rule_speaks_of_what_is_missing_and_of_nothing_else(example: Example) -> None:
    assert example.path in {remark.path for remark in by_rule(report(example.met), example.rule_id)}
    assert {remark.severity for remark in by_rule(report(example.met), example.rule_id)} == {example.severity}
    assert example.path not in {remark.path for remark in by_rule(report(example.nearly), example.rule_id)}


def test_every_rule_has_examples() -> None:
    told = {rule.id for rule in required_answers.RULES}
    assert {rule.id for rule in RULES} - told == {example.rule_id for example in EXAMPLES}


@pytest.mark.parametrize("changes", [{}, PARTLY, LESION, FAILED, NOT_DONE])
def test_every_outcome_can_be_told_without_a_gap(changes: Changes) -> None:
    assert remarks(report(changes)) == []


def test_a_publication_is_asked_only_for_what_stops_a_signature() -> None:
    empty = {name: None for name in SOUND if name != "identity"} | {"origin.kind": "published"}
    assert {remark.severity for remark in remarks(report(empty))} == {PROHIBIT}

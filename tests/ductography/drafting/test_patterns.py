"""Templates fill blanks only, mark what they fill, and never carry a patient, a place or a measure."""

import datetime
import json
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings

from reporting.ductography.decision.breast_plan import plans
from reporting.ductography.decision.recommendation_deviation import departs
from reporting.ductography.document import (
    BreastConclusion,
    Contrast,
    DocumentError,
    Duct,
    DuctFinding,
    Identity,
    Recommendation,
    RecommendationStep,
    ReportDocument,
    leaf_values,
)
from reporting.ductography.document.comparison import LeafValue
from reporting.ductography.drafting.patterns import (
    NORMAL,
    PATTERNS,
    apply_pattern,
    as_personal_template,
    bundled_pattern,
    technique_pattern,
    with_suggested_recommendation,
)
from reporting.ductography.drafting.three_way_merge import merge
from reporting.ductography.facts.unconfirmed_answers import all_assumed, assumed_answers
from reporting.ductography.judgement.review import review
from reporting.ductography.layout.report_header import recommendation_lines
from reporting.ductography.vocabulary import (
    DuctFindingKind,
    IntervalUnit,
    Presence,
    RecommendedAction,
    Responsible,
    Side,
    Sides,
    StepCondition,
    Urgency,
)
from tests.full_document import full_document
from tests.strategies import documents

TODAY = datetime.date(2026, 5, 5)
ORDERED = ReportDocument(
    identity=Identity(
        patient_name="Demo Patient",
        mrn="M-1",
        accession_number="A-1",
        birth_date=datetime.date(1970, 1, 1),
        examination_date=TODAY,
        referrer="Finn Demo",
        ordered_side=Sides.RIGHT,
    )
)


def answered(report: ReportDocument) -> list[LeafValue]:
    return [leaf for leaf in leaf_values(report) if leaf.text]


def confirmed(report: ReportDocument) -> ReportDocument:
    return ReportDocument.from_json(_without_marks(report))


def _without_marks(report: ReportDocument) -> str:
    def clean(node: object) -> object:
        if isinstance(node, dict):
            return {name: [] if name == "assumed" else clean(value) for name, value in node.items()}
        return [clean(item) for item in node] if isinstance(node, list) else node

    return json.dumps(clean(json.loads(report.canonical_json())))


@pytest.mark.parametrize("name", PATTERNS)
def test_every_answer_of_a_template_is_marked_and_stops_the_signature(name: str) -> None:
    filled = apply_pattern(ORDERED, bundled_pattern(name))
    given = {leaf.path for leaf in answered(filled)} - {leaf.path for leaf in answered(ORDERED)}
    marked = {path for path, _spec in assumed_answers(filled)}
    # The side of the duct and of the conclusion comes from the order, not from the template.
    assert given - marked <= {"ducts[0].side", "breasts[0].side"}
    assert marked <= given
    assert "answers-assumed" in {remark.rule_id for remark in review(filled, TODAY).prohibits}


@pytest.mark.parametrize("name", PATTERNS)
def test_a_template_of_the_program_knows_no_patient_no_place_and_no_volume(name: str) -> None:
    paths = {leaf.path for leaf in answered(bundled_pattern(name))}
    private = (
        "identity",
        "clock_position",
        "side",
        "distance",
        "_mm",
        "volume",
        "text",
        "comment",
        "performed",
    )
    assert not [path for path in paths if any(word in path for word in private)]


def test_a_normal_study_lacks_only_the_volume_once_it_is_confirmed() -> None:
    report = confirmed(with_suggested_recommendation(apply_pattern(ORDERED, bundled_pattern(NORMAL))))
    assert {remark.path for remark in review(report, TODAY).in_the_way} == {"ducts[0].contrast.volume_ml"}
    assert [duct.side for duct in report.ducts] == [Side.RIGHT]


def test_what_stands_there_is_not_touched() -> None:
    lesion = DuctFinding(kind=DuctFindingKind.FILLING_DEFECT, presence=Presence.PRESENT, length_mm=6)
    begun = ORDERED.model_copy(
        update={
            "ducts": (
                Duct(side=Side.RIGHT, findings=(lesion,), contrast=Contrast(concentration_mg_i_per_ml=350)),
            ),
            "breasts": (BreastConclusion(side=Side.RIGHT, not_recorded=("gics",)),),
        }
    )
    filled = apply_pattern(begun, bundled_pattern(NORMAL))
    assert filled.ducts[0].findings == (lesion,)
    assert filled.ducts[0].contrast.concentration_mg_i_per_ml == 350
    assert filled.breasts[0].gics is None
    # The contradiction between “normal” and the lesion is not hidden by the template.
    assert review(confirmed(filled), TODAY).in_the_way


def test_filling_in_twice_changes_nothing() -> None:
    once = apply_pattern(ORDERED, bundled_pattern(NORMAL))
    assert apply_pattern(once, bundled_pattern(NORMAL)) == once


def test_a_bilateral_order_is_filled_for_both_breasts() -> None:
    both = ORDERED.model_copy(
        update={"identity": ORDERED.identity.model_copy(update={"ordered_side": Sides.BOTH})}
    )
    filled = apply_pattern(both, bundled_pattern(NORMAL))
    assert {duct.side for duct in filled.ducts} == set(Side)
    assert all(duct.findings for duct in filled.ducts)


def test_technique_of_another_report_brings_no_finding() -> None:
    taken = technique_pattern(full_document())
    assert taken.ducts[0].cannulation.cannula_gauge and taken.ducts[0].views
    words = (
        "finding",
        "filling",
        "volume",
        "attempts",
        "orifice",
        "outcome",
        "extravasation",
        "side",
        "clock",
    )
    assert not [leaf.path for leaf in answered(taken) if any(word in leaf.path for word in words)]


def test_a_template_of_ones_own_forgets_the_patient() -> None:
    kept = as_personal_template(full_document())
    assert not kept.is_empty()
    told = answered(kept)
    assert {leaf.spec.kind for leaf in told} <= {"choice", "choices", "integer", "number"}
    assert not [
        leaf.path
        for leaf in told
        if leaf.path.endswith(("side", "sides", "_mm", "volume_ml", "clock_position"))
    ]
    assert kept.identity.is_empty() and not kept.comparison.earlier_studies


GENERAL_STEP = {
    "action": "core_biopsy",
    "condition": "if_shown",
    "not_before": 1,
    "within": 2,
    "interval_unit": "weeks",
    "urgency": "soon",
    "responsible": ["radiology"],
}


def test_a_template_of_ones_own_keeps_what_is_general_word_for_word() -> None:
    own = {
        "schema_version": 2,
        "identity": {"mrn": "M-1"},
        "indication": {
            "colours": ["bloody"],
            "discharge_sides": "left",
            "since": "2025",
            "not_recorded": ["pain"],
        },
        "safety": {
            "consent": "written",
            "pregnancy": {"status": "absent", "reason_to_proceed": "by mistake"},
        },
        "comparison": {"breast_composition": "b"},
        "outcome": {"status": "succeeded", "assumed": ["status"], "text": "quick"},
        "ducts": [
            {
                "side": "left",
                "cannulation": {"cannula_gauge": 30, "depth_mm": 8, "attempts": 2},
                "contrast": {"agent": "iohexol", "concentration_mg_i_per_ml": 300, "volume_ml": 0.4},
                "findings": [
                    {
                        "kind": "filling_defect",
                        "presence": "present",
                        "location": {"region": "subareolar", "clock_position": 3},
                    }
                ],
            },
            {"side": "right"},
        ],
        "breast": {"mass": "absent"},
        "complications": {"occurrence": "none"},
        "dose": {"exposures": 3},
        "impression": {"text": "Papilloma"},
        "breasts": [
            {
                "side": "left",
                "birads": "4A",
                "recommendation": {
                    "steps": [
                        {**GENERAL_STEP, "duct_number": 1, "text": "by Dr Rosa"},
                        {"action": "surgical_consultation", "not_recorded": ["urgency"]},
                    ],
                    "text": "Ask Dr Rosa.",
                    "proposal": {"rule_id": "left:birads_4"},
                },
                "comment": "As in 2025.",
            },
            {"side": "right", "birads": "1"},
        ],
    }
    kept = as_personal_template(ReportDocument.from_json(json.dumps(own)))
    assert kept == ReportDocument.from_json(
        json.dumps(
            {
                "schema_version": 2,
                "indication": {"colours": ["bloody"]},
                "safety": {"consent": "written", "pregnancy": {"status": "absent"}},
                "outcome": {"status": "succeeded"},
                "ducts": [
                    {
                        "cannulation": {"cannula_gauge": 30},
                        "contrast": {"agent": "iohexol", "concentration_mg_i_per_ml": 300},
                        "findings": [{"kind": "filling_defect", "presence": "present"}],
                    }
                ],
                "breast": {"mass": "absent"},
                "complications": {"occurrence": "none"},
                "breasts": [
                    {
                        "birads": "4A",
                        "recommendation": {"steps": [GENERAL_STEP, {"action": "surgical_consultation"}]},
                    }
                ],
            }
        )
    )


def test_technique_is_taken_from_the_first_duct_alone() -> None:
    taken = technique_pattern(full_document(2))
    (duct,) = taken.ducts
    first = full_document(2).ducts[0]
    assert duct.cannulation.aids == first.cannulation.aids
    assert [view.projection for view in duct.views] == [view.projection for view in first.views]


def test_a_pattern_gives_a_duct_where_neither_order_nor_report_has_one() -> None:
    filled = apply_pattern(ReportDocument(), bundled_pattern(NORMAL))
    assert [duct.findings for duct in filled.ducts] == [
        tuple(map(all_assumed, bundled_pattern(NORMAL).ducts[0].findings))
    ]
    assert apply_pattern(ReportDocument(), ReportDocument()).ducts == ()


def test_a_pattern_gives_a_conclusion_where_neither_order_nor_report_has_one() -> None:
    """Without one, the steps of the template would have no place; the program asks for its side."""
    template = ReportDocument.from_json(
        json.dumps({"schema_version": 2, "breasts": [{"recommendation": {"steps": [GENERAL_STEP]}}]})
    )
    (step,) = template.breasts[0].recommendation.steps
    (anywhere,) = apply_pattern(ReportDocument(), template).breasts
    assert (anywhere.side, anywhere.recommendation.steps) == (None, (all_assumed(step),))
    ducts_alone = ReportDocument(ducts=(Duct(side=Side.LEFT), Duct(side=Side.LEFT)))
    (left,) = apply_pattern(ducts_alone, template).breasts
    assert (left.side, left.recommendation.steps) == (Side.LEFT, (all_assumed(step),))
    assert apply_pattern(ducts_alone, ReportDocument()).breasts == ()


def test_the_proposed_recommendation_holds_all_that_its_rule_says() -> None:
    """Extravasation: again after 7 to 14 days, says the table."""
    leaked = {"ducts": [{"contrast": {"extravasation": "parenchymal", "extravasation_cause": "technical"}}]}
    ((repeat,),) = steps_taken_over(leaked)
    assert repeat.action is RecommendedAction.REPEAT_DUCTOGRAPHY
    assert (repeat.not_before, repeat.within, repeat.interval_unit) == (7, 14, IntervalUnit.DAYS)
    assert (repeat.urgency, repeat.responsible) == (Urgency.SOON, (Responsible.RADIOLOGY,))
    assert set(repeat.assumed) == {
        "action",
        "not_before",
        "within",
        "interval_unit",
        "urgency",
        "responsible",
        *(("condition",) if repeat.condition else ()),
        *(("duct_number",) if repeat.duct_number else ()),
    }


def test_a_blank_cannot_be_assumed() -> None:
    with pytest.raises(DocumentError, match="nothing to confirm"):
        ReportDocument.from_json('{"outcome": {"assumed": ["status"]}}')


def test_what_one_of_two_people_confirms_is_confirmed() -> None:
    base = apply_pattern(ORDERED, bundled_pattern(NORMAL))
    mine = base.model_copy(update={"outcome": base.outcome.model_copy(update={"assumed": ()})})
    theirs = base.model_copy(update={"breast": base.breast.model_copy(update={"assumed": ()})})
    merged = merge(base, theirs, mine)
    assert merged.conflicts == ()
    assert merged.document.outcome.assumed == () and merged.document.breast.assumed == ()
    assert merged.document.safety.assumed == base.safety.assumed


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_a_suggestion_that_is_taken_over_never_departs_from_the_plan(report: ReportDocument) -> None:
    blank = tuple(breast.model_copy(update={"recommendation": Recommendation()}) for breast in report.breasts)
    taken_over = with_suggested_recommendation(report.model_copy(update={"breasts": blank}))
    assert not departs(taken_over, plans(taken_over))


def taken_over(answers: Mapping[str, object]) -> ReportDocument:
    return with_suggested_recommendation(ReportDocument.from_json(json.dumps(answers)))


def steps_taken_over(answers: Mapping[str, object]) -> list[tuple[RecommendationStep, ...]]:
    """The steps of each conclusion."""
    return [breast.recommendation.steps for breast in taken_over(answers).breasts]


DEFECT = {"kind": "filling_defect", "presence": "present"}


def test_the_steps_that_are_taken_over_keep_their_duct_and_condition() -> None:
    ((ultrasound, biopsy, excision),) = steps_taken_over({"ducts": [{"side": "left", "findings": [DEFECT]}]})
    assert ultrasound.action is RecommendedAction.TARGETED_ULTRASOUND
    assert (ultrasound.duct_number, ultrasound.condition) == (1, None)
    assert biopsy.action is RecommendedAction.CORE_BIOPSY
    assert (biopsy.duct_number, biopsy.condition) == (1, StepCondition.IF_SHOWN)
    assert excision.action is RecommendedAction.LOCALISED_EXCISION
    assert (excision.duct_number, excision.condition) == (1, StepCondition.OTHERWISE)


def test_each_breast_gets_its_own_steps() -> None:
    ducts = [
        {"side": "right", "findings": [{"kind": "ectasia", "presence": "present"}]},
        {"side": "left", "findings": [DEFECT]},
    ]
    report = taken_over({"outcome": {"status": "succeeded"}, "ducts": ducts})
    assert [breast.side for breast in report.breasts] == [Side.RIGHT, Side.LEFT]
    right, left = (breast.recommendation for breast in report.breasts)
    assert not set(right.actions) & {RecommendedAction.CORE_BIOPSY, RecommendedAction.LOCALISED_EXCISION}
    assert left.actions == (
        RecommendedAction.TARGETED_ULTRASOUND,
        RecommendedAction.CORE_BIOPSY,
        RecommendedAction.LOCALISED_EXCISION,
    )
    assert {step.duct_number for step in left.steps} == {2}


def test_a_conclusion_without_a_side_never_takes_the_steps_of_one_of_two_breasts() -> None:
    ducts = [{"side": side, "findings": [DEFECT]} for side in ("right", "left")]
    both = taken_over({"schema_version": 2, "ducts": ducts, "breasts": [{"comment": "Compared."}]})
    assert [(breast.side, bool(breast.recommendation.steps)) for breast in both.breasts] == [
        (None, False),
        (Side.RIGHT, True),
        (Side.LEFT, True),
    ]
    one = taken_over({"schema_version": 2, "ducts": ducts[:1], "breasts": [{"birads": "4A"}]})
    assert [(breast.side, bool(breast.recommendation.steps)) for breast in one.breasts] == [(None, True)]


def test_a_breast_with_a_step_keeps_it_and_only_the_other_is_filled() -> None:
    ducts = [{"side": side, "findings": [DEFECT]} for side in ("right", "left")]
    own = {"side": "left", "recommendation": {"steps": [{"action": "multidisciplinary"}]}}
    report = taken_over({"schema_version": 2, "ducts": ducts, "breasts": [own]})
    left, right = report.breasts
    assert (left.side, left.recommendation.actions) == (Side.LEFT, (RecommendedAction.MULTIDISCIPLINARY,))
    assert (right.side, len(right.recommendation.steps)) == (Side.RIGHT, 3)
    assert {step.assumed for step in left.recommendation.steps} == {()}


def test_two_ducts_of_one_step_are_named_in_words() -> None:
    ducts = [{"side": "left", "findings": [DEFECT]} for _duct in range(2)]
    (steps,) = steps_taken_over({"ducts": ducts})
    assert {(step.duct_number, step.text) for step in steps} == {(None, "ducts 1 and 2")}


def test_a_repeat_after_the_pregnancy_keeps_its_condition() -> None:
    """It is no step of today: the condition stands beside it in every output."""
    report = taken_over(
        {
            "indication": {"pregnancy": "pregnant"},
            "outcome": {"status": "failed"},
            "ducts": [{"side": "left", "cannulation": {"outcome": "failed"}}],
        }
    )
    repeats = [
        step
        for step in report.breasts[0].recommendation.steps
        if step.action is RecommendedAction.REPEAT_DUCTOGRAPHY
    ]
    assert [step.condition for step in repeats] == [StepCondition.AFTER_PREGNANCY]
    assert "Repeat ductography, duct 1, after the pregnancy, or earlier by documented decision" in "\n".join(
        recommendation_lines(report)
    )


def test_the_time_of_one_step_is_not_taken_over_for_others() -> None:
    leaked = {"side": "left", "contrast": {"extravasation": "periductal", "extravasation_cause": "technical"}}
    ((alone,),) = steps_taken_over({"ducts": [leaked]})
    assert (alone.not_before, alone.within, str(alone.interval_unit)) == (7, 14, "days")
    ((*others, repeat),) = steps_taken_over(
        {"ducts": [leaked], "assessments": [{"side": "left", "birads": "5"}]}
    )
    assert repeat.action is RecommendedAction.REPEAT_DUCTOGRAPHY
    assert (repeat.not_before, repeat.within, str(repeat.interval_unit)) == (7, 14, "days")
    assert RecommendedAction.CORE_BIOPSY in {step.action for step in others}
    assert {(step.not_before, step.within, step.interval_unit) for step in others} == {(None, None, None)}

"""Templates fill blanks only, mark what they fill, and never carry a patient, a place or a measure."""

import datetime
import json

import pytest
from hypothesis import HealthCheck, given, settings

from reporting.ductography.decision.breast_plan import plans
from reporting.ductography.decision.recommendation_deviation import departs
from reporting.ductography.document import (
    Assessment,
    Contrast,
    DocumentError,
    Duct,
    DuctFinding,
    Identity,
    Recommendation,
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
from reporting.ductography.narrative import suggested_recommendation
from reporting.ductography.vocabulary import (
    DuctFindingKind,
    IntervalUnit,
    Presence,
    RecommendedAction,
    Responsible,
    Side,
    Sides,
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
    # The side of the duct and of the category comes from the order, not from the template.
    assert given - marked <= {"ducts[0].side", "assessments[0].side"}
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
            "assessments": (Assessment(side=Side.RIGHT, not_recorded=("gics",)),),
        }
    )
    filled = apply_pattern(begun, bundled_pattern(NORMAL))
    assert filled.ducts[0].findings == (lesion,)
    assert filled.ducts[0].contrast.concentration_mg_i_per_ml == 350
    assert filled.assessments[0].gics is None
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


def test_a_template_of_ones_own_keeps_what_is_general_word_for_word() -> None:
    own = {
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
                    {"kind": "filling_defect", "location": {"region": "subareolar", "clock_position": 3}}
                ],
            },
            {"side": "right"},
        ],
        "breast": {"mass": "absent"},
        "complications": {"occurrence": "none"},
        "dose": {"exposures": 3},
        "impression": {"text": "Papilloma"},
        "assessments": [{"side": "left", "birads": "4A"}, {"side": "right", "birads": "1"}],
        "recommendation": {
            "actions": ["core_biopsy"],
            "not_before": 1,
            "within": 2,
            "interval_unit": "weeks",
        },
    }
    kept = as_personal_template(ReportDocument.from_json(json.dumps(own)))
    assert kept == ReportDocument.from_json(
        json.dumps(
            {
                "indication": {"colours": ["bloody"]},
                "safety": {"consent": "written", "pregnancy": {"status": "absent"}},
                "outcome": {"status": "succeeded"},
                "ducts": [
                    {
                        "cannulation": {"cannula_gauge": 30},
                        "contrast": {"agent": "iohexol", "concentration_mg_i_per_ml": 300},
                        "findings": [{"kind": "filling_defect"}],
                    }
                ],
                "breast": {"mass": "absent"},
                "complications": {"occurrence": "none"},
                "assessments": [{"birads": "4A"}],
                "recommendation": own["recommendation"],
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


def test_the_proposed_recommendation_holds_all_that_its_rule_says() -> None:
    """Extravasation: again after 7 to 14 days, says the table."""
    leaked = {"ducts": [{"contrast": {"extravasation": "parenchymal", "extravasation_cause": "technical"}}]}
    wanted = with_suggested_recommendation(ReportDocument.from_json(json.dumps(leaked))).recommendation
    (repeat,) = wanted.actions
    assert (repeat.value, wanted.not_before, wanted.within) == ("repeat_ductography", 7, 14)
    assert (wanted.interval_unit, wanted.urgency) == (IntervalUnit.DAYS, Urgency.SOON)
    assert wanted.responsible == (Responsible.RADIOLOGY,)
    assert set(wanted.assumed) == {
        "actions",
        "not_before",
        "within",
        "interval_unit",
        "urgency",
        "responsible",
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
    taken_over = with_suggested_recommendation(report.model_copy(update={"recommendation": Recommendation()}))
    assert not departs(taken_over.recommendation, plans(taken_over))


def taken_over(answers: dict[str, object]) -> ReportDocument:
    return with_suggested_recommendation(ReportDocument.from_json(json.dumps(answers)))


def test_the_text_keeps_the_conditions_of_the_steps_that_are_taken_over() -> None:
    defect = {"kind": "filling_defect", "presence": "present"}
    report = taken_over({"ducts": [{"side": "left", "findings": [defect]}]})
    assert report.recommendation.actions == (
        RecommendedAction.TARGETED_ULTRASOUND,
        RecommendedAction.CORE_BIOPSY,
    )
    text = suggested_recommendation(report)
    assert "if ultrasound shows the lesion" in text
    assert "localisation and excision" in text.lower() and "if ultrasound does not show the lesion" in text


def test_a_repeat_after_the_pregnancy_is_not_taken_over_as_a_step_of_today() -> None:
    report = taken_over(
        {
            "indication": {"pregnancy": "pregnant"},
            "outcome": {"status": "failed"},
            "ducts": [{"side": "left", "cannulation": {"outcome": "failed"}}],
        }
    )
    assert RecommendedAction.REPEAT_DUCTOGRAPHY in plans(report)[0].actions
    assert RecommendedAction.REPEAT_DUCTOGRAPHY not in report.recommendation.actions
    assert "after the pregnancy" in suggested_recommendation(report)


def test_the_time_of_one_step_is_not_taken_over_for_others() -> None:
    leaked = {"side": "left", "contrast": {"extravasation": "periductal", "extravasation_cause": "technical"}}
    alone = taken_over({"ducts": [leaked]}).recommendation
    assert (alone.not_before, alone.within, str(alone.interval_unit)) == (7, 14, "days")
    suspicious = {"ducts": [leaked], "assessments": [{"side": "left", "birads": "5"}]}
    both = taken_over(suspicious).recommendation
    assert {RecommendedAction.CORE_BIOPSY, RecommendedAction.REPEAT_DUCTOGRAPHY} <= set(both.actions)
    assert (both.not_before, both.within, both.interval_unit) == (None, None, None)

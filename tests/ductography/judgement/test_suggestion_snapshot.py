"""What the table suggests is kept in what is signed, in words, and in nothing else."""

from reporting.ductography.decision.plan_table import TABLE_VERSION
from reporting.ductography.document import Proposal
from reporting.ductography.judgement.suggestion_snapshot import departure, frozen, thawed
from tests.ductography.clinical_reports import FAILED, SOUND, Changes, report

PUBLISHED = {"origin": {"kind": "published", "citation": "a paper"}}
RIGHT_LESION: Changes = {
    "ducts[1]": {**SOUND["ducts"][0], "side": "right", "findings": [{"kind": "filling_defect"}]},
    "identity.ordered_side": "both",
}


def test_the_suggestion_is_kept_with_rank_table_words_and_source() -> None:
    proposal = frozen(report(FAILED)).recommendation.proposal
    assert (proposal.rule_id, proposal.table_version) == ("left:non_diagnostic", TABLE_VERSION)
    assert (
        proposal.sentence
        == "Left breast: The examination was non-diagnostic: duct not cannulated or not filled."
    )
    assert proposal.action is not None
    assert proposal.action.splitlines() == [
        "Left breast: 1. repeat ductography, duct 1, once; soon; breast radiology",
        "Left breast: 2. contrast-enhanced MRI, if repeat ductography is not possible or non-diagnostic; "
        "soon; breast radiology",
        "Left breast: 3. surgical consultation; soon; breast surgeon",
    ]
    assert proposal.citation is not None and "REV20" not in proposal.citation
    assert proposal.evidence == "published series"


def test_each_breast_has_its_rank_and_its_steps() -> None:
    proposal = frozen(report(RIGHT_LESION)).recommendation.proposal
    assert proposal.rule_id == "right:lesion; left:normal"
    assert proposal.sentence is not None and proposal.action is not None
    assert [line.split(":")[0] for line in proposal.sentence.splitlines()] == ["Right breast", "Left breast"]
    assert [line.split(" breast: ")[0] for line in proposal.action.splitlines()] == ["Right"] * 3 + [
        "Left"
    ] * 2


def test_a_working_copy_keeps_none() -> None:
    assert thawed(frozen(report())) == report()
    assert thawed(report(FAILED)).recommendation.proposal == Proposal()


def test_a_blank_report_keeps_none() -> None:
    blank = report({"ducts": [], "outcome": None, "assessments": []})
    assert frozen(blank).recommendation.proposal == Proposal()


def test_it_is_frozen_anew_for_what_is_entered_now() -> None:
    document = frozen(report())
    assert document.recommendation.proposal.rule_id == "left:normal"
    changed = document.model_copy(update={"outcome": report(FAILED).outcome})
    assert frozen(changed).recommendation.proposal.rule_id == "left:non_diagnostic"


def test_nothing_else_is_changed() -> None:
    before, after = report(FAILED), frozen(report(FAILED))
    assert after.model_copy(update={"recommendation": before.recommendation}) == before
    assert after.recommendation.actions == before.recommendation.actions


def test_of_a_published_case_no_table_was_asked() -> None:
    assert frozen(report(PUBLISHED)).recommendation.proposal == Proposal()
    kept = {"recommendation.proposal.rule_id": "left:normal"}
    assert frozen(report(PUBLISHED, kept)).recommendation.proposal == Proposal()


def test_less_than_suggested_is_a_departure_except_in_a_published_case() -> None:
    less = {"recommendation.actions": ["routine_screening"]}
    assert departure(report(less))
    assert not departure(report())
    assert not departure(report(less, PUBLISHED))

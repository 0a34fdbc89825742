"""What the table suggests is kept in what is signed, in words, and in nothing else."""

from reporting.ductography.decision.plan_table import TABLE_VERSION
from reporting.ductography.document import Proposal, ReportDocument
from reporting.ductography.judgement.suggestion_snapshot import departure, frozen, thawed
from tests.ductography.clinical_reports import FAILED, SOUND, Changes, report

PUBLISHED = {"origin": {"kind": "published", "citation": "a paper"}}
RIGHT_LESION: Changes = {
    "ducts[1]": {**SOUND["ducts"][0], "side": "right", "findings": [{"kind": "filling_defect"}]},
    "identity.ordered_side": "both",
}


def kept(document: ReportDocument) -> Proposal:
    """What the only conclusion of the report keeps of the suggestion."""
    (breast,) = document.breasts
    return breast.recommendation.proposal


def test_the_suggestion_is_kept_with_rank_table_words_and_source() -> None:
    proposal = kept(frozen(report(FAILED)))
    assert (proposal.rule_id, proposal.table_version) == ("left:non_diagnostic", TABLE_VERSION)
    assert proposal.sentence == "The examination was non-diagnostic: duct not cannulated or not filled."
    assert proposal.action is not None
    assert proposal.action.splitlines() == [
        "1. repeat ductography, duct 1, once; soon; breast radiology",
        "2. contrast-enhanced MRI, if repeat ductography is not possible or non-diagnostic; "
        "soon; breast radiology",
        "3. surgical consultation; soon; breast surgeon",
    ]
    assert proposal.citation is not None and "REV20" not in proposal.citation
    assert proposal.evidence == "published series"


def test_each_breast_has_its_rank_and_its_steps() -> None:
    of_both = {"breasts": [{"side": "left", "birads": "1"}, {"side": "right", "birads": "4A"}]}
    document = frozen(report(RIGHT_LESION, {"assessments": [], "recommendation": None}, of_both))
    left, right = (breast.recommendation.proposal for breast in document.breasts)
    assert (left.rule_id, right.rule_id) == ("left:normal", "right:birads_4")
    assert left.action is not None and right.action is not None
    assert (len(left.action.splitlines()), len(right.action.splitlines())) == (2, 3)


def test_steps_without_a_side_answer_the_plans_of_both_breasts() -> None:
    document = frozen(report(RIGHT_LESION))
    (proposal,) = (breast.recommendation.proposal for breast in document.breasts if breast.side is None)
    assert proposal.rule_id == "right:lesion; left:normal"
    assert proposal.sentence is not None and proposal.action is not None
    assert [line.split(":")[0] for line in proposal.sentence.splitlines()] == ["Right breast", "Left breast"]
    assert [line.split(" breast: ")[0] for line in proposal.action.splitlines()] == ["Right"] * 3 + [
        "Left"
    ] * 2


def test_a_working_copy_keeps_none() -> None:
    assert thawed(frozen(report())) == report()
    assert kept(thawed(report(FAILED))) == Proposal()


def test_a_blank_report_keeps_none() -> None:
    blank = report({"ducts": [], "outcome": None, "assessments": []})
    assert all(breast.recommendation.proposal == Proposal() for breast in frozen(blank).breasts)


def test_it_is_frozen_anew_for_what_is_entered_now() -> None:
    document = frozen(report())
    assert kept(document).rule_id == "left:normal"
    changed = document.model_copy(update={"outcome": report(FAILED).outcome})
    assert kept(frozen(changed)).rule_id == "left:non_diagnostic"


def test_nothing_else_is_changed() -> None:
    before, after = report(FAILED), frozen(report(FAILED))
    assert after.model_copy(update={"breasts": before.breasts}) == before
    assert after.breasts[0].recommendation.steps == before.breasts[0].recommendation.steps


def test_of_a_published_case_no_table_was_asked() -> None:
    assert kept(frozen(report(PUBLISHED))) == Proposal()
    earlier = {"recommendation.proposal.rule_id": "left:normal"}
    assert kept(frozen(report(PUBLISHED, earlier))) == Proposal()


def test_less_than_suggested_is_a_departure_except_in_a_published_case() -> None:
    less = {"recommendation.actions": ["routine_screening"]}
    assert departure(report(less))
    assert not departure(report())
    assert not departure(report(less, PUBLISHED))

"""What the table proposes is kept in what is signed, in words, and in nothing else."""

from reporting.ductography.decision.recommendations import TABLE_VERSION

from reporting.ductography.document import Proposal
from reporting.ductography.judgement.suggestion_snapshot import departure, frozen, thawed
from tests.ductography.clinical_reports import FAILED, report

PUBLISHED = {"origin": {"kind": "published", "citation": "a paper"}}


def test_the_proposal_is_kept_with_rule_table_words_and_source() -> None:
    proposal = frozen(report(FAILED)).recommendation.proposal
    assert (proposal.rule_id, proposal.table_version) == ("failed", TABLE_VERSION)
    assert proposal.sentence is not None and "ductoscopy" in proposal.sentence
    assert proposal.action is not None and proposal.action.endswith(
        "; soon; referring clinician and breast radiology"
    )
    assert proposal.citation is not None and "REV20" not in proposal.citation
    assert proposal.evidence == "published series"


def test_a_working_copy_keeps_none() -> None:
    assert thawed(frozen(report())) == report()
    assert thawed(report(FAILED)).recommendation.proposal == Proposal()


def test_it_is_frozen_anew_for_what_is_entered_now() -> None:
    document = frozen(report())
    assert document.recommendation.proposal.rule_id == "normal"
    changed = document.model_copy(update={"outcome": report(FAILED).outcome})
    assert frozen(changed).recommendation.proposal.rule_id == "failed"


def test_nothing_else_is_changed() -> None:
    before, after = report(FAILED), frozen(report(FAILED))
    assert after.model_copy(update={"recommendation": before.recommendation}) == before
    assert after.recommendation.actions == before.recommendation.actions


def test_of_a_published_case_no_table_was_asked() -> None:
    assert frozen(report(PUBLISHED)).recommendation.proposal == Proposal()
    kept = {"recommendation.proposal.rule_id": "normal"}
    assert frozen(report(PUBLISHED, kept)).recommendation.proposal == Proposal()


def test_less_than_proposed_is_a_departure_except_in_a_published_case() -> None:
    less = {"recommendation.actions": ["routine_screening"]}
    assert departure(report(less))
    assert not departure(report())
    assert not departure(report(less, PUBLISHED))

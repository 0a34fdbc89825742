"""A report begins with the side that was ordered, and with nothing that is not known."""

import json

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.drafting.initial_document import (
    default_side_for_new_duct,
    with_initial_ducts,
    with_request,
)
from reporting.ductography.judgement.completeness import missing
from reporting.ductography.vocabulary import Side


@pytest.mark.parametrize(
    ("ordered", "sides"),
    [('"left"', ["left"]), ('"right"', ["right"]), ('"both"', ["right", "left"]), ("null", [])],
)
def test_ducts_and_conclusions_stand_on_the_ordered_side(ordered: str, sides: list[str]) -> None:
    begun = with_initial_ducts(ReportDocument.from_json(f'{{"identity": {{"ordered_side": {ordered}}}}}'))
    assert [duct.side for duct in begun.ducts] == sides
    assert [conclusion.side for conclusion in begun.breasts] == sides


def test_what_was_begun_stays() -> None:
    document = ReportDocument.from_json(
        '{"identity": {"ordered_side": "left"}, "ducts": [{"side": "right"}]}'
    )
    assert with_initial_ducts(document) is document


@pytest.mark.parametrize(
    ("ordered", "chosen", "side"),
    [
        ('"left"', set(), Side.LEFT),
        ('"left"', {Side.RIGHT}, Side.RIGHT),  # what was examined, not what was ordered
        ('"left"', {Side.RIGHT, Side.LEFT}, None),
        ('"both"', set(), None),
        ('"both"', {Side.RIGHT}, Side.RIGHT),
        ("null", set(), None),
    ],
)
def test_another_duct_begins_on_the_only_side(ordered: str, chosen: set[Side], side: Side | None) -> None:
    saved = ReportDocument.from_json(
        f'{{"identity": {{"ordered_side": {ordered}}}, "ducts": [{{"side": "right"}}, {{"side": "left"}}],'
        ' "indication": {"discharge_sides": "right"}}'
    )
    assert default_side_for_new_duct(saved, chosen) is side


def test_a_duct_of_which_only_the_side_stands_owes_nothing_when_nothing_was_done() -> None:
    begun = with_initial_ducts(
        ReportDocument.from_json(
            '{"identity": {"ordered_side": "left"}, '
            '"outcome": {"status": "not_attempted", "reasons": ["no_discharge_today"]}}'
        )
    )
    assert not [gap.path for gap in missing(begun) if gap.path.startswith("ducts")]


def test_it_owes_everything_when_the_examination_succeeded() -> None:
    begun = with_initial_ducts(
        ReportDocument.from_json('{"identity": {"ordered_side": "left"}, "outcome": {"status": "succeeded"}}')
    )
    assert {gap.path for gap in missing(begun)} >= {
        "ducts[0].contrast.volume_ml",
        "ducts[0].views",
        "ducts[0].findings",
    }


def test_the_request_is_offered_as_the_clinical_question_and_waits_to_be_confirmed() -> None:
    offered = with_request(ReportDocument(), " Bloody discharge.\r\nPapilloma? ").indication
    assert (offered.text, offered.assumed) == ("Bloody discharge.\nPapilloma?", ("text",))
    assert with_request(ReportDocument(), "  ") == ReportDocument()


@pytest.mark.parametrize("indication", [{"text": "Entered."}, {"not_recorded": ["text"]}])
def test_a_clinical_question_that_is_answered_stays(indication: dict[str, object]) -> None:
    document = ReportDocument.from_json(json.dumps({"indication": indication}))
    assert with_request(document, "Bloody discharge.") == document

"""A proposed text that was edited is known as edited, and fields that change under it are noticed."""

import json
from typing import Any

import pytest
from django.utils.translation import override

from reporting.ductography.document import ReportDocument
from reporting.ductography.narrative import (
    TextOrigin,
    accept_suggestion,
    is_edited,
    is_stale,
    origin_of_text,
    suggested_impression,
)
from reporting.ductography.narrative.text_origin import SUGGESTED_TEXTS, without_redundant_suggestions

PARTS = ("impression",)


def report(**parts: Any) -> ReportDocument:
    ducts = [{"side": "left", "findings": [{"kind": "filling_defect", "length_mm": 4, "contour": "smooth"}]}]
    return ReportDocument.from_json(json.dumps({"ducts": ducts, "outcome": {"status": "succeeded"}, **parts}))


def changed(document: ReportDocument, part: str, **values: Any) -> ReportDocument:
    return document.model_copy(update={part: getattr(document, part).model_copy(update=values)})


def with_another_finding(document: ReportDocument) -> ReportDocument:
    return document.model_copy(
        update={"ducts": report(ducts=[{"side": "left", "findings": [{"kind": "ectasia"}]}]).ducts}
    )


@pytest.mark.parametrize("part", PARTS)
def test_a_text_as_proposed_is_neither_edited_nor_stale(part: str) -> None:
    taken = accept_suggestion(report(), part)
    proposal = {"impression": suggested_impression}[part]
    assert getattr(taken, part).text == getattr(taken, part).generated == proposal(report()) != ""
    assert origin_of_text(taken, part) is TextOrigin.PROPOSED
    assert not is_edited(taken, part) and not is_stale(taken, part)
    assert proposal(taken) == proposal(report()), "taking it over does not change the proposal"


@pytest.mark.parametrize("part", PARTS)
def test_an_edited_text_is_known_and_goes_stale_when_fields_change(part: str) -> None:
    edited = changed(accept_suggestion(report(), part), part, text="My own words.")
    assert is_edited(edited, part) and origin_of_text(edited, part) is TextOrigin.EDITED
    assert not is_stale(edited, part)
    later = with_another_finding(edited)
    assert is_stale(later, part) and is_edited(later, part)
    assert not is_stale(accept_suggestion(later, part), part)


@pytest.mark.parametrize("part", PARTS)
def test_a_text_as_proposed_goes_stale_too(part: str) -> None:
    later = with_another_finding(accept_suggestion(report(), part))
    assert is_stale(later, part) and not is_edited(later, part)


@pytest.mark.parametrize("part", PARTS)
def test_own_words_and_no_words_are_never_stale(part: str) -> None:
    own = changed(report(), part, text="Written without a proposal.")
    assert origin_of_text(own, part) is TextOrigin.OWN and not is_stale(own, part)
    assert origin_of_text(report(), part) is TextOrigin.NONE and not is_stale(report(), part)


@pytest.mark.parametrize("part", PARTS)
def test_another_language_of_the_page_is_no_change_of_the_report(part: str) -> None:
    with override("de"):
        taken = accept_suggestion(report(), part)
    assert getattr(taken, part).generated != getattr(accept_suggestion(report(), part), part).generated
    assert not is_stale(taken, part)
    assert is_stale(with_another_finding(taken), part)


def test_taking_over_answers_what_was_not_recorded() -> None:
    silent = report(impression={"not_recorded": ["text", "generated"]})
    taken = accept_suggestion(silent, "impression")
    assert ReportDocument.from_json(taken.canonical_json()) == taken
    assert taken.impression.not_recorded == ()


def test_every_part_with_a_suggested_text_is_tested_here() -> None:
    assert set(PARTS) == set(SUGGESTED_TEXTS)


@pytest.mark.parametrize(
    ("text", "suggested", "kept"),
    [
        ("Ultrasound.", "Ultrasound.", None),
        (None, "Ultrasound.", None),
        ("No.", "Ultrasound.", "Ultrasound."),
    ],
)
def test_a_suggested_recommendation_of_version_1_is_kept_only_where_it_was_edited(
    text: str | None, suggested: str, kept: str | None
) -> None:
    upgraded = report(
        impression={"text": text, "generated": suggested},
        assessments=[{"side": "left"}, {"side": "right"}],
        recommendation={"text": text, "generated": suggested},
    )
    left = without_redundant_suggestions(upgraded)
    assert (left.impression.generated, left.breasts[0].recommendation.generated) == (kept, kept)
    assert left.breasts[1] == upgraded.breasts[1]


def test_every_authorship_has_its_words() -> None:
    assert all(str(kind.label) for kind in TextOrigin)

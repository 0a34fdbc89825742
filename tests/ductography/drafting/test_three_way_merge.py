"""Three-way merge: what one of two changed is taken, what both changed differently is named."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.ductography.document import ReportDocument
from reporting.ductography.drafting.three_way_merge import merge


def document(**nodes: Any) -> ReportDocument:
    return ReportDocument.from_json(json.dumps(nodes))


def ducts(*sides: str | None) -> list[dict[str, Any]]:
    return [{"side": side} if side else {} for side in sides]


BASE = document(impression={"text": "base"}, dose={"exposures": 3}, ducts=ducts("left", "left"))


def test_changes_in_different_places_are_both_taken() -> None:
    theirs = document(impression={"text": "theirs"}, dose={"exposures": 3}, ducts=ducts("right", "left"))
    mine = document(impression={"text": "base"}, dose={"exposures": 4}, ducts=ducts("left", "right"))
    merged = merge(BASE, theirs, mine)
    assert merged.conflicts == ()
    assert merged.document == document(
        impression={"text": "theirs"}, dose={"exposures": 4}, ducts=ducts("right", "right")
    )


def test_a_leaf_changed_by_both_is_named_and_mine_stands() -> None:
    theirs = document(impression={"text": "theirs"}, dose={"exposures": 9}, ducts=ducts("left", "left"))
    mine = document(impression={"text": "mine"}, dose={"exposures": 9}, ducts=ducts("left", "left"))
    merged = merge(BASE, theirs, mine)
    assert merged.conflicts == ("impression.text",)
    assert merged.document == mine


def test_a_conflict_within_an_item_names_the_item() -> None:
    base, theirs, mine = (document(ducts=[{"comment": text}]) for text in ("a", "b", "c"))
    assert merge(base, theirs, mine).conflicts == ("ducts[0].comment",)


def test_an_item_added_on_one_side_only_is_taken() -> None:
    theirs = document(
        impression={"text": "base"}, dose={"exposures": 3}, ducts=ducts("left", "left", "right")
    )
    mine = document(impression={"text": "mine"}, dose={"exposures": 3}, ducts=ducts("left", "left"))
    merged = merge(BASE, theirs, mine)
    assert merged.conflicts == ()
    assert len(merged.document.ducts) == 3
    assert merged.document.impression.text == "mine"


def test_a_list_that_both_changed_in_length_is_one_conflict() -> None:
    theirs = document(ducts=ducts("left", "left", "right"))
    mine = document(ducts=ducts("left"))
    merged = merge(document(ducts=ducts("left", "left")), theirs, mine)
    assert merged.conflicts == ("ducts",)
    assert merged.document == mine


def test_a_list_of_terms_is_one_answer() -> None:
    base, theirs, mine = (
        document(indication={"colours": colours})
        for colours in (["bloody", "clear"], ["bloody", "milky"], ["milky", "clear"])
    )
    merged = merge(base, theirs, mine)
    assert merged.conflicts == ("indication.colours",)
    assert merged.document == mine


def test_an_answer_and_not_recorded_are_two_answers_of_one_field() -> None:
    base = document(dose={"exposures": None}, impression={"text": "base"})
    theirs = document(dose={"not_recorded": ["exposures"]}, impression={"text": "theirs"})
    mine = document(dose={"exposures": 4}, impression={"text": "base"})
    merged = merge(base, theirs, mine)
    assert merged.conflicts == ("dose.exposures",)
    assert merged.document == document(dose={"exposures": 4}, impression={"text": "theirs"})


def test_marks_of_not_recorded_made_by_two_people_are_both_taken() -> None:
    theirs = document(dose={"not_recorded": ["exposures"]})
    mine = document(dose={"not_recorded": ["average_glandular_dose_mgy"]})
    merged = merge(document(), theirs, mine)
    assert merged.conflicts == ()
    assert set(merged.document.dose.not_recorded) == {"exposures", "average_glandular_dose_mgy"}


texts = st.sampled_from([None, "a", "b", "c"])
trees = st.builds(
    lambda text, exposures, comments: document(
        impression={"text": text}, dose={"exposures": exposures}, ducts=[{"comment": c} for c in comments]
    ),
    texts,
    st.sampled_from([None, 1, 2]),
    st.lists(texts, max_size=3),
)


@settings(max_examples=60, deadline=None)
@given(trees, trees, trees)
def test_laws(base: ReportDocument, theirs: ReportDocument, mine: ReportDocument) -> None:
    assert merge(base, base, mine).document == mine
    assert merge(base, theirs, base).document == theirs
    assert merge(base, mine, mine).conflicts == ()
    merged, mirrored = merge(base, theirs, mine), merge(base, mine, theirs)
    assert merged.conflicts == mirrored.conflicts
    if not merged.conflicts:
        assert merged.document == mirrored.document

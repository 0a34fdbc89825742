"""Notes of a report on both breasts: a fact of one breast is no note on the other."""

import json
from typing import Any

import pytest

from reporting.ductography.decision.notes import notes
from reporting.ductography.decision.ranks import breast_facts
from reporting.ductography.document import ReportDocument
from reporting.ductography.vocabulary import Side

DEFECT = {"kind": "filling_defect", "presence": "present"}


def sides_of_notes(**answers: Any) -> dict[str, tuple[Side, ...]]:
    """The breasts of each note; () stands for both."""
    ducts = [{"side": "right", "findings": [DEFECT]}, {"side": "left", "findings": [DEFECT]}]
    report = ReportDocument.from_json(json.dumps({"ducts": ducts} | answers))
    return {note.rule.id: note.sides for note in notes(report)}


def test_pus_from_one_breast_is_no_infection_of_the_other() -> None:
    history = {"discharge_sides": "right", "colours": ["purulent"]}
    safety = {"purulent_discharge": {"status": "present"}}
    assessments = [{"side": "right", "birads": "4"}, {"side": "left", "birads": "4"}]
    found = sides_of_notes(indication=history, safety=safety, assessments=assessments)
    assert found["note-infection"] == (Side.RIGHT,)


@pytest.mark.parametrize("place", ["surgery", "subsequent_procedures"])
def test_papillomas_of_one_breast_are_not_those_of_the_other(place: str) -> None:
    removed = [{"kind": "core_biopsy", "side": "right", "diagnoses": ["multiple_papillomas"]}]
    answers = {"indication": {"surgery": removed}} if place == "surgery" else {place: removed}
    assert sides_of_notes(**answers)["note-multiple"] == (Side.RIGHT,)


def test_the_number_of_discharging_ducts_is_that_of_the_breast_that_discharges() -> None:
    found = sides_of_notes(indication={"discharge_sides": "left", "discharging_ducts": "one"})
    assert found["note-one-duct"] == (Side.LEFT,)


def test_what_is_said_of_both_breasts_stays_with_both() -> None:
    history = {"discharge_sides": "both", "discharging_ducts": "one"}
    assert sides_of_notes(indication=history)["note-one-duct"] == ()


def test_blood_from_the_other_nipple_makes_that_discharge_pathologic() -> None:
    history = {"discharge_sides": "left", "colours": ["milky"], "bloody": "no", "bloody_other_side": "yes"}
    ducts = [{"side": "right"}, {"side": "left"}]
    report = ReportDocument.from_json(json.dumps({"indication": history, "ducts": ducts}))
    right, left = breast_facts(report)
    assert right.discharge.blood and right.discharge.pathologic
    assert not left.discharge.blood

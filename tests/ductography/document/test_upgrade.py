"""Documents of version 1 are read as version 2: nothing is lost, nothing is added, nothing is guessed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reporting.ductography.document import DocumentError, ReportDocument
from reporting.ductography.document.upgrade import is_earlier, upgraded

# Canonical texts as the program wrote them before recommendations were kept per breast.
FOLDER = Path(__file__).parent / "version_1"
STORED = sorted(path.stem for path in FOLDER.glob("*.json"))
OF_A_STEP = ("not_before", "within", "interval_unit", "urgency", "responsible")
# Where the one recommendation of each document belongs; the last names no side, because two breasts were examined.
PLACE = {"synthetic-both-breasts": 2}


def stored(name: str) -> dict[str, Any]:
    return dict(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def answers(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Path and value of every answer, and of every mark in ``not_recorded`` and ``assumed``."""
    if isinstance(value, dict):
        for name, below in value.items():
            if name in ("not_recorded", "assumed"):
                yield from ((f"{path}.{marked}".lstrip(".") + f" {name}", True) for marked in below)
            elif name != "schema_version":
                yield from answers(below, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for index, item in enumerate(value):
            yield from answers(item, f"{path}[{index}]")
    elif value not in (None, [], ""):
        yield path, value


def expected_paths(path: str, value: Any, place: int, steps: int) -> list[tuple[str, Any]]:
    """Where an answer of version 1 stands in version 2, written down a second time."""
    found = re.match(r"recommendation\.(\w+)(.*)", path)
    if path.startswith("assessments"):
        return [(path.replace("assessments", "breasts"), value)]
    if path.startswith("indication.duration_months"):
        renamed = path.replace("duration_months", "duration")
        return [(renamed, value)] + (
            [("indication.duration_unit", "months")] if path == "indication.duration_months" else []
        )
    if found is None:
        return [(path, value)]
    name, mark = found.groups()
    here = f"breasts[{place}].recommendation"
    if name == "actions" and not mark:
        return [(f"{here}.steps[{index}].action", action) for index, action in enumerate(value)]
    if name in (*OF_A_STEP, "actions"):
        name = "action" if name == "actions" else name
        return [(f"{here}.steps[{index}].{name}{mark}", value) for index in range(steps)]
    return [(path.replace("recommendation", here, 1), value)]


@pytest.mark.parametrize("name", STORED)
def test_every_answer_stands_in_its_new_place_and_no_other_was_added(name: str) -> None:
    before, place = stored(name), PLACE.get(name, 0)
    steps = len(before["recommendation"]["actions"]) or 1
    wanted = dict(
        pair
        for path, value in answers(before)
        for pair in expected_paths(path, value, place, steps)
        if not path.startswith("overrides")
    )
    after = dict(answers(json.loads(ReportDocument.from_json(json.dumps(before)).canonical_json())))
    assert {path: value for path, value in after.items() if not path.startswith("overrides")} == wanted


@pytest.mark.parametrize("name", STORED)
def test_the_upgrade_is_done_once(name: str) -> None:
    once = upgraded(stored(name))
    assert once["schema_version"] == 2 and not is_earlier(once)
    document = ReportDocument.from_json(json.dumps(once))
    assert ReportDocument.from_json(document.canonical_json()) == document


def test_a_document_without_version_is_one_of_version_1() -> None:
    document = ReportDocument.from_json('{"assessments": [{"side": "left", "birads": "4A"}]}')
    assert document.schema_version == 2
    assert [(breast.side, breast.birads) for breast in document.breasts] == [("left", "4A")]


@pytest.mark.parametrize(
    ("report", "sides"),
    [
        ({}, [None]),
        ({"ducts": [{"side": "left"}]}, ["left"]),
        ({"identity": {"ordered_side": "right"}}, ["right"]),
        ({"indication": {"discharge_sides": "both"}}, [None]),
        ({"ducts": [{"side": "left"}], "assessments": [{"birads": "2"}]}, [None]),
        ({"ducts": [{"side": "left"}, {"side": "right"}]}, [None]),
        ({"ducts": [{"side": "left"}, {"side": "right"}], "assessments": [{"side": "left"}]}, ["left", None]),
        ({"assessments": [{"side": "left"}, {"side": "right"}]}, ["left", "right", None]),
        (
            {"ducts": [{"side": "right"}], "assessments": [{"side": "left"}, {"side": "right"}]},
            ["left", "right"],
        ),
    ],
)
def test_the_side_of_the_recommendation_is_taken_from_the_report_and_never_chosen(
    report: dict[str, Any], sides: list[str | None]
) -> None:
    report["recommendation"] = {"actions": ["core_biopsy"]}
    document = ReportDocument.from_json(json.dumps(report))
    assert [breast.side for breast in document.breasts] == sides
    recommended = [breast.side for breast in document.breasts if breast.recommendation.steps]
    assert recommended == [sides[-1]]


def test_answers_that_version_1_filled_in_unasked_are_written_out() -> None:
    finding = {"kind": "filling_defect"}
    document = ReportDocument.from_json(
        json.dumps(
            {
                "ducts": [{"views": [{"projection": "cc"}], "findings": [finding]}],
                "breast": {"findings": [{"kind": "cyst"}]},
                "correlation": [{"findings": [{"kind": "cyst"}]}],
                "comparison": {"earlier_studies": [{"findings": [{"kind": "cyst"}]}]},
            }
        )
    )
    (duct,), (study,), (earlier,) = document.ducts, document.correlation, document.comparison.earlier_studies
    assert (duct.views[0].phase, duct.findings[0].presence) == ("filled", "present")
    seen = (*document.breast.findings, *study.findings, *earlier.findings)
    assert [item.presence for item in seen] == ["present"] * 3


def test_a_blank_of_version_2_stays_a_blank() -> None:
    text = '{"schema_version": 2, "ducts": [{"views": [{}], "findings": [{"kind": "filling_defect"}]}]}'
    (duct,) = ReportDocument.from_json(text).ducts
    assert (duct.views[0].phase, duct.findings[0].presence) == (None, None)


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("assessments", "breasts"),
        ("assessments[1].birads", "breasts[1].birads"),
        ("recommendation.within", "breasts[0].recommendation.steps[0].within"),
        ("recommendation.actions", "breasts[0].recommendation.steps"),
        ("recommendation.text", "breasts[0].recommendation.text"),
        ("ducts[0].side", "ducts[0].side"),
    ],
)
def test_acknowledged_alerts_keep_to_their_field(path: str, moved: str) -> None:
    override = {"rule_id": "x", "path": path, "reason": "Agreed."}
    report = {"recommendation": {"actions": ["core_biopsy"]}, "overrides": [override]}
    assert ReportDocument.from_json(json.dumps(report)).overrides[0].path == moved


@pytest.mark.parametrize(
    ("report", "path"),
    [
        ({"assessments": {}}, ""),
        ({"assessments": {"side": "left"}}, "assessments"),
        ({"assessments": ["left"]}, "assessments[0]"),
        ({"recommendation": ["core_biopsy"]}, "recommendation"),
        ({"recommendation": {"actions": "core_biopsy"}}, "recommendation.actions"),
        ({"recommendation": {"actions": ["stay_home"]}}, "breasts[0].recommendation.steps[0].action"),
        (
            {"recommendation": {"actions": ["core_biopsy"], "within": "soon"}},
            "breasts[0].recommendation.steps[0].within",
        ),
        ({"recommendation": {"unknown": 1}}, "breasts[0].recommendation.unknown"),
        ({"assessments": [{"unknown": 1}]}, "breasts[0].unknown"),
        ({"schema_version": 3}, "schema_version"),
        ({"schema_version": "1"}, "schema_version"),
        ({"schema_version": True}, "schema_version"),
        ({"schema_version": 2, "recommendation": {}}, "recommendation"),
    ],
)
def test_what_cannot_be_moved_is_refused_with_its_path(report: dict[str, Any], path: str) -> None:
    if not path:
        assert ReportDocument.from_json(json.dumps(report)).breasts == ()
        return
    with pytest.raises(DocumentError) as refused:
        ReportDocument.from_json(json.dumps(report))
    assert path in [problem.path for problem in refused.value.problems]

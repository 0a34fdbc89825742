"""The judgement of a whole report: its order, what settles an alert, wrong sides, and that no document breaks it."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.ductography.decision.breast_plan import plans
from reporting.ductography.decision.evidence import evidence
from reporting.ductography.decision.notes import notes
from reporting.ductography.document import Override, ReportDocument
from reporting.ductography.judgement.review import Review, review
from reporting.ductography.judgement.rules import Severity
from reporting.ductography.layout.report_sections import report_sections
from tests.ductography.clinical_reports import FAILED, LESION, NOT_DONE, SOUND, Changes, report
from tests.ductography.rule_examples import TODAY
from tests.full_document import full_document, not_recorded_document
from tests.strategies import documents

CASES = sorted((Path(__file__).resolve().parents[3] / "fixtures" / "cases").glob("*.json"))
LARGE: Changes = {"ducts[0].contrast.volume_ml": 2.4}
VOLUME = "ducts[0].contrast.volume_ml"


def overridden(*overrides: dict[str, str], changes: Changes = LARGE) -> Review:
    return review(report(changes, {"overrides": list(overrides)}), TODAY)


def everything(found: Review) -> list[tuple[str, str]]:
    remarks = [*found.prohibits, *found.alerts, *(item.remark for item in found.overridden), *found.notes]
    return [(remark.rule_id, remark.path) for remark in remarks]


@pytest.mark.parametrize("changes", [{}, LESION, FAILED, NOT_DONE])
def test_a_sound_report_may_be_signed(changes: Changes) -> None:
    found = review(report(changes), TODAY)
    assert found == Review((), (), (), ())
    assert found.may_be_signed


def test_remarks_are_sorted_by_what_they_do() -> None:
    found = review(report(LARGE, {"identity.mrn": None, "impression": None}), TODAY)
    assert [remark.rule_id for remark in found.prohibits] == ["identity-mrn"]
    assert [remark.rule_id for remark in found.alerts] == ["volume-large"]
    assert [remark.rule_id for remark in found.notes] == ["impression"]
    assert {remark.severity for remark in found.prohibits} == {Severity.PROHIBIT}
    assert not found.may_be_signed


def test_an_alert_or_a_prohibition_alone_stops_the_signature_and_a_note_does_not() -> None:
    assert not review(report(LARGE), TODAY).may_be_signed
    assert not review(report({"identity.mrn": None}), TODAY).may_be_signed
    assert review(report({"impression": None}), TODAY).may_be_signed


def test_the_order_is_that_of_the_rules_and_then_of_the_document() -> None:
    second = {**SOUND["ducts"][0], "contrast": {"volume_ml": 3}}
    found = review(report(LARGE, {"ducts[1]": second, "indication.discharging_ducts": "few"}), TODAY)
    assert [(remark.rule_id, remark.path) for remark in found.alerts] == [
        ("contrast-agent", "ducts[1].contrast.agent"),
        ("volume-large", "ducts[0].contrast.volume_ml"),
        ("volume-large", "ducts[1].contrast.volume_ml"),
    ]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_twice_the_same(path: Path) -> None:
    document = ReportDocument.from_json(path.read_bytes())
    assert review(document, TODAY) == review(document, TODAY)


# Overrides
def test_a_reason_settles_an_alert_and_is_kept_with_it() -> None:
    found = overridden({"rule_id": "volume-large", "path": VOLUME, "reason": "wide duct, no pain"})
    assert found.alerts == ()
    (settled,) = found.overridden
    assert (settled.remark.rule_id, settled.remark.path, settled.reason) == (
        "volume-large",
        VOLUME,
        "wide duct, no pain",
    )
    assert found.may_be_signed


def test_an_override_without_a_reason_settles_nothing() -> None:
    found = overridden({"rule_id": "volume-large", "path": VOLUME})
    assert [alert.rule_id for alert in found.alerts] == ["volume-large"]
    assert (found.overridden, found.prohibits) == ((), ())


@pytest.mark.parametrize(
    ("rule_id", "path"),
    [
        ("volume-large", "ducts[1].contrast.volume_ml"),
        ("volume-of-a-decimal-slip", VOLUME),
        ("nonsense", VOLUME),
        # neither a note nor a prohibition can be overridden
        ("impression", "impression.text"),
        ("identity-mrn", "identity.mrn"),
    ],
)
def test_a_reason_for_an_alert_that_is_not_raised_must_go(rule_id: str, path: str) -> None:
    """It would be printed as if it still applied."""
    changes = {**LARGE, "impression": None, "identity.mrn": None}
    found = overridden({"rule_id": rule_id, "path": path, "reason": "because"}, changes=changes)
    assert [alert.rule_id for alert in found.alerts] == ["volume-large"]
    assert ("override-without-effect", "overrides[0]") in {(r.rule_id, r.path) for r in found.prohibits}
    assert "identity-mrn" in {remark.rule_id for remark in found.prohibits}
    assert "impression" in {remark.rule_id for remark in found.notes}


def test_a_reason_is_without_effect_once_the_alert_is_put_right() -> None:
    found = overridden({"rule_id": "volume-large", "path": VOLUME, "reason": "wide duct"}, changes={})
    assert everything(found) == [("override-without-effect", "overrides[0]")]
    assert not found.may_be_signed
    (remark,) = found.prohibits
    assert remark.severity is Severity.PROHIBIT
    assert "no longer applies" in remark.message and "as if it still applied" in remark.why
    assert remark.source == "CFR11"


def test_an_empty_override_is_nothing() -> None:
    document = report().model_copy(update={"overrides": (Override(),)})
    assert review(document, TODAY) == Review((), (), (), ())


def test_each_of_two_alerts_needs_its_own_reason() -> None:
    second = {**SOUND["ducts"][0], "contrast": {**SOUND["ducts"][0]["contrast"], "volume_ml": 3}}
    changes = {**LARGE, "ducts[1]": second, "indication.discharging_ducts": "few"}
    found = overridden({"rule_id": "volume-large", "path": VOLUME, "reason": "wide"}, changes=changes)
    assert [alert.path for alert in found.alerts] == ["ducts[1].contrast.volume_ml"]
    assert [item.remark.path for item in found.overridden] == [VOLUME]


def test_what_was_left_standing_is_printed_with_its_reason() -> None:
    document = report(
        LARGE, {"overrides": [{"rule_id": "volume-large", "path": VOLUME, "reason": "wide duct"}]}
    )
    (section,) = (section for section in report_sections(document) if section.key == "overrides")
    (entry,) = section.entries
    assert (entry.path, entry.label, entry.text) == (
        "overrides[0]",
        "Duct 1: contrast volume exceeds 2.0 mL.",
        "wide duct",
    )


@pytest.mark.parametrize(
    "override",
    [
        {"rule_id": "nonsense", "path": "somewhere", "reason": "because"},
        {"rule_id": "volume-large", "path": VOLUME},
        {"rule_id": "volume-large", "reason": "because"},
        {"rule_id": "identity-mrn", "path": "identity.mrn", "reason": "because"},
    ],
)
def test_an_override_that_cannot_be_worded_is_printed_as_it_stands(override: dict[str, str]) -> None:
    (section,) = (s for s in report_sections(report({"overrides": [override]})) if s.key == "overrides")
    assert [entry.text for entry in section.walk()] == list(override.values())


# Sides
def flips(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The case with one statement of a side turned round, for each such statement of this examination."""
    other = {"left": "right", "right": "left"}
    places = [
        ("identity", "ordered_side"),
        ("indication", "discharge_sides"),
        *(("ducts", index, "side") for index in range(len(document.get("ducts", [])))),
        *(("breasts", index, "side") for index in range(len(document.get("breasts", [])))),
    ]
    found = []
    for *steps, last in places:
        flipped = deepcopy(document)
        node: Any = flipped
        for step in steps:
            node = node[step] if isinstance(step, int) else node.get(step, {})
        if node.get(last) in other:
            node[last] = other[node[last]]
            found.append(flipped)
    return found


SIDED = [path for path in CASES if len(flips(json.loads(path.read_text(encoding="utf-8")))) > 1]


def test_most_cases_tell_a_side_more_than_once() -> None:
    assert len(SIDED) >= 15


@pytest.mark.parametrize("path", SIDED, ids=lambda path: path.stem)
def test_one_side_turned_round_is_noticed(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    before = set(everything(review(ReportDocument.from_json(json.dumps(case)))))
    for flipped in flips(case):
        after = review(ReportDocument.from_json(json.dumps(flipped)))
        new = {(remark.rule_id, remark.path) for remark in (*after.prohibits, *after.alerts)} - before
        assert new, "no check notices this side"


# Whatever is entered
def full_of_answers() -> st.SearchStrategy[ReportDocument]:
    """Documents in which the answers that rules look at are dense: arbitrary ones put into a whole report."""

    def mixed(base: ReportDocument, other: ReportDocument, names: set[str]) -> ReportDocument:
        return base.model_copy(update={name: getattr(other, name) for name in names})

    names = [spec.name for spec in ReportDocument.specs()]
    bases = st.sampled_from([report(changes) for changes in ({}, LESION, FAILED, NOT_DONE)])
    return st.builds(mixed, bases, documents(), st.sets(st.sampled_from(names), max_size=4))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.one_of(documents(), full_of_answers()))
def test_no_document_breaks_the_rules_and_each_has_its_plans(document: ReportDocument) -> None:
    for plan in plans(document):
        assert plan.steps or plan.rank is None
    for note in notes(document):
        assert set(note.sides) <= {plan.side for plan in plans(document)}
    found = review(document, TODAY)
    assert {remark.severity for remark in found.prohibits} <= {Severity.PROHIBIT}
    assert {remark.severity for remark in found.alerts} <= {Severity.ALERT}
    assert {remark.severity for remark in found.notes} <= {Severity.NOTE}
    assert all(
        remark.message and remark.why and remark.source for remark in (*found.prohibits, *found.alerts)
    )
    for item in evidence(document):
        assert str(item)


@pytest.mark.parametrize("origin", ["clinical", "published", "synthetic"])
def test_a_blank_document_is_never_signable(origin: str) -> None:
    document = ReportDocument.from_json(json.dumps({"origin": {"kind": origin}}))
    assert review(document).prohibits
    assert [(plan.rank, plan.steps) for plan in plans(document)] == [(None, ())]


@pytest.mark.parametrize("name", [spec.name for spec in ReportDocument.specs()])
def test_one_part_alone_however_full_does_not_make_a_report(name: str) -> None:
    alone = ReportDocument().model_copy(update={name: getattr(full_document(), name)})
    assert review(alone, TODAY).prohibits


def test_nor_do_statements_that_nothing_was_recorded() -> None:
    assert review(not_recorded_document(), TODAY).prohibits


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(documents(), st.sampled_from([spec.name for spec in ReportDocument.specs()]))
def test_nor_does_any_content_of_one_part(document: ReportDocument, name: str) -> None:
    alone = ReportDocument().model_copy(update={name: getattr(document, name)})
    assert review(alone, TODAY).prohibits

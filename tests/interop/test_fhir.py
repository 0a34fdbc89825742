"""The bundle holds the whole report, is valid FHIR, and invents no code."""

import datetime
import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.utils.translation import override
from pyrofile_validator import Validator
from pyrofile_validator.config import ValidatorConfig

from reporting.ductography.document import ReportDocument, leaf_values
from reporting.ductography.layout.print_state import PrintState
from reporting.ductography.vocabulary.codes import all_codes
from reporting.ductography.vocabulary.terms import Term
from reporting.interop.coding import SYSTEMS
from reporting.interop.fhir import bundle, bundle_json
from tests.full_document import full_document, not_recorded_document
from tests.pdf.samples import IDENTITY, bilateral, cases, document, papilloma, stamp

SIGNED = {name: case for name, case in cases().items() if case[1].status != "draft"}
DOCUMENTS = {**SIGNED, "every field": (full_document(2), stamp("final", full_document(2)))}
# HL7 FHIR R4, value set diagnostic-report-status. The validator knows only the first four: in the definition it
# reads, the list is cut off with a "+".
REPORT_STATUS = {"preliminary", "final", "amended", "appended", "entered-in-error"}
OBSERVATION_STATUS = {"preliminary", "final", "amended", "entered-in-error"}


@cache
def validator() -> Validator:
    return Validator(ValidatorConfig())


def errors(given: dict[str, Any]) -> list[str]:
    found = validator().validate_resource(given).errors
    return [f"{issue.code} {issue.message}" for issue in found if ".status" not in issue.path]


def resources(given: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in given["entry"] if entry["resource"]["resourceType"] == kind]


def below(node: object) -> Iterator[dict[str, Any]]:
    """Every object of a JSON tree."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from below(child)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_valid(name: str) -> None:
    made = bundle(*DOCUMENTS[name])
    assert errors(made) == []
    assert {report["status"] for report in resources(made, "DiagnosticReport")} <= REPORT_STATUS
    assert {observation["status"] for observation in resources(made, "Observation")} <= OBSERVATION_STATUS


@pytest.mark.parametrize(
    "fault",
    [
        lambda made: made["entry"][0]["resource"].update(issued="yesterday"),
        lambda made: made["entry"][0]["resource"].update(nonsense=1),
        lambda made: made["entry"][1]["resource"].update(gender="f"),
        lambda made: made["entry"][-1]["resource"].update(valueString="a", valueInteger=1),
    ],
)
def test_the_judge_notices_faults(fault: Callable[[dict[str, Any]], None]) -> None:
    made = json.loads(bundle_json(papilloma(), stamp("final")))
    fault(made)
    assert errors(made) != []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_reference_leads_to_an_entry_and_every_entry_is_reached(name: str) -> None:
    made = bundle(*DOCUMENTS[name])
    entries = {entry["fullUrl"] for entry in made["entry"]}
    assert len(entries) == len(made["entry"])
    reached = {node["reference"] for node in below(made) if "reference" in node}
    assert reached == entries - {made["entry"][0]["fullUrl"]}
    assert made["entry"][0]["resource"]["resourceType"] == "DiagnosticReport"


def test_every_answer_is_in_it() -> None:
    given = full_document(2)
    made = bundle(given, stamp("final", given))
    values = [value for node in below(made) for value in node.values() if not isinstance(value, dict | list)]
    texts = {str(value) for value in values}
    for leaf in leaf_values(given):
        value = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
        for one in value:
            if isinstance(one, Term):
                wanted = {one.value, str(one.label)}
            elif isinstance(one, datetime.datetime | datetime.date):
                wanted = {one.isoformat()}
            else:
                wanted = {str(one), f"{one} o’clock"}
            assert wanted & texts, (leaf.path, one)


def test_what_is_not_recorded_is_said_so() -> None:
    given = not_recorded_document(1)
    made = bundle(given, stamp("final", given))
    silent = [node for node in below(made) if "dataAbsentReason" in node]
    named = sum(len(node.not_recorded) for node in nodes(given))
    assert len(silent) == named
    assert all(not any(key.startswith("value") for key in node) for node in silent)


def nodes(given: Any) -> Iterator[Any]:
    yield given
    for _, child in given.children():
        yield from nodes(child)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_only_published_codes_are_sent(name: str, language: str) -> None:
    known = {
        (SYSTEMS[code.system], code.code, code.display) for code in all_codes() if code.status != "unverified"
    }
    with override(language):
        made = bundle(*DOCUMENTS[name])
    sent = [coding for node in below(made) for coding in node.get("coding", [])]
    assert sent
    assert {(coding["system"], coding["code"], coding["display"]) for coding in sent} <= known


def observation(made: dict[str, Any], text: str) -> dict[str, Any]:
    (found,) = [one for one in resources(made, "Observation") if one["code"]["text"] == text]
    return found


def test_a_finding_says_what_where_and_whether_it_is_there() -> None:
    made = bundle(papilloma(), stamp("final"))
    defect = observation(made, "filling defect")
    # DICOM PS3.16 CID 6057: 111425 Intraluminal filling defect; CID 6018: 129773009, 2 o'clock position.
    assert defect["code"]["coding"][0]["code"] == "111425"
    assert defect["valueCodeableConcept"]["text"] == "present"
    assert defect["bodySite"]["coding"][0]["code"] == "80248007"  # Left breast
    told = {component["code"]["text"]: component for component in defect["component"]}
    assert told["length"]["valueQuantity"] == {
        "value": 6.0,
        "unit": "mm",
        "system": "http://unitsofmeasure.org",
        "code": "mm",
    }
    clock = next(component for text, component in told.items() if "clock position" in text)
    assert clock["valueCodeableConcept"]["coding"][0]["code"] == "129773009"
    absent = bundle(*SIGNED["normal"])
    assert observation(absent, "filling defect")["valueCodeableConcept"]["text"] == "absent"


def test_several_filling_defects_have_a_code_of_their_own() -> None:
    made = bundle(bilateral(), stamp("final", bilateral()))
    sent = {coding["code"] for node in below(made) for coding in node.get("coding", [])}
    assert {"111425", "111426", "111427"} <= sent  # single, multiple, abrupt duct termination


def test_the_report_says_who_signed_what_and_when() -> None:
    given = papilloma()
    made = bundle(given, stamp("final", given))
    (report,) = resources(made, "DiagnosticReport")
    (patient,) = resources(made, "Patient")
    (request,) = resources(made, "ServiceRequest")
    people = {entry["fullUrl"]: entry["resource"] for entry in made["entry"]}
    assert people[report["resultsInterpreter"][0]["reference"]]["name"] == [{"text": "Rosa"}]
    assert people[request["requester"]["reference"]]["name"] == [{"text": "Finn"}]
    assert report["issued"] == "2026-05-17T16:04:00Z"
    assert report["effectiveDateTime"] == "2026-05-17"
    assert report["identifier"][0]["value"] == given.digest()
    assert patient["name"] == [{"text": IDENTITY["patient_name"]}]
    assert (patient["gender"], patient["birthDate"]) == ("female", "1971-03-09")
    assert request["identifier"][0]["value"] == IDENTITY["accession_number"]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("preliminary", "preliminary"),
        ("papilloma", "final"),
        ("amended", "amended"),
        ("addendum", "appended"),
        ("withdrawn", "entered-in-error"),
    ],
)
def test_the_state_of_the_report_is_told(name: str, status: str) -> None:
    assert bundle(*SIGNED[name])["entry"][0]["resource"]["status"] == status


def test_addenda_and_reasons_are_told_in_words() -> None:
    addendum = observation(bundle(*SIGNED["addendum"]), "Addendum")
    assert addendum["valueString"].startswith("Cytology of the discharge")
    withdrawn = observation(bundle(*SIGNED["withdrawn"]), "Reason for the withdrawal")
    assert withdrawn["valueString"] == "Dictated for another patient."


def test_a_draft_is_not_sent() -> None:
    with pytest.raises(ValueError, match="signed"):
        bundle(papilloma(), PrintState("draft"))


def test_equal_reports_make_equal_bundles_and_other_versions_other_identifiers() -> None:
    given = papilloma()
    assert bundle_json(given, stamp("final", given)) == bundle_json(papilloma(), stamp("final", given))
    first, second = (bundle(given, stamp("final", given, version_number=number)) for number in (1, 2))
    urls = [{entry["fullUrl"] for entry in made["entry"]} for made in (first, second)]
    assert urls[0].isdisjoint(urls[1])


def test_a_report_without_any_identity_is_valid_too() -> None:
    given = ReportDocument()
    made = bundle(given, stamp("final", given))
    assert errors(made) == []
    assert errors(bundle(document(identity={}), stamp("final"))) == []

"""The JSON Schema, judged by an independent validator."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from reporting.ductography.document import ReportDocument
from reporting.ductography.document.json_schema import json_schema
from tests.full_document import full_document, not_recorded_document
from tests.strategies import documents

CASES = Path(__file__).resolve().parent.parent.parent / "fixtures" / "cases"


VALIDATOR = Draft202012Validator(json_schema())


def errors(instance: Any) -> list[str]:
    return [error.json_path for error in VALIDATOR.iter_errors(instance)]


def test_the_command_prints_the_schema(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    call_command("report_schema")
    schema = json.loads(capsysbinary.readouterr().out)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].startswith("urn:")


def test_the_command_writes_a_file(tmp_path: Path) -> None:
    call_command("report_schema", output=str(tmp_path / "schema.json"))
    assert json.loads((tmp_path / "schema.json").read_text(encoding="utf-8")) == json_schema()
    assert [path.name for path in tmp_path.iterdir()] == ["schema.json"]


@pytest.mark.parametrize("output", ["/", "/nowhere/schema.json"])
def test_a_place_that_cannot_be_written_is_refused(output: str) -> None:
    with pytest.raises(CommandError) as raised:
        call_command("report_schema", output=output)
    assert raised.value.returncode == 2


@pytest.mark.parametrize(
    "document", [ReportDocument(), full_document(), full_document(3), not_recorded_document(2)]
)
def test_whole_and_blank_documents_are_valid(document: ReportDocument) -> None:
    assert errors(json.loads(document.canonical_json())) == []


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_cases_are_valid_as_files_and_as_stored(path: Path) -> None:
    content = path.read_bytes()
    assert errors(json.loads(content)) == []
    assert errors(json.loads(ReportDocument.from_json(content).canonical_json())) == []


@settings(max_examples=50, deadline=None)
@given(documents())
def test_any_document_is_valid_as_it_is_stored(document: ReportDocument) -> None:
    assert errors(json.loads(document.canonical_json())) == []


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"ducts": [{"side": "up"}]}, "$.ducts[0].side"),
        ({"ducts": [{"clock_position": 13}]}, "$.ducts[0].clock_position"),
        ({"ducts": [{"clock_position": 2.5}]}, "$.ducts[0].clock_position"),
        ({"ducts": [{"contrast": {"volume_ml": -1}}]}, "$.ducts[0].contrast.volume_ml"),
        ({"ducts": [{"contrast": {"volume_ml": "1"}}]}, "$.ducts[0].contrast.volume_ml"),
        ({"duct": []}, "$"),
        ({"ducts": [{"views": [{"angle": 3}]}]}, "$.ducts[0].views[0]"),
        ({"indication": {"since": "June"}}, "$.indication.since"),
        ({"indication": {"colours": ["clear", "mauve"]}}, "$.indication.colours[1]"),
        ({"impression": {"not_recorded": ["size"]}}, "$.impression.not_recorded[0]"),
        ({"schema_version": 3}, "$.schema_version"),
        ([], "$"),
    ],
)
def test_what_the_program_refuses_the_schema_refuses(document: Any, path: str) -> None:
    with pytest.raises(ValueError):
        ReportDocument.from_json(json.dumps(document))
    assert errors(document) == [path]


def test_titles_units_and_labels_tell_what_a_value_means() -> None:
    schema = json_schema()
    volume = schema["$defs"]["Contrast"]["properties"]["volume_ml"]
    assert (volume["title"], volume["unit"]) == ("volume", "mL")
    assert "published volumes" in volume["description"]
    clock = schema["$defs"]["BreastLocation"]["properties"]["clock_position"]
    assert clock["unit"] == "o’clock"
    assert {"const": "left", "title": "left"} in schema["$defs"]["Side"]["oneOf"]
    assert "enum" not in schema["$defs"]["Side"]


def test_nothing_in_the_schema_is_anything_but_json() -> None:
    assert json.loads(json.dumps(json_schema())) == json_schema()

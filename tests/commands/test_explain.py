"""Why a report is answered as it is, of a file and of a stored report; bad input is named and ends with 2."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reporting.custody import triggers
from reporting.models import AuditEvent, AuditKind, Report

CASES = Path(__file__).resolve().parents[2] / "fixtures" / "cases"
pytestmark = pytest.mark.django_db(transaction=True)


def explained(name: object, format: str = "text") -> str:
    out = StringIO()
    call_command("explain", str(name), format=format, stdout=out)
    return out.getvalue()


def refusal(name: object) -> CommandError:
    with pytest.raises(CommandError) as caught:
        explained(name)
    return caught.value


def test_a_file_is_explained_and_nothing_is_stored() -> None:
    text = " ".join(explained(CASES / "synthetic-failed-cannulation.json").split())
    assert "The examination was non-diagnostic: duct not cannulated or not filled" in text
    assert "asked for by: non-diagnostic" in text and "REV20; TRIPLE19 (published series)" in text
    assert not AuditEvent.objects.filter(kind=AuditKind.REPORT_EXPORTED).exists()


def test_json_holds_the_plan_of_each_breast_and_the_stops() -> None:
    found: dict[str, Any] = json.loads(explained(CASES / "n01.json", "json"))
    assert {step["action"] for breast in found["breasts"] for step in breast["steps"]} == {
        "clinical_follow_up"
    }
    assert {breast["side"] for breast in found["breasts"]} == {"right", "left"}
    assert all(set(stop) == {"rule", "kind", "severity", "path", "message"} for stop in found["stops"])
    assert isinstance(found["may_be_signed"], bool)


def test_a_signed_report_is_explained_by_id_and_number_and_recorded(final: Report) -> None:
    text = explained(final.public_id)
    assert "SUGGESTED STEPS" in text and explained("A-1") == text
    event = AuditEvent.objects.filter(kind=AuditKind.REPORT_EXPORTED).first()
    assert event is not None and "explanation" in event.detail


def test_a_draft_is_explained(draft: Report) -> None:
    assert "MISSING" in explained(draft.public_id)


def test_a_damaged_version_is_refused(final: Report) -> None:
    triggers.remove(connection)
    final.versions.update(document="{}")
    triggers.install(connection)
    error = refusal(final.public_id)
    assert error.returncode == 1 and "not the one that was signed" in str(error)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is not a report document"),
        ("{", "not valid JSON"),
        ('{"a": 1}', "a: unknown field"),
        ('{"ducts": [{"side": "up"}]}', "ducts[0].side: "),
        ('{"outcome": {"status": "failed"}, "outcome": {}}', "duplicate key"),
    ],
)
def test_bad_documents_are_named_with_the_field(content: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(content)
    error = refusal(file)
    assert error.returncode == 2
    assert str(file) in str(error) and said in str(error)


def test_a_missing_file_and_an_unknown_report_are_named(tmp_path: Path) -> None:
    missing = refusal(tmp_path / "none.json")
    assert missing.returncode == 2 and "none.json cannot be read" in str(missing)
    unknown = refusal("A-404")
    assert unknown.returncode == 2 and "A-404" in str(unknown)

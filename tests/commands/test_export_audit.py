"""The export of the audit trail on the command line, once and continuously."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reporting.custody import audit
from reporting.models import AuditEvent, AuditKind

pytestmark = pytest.mark.django_db


def export(**options: str) -> list[str]:
    out = io.StringIO()
    call_command("export_audit", stdout=out, **options)
    return out.getvalue().splitlines()


def numbers(lines: list[str]) -> list[int]:
    return [int(json.loads(line)["id"].removeprefix("event-")) for line in lines]


def login(user, times: int = 1) -> None:
    for _each in range(times):
        audit.record(AuditKind.LOGIN, actor=user)


def test_one_line_for_each_event_in_order(final):
    there = list(AuditEvent.objects.order_by("number").values_list("number", flat=True))
    assert numbers(export()) == there
    # A single export is itself recorded, with the number of events.
    (event,) = AuditEvent.objects.filter(kind=AuditKind.AUDIT_EXPORTED)
    assert json.loads(event.detail) == {"events": len(there)}


def test_syslog_has_the_same_events(final):
    lines = export(format="syslog")
    assert lines and all(line.startswith("<8") and "AuditEvent" in line for line in lines)


def test_the_cursor_continues_where_the_last_call_ended(rosa, tmp_path: Path):
    cursor = str(tmp_path / "cursor")
    login(rosa, 3)
    assert numbers(export(cursor=cursor)) == [1, 2, 3]
    assert export(cursor=cursor) == []
    login(rosa, 2)
    assert numbers(export(cursor=cursor)) == [4, 5]
    assert not AuditEvent.objects.filter(kind=AuditKind.AUDIT_EXPORTED).exists()
    assert Path(cursor).stat().st_mode & 0o077 == 0


def test_long_trails_are_written_in_parts(rosa, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("reporting.management.commands.export_audit.BATCH_EVENTS", 2)
    login(rosa, 5)
    assert numbers(export(cursor=str(tmp_path / "cursor"))) == [1, 2, 3, 4, 5]


def test_an_interrupted_export_repeats_and_leaves_nothing_out(rosa, tmp_path: Path, monkeypatch):
    login(rosa, 3)
    cursor = str(tmp_path / "cursor")
    with monkeypatch.context() as patch:

        def power_cut(*_given: object) -> None:
            raise KeyboardInterrupt

        patch.setattr("reporting.management.commands.export_audit._keep", power_cut)
        with pytest.raises(KeyboardInterrupt):
            export(cursor=cursor)
    assert numbers(export(cursor=cursor)) == [1, 2, 3]


def test_since_a_day_or_a_moment(rosa):
    login(rosa, 3)
    third = AuditEvent.objects.get(number=3)
    assert numbers(export(since=third.at.isoformat())) == [3]
    assert numbers(export(since="2000-01-01"))[:3] == [1, 2, 3]
    assert export(since="2999-01-01") == []


@pytest.mark.parametrize("since", ["yesterday", "2026-02-30", "2026-13-01T00:00:00Z"])
def test_a_date_that_is_none_is_refused(since):
    with pytest.raises(CommandError, match="is not a date"):
        export(since=since)


@pytest.mark.parametrize("content", ["", "7", "{}", '{"number": "x", "seal": ""}'])
def test_a_file_that_is_no_cursor_is_kept(content, tmp_path: Path):
    path = tmp_path / "notes.txt"
    path.write_text(content)
    with pytest.raises(CommandError, match="not a cursor"):
        export(cursor=str(path))
    assert path.read_text() == content


def test_events_are_appended_to_a_private_file(rosa, tmp_path: Path):
    target, cursor = tmp_path / "audit.jsonl", str(tmp_path / "cursor")
    login(rosa, 2)
    assert export(cursor=cursor, append_to=str(target)) == []
    login(rosa)
    export(cursor=cursor, append_to=str(target))
    assert numbers(target.read_text().splitlines()) == [1, 2, 3]
    assert target.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError) as raised:
        export(append_to=str(tmp_path / "nowhere" / "audit.jsonl"))
    assert raised.value.returncode == 2


def test_the_unit_lets_the_command_open_its_file():
    """systemd opens the files of StandardOutput before it makes the folder of LogsDirectory."""
    for unit in Path("docs/installation").glob("*.service"):
        assert "append:" not in unit.read_text() and "file:" not in unit.read_text()


def test_commands_are_no_radiologist_and_new_accounts_have_values(db):
    call_command("createsuperuser", username="ada", email="ada@example.org", stdout=io.StringIO())
    events = [json.loads(line) for line in export()]
    created = [event for event in events if event["subtype"][0]["code"] == "account_changed"]
    details = []
    for event in created:
        (role,) = event["agent"][0]["role"][0]["coding"]
        assert (role["code"], role["display"]) == ("command-line", "Command line")
        (text,) = [each["valueString"] for each in event["entity"][-1]["detail"] if each["type"] == "detail"]
        details.append(json.loads(text))
    new = [detail["new"]["username"] for detail in details if detail.get("created")]
    assert new == ["command-line", "ada"]
    assert all(detail["by"] == "command line" for detail in details if detail.get("created"))

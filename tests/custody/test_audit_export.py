"""Events leave the trail as valid FHIR and valid syslog, all of them, in order, without patient data."""

from __future__ import annotations

import datetime
import json
import re
from functools import cache

import pytest
from pyrofile_validator import Validator
from pyrofile_validator.config import ValidatorConfig

from reporting.custody import audit, audit_export, triggers
from reporting.models import AuditEvent, AuditKind, Outcome, Patient, Report, User
from tests.cast import PASSWORD, sign_now

pytestmark = pytest.mark.django_db

# RFC 5424, section 6; SD-PARAM values here need no escapes.
SYSLOG = re.compile(
    r"<(?P<priority>\d{1,3})>1 (?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z) (?P<host>[!-~]{1,255}) "
    r"(?P<app>[!-~]{1,48}) (?P<process>[!-~]{1,128}) (?P<kind>[!-~]{1,32}) "
    r"(?P<data>(?:\[[!-~]{1,32}(?: [!-~]{1,32}=\"[^\"\\\]]*\")*\])+) (?P<text>[ -~]*)"
)


@cache
def validator() -> Validator:
    return Validator(ValidatorConfig())


def event_of(kind: AuditKind, user: User, report: Report) -> AuditEvent:
    anonymous = kind in audit.ANONYMOUS_KINDS
    return audit.record(
        kind,
        actor=None if anonymous else user,
        request_ip=None if anonymous else "192.0.2.7",
        report=report,
        outcome=Outcome.FAILURE if anonymous else Outcome.SUCCESS,
        note='quotes " and ] and \\ and ü',
    )


@pytest.mark.parametrize("kind", AuditKind)
def test_every_kind_is_valid_fhir_and_valid_syslog(kind: AuditKind, rosa: User, draft: Report) -> None:
    event = event_of(kind, rosa, draft)
    found = json.loads(audit_export.json_line(event))
    issues = [f"{issue.path} {issue.message}" for issue in validator().validate_resource(found).errors]
    assert issues == []
    assert found["subtype"][0]["code"] == kind.value
    assert found["outcome"] in ("0", "4", "8", "12")  # value set audit-event-outcome
    assert found["action"] in ("C", "R", "U", "D", "E")
    line = SYSLOG.fullmatch(audit_export.syslog_line(event))
    assert line
    assert json.loads(line["text"]) == found
    assert line["kind"] == kind.value
    assert f'sequenceId="{event.number}"' in line["data"]


def test_outcomes_have_their_severity(rosa: User) -> None:
    """RFC 5424: facility 10 times 8, and severity 5 notice, 4 warning, 3 error."""
    found = {}
    for outcome in Outcome:
        event = audit.record(AuditKind.LOGIN, actor=rosa, outcome=outcome)
        found[outcome.value] = audit_export.syslog_line(event).partition(">")[0]
    assert found == {"success": "<85", "refused": "<84", "failure": "<83"}


def test_it_says_who_did_what_to_which_record_when_from_where(rosa: User, draft: Report) -> None:
    version = sign_now(draft, rosa)
    found = audit_export.resource(AuditEvent.objects.get(kind=AuditKind.SIGNED_FINAL))
    (agent,) = found["agent"]
    assert agent["who"]["identifier"]["value"] == "rosa"
    assert agent["role"][0]["coding"][0]["code"] == "radiologist"
    patient, report, rest = found["entity"]
    assert patient["what"]["identifier"]["value"] == f"urn:uuid:{draft.examination.patient.public_id}"
    assert report["what"]["identifier"]["value"] == f"urn:uuid:{draft.public_id}"
    assert report["detail"] == [{"type": "version", "valueString": str(version.number)}]
    named = {part["type"]: part["valueString"] for part in rest["detail"]}
    assert set(named) == {"number", "seal", "detail"}
    recorded = datetime.datetime.fromisoformat(found["recorded"])
    assert recorded == AuditEvent.objects.get(kind=AuditKind.SIGNED_FINAL).at


def test_no_patient_data_and_no_password_is_exported(rosa: User, finn: User, final: Report) -> None:
    patient = Patient.objects.get()
    lines = "\n".join(audit_export.json_line(event) for event in audit_export.events_after(0))
    assert str(patient.public_id) in lines
    for secret in (patient.name, patient.mrn, final.examination.accession_number, PASSWORD, "filling defect"):
        assert f'"{secret}"' not in lines and f" {secret}" not in lines, secret
    assert patient.name not in lines


def tampered(sql: str) -> None:
    from django.db import connection

    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    triggers.install(connection)


def test_a_gap_ends_the_export_and_is_named(final: Report) -> None:
    tampered("DELETE FROM reporting_auditevent WHERE number = 2")
    events = audit_export.events_after(0)
    assert next(events).number == 1
    with pytest.raises(audit_export.MissingEvent, match="Event 2 is missing"):
        next(events)


def test_what_is_cut_off_at_the_end_is_named(final: Report) -> None:
    last = AuditEvent.objects.latest("number")
    tampered(f"DELETE FROM reporting_auditevent WHERE number = {last.number}")
    with pytest.raises(audit_export.MissingEvent, match="missing at the end"):
        list(audit_export.events_after(0))


def test_an_older_database_is_noticed_by_the_exported_seal(final: Report) -> None:
    last = AuditEvent.objects.latest("number")
    assert list(audit_export.events_after(last.number, last.seal)) == []
    tampered(f"DELETE FROM reporting_auditevent WHERE number = {last.number}")
    with pytest.raises(audit_export.MissingEvent, match="older database was restored"):
        list(audit_export.events_after(last.number, last.seal))

"""Audit events for other systems: FHIR R4 AuditEvent as JSON lines, or as RFC 5424 syslog.

Patients and reports are named by their opaque identifiers only, as in the trail itself. Numbers count without gaps,
so that a receiver notices a missing event; each event carries its seal.
Sources: HL7 FHIR R4 AuditEvent; DICOM PS3.15 A.5 (event ids); RFC 5424 (syslog).
"""

from __future__ import annotations

import datetime
import json
import platform
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Min
from django.utils import translation

from reporting.custody.account_audit import COMMAND_LINE_USERNAME
from reporting.custody.audit import ATNA, OUTCOME_INDICATOR
from reporting.custody.sealing import in_chunks
from reporting.models import AuditEvent, AuditHead, AuditKind, Outcome, Role

DICOM = "http://dicom.nema.org/resources/ontology/DCM"
EVENT_IDS = {
    110101: "Audit Log Used",
    110106: "Export",
    110107: "Import",
    110110: "Patient Record",
    110112: "Query",
    110113: "Security Alert",
    110114: "User Authentication",
}
# DICOM's own types of an event, in addition to the kind.
EVENT_TYPES = {
    AuditKind.LOGIN: (110122, "Login"),
    AuditKind.LOGIN_FAILED: (110122, "Login"),
    AuditKind.LOGOUT: (110123, "Logout"),
    AuditKind.EXCEPTIONAL_ACCESS: (110127, "Emergency Override Started"),
    AuditKind.ACCOUNT_CHANGED: (110137, "User Security Attributes Changed"),
}
KINDS, ROLES, ACCOUNTS = (f"urn:ductogram:{name}" for name in ("audit-kind", "role", "account"))
URIS = "urn:ietf:rfc:3986"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"

FACILITY_SECURITY = 10  # “security/authorization messages”, as IHE ATNA uses it
SEVERITY = {Outcome.SUCCESS: 5, Outcome.REFUSED: 4, Outcome.FAILURE: 3}  # notice, warning, error


class MissingEvent(RuntimeError):
    """An event that was recorded is not in the trail, or not as it was."""


def first_number_since(moment: datetime.datetime) -> int | None:
    """Return the number of the first event at or after ``moment``; None if there is none."""
    first: int | None = AuditEvent.objects.filter(at__gte=moment).aggregate(first=Min("number"))["first"]
    return first


def events_after(number: int, seal: str = "") -> Iterator[AuditEvent]:
    """Yield all events after ``number`` in their order.

    ``seal`` is that of event ``number`` when it was exported; "" if it is not known.

    Raises:
        MissingEvent: an event is missing, also at the end, or event ``number`` is not the one that had ``seal``.
    """
    if seal and not AuditEvent.objects.filter(number=number, seal=seal).exists():
        raise MissingEvent(
            f"Event {number} was exported, but is now missing or different. The audit trail was changed, or an older "
            "database was restored."
        )
    while True:
        exported = number
        for event in in_chunks(AuditEvent.objects.all(), "number", after=number):
            if event.number != number + 1:
                raise MissingEvent(f"Event {number + 1} is missing in the audit trail.")
            number = event.number
            yield event
        head = AuditHead.objects.filter(pk=AuditHead.THE_ROW).first()
        if head is not None and head.number == number:
            return
        # Events may be added meanwhile; they are missing only if the next pass finds none.
        if number == exported:
            raise MissingEvent(f"Events after {number} are missing at the end of the audit trail.")


def json_line(event: AuditEvent) -> str:
    """Return the event as one line of ASCII JSON: a FHIR R4 AuditEvent."""
    return json.dumps(resource(event), separators=(",", ":"))


def syslog_line(event: AuditEvent) -> str:
    """Return the event as one RFC 5424 message whose text is the line of `json_line`."""
    priority = FACILITY_SECURITY * 8 + SEVERITY[Outcome(event.outcome)]
    host = urlsplit(settings.SITE_URL).hostname or platform.node() or "-"
    identity = f'[meta sequenceId="{event.number}"][origin software="Ductogram"]'
    return f"<{priority}>1 {_instant(event)} {host} ductogram - {event.kind} {identity} {json_line(event)}"


def resource(event: AuditEvent) -> dict[str, Any]:
    """Return the event as a FHIR R4 AuditEvent."""
    kind, outcome = AuditKind(event.kind), Outcome(event.outcome)
    atna = ATNA[kind]
    with translation.override("en"):
        subtypes = [{"system": KINDS, "code": kind.value, "display": str(kind.label)}]
        agent = _agent(event)
    if kind in EVENT_TYPES:
        code, display = EVENT_TYPES[kind]
        subtypes.append({"system": DICOM, "code": str(code), "display": display})
    return {
        "resourceType": "AuditEvent",
        "id": f"event-{event.number}",
        "type": {"system": DICOM, "code": str(atna.event_id), "display": EVENT_IDS[atna.event_id]},
        "subtype": subtypes,
        "action": atna.action,
        "recorded": _instant(event),
        "outcome": str(OUTCOME_INDICATOR[outcome]),
        "agent": [agent],
        "source": {
            "site": urlsplit(settings.SITE_URL).hostname or settings.SITE_URL,
            "observer": {"display": "Ductogram", "identifier": {"system": URIS, "value": settings.SITE_URL}},
            "type": [
                {
                    "system": f"{TERMINOLOGY}/security-source-type",
                    "code": "4",
                    "display": "Application Server",
                }
            ],
        },
        "entity": list(_entities(event)),
    }


def _instant(event: AuditEvent) -> str:
    utc = event.at.astimezone(datetime.UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond:06}Z"


def _agent(event: AuditEvent) -> dict[str, Any]:
    """Return who acted; an event without an account, such as a failed sign-in, has only an address."""
    agent: dict[str, Any] = {"requestor": True}
    if event.actor_id is not None:
        agent["who"] = {"identifier": {"system": ACCOUNTS, "value": event.actor_name}}
        agent["altId"] = str(event.actor_id)
    if event.actor_id is not None and event.actor_name == COMMAND_LINE_USERNAME:
        # Not a person: its role only says which permissions commands have.
        coding = {"system": ROLES, "code": COMMAND_LINE_USERNAME, "display": "Command line"}
        agent["role"] = [{"coding": [coding]}]
    elif event.actor_role:
        label = str(Role(event.actor_role).label) if event.actor_role in Role else event.actor_role
        agent["role"] = [{"coding": [{"system": ROLES, "code": event.actor_role, "display": label}]}]
    if event.request_ip:
        agent["network"] = {"address": event.request_ip, "type": "2"}  # an IP address
    return agent


def _entities(event: AuditEvent) -> Iterator[dict[str, Any]]:
    if event.patient_id:
        yield _entity(str(event.patient_id), ("1", "Person"), ("1", "Patient"))
    if event.report_id:
        report = _entity(str(event.report_id), ("2", "System Object"), ("3", "Report"))
        if event.version_number is not None:
            report["detail"] = [{"type": "version", "valueString": str(event.version_number)}]
        yield report
    yield {
        "type": _coding("audit-entity-type", ("2", "System Object")),
        "role": _coding("object-role", ("13", "Security Resource")),
        "detail": [
            {"type": name, "valueString": value}
            for name, value in (
                ("number", str(event.number)),
                ("seal", event.seal),
                ("detail", event.detail),
            )
        ],
    }


def _entity(identifier: str, kind: tuple[str, str], role: tuple[str, str]) -> dict[str, Any]:
    return {
        "what": {"identifier": {"system": URIS, "value": f"urn:uuid:{identifier}"}},
        "type": _coding("audit-entity-type", kind),
        "role": _coding("object-role", role),
    }


def _coding(system: str, value: tuple[str, str]) -> dict[str, str]:
    return {"system": f"{TERMINOLOGY}/{system}", "code": value[0], "display": value[1]}

"""Export the signed report as a FHIR R4 Bundle, for filing and for reading its findings.

The bundle is a collection with the DiagnosticReport first. It is a pure function of document and print state in the
active language; equal reports have equal identifiers. Codes are those of `vocabulary/codes.csv`, otherwise text only.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.print_state import PrintState
from reporting.ductography.layout.report_header import (
    category_line,
    recommendation_lines,
    result_with_findings,
)
from reporting.ductography.vocabulary import Answer

from .coding import coding, concept, term_concept
from .observations import Resource, observations

# Random root of all bundle identifiers.
NAMESPACE = uuid.UUID("6f0c7a52-1d0e-4c5c-9b1e-4b7f5d0a9c33")
# Status of the DiagnosticReport and of its Observations, by the status of the report.
STATUS = {
    "preliminary": ("preliminary", "preliminary"),
    "final": ("final", "final"),
    "amended": ("amended", "amended"),
    "addendum": ("appended", "final"),
    "withdrawn": ("entered-in-error", "entered-in-error"),
}
INDICATIONS = ("discharge", "bloody", "nipple_retraction")


class _BundleEntries:
    """Bundle entries, keyed by the path of the data they represent."""

    def __init__(self, print_state: PrintState) -> None:
        self.base = uuid.uuid5(
            NAMESPACE, f"{print_state.document_digest} {print_state.version_number} {print_state.status}"
        )
        self.entries: list[dict[str, Any]] = []
        self.known: dict[str, dict[str, str]] = {}

    def add(self, path: str, resource: Resource) -> dict[str, str]:
        """Add a resource, once for each path, and return a reference to it."""
        if path not in self.known:
            identifier = str(uuid.uuid5(self.base, path))
            self.known[path] = {"reference": f"urn:uuid:{identifier}"}
            kind = resource.pop("resourceType")
            whole = {"resourceType": kind, "id": identifier, **resource}
            self.entries.append({"fullUrl": f"urn:uuid:{identifier}", "resource": whole})
        return self.known[path]

    def person(self, name: str | None) -> dict[str, str] | None:
        resource = {"resourceType": "Practitioner", "name": [{"text": name}]}
        return self.add(f"practitioner {name}", resource) if name else None


def bundle_json(document: ReportDocument, print_state: PrintState) -> str:
    """Return the bundle as JSON without white space."""
    return json.dumps(bundle(document, print_state), ensure_ascii=False, separators=(",", ":"))


def _conclusion(document: ReportDocument) -> Iterator[str]:
    """Yield result, categories and recommended steps, each with its breast where there are two."""
    yield from result_with_findings(document)
    if category := category_line(document):
        yield category
    yield from recommendation_lines(document)


def bundle(document: ReportDocument, print_state: PrintState) -> Resource:
    """Return the bundle of a signed report.

    Raises:
        ValueError: the report is a draft, which must not be exported.
    """
    if print_state.status not in STATUS or print_state.signed_at is None:
        raise ValueError("only a signed report is sent to other systems")
    into = _BundleEntries(print_state)
    issued = _instant(print_state.signed_at)
    report_status, status = STATUS[print_state.status]
    patient = into.add("patient", _patient(document))
    signer = into.person(print_state.signer_name)
    facility = _facility(document, into)
    request = into.add("request", _request(document, patient, into))
    day = document.identity.examination_date
    common = _without_empty(
        status=status,
        subject=patient,
        effectiveDateTime=day.isoformat() if day else None,
        issued=issued,
        performer=[person for person in (into.person(document.identity.operator) or signer,) if person],
    )
    results = [*observations(document, common, into.add), *_post_signing_texts(print_state, common, into)]
    diagnosis = document.impression.suspected_diagnosis
    report = _without_empty(
        resourceType="DiagnosticReport",
        language=get_language(),
        identifier=[{"type": {"text": "SHA-256"}, "value": print_state.document_digest}],
        basedOn=[request],
        status=report_status,
        code=concept(_("Ductography report"), "ReportDocument"),
        subject=patient,
        effectiveDateTime=day.isoformat() if day else None,
        issued=issued,
        performer=[facility] if facility else None,
        resultsInterpreter=[signer] if signer else None,
        result=results,
        conclusion="\n".join(_conclusion(document)),
        conclusionCode=[term_concept(diagnosis)] if diagnosis else None,
    )
    into.add("report", report)
    return {
        "resourceType": "Bundle",
        "id": str(into.base),
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{into.base}"},
        "type": "collection",
        "timestamp": issued,
        "entry": [into.entries[-1], *into.entries[:-1]],
    }


def _patient(document: ReportDocument) -> Resource:
    identity = document.identity
    number: Resource = {"type": {"text": _("medical record number")}, "value": identity.mrn}
    return _without_empty(
        resourceType="Patient",
        identifier=[number] if identity.mrn else None,
        name=[{"text": identity.patient_name}] if identity.patient_name else None,
        gender=identity.sex.value if identity.sex else None,
        birthDate=identity.birth_date.isoformat() if identity.birth_date else None,
    )


def _facility(document: ReportDocument, into: _BundleEntries) -> dict[str, str] | None:
    name = document.identity.facility
    return into.add("facility", {"resourceType": "Organization", "name": name}) if name else None


def _request(document: ReportDocument, patient: dict[str, str], into: _BundleEntries) -> Resource:
    identity, indication = document.identity, document.indication
    number: Resource = {"type": {"text": _("accession number")}, "value": identity.accession_number}
    reasons: list[Resource] = []
    for name in INDICATIONS:
        answer = getattr(indication, name)
        if isinstance(answer, Answer) and (code := coding(f"Indication.{name}={answer.value}")):
            reasons.append({"coding": [code]})
    if indication.text:
        reasons.append({"text": indication.text})
    side = identity.ordered_side
    return _without_empty(
        resourceType="ServiceRequest",
        identifier=[number] if identity.accession_number else None,
        status="completed",
        intent="order",
        code=concept(_("Ductography"), "ReportDocument"),
        subject=patient,
        requester=into.person(identity.referrer),
        reasonCode=reasons,
        bodySite=[term_concept(side)] if side else None,
    )


def _post_signing_texts(
    print_state: PrintState, common: Resource, into: _BundleEntries
) -> list[dict[str, str]]:
    """Add addenda and the reasons for amendment and withdrawal as Observations with text."""
    texts = [
        *(
            (_("Addendum"), addendum.text, addendum.signer_name, addendum.signed_at)
            for addendum in print_state.addenda
        ),
        (_("Reason for the amendment"), print_state.reason, print_state.signer_name, print_state.signed_at),
        (
            _("Reason for the withdrawal"),
            print_state.withdrawn_reason,
            print_state.signer_name,
            print_state.signed_at,
        ),
    ]
    references = []
    for number, (title, text, name, moment) in enumerate(texts):
        if text and moment:
            performer = into.person(name)
            resource = _without_empty(
                **{**common, "performer": [performer] if performer else None, "issued": _instant(moment)},
                resourceType="Observation",
                code={"text": title},
                valueString=text,
            )
            references.append(into.add(f"said {number}", resource))
    return references


def _instant(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _without_empty(**fields: Any) -> Resource:
    """Return the non-empty fields; FHIR does not allow empty ones."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}

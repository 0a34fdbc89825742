"""Run in the environment of a served installation: fills it with people and reports, or tells all that is in it.

python -m tests.reliability.staging stage REPORTS     then prints who and what there is, as JSON
python -m tests.reliability.staging survey            prints every report with all that hangs on it, as JSON
python -m tests.reliability.staging send              sends what waits in the outbox, and prints how many messages
"""

from __future__ import annotations

import datetime
import json
import sys
from collections import Counter
from typing import Any

import django

PASSWORD = "a long phrase to sign with"


def stage(reports: int) -> dict[str, Any]:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from reporting.models import Role, User
    from reporting.registry.registration import register_examination

    call_command("migrate", verbosity=0)
    people = {
        name: User.objects.create_user(name, f"{name}@example.org", PASSWORD, role=role)
        for name, role in (("rosa", Role.RADIOLOGIST), ("finn", Role.REFERRER))
    }
    rosa = people["rosa"]
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(rosa.pk), rosa.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session.create()
    made = []
    for number in range(reports):
        examination = register_examination(
            user=rosa,
            patient_name=f"Synthetic Patient {number}",
            mrn=f"M-{number}",
            birth_date=datetime.date(1971, 3, 9),
            sex="female",
            accession_number=f"A-{number}",
            examination_date=datetime.date(2026, 5, 4),
            referrer=people["finn"],
            ordered_side="left",
        )
        made.append(
            {
                "report": str(examination.report.public_id),
                "patient": str(examination.patient.public_id),
                "accession_number": examination.accession_number,
            }
        )
    return {"session": session.session_key, "user": str(rosa.public_id), "reports": made}


def survey() -> dict[str, Any]:
    from django.db import connection

    from reporting.custody import archive, audit, sealing
    from reporting.ductography.document import ReportDocument
    from reporting.models import AuditEvent, Report

    def said(text: str) -> str | None:
        return ReportDocument.from_json(text).impression.text

    def pdf(version: Any) -> bool:
        try:
            return archive.load(version).startswith(b"%PDF")
        except archive.StoredPdfDamaged:
            return False

    events: dict[str, Counter[str]] = {}
    for report_id, kind in AuditEvent.objects.values_list("report_id", "kind"):
        events.setdefault(str(report_id), Counter())[kind] += 1
    found = {}
    for report in Report.objects.select_related("current_version").order_by("pk"):
        versions = [
            {
                "number": version.number,
                "kind": version.kind,
                "key": str(version.request_key),
                "impression": said(version.document),
                "pdf": pdf(version),
                "fault": sealing.version_fault(version),
                "notices": version.deliveries.count(),
            }
            for version in report.versions.order_by("number")
        ]
        found[str(report.public_id)] = {
            "status": report.status,
            "row_version": report.row_version,
            "current": report.current_version.number if report.current_version else None,
            "released": report.released_at is not None,
            "saved": {row.row_version: said(row.document) for row in report.revisions.all()},
            "versions": versions,
            "events": events.get(str(report.public_id), {}),
        }
    integrity = "ok"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            integrity = cursor.execute("PRAGMA integrity_check").fetchone()[0]
    return {"reports": found, "chain": str(audit.verify_chain() or ""), "integrity": integrity}


def send() -> dict[str, Any]:
    from reporting.delivery import sending

    return {"sent": sending.send_pending()}


if __name__ == "__main__":
    django.setup()
    what, *reports = sys.argv[1:]
    print(json.dumps({"stage": stage, "survey": survey, "send": send}[what](*map(int, reports))))

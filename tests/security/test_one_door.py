"""No page, list, print or command reads signed content but through `reporting.custody.signed_content`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from reporting.models import Report, ReportVersion, User
from tests.cast import give_reason
from tests.security.conftest import Hospital
from tests.security.walking import Route, body_of, routes
from tests.verification.tampering import triggers_away

ROOT = Path(__file__).resolve().parent.parent.parent / "reporting"

FORGED = "Zyxforgedimpression"


# Sent by open pages every few seconds: who else has the draft open.
WITHOUT_CONTENT = {"report-presence"}


def report_routes() -> list[Route]:
    return [
        route
        for route in routes()
        if "<uuid:public_id>" in route.pattern and route.name not in WITHOUT_CONTENT
    ]


def other_routes() -> Iterator[str]:
    """Addresses without a parameter, and those of signed versions in the administration."""
    for route in routes():
        if not re.search(r"[<(]", route.pattern) and "logout" not in route.pattern:
            yield route.path()


def path_of(route: Route, report: Report) -> str:
    return route.path(public_id=report.public_id, number=1, digest="0" * 64, token="x")  # noqa: S106


def answers(client: Client, reports: list[Report]) -> dict[tuple[str, str], int]:
    found = {}
    for route in report_routes():
        cache.clear()  # how many pages may be opened in a minute has a test of its own
        for report in reports:
            found[route.name, str(report.public_id)] = client.get(path_of(route, report)).status_code
    return found


@pytest.mark.django_db
def test_every_page_of_a_report_is_closed_once_it_was_altered(
    hospital: Hospital, rosa: User, finn: User, ada: User, as_user: Callable[[User], Client]
) -> None:
    signed = [hospital.preliminary, hospital.final, hospital.amending, hospital.withdrawn]
    people = {user: as_user(user) for user in (rosa, finn, ada)}
    for report in signed:
        give_reason(people[ada], report)
    before = {user: answers(client, signed) for user, client in people.items()}
    with triggers_away():
        for version in ReportVersion.objects.all():
            text = re.sub(r"Impression \d\.", FORGED, version.document)
            ReportVersion.objects.filter(pk=version.pk).update(document=text)
    opened = 0
    for user, client in people.items():
        after = answers(client, signed)
        open_before = {key for key, status in before[user].items() if status == 200}
        opened += len(open_before)
        assert {key: after[key] for key in open_before} == dict.fromkeys(open_before, 503)
        assert not {key for key, status in after.items() if status == 200}
        for route in report_routes():
            cache.clear()
            for report in signed:
                response = client.post(path_of(route, report), {"password": "x", "token": "x"})
                assert response.status_code >= 400
                assert FORGED.encode() not in body_of(response)
    assert opened > 60, "the walk no longer reaches the pages"
    assert ReportVersion.objects.count() == 6


@pytest.mark.django_db
def test_no_list_and_no_page_of_the_administration_shows_what_was_altered(
    hospital: Hospital, rosa: User, finn: User, ada: User, as_user: Callable[[User], Client]
) -> None:
    with triggers_away():
        for version in ReportVersion.objects.all():
            text = version.document.replace('"birads":"4A"', '"birads":"1"')
            text = re.sub(r"Impression \d\.", FORGED, text)
            ReportVersion.objects.filter(pk=version.pk).update(document=text)
    versions = [
        f"/admin/reporting/reportversion/{version.pk}/change/" for version in ReportVersion.objects.all()
    ]
    for user in (rosa, finn, ada):
        client = as_user(user)
        for path in [*other_routes(), *versions]:
            shown = body_of(client.get(path)).decode("utf-8", "replace")
            assert FORGED not in shown, path
            assert "BI-RADS 1" not in shown, path


# --- The source ---------------------------------------------------------------------------------------

# Uses of a stored text that are none of a signed version, or are the door itself.
ALLOWED = {
    ("custody/signed_content.py", "version.document"),
    ("custody/signed_lists.py", "version.document"),
    ("custody/sealing.py", "version.document"),
    ("management/commands/render_report.py", "version.document"),  # written after it was compared
    ("workflow/drafts.py", "latest.document"),
    ("workflow/drafts.py", "revision.document"),
    ("workflow/drafts.py", "read.document"),
    ("workflow/report_templates.py", "normal.document"),
    ("workflow/report_templates.py", "row.document"),
    ("images/key_images.py", "latest.document"),
    ("web/views/autosave.py", "form.document"),
    ("web/views/editor.py", "form.document"),
    ("web/views/editor.py", "merged.document"),
}
COLUMNS = re.compile(r"""["'](?:\w+__)?document["']""")
ALLOWED_COLUMNS = {
    "custody/draft_trail.py",  # of drafts
    "web/admin/accounts.py",  # of templates
    "migrations",
    "models/versions.py",
    "verification/recorded_rows.py",  # of drafts
    "web/admin/records.py",  # a page that compares first
}


def sources() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(("ductography/", "pdf/", "migrations/", "interop/")):
            yield name, path.read_text(encoding="utf-8")


def test_no_module_reads_the_stored_document_of_a_version_itself() -> None:
    found = set()
    for name, text in sources():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute) and node.attr == "document":
                found.add((name, ast.unparse(node)))
    found = {(name, use) for name, use in found if "self." not in use and "ductography.document" not in use}
    assert found - ALLOWED == set(), "read it by signed_content.document_of"
    assert ALLOWED - found == set(), "no longer used"


def test_no_query_fetches_the_stored_document_by_its_column() -> None:
    deferred = re.compile(r"\.defer\([^)]*\)")
    found = {name for name, text in sources() if COLUMNS.search(deferred.sub("", text))}
    assert found - ALLOWED_COLUMNS == set(), (
        "read it by signed_content.document_of or signed_lists.documents_of"
    )

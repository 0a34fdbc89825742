"""Every route × every role × own, foreign and missing × every method, against the table in `expectations`."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.models import User
from reporting.models.reports import ReportQuerySet
from reporting.workflow import drafts
from tests.cast import give_reason, sign_now
from tests.journeys import submit
from tests.security.conftest import Hospital, canaries_in
from tests.security.expectations import ACCOUNTS, ADMIN, LOGIN, MODELS, NO_METHOD, PAGES, REPORTS, Row
from tests.security.walking import body_of, checksum, routes, text_of

pytestmark = pytest.mark.django_db

ROUTES = {route.name: route for route in reversed(list(routes()))}  # the first of a name answers
TABLE: dict[str, Row] = PAGES | ACCOUNTS | ADMIN
VALUES = {"number": 1, "key": "none", "uidb36": "1", "content_type_id": 1, "url": "nowhere", "code": "0000"}
VALUES |= {"app_label": "reporting", "token": "none", "digest": "none", "action": "none", "pk": 1}
ENDS_THE_SESSION = {"account_logout", "admin:logout"}
# Django's admin asks whether one is signed in already for GET alone.
HEADS = {"admin:login": "200"}
SUPERVISORS_SIGN = {"report-addendum", "report-withdraw"}
SAFE, WRITING, OTHERS = ("GET", "HEAD"), ("POST",), ("PUT", "DELETE")


def test_every_route_has_its_row_and_every_row_its_route() -> None:
    twice = {each.name for each in routes() if each != ROUTES[each.name]}
    assert not twice, "two addresses share a name, and only one of them is walked"
    assert set(ROUTES) == set(TABLE) | set(REPORTS)


def cases(hospital: Hospital) -> Iterator[tuple[str, str, Row]]:
    """Name, address and row of everything that has an address."""
    shown = {model: apps.get_model("reporting", model)._default_manager.earliest("pk").pk for model in MODELS}
    for name, row in TABLE.items():
        model = next((model for model in MODELS if model in ROUTES[name].pattern), "user")
        yield name, ROUTES[name].path(**VALUES, id=shown["user"], object_id=shown[model]), row
    for name, each in REPORTS.items():
        for report, row in ((hospital.final, each.final), (hospital.draft, each.draft)):
            yield name, ROUTES[name].path(**VALUES, public_id=report.public_id), row


def answer(response: HttpResponseBase) -> str:
    """The status; ``login`` for the way to the login page, also by way of the admin's own."""
    location = response.get("Location", "")
    asks = location.startswith((reverse("account_login"), reverse("admin:login")))
    return LOGIN if response.status_code == 302 and asks else str(response.status_code)


@pytest.fixture
def people(rosa: User, nils: User, finn: User, ada: User) -> dict[str, User | None]:
    return {"anonymous": None, "radiologist": rosa, "resident": nils, "referrer": finn, "admin": ada}


@pytest.fixture
def visitor(people: dict[str, User | None]) -> Callable[[str], Client]:
    def client_of(role: str) -> Client:
        client = Client(raise_request_exception=False)
        if person := people[role]:
            client.force_login(person)
        return client

    return client_of


def _expected(name: str, row: Row, role: str, method: str) -> str:
    """A radiologist in training gets what a radiologist gets, but for what reaches the referring clinician."""
    if role != "resident":
        return row.expected(role, method)
    signs = name in SUPERVISORS_SIGN and method in (*SAFE, *WRITING)
    return "403" if signs else row.expected("radiologist", method)


@pytest.mark.parametrize("role", ["anonymous", "radiologist", "resident", "referrer", "admin"])
def test_every_route_answers_as_the_table_says(
    hospital: Hospital, visitor: Callable[[str], Client], role: str
) -> None:
    client = visitor(role)
    wrong = []
    leaving = {name: visitor(role) for name in ENDS_THE_SESSION}
    before = checksum()
    for method in (*SAFE, *WRITING, *OTHERS):
        for name, path, row in cases(hospital):
            cache.clear()  # rate limits have tests of their own
            if method == "POST" and name in ENDS_THE_SESSION:
                response = leaving[name].generic(method, path)
            else:
                response = client.generic(method, path)
            got, expected = answer(response), _expected(name, row, role, method)
            if method == "HEAD" and role == "admin":
                expected = HEADS.get(name, expected)
            ours = name in PAGES or name in REPORTS
            if method in OTHERS:
                # allauth and the admin take PUT for POST or refuse it; ours refuse it.
                if (ours and got not in (LOGIN, "405")) or got.startswith("5"):
                    wrong.append((method, path, got))
            elif got != expected:
                wrong.append((method, path, got, expected))
            if role == "anonymous" and canaries_in(text_of(response)):
                wrong.append((method, path, "shows patient data"))
            if method == "HEAD" and body_of(response):
                wrong.append((method, path, "has a body"))
        after = checksum()
        wrong += [(method, table, "changed") for table in before if before[table] != after[table]]
        before = after
    assert not wrong


# --- What one may not see does not exist ------------------------------------------------------------

MISSING = uuid.UUID("00000000-0000-4000-8000-000000000000")


def told(client: Client, method: str, path: str, known: uuid.UUID) -> tuple[int, str, str, int]:
    """All that an answer tells: status, headers, body, and how many queries it took; ids and tokens masked."""
    with CaptureQueriesContext(connection) as queries:
        response = client.generic(method, path)
    body = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", text_of(response))
    headers = sorted((name, value) for name, value in response.items() if name != "Content-Length")
    return response.status_code, repr(headers), body.replace(str(known), "ID"), len(queries)


def differences(client: Client, hospital: Hospital) -> list[tuple[str, str]]:
    """Where a referrer can tell somebody else's report, or one not released, from one that does not exist."""
    found = []
    client.get("/")  # the first request of a session notes when it began
    for name in REPORTS:
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE"):
            answers = [
                told(client, method, ROUTES[name].path(**VALUES, public_id=known), known)
                for known in (MISSING, hospital.foreign.public_id, hospital.draft.public_id)
            ]
            if answers[0][0] not in (404, 405) or answers[1:] != answers[:1] * 2:
                found.append((method, name))
    return found


def test_a_foreign_report_is_as_one_that_does_not_exist(
    hospital: Hospital, visitor: Callable[[str], Client]
) -> None:
    assert differences(visitor("referrer"), hospital) == []


def test_without_the_scoped_query_they_can_be_told_apart(
    hospital: Hospital, visitor: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: whoever forgets ``visible_to`` in a view is found."""
    monkeypatch.setattr(ReportQuerySet, "visible_to", lambda reports, _user: reports)
    found = {name for _method, name in differences(visitor("referrer"), hospital)}
    assert found == set(REPORTS)


def test_nobody_reaches_what_does_not_exist(hospital: Hospital, visitor: Callable[[str], Client]) -> None:
    for role in ("radiologist", "referrer", "admin"):
        client = visitor(role)
        for name, row in REPORTS.items():
            expected = 405 if row.final.get == NO_METHOD else 404  # asked in a way that it never takes
            assert client.get(ROUTES[name].path(**VALUES, public_id=MISSING)).status_code == expected
        if role == "admin":
            give_reason(client, hospital.final)
        for number in (0, 2, 10**9, 10**30):  # the report exists, this version does not
            path = ROUTES["version-pdf"].path(number=number, public_id=hospital.final.public_id)
            assert client.get(path).status_code == 404


def test_lists_hold_only_what_may_be_seen(
    hospital: Hospital, visitor: Callable[[str], Client], olga: User, as_user: Callable[[User], Client]
) -> None:
    own, foreign = visitor("referrer"), as_user(olga)
    shown = text_of(own.get(reverse("inbox")))
    for report in (hospital.final, hospital.amending, hospital.withdrawn):
        assert str(report.public_id) in shown
    for report in (hospital.draft, hospital.preliminary, hospital.foreign):
        assert str(report.public_id) not in shown
    assert str(hospital.foreign.public_id) in text_of(foreign.get(reverse("inbox")))
    place = f"{reverse('inbox')}?after={hospital.foreign.public_id}"
    assert own.get(place).status_code == 404  # not even as a place in a list


def test_a_referrer_sees_no_preliminary_version_even_after_the_final_one(
    hospital: Hospital, rosa: User, visitor: Callable[[str], Client]
) -> None:
    sign_now(hospital.preliminary, rosa)
    referrer, radiologist = visitor("referrer"), visitor("radiologist")
    for number, expected in ((1, 404), (2, 200)):
        pdf = ROUTES["version-pdf"].path(number=number, public_id=hospital.preliminary.public_id)
        page = f"{reverse('report', args=[hospital.preliminary.public_id])}?version={number}"
        assert [referrer.get(path).status_code for path in (pdf, page)] == [expected] * 2
        assert [radiologist.get(path).status_code for path in (pdf, page)] == [200] * 2


# --- Doors beside the URL map -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/.git/HEAD",
        "/.env",
        "/static/../reporting/settings.py",
        "/static/%2e%2e/reporting/settings.py",
        "/static/..%2f..%2fdata/secret.key",
        "/data/ductogram.sqlite3",
        "/static/",
        "/reports/",
        "/reports/1/",
        "/reports/not-an-id/edit/",
        "/reports/%00/",
        "/reports/00000000-0000-4000-8000-000000000000/versions/-1/report.pdf",
        "/cases/%27%20OR%201=1/",
        "/" + "x" * 5000,
    ],
)
def test_other_addresses_lead_nowhere(visitor: Callable[[str], Client], path: str) -> None:
    for role in ("anonymous", "admin"):
        response = visitor(role).get(path)
        assert response.status_code == 404
        assert canaries_in(text_of(response)) == []


def test_the_sites_own_files_are_served_and_may_be_kept(visitor: Callable[[str], Client]) -> None:
    response = visitor("anonymous").get("/static/reporting/app.css")
    response.close()
    assert response.status_code == 200
    assert "text/css" in response["Content-Type"]


def test_nothing_is_written_without_the_token_of_the_page(
    hospital: Hospital, people: dict[str, User | None]
) -> None:
    """A form on another site, sent with the visitor's cookies, does nothing anywhere."""
    for role in ("radiologist", "admin"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(people[role])
        before = checksum()
        for name, path, row in cases(hospital):
            if row.post != "405":
                response = client.post(path, {"words": "x", "password": "x"})
                assert response.status_code == 403, (name, response.status_code)
        assert checksum() == before


def test_fields_that_no_form_has_are_ignored(
    hospital: Hospital, people: dict[str, User | None], visitor: Callable[[str], Client]
) -> None:
    client = visitor("radiologist")
    given = {
        "status": "final",
        "signed_by": "1",
        "author": "1",
        "row_version": "99",
        "public_id": str(MISSING),
    }
    identity = {"identity-patient_name": "Somebody Else", "identity-mrn": "M-0", "patient_name": "Somebody"}
    address = reverse("report-edit", args=[hospital.draft.public_id])
    assert submit(client, address, then="save", **given, **identity).status_code == 302
    now = hospital.draft.fresh()
    assert (now.status, now.public_id, now.examination.patient.name) == (
        "draft",
        hospital.draft.public_id,
        "Quixwolf A",
    )
    assert drafts.current_document(now).identity.patient_name == "Quixwolf A"

"""Whatever is typed, into whatever field, is only shown: no page runs it, loads by it, or counts it as a template."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from reporting.ductography.document import ReportDocument
from reporting.models import Report, User
from tests.browser_form import pairs
from tests.cast import PASSWORD, sign_now
from tests.full_document import full_document
from tests.journeys import post_pairs, register, save, step, submit
from tests.security.markup import Page
from tests.security.walking import crawl, text_of

pytestmark = [pytest.mark.page, pytest.mark.django_db, pytest.mark.usefixtures("nothing_in_the_way")]

ATTACK = "\"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}{% now 'Y' %}"
SHORT = '"><svg onload=alert(1)>'
LINK = "javascript:alert(1)"


def hostile(place: str) -> str:
    """An attack that tells where it was typed."""
    return f"{place} {ATTACK}"


def hostile_document() -> tuple[ReportDocument, set[str]]:
    """A document with an attack in every text, and the places where they were put."""
    places = set()

    def replaced(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: replaced(below) for name, below in value.items()}
        if isinstance(value, list):
            return [replaced(below) for below in value]
        if isinstance(value, str) and value.startswith(("line at ", "text at ")):
            place = value.splitlines()[0].partition(" at ")[2]
            places.add(place)
            return hostile(place)
        return value

    given = json.loads(full_document().canonical_json())
    for image in given["key_images"]:
        image["digest"] = None  # a report that names an image which was never attached is not signed
    filled = replaced(given)
    return ReportDocument.from_json(json.dumps(filled)), places


class Seen:
    """What the pages showed, and what would have run."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.faults: list[tuple[str, list[str]]] = []

    def page(self, address: str, response: HttpResponse) -> None:
        assert response.status_code < 500, address
        if "text/html" not in response.get("Content-Type", ""):
            return
        page = Page(text_of(response))
        self.shown.append(page.text)
        if page.active:
            self.faults.append((address, page.active))

    def missing(self, places: set[str]) -> set[str]:
        everything = "\n".join(self.shown)
        return {place for place in places if f"{place} {ATTACK}" not in everything}


def test_the_reader_finds_what_a_browser_would_run() -> None:
    """The control: unescaped, each of them is active; escaped, none is."""
    for attack in (ATTACK, SHORT, f'<a href="{LINK}">x</a>', '<p style="x">', '<base href="//evil">'):
        assert Page(f"<p>{attack}</p>").active
    escaped = HttpResponse()  # as Django's templates write it
    escaped.write("<p title='&quot;&#x27;&gt;&lt;script&gt;'>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
    page = Page(escaped.content.decode())
    assert page.active == [] and "<script>alert(1)</script>" in page.text


@pytest.fixture
def attacked(
    as_user: Callable[[User], Client], rosa: User, finn: User, ada: User, settings: Any
) -> tuple[Seen, set[str]]:
    """A report with attacks in every field of every form on its way from registration to withdrawal."""
    settings.FACILITY_NAME = hostile("facility")
    for person, place in ((rosa, "signer"), (finn, "referrer")):
        person.first_name = hostile(place)[:150]
        person.save()
    seen, doctor, admin = Seen(), as_user(rosa), as_user(ada)
    document, places = hostile_document()

    def done(response: HttpResponse, status: int = 302) -> None:
        seen.page("", response)
        assert response.status_code == status, Page(text_of(response)).text[:2000]

    who = {"patient_name": hostile("name"), "mrn": f"mrn{SHORT}", "accession_number": f"number{SHORT}"}
    more = {"referrer_name": hostile("printed referrer"), "reason": hostile("request")}
    dates = {"birth_date": "1971-03-09", "examination_date": "2026-05-04", "ordered_side": "left"}
    given = {"referrer": str(finn.public_id), "sex": "female"}
    done(register(doctor, **who, **more, **dates | {"birth_date": SHORT}, **given), 422)
    done(register(doctor, **who, **more, **dates, **given))
    report = Report.objects.get()
    edit = reverse("report-edit", args=[report.public_id])
    done(save(doctor, report, document))
    stale = pairs(text_of(doctor.get(edit)))
    wrong = [(name, SHORT if name.endswith("clock_position") else value) for name, value in stale]
    done(post_pairs(doctor, edit, [*wrong, ("then", "save")]), 422)
    changed = ReportDocument.from_json(
        json.dumps(json.loads(document.canonical_json()) | {"impression": {"text": hostile("theirs")}})
    )
    done(save(doctor, report, changed))
    mine = [(name, hostile("mine") if name == "impression-text" else value) for name, value in stale]
    done(post_pairs(doctor, edit, [*mine, ("then", "save")]), 409)

    sign_now(report, rosa)
    done(step(doctor, "report-amend", report, reason=hostile("reason")))
    done(save(doctor, report, document))
    done(post_pairs(doctor, edit, [("token", "x" + SHORT)]), 400)
    sign = reverse("report-sign", args=[report.public_id])
    done(submit(doctor, sign, action="sign_amendment", password=SHORT), 403)
    done(submit(doctor, sign, action=SHORT, password=PASSWORD), 422)
    done(submit(doctor, sign, action="sign_amendment", password=PASSWORD))
    done(step(doctor, "report-addendum", report, addendum=hostile("addendum"), password=SHORT), 403)
    done(step(doctor, "report-addendum", report, addendum=hostile("addendum"), password=PASSWORD))

    agents = reverse("admin:reporting_contrastagent_add")
    done(submit(admin, agents, name=hostile("agent")[:100], concentration_mg_i_per_ml="300", code=SHORT))
    people = reverse("admin:reporting_user_add")
    account = {"first_name": hostile("person"), "last_name": LINK, "role": "referrer"}
    done(submit(admin, people, username="new", email="new@example.org", **account))
    done(submit(admin, people, username=SHORT, email=SHORT, **account), 200)

    for client in (doctor, admin):
        done(submit(client, reverse("cases"), words=ATTACK))
        seen.page("search", client.post(reverse("cases"), {"words": ATTACK, "status": SHORT}, follow=True))
    seen.page("login", Client().post(reverse("account_login"), {"login": ATTACK, "password": SHORT}))
    version = f"/reports/{report.public_id}/?version="
    for address in ("/worklist/?list=", "/worklist/?after=", "/cases/?status=", version):
        seen.page(address, doctor.get(address + ATTACK))
    seen.page("missing", doctor.get(f"/{SHORT}/"))
    typed = {"name", "printed referrer", "request", "theirs", "mine", "reason", "addendum", "facility"}
    return seen, places | typed


def test_no_page_runs_what_was_typed(
    attacked: tuple[Seen, set[str]], as_user: Callable[[User], Client], rosa: User, finn: User, ada: User
) -> None:
    seen, places = attacked
    report = Report.objects.get()
    for person in (rosa, finn, ada):
        for address, response in crawl(as_user(person)):
            seen.page(address, response)
    seen.page("edit", as_user(rosa).get(reverse("report-edit", args=[report.public_id])))
    withdrawal = {"reason": hostile("withdrawal"), "password": PASSWORD}
    seen.page("", step(as_user(rosa), "report-withdraw", report, **withdrawal))
    for person in (rosa, finn, ada):
        seen.page("withdrawn", as_user(person).get(reverse("report", args=[report.public_id])))
    assert seen.faults == []
    # Identity is shown as the rows have it, a proposal as the table made it, the authors as they signed; all else was
    # met as it was typed.
    entered = {
        place
        for place in places
        if not place.startswith(("identity.", "authorship.")) and ".recommendation.proposal." not in place
    }
    assert seen.missing(entered | {"withdrawal"}) == set()

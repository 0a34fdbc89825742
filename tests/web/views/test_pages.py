"""What holds for every page: a strict policy that it needs no exception from, and nobody's name in an address."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from reporting.models import Report, User
from tests.cast import PASSWORD, amend_now, give_reason
from tests.web.views.conftest import hidden_fields

NAME, MRN = "Canarina Vogelsang", "CANARY-4711"


class Markup(HTMLParser):
    """What the browser would take from the markup: inline code, addresses, headings, labels."""

    def __init__(self, page: str):
        super().__init__()
        self.inline: list[str] = []
        self.addresses: list[str] = []
        self.headings: list[str] = []
        self.controls: list[dict[str, str | None]] = []
        self.labelled: set[str] = set()
        self.ids: list[str] = []
        self.scripts = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.inline += [f"{tag} {name}" for name in attributes if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in attributes):
            self.inline.append(tag)
        self.addresses += [
            attributes[name] or "" for name in ("href", "src", "action", "formaction") if name in attributes
        ]
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        if tag == "label":
            self.labelled.add(attributes.get("for") or "")
        unseen = attributes.get("type") == "hidden" or "hidden" in attributes
        if tag in ("input", "select", "textarea") and not unseen:
            self.controls.append(attributes)
        if attributes.get("id"):
            self.ids.append(attributes["id"] or "")


@pytest.fixture
def report(register, rosa) -> Report:
    """A report in every way a page can show it: final, amended, and one that is a draft."""
    from reporting.workflow import drafts
    from tests.cast import complete_document, sign_now

    report = register(patient_name=NAME, mrn=MRN).report
    drafts.save(report, complete_document(), user=rosa, row_version=1)
    sign_now(report, rosa)
    amend_now(report, rosa, "Two filling defects.")
    return report.fresh()


@pytest.fixture
def unsigned(register, rosa) -> Report:
    from reporting.workflow import drafts
    from tests.cast import complete_document

    report = register(patient_name=NAME, mrn=f"{MRN}-2").report
    drafts.save(report, complete_document(), user=rosa, row_version=1)
    return report.fresh()


def addresses(report: Report, unsigned: Report) -> list[tuple[str, str]]:
    """Every page with somebody who may open it."""
    report_names = ("report", "report-amend", "report-addendum", "report-withdraw", "report-discard")
    draft_names = ("report", "report-edit", "report-sign", "report-discard", "report-withdraw")
    pages = [("rosa", reverse(name, args=[report.public_id])) for name in report_names]
    pages += [("rosa", reverse(name, args=[unsigned.public_id])) for name in draft_names]
    pages += [("rosa", reverse(name)) for name in ("worklist", "cases", "examination-new")]
    pages += [("finn", reverse("inbox")), ("finn", reverse("report", args=[report.public_id]))]
    pages += [
        ("finn", reverse(name))
        for name in ("account_change_password", "account_logout", "account_email", "mfa_index")
    ]
    pages += [("ada", reverse(name, args=[report.public_id])) for name in ("case", "case-differences")]
    pages += [("ada", reverse("report-access", args=[unsigned.public_id]))]
    pages += [("ada", reverse("cases")), ("ada", reverse("case", args=[unsigned.public_id]))]
    pages += [
        ("rosa", "/nothing/"),
        ("finn", "/worklist/"),
        ("rosa", "/worklist/?list=x"),
        ("nobody", "/accounts/login/"),
        ("nobody", "/accounts/password/reset/"),
    ]
    return pages


@pytest.fixture
def rendered(report, unsigned, rosa, finn, ada) -> list[tuple[str, str, object]]:
    people: dict[str, User] = {"rosa": rosa, "finn": finn, "ada": ada}
    clients = {name: Client() for name in (*people, "nobody")}
    for name, person in people.items():
        clients[name].force_login(person)
    give_reason(clients["ada"], report)
    found = [(who, url, clients[who].get(url)) for who, url in addresses(report, unsigned)]
    # Pages that answer a mistake are pages too.
    url = reverse("report-sign", args=[unsigned.public_id])
    form = hidden_fields(clients["rosa"].get(url)) | {"action": "sign_final", "password": "wrong"}
    found.append(("rosa", url, clients["rosa"].post(url, form)))
    found.append(("rosa", url, clients["rosa"].post(url, {"password": PASSWORD})))
    search = {"words": NAME}
    found.append(("rosa", "/worklist/", clients["rosa"].post("/worklist/", search, follow=True)))
    found.append(("ada", "/cases/", clients["ada"].post("/cases/", search, follow=True)))
    return found


def test_no_page_needs_an_exception_from_the_policy(rendered):
    for who, url, response in rendered:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy, url
        assert "unsafe" not in policy, url
        markup = Markup(response.content.decode())
        assert markup.inline == [], (who, url)


def test_no_address_names_a_patient(rendered):
    for who, url, response in rendered:
        found = [*Markup(response.content.decode()).addresses, response.request["QUERY_STRING"], url]
        for address in found:
            for canary in (NAME, NAME.split()[1], MRN):
                assert canary.casefold() not in address.casefold(), (who, url, address)


def test_every_page_can_be_read_and_used_without_seeing_it(rendered):
    for who, url, response in rendered:
        page = response.content.decode()
        markup = Markup(page)
        assert '<html lang="en"' in page, url
        assert re.search(r"<title>\s*[^·\s]", page), url
        assert markup.headings.count("h1") == 1, (who, url)
        assert 'href="#main"' in page, url
        named = {
            control.get("id") or control.get("name")
            for control in markup.controls
            if not (control.get("aria-label") or control.get("aria-labelledby"))
            and control.get("id") not in markup.labelled
        }
        assert named == set(), (who, url)
        assert len(markup.ids) == len(set(markup.ids)), (who, url)


def test_every_page_is_kept_by_nobody(rendered):
    for _who, url, response in rendered:
        assert "no-store" in response.headers["Cache-Control"], url
        assert response.headers["X-Frame-Options"] == "DENY", url
        assert response.headers["Referrer-Policy"] == "same-origin", url


@pytest.mark.parametrize(
    ("person", "screens"),
    [
        ("rosa", {"Worklist", "All cases", "New examination"}),
        ("finn", {"Reports"}),
        ("ada", {"All cases", "New examination", "Statistics", "Administration"}),
    ],
)
def test_the_header_offers_the_screens_of_the_role(person, screens, request, as_user):
    page = as_user(request.getfixturevalue(person)).get("/accounts/logout/").content.decode()
    navigation = page.split('<nav class="site-nav"')[1].split("</nav>")[0]
    assert set(re.findall(r">([A-Z][^<]+)</a>", navigation)) == screens

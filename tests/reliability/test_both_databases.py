"""The same question has the same answer on SQLite and on PostgreSQL.

The suite runs on both; what is expected here is written by hand, so that both are held to the same.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from reporting.models import Examination, Report, SignInFailures, User
from reporting.web.views.search import matching
from tests.cast import PASSWORD, complete_document, sign_now
from tests.journeys import opened, post_pairs, register, step
from tests.security.conftest import Hospital, hospital  # noqa: F401
from tests.security.expectations import ADMIN, PAGES
from tests.security.test_access_matrix import cases
from tests.security.walking import checksum, text_of

pytestmark = pytest.mark.django_db

NAMES = {
    "lucja": "Łucja Šťastná-Ørsted",
    "elodie": "ÉLODIE Étienne",
    "jose": "José Núñez",
    "jose apart": "Jose\N{COMBINING ACUTE ACCENT} Nun\N{COMBINING TILDE}ez",
    "gross": "Änne Groß-Weiß",
    "aesa": "Æsa Œuvrard",
    "ipek": "İpek Işık",
    "sofos": "Ελένη Σοφός",
    "elkina": "Алёна Ёлкина",
    "obrien": "Mary O’Brien",
    "nguyen": "Nguyễn Thị Hồng",
    "cruz": "María de la Cruz",
    "percent": "Percent 100% Muster",
    "underscore": "Under_Score Muster",
    "wide": "Ｆｕｌｌ Ｗｉｄｔｈ",
}

# Words typed → who is found. SQLite's own LIKE knows upper and lower case of ASCII alone, PostgreSQL's of all.
SEARCHES = {
    "łucja": {"lucja"},
    "ŁUCJA stastna": {"lucja"},
    "Ørsted": {"lucja"},
    "orsted": {"lucja"},
    "elodie": {"elodie"},
    "Élodie": {"elodie"},
    "E\N{COMBINING ACUTE ACCENT}TIENNE": {"elodie"},
    "nunez": {"jose", "jose apart"},
    "NÚÑEZ José": {"jose", "jose apart"},
    "groß": {"gross"},
    "GROSS": {"gross"},
    "weiss": {"gross"},
    "anne": {"gross"},
    "aesa": {"aesa"},
    "œuvrard": {"aesa"},
    "ipek": {"ipek"},
    "IŞIK": {"ipek"},
    "isik": {"ipek"},
    "ΣΟΦΟΣ": {"sofos"},
    "σοφός": {"sofos"},
    "елкина": {"elkina"},
    "ЁЛКИНА алёна": {"elkina"},
    "o'brien": {"obrien"},
    "OBRIEN": {"obrien"},
    "nguyen thi": {"nguyen"},
    "HỒNG": {"nguyen"},
    "cruz maria": {"cruz"},
    "100%": {"percent"},
    "under_": {"underscore"},
    "under score": {"underscore"},
    "full width": {"wide"},
    "muster": {"percent", "underscore"},
    # Not found: middles of words, and signs that databases read as patterns.
    "stná": set(),
    "iez": set(),
    "u_der": set(),
    "under%muster": {"underscore"},
    "%muster": {"percent", "underscore"},
    "_": set(),
    "under*": {"underscore"},
    "[a-z]": set(),
    "' or '1'='1": set(),
    "\\": set(),
}


@pytest.fixture
def named(register: Callable[..., Examination]) -> dict[int, str]:  # noqa: F811
    return {register(patient_name=name, mrn=f"Q-{key}").report.pk: key for key, name in NAMES.items()}


def test_names_are_found_by_the_same_words(named: dict[int, str]) -> None:
    wrong = {}
    for words, expected in SEARCHES.items():
        found = {named[report.pk] for report in matching(Report.objects.all(), words)}
        if found != expected:
            wrong[words] = found
    assert wrong == {}


def test_numbers_are_no_patterns(register: Callable[..., Examination]) -> None:  # noqa: F811
    made = {mrn: register(mrn=mrn).report.pk for mrn in ("Z%1", "Z_1", "ZY1", "Z\\1", "z*1")}
    for words, expected in (("z%", "Z%1"), ("Z_", "Z_1"), ("zy", "ZY1"), ("z\\", "Z\\1"), ("Z *", "z*1")):
        assert [report.pk for report in matching(Report.objects.all(), words)] == [made[expected]]


def test_newest_first_is_the_same_order(register: Callable[..., Examination]) -> None:  # noqa: F811
    """Where no examination date is known, the day of registration counts: nulls sort differently elsewhere."""
    dates = [None, "2026-05-04", None, "2020-01-01", "2026-05-04"]
    made = [register(examination_date=date).report.pk for date in dates]
    order = [report.pk for report in Report.objects.newest_first()]
    assert order == [made[2], made[0], made[4], made[1], made[3]]


# --- What no field takes ----------------------------------------------------------------------------

NUL, BIDI = "\x00", "\N{RIGHT-TO-LEFT OVERRIDE}"
# Bytes that are no UTF-8; the first three would be half of a surrogate pair.
NO_TEXT = ("%ED%A0%80", "%FF%FE", "%C0%80", "%F4%90%80%80")


@pytest.mark.parametrize("refused", [NUL, BIDI], ids=["NUL", "override"])
def test_no_field_takes_what_cannot_be_stored_or_shown(
    refused: str, final: Report, as_user: Callable[[User], Client], rosa: User
) -> None:
    client = as_user(rosa)
    client.get("/")
    before = checksum()
    who = {"patient_name": "Synthetic", "mrn": "M-9", "accession_number": "A-9"}
    for field in (*who, "reason", "referrer_name", "birth_date", "sex", "referrer", "ordered_side"):
        answer = register(client, **who | {field: f"a{refused}b"})
        assert answer.status_code == 422, field
    for name, field in (("amend", "reason"), ("addendum", "addendum"), ("withdraw", "reason")):
        typed = {field: f"a{refused}b"} | ({} if name == "amend" else {"password": PASSWORD})
        answer = step(client, f"report-{name}", final, **typed)
        assert answer.status_code == 422, name
    assert client.post(reverse("cases"), {"words": f"{NUL}{refused}"}).status_code == 400
    login = Client().post(reverse("account_login"), {"login": f"rosa{refused}", "password": f"x{refused}"})
    assert login.status_code == 200
    # The attempt to sign in is counted, unless the form itself refused the name.
    counted = list(SignInFailures.objects.values_list("failures", flat=True))
    assert counted == ([] if refused == NUL else [1])
    SignInFailures.objects.all().delete()
    assert checksum() == before


def test_no_text_of_a_report_takes_it_either(
    draft: Report, as_user: Callable[[User], Client], rosa: User
) -> None:
    client, edit = as_user(rosa), reverse("report-edit", args=[draft.public_id])
    for refused, named in ((NUL, "U+0000"), (BIDI, "U+202E"), ("\x1b", "U+001B"), ("\x85", "U+0085")):
        sent = opened(client, edit, **{"impression-text": f"a{refused}b", "then": "save"})
        answer = post_pairs(client, edit, sent)
        assert answer.status_code == 422
        assert named in text_of(answer)
    assert draft.fresh().row_version == draft.row_version


@pytest.mark.parametrize("raw", NO_TEXT)
def test_bytes_that_are_no_text_break_nothing(
    raw: str, final: Report, as_user: Callable[[User], Client], rosa: User, ada: User
) -> None:
    client, form = as_user(rosa), "application/x-www-form-urlencoded"
    fields = ("mrn", "patient_name", "accession_number", "reason", "words", "login", "password", "token")
    body = "&".join(f"{field}={raw}" for field in (*fields, "request_key", "addendum", "username", "q"))
    report = final.public_id
    for address in (
        *("/examinations/new/", "/worklist/", "/cases/", "/accounts/login/", "/accounts/password/reset/"),
        *(f"/reports/{report}/edit/", f"/reports/{report}/sign/", f"/reports/{report}/addendum/"),
    ):
        answer = client.post(address, body, content_type=form)
        assert answer.status_code < 500, address
        assert client.get(f"{address}?words={raw}&list={raw}&{raw}={raw}").status_code < 500
        assert client.get(f"{address}{raw}/").status_code == 404
    assert as_user(ada).post("/admin/reporting/user/add/", body, content_type=form).status_code == 200


PARAMETERS = (
    *(
        "list",
        "search",
        "after",
        "before",
        "status",
        "referrer",
        "since",
        "until",
        "unread",
        "version",
        "old",
    ),
    *(
        "new",
        "check",
        "words",
        "next",
        "q",
        "o",
        "p",
        "e",
        "all",
        "role__exact",
        "kind__exact",
        "id__in",
        "_popup",
    ),
    *(
        "is_active__exact",
        "sent_at__isempty",
        "_changelist_filters",
        "_to_field",
        "app_label",
        "model_name",
        "term",
    ),
)
VALUES = (
    "\x00",
    "\ufffd",
    "-1",
    "0",
    "9" * 40,
    "1e400",
    "2026-02-30",
    "%",
    "'",
    "x" * 3000,
    "\N{ZERO WIDTH SPACE}",
)


def broken_pages(hospital: Hospital, clients: dict[str, Client], everywhere: bool) -> list[tuple[str, str]]:  # noqa: F811
    """Every parameter that any page knows, with values that no page expects."""
    found = []
    together = ["&".join(f"{name}={quote(value)}" for name in PARAMETERS) for value in VALUES]
    alone = [f"{name}={quote(VALUES[0])}" for name in PARAMETERS]
    for role, client in clients.items():
        for name, path, row in cases(hospital):
            if row.expected(role, "GET") != "200" or not (everywhere or name in LISTS):
                continue
            for query in [*together, *(alone if everywhere or name == "cases" else ())]:
                cache.clear()
                if client.get(f"{path}?{query}").status_code >= 500:
                    found.append((path, query[:80]))
    return found


@pytest.fixture
def clients(rosa: User, finn: User, ada: User) -> dict[str, Client]:
    made = {}
    for role, person in (("radiologist", rosa), ("referrer", finn), ("admin", ada)):
        made[role] = Client(raise_request_exception=False)
        made[role].force_login(person)
    return made


@pytest.mark.parametrize(
    "path", ["/cases/?status=", "/worklist/?list=", "/admin/reporting/user/?q=&role__exact="]
)
def test_nul_in_an_address_is_a_bad_request(path: str, clients: dict[str, Client]) -> None:
    role = "radiologist" if path.startswith("/worklist") else "admin"
    answer = clients[role].get(path + quote(NUL))
    assert answer.status_code == 400
    assert answer["X-Frame-Options"] == "DENY" and "no-store" in answer["Cache-Control"]


LISTS = {name for name in PAGES | ADMIN if name.endswith("list")} | {
    "inbox",
    "cases",
    "report",
    "case",
    "case-differences",
}


def test_no_address_however_wrong_breaks_a_list(hospital: Hospital, clients: dict[str, Client]) -> None:  # noqa: F811
    assert broken_pages(hospital, {"radiologist": clients["radiologist"]}, everywhere=False) == []


@pytest.mark.check
def test_no_address_however_wrong_breaks_any_page(hospital: Hospital, clients: dict[str, Client]) -> None:  # noqa: F811
    assert broken_pages(hospital, clients, everywhere=True) == []


def test_a_signed_text_with_awkward_characters_comes_back_as_it_was_signed(draft: Report, rosa: User) -> None:
    from reporting.ductography.document import ReportDocument
    from reporting.workflow import drafts

    words = "a\\b 'c' \"d\" %e_f {g} ${h} \N{NO-BREAK SPACE}i\u2028j 𝛼 Ω ﬁ \N{SOFT HYPHEN}k"
    drafts.save(draft, complete_document(words), user=rosa, row_version=draft.row_version)
    stored = drafts.current_document(draft.fresh())
    assert stored.impression.text == complete_document(words).impression.text
    drafts.save(draft, complete_document("plain"), user=rosa, row_version=draft.fresh().row_version)
    version = sign_now(draft, rosa)
    version.refresh_from_db()
    assert ReportDocument.from_json(version.document).digest() == version.document_digest

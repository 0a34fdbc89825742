import datetime

import pytest

from reporting.models import AuditEvent, AuditKind
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts
from tests.cast import amend_now, complete_document, sign_now
from tests.web.views.conftest import text_of

URL = "/worklist/"


def test_a_row_tells_whose_examination_it_is_and_what_comes_next(as_user, rosa, draft):
    page = text_of(as_user(rosa).get(URL))
    for told in (
        "Synthetic Patient 1",
        "9 March 1971",
        "M-1",
        "A-1",
        "4 May 2026",
        "LEFT",
        "Finn",
        "draft",
    ):
        assert told in page
    assert "Rosa, " in page  # who saved last
    assert "Continue" in page


def test_an_examination_nobody_began_is_offered_for_reporting(as_user, rosa, examination):
    page = text_of(as_user(rosa).get(URL))
    assert "not started" in page
    assert "Start report : Synthetic Patient 1" in page


@pytest.mark.parametrize("person", ["finn", "ada"])
def test_it_is_for_radiologists(person, request, as_user):
    response = as_user(request.getfixturevalue(person)).get(URL)
    assert response.status_code == 403
    assert "Only radiologists have a worklist." in text_of(response)
    assert AuditEvent.objects.get(kind=AuditKind.ACCESS_REFUSED).outcome == "refused"


@pytest.mark.parametrize(
    ("prepare", "listed_in"),
    [
        ("draft", {"to-report", "mine"}),
        ("preliminary", {"mine", "preliminary"}),
        ("final", set()),
        ("amending", {"mine", "amending"}),
    ],
)
def test_a_report_stands_in_the_lists_of_its_state(prepare, listed_in, as_user, rosa, draft, at):
    if prepare == "preliminary":
        sign_now(draft, rosa, Action.SIGN_PRELIMINARY)
    if prepare in ("final", "amending"):
        sign_now(draft, rosa)
    if prepare == "amending":
        drafts.start_amendment(
            draft, user=rosa, reason="Typing error.", row_version=draft.fresh().row_version
        )
    client = as_user(rosa)
    found = {
        name
        for name in ("to-report", "mine", "preliminary", "amending")
        if at(draft) in client.get(URL, {"list": name}).content.decode()
    }
    assert found == listed_in
    signed = at(draft) in client.get(URL, {"list": "signed"}).content.decode()
    assert signed == (prepare != "draft")


def test_the_last_signed_report_comes_first(as_user, rosa, register, at):
    first, second = register(), register(examination_date=datetime.date(2020, 1, 1))
    for examination in (first, second):
        report = examination.report
        drafts.save(report, complete_document(), user=rosa, row_version=1)
        sign_now(report, rosa)
    page = as_user(rosa).get(URL, {"list": "signed"}).content.decode()
    assert page.index(at(second.report)) < page.index(at(first.report))


@pytest.mark.parametrize(
    "words", ["łucja", "LUCJA", "szcz", "ŻÓŁĆ", "m-77", "M - 7", "acc-0042", "ＡＣＣ-0042"]
)
def test_search_finds_beginnings_of_names_and_numbers_in_any_spelling(words, as_user, rosa, register, at):
    wanted = register(
        patient_name="Łucja Szczęśniewska-Żółć" if "Ż" not in words else "Łucja Żółć",
        mrn="M-77",
        accession_number="ACC-0042",
    )
    other = register()
    client = as_user(rosa)
    response = client.post(URL, {"words": words}, follow=True)
    page = response.content.decode()
    assert at(wanted.report) in page
    assert at(other.report) not in page
    assert words.casefold() not in response.redirect_chain[0][0].casefold()


@pytest.mark.parametrize("words", ["%", "_", "'", "\\", "a' OR '1'='1", '"', "*"])
def test_signs_of_query_languages_are_only_signs(words, as_user, rosa, examination, at):
    response = as_user(rosa).post(URL, {"words": words}, follow=True)
    assert response.status_code == 200
    assert at(examination.report) not in response.content.decode()


@pytest.mark.parametrize("words", ["\u200b\u200d", "nul\x00", "x" * 10_000])
def test_words_that_cannot_be_searched_for_are_named_and_kept(words, as_user, rosa, examination):
    response = as_user(rosa).post(URL, {"words": words})
    assert response.status_code == 400
    assert "field-error" in response.content.decode()


def test_a_search_that_ended_with_its_session_is_told(as_user, rosa):
    response = as_user(rosa).get(URL, {"search": "gone"}, follow=True)
    assert response.redirect_chain == [(URL, 302)]
    assert "Your search expired when you signed out." in text_of(response)


def test_an_empty_list_says_what_to_do(as_user, rosa):
    assert "Choose “New examination” to register one." in text_of(as_user(rosa).get(URL))


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("list=nonsense", 400),
        ("list=%00", 400),
        ("after=1", 400),
        ("after=../../etc/passwd", 400),
        ("before=%00", 400),
        (f"after={'x' * 10_000}", 400),
        ("after=7f0cc5a9-8ba1-4b9f-9a3a-4b0f2f7f0c11", 404),
        (
            "after=7f0cc5a9-8ba1-4b9f-9a3a-4b0f2f7f0c11&before=7f0cc5a9-8ba1-4b9f-9a3a-4b0f2f7f0c11",
            400,
        ),
        ("page=99999999999999999999", 200),
    ],
)
def test_hostile_addresses_are_answered_in_a_sentence(query, status, as_user, rosa, examination):
    response = as_user(rosa).get(f"{URL}?{query}")
    assert response.status_code == status
    if status == 400:
        assert "Request not recognised" in text_of(response)


def test_only_known_methods_are_answered(as_user, rosa):
    assert as_user(rosa).delete(URL).status_code == 405


def test_a_look_at_the_list_is_recorded_without_the_words(as_user, rosa):
    as_user(rosa).post(URL, {"words": "Kowalska"}, follow=True)
    event = AuditEvent.objects.get(kind=AuditKind.LIST_SEEN)
    assert '"searched":true' in event.detail
    assert "Kowalska" not in event.detail


@pytest.mark.parametrize("rows", [1, 4])
def test_the_number_of_queries_does_not_follow_the_number_of_rows(
    rows, as_user, rosa, register, django_assert_max_num_queries
):
    for _ in range(rows):
        report = register().report
        drafts.save(report, complete_document(), user=rosa, row_version=report.row_version)
    client = as_user(rosa)
    client.get(URL)  # the session notes its first use
    with django_assert_max_num_queries(12) as captured:
        client.get(URL)
    assert len(captured) == 11


def test_an_amended_report_is_signed_by_who_amended_it(as_user, rosa, remi, final, at):
    amend_now(final, remi, "Two filling defects.")
    assert at(final) in as_user(remi).get(URL, {"list": "signed"}).content.decode()
    assert at(final) not in as_user(rosa).get(URL, {"list": "signed"}).content.decode()

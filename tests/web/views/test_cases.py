import datetime
import re

import pytest
from django.utils import timezone

from reporting.models import AuditEvent, AuditKind, Delivery
from reporting.workflow import drafts
from tests.cast import complete_document, sign_now
from tests.web.views.conftest import text_of

URL = "/cases/"


def case_of(report) -> str:
    return f"/cases/{report.public_id}/"


@pytest.mark.parametrize("words", ["synthetic", "m-1", "a-1"])
def test_search_by_name_and_numbers(words, as_user, ada, examination):
    response = as_user(ada).post(URL, {"words": words}, follow=True)
    assert case_of(examination.report) in response.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "final"}, True),
        ({"status": "draft"}, False),
        ({"since": "2026-05-04", "until": "2026-05-04"}, True),
        ({"until": "2026-05-03"}, False),
        ({"since": "2026-05-05"}, False),
        ({"unread": "on"}, True),
        ({"referrer": "finn"}, True),
        ({"referrer": "olga"}, False),
    ],
)
def test_filters_stand_in_the_address(query, found, as_user, ada, finn, olga, final):
    people = {"finn": finn, "olga": olga}
    if "referrer" in query:
        query = {"referrer": str(people[query["referrer"]].public_id)}
    page = as_user(ada).get(URL, query).content.decode()
    assert (case_of(final) in page) == found


def test_read_by_the_referrer_leaves_the_unread(as_user, ada, finn, final, at):
    as_user(finn).get(at(final))
    assert case_of(final) not in as_user(ada).get(URL, {"unread": "on"}).content.decode()


def test_what_was_read_by_others_is_still_unread(as_user, ada, rosa, final, at):
    as_user(rosa).get(at(final))
    assert case_of(final) in as_user(ada).get(URL, {"unread": "on"}).content.decode()


def test_words_and_filters_are_searched_together_and_no_name_is_in_the_address(as_user, ada, register, rosa):
    first = register(patient_name="Anna Nowak", examination_date=datetime.date(2026, 1, 1))
    second = register(patient_name="Anna Nowak", examination_date=datetime.date(2026, 2, 1))
    response = as_user(ada).post(URL, {"words": "nowak", "since": "2026-01-15"}, follow=True)
    page, address = response.content.decode(), response.redirect_chain[0][0]
    assert case_of(second.report) in page
    assert case_of(first.report) not in page
    assert "since=2026-01-15" in address
    assert "nowak" not in address.casefold()


@pytest.mark.parametrize(
    "query",
    [
        "status=signed",
        "status=%00",
        "referrer=7",
        "referrer=7f0cc5a9-8ba1-4b9f-9a3a-4b0f2f7f0c11",
        "since=yesterday",
        "since=2026-02-30",
        "since=0000-00-00",
        "until=%00",
        "since=2026-05-04&until=2026-05-03",
        f"until={'9' * 10_000}",
    ],
)
def test_a_filter_that_is_wrong_is_named_and_nothing_is_listed(query, as_user, ada, examination):
    response = as_user(ada).get(f"{URL}?{query}")
    page = response.content.decode()
    assert response.status_code == 400
    assert "field-error" in page
    assert "Search not run." in page
    assert case_of(examination.report) not in page


def test_wrong_words_keep_the_filters_typed_with_them(as_user, ada, examination):
    response = as_user(ada).post(URL, {"words": "\u200b", "since": "2026-01-15"})
    assert response.status_code == 400
    assert 'value="2026-01-15"' in response.content.decode()


def test_an_empty_list_says_what_to_do(as_user, ada):
    assert "Register the first one" in text_of(as_user(ada).get(URL))
    assert "No matching cases." in text_of(as_user(ada).get(URL, {"status": "final"}))


def test_referrers_have_no_such_screen(as_user, finn):
    response = as_user(finn).get(URL)
    assert response.status_code == 403
    assert "Only radiologists and administrators can search all cases." in text_of(response)


def test_only_known_methods_are_answered(as_user, ada):
    assert as_user(ada).delete(URL).status_code == 405


def test_a_search_is_recorded_without_the_words(as_user, ada):
    as_user(ada).post(URL, {"words": "Kowalska", "status": "final"}, follow=True)
    event = AuditEvent.objects.get(kind=AuditKind.LIST_SEEN)
    assert '"filters":["status"]' in event.detail
    assert "Kowalska" not in event.detail


@pytest.mark.parametrize("rows", [1, 4])
def test_the_number_of_queries_does_not_follow_the_number_of_rows(
    rows, as_user, rosa, ada, register, django_assert_max_num_queries
):
    for _ in range(rows):
        report = register().report
        drafts.save(report, complete_document(), user=rosa, row_version=1)
        sign_now(report, rosa)
    client = as_user(ada)
    client.get(URL)
    with django_assert_max_num_queries(17) as captured:
        client.get(URL)
    assert len(captured) == 17


def test_administrators_are_told_of_mail_that_was_given_up(as_user, ada, rosa, final):
    sentence = "1 notification could not be sent within a day."
    assert sentence not in text_of(as_user(ada).get(URL))
    Delivery.objects.update(given_up_at=timezone.now(), error="550 no such mailbox")
    page = as_user(ada).get(URL)
    assert sentence in text_of(page)
    address = re.search(r'href="([^"]*given_up[^"]*)"', page.content.decode())[1]
    assert "550 no such mailbox" in text_of(as_user(ada).get(address))
    assert sentence not in text_of(as_user(rosa).get(URL))

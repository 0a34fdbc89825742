import pytest

from reporting.models import AuditEvent, AuditKind, ReadReceipt
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts
from tests.cast import amend_now, complete_document, sign_now
from tests.web.views.conftest import text_of

URL = "/inbox/"


def test_a_row_tells_result_category_and_what_to_do(as_user, finn, final):
    page = text_of(as_user(finn).get(URL))
    for told in (
        "Synthetic Patient 1",
        "unread",
        "LEFT BREAST",
        "One filling defect in the left breast.",
        "BI-RADS 4A",
        "Targeted ultrasound",
        "core biopsy",
        "soon",
        "final",
    ):
        assert told in page


@pytest.mark.parametrize("opened", ["page", "pdf"])
def test_opening_the_report_or_its_pdf_marks_it_read_once(opened, as_user, finn, final, at):
    client = as_user(finn)
    address = at(final) if opened == "page" else at(final, "versions/1/report.pdf")
    client.get(address)
    client.get(address)
    assert ReadReceipt.objects.filter(version=final.current_version, reader=finn).count() == 1
    assert AuditEvent.objects.filter(kind=AuditKind.REPORT_READ).count() == 1
    page = text_of(client.get(URL))
    assert "unread" not in page.split("Status")[-1]
    assert "No unread reports." in text_of(client.get(URL, {"list": "unread"}))


def test_an_amendment_is_unread_again(as_user, rosa, finn, final, at):
    client = as_user(finn)
    client.get(at(final))
    amend_now(final, rosa, "Two filling defects.")
    page = text_of(client.get(URL, {"list": "unread"}))
    assert "Two filling defects." in page
    assert "One filling defect" not in page
    assert "amended" in page


def test_a_withdrawn_report_shows_no_result(as_user, rosa, finn, final):
    sign_now(final, rosa, Action.WITHDRAW, reason="Wrong patient.")
    page = text_of(as_user(finn).get(URL))
    assert "Withdrawn: do not use this report for patient care." in page
    assert "One filling defect" not in page
    assert "BI-RADS" not in page


def test_only_released_reports_of_own_patients_are_listed(as_user, rosa, finn, olga, register, at):
    others = register(referrer=olga, patient_name="Of Olga").report
    unfinished = register(patient_name="Unfinished").report
    preliminary = register(patient_name="Not Yet").report
    for report in (others, unfinished, preliminary):
        drafts.save(report, complete_document(), user=rosa, row_version=1)
    sign_now(others, rosa)
    sign_now(preliminary, rosa, Action.SIGN_PRELIMINARY)
    client = as_user(finn)
    assert "No reports yet." in text_of(client.get(URL))
    assert "No reports match" in text_of(client.post(URL, {"words": "Of Olga"}, follow=True))
    assert at(others) in as_user(olga).get(URL).content.decode()


def test_the_last_signed_report_comes_first(as_user, rosa, finn, register, final, at):
    later = register().report
    drafts.save(later, complete_document(), user=rosa, row_version=1)
    sign_now(later, rosa)
    page = as_user(finn).get(URL).content.decode()
    assert page.index(at(later)) < page.index(at(final))


@pytest.mark.parametrize("person", ["rosa", "ada"])
def test_it_is_for_referrers(person, request, as_user):
    assert as_user(request.getfixturevalue(person)).get(URL).status_code == 403


@pytest.mark.parametrize("query", ["list=mine", "list=%00", "after=x"])
def test_hostile_addresses_are_answered_in_a_sentence(query, as_user, finn):
    assert as_user(finn).get(f"{URL}?{query}").status_code == 400


def test_only_known_methods_are_answered(as_user, finn):
    assert as_user(finn).put(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 4])
def test_the_number_of_queries_does_not_follow_the_number_of_rows(
    rows, as_user, rosa, finn, register, django_assert_max_num_queries
):
    for _ in range(rows):
        report = register().report
        drafts.save(report, complete_document(), user=rosa, row_version=1)
        sign_now(report, rosa)
    client = as_user(finn)
    client.get(URL)
    with django_assert_max_num_queries(12) as captured:
        client.get(URL)
    assert len(captured) == 11

"""The numbers of a period: counted from rows and signed documents, the same on the page and on paper."""

import datetime
import re

import pytest
import time_machine

from reporting.history import statistics
from reporting.models import AuditEvent, Report
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts
from tests.cast import amend_now, complete_document, sign_now
from tests.pdf.reading import pages_by_pypdf
from tests.web.views.conftest import text_of

URL = "/statistics/"
# The certificate that signs is valid from the day before the tests run.
EXAMINED = datetime.datetime.now(datetime.UTC).date()
PERIOD = {"since": str(EXAMINED), "until": str(EXAMINED + datetime.timedelta(days=30))}


def after(days: int) -> time_machine.travel:
    """Noon so many days after the examination."""
    noon = datetime.datetime.combine(EXAMINED, datetime.time(12), datetime.UTC)
    return time_machine.travel(noon + datetime.timedelta(days=days), tick=True)


@pytest.fixture
def year(register, rosa, finn, olga) -> list[Report]:
    """Six examinations of one day and one of another year: every state, final ones signed two days on or later."""
    referrers = (finn, finn, olga, finn, finn, None)
    given = {"examination_date": EXAMINED, "referrer_name": "Somebody without an account"}
    reports = [register(referrer=person, **given).report for person in referrers]
    reports.append(register(examination_date=datetime.date(2024, 5, 4)).report)
    for report in reports[1:]:
        drafts.save(report, complete_document(), user=rosa, row_version=report.row_version)
    with after(days=2):
        sign_now(reports[1], rosa, Action.SIGN_PRELIMINARY)
        sign_now(reports[2], rosa)
        sign_now(reports[3], rosa)
        sign_now(reports[4], rosa)
        sign_now(reports[4], rosa, Action.WITHDRAW, reason="Wrong patient.")
        sign_now(reports[6], rosa)
    with after(days=10):
        sign_now(reports[5], rosa)
        amend_now(reports[3], rosa, "Two filling defects.")
    return reports


def test_what_is_counted(year, as_user, finn, at):
    with after(days=12):
        as_user(finn).get(at(year[3]))
    found = statistics.statistics_of_period(EXAMINED, EXAMINED)
    assert found.states == {"draft": 1, "preliminary": 1, "final": 2, "amended": 1, "withdrawn": 1}
    assert found.changed == {"preliminary": 1, "final": 4, "amended": 1, "withdrawn": 1}
    assert (found.examinations, found.standing) == (6, 3)
    assert found.outcomes == {"succeeded": 3}
    assert found.sides == {"left": 3}
    assert found.birads == {"4A": 3}
    assert found.gics == {"4": 3}
    assert found.tally.actions == {"targeted_ultrasound": 3, "core_biopsy": 3}
    assert found.days == (2, 2, 10)
    opened, unopened = found.hours  # one report has no referrer with an account
    assert opened == pytest.approx(48, abs=0.1)
    assert unopened is None


def numbers(text: str, label: str) -> list[str]:
    found = re.search(rf"{label} (\d+) (\d+) (\d+ %|–)", text)
    return list(found.groups()) if found else []


def test_the_page_and_the_paper_tell_the_same(year, as_user, ada):
    client = as_user(ada)
    page = client.get(URL, PERIOD)
    (href,) = re.findall(r'href="(/statistics/statistics\.pdf[^"]+)"', page.content.decode())
    printed = client.get(href.replace("&amp;", "&"))
    paper = " ".join(" ".join(pages_by_pypdf(b"".join(printed.streaming_content))).split())
    for text in (text_of(page), paper):
        assert numbers(text, "Not signed yet") == ["1", "6", "17 %"]
        assert numbers(text, "Amended at least once") == ["1", "5", "20 %"]
        assert numbers(text, "BI-RADS 4A – low suspicion for malignancy") == ["3", "3", "100 %"]
        assert numbers(text, "Image-guided core biopsy") == ["3", "3", "100 %"]
        assert "Technically successful examinations 3 3 100 % 44–100 %" in text
        assert "Successfully cannulated ducts 0 0 – –" in text
        assert "Days 3 2 10" in text
        assert numbers(text, "Not yet opened") == ["2", "2", "100 %"]
        assert "Morrogh" in text
        assert "Synthetic Patient" not in text
    period = f'"since":"{PERIOD["since"]}","until":"{PERIOD["until"]}"'
    details = [
        event.detail for event in AuditEvent.objects.order_by("number") if "statistics" in event.detail
    ]
    assert details == [
        f'{{"list":"statistics",{period}}}',
        f'{{"paper":"statistics",{period}}}',
    ]


def test_an_empty_period_says_so(as_user, ada):
    page = text_of(as_user(ada).get(URL, {"since": "1999-01-01", "until": "1999-12-31"}))
    assert "No examinations registered in this period." in page
    response = as_user(ada).get("/statistics/statistics.pdf", {"since": "1999-01-01", "until": "1999-12-31"})
    assert response.status_code == 200


def test_without_dates_it_counts_the_last_twelve_months(as_user, ada, register):
    today = datetime.date.today()
    for days in (0, 365, 366):
        register(examination_date=today - datetime.timedelta(days=days))
    assert numbers(text_of(as_user(ada).get(URL)), "Not signed yet") == ["2", "2", "100 %"]


@pytest.mark.parametrize("tail", ["", "statistics.pdf"])
@pytest.mark.parametrize(
    "query", ["since=yesterday", "until=2026-02-30", "since=2026-05-04&until=2026-05-03", "since=%00"]
)
def test_a_period_that_is_none_is_refused_in_a_sentence(tail, query, as_user, ada):
    response = as_user(ada).get(f"{URL}{tail}?{query}")
    assert response.status_code == 400
    assert "date" in text_of(response)


def test_only_administrators_see_them(as_user, rosa, finn):
    for person in (rosa, finn):
        for tail in ("", "statistics.pdf"):
            response = as_user(person).get(f"{URL}{tail}")
            assert response.status_code == 403
            assert "Only administrators can view the statistics." in text_of(response)


@pytest.mark.parametrize("rows", [1, 4])
def test_the_number_of_queries_does_not_follow_the_number_of_reports(
    rows, as_user, rosa, ada, register, django_assert_num_queries
):
    for _ in range(rows):
        report = register(examination_date=EXAMINED).report
        drafts.save(report, complete_document(), user=rosa, row_version=1)
        sign_now(report, rosa)
    client = as_user(ada)
    client.get(URL, PERIOD)
    with django_assert_num_queries(14):
        client.get(URL, PERIOD)


def test_the_month_of_a_hospital_is_counted_by_date_not_by_registration(register):
    register(examination_date=EXAMINED)
    assert statistics.statistics_of_period(EXAMINED, EXAMINED).examinations == 1
    assert (
        statistics.statistics_of_period(
            EXAMINED + datetime.timedelta(days=1), EXAMINED + datetime.timedelta(days=99)
        ).examinations
        == 0
    )

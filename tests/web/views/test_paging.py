"""Pages are cut by the place of a row: none is shown twice, none is left out, whatever moves meanwhile."""

import datetime
import re

import pytest

from reporting.models import Report, User
from reporting.web.views import paging
from reporting.web.views.paging import CappedCount, counted, shown_count


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(paging, "ROWS_PER_PAGE", 3)


def listed(page: str) -> list[str]:
    rows = re.findall(r'href="/reports/([0-9a-f-]{36})/"', page)
    return list(dict.fromkeys(rows))


def link(page: str, name: str) -> str:
    found = re.search(rf'rel="{name}" href="([^"]+)"', page)
    return found[1].replace("&amp;", "&") if found else ""


@pytest.mark.parametrize("same_day", [True, False])
def test_older_and_newer_walk_through_every_row_once(same_day, as_user, rosa, register, small_pages):
    day = datetime.date(2026, 5, 4)
    for number in range(8):
        register(examination_date=day if same_day else day - datetime.timedelta(days=number))
    client = as_user(rosa)
    address, pages = "/worklist/", []
    while address:
        page = client.get(address).content.decode()
        pages.append(listed(page))
        last, address = address, link(page, "next")
    assert [len(rows) for rows in pages] == [3, 3, 2]
    order = ("-examination__listed_on", "-examination_id")
    expected = [str(found) for found in Report.objects.order_by(*order).values_list("public_id", flat=True)]
    assert sum(pages, []) == expected

    back = [listed(client.get(last).content.decode())]
    address = link(client.get(last).content.decode(), "prev")
    while address:
        page = client.get(address).content.decode()
        back.append(listed(page))
        address = link(page, "prev")
    assert back == list(reversed(pages))


def test_a_row_that_comes_in_meanwhile_is_not_shown_twice(as_user, rosa, register, small_pages):
    for _ in range(5):
        register()
    client = as_user(rosa)
    first = client.get("/worklist/").content.decode()
    register()
    second = client.get(link(first, "next")).content.decode()
    assert not set(listed(first)) & set(listed(second))


def test_the_page_keeps_the_list_and_the_search(as_user, rosa, register, small_pages):
    for _ in range(4):
        register(patient_name="Same Name")
    client = as_user(rosa)
    page = client.post("/worklist/?list=to-report", {"words": "same"}, follow=True).content.decode()
    assert "search=" in link(page, "next")
    assert "list=to-report" in link(page, "next")


def test_counting_ends_at_its_limit(register, rosa, monkeypatch):
    for _ in range(3):
        register()
    monkeypatch.setattr(paging, "COUNT_LIMIT", 1)
    assert counted(Report.objects.all()) == 2
    in_sql = User.objects.filter(pk=rosa.pk).values_list(CappedCount(Report.objects.all())).get()
    assert in_sql == (2,)


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1000, "1,000"), (1001, "1,000+")])
def test_a_count_says_when_it_was_cut(count, shown):
    assert shown_count(count) == shown

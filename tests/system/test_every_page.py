"""Every page of every role, with data, in light and dark, on a phone, on a wide screen and at 200 % zoom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from reporting.models import Examination, User
from reporting.workflow import drafts
from tests.cast import amend_now, complete_document, sign_now
from tests.system import accessibility
from tests.system.conftest import Windows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ACCOUNT = ("/accounts/password/change/", "/accounts/2fa/", "/accounts/logout/", "/unsent/", "/nowhere/")
PAGES = {
    "anonymous": ("/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"),
    "rosa": (
        "/worklist/",
        "/worklist/?list=signed",
        "/worklist/?list=amending",
        "/cases/",
        "/cases/?since=tomorrow",
        "/examinations/new/",
        "/reports/{draft}/",
        "/reports/{draft}/edit/",
        "/reports/{draft}/sign/",
        "/reports/{draft}/discard/",
        "/reports/{signed}/",
        "/reports/{signed}/?version=1",
        "/reports/{signed}/edit/",
        "/reports/{signed}/amend/",
        "/reports/{signed}/addendum/",
        "/reports/{signed}/withdraw/",
        "/cases/{signed}/",
        *ACCOUNT,
    ),
    "finn": ("/inbox/", "/inbox/?list=unread", "/reports/{signed}/", "/worklist/"),
    "ada": (
        "/cases/",
        "/cases/{signed}/?check=1",
        "/cases/{signed}/differences/",  # asks for the reason
        "/statistics/",
        "/statistics/?since=tomorrow",
        "/reports/{draft}/",
        "/inbox/",
    ),
}


@pytest.fixture
def reports(register: Callable[..., Examination], rosa: User) -> dict[str, str]:
    """A draft and an amended report."""
    draft, signed = register().report, register().report
    for report in (draft, signed):
        drafts.save(report, complete_document(), user=rosa, row_version=report.row_version)
    sign_now(signed, rosa)
    amend_now(signed, rosa, "Two filling defects in the left breast.")
    return {"draft": str(draft.public_id), "signed": str(signed.public_id)}


@pytest.mark.parametrize("person", PAGES)
def test_no_page_is_closed_to_anybody(
    request: pytest.FixtureRequest,
    window: Windows,
    signed_in: Windows,
    reports: dict[str, str],
    rosa: User,
    person: str,
) -> None:
    visitor = window(rosa) if person == "anonymous" else signed_in(request.getfixturevalue(person))
    wrong = []
    for address in PAGES[person]:
        visitor.opens(address.format(**reports))
        try:
            visitor.finds_the_page_accessible(everywhere=True)
        except AssertionError as error:
            wrong.append(str(error))
    assert not wrong, "\n".join(wrong)


def test_an_empty_house_is_accessible_too(signed_in: Windows, rosa: User, finn: User, ada: User) -> None:
    for user, address in ((rosa, "/worklist/"), (finn, "/inbox/"), (ada, "/cases/"), (ada, "/statistics/")):
        visitor = signed_in(user)
        visitor.opens(address)
        visitor.finds_the_page_accessible(everywhere=True)


def test_the_check_finds_what_is_wrong(browser: Browser) -> None:
    """The control: no label, grey on grey, wider than a phone, and something that sticks over the focus."""
    page = browser.new_page()
    page.set_content(
        "<!doctype html><html lang=en><title>t</title><main><h1>t</h1><input>"
        "<p style='color: #999; background: #aaa'>grey</p><p style='width: 400px'>wide</p></main>"
        "<p style='position: fixed; inset: 0; background: #fff'>over all</p>"
    )
    with pytest.raises(AssertionError) as found:
        accessibility.check(page, everywhere=True)
    page.close()
    for rule in ("label", "color-contrast", "wider than the window", "focused and hidden"):
        assert rule in str(found.value)

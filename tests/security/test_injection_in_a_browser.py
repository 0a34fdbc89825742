"""The same attacks in a real browser: it opens no dialog, loads nothing foreign, and has nothing to forbid."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from reporting.models import Examination, User
from reporting.workflow import drafts
from tests.cast import amend_now, give_reason, sign_now
from tests.security.test_injection import ATTACK, hostile, hostile_document

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("nothing_in_the_way"),
]

# The browser's own viewer, in which the signing page shows the PDF.
VIEWER = ("chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/", "chrome://resources/")
# Notes every breach of the policy, as the browser reports it to the page.
WATCH = "window.breaches = []; addEventListener('securitypolicyviolation', e => breaches.push(e.violatedDirective))"


def test_no_page_gives_the_browser_anything_to_run(
    page: Page,
    live_server,
    register: Callable[..., Examination],
    as_user: Callable[[User], Client],
    rosa: User,
    ada: User,
) -> None:
    rosa.first_name = hostile("signer")[:150]
    rosa.save()
    document, _places = hostile_document()
    register(patient_name=hostile("to report"))
    signed = register(patient_name=hostile("name"), reason=hostile("request")).report
    drafts.save(signed, document, user=rosa, row_version=1)
    sign_now(signed, rosa)
    amend_now(signed, rosa, hostile("impression"), hostile("reason"))
    drafts.start_amendment(signed, user=rosa, reason=hostile("again"), row_version=signed.fresh().row_version)

    dialogs, foreign = [], []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: foreign.append(request.url))
    page.add_init_script(WATCH)
    screens = {
        rosa: ["report", "report-edit", "report-sign", "case", "case-differences", "worklist", "cases"],
        ada: ["report", "case", "admin:reporting_user_changelist", "admin:reporting_patient_changelist"],
    }
    for person, names in screens.items():
        client = as_user(person)
        if person == ada:
            give_reason(client, signed)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        for name in names:
            lists = name.endswith("list") or name == "cases"
            answer = page.goto(reverse(name, args=[] if lists else [signed.public_id]))
            assert answer is not None and answer.status == 200, name
            assert page.evaluate("breaches") == [], name
            assert "alert(1)" in page.content(), name  # the attack is on the page
    assert dialogs == []
    ours = (live_server.url, "data:image/", *VIEWER)
    assert [url for url in foreign if not url.startswith(ours)] == []


def test_the_watch_sees_what_the_policy_forbids(page: Page, live_server) -> None:
    """The control: the attack put into a page unescaped is stopped by the policy, and that is noticed."""
    page.add_init_script(WATCH)
    page.goto(reverse("account_login"))
    page.evaluate("attack => document.body.insertAdjacentHTML('beforeend', attack)", ATTACK)
    page.wait_for_function("breaches.length > 0")
    assert any(breach.startswith("script-src") for breach in page.evaluate("breaches"))

"""Whatever happens while somebody types, nothing is lost, and the status line never says more than is true."""

from __future__ import annotations

import datetime
import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Locator, Route, expect

from reporting.models import Report, User
from reporting.workflow import drafts
from tests.cast import PASSWORD
from tests.system.conftest import Windows
from tests.system.pictures import photograph
from tests.system.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

IMPRESSION = "Impression › Impression"
SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")
OFFLINE = "You are offline. Your changes are stored encrypted on this computer"


def status(person: Person) -> Locator:
    return person.page.locator(".save-state")


def opens(person: Person, report: Report) -> None:
    person.opens(f"/reports/{report.public_id}/edit/")
    expect(person.page.locator("form#report")).to_have_attribute("data-kept", "yes")


def impression(report: Report) -> str | None:
    return drafts.current_document(report.fresh()).impression.text


def kept(person: Person) -> list[str]:
    """What lies in the browser's storage."""
    return person.page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('typed')).map(k => localStorage[k])"
    )


def is_kept(person: Person) -> None:
    end = time.monotonic() + 10  # seconds
    while not kept(person):
        assert time.monotonic() < end, "nothing is kept"


def test_what_is_typed_is_saved_by_itself_and_not_before(
    signed_in: Windows, rosa: User, draft: Report
) -> None:
    radiologist = signed_in(rosa)
    page = radiologist.page
    opens(radiologist, draft)
    # A page that was only opened is not saved, however long it stays open.
    page.clock.install()
    page.clock.fast_forward(60_000)
    assert draft.fresh().row_version == draft.row_version
    # While the server has not answered, nothing is called saved.
    page.route("**/save/", lambda route: None)
    radiologist.types(IMPRESSION, "Typed slowly.")
    expect(status(radiologist)).to_have_text("Unsaved changes")
    page.clock.fast_forward(2_000)
    expect(status(radiologist)).to_have_text("Saving…")
    assert len(kept(radiologist)) == 1 and "Typed" not in kept(radiologist)[0]
    page.unroute("**/save/")
    page.clock.fast_forward(30_000)  # longer than it waits for an answer
    expect(status(radiologist)).to_have_text(SAVED)
    assert impression(draft) == "Typed slowly."
    assert kept(radiologist) == []
    # What cannot be read is named, and saved as soon as it can.
    volume = radiologist.box("Duct 1 › Contrast › Volume")
    volume.fill("half")
    page.clock.fast_forward(2_000)
    expect(status(radiologist)).to_have_text("Not saved. Invalid: Duct 1 › Contrast › Volume")
    radiologist.finds_the_page_accessible()
    volume.fill("0,5")
    page.clock.fast_forward(2_000)
    expect(status(radiologist)).to_have_text(SAVED)
    # Saving by the button keeps the place.
    radiologist.types(IMPRESSION, "Typed to the end.")
    expect(status(radiologist)).to_have_text("Unsaved changes")
    volume.focus()
    before = volume.evaluate("e => e.getBoundingClientRect().top")
    volume.press("Enter")
    expect(status(radiologist)).to_have_text(SAVED)
    expect(volume).to_be_focused()
    assert before == pytest.approx(volume.evaluate("e => e.getBoundingClientRect().top"), abs=1)
    assert impression(draft) == "Typed to the end."


def test_a_row_removed_while_a_save_is_under_way_is_no_conflict_with_oneself(
    signed_in: Windows, rosa: User, draft: Report
) -> None:
    radiologist = signed_in(rosa)
    page = radiologist.page
    opens(radiologist, draft)

    def after_the_save(route: Route) -> None:
        answer = route.fetch()  # made from the draft as it was before the save
        page.clock.fast_forward(2_000)
        expect(status(radiologist)).to_have_text(SAVED)
        route.fulfill(response=answer)

    page.clock.install()
    radiologist.chooses("Duct 1 › Finding 1 › Finding", "filling defect")
    radiologist.adds("finding", "Duct 1")
    radiologist.chooses("Duct 1 › Finding 2 › Finding", "duct narrowing (stenosis)")
    page.route("**/edit/", after_the_save, times=1)
    radiologist.presses("Remove finding 1", "Duct 1")
    expect(page.get_by_role("group", name=re.compile("^Finding 2"))).to_have_count(0)
    page.clock.fast_forward(2_000)
    expect(status(radiologist)).to_have_text(SAVED)
    (finding,) = drafts.current_document(draft.fresh()).ducts[0].findings
    assert finding.kind == "stenosis"


@pytest.mark.pictures
def test_offline_for_half_a_minute(signed_in: Windows, rosa: User, draft: Report) -> None:
    radiologist = signed_in(rosa)
    page = radiologist.page
    opens(radiologist, draft)
    page.clock.install()
    page.context.set_offline(True)
    radiologist.types(IMPRESSION, "Typed without a network.")
    page.clock.fast_forward(2_000)
    expect(status(radiologist)).to_contain_text(OFFLINE)
    page.clock.fast_forward(30_000)
    expect(status(radiologist)).to_contain_text(OFFLINE)
    radiologist.finds_the_page_accessible()
    photograph(page, "offline")
    page.context.set_offline(False)
    expect(status(radiologist)).to_have_text(SAVED)
    assert impression(draft) == "Typed without a network."


@pytest.mark.pictures
def test_a_sign_in_that_ended_is_asked_for_again_in_place(
    signed_in: Windows, rosa: User, draft: Report
) -> None:
    radiologist = signed_in(rosa)
    page = radiologist.page
    opens(radiologist, draft)
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(minutes=1))
    page.clock.install()
    radiologist.types(IMPRESSION, "Typed after the session had ended.")
    page.clock.fast_forward(2_000)
    # She is told, and not interrupted.
    expect(status(radiologist)).to_contain_text("Not saved: you have been signed out")
    expect(radiologist.box(IMPRESSION)).to_be_focused()
    radiologist.types(IMPRESSION, "Typed after the session had ended, to the end.")
    radiologist.presses("Sign in again")
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog.get_by_label("Username")).to_have_value("rosa")
    radiologist.finds_the_page_accessible()
    photograph(page, "signed-out")
    dialog.get_by_label("Password").fill("not her password")
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog).to_contain_text("not correct")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog).to_be_hidden()
    expect(status(radiologist)).to_have_text(SAVED)
    assert impression(draft) == "Typed after the session had ended, to the end."
    # The page goes on under the new sign-in.
    radiologist.types(IMPRESSION, "And on.")
    page.clock.fast_forward(2_000)
    expect(status(radiologist)).to_have_text(SAVED)
    assert impression(draft) == "And on."


def test_the_second_factor_is_asked_for_in_place_too(signed_in: Windows, rosa: User, draft: Report) -> None:
    radiologist = signed_in(rosa)
    page = radiologist.page
    opens(radiologist, draft)
    # Her account asks for a code since; an evening later her session has ended.
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(rosa, secret)
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(minutes=1))
    radiologist.types(IMPRESSION, "Typed by somebody with a second factor.")
    radiologist.presses("Sign in again")
    dialog = page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Two-Factor Authentication")
    code = dialog.get_by_label("Code")
    expect(code).to_be_focused()
    expect(dialog.get_by_role("button")).to_have_text(["Sign In", "Later"])
    radiologist.finds_the_page_accessible()
    code.fill("000000")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Incorrect code")
    assert impression(draft) != "Typed by somebody with a second factor."
    code.fill(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(status(radiologist)).to_have_text(SAVED)
    assert impression(draft) == "Typed by somebody with a second factor."


def test_a_closed_page_gives_back_what_was_not_saved_until_a_sign_out(
    signed_in: Windows, rosa: User, draft: Report
) -> None:
    radiologist = signed_in(rosa)
    opens(radiologist, draft)
    page = radiologist.page
    page.context.set_offline(True)
    radiologist.types(IMPRESSION, "Typed, and then the page was closed.")
    is_kept(radiologist)
    page.close(run_before_unload=False)
    assert impression(draft) != "Typed, and then the page was closed."
    # Opened again it is back, marked as not saved, and then saved.
    page.context.set_offline(False)
    again = Person(page.context.new_page(), rosa)
    opens(again, draft)
    expect(again.box(IMPRESSION)).to_have_value("Typed, and then the page was closed.")
    expect(status(again)).to_have_text(SAVED)
    assert impression(draft) == "Typed, and then the page was closed."
    again.finds_the_page_accessible()
    # Signing out leaves nothing behind, and the page that is still open elsewhere keeps nothing more.
    elsewhere = Person(page.context.new_page(), rosa)
    opens(elsewhere, draft)
    elsewhere.page.route("**/save/", lambda route: route.abort())
    elsewhere.types(IMPRESSION, "Typed before signing out.")
    is_kept(elsewhere)
    again.page.get_by_text("Rosa (").click()
    again.presses("Sign out")
    expect(again.page.get_by_label("Username")).to_be_visible()
    assert kept(elsewhere) == []
    elsewhere.types(IMPRESSION, "Typed after somebody signed out.")
    expect(status(elsewhere)).to_contain_text(re.compile("signed out|offline"))
    assert kept(elsewhere) == []

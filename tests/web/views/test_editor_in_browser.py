"""The editor in a real browser with JavaScript switched off: it must do all its work without."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from reporting.models import Report, User
from reporting.workflow import drafts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (360, 1920)


@pytest.fixture(params=WIDTHS)
def editor(
    request: pytest.FixtureRequest,
    browser: Browser,
    live_server,
    as_user: Callable[[User], Client],
    draft: Report,
    rosa: User,
) -> Iterator[Page]:
    """The page of a draft; whatever the browser complains about fails the test."""
    session = as_user(rosa).cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": request.param, "height": 900},
    )
    context.set_default_timeout(10_000)  # ms
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(reverse("report-edit", args=[draft.public_id]))
    yield page
    context.close()
    assert [words for words in complaints if "status of 4" not in words] == []


def save(page: Page) -> None:
    page.locator(".save-bar button[value=save]").click()


def test_a_report_is_written_corrected_and_saved(editor: Page, draft: Report) -> None:
    editor.fill("#id_impression-text", "Typed in a browser.\nSecond line.")
    editor.fill("#id_ducts-0-contrast-volume_ml", "half")
    editor.click("button[name=add][value='ducts-0-findings']")
    expect(editor.locator("#id_ducts-0-findings-1-kind")).to_be_focused()
    editor.select_option("#id_ducts-0-findings-1-kind", "ectasia")
    save(editor)
    expect(editor.locator("#complaints")).to_contain_text("Not saved: correct 1 field")
    editor.click("#complaints a")
    expect(editor.locator("#id_ducts-0-contrast-volume_ml")).to_be_focused()
    editor.fill("#id_ducts-0-contrast-volume_ml", "0,5")
    save(editor)
    expect(editor.locator(".messages")).to_contain_text("Saved")
    saved = drafts.current_document(draft.fresh())
    assert saved.impression.text == "Typed in a browser.\nSecond line."
    assert saved.ducts[0].contrast.volume_ml == 0.5
    assert [str(finding.kind.value) for finding in saved.ducts[0].findings] == ["filling_defect", "ectasia"]


def test_a_removed_row_is_put_back(editor: Page) -> None:
    editor.fill("#id_ducts-0-findings-0-comment", "not to be lost")
    editor.click("button[name=remove][value='ducts-0-findings-0']")
    expect(editor.locator("#id_ducts-0-findings-0-comment")).to_have_count(0)
    editor.click("button[name=restore]")
    expect(editor.locator("#id_ducts-0-findings-0-comment")).to_have_value("not to be lost")


def test_nothing_is_wider_than_the_screen(editor: Page) -> None:
    width = editor.viewport_size["width"] if editor.viewport_size else 0
    for box in ("#ducts", ".save-bar", ".editor-head", "#breasts", "#missing"):
        found = editor.locator(box).bounding_box()
        assert found is not None
        assert found["x"] >= 0
        assert found["x"] + found["width"] <= width


def test_the_patient_and_the_buttons_stay_in_sight(editor: Page) -> None:
    editor.locator("#id_breasts-0-recommendation-text").focus()
    for box in (".editor-head", ".save-bar"):
        expect(editor.locator(box)).to_be_in_viewport()
    field = editor.locator("#id_breasts-0-recommendation-text").bounding_box()
    head = editor.locator(".editor-head").bounding_box()
    bar = editor.locator(".save-bar").bounding_box()
    assert field and head and bar
    assert head["y"] + head["height"] <= field["y"]
    assert field["y"] + field["height"] <= bar["y"]

"""Without a mouse: everything on the way is reached with the tab key, and one sees where one is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from reporting.models import Examination, User
from reporting.workflow import drafts
from tests.cast import PASSWORD
from tests.system.conftest import Windows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABS_MAX = 80
# What names the focused element, and whether something is drawn around it.
FOCUSED = """() => {
    const here = document.activeElement, style = getComputedStyle(here)
    const label = here.labels && here.labels.length ? here.labels[0].innerText : here.ariaLabel || here.innerText
    return [label || "", style.outlineStyle !== "none" || style.boxShadow !== "none"]
}"""


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    wanted, met = re.compile(name), []
    for _press in range(TABS_MAX):
        label, marked = page.evaluate(FOCUSED)
        if wanted.search(label.strip()):
            assert marked, f"nothing shows that “{label}” has the focus"
            return
        met.append(label)
        page.keyboard.press(key)
    raise AssertionError(f"{name} is not reached by the tab key, but {met}")


def test_signing_in_and_saving_a_report(window: Windows, rosa: User, examination: Examination) -> None:
    radiologist = window(rosa)
    page, keys = radiologist.page, radiologist.page.keyboard
    page.goto("/")
    tab_to(page, "^Username")
    keys.type("rosa")
    tab_to(page, "^Password")
    keys.type(PASSWORD)
    keys.press("Enter")
    radiologist.sees_heading("Worklist")

    tab_to(page, "^Start report")
    keys.press("Enter")
    radiologist.sees_heading(examination.patient.name)

    # The list of sections spares the way through every field, and Enter in a line saves.
    tab_to(page, "^Indication and history")
    keys.press("Enter")
    tab_to(page, "^Clinical question")
    keys.type("Typed without a mouse.")
    tab_to(page, "^Premedication")
    keys.type("none")
    keys.press("Enter")
    radiologist.waits_until_saved()
    tab_to(page, "^Communication of urgent results", "Shift+Tab")  # saving left her where she was
    keys.press("Enter")
    tab_to(page, "^Save$")
    keys.press("Enter")
    radiologist.waits_until_saved()
    kept = drafts.current_document(examination.report.fresh())
    assert (kept.indication.text, kept.safety.premedication) == ("Typed without a mouse.", "none")
    radiologist.finds_the_page_accessible()


def test_the_content_is_one_step_away(signed_in: Windows, rosa: User, examination: Examination) -> None:
    page = signed_in(rosa).page
    page.goto("/worklist/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == ["Skip to the content", True]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")

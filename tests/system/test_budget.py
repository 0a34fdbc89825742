"""How many key presses and clicks a report costs, from the worklist to the signature, the password not counted.

A ductogram is reported with the eyes on the images: what is counted here is what takes them away.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from reporting.models import Examination, ReportVersion, User
from tests.cast import PASSWORD
from tests.system.accessibility import check
from tests.system.conftest import Windows
from tests.system.pictures import photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Hands:
    """Presses, clicks and types like a person, and counts every stroke."""

    def __init__(self, page: Page):
        self.page = page
        self.strokes = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.strokes += 1
            self.page.keyboard.press(key)

    def types(self, text: str) -> None:
        self.press(*text)

    def clicks(self, selector: str) -> None:
        self.strokes += 1
        self.page.click(selector)

    def goes_to(self, selector: str, *keys: str) -> None:
        """The keys lead to the control."""
        self.press(*keys)
        expect(self.page.locator(selector)).to_be_focused()

    def sees(self, selector: str) -> None:
        """The page shows it, and its scripts have begun: a person looks before going on."""
        expect(self.page.locator(selector)).to_be_visible()
        expect(self.page.locator("[data-keys]")).to_be_visible()

    def reads_nothing_of(self, words: str) -> None:
        """What has to be done before signing does not, or no longer, name ``words``."""
        to_do = self.page.locator("#panel-to-sign .missing:not(.notes)")
        expect(to_do.filter(has_text=words)).to_have_count(0)

    def opens(self, examination: Examination) -> None:
        self.clicks(f"a.btn[href='/reports/{examination.report.public_id}/edit/']")
        self.sees("#start")

    def confirms_everything(self) -> None:
        bar = self.page.locator(".assumed-bar")
        self.press("F8")
        expect(bar.locator("[value=all]")).to_be_hidden()
        self.sees("#start")
        self.press("F8")
        expect(bar).to_be_hidden()
        self.sees("#start")

    def takes_over_the_suggestion(self, within_weeks: str) -> None:
        """The suggested steps, with the time that the radiologist states."""
        self.clicks("button[name=use]")
        expect(self.page.locator("#id_breasts-0-recommendation-steps-0-within")).to_be_focused()
        self.types(within_weeks)
        self.press("Tab")
        self.types("w")

    def signs_as_final(self) -> None:
        self.press("F9")
        expect(self.page.locator("#action-sign_final")).to_be_visible()
        check(self.page)
        self.clicks("label[for=action-sign_final]")
        self.page.fill("input[name=password]", PASSWORD)
        self.press("Enter")
        expect(self.page.locator(".messages")).to_contain_text("Signed")


@pytest.fixture
def examination(register: Callable[..., Examination]) -> Examination:
    """Of today: the time that a report states for its recommendation has not passed."""
    return register(examination_date=timezone.localdate())


def signed(examination: Examination) -> ReportVersion:
    return ReportVersion.objects.get(report=examination.report)


@pytest.mark.pictures
def test_a_normal_study_takes_twelve_strokes(
    signed_in: Windows, rosa: User, examination: Examination
) -> None:
    hands = Hands(signed_in(rosa).page)
    hands.opens(examination)
    hands.press("F4")
    hands.sees(".assumed-bar")
    photograph(hands.page, "normal-study")
    hands.confirms_everything()
    hands.goes_to("#id_ducts-0-contrast-volume_ml", "F2")
    hands.types("0,3")
    hands.signs_as_final()
    assert hands.strokes <= 12
    assert '"volume_ml":0.3' in signed(examination).document


def test_a_single_filling_defect_takes_twenty_five(
    signed_in: Windows, rosa: User, examination: Examination
) -> None:
    hands = Hands(signed_in(rosa).page)
    hands.opens(examination)
    hands.clicks(".start-more > summary")
    hands.clicks("button[value=filling_defect]")
    hands.sees(".assumed-bar")
    hands.confirms_everything()
    hands.goes_to("#id_ducts-0-contrast-volume_ml", "F2")
    hands.types(".4")
    hands.goes_to("#id_ducts-0-findings-0-length_mm", "F2")
    hands.types("6")
    hands.goes_to("#id_ducts-0-findings-0-location-distance_from_nipple_mm", "F2")
    hands.types("30")
    hands.clicks("#id_ducts-0-findings-0-location-clock_position")
    hands.types("2")
    hands.reads_nothing_of("clock position")
    hands.goes_to("#id_breasts-0-birads", "F2")
    hands.types("4A")
    hands.takes_over_the_suggestion("2")
    hands.signs_as_final()
    assert hands.strokes <= 25
    document = signed(examination).document
    assert '"distance_from_nipple_mm":30.0' in document and '"birads":"4A"' in document


def test_two_ducts_with_three_findings_take_sixty(
    signed_in: Windows, rosa: User, examination: Examination
) -> None:
    hands = Hands(signed_in(rosa).page)
    hands.opens(examination)
    hands.clicks(".start-more > summary")
    hands.clicks("button[value=filling_defect]")
    hands.sees(".assumed-bar")
    hands.confirms_everything()
    hands.goes_to("#id_ducts-0-contrast-volume_ml", "F2")
    hands.types(".4")
    hands.goes_to("#id_ducts-0-findings-0-length_mm", "F2")
    hands.types("6")
    hands.clicks("#id_ducts-0-findings-0-location-clock_position")
    hands.types("2")
    hands.clicks("button[name=copy][value='ducts-0-findings-0']")
    third = "#id_ducts-0-findings-2-kind"
    hands.sees(third)
    hands.clicks("#id_ducts-0-findings-2-location-distance_from_nipple_mm")
    hands.types("45")
    hands.clicks("#id_ducts-0-findings-0-location-distance_from_nipple_mm")
    hands.types("20")
    hands.clicks("button[name=copy][value='ducts-0']")
    hands.sees("#id_ducts-1-side")
    hands.clicks("button[name=remove][value='ducts-1-findings-2']")
    expect(hands.page.locator("#id_ducts-1-findings-2-kind")).to_have_count(0)
    hands.sees("#start")
    hands.clicks("#id_ducts-1-findings-0-location-distance_from_nipple_mm")
    hands.press("Control+a")
    hands.types("15")
    hands.goes_to("#id_breasts-0-birads", "F2")
    hands.types("4B")
    hands.takes_over_the_suggestion("2")
    hands.signs_as_final()
    assert hands.strokes <= 60
    assert signed(examination).document.count('"kind":"filling_defect"') == 3


def test_the_keys_are_listed(signed_in: Windows, rosa: User, examination: Examination) -> None:
    hands = Hands(signed_in(rosa).page)
    hands.opens(examination)
    hands.page.locator("#id_indication-text").focus()
    hands.press("?")
    expect(hands.page.locator("#keys")).to_be_hidden()
    expect(hands.page.locator("#id_indication-text")).to_have_value("?")
    hands.page.locator(".start button[value=normal]").focus()
    hands.press("?")
    expect(hands.page.locator("#keys")).to_be_visible()
    check(hands.page)
    hands.press("Escape")
    expect(hands.page.locator(".start button[value=normal]")).to_be_focused()


def test_letters_find_a_choice(signed_in: Windows, rosa: User, examination: Examination) -> None:
    hands = Hands(signed_in(rosa).page)
    hands.opens(examination)
    hands.page.locator("#id_ducts-0-discharge-colours input").first.focus()
    hands.types("blo")
    focused = hands.page.locator("#id_ducts-0-discharge-colours label:has-text('bloody')")
    hands.press("Space")
    expect(focused.locator("xpath=preceding-sibling::input[1] | ./input")).to_be_checked()

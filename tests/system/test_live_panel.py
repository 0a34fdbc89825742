"""The panel, the rail and the marks follow what is typed, at once and without moving the field or its focus."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from reporting.models import Examination, User
from reporting.workflow import drafts
from tests.cast import incomplete_document
from tests.system.conftest import Windows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MISSING = "Select the technical outcome."


def test_the_panel_follows_what_is_typed(signed_in: Windows, rosa: User, examination: Examination) -> None:
    report = examination.report
    drafts.save(report, incomplete_document(), user=rosa, row_version=report.row_version)
    radiologist = signed_in(rosa)
    page = radiologist.page
    radiologist.opens(f"/reports/{report.public_id}/edit/")
    panel, rail = page.locator("#missing"), page.get_by_role("navigation", name="Sections of the report")
    outcome = radiologist.list("Technical outcome › Examination")
    expect(panel).to_contain_text(MISSING)
    # When an answer that was missing is given, it goes from the panel, the rail and the field,
    outcome.focus()
    before = outcome.evaluate("e => e.getBoundingClientRect().top")
    outcome.select_option(label="technically successful")
    expect(panel).not_to_contain_text(MISSING)
    expect(rail.get_by_role("link", name="Technical outcome")).not_to_contain_text("missing")
    expect(rail.get_by_role("link", name="Impression done")).to_be_visible()
    # and the hand stays where it was.
    expect(outcome).to_be_focused()
    assert abs(outcome.evaluate("e => e.getBoundingClientRect().top") - before) < 1  # px
    # Taken back, it is asked for again, also at the field.
    outcome.select_option(value="")
    expect(panel).to_contain_text(MISSING)
    expect(page.locator("label[for=id_outcome-status]")).to_contain_text("required to sign")
    expect(page.get_by_role("status").filter(has_text="missing")).to_have_count(1)
    # What cannot be read is told when the field is left, not while it is typed.
    volume = radiologist.box("Duct 1 › Contrast › Volume")
    volume.press_sequentially("half")
    expect(rail).to_contain_text("1 invalid")
    expect(volume).not_to_have_attribute("aria-invalid", "true")
    volume.press("Tab")
    expect(volume).to_have_attribute("aria-invalid", "true")
    radiologist.finds_the_page_accessible()
    volume.fill("0,5")
    expect(volume).not_to_have_attribute("aria-invalid", "true")
    expect(rail).not_to_contain_text("invalid")

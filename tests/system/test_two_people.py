"""Two people on one draft: each sees the other, and what both changed is decided field by field, by a person."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from reporting.models import Examination, User
from reporting.workflow import drafts
from tests.cast import incomplete_document
from tests.system.conftest import Windows
from tests.system.pictures import photograph
from tests.system.test_nothing_lost import IMPRESSION, SAVED, opens, status

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COURSE, COMPARED = "Technical outcome › Procedure notes", "Comparison › Comparison details"


@pytest.mark.pictures
def test_what_both_changed_is_decided_field_by_field(
    signed_in: Windows, rosa: User, remi: User, examination: Examination
) -> None:
    report = examination.report
    drafts.save(report, incomplete_document("As it was."), user=rosa, row_version=report.row_version)
    first, second = signed_in(rosa), signed_in(remi)
    for each in (first, second):
        each.page.clock.install()
    opens(first, report)
    opens(second, report)
    # Each sees that the other is there.
    expect(second.page.locator("#presence")).to_have_text("Also open: Rosa")
    first.page.clock.fast_forward(15_000)
    expect(first.page.locator("#presence")).to_have_text("Also open: Remi")
    # Rosa writes two texts; Remi one of them, and another.
    first.types(IMPRESSION, "Rosa thinks of a papilloma.")
    first.types(COMPARED, "Rosa compared.")
    second.types(IMPRESSION, "Remi sees an air bubble.")
    second.types(COURSE, "Remi injected.")
    first.page.clock.fast_forward(2_000)
    expect(status(first)).to_have_text(SAVED)
    second.page.clock.fast_forward(2_000)
    # Remi's page takes what only Rosa changed, marks it, and asks about what both changed; nothing is saved yet.
    dispute = second.page.get_by_role("group", name="Conflicting answers: Impression › Impression")
    expect(dispute).to_contain_text("Rosa: Rosa thinks of a papilloma.")
    expect(second.box(IMPRESSION)).to_have_value("Remi sees an air bubble.")
    expect(second.box(COURSE)).to_have_value("Remi injected.")
    expect(second.box(COMPARED)).to_have_value("Rosa compared.")
    second.sees("changed by another user")
    second.page.clock.fast_forward(5_000)
    expect(status(second)).to_have_text("Not saved. Resolve the conflicting answers first.")
    assert drafts.current_document(report.fresh()).impression.text == "Rosa thinks of a papilloma."
    second.finds_the_page_accessible()
    dispute.scroll_into_view_if_needed()
    photograph(second.page, "conflict")
    # He takes hers, and all of it is saved.
    dispute.get_by_role("button", name="Use Rosa’s answer").click()
    expect(second.box(IMPRESSION)).to_have_value("Rosa thinks of a papilloma.")
    expect(dispute).to_have_count(0)
    second.page.clock.fast_forward(2_000)
    expect(status(second)).to_have_text(SAVED)
    kept = drafts.current_document(report.fresh())
    assert kept.impression.text == "Rosa thinks of a papilloma."
    assert (kept.comparison.text, kept.outcome.text) == ("Rosa compared.", "Remi injected.")
    # Rosa, who has typed nothing since, is shown it without asking.
    first.page.clock.fast_forward(15_000)
    expect(first.box(COURSE)).to_have_value("Remi injected.")
    first.sees("Remi saved changes while you had this report open.")
    first.finds_the_page_accessible()

"""What follows a signature: amendment, addendum, withdrawal, and what the referrer finds after each."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from reporting.models import Report, User
from tests.cast import PASSWORD
from tests.system.conftest import Windows
from tests.system.pictures import photograph
from tests.system.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = "One filling defect in the left breast."  # as in the cast's complete document


def opens(person: Person, report: Report) -> None:
    person.opens(f"/reports/{report.public_id}/")


def finds_it_unread(finn: Person, name: str, *texts: str) -> None:
    finn.goes_to("Reports")
    for text in ("unread", *texts):
        expect(finn.row(name)).to_contain_text(text)
    finn.follows("View", name)


@pytest.mark.pictures
def test_an_amendment_replaces_and_keeps(
    signed_in: Windows, rosa: User, finn: User, ada: User, final: Report
) -> None:
    name = final.examination.patient.name
    radiologist, referrer, admin = signed_in(rosa), signed_in(finn), signed_in(ada)
    finds_it_unread(referrer, name, FIRST)

    # While Rosa amends, Finn still reads the version that stands.
    opens(radiologist, final)
    radiologist.follows("Amend")
    radiologist.types("Reason", "The side of the lesion was mistyped.")
    radiologist.finds_the_page_accessible()
    radiologist.presses("Continue to editor")
    radiologist.types("Impression › Impression", "Two filling defects in the left breast.")
    radiologist.presses("Save and sign")
    opens(referrer, final)
    referrer.sees(FIRST)
    referrer.does_not_see("Two filling defects", "amendment")

    # Once she signed it, he finds it unread again, with what changed and why.
    radiologist.picks("amended")
    radiologist.types_password(PASSWORD)
    radiologist.presses("Sign")
    radiologist.sees("version 2")
    finds_it_unread(referrer, name, "amended", "Two filling defects")
    referrer.sees("The side of the lesion was mistyped.", "Two filling defects")
    referrer.finds_the_page_accessible()
    photograph(referrer.page, "amended")
    referrer.goes_to("Reports")
    expect(referrer.row(name)).not_to_contain_text("unread")

    # Ada sees both versions, who read them, and what differs, field by field.
    admin.opens(f"/cases/{final.public_id}/")
    read = admin.page.get_by_role("listitem").filter(has_text="Finn").filter(has_not_text="pending")
    for number in (1, 2):
        expect(read.filter(has_text=f"version {number}")).to_be_visible()
    admin.follows("Compare versions")
    admin.sees_heading("Reason for access")
    admin.finds_the_page_accessible()
    admin.chooses("Reason", "quality review")
    admin.presses("Open report")
    changed = admin.row("Two filling defects")
    expect(changed).to_contain_text(FIRST)
    admin.finds_the_page_accessible()


def test_an_addendum_stands_below(signed_in: Windows, rosa: User, finn: User, final: Report) -> None:
    radiologist, referrer = signed_in(rosa), signed_in(finn)
    opens(radiologist, final)
    radiologist.follows("Add an addendum")
    radiologist.types("Addendum", "Cytology: atypical cells.")
    radiologist.types_password(PASSWORD)
    radiologist.finds_the_page_accessible()
    radiologist.presses("Sign the addendum")
    finds_it_unread(referrer, final.examination.patient.name)
    referrer.sees(FIRST, "Cytology: atypical cells.", "Rosa")
    referrer.finds_the_page_accessible()


def test_a_withdrawn_report_is_kept_and_marked(
    signed_in: Windows, rosa: User, finn: User, final: Report
) -> None:
    name = final.examination.patient.name
    radiologist, referrer = signed_in(rosa), signed_in(finn)
    opens(radiologist, final)
    radiologist.follows("Withdraw")
    radiologist.types("Reason", "Entered for the wrong patient.")
    radiologist.types_password(PASSWORD)
    radiologist.finds_the_page_accessible()
    radiologist.presses("Sign the withdrawal")
    radiologist.sees("withdrawn")
    expect(radiologist.page.get_by_role("link", name="Amend")).to_have_count(0)
    finds_it_unread(referrer, name, "withdrawn", "do not use this report for patient care")
    expect(referrer.page.get_by_role("main")).to_contain_text("Entered for the wrong patient.")
    referrer.finds_the_page_accessible()

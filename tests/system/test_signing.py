"""What stands between a draft and a signature: what is missing, and the signer's own password."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from reporting.models import Examination, Report, User
from reporting.workflow import drafts
from tests.cast import PASSWORD, incomplete_document
from tests.system.conftest import Windows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_missing_is_listed_and_one_step_away(
    signed_in: Windows, rosa: User, examination: Examination
) -> None:
    report = examination.report
    drafts.save(report, incomplete_document(), user=rosa, row_version=report.row_version)
    radiologist = signed_in(rosa)
    radiologist.opens(f"/reports/{report.public_id}/sign/")
    radiologist.sees("to resolve before signing", "Select the technical outcome.")
    expect(radiologist.page.get_by_role("button", name="Sign", exact=True)).to_be_disabled()
    radiologist.finds_the_page_accessible()
    # The link leads to the field itself, which says that it is needed.
    radiologist.follows("Select the technical outcome.")
    field = radiologist.list("Technical outcome › Examination")
    expect(field).to_be_in_viewport()
    radiologist.sees("required to sign")
    radiologist.chooses("Technical outcome › Examination", "technically successful")
    radiologist.presses("Save and sign")
    radiologist.does_not_see("Select the technical outcome.")


def test_a_wrong_password_signs_nothing(signed_in: Windows, rosa: User, draft: Report) -> None:
    radiologist = signed_in(rosa)
    radiologist.opens(f"/reports/{draft.public_id}/sign/")
    frame = radiologist.page.get_by_title("Preview of the signed report")
    expect(frame).to_have_attribute("src", re.compile(r"/preview\.pdf#"))
    radiologist.picks("final")
    radiologist.types_password("not my password")
    radiologist.presses("Sign")
    radiologist.sees("No action was taken.", "password")
    expect(radiologist.page.get_by_label("Your password")).to_have_value("")
    expect(radiologist.page.get_by_role("radio", name="Final")).to_be_checked()
    assert draft.fresh().status == "draft"
    radiologist.finds_the_page_accessible()
    radiologist.types_password(PASSWORD)
    # An impatient hand signs once.
    radiologist.page.get_by_role("button", name="Sign", exact=True).dblclick()
    radiologist.sees("final report")
    assert draft.fresh().status == "final"
    assert draft.versions.count() == 1

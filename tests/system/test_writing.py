"""Writing a report: rows come and go, mistakes are told at their field, and nothing typed is ever lost.

What a script adds to that is told in test_nothing_lost and test_two_people; where it says so, these go without.
"""

from __future__ import annotations

import datetime
import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from reporting.models import Examination, Report, User
from reporting.workflow import drafts
from tests.cast import incomplete_document
from tests.system.conftest import Windows
from tests.system.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def has(person: Person, field: str, text: str) -> None:
    expect(person.box(field)).to_have_value(text)


def chose(person: Person, field: str, term: str) -> None:
    expect(person.list(field).locator("option:checked")).to_have_text(term)


def without_script(person: Person) -> Person:
    """The editor's script does not arrive. JavaScript itself stays on, for axe is written in it."""
    person.page.context.route("**/editor/main.js", lambda route: route.abort())
    return person


def opens_the_editor(person: Person, report: Report) -> None:
    person.opens(f"/reports/{report.public_id}/edit/")


def test_rows_come_and_go_and_nothing_typed_is_lost(
    signed_in: Windows, rosa: User, examination: Examination
) -> None:
    radiologist = signed_in(rosa)
    # Given a new report, Rosa fills the first duct ...
    radiologist.follows("Start report", examination.patient.name)
    radiologist.chooses("Duct 1 › Side", "left")
    radiologist.types("Duct 1 › Contrast › Volume", "0.3")
    # ... and when she adds a second one with two findings ...
    radiologist.adds("duct")
    radiologist.chooses("Duct 2 › Side", "right")
    for number, (kind, length) in enumerate(
        (("filling defect", "4"), ("duct narrowing (stenosis)", "12")), 1
    ):
        radiologist.adds("finding", "Duct 2")
        radiologist.chooses(f"Duct 2 › Finding {number} › Finding", kind)
        radiologist.types(f"Duct 2 › Finding {number} › Length", length)
    radiologist.types("Impression › Impression", "Zażółć gęślą <jaźń> & more")
    # ... and takes the first finding out again,
    radiologist.presses("Remove finding 1", "Duct 2")
    # then the other one moved up with everything typed, and nothing else changed.
    expect(radiologist.page.get_by_role("group", name=re.compile("^Finding 2"))).to_have_count(0)
    chose(radiologist, "Duct 2 › Finding 1 › Finding", "duct narrowing (stenosis)")
    has(radiologist, "Duct 2 › Finding 1 › Length", "12")
    has(radiologist, "Duct 1 › Contrast › Volume", "0.3")
    has(radiologist, "Impression › Impression", "Zażółć gęślą <jaźń> & more")

    # When a clock position is none, she is told at the field, and everything is still there.
    radiologist.types("Duct 1 › Trigger zone › Clock position in the breast", "13")
    radiologist.types("Duct 1 › Contrast › Iodine concentration", "about 300")
    radiologist.presses("Save")
    radiologist.sees_heading("Not saved: correct 2 fields")
    radiologist.follows("Duct 1 › Trigger zone › Clock position in the breast")
    wrong = radiologist.box("Duct 1 › Trigger zone › Clock position in the breast")
    expect(wrong).to_have_value("13")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(re.compile("12"))
    has(radiologist, "Duct 1 › Contrast › Iodine concentration", "about 300")
    has(radiologist, "Duct 2 › Finding 1 › Length", "12")
    radiologist.finds_the_page_accessible()

    # When she corrects both, it is saved, and there after signing in anew.
    radiologist.types("Duct 1 › Trigger zone › Clock position in the breast", "3")
    radiologist.types("Duct 1 › Contrast › Iodine concentration", "300")
    radiologist.presses("Save")
    radiologist.waits_until_saved()
    again = signed_in(rosa)
    opens_the_editor(again, examination.report)
    has(again, "Duct 1 › Trigger zone › Clock position in the breast", "3")
    chose(again, "Duct 2 › Finding 1 › Finding", "duct narrowing (stenosis)")
    has(again, "Impression › Impression", "Zażółć gęślą <jaźń> & more")
    again.finds_the_page_accessible()


def test_the_second_of_two_editors_sees_both_texts_without_a_script(
    signed_in: Windows, rosa: User, remi: User, examination: Examination
) -> None:
    report = examination.report
    drafts.save(report, incomplete_document("As it was."), user=rosa, row_version=report.row_version)
    first, second = (without_script(signed_in(person)) for person in (rosa, remi))
    # Given both have the draft open, and Rosa saved an impression and a volume,
    opens_the_editor(first, report)
    opens_the_editor(second, report)
    first.types("Impression › Impression", "Rosa thinks of a papilloma.")
    first.types("Comparison › Comparison details", "Rosa compared.")
    first.presses("Save")
    first.sees("Saved")
    # when Remi saves his own,
    second.types("Impression › Impression", "Remi sees an air bubble.")
    second.types("Technical outcome › Procedure notes", "Remi injected.")
    second.presses("Save")
    # then nothing is written over: he reads both texts, and the form holds his own and what only Rosa wrote.
    second.sees("Not saved yet", "Rosa thinks of a papilloma.", "Remi sees an air bubble.", "As it was.")
    has(second, "Impression › Impression", "Remi sees an air bubble.")
    has(second, "Technical outcome › Procedure notes", "Remi injected.")
    has(second, "Comparison › Comparison details", "Rosa compared.")
    assert drafts.current_document(report.fresh()).impression.text == "Rosa thinks of a papilloma."
    second.finds_the_page_accessible()
    # When he decides and saves again, all of it is kept.
    second.types("Impression › Impression", "Rosa thinks of a papilloma, Remi of an air bubble.")
    second.presses("Save")
    second.sees("Saved")
    kept = drafts.current_document(report.fresh())
    assert kept.impression.text == "Rosa thinks of a papilloma, Remi of an air bubble."
    assert (kept.comparison.text, kept.outcome.text) == ("Rosa compared.", "Remi injected.")


def test_what_was_typed_outlives_the_sign_in_without_a_script(
    signed_in: Windows, rosa: User, examination: Examination
) -> None:
    radiologist = without_script(signed_in(rosa))
    opens_the_editor(radiologist, examination.report)
    typed = "Typed slowly,\nover more than a quarter of an hour."
    radiologist.types("Impression › Impression", typed)
    # Given the session ended while she was typing,
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(minutes=1))
    # when she saves, she is asked to sign in, and told that her text waits.
    radiologist.presses("Save")
    radiologist.sees("You were signed out", "Your text is kept here")
    radiologist.finds_the_page_accessible()
    radiologist.fills_in_credentials()
    radiologist.sees_heading("Not saved yet")
    radiologist.sees(f"Report of {examination.patient.name}", "over more than a quarter of an hour.")
    radiologist.finds_the_page_accessible()
    radiologist.presses("Save now")
    # Then it is saved as if nothing had happened.
    radiologist.sees("Saved")
    has(radiologist, "Impression › Impression", typed)
    assert drafts.current_document(examination.report.fresh()).impression.text == typed


def test_signing_in_again_in_another_tab_loses_nothing_without_a_script(
    signed_in: Windows, rosa: User, examination: Examination
) -> None:
    radiologist = without_script(signed_in(rosa))
    opens_the_editor(radiologist, examination.report)
    radiologist.types("Impression › Impression", "Typed in the first tab.")
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(minutes=1))
    Person(radiologist.page.context.new_page(), rosa).signs_in()
    radiologist.presses("Save")
    radiologist.sees_heading("Not saved yet")
    radiologist.presses("Save now")
    has(radiologist, "Impression › Impression", "Typed in the first tab.")
    radiologist.sees("Saved")

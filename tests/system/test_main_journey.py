"""From the order to the referrer's desk: the main job of the program, as its people do it."""

from __future__ import annotations

import io

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from reporting.models import User
from tests.cast import PASSWORD
from tests.system.conftest import Windows
from tests.system.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATIENT = "Synthetic Nightingale"
REQUEST = "Spontaneous clear discharge for three months."


def registers(radiologist: Person, name: str, number: str) -> None:
    radiologist.goes_to("New examination")
    radiologist.types("Medical record number (MRN)", number)
    radiologist.types("Patient’s name", name)
    radiologist.dates("Date of birth", "1979-05-17")
    radiologist.chooses("Sex", "female")
    radiologist.types("Accession number", number)
    radiologist.dates("Examination date", timezone.localdate().isoformat())
    radiologist.chooses("Referring clinician", "Finn")
    radiologist.picks("left")
    radiologist.types("Request", REQUEST)
    radiologist.presses("Register")
    radiologist.sees_heading(name)


def fills_a_normal_study(radiologist: Person) -> None:
    # The request is offered as the clinical question.
    question = "Clinical question and further history"
    expect(radiologist.box(f"Indication and history › {question}")).to_have_value(REQUEST)
    radiologist.presses(f"Prefilled – confirm {question}")
    radiologist.does_not_see("Prefilled – confirm")
    radiologist.chooses("Indication and history › Side of the discharge", "left")
    radiologist.chooses("Indication and history › Spontaneous or expressed", "spontaneous")
    radiologist.ticks("Indication and history › Discharge colour by history", "clear (watery)")
    for danger in ("Allergy to iodinated contrast", "Acute mastitis or abscess", "Pregnancy"):
        radiologist.chooses(f"Safety › {danger} › Status", "absent")
    radiologist.chooses("Comparison › Pre-contrast mammogram", "obtained today")
    radiologist.chooses("Technical outcome › Examination", "technically successful")

    radiologist.chooses("Duct 1 › Side", "left")
    radiologist.ticks("Duct 1 › Discharge today › Discharge colour today", "clear (watery)")
    radiologist.types("Duct 1 › Cannulation › Orifice: clock position on the nipple", "3")
    radiologist.chooses("Duct 1 › Contrast › Contrast agent", "iohexol")
    radiologist.types("Duct 1 › Contrast › Volume", "0.4")
    radiologist.chooses("Duct 1 › Contrast › Extravasation", "none")
    for number, projection in enumerate(("craniocaudal (CC)", "mediolateral (ML)"), 1):
        radiologist.adds("view", "Duct 1")
        radiologist.chooses(f"Duct 1 › View {number} › Projection", projection)
    radiologist.chooses("Duct 1 › Filling and calibre › Filling", "complete")
    radiologist.adds("finding", "Duct 1")
    radiologist.chooses("Duct 1 › Finding 1 › Finding", "normal duct")
    radiologist.chooses("Duct 1 › Finding 1 › Seen", "present")

    radiologist.chooses("Complications › Complications", "none")
    radiologist.types("Impression › Impression", "Normal ductogram of the left breast.")
    radiologist.adds("step", "Breast 1")
    radiologist.chooses("Breast 1 › BI-RADS assessment category", "BI-RADS 1 – negative")
    step = "Breast 1 › Recommendation › Step 1"
    radiologist.chooses(f"{step} › Recommended action", "surgical consultation")
    radiologist.types(f"{step} › Within (latest)", "4")
    radiologist.chooses(f"{step} › Interval unit", "weeks")
    radiologist.ticks(f"{step} › Responsible", "breast surgeon")


def reports_and_signs(rosa: Person) -> None:
    """Given an order, when Rosa reports and signs it, ..."""
    rosa.signs_in()
    registers(rosa, PATIENT, "N-1")
    fills_a_normal_study(rosa)
    rosa.presses("Save and preview")
    assert "DRAFT" in text_of(rosa.opens_pdf("Preview draft"))
    rosa.follows("Sign")
    rosa.sees_heading("Sign the report")
    rosa.picks("final")
    rosa.types_password(PASSWORD)
    rosa.presses("Sign")
    rosa.sees("version 1", "final report", "LEFT")


def reads_it(finn: Person) -> None:
    """... then Finn finds it unread, with result and recommendation, and it is read once he opened the PDF."""
    finn.signs_in()
    finn.sees_heading("Reports for your patients")
    expect(finn.row(PATIENT)).to_contain_text("unread")
    expect(finn.row(PATIENT)).to_contain_text("Surgical consultation")
    pdf = text_of(finn.opens_pdf("PDF", PATIENT))
    assert PATIENT in pdf and "Normal ductogram of the left breast." in pdf and "DRAFT" not in pdf
    finn.goes_to("Reports")
    expect(finn.row(PATIENT)).not_to_contain_text("unread")
    finn.follows("View", PATIENT)
    finn.sees("LEFT", "surgical consultation", "4 weeks", "Rosa")


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_from_the_order_to_the_desk_of_the_referrer(
    window: Windows, rosa: User, finn: User, ada: User
) -> None:
    radiologist, referrer, admin = window(rosa), window(finn), window(ada)

    reports_and_signs(radiologist)
    radiologist.finds_the_page_accessible()

    reads_it(referrer)
    referrer.finds_the_page_accessible()

    # Ada sees what was signed, who read it, and every event.
    admin.signs_in()
    admin.sees_heading("All cases")
    admin.follows("History")
    admin.sees("Read by", "Finn", "final", "Audit events", "Rosa")
    admin.finds_the_page_accessible()


def test_the_same_without_javascript(window: Windows, signed_in: Windows, rosa: User, finn: User) -> None:
    radiologist = window(rosa, java_script_enabled=False)
    referrer = window(finn, java_script_enabled=False)
    reports_and_signs(radiologist)
    reads_it(referrer)
    # axe is a script itself: the same page again where scripts run.
    again = signed_in(finn)
    again.opens(referrer.page.url)
    again.finds_the_page_accessible()

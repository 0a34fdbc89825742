"""Key images in the editor: handed in, pointed at, and kept out when they are of somebody else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import FilePayload, Locator, expect

from reporting.models import Examination, KeyImage, User
from reporting.workflow import drafts
from tests.cast import complete_document
from tests.images.formats.files import dicom, picture, ramp, saved
from tests.images.test_key_images import HERS, WANDA
from tests.system.conftest import Windows
from tests.system.pictures import photograph
from tests.system.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TYPED = "Typed before the image came."


def a_file(data: bytes, name: str = "image.dcm") -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def hands_in(person: Person, data: bytes) -> None:
    with person.page.expect_file_chooser() as chosen:
        person.presses("Attach an image")
    chosen.value.set_files(a_file(data))


def the_picture(person: Person) -> Locator:
    return person.page.locator("#key_images .picture-point")


@pytest.fixture
def radiologist(signed_in: Windows, rosa: User, register: Any) -> Person:
    """Rosa in front of a complete report of Wanda, with something typed that is not saved."""
    examination: Examination = register(**WANDA)
    report = examination.report
    drafts.save(report, complete_document(), user=rosa, row_version=report.row_version)
    person = signed_in(rosa)
    person.opens(f"/reports/{report.public_id}/edit/")
    person.types("Impression › Impression", TYPED)
    return person


@pytest.mark.pictures
def test_a_dicom_image_of_the_wrong_patient_stays_out(radiologist: Person) -> None:
    # When Rosa attaches an image whose header names somebody else ...
    hands_in(radiologist, dicom(**HERS | {"PatientName": "Nowak^Anna", "PatientID": "X-1"}))
    # ... then it is refused, in words that tell nothing of the other patient,
    radiologist.sees("Patient mismatch", "(name, MRN)")
    photograph(radiologist.page, "wrong-patient")
    radiologist.does_not_see("Nowak", "X-1")
    expect(the_picture(radiologist)).to_have_count(0)
    # and what she typed is still there.
    expect(radiologist.box("Impression › Impression")).to_have_value(TYPED)
    radiologist.finds_the_page_accessible()
    assert not KeyImage.objects.exists()


def test_a_frame_is_chosen_and_an_arrow_placed_by_keyboard(radiologist: Person) -> None:
    page = radiologist.page
    # Given a tomosynthesis of three frames that does not say whose it is,
    frames = np.stack([ramp(), ramp() + 500, ramp() + 1000])
    hands_in(radiologist, dicom(frames, WindowCenter=2048, WindowWidth=4096))
    dialog = page.get_by_role("dialog", name="Attach a key image")
    expect(dialog).to_contain_text("This file has 3 frames")
    expect(dialog).to_contain_text("does not identify the patient with certainty")
    radiologist.finds_the_page_accessible()
    # when Rosa chooses the third frame, but does not Confirm that it is of this patient,
    dialog.get_by_label("Frame, 1–3").fill("3")
    dialog.get_by_role("button", name="Attach this image").click()
    # then she is asked again;
    expect(dialog).to_contain_text("Confirm that it is of this patient")
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button", name="Attach this image").click()
    # and the image stands in the report, and what she typed is still there.
    expect(the_picture(radiologist)).to_have_count(1)
    expect(radiologist.box("Impression › Impression")).to_have_value(TYPED)
    radiologist.chooses("Image 1 › Side", "left")

    # When she adds an arrow and moves it with the arrow keys,
    radiologist.adds("arrow", "Image 1")
    radiologist.chooses("Image 1 › Arrow 1 › Finding", "1 filling defect")
    the_picture(radiologist).focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowUp", "PageDown"):
        page.keyboard.press(key)
    # then its fields follow: from the middle 2 % to the right, 5 % up, and turned by 15 degrees.
    for field, value in (("x", "0.520"), ("y", "0.450"), ("direction_degrees", "60")):
        expect(page.locator(f"[name=key_images-0-arrows-0-{field}]")).to_have_value(value)
    expect(the_picture(radiologist).locator("svg text")).to_have_text("1")
    radiologist.finds_the_page_accessible()

    # When she clicks on the picture, its tip lies there.
    box = the_picture(radiologist).bounding_box()
    assert box
    the_picture(radiologist).click(position={"x": box["width"] / 4, "y": box["height"] / 2})
    expect(page.locator("[name=key_images-0-arrows-0-x]")).to_have_value("0.250")
    # And the report shows it.
    radiologist.presses("Save and preview")
    expect(page.get_by_role("img", name="Image 1, left breast")).to_be_visible()
    radiologist.finds_the_page_accessible(everywhere=True)
    image = KeyImage.objects.get()
    assert (image.frame_number, image.identity) == (3, "confirmed")
    shown = drafts.current_document(image.examination.report).key_images[0]
    assert (shown.digest, shown.frame_number, shown.arrows[0].x) == (image.digest, 3, 0.25)
    assert shown.arrows[0].finding == "ducts[0].findings[0]"


def test_the_same_without_script(window: Windows, rosa: User, register: Any) -> None:
    report = register(**WANDA).report
    drafts.save(report, complete_document(), user=rosa, row_version=report.row_version)
    radiologist = window(rosa, java_script_enabled=False)
    radiologist.signs_in()
    page = radiologist.page
    radiologist.opens(f"/reports/{report.public_id}/edit/")
    radiologist.types("Impression › Impression", TYPED)
    # Attaching saves what is typed, and leads to a page of its own.
    radiologist.presses("Attach an image")
    radiologist.sees("Saved")
    page.get_by_label("PNG, JPEG or DICOM file").set_input_files(a_file(saved(picture(), "PNG"), "x.png"))
    radiologist.presses("Attach")
    radiologist.sees("do not identify the patient")
    page.get_by_role("checkbox").check()
    radiologist.presses("Attach this image")
    # Back in the editor the image stands in the report, to be saved.
    expect(the_picture(radiologist)).to_have_count(1)
    expect(radiologist.box("Impression › Impression")).to_have_value(TYPED)
    radiologist.chooses("Image 1 › Side", "left")
    radiologist.presses("Save")
    assert drafts.current_document(report).key_images[0].digest == KeyImage.objects.get().digest


def test_the_pages_of_images_are_accessible(signed_in: Windows, rosa: User, register: Any) -> None:
    report = register(**WANDA).report
    radiologist = signed_in(rosa)
    radiologist.opens(f"/reports/{report.public_id}/images/")
    radiologist.finds_the_page_accessible(everywhere=True)
    chooser = radiologist.page.get_by_label("PNG, JPEG or DICOM file")
    chooser.set_input_files(a_file(b"nothing", "x.png"))
    radiologist.presses("Attach")
    radiologist.sees("not a PNG, JPEG or DICOM image")
    radiologist.finds_the_page_accessible()
    chooser.set_input_files(a_file(dicom(np.stack([ramp(), ramp()]), BurnedInAnnotation="YES")))
    radiologist.presses("Attach")
    radiologist.sees("burned-in annotation", "2 frames")
    radiologist.finds_the_page_accessible(everywhere=True)

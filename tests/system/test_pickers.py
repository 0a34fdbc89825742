"""Places are chosen on pictures, by keys and by pointer; the fields and the pictures tell the same."""

from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import Locator, expect

from reporting.models import Examination, User
from reporting.workflow import drafts
from tests.cast import complete_document
from tests.system.conftest import Windows
from tests.system.pictures import photograph
from tests.system.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLACE = "Duct 1 › Finding 1 › Location"
CLOCK, DISTANCE = f"{PLACE} › Clock position in the breast", f"{PLACE} › Distance from the nipple"


def group(person: Person, way: str) -> Locator:
    scope = person.page.locator("body")
    for step in way.split(" › "):
        scope = scope.get_by_role("group", name=re.compile(rf"^{re.escape(step)}(?!\w)")).first
    return scope


def slider(person: Person, way: str, name: str) -> Locator:
    return group(person, way).get_by_role("slider", name=name).first


@pytest.fixture
def radiologist(signed_in: Windows, rosa: User, examination: Examination) -> Person:
    """Rosa at a draft about the left breast, as it was ordered."""
    report = examination.report
    drafts.save(report, complete_document(), user=rosa, row_version=report.row_version)
    person = signed_in(rosa)
    person.opens(f"/reports/{report.public_id}/edit/")
    return person


@pytest.mark.pictures
def test_a_finding_is_placed_by_arrow_keys(radiologist: Person, examination: Examination) -> None:
    # Given a finding at 2 o'clock, 25 mm from the nipple,
    clock = slider(radiologist, PLACE, "Clock position")
    expect(clock).to_have_attribute("aria-valuetext", "left breast, 2 o’clock, 25 mm from the nipple")
    # when Rosa turns it by two hours and moves it out by half a centimetre,
    clock.focus()
    for key in (
        "ArrowRight",
        "ArrowRight",
        "PageUp",
        "ArrowDown",
        "ArrowDown",
        "ArrowDown",
        "ArrowDown",
        "ArrowDown",
    ):
        radiologist.page.keyboard.press(key)
    # then it is spoken, and stands in the fields with its quadrant.
    spoken = "left breast, 4 o’clock, 30 mm from the nipple"
    focused = radiologist.page.locator("input[type=range]:focus")
    expect(focused).to_have_attribute("aria-valuetext", spoken)
    expect(focused).to_have_accessible_name("Distance from the nipple")
    expect(radiologist.box(CLOCK)).to_have_value("4")
    expect(radiologist.box(DISTANCE)).to_have_value("30")
    expect(radiologist.list(f"{PLACE} › Region").locator("option:checked")).to_have_text(
        "lower outer quadrant"
    )
    photograph(radiologist.page, "placed-by-keys")
    # When she thinks better of it, Escape gives back what was there.
    radiologist.page.keyboard.press("Escape")
    expect(radiologist.box(CLOCK)).to_have_value("2")
    expect(radiologist.box(DISTANCE)).to_have_value("25")
    expect(radiologist.list(f"{PLACE} › Region")).to_have_value("")
    # And a field that she types into moves the picture.
    radiologist.types(CLOCK, "11")
    expect(clock).to_have_attribute("aria-valuetext", "left breast, 11 o’clock, 25 mm from the nipple")
    radiologist.presses("Save")
    # The panel draws it too.
    told = re.compile(
        "^Clock-face diagram of the left breast.* 11 o’clock in the breast, 25 mm from the nipple"
    )
    expect(radiologist.page.locator("#panel-map desc").filter(has_text=told)).to_have_count(1)
    radiologist.waits_until_saved()
    finding = drafts.current_document(examination.report.fresh()).ducts[0].findings[0]
    assert (finding.location.clock_position, finding.location.distance_from_nipple_mm) == (11, 25)
    radiologist.finds_the_page_accessible(everywhere=True)


def test_orifice_branch_and_trigger_zone_are_placed_by_keys(radiologist: Person) -> None:
    keyboard = radiologist.page.keyboard
    slider(radiologist, "Duct 1 › Cannulation", "Clock position").focus()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "ArrowUp"):  # the first key of each direction begins
        keyboard.press(key)
    expect(radiologist.box("Duct 1 › Cannulation › Orifice: clock position on the nipple")).to_have_value(
        "11"
    )
    zone = radiologist.list("Duct 1 › Cannulation › Orifice: zone of the nipple")
    expect(zone.locator("option:checked")).to_have_text("between centre and edge")
    slider(radiologist, "Duct 1 › Finding 1", "Branch order").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        keyboard.press(key)
    branch = radiologist.list("Duct 1 › Finding 1 › Branch order").locator("option:checked")
    expect(branch).to_have_text("second-order branch")
    way = radiologist.list("Duct 1 › Finding 1 › Position along the duct").locator("option:checked")
    expect(way).to_have_text("near the nipple")
    slider(radiologist, "Duct 1 › Trigger zone", "Clock position").focus()
    for key in ("ArrowRight", "ArrowRight", "PageUp", "ArrowUp"):
        keyboard.press(key)
    expect(radiologist.box("Duct 1 › Trigger zone › Clock position in the breast")).to_have_value("1")
    expect(radiologist.box("Duct 1 › Trigger zone › Distance from the nipple")).to_have_value("11")
    found = radiologist.list("Duct 1 › Trigger zone › Trigger zone identified").locator("option:checked")
    expect(found).to_have_text("yes")
    keyboard.press("Delete")
    expect(radiologist.box("Duct 1 › Trigger zone › Distance from the nipple")).to_have_value("")


def test_the_pointer_picks_what_it_points_at(radiologist: Person) -> None:
    face = group(radiologist, PLACE).locator(".picker svg")
    face.scroll_into_view_if_needed()
    rings = face.locator("circle").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect()).map(box => [box.width, box.x, box.y])"
    )
    width, left, top = max(rings)  # the outer ring, 80 mm from the nipple
    for hour, distance_mm, quadrant in (
        (7, 40, "lower inner"),
        (10, 60, "upper inner"),
        (2, 20, "upper outer"),
    ):
        angle, reach = math.radians(hour * 30), width / 2 * distance_mm / 80
        x, y = left + width / 2 + reach * math.sin(angle), top + width / 2 - reach * math.cos(angle)
        radiologist.page.mouse.click(x, y)
        expect(radiologist.box(CLOCK)).to_have_value(str(hour))
        expect(radiologist.box(DISTANCE)).to_have_value(str(distance_mm))
        region = radiologist.list(f"{PLACE} › Region").locator("option:checked")
        expect(region).to_have_text(f"{quadrant} quadrant")
        # The mark stands where was clicked.
        box = face.locator(".picker-spot").bounding_box()
        assert box is not None
        assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == pytest.approx((x, y), abs=1.5)


def test_a_finger_taps_and_what_was_not_recorded_is_placed(
    signed_in: Windows, rosa: User, examination: Examination
) -> None:
    report = examination.report
    document = complete_document()
    duct = document.ducts[0]
    silent = duct.trigger_zone.model_copy(
        update={"not_recorded": ("clock_position", "distance_from_nipple_mm")}
    )
    ducts = (duct.model_copy(update={"trigger_zone": silent}),)
    saved = document.model_copy(update={"ducts": ducts})
    drafts.save(report, saved, user=rosa, row_version=report.row_version)
    # Given a trigger zone marked as not recorded, on a telephone,
    person = signed_in(rosa, has_touch=True, viewport={"width": 390, "height": 800})
    person.opens(f"/reports/{report.public_id}/edit/")
    face = group(person, "Duct 1 › Trigger zone").locator(".picker svg")
    face.scroll_into_view_if_needed()
    box = face.bounding_box()
    assert box is not None
    # when Rosa taps straight above the nipple, half way to the ring of 80 mm,
    person.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] * (29.3 - 8.8) / 50)
    # then it is placed, and can be saved.
    expect(person.box("Duct 1 › Trigger zone › Clock position in the breast")).to_have_value("12")
    expect(person.box("Duct 1 › Trigger zone › Distance from the nipple")).to_have_value("40")
    person.presses("Save")
    person.waits_until_saved()
    zone = drafts.current_document(report.fresh()).ducts[0].trigger_zone
    assert (zone.clock_position, zone.distance_from_nipple_mm, zone.not_recorded) == (12, 40, ())


def test_another_side_than_the_ordered_one_is_asked_about(radiologist: Person) -> None:
    # When Rosa chooses the other side than the one that was ordered,
    radiologist.chooses("Duct 1 › Side", "right")
    question = radiologist.page.get_by_role("alert").filter(has_text="The request says LEFT BREAST")
    expect(question).to_contain_text("Did you mean RIGHT BREAST?")
    # then the title of the duct names that side,
    expect(radiologist.page.locator("#ducts-0 > legend")).to_contain_text("RIGHT BREAST")
    # and nothing can be placed, and nothing signed, until she answers, whatever else she does.
    radiologist.adds("finding", "Duct 1")
    expect(radiologist.page.get_by_role("group", name=re.compile("^Finding 2"))).to_be_visible()
    expect(question).to_be_visible()
    expect(radiologist.page.locator("#ducts-0-trigger_zone .picker")).to_have_count(0)
    radiologist.presses("Save and sign…")
    expect(question.get_by_role("button", name="Yes, keep RIGHT BREAST")).to_be_focused()
    radiologist.finds_the_page_accessible()
    question.get_by_role("button", name="Yes, keep RIGHT BREAST").click()
    clock = slider(radiologist, "Duct 1 › Trigger zone", "Clock position")
    expect(clock).to_have_attribute("aria-valuetext", "right breast, no location selected")
    # A duct that she adds is on that side too, and she is not asked again of it.
    radiologist.adds("duct")
    expect(radiologist.list("Duct 2 › Side").locator("option:checked")).to_have_text("right")
    expect(question).to_have_count(0)
    radiologist.presses("Remove duct 2")
    expect(radiologist.page.locator("#ducts-1")).to_have_count(0)
    # A page that is loaded anew asks anew.
    radiologist.presses("Save")
    radiologist.waits_until_saved()
    radiologist.page.reload()
    expect(question).to_contain_text("Did you mean RIGHT BREAST?")
    expect(radiologist.page.locator("#ducts-0-trigger_zone .picker")).to_have_count(0)
    # It no longer does once she left the alert standing, which wants a reason.
    alert = radiologist.page.get_by_role("listitem").filter(
        has_text="Duct 1 is on a side that was not requested"
    )
    alert.get_by_role("button", name="Acknowledge with a reason").click()
    radiologist.types("Acknowledged alert 2 › Reason for acknowledging", "The order named the wrong side.")
    radiologist.presses("Save")
    radiologist.waits_until_saved()
    radiologist.page.reload()
    expect(clock).to_have_attribute("aria-valuetext", "right breast, no location selected")
    expect(question).to_have_count(0)
    # And when she answers no, the ordered side stands again.
    radiologist.chooses("Duct 1 › Side", "left")
    radiologist.chooses("Duct 1 › Side", "right")
    question.get_by_role("button", name="No, use LEFT BREAST").click()
    expect(radiologist.list("Duct 1 › Side").locator("option:checked")).to_have_text("left")
    expect(question).to_have_count(0)
    expect(clock).to_have_attribute("aria-valuetext", "left breast, no location selected")


def test_without_scripts_there_are_the_fields_alone(
    signed_in: Windows, rosa: User, examination: Examination
) -> None:
    person = signed_in(rosa, java_script_enabled=False)
    person.opens(f"/reports/{examination.report.public_id}/edit/")
    expect(person.box("Duct 1 › Trigger zone › Clock position in the breast")).to_be_visible()
    expect(person.page.locator(".picker, [type=range]")).to_have_count(0)

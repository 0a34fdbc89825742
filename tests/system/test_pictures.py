"""The pictures of the README: what each shows is compared with the page as it is today.

Beside the pictures, ``shown.json`` holds the headings, labels and buttons that were in sight when each was taken. A
picture is stale when the page shows others now; colours and margins may move. ``make screenshots`` takes all anew.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Page
from pypdf import PdfReader

from reporting.management import demo
from reporting.models import Report, User
from tests.conftest import unavailable
from tests.system.conftest import Windows
from tests.system.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
SHOWN = FOLDER / "shown.json"
TAKING = os.environ.get("SCREENSHOTS") == "1"
COLOURS = 96  # of a picture's palette: enough for pages, and few bytes
DESK, PHONE = (1280, 860), (360, 740)  # CSS pixels

# Headings, labels and buttons within the upper `share` of the window, as [text, in sight] pairs of the whole page.
WORDS = """share => [...document.querySelectorAll("h1, h2, h3, th, dt, label, legend, button, summary, nav a, .btn")]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && e.innerText.trim())
    .map(e => {
        const r = e.getBoundingClientRect(), inside = r.left >= 0 && r.right <= innerWidth && r.width > 1
        return [e.innerText.split(/\\s+/).join(" ").trim(), inside && r.top >= 0 && r.bottom <= innerHeight * share]
    })"""
SURELY_IN_SIGHT = 0.75  # of the height: dates of another length may wrap and push the rest beyond the edge


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of the demo as ``person`` sees it, scrolled to the element ``at``."""

    name: str
    person: str
    address: str
    at: str = ""
    size: tuple[int, int] = DESK


PICTURES = (
    Picture("worklist", "rosa", "/worklist/"),
    Picture("editor", "rosa", "/reports/{synthetic-incomplete-filling}/edit/", "ducts", (1440, 900)),
    Picture("editor-phone", "rosa", "/reports/{synthetic-incomplete-filling}/edit/", "ducts-0", PHONE),
    Picture("missing", "rosa", "/reports/{synthetic-incomplete-filling}/sign/"),
    Picture("sign", "rosa", "/reports/{synthetic-cancer-signs}/sign/"),
    Picture("inbox", "finn", "/inbox/"),
    Picture("report", "finn", "/reports/{synthetic-two-ducts}/"),
    Picture("history", "ada", "/cases/{c05}/"),
    Picture("differences", "ada", "/cases/{c05}/differences/"),
)
PRINTED = "synthetic-two-ducts"


@pytest.fixture
def reports() -> dict[str, str]:
    """The demo; ids of its reports by the names of their cases."""
    call_command("seed_demo", stdout=io.StringIO())
    return {story.case: str(_report(story.case).public_id) for story in demo.STORIES}


def _report(case: str) -> Report:
    return Report.objects.get(examination__accession_number=demo.document(case).identity.accession_number)


def take(page: Page, picture: Picture) -> None:
    image = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
    _write(picture.name, image)


def _write(name: str, image: Image.Image) -> None:
    # Without dithering: text stays sharp, and flat areas compress.
    small = image.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(FOLDER / f"{name}.png", optimize=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """Words of a page: all of them, those in sight, and those well inside the window."""

    everywhere: set[str]
    in_sight: set[str]
    surely: set[str]

    @classmethod
    def by(cls, page: Page) -> Shown:
        def seen(share: float) -> set[str]:
            return {text for text, inside in page.evaluate(WORDS, share) if inside}

        return cls({text for text, _inside in page.evaluate(WORDS, 1)}, seen(1), seen(SURELY_IN_SIGHT))


def compare(name: str, shown: Shown) -> None:
    """Write down what the picture shows; or see whether the page still shows that and nothing new."""
    recorded = json.loads(SHOWN.read_text(encoding="utf-8")) if SHOWN.exists() else {}
    if TAKING:
        text = json.dumps(
            recorded | {name: sorted(shown.in_sight)}, ensure_ascii=False, indent=1, sort_keys=True
        )
        SHOWN.write_text(text + "\n", encoding="utf-8")
        return
    before = set(recorded.get(name, ()))
    gone, new = before - shown.everywhere, shown.surely - before
    assert before and not gone and not new, (
        f"docs/screenshots/{name}.png is out of date (make screenshots): gone {gone}, new {new}"
    )


@pytest.mark.parametrize("person", sorted({picture.person for picture in PICTURES}))
def test_pictures_show_what_the_pages_show(window: Windows, reports: dict[str, str], person: str) -> None:
    user = User.objects.get(username=person)
    visitor = window(user)
    visitor.signs_in(demo.PASSWORD)
    stale = []
    for picture in PICTURES:
        if picture.person != person:
            continue
        _go(visitor, picture, reports)
        if TAKING:
            take(visitor.page, picture)
        try:
            compare(picture.name, Shown.by(visitor.page))
        except AssertionError as error:
            stale.append(str(error))
    assert not stale, "\n\n".join(stale)


def _go(visitor: Person, picture: Picture, reports: dict[str, str]) -> None:
    width, height = picture.size
    visitor.page.set_viewport_size({"width": width, "height": height})
    visitor.opens(picture.address.format(**reports))
    if picture.at:
        visitor.page.locator(f"#{picture.at}").evaluate("e => e.scrollIntoView()")


def test_the_picture_of_the_pdf_shows_what_is_printed(
    window: Windows, reports: dict[str, str], tmp_path: Path
) -> None:
    visitor = window(User.objects.get(username="finn"))
    visitor.signs_in(demo.PASSWORD)
    visitor.opens(f"/reports/{reports[PRINTED]}/")
    pdf = visitor.opens_pdf("PDF")
    if TAKING:
        program = shutil.which("pdftoppm") or unavailable("no pdftoppm (apt-get install poppler-utils)")
        (tmp_path / "report.pdf").write_bytes(pdf)
        command = [program, "-png", "-r", "90", "-singlefile", "report.pdf", "page"]
        subprocess.run(command, cwd=tmp_path, check=True)
        _write("pdf", Image.open(tmp_path / "page.png"))
    # Lines with a number hold dates and digests, which are others each time.
    lines = PdfReader(io.BytesIO(pdf)).pages[0].extract_text().splitlines()
    words = {line.strip() for line in lines if line.strip() and not re.search(r"\d", line)}
    compare("pdf", Shown(words, words, words))

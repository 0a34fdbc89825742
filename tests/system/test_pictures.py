"""The pictures of pages of the demo, as the README shows them. Scenes of other tests are taken there."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from PIL import Image
from pypdf import PdfReader

from reporting.management import demo
from reporting.models import Report, User
from tests.conftest import unavailable
from tests.system.conftest import Windows
from tests.system.pictures import TAKING, Shown, compare, photograph, write
from tests.system.steps import Person

pytestmark = [pytest.mark.browser, pytest.mark.pictures, pytest.mark.django_db(transaction=True)]

DESK, PHONE = (1280, 860), (360, 740)  # CSS pixels


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
    return {story.case: str(_report(story.case).public_id) for story in demo.DEMO_CASES}


def _report(case: str) -> Report:
    return Report.objects.get(examination__accession_number=demo.document(case).identity.accession_number)


@pytest.mark.parametrize("person", sorted({picture.person for picture in PICTURES}))
def test_pictures_show_what_the_pages_show(window: Windows, reports: dict[str, str], person: str) -> None:
    user = User.objects.get(username=person)
    visitor = window(user)
    visitor.signs_in(demo.PASSWORD)
    stale = []
    for scene in PICTURES:
        if scene.person != person:
            continue
        _go(visitor, scene, reports)
        try:
            photograph(visitor.page, scene.name)
        except AssertionError as error:
            stale.append(str(error))
    assert not stale, "\n\n".join(stale)


def _go(visitor: Person, scene: Picture, reports: dict[str, str]) -> None:
    width, height = scene.size
    visitor.page.set_viewport_size({"width": width, "height": height})
    visitor.opens(scene.address.format(**reports))
    if "/access/?" in visitor.page.url:
        visitor.chooses("Reason", "quality review")
        visitor.presses("Open report")
    if scene.at:
        visitor.page.locator(f"#{scene.at}").evaluate("e => e.scrollIntoView()")


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
        write("pdf", Image.open(tmp_path / "page.png"))
    # Lines with a number hold dates and digests, which are others each time.
    lines = PdfReader(io.BytesIO(pdf)).pages[0].extract_text().splitlines()
    words = {line.strip() for line in lines if line.strip() and not re.search(r"\d", line)}
    compare("pdf", Shown(words, words, words))

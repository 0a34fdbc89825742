"""Pictures of pages for the documentation, and whether the pages still show what the pictures do.

Beside the pictures, ``shown.json`` holds the headings, labels and buttons that were in sight when each was taken. A
picture is stale when the page shows others now; colours and margins may move. ``make screenshots`` takes all anew.
"""

from __future__ import annotations

import io
import json
import os
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
SHOWN = FOLDER / "shown.json"
TAKING = os.environ.get("SCREENSHOTS") == "1"
COLOURS = 96  # of a picture's palette: enough for pages, and few bytes
# Headings, labels and buttons within the upper `share` of the window, as [text, in sight] pairs of the whole page.
WORDS = """share => [...document.querySelectorAll("h1, h2, h3, th, dt, label, legend, button, summary, nav a, .btn")]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && e.innerText.trim())
    .map(e => {
        const r = e.getBoundingClientRect(), inside = r.left >= 0 && r.right <= innerWidth && r.width > 1
        return [e.innerText.split(/\\s+/).join(" ").trim(), inside && r.top >= 0 && r.bottom <= innerHeight * share]
    })"""
SURELY_IN_SIGHT = 0.75  # of the height: dates of another length may wrap and push the rest beyond the edge


def photograph(page: Page, name: str) -> None:
    """Take the window as it is now for docs/screenshots/NAME.png, or see that the picture is still true."""
    if TAKING:
        take(page, name)
    compare(name, Shown.by(page))


def take(page: Page, name: str) -> None:
    image = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
    write(name, image)


def write(name: str, image: Image.Image) -> None:
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

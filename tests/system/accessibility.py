"""What axe-core finds wrong with a page, in light and dark, on a phone and on a wide screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import Page

AXE: Final = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PHONE: Final = {"width": 360, "height": 740}  # CSS pixels
WIDE: Final = {"width": 1920, "height": 1080}
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def violations(page: Page) -> list[str]:
    """One line per violation: its rule and the first element it stands at."""
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [
        f"{each['id']} ({len(each['nodes'])}×): {each['nodes'][0]['html'][:200]}"
        f" {' '.join(each['nodes'][0]['failureSummary'].split())[:300]}"
        for each in found
    ]


# Where the page is wider than the window: the innermost elements whose content sticks out of them.
BEYOND = """() => {
    const shows = e => e.clientWidth && getComputedStyle(e).overflowX === "visible"
    const sticksOut = e => shows(e) && e.scrollWidth > e.clientWidth + 1
    return document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
        .filter(e => sticksOut(e) && ![...e.children].some(sticksOut))
        .map(e => e.cloneNode().outerHTML.slice(0, 200) + " " + e.scrollWidth + " px in " + e.clientWidth)
}"""


def overflow(page: Page) -> list[str]:
    """Elements that make the page wider than the window; empty when it fits."""
    return list(page.evaluate(BEYOND))


def check(page: Page, *, everywhere: bool = False) -> None:
    """Fail when axe finds anything, on a light wide screen and a dark phone; ``everywhere`` the other two as well."""
    found = []
    before = page.viewport_size
    for scheme in SCHEMES:
        for size in (WIDE, PHONE):
            if not everywhere and (scheme == "dark") == (size is WIDE):
                continue
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)  # type: ignore[arg-type]
            here = f"{page.url} {scheme} {size['width']} px"
            found += [f"{here}: {violation}" for violation in violations(page)]
            if beyond := overflow(page):
                found.append(f"{here}: wider than the window: {' | '.join(beyond)}")
    page.emulate_media(color_scheme=None)
    if before:
        page.set_viewport_size(before)
    assert not found, "\n".join(found)

"""What axe-core finds wrong with a page, in light and dark, on a phone, on a wide screen and magnified."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import Page

AXE: Final = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PHONE: Final = {"width": 360, "height": 740}  # CSS pixels
WIDE: Final = {"width": 1920, "height": 1080}
ZOOMED: Final = {"width": 640, "height": 360}  # what 200 % leaves of 1280 × 720 (WCAG 1.4.4)
Look = tuple[Literal["light", "dark"], dict[str, int]]
LOOKS: Final[tuple[Look, ...]] = (("light", WIDE), ("dark", PHONE))
EVERY_LOOK: Final[tuple[Look, ...]] = (*LOOKS, ("dark", WIDE), ("light", ZOOMED))


# Every rule, without a selector for each element, which nobody reads here and which takes long to find.
RUN: Final = """async rules => (await axe.run({
    resultTypes: ["violations"], selectors: false, ...(rules ? {runOnly: {type: "rule", values: rules}} : {}),
})).violations"""
# What a window of the same size can fail in its other colours only.
COLOUR_RULES: Final = ["color-contrast", "link-in-text-block"]


def violations(page: Page, *, colours_only: bool = False) -> list[str]:
    """One line per violation: its rule and the first element it stands at."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(RUN, COLOUR_RULES if colours_only else None)
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


# What gets the focus and is then not to be seen, because something that sticks to an edge lies over it.
COVERED = """() => {
    const sticks = e => ["fixed", "sticky"].includes(getComputedStyle(e).position)
    const over = (e, there) => !there || !there.contains(e) && (sticks(there) || over(e, there.parentElement))
    const seen = e => {
        const {left, top, width, height} = e.getBoundingClientRect()
        return !width || !height || [.1, .5, .9].some(share =>
            !over(e, document.elementFromPoint(left + width * share, top + height * share)))
    }
    const found = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex === 0)
        .filter(e => (e.focus(), document.activeElement === e && !seen(e)))
    document.activeElement.blur()
    return found.map(e => e.cloneNode().outerHTML.slice(0, 200))
}"""


def covered(page: Page) -> list[str]:
    """Elements that are hidden while they have the focus (WCAG 2.4.11)."""
    return list(page.evaluate(COVERED))


def check(page: Page, *, everywhere: bool = False) -> None:
    """Fail when axe finds anything, on a light wide screen and a dark phone.

    ``everywhere`` also on a dark wide screen and at 200 % zoom, where the focus has to stay in sight.
    """
    found = []
    judged: list[dict[str, int]] = []
    before = page.viewport_size
    for scheme, size in EVERY_LOOK if everywhere else LOOKS:
        # Where the page scrolls is asked at once, and not half way there.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(size)  # type: ignore[arg-type]
        here = f"{page.url} {scheme} {size['width']} px"
        found += [f"{here}: {one}" for one in violations(page, colours_only=size in judged)]
        judged.append(size)
        if beyond := overflow(page):
            found.append(f"{here}: wider than the window: {' | '.join(beyond)}")
        if size is ZOOMED and (hidden := covered(page)):
            found.append(f"{here}: focused and hidden: {' | '.join(hidden)}")
    page.emulate_media(color_scheme=None)
    if before:
        page.set_viewport_size(before)
    assert not found, "\n".join(found)

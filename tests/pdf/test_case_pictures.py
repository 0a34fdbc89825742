"""docs/cases shows the seven published cases as they print; `make golden` draws them anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from reporting.ductography.document import ReportDocument
from reporting.models import Meaning
from reporting.pdf.report import render

from .golden import MAY_DIFFER, TAKING, differing, drawn_pages, reduced
from .samples import LETTERHEAD, stamp

pytestmark = pytest.mark.golden

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "cases"
CASES = ("c02", "c03", "c05", "c07", "c10", "c13", "c14")
DPI = 80
COLOURS = 24

HEAD = """# Seven published cases

Ductograms that others published, entered from what their publications state, and printed. Nothing
was added: what a source does not state is missing on the page, or printed as *not recorded*. There are no patients'
names; the facility and the signature are invented. The documents are in [fixtures/cases](../../fixtures/cases).
`make golden` draws the pages again; a test fails if they no longer show what is printed.
"""


def case(name: str) -> ReportDocument:
    return ReportDocument.from_json((ROOT / "fixtures" / "cases" / f"{name}.json").read_bytes())


def path_of(name: str, number: int) -> Path:
    return FOLDER / f"{name}-page-{number}.png"


def pages(name: str, folder: Path) -> list[Image.Image]:
    given = case(name)
    return drawn_pages(
        render(given, stamp("final", given, meaning=str(Meaning.FINAL.label)), LETTERHEAD), folder, DPI
    )


def readme() -> str:
    """The page that shows them, each with where it was published."""
    parts = [HEAD]
    for name in CASES:
        title = f"\n## {name.upper()}\n\nSource: {case(name).origin.citation}\n\n"
        shown = [
            f"![{name.upper()}, page {number}]({path.name})\n"
            for number, path in enumerate(stored(name), start=1)
        ]
        parts.append(title + "\n".join(shown))
    return "".join(parts)


def stored(name: str) -> list[Path]:
    return sorted(FOLDER.glob(f"{name}-page-*.png"))


@pytest.mark.parametrize("name", CASES)
def test_the_pictures_of_a_case_show_what_is_printed(name: str, tmp_path: Path) -> None:
    drawn = pages(name, tmp_path)
    stale = list(staleness(name, drawn, tmp_path))
    if TAKING and stale:
        FOLDER.mkdir(exist_ok=True)
        for path in stored(name):
            path.unlink()
        for number, page in enumerate(drawn, start=1):
            few = page.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            few.save(path_of(name, number), optimize=True)
        stale = list(staleness(name, drawn, tmp_path))
    if TAKING:
        (FOLDER / "README.md").write_text(readme(), encoding="utf-8")
    assert not stale, "\n".join([*stale, "make golden"])


def staleness(name: str, drawn: list[Image.Image], folder: Path) -> Iterator[str]:
    """Which pictures are missing or show something else than ``drawn``; those are left in ``folder``."""
    if stored(name) != [path_of(name, number) for number in range(1, len(drawn) + 1)]:
        yield f"{name} has {len(drawn)} pages, {len(stored(name))} pictures"
    for path, page in zip(stored(name), drawn, strict=False):
        with Image.open(path) as picture:
            share = differing(reduced(picture.convert("RGB")), reduced(page))
        if share > MAY_DIFFER:
            page.save(folder / path.name)
            yield f"{share:.3%} of docs/cases/{path.name} is stale: {folder / path.name}"


def test_the_page_names_every_publication_and_no_picture_is_left_over() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == readme(), "make golden"
    assert {path.name.partition("-page-")[0] for path in FOLDER.glob("*.png")} == set(CASES)

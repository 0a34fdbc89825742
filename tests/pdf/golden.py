"""Reports as they were when somebody last looked at them: as pictures, as text, and as structure tree.

``make golden`` writes all of them anew; ``git diff`` then shows in words what has changed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageFilter

from tests.conftest import unavailable

from .reading import pages_by_pypdf
from .structure import marked_words, tree

FOLDER = Path(__file__).resolve().parents[1] / "golden"
TAKING = os.environ.get("GOLDEN") == "1"
DPI = 50
GREYS = 8  # of a picture: enough to tell a panel from paper, and few bytes
NEAR = 3  # pixels of 50 dpi, side of the square in which letters may be smoothed in another way
FAR = 80  # of 255: a pixel darker or lighter than all of its square in the other picture by as much is another one
# Share of such pixels. Another program that draws PDF (cairo) makes 0.00009 of them, one panel 3 mm aside 0.00025.
MAY_DIFFER = 0.00016
SHOWN, SHOWN_BEFORE = 120, 40  # letters of a line that differs, and those before the first that does


@dataclass(frozen=True, slots=True)
class Golden:
    """A report in its three forms; pictures page by page."""

    pictures: tuple[Image.Image, ...]
    text: str
    tree: str

    @classmethod
    def of(cls, pdf: bytes, folder: Path) -> Golden:
        """``folder`` takes the pages while they are drawn."""
        drawn = (reduced(page) for page in drawn_pages(pdf, folder))
        pages = pages_by_pypdf(pdf)
        text = "".join(f"=== page {number}\n{page}\n" for number, page in enumerate(pages, start=1))
        return cls(tuple(drawn), text, "\n".join(outlined(pdf)) + "\n")

    @classmethod
    def stored(cls, name: str) -> Golden:
        """What `store` wrote.

        Raises:
            FileNotFoundError: nothing of that name is stored.
        """
        pictures = tuple(Image.open(path).convert("L") for path in sorted(FOLDER.glob(f"{name}-page-*.png")))
        text, tree = (FOLDER / f"{name}.{kind}.txt" for kind in ("text", "tree"))
        return cls(pictures, text.read_text(encoding="utf-8"), tree.read_text(encoding="utf-8"))

    def store(self, name: str) -> None:
        """Write it into the folder, in place of what is there."""
        FOLDER.mkdir(exist_ok=True)
        for path in FOLDER.glob(f"{name}[-.]*"):
            path.unlink()
        for number, picture in enumerate(self.pictures, start=1):
            picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=GREYS).save(
                FOLDER / f"{name}-page-{number:02}.png", optimize=True
            )
        (FOLDER / f"{name}.text.txt").write_text(self.text, encoding="utf-8")
        (FOLDER / f"{name}.tree.txt").write_text(self.tree, encoding="utf-8")


def complaints(name: str, golden: Golden, made: Golden, folder: Path) -> Iterator[str]:
    """What of ``made`` is not as in ``golden``; new pictures and texts are left in ``folder``."""
    if len(golden.pictures) != len(made.pictures):
        yield f"{name}: {len(made.pictures)} pages, {len(golden.pictures)} before"
    for number, (before, now) in enumerate(zip(golden.pictures, made.pictures, strict=False), start=1):
        share = differing(before, now)
        if share > MAY_DIFFER:
            path = folder / f"{name}-page-{number:02}.png"
            now.save(path)
            yield f"{name}, page {number}: {share:.3%} of the page looks different: {path}"
    for kind, before_text, now_text in (
        ("text", golden.text, made.text),
        ("tree", golden.tree, made.tree),
    ):
        if before_text != now_text:
            path = folder / f"{name}.{kind}.txt"
            path.write_text(now_text, encoding="utf-8")
            yield f"{name}: another {kind} ({first_difference(before_text, now_text)}): {path}"


def first_difference(before: str, now: str) -> str:
    """The first line that differs, with the page it is on where pages are told."""
    page = ""
    for old, new in zip([*before.splitlines(), ""], [*now.splitlines(), ""], strict=False):
        if old != new:
            same = len(os.path.commonprefix([old, new]))
            start = max(same - SHOWN_BEFORE, 0)
            return f"{page}{old[start:][:SHOWN].strip()!r} was, {new[start:][:SHOWN].strip()!r} is"
        if old.startswith("=== "):
            page = f"{old.removeprefix('=== ')}: "
    return "one is longer"


def drawn_pages(pdf: bytes, folder: Path, dpi: int = DPI, by: str = "pdftoppm") -> list[Image.Image]:
    """The pages as a program of poppler draws them."""
    program = shutil.which(by) or unavailable(f"no {by} (apt-get install poppler-utils)")
    (folder / "drawn.pdf").write_bytes(pdf)
    command = [program, "-png", "-r", str(dpi), "drawn.pdf", "drawn"]
    subprocess.run(command, cwd=folder, check=True)
    drawn = []
    for path in sorted(folder.glob("drawn-*.png"), key=lambda path: int(re.sub(r"\D", "", path.stem))):
        with Image.open(path) as opened:
            drawn.append(opened.copy())
        path.unlink()
    return drawn


def reduced(picture: Image.Image) -> Image.Image:
    """``picture`` in few greys."""
    step = 255 / (GREYS - 1)
    return picture.convert("L").point(lambda grey: round(round(grey / step) * step))


def differing(before: Image.Image, now: Image.Image) -> float:
    """The share of pixels that have nothing like them in the other picture; 1 for pages of different size."""
    if before.size != now.size:
        return 1.0
    return max(_unlike(before, now), _unlike(now, before))


def _unlike(one: Image.Image, other: Image.Image) -> float:
    darkest, lightest = (one.filter(kind(NEAR)) for kind in (ImageFilter.MinFilter, ImageFilter.MaxFilter))
    darker = ImageChops.subtract(darkest, other).histogram()
    lighter = ImageChops.subtract(other, lightest).histogram()
    return (sum(darker[FAR:]) + sum(lighter[FAR:])) / sum(darker)


def outlined(pdf: bytes) -> Iterator[str]:
    """An element of the structure tree a line: its tag, what stands for it, and its own words."""
    words = marked_words(pdf)
    root = tree(pdf)

    def below(element: Any, depth: int) -> Iterator[str]:
        said = " ".join([element.tag, *_stands_for(element.entries)])
        own = " ".join("".join(words.get(mark, "") for mark in element.marks).split())
        yield "  " * depth + said + (f": {own}" if own else "")
        for kid in element.kids:
            yield from below(kid, depth + 1)

    yield from below(root, 0)


def _stands_for(entries: dict[str, Any]) -> Iterator[str]:
    if "/A" in entries and "/Scope" in entries["/A"]:
        yield f"({entries['/A']['/Scope'][1:]})"
    for name in ("/Alt", "/ActualText"):
        if name in entries:
            yield f"[{entries[name]}]"

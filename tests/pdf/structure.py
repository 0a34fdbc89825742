"""The structure tree read back: by pypdf as a tree, by poppler as text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pypdf import PdfReader

from tests.conftest import unavailable


@dataclass
class Tagged:
    """An element: its tag, its dictionary, the pages (from 0) of its own content, and what is below it.

    ``marks`` are the page and number of each piece of that content which is marked in the page.
    """

    tag: str
    entries: dict[str, Any]
    pages: list[int] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    kids: list[Tagged] = field(default_factory=list)

    def walk(self) -> Iterator[Tagged]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all(self, tag: str) -> list[Tagged]:
        return [found for found in self.walk() if found.tag == tag]


def tree(pdf: bytes) -> Tagged:
    """The one element below the structure tree root."""
    reader = PdfReader(io.BytesIO(pdf))
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}

    def below(node: Any) -> Tagged:
        made = Tagged(node["/S"][1:], node)
        for kid in node.get("/K", []):
            kid = kid.get_object()
            if isinstance(kid, int):
                made.pages.append(pages[node.raw_get("/Pg").idnum])
                made.marks.append((made.pages[-1], int(kid)))
            elif kid.get("/Type") in ("/MCR", "/OBJR"):
                made.pages.append(pages[kid.raw_get("/Pg").idnum])
                if "/MCID" in kid:
                    made.marks.append((made.pages[-1], int(kid["/MCID"])))
            else:
                made.kids.append(below(kid))
        return made

    return below(reader.root_object["/StructTreeRoot"]["/K"])


class _Marked(PDFTextDevice):
    """The words of each piece of marked content, by its page from 0 and its number, as pdfminer reads them."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.words: dict[tuple[int, int], str] = {}
        self._page, self._open = -1, list[int | None]()

    def begin_page(self, page: Any, ctm: Any) -> None:
        self._page += 1

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        self._open.append((props or {}).get("MCID"))

    def end_tag(self) -> None:
        self._open.pop()

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        number = next((found for found in reversed(self._open) if found is not None), None)
        if number is not None:
            codes = (code for part in seq if isinstance(part, bytes) for code in textstate.font.decode(part))
            text = "".join(map(textstate.font.to_unichr, codes))
            place = self._page, number
            self.words[place] = self.words.get(place, "") + text


def marked_words(pdf: bytes) -> dict[tuple[int, int], str]:
    """The words of each piece of marked content by its page, from 0, and its number there."""
    manager = PDFResourceManager()
    device = _Marked(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for page in PDFPage.get_pages(io.BytesIO(pdf)):
        interpreter.process_page(page)
    return device.words


def spoken_text(pdf: bytes) -> list[str]:
    """The pieces of text in the order of the tree, as poppler finds them."""
    return list(_spoken_text(pdf))


@lru_cache(maxsize=8)  # seconds for a long table, of which several tests ask
def _spoken_text(pdf: bytes) -> tuple[str, ...]:
    if shutil.which("pdfinfo") is None:
        unavailable("no pdfinfo on this machine (apt-get install poppler-utils)")
    done = subprocess.run(
        ["pdfinfo", "-struct-text", "-enc", "UTF-8", "-"], input=pdf, capture_output=True, check=True
    )
    return tuple(re.findall(r'^ *"(.*?)"$', done.stdout.decode(), re.MULTILINE | re.DOTALL))

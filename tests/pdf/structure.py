"""The structure tree read back: by pypdf as a tree, by poppler as text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader

from tests.conftest import unavailable


@dataclass
class Tagged:
    """An element: its tag, its dictionary, the pages (from 0) of its own content, and what is below it."""

    tag: str
    entries: dict[str, Any]
    pages: list[int] = field(default_factory=list)
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
            elif kid.get("/Type") in ("/MCR", "/OBJR"):
                made.pages.append(pages[kid.raw_get("/Pg").idnum])
            else:
                made.kids.append(below(kid))
        return made

    return below(reader.root_object["/StructTreeRoot"]["/K"])


def spoken_text(pdf: bytes) -> list[str]:
    """The pieces of text in the order of the tree, as poppler finds them."""
    if shutil.which("pdfinfo") is None:
        unavailable("no pdfinfo on this machine (apt-get install poppler-utils)")
    done = subprocess.run(
        ["pdfinfo", "-struct-text", "-enc", "UTF-8", "-"], input=pdf, capture_output=True, check=True
    )
    return re.findall(r'^ *"(.*?)"$', done.stdout.decode(), re.MULTILINE | re.DOTALL)

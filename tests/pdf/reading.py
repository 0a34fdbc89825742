"""Reading PDFs back with programs that know nothing of how they were made."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator

from django.conf import settings
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pypdf import PdfReader

from tests.conftest import unavailable


def have_cjk() -> None:
    """Skip where no font for Chinese, Japanese and Korean is installed."""
    if not settings.FALLBACK_FONTS:
        unavailable("no font for Chinese, Japanese and Korean (apt-get install fonts-wqy-microhei)")


def squeezed(text: str) -> str:
    """``text`` without any white space: where lines end is the page's business."""
    return re.sub(r"\s+", "", text)


def pages_by_pypdf(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def pages_by_poppler(pdf: bytes) -> list[str]:
    if shutil.which("pdftotext") is None:
        unavailable("no pdftotext on this machine (apt-get install poppler-utils)")
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    assert done.stderr == b""
    return done.stdout.decode().split("\f")[:-1]


def content(pages: list[str]) -> str:
    """What stands on the pages between head and foot, which are drawn first, in one squeezed text."""
    count = len(pages)
    found = []
    for number, page in enumerate(pages, start=1):
        before, foot, after = squeezed(page).partition(f"Page{number}of{count}")
        assert foot, f"page {number} of {count} has no such number"
        found.append(after)
        del before
    return "".join(found)


def characters(pdf: bytes) -> Iterator[tuple[int, LTChar, tuple[float, float]]]:
    """Every drawn character with its page number and the size of that page, as pdfminer places it."""

    def below(node: object) -> Iterator[LTChar]:
        if isinstance(node, LTChar):
            yield node
        elif isinstance(node, LTContainer):
            for child in node:
                yield from below(child)

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources)  # does not look for lines and columns, which takes longest
    interpreter = PDFPageInterpreter(resources, device)
    for number, drawn in enumerate(PDFPage.get_pages(io.BytesIO(pdf)), start=1):
        interpreter.process_page(drawn)
        page = device.get_result()
        for character in below(page):
            yield number, character, (page.width, page.height)

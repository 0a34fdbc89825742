"""Render the report as PDF; equal document, print state and letterhead give equal bytes."""

from __future__ import annotations

from threading import Lock
from types import MappingProxyType

from django.utils.translation import get_language
from reportlab import rl_config

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.print_state import Letterhead, PrintState
from reporting.ductography.layout.report_layout import ReportLayout, build_report_layout
from reporting.pdf.attachments import attachments

from .archival import UNSIGNED_TIME, FileDescription
from .canvas import TaggedCanvas
from .key_image_pages import Pictures, key_image_blocks
from .layout import PageFrame, draw_pages, paginate, paginate_compactly
from .sections import report_blocks
from .tagging import document as document_element
from .text import printable

# reportlab must not load an address from the text of a report.
rl_config.trustedHosts = ["none.invalid"]
rl_config.trustedSchemes = ["data"]
rl_config.useA85 = 0  # binary streams: smaller and faster than their ASCII form

# Subsetting changes a read position inside the shared font.
SAVING = Lock()
NO_PICTURES: Pictures = MappingProxyType({})


def render(
    document: ReportDocument,
    print_state: PrintState,
    letterhead: Letterhead,
    pictures: Pictures = NO_PICTURES,
) -> bytes:
    """Render ``document`` in its ``print_state``; ``pictures`` are the files of its key images by digest.

    A signed report has its document and FHIR bundle attached. A character that no font has is printed as its code, so
    that a preview never fails; check ``fonts.missing_glyphs`` before signing.
    """
    layout = build_report_layout(document, print_state, letterhead)
    root = document_element()
    frame = PageFrame(layout, tuple(root.add("P") for _ in layout.marks))
    pages = paginate_compactly(list(report_blocks(layout, root)), frame)
    pages += paginate(
        list(key_image_blocks(layout.images, pictures, root, frame.page_style)), frame, first=len(pages) + 1
    )
    canvas = TaggedCanvas(frame.page_style.page, root, _description(layout, print_state))
    draw_pages(canvas, pages, frame)
    attached = attachments(document, print_state)
    with SAVING:
        return canvas.finish(*attached)


def _description(layout: ReportLayout, print_state: PrintState) -> FileDescription:
    return FileDescription(
        title=f"{layout.title}, {layout.subtitle}",
        author=printable(layout.letterhead.name),
        subject=layout.title,
        language=get_language() or "en",
        moment=print_state.signed_at or UNSIGNED_TIME,
        identity=layout.digest,
    )

"""The report as PDF: the same document, stamp and letterhead always make the same bytes."""

from __future__ import annotations

import datetime
import hashlib
import io
from threading import Lock

from django.utils.translation import get_language
from reportlab import rl_config
from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas

from reporting.ductography.composition import Composition, compose
from reporting.ductography.document import ReportDocument

from . import style
from .fonts import REGULAR
from .layout import Frame, draw_pages, paginate
from .sections import report_blocks
from .stamp import Letterhead, Stamp
from .text import printable

# No text of a report is ever read as an address; should one be, it leads nowhere.
rl_config.trustedHosts = ["none.invalid"]
rl_config.trustedSchemes = ["data"]
rl_config.useA85 = 0  # binary streams: smaller and faster than their ASCII form

UNSIGNED_TIME = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
# Cutting the subset of a font moves a read position inside the shared font.
SAVING = Lock()


def render(document: ReportDocument, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """``document`` as PDF in the state that ``stamp`` tells.

    Nothing is refused here: a character that no font has shows its code, so that a preview never fails. Ask
    ``fonts.missing_glyphs`` before signing.
    """
    composition = compose(document, stamp, letterhead)
    frame = Frame(composition)
    pages = paginate(list(report_blocks(composition)), frame)
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=style.PAGE,
        pageCompression=1,
        invariant=1,
        initialFontName=REGULAR.fontName,  # type: ignore[arg-type]  # the published types want a number
        lang=get_language() or "en",
    )
    _describe(canvas, composition, stamp)
    draw_pages(canvas, pages, frame)
    with SAVING:
        canvas.save()
    return buffer.getvalue()


def _describe(canvas: Canvas, composition: Composition, stamp: Stamp) -> None:
    """Title, time and identifier of the file; none of them tells who the patient is."""
    moment = (stamp.signed_at or UNSIGNED_TIME).astimezone(datetime.UTC)
    time = TimeStamp(invariant=1)
    time.t, time.lt, time.dhh, time.dmm = moment.timestamp(), moment.timetuple(), 0, 0
    time.YMDhms = moment.timetuple()[:6]
    identifier = hashlib.sha256(
        f"{composition.subtitle}\n{composition.digest}\n{moment}".encode()
    ).hexdigest()[:32]
    document = canvas._doc  # type: ignore[attr-defined]  # missing in the published types
    document._timeStamp = time
    document._ID = f"[<{identifier}><{identifier}>]".encode()
    canvas.setTitle(f"{composition.title}, {composition.subtitle}")
    canvas.setAuthor(printable(composition.letterhead.name))
    canvas.setSubject(composition.title)
    canvas.setCreator("reportlab")

"""The same words set by other programs: what a report would cost with them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

import typst
import weasyprint
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle
from weasyprint.text.fonts import FontConfiguration

from reporting.ductography.layout.report_layout import ReportLayout
from reporting.pdf import style
from reporting.pdf.archival import Attachment
from reporting.pdf.fonts import FOLDER

HERE = Path(__file__).parent
STANDARDS = ["a-3a", "ua-1"]
FONT = (FOLDER / "DejaVuSansCondensed.ttf").as_uri()
STYLE = """
@page { size: A4; margin: 17mm; @bottom-right { content: counter(page) " of " counter(pages) } }
body { font: 8.7pt/11.8pt Report } h1, h2, h3, h4 { font: bold 9.5pt Report; margin: 7pt 0 2pt } p { margin: 2pt 0 }
table { width: 100%; border-collapse: collapse } th { font-weight: normal; text-align: left; width: 16% }
"""

Block = dict[str, Any]


def blocks(layout: ReportLayout) -> Iterator[Block]:
    """Headings, pairs of label and answer, and paragraphs: every word of the report, without heads and feet."""
    yield {"kind": "heading", "level": 1, "text": layout.title}
    yield _pairs((*layout.running_identity, *layout.identity))
    yield {"kind": "heading", "level": 2, "text": "RESULT"}
    for line in filter(None, (layout.side, *layout.result, layout.category, *layout.caveats)):
        yield {"kind": "text", "text": line}
    if layout.recommendation:
        yield {"kind": "heading", "level": 2, "text": "FOLLOW-UP RECOMMENDATION"}
        yield _pairs(layout.recommendation)
    for section in layout.details:
        yield from _section(section, 2)
    yield _pairs(layout.signature)
    yield {"kind": "text", "text": layout.digest}


def _pairs(entries: Any) -> Block:
    return {"kind": "pairs", "texts": [text for entry in entries for text in (entry.label, entry.text)]}


def _section(section: Any, level: int) -> Iterator[Block]:
    yield {"kind": "heading", "level": level, "text": section.title}
    if section.entries:
        yield _pairs(section.entries)
    for below in section.sections:
        yield from _section(below, level + 1)


def typst_peer() -> Callable[[ReportLayout, tuple[Attachment, ...]], bytes]:
    """Typst with a compiler that is kept: PDF/A-3a and PDF/UA-1, with the same attached files.

    It remembers what it has set before, so each time every answer ends in another number: no report is written twice.
    """
    numbers = count(1000)
    compiler = typst.Compiler(str(HERE / "report.typ"), font_paths=[str(FOLDER)])

    def render(layout: ReportLayout, attachments: tuple[Attachment, ...]) -> bytes:
        files = [
            {
                "name": attachment.name,
                "content": attachment.content.decode(),
                "type": attachment.media_type,
                "relationship": attachment.relationship.lower(),
            }
            for attachment in attachments
        ]
        data = {
            "title": layout.title,
            "author": layout.letterhead.name,
            "blocks": [_numbered(block, next(numbers)) for block in blocks(layout)],
            "files": files,
        }
        made = compiler.compile(format="pdf", pdf_standards=STANDARDS, sys_inputs={"data": json.dumps(data)})
        assert isinstance(made, bytes)
        return made

    return render


def _numbered(block: Block, number: int) -> Block:
    if block["kind"] == "heading":
        return block
    if block["kind"] == "text":
        return {**block, "text": f"{block['text']} {number}"}
    texts = [f"{text} {number}" if place % 2 else text for place, text in enumerate(block["texts"])]
    return {**block, "texts": texts}


def weasyprint_peer() -> Callable[[ReportLayout], bytes]:
    """WeasyPrint: PDF/UA-1; its fonts are read once."""
    fonts = FontConfiguration()
    sheet = weasyprint.CSS(
        string=f"@font-face {{ font-family: Report; src: url({FONT}) }}{STYLE}", font_config=fonts
    )

    def render(layout: ReportLayout) -> bytes:
        body = "".join(map(_html, blocks(layout)))
        page = f"<html lang=en><title>{escape(layout.title)}</title><body>{body}</body></html>"
        html = weasyprint.HTML(string=page)
        made = html.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
        assert isinstance(made, bytes)
        return made

    return render


def _html(block: Block) -> str:
    if block["kind"] == "heading":
        level = min(block["level"], 4)
        return f"<h{level}>{escape(block['text'])}</h{level}>"
    if block["kind"] == "text":
        return f"<p>{escape(block['text'])}</p>"
    texts = [escape(text) for text in block["texts"]]
    cells = [f"<th scope=row>{texts[at]}</th><td>{texts[at + 1]}</td>" for at in range(0, len(texts), 2)]
    cells += ["<th scope=row>–</th><td>–</td>"] * (len(cells) % 2)
    rows = "".join(f"<tr>{cells[at]}{cells[at + 1]}</tr>" for at in range(0, len(cells), 2))
    return f"<table>{rows}</table>"


def platypus_peer() -> Callable[[ReportLayout], bytes]:
    """reportlab's own layout engine as its manual shows it: neither tagged nor archival."""
    value = ParagraphStyle("value", fontName=style.VALUE.font.fontName, fontSize=8.7, leading=11.8)
    heading = ParagraphStyle("heading", fontName=style.STRONG.font.fontName, fontSize=9.5, leading=13)
    top = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])

    def render(layout: ReportLayout) -> bytes:
        story: list[Any] = []
        for block in blocks(layout):
            if block["kind"] == "pairs":
                cells = [Paragraph(escape(text), value) for text in block["texts"]]
                rows = [cells[at : at + 4] for at in range(0, len(cells), 4)]
                rows[-1] += [""] * (4 - len(rows[-1]))
                story.append(
                    Table(rows, colWidths=[style.page_style_of(layout.letterhead).width / 4] * 4, style=top)
                )
            else:
                story.append(
                    Paragraph(escape(block["text"]), heading if block["kind"] == "heading" else value)
                )
        buffer = io.BytesIO()
        SimpleDocTemplate(buffer, leftMargin=style.MARGIN_X, rightMargin=style.MARGIN_X).build(story)
        return buffer.getvalue()

    return render

"""Convert a report layout into rows and panels, top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from reporting.ductography.document import Difference
from reporting.ductography.layout.recommendation_entries import is_step
from reporting.ductography.layout.report_layout import ReportLayout
from reporting.ductography.layout.status_banners import Notice

from . import style
from .answer_flow import detail_rows
from .blocks import Cell, Panel, Row, Run
from .diagram import map_blocks
from .fields import Pair, change_rows, grid_rows, labelled_row, text_row
from .letterhead import letterhead_block
from .page_breaks import Block
from .signature import signature_block
from .style import PageStyle, page_style_of
from .tagging import Element
from .text import Face, Line, printable

# Taller lists of changes are shortened at the top and printed in full before the signature.
CHANGES_HEIGHT = 170.0
CHANGES_AT_TOP = 8
CHANGE_LINES = 3
REMARK_GAP = 14.0
REMARK_SHARE = 0.4  # of the width of the panel; longer remarks are on their own lines


def report_blocks(layout: ReportLayout, root: Element) -> Iterator[Block]:
    """Yield every block of the report in reading order and add their elements to ``root`` in the same order."""
    page_style = page_style_of(layout.letterhead)
    yield letterhead_block(layout.letterhead, layout.title, layout.subtitle, root, page_style)
    yield _identity(layout, root, page_style)
    changes, inner = layout.changes, page_style.notice_panel.inner
    height = sum(row.height for row in change_rows(changes, inner, Element("Sect")))
    shortened = height > CHANGES_HEIGHT
    for notice in layout.notices:
        yield _notice(notice, root, page_style, changes if notice.key == "changes" else (), shortened)
    yield _result(layout, root, page_style)
    if layout.recommendation:
        yield _recommendation(layout, root, page_style)
    yield from map_blocks(layout.map, root, page_style)
    for notice in layout.addenda:
        yield _notice(notice, root, page_style)
    rows = list(detail_rows(layout.details, root, page_style, after_panel=not layout.map.rows))
    # The signature is never alone on a page.
    yield from [*rows[:-1], *(replace(row, keeps_next=True) for row in rows[-1:])]
    if shortened:
        section = root.add("Sect")
        yield _heading(_("Full list of changes"), page_style.section, page_style.width, section, above=9.0)
        yield from change_rows(changes, inner, section)
    yield signature_block(layout, root, page_style.plain_panel)


def _heading(text: str, face: Face, width: float, section: Element, above: float = 0.0) -> Row:
    return text_row(text, face, width, section.heading(2, text), above=above, keeps_next=True)


def _identity(layout: ReportLayout, root: Element, page_style: PageStyle) -> Panel:
    name, born, *others = layout.running_identity
    known = {entry.path for entry in layout.running_identity}
    more = [entry for entry in layout.identity if entry.path not in known]
    table = root.add("Table")
    pairs = [Pair.of(name, table, style.NAME), Pair.of(born, table, style.BORN)]
    pairs += [Pair.of(entry, table) for entry in (*others, *more)]
    rows = grid_rows(pairs, page_style.plain_panel.inner)
    return Panel(tuple(rows), page_style.plain_panel, above=5.0)


def _result(layout: ReportLayout, root: Element, page_style: PageStyle) -> Panel:
    width = page_style.result_panel.inner
    section = root.add("Sect")
    rows = [_result_head(layout.side, section, page_style)]
    rows += [
        text_row(line, style.RESULT, width, section.add("P"))
        for line in layout.result or (_("No impression entered."),)
    ]
    caveats = list(layout.caveats)
    if caveats and (row := _with_remark(rows[-1], caveats[0], width, section)):
        rows[-1] = row
        del caveats[0]
    label, strong, face = style.RESULT_LABEL, style.RESULT_STRONG, style.RESULT
    if layout.category or layout.result_details:
        table = section.add("Table")
    if layout.category:
        each = layout.category.replace("; ", "\n")  # a line for each breast
        rows.append(labelled_row(_("Assessment"), each, label, strong, width, table, above=2.0))
    for entry in layout.result_details:
        rows.append(labelled_row(entry.label, entry.text, label, face, width, table))
    rows += [text_row(remark, style.VALUE, width, section.add("P"), above=2.0) for remark in caveats]
    return Panel(tuple(rows), page_style.result_panel, above=6.0)


def _with_remark(row: Row, remark: str, width: float, section: Element) -> Row | None:
    """Return ``row`` with a short remark after its last line, or None if it does not fit."""
    face, (cell,) = style.LABEL, row.cells
    last = cell.lines[-1]
    left = _text_end(cell) + REMARK_GAP
    needed = face.width(printable(remark))
    if isinstance(last[-1].text, Line) or needed > REMARK_SHARE * width or left + needed > width:
        return None
    line = (*last, Run(face, printable(remark), section.add("P"), left))
    return replace(row, cells=(Cell([*cell.lines[:-1], line]),))


def _result_head(side: str, section: Element, page_style: PageStyle) -> Row:
    """Return the heading of the impression, followed by the side in larger type."""
    title, face = _("IMPRESSION"), page_style.panel_title
    cells = [Cell.plain([title], face, section.heading(2, title))]
    if side:
        cells.append(Cell.plain([side], style.SIDE, section.add("P"), face.width(title) + 14.0))
    return Row(tuple(cells), style.SIDE.leading if side else face.leading, keeps_next=True)


def _recommendation(layout: ReportLayout, root: Element, page_style: PageStyle) -> Panel:
    width = page_style.action_panel.inner
    section = root.add("Sect")
    rows = [_heading(_("RECOMMENDATION"), page_style.panel_title, width, section)]
    table = section.add("Table")
    for entry in layout.recommendation:
        face = style.RESULT_STRONG if is_step(entry.path) else style.RESULT
        rows.append(labelled_row(entry.label, entry.text, style.RESULT_LABEL, face, width, table))
    return Panel(tuple(rows), page_style.action_panel, above=5.0)


def _text_end(cell: Cell) -> float:
    """Return the end of the last line, from the left edge of the cell."""
    run = cell.lines[-1][-1]
    return run.left + run.face.width(run.text)


def _notice(
    notice: Notice,
    root: Element,
    page_style: PageStyle,
    changes: Sequence[Difference] = (),
    shortened: bool = False,
) -> Panel:
    """Return a notice with the changes; ``shortened`` if the full list is printed elsewhere."""
    width = page_style.notice_panel.inner
    section = root.add("Sect")
    heading = section.heading(2, notice.title)
    rows = [text_row(notice.title, style.STRONG, width, heading, keeps_next=bool(notice.entries))]
    table = None
    for entry in notice.entries:
        if entry.label:
            table = table or section.add("Table")
            rows.append(labelled_row(entry.label, entry.text, style.LABEL, style.VALUE, width, table))
        else:
            table = None
            rows.append(text_row(entry.text, style.VALUE, width, section.add("P")))
    if shortened and changes:
        rows += change_rows(changes[:CHANGES_AT_TOP], width, section, CHANGE_LINES)
        remark = _("Changes are abbreviated here; the full list precedes the signature.")
        rows.append(text_row(remark, style.LABEL, width, section.add("P")))
    else:
        rows += change_rows(changes, width, section)
    return Panel(tuple(rows), page_style.notice_panel, above=6.0)

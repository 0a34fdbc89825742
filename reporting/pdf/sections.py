"""What stands where on the paper: a composition turned into rows and panels, top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from reporting.ductography.composition import Composition
from reporting.ductography.document import Difference
from reporting.ductography.notices import Notice

from . import style
from .blocks import Cell, Panel, Row
from .breaks import Block
from .evidence import section_rows
from .fields import GRID_LABEL, change_rows, grid_rows, labelled_row, text_row
from .letterhead import head
from .text import printable

# Changes that need more height than this at the top are shortened there and stand in full before the signature.
CHANGES_HEIGHT = 170.0
CHANGES_AT_TOP = 8
CHANGE_LINES = 3


def report_blocks(composition: Composition) -> Iterator[Block]:
    """Every block of the report in reading order."""
    yield head(composition.letterhead)
    yield _title(composition)
    yield _identity(composition)
    changes = list(change_rows(composition.changes, style.NOTICE_PANEL.inner))
    shortened = sum(row.height for row in changes) > CHANGES_HEIGHT
    for notice in composition.notices:
        rows = changes if notice.key == "changes" else []
        yield _notice(notice, _shortened(composition.changes) if shortened and rows else rows)
    yield _result(composition)
    if composition.recommendation:
        yield _recommendation(composition)
    for notice in composition.addenda:
        yield _notice(notice)
    rows = [
        row
        for index, section in enumerate(composition.evidence)
        for row in section_rows(section, after_panel=index == 0)
    ]
    # The signature never stands alone on a page.
    yield from [*rows[:-1], *(replace(row, keeps_next=True) for row in rows[-1:])]
    if shortened:
        yield text_row(_("All changes in full"), style.SECTION, style.WIDTH, above=9.0, keeps_next=True)
        yield from changes
    yield _signature(composition)


def _title(composition: Composition) -> Row:
    title = printable(composition.title)
    left = style.TITLE.width(title) + 10
    return Row(
        (
            Cell.plain([title], style.TITLE),
            Cell.plain([printable(composition.subtitle)], style.SUBTITLE, left),
        ),
        style.TITLE.leading,
        above=7.0,
        keeps_next=True,
    )


def _identity(composition: Composition) -> Panel:
    name, *others = composition.running
    known = {entry.path for entry in composition.running}
    more = [entry for entry in composition.identity if entry.path not in known]
    width = style.PLAIN_PANEL.inner
    rows = [
        labelled_row(name.label, name.text, style.NAME_LABEL, style.NAME, width, label_width=GRID_LABEL),
        *grid_rows([*others, *more], width),
    ]
    return Panel(tuple(rows), style.PLAIN_PANEL, above=3.0)


def _result(composition: Composition) -> Panel:
    width = style.RESULT_PANEL.inner
    rows = [text_row(_("RESULT"), style.PANEL_TITLE, width, keeps_next=True)]
    if composition.side:
        rows.append(text_row(composition.side, style.SIDE, width, keeps_next=True))
    rows += [
        text_row(line, style.RESULT, width) for line in composition.result or (_("No result is entered."),)
    ]
    if composition.category:
        label, face = style.RESULT_LABEL, style.RESULT_STRONG
        each = composition.category.replace("; ", "\n")  # a line for each breast
        rows.append(labelled_row(_("Category"), each, label, face, width, above=2.0))
    for entry in composition.result_details:
        rows.append(labelled_row(entry.label, entry.text, style.RESULT_LABEL, style.RESULT, width))
    rows += [text_row(caveat, style.VALUE, width, above=2.0) for caveat in composition.caveats]
    return Panel(tuple(rows), style.RESULT_PANEL, above=7.0)


def _recommendation(composition: Composition) -> Panel:
    width = style.ACTION_PANEL.inner
    rows = [text_row(_("FOLLOW-UP RECOMMENDATION"), style.PANEL_TITLE, width, keeps_next=True)]
    first = {"recommendation.actions", "recommendation.within", "recommendation.responsible"}
    for entry in composition.recommendation:
        face = style.RESULT_STRONG if entry.path in first else style.RESULT
        rows.append(labelled_row(entry.label, entry.text, style.RESULT_LABEL, face, width))
    return Panel(tuple(rows), style.ACTION_PANEL, above=6.0)


def _notice(notice: Notice, below: Sequence[Row] = ()) -> Panel:
    width = style.NOTICE_PANEL.inner
    rows = [text_row(notice.title, style.STRONG, width, keeps_next=bool(notice.entries))]
    for entry in notice.entries:
        rows.append(
            labelled_row(entry.label, entry.text, style.LABEL, style.VALUE, width)
            if entry.label
            else text_row(entry.text, style.VALUE, width)
        )
    return Panel((*rows, *below), style.NOTICE_PANEL, above=6.0)


def _shortened(changes: Sequence[Difference]) -> list[Row]:
    width = style.NOTICE_PANEL.inner
    said = _("The changes are shortened here; in full they stand before the signature.")
    return [
        *change_rows(changes[:CHANGES_AT_TOP], width, CHANGE_LINES),
        text_row(said, style.LABEL, width),
    ]


def _signature(composition: Composition) -> Panel:
    width = style.PLAIN_PANEL.inner
    rows = list(grid_rows(composition.signature, width))
    if composition.digest:
        label, face = style.LABEL, style.FINGERPRINT
        rows.append(
            labelled_row(
                _("Document SHA-256"), composition.digest, label, face, width, label_width=GRID_LABEL
            )
        )
    return Panel(tuple(rows), style.PLAIN_PANEL, above=10.0, whole=True)

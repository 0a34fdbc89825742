"""Render the report as plain text, 80 characters wide, with the same contents and order as the PDF."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from ..document import Difference, ReportDocument
from .print_state import Letterhead, PrintState
from .report_layout import ReportLayout, build_report_layout
from .report_sections import Entry, Section
from .status_banners import Notice

WIDTH = 80
INDENT = "  "


def render_text(document: ReportDocument, print_state: PrintState, letterhead: Letterhead) -> str:
    """Render ``document`` in its ``print_state`` as text with line feeds, ending with one.

    No line is longer than 80 characters, except one that contains the digest or a longer word.
    """
    return "\n".join(_lines(build_report_layout(document, print_state, letterhead))) + "\n"


def _lines(layout: ReportLayout) -> Iterator[str]:
    letterhead = layout.letterhead
    for text in (letterhead.name, letterhead.address, letterhead.phone):
        yield from _wrap(text)
    for mark in layout.marks:
        yield from ("", f"*** {mark.text} ***")
    yield from _title(f"{layout.title}, {layout.subtitle}", "=")
    known = {entry.path for entry in layout.running_identity}
    yield from _entries(layout.running_identity)
    yield from _entries(entry for entry in layout.identity if entry.path not in known)
    for notice in layout.notices:
        yield from _notice(notice)
        if notice.key == "changes":
            yield from _changes(layout.changes)
    yield from _result(layout)
    if layout.recommendation:
        yield from _title(_("Recommendation"))
        yield from _entries(layout.recommendation)
    if layout.map.rows:
        yield from _title(_("Description of the diagrams"))
        for figure in layout.map.figures:
            yield from _wrap(figure.alt)
    for notice in layout.addenda:
        yield from _notice(notice)
    for section in layout.details:
        yield from _section(section)
    if layout.images:
        yield from _title(_("Key images"))
    for image in layout.images:
        yield from _wrap(image.title)
        yield from _wrap(image.caption, INDENT)
        yield from _entries(image.entries, INDENT)
    yield from _title(_("Signature"))
    yield from _entries(layout.signature)
    if layout.digest:
        yield f"{_('SHA-256 of the document')}:"
        yield INDENT + layout.digest


def _result(layout: ReportLayout) -> Iterator[str]:
    yield from _title(_("Impression"))
    if layout.side:
        yield layout.side
    for line in layout.result or (_("No impression entered."),):
        yield from _wrap(line)
    if layout.category:
        yield from _entry(_("Assessment"), layout.category)
    yield from _entries(layout.result_details)
    for caveat in layout.caveats:
        yield from _wrap(caveat)


def _section(section: Section, depth: int = 0) -> Iterator[str]:
    if depth:
        yield from _wrap(section.title, INDENT * (depth - 1))
    else:
        yield from _title(section.title)
    yield from _entries(section.entries, INDENT * depth)
    for below in section.sections:
        yield from _section(below, depth + 1)


def _notice(notice: Notice) -> Iterator[str]:
    yield from _title(notice.title)
    yield from _entries(notice.entries)


def _changes(changes: Iterable[Difference]) -> Iterator[str]:
    for change in changes:
        yield from _wrap(change.label)
        yield from _entry(_("previous"), change.old or "–", INDENT)
        yield from _entry(_("current"), change.new or "–", INDENT)


def _title(text: str, underline: str = "-") -> Iterator[str]:
    yield ""
    lines = list(_wrap(text))
    yield from lines
    yield underline * max(map(len, lines))


def _entries(entries: Iterable[Entry], indent: str = "") -> Iterator[str]:
    for entry in entries:
        yield from _entry(entry.label, entry.text, indent)


def _entry(label: str, text: str, indent: str = "") -> Iterator[str]:
    """Yield “label: text” with further lines indented; a full stop at the end of the label is removed."""
    yield from _wrap(f"{label.removesuffix('.')}: {text}" if label else text, indent, indent + INDENT)


def _wrap(text: str, indent: str = "", further: str | None = None) -> Iterator[str]:
    """Wrap ``text``, keeping its own line breaks; ``further`` indents all lines but the first."""
    further = indent if further is None else further
    for paragraph in text.splitlines():
        yield from textwrap.wrap(
            paragraph,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=further,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
        indent = further

"""Status of a printed report: marks on every page, and notices above the result."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..document import ReportDocument
from ..document.formatting import moment
from ..vocabulary import Origin
from .bidi_isolation import bidi_isolated
from .print_state import PrintState
from .report_sections import Entry


@dataclass(frozen=True, slots=True)
class PageMark:
    """A status text on every page.

    A ``strong`` mark means that the report must not be acted on. Its ``watermark`` is printed across the page, with
    a line from corner to corner if ``struck_through``.
    """

    text: str
    watermark: str = ""
    struck_through: bool = False

    @property
    def strong(self) -> bool:
        return bool(self.watermark)


@dataclass(frozen=True, slots=True)
class Notice:
    """A box above the result or, for the text of an addendum, below the recommendation."""

    key: str
    title: str
    entries: tuple[Entry, ...]


def page_marks(document: ReportDocument, print_state: PrintState) -> tuple[PageMark, ...]:
    """Return the marks printed at the top of every page."""
    of_status = {
        "draft": PageMark(_("DRAFT – NOT SIGNED – NOT FOR CLINICAL USE"), _("DRAFT")),
        "preliminary": PageMark(_("PRELIMINARY REPORT – THE FINAL REPORT MAY DIFFER"), _("PRELIMINARY")),
        "amended": PageMark(_("AMENDED REPORT – SUPERSEDES PREVIOUS VERSIONS")),
        "addendum": PageMark(_("THIS REPORT HAS AN ADDENDUM")),
        "withdrawn": PageMark(_("WITHDRAWN – DO NOT USE THIS REPORT"), _("WITHDRAWN"), struck_through=True),
    }
    status = of_status.get(print_state.status)
    return tuple(mark for mark in (status, origin_mark(document)) if mark)


def origin_mark(document: ReportDocument) -> PageMark | None:
    """Return the mark of a published or synthetic case; None for a clinical case."""
    of_origin = {
        Origin.PUBLISHED: PageMark(_("PUBLISHED CASE – TRANSCRIBED FROM THE LITERATURE")),
        Origin.SYNTHETIC: PageMark(_("SYNTHETIC CASE – NOT A REAL PATIENT")),
    }
    return of_origin.get(document.origin.kind) if document.origin.kind else None


def notices(print_state: PrintState) -> tuple[Notice, ...]:
    """Return the notices above the result: withdrawal, amendment, and a reference to addenda."""
    found = []
    if print_state.status == "withdrawn":
        found.append(
            Notice(
                "withdrawn",
                _("This report has been withdrawn. Do not use it."),
                _entries(
                    ("stamp.withdrawn_reason", _("reason"), print_state.withdrawn_reason),
                    ("stamp.signed_at", _("withdrawn"), _who_and_when(print_state)),
                ),
            )
        )
    if print_state.status == "amended" or print_state.changes:
        found.append(_changes_notice(print_state))
    if count := len(print_state.addenda):
        title = ngettext(
            "This report has an addendum, printed below the recommendation",
            "This report has {count} addenda, printed below the recommendation",
            count,
        ).format(count=count)
        found.append(Notice("addendum", title, ()))
    return tuple(found)


def _changes_notice(print_state: PrintState) -> Notice:
    """Return the notice of changes since the previous version, which may be a preliminary report."""
    titles = {
        "amended": _("Amended: this version supersedes the previous one"),
        "preliminary": _("Changes since the earlier preliminary report"),
        "final": _("Changes since the preliminary report"),
        "draft": _("Unsigned changes since the signed version"),
    }
    # The signer of an addendum or a withdrawal is not the one who amended the report.
    signed = _who_and_when(print_state) if print_state.status == "amended" else ""
    return Notice(
        "changes",
        titles.get(print_state.status, _("Changes since the previous version")),
        _entries(
            ("stamp.reason", _("reason"), print_state.reason), ("stamp.signed_at", _("amended"), signed)
        ),
    )


def addendum_notices(print_state: PrintState) -> tuple[Notice, ...]:
    """Return a notice with the text, signer and time of every addendum."""
    return tuple(
        Notice(
            "addendum",
            _("Addendum {number}, {signed}").format(
                number=number, signed=_when_by(addendum.signer_name, moment(addendum.signed_at))
            ),
            (Entry(f"stamp.addenda[{number - 1}].text", "", addendum.text),),
        )
        for number, addendum in enumerate(print_state.addenda, start=1)
    )


def _entries(*rows: tuple[str, str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(*row) for row in rows if row[2])


def _who_and_when(print_state: PrintState) -> str:
    return _when_by(print_state.signer_name, moment(print_state.signed_at) if print_state.signed_at else "")


def _when_by(name: str, when: str) -> str:
    if name and when:
        return _("{when} by {name}").format(when=when, name=bidi_isolated(name))
    return name or when

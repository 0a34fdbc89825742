"""One report as a page shows it: its head, its warnings, its versions and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from reporting.ductography.document import ReportDocument
from reporting.ductography.document.formatting import moment
from reporting.ductography.layout.report_layout import Composition, compose
from reporting.ductography.layout.report_sections import Entry
from reporting.models import Examination, Kind, Report, ReportVersion
from reporting.policy.lifecycle import Action, Offer
from reporting.web.presenters.rows import SideWords, ordered_side
from reporting.workflow import report_rendering


@dataclass(frozen=True, slots=True)
class Patient:
    """Whose report it is, as every step that writes shows it again."""

    name: str
    birth_date: object
    mrn: str
    accession_number: str
    examination_date: object
    referrer: str
    side: SideWords


@dataclass(frozen=True, slots=True)
class Banner:
    """Something to know before reading on; ``level`` is info, warning or error."""

    level: str
    title: str
    entries: tuple[Entry, ...] = ()
    href: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    kind: str
    signer: str
    signed: str
    meaning: str
    reason: str
    addendum: str
    digest: str
    pdf_digest: str
    current: bool
    href: str
    pdf_href: str
    intact: bool | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """One thing that can be done. A refused one stands there disabled, with the sentence that says why."""

    label: str
    href: str
    sentence: str
    danger: bool

    @property
    def allowed(self) -> bool:
        return not self.sentence


# What can be done, as a person thinks of it: one button, and the transitions it may stand for.
_STEPS: tuple[tuple[str, Promise, tuple[Action, ...], bool], ...] = (
    ("report-edit", _lazy("Edit"), (Action.SAVE,), False),
    (
        "report-sign",
        _lazy("Sign"),
        (Action.SIGN_FINAL, Action.SIGN_PRELIMINARY, Action.SIGN_AMENDMENT),
        False,
    ),
    ("report-amend", _lazy("Amend"), (Action.START_AMENDMENT,), False),
    ("report-addendum", _lazy("Add an addendum"), (Action.ADD_ADDENDUM,), False),
    ("report-discard", _lazy("Discard"), (Action.DISCARD_DRAFT, Action.DISCARD_AMENDMENT), True),
    ("report-withdraw", _lazy("Withdraw"), (Action.WITHDRAW,), True),
)


def patient_of(examination: Examination) -> Patient:
    """The identity that stands in the rows, not in what was typed into the report."""
    return Patient(
        name=examination.patient.name,
        birth_date=examination.patient.birth_date,
        mrn=examination.patient.mrn,
        accession_number=examination.accession_number,
        examination_date=examination.examination_date,
        referrer=examination.printed_referrer,
        side=ordered_side(examination.ordered_side),
    )


def version_content(shown: ReportVersion, versions: Iterable[ReportVersion]) -> Composition:
    """A signed version in the words in which its PDF has them; ``versions`` hold those before it."""
    earlier = sorted(
        (version for version in versions if version.number < shown.number), key=lambda version: version.number
    )
    stamp = report_rendering.version_stamp(shown, earlier)
    return compose(ReportDocument.from_json(shown.document), stamp, report_rendering.letterhead())


def draft_content(report: Report, document: ReportDocument) -> Composition:
    """The working copy in the words of its preview."""
    return compose(document, report_rendering.draft_stamp(report, document), report_rendering.letterhead())


def version_rows(
    report: Report, versions: Iterable[ReportVersion], intact: Mapping[int, bool] | None = None
) -> list[VersionRow]:
    """Newest first; ``intact`` tells of each version's number whether its PDF is as it was signed."""
    checked = intact or {}
    page = reverse("report", args=[report.public_id])
    return [
        VersionRow(
            number=version.number,
            kind=str(Kind(version.kind).label),
            signer=version.signer_name,
            signed=moment(version.signed_at),
            meaning=version.get_meaning_display(),
            reason=version.reason,
            addendum=version.addendum_text,
            digest=version.document_digest,
            pdf_digest=version.pdf_digest,
            current=version.pk == report.current_version_id,
            href=f"{page}?version={version.number}",
            pdf_href=reverse("version-pdf", args=[report.public_id, version.number]),
            intact=checked.get(version.number),
        )
        for version in sorted(versions, key=lambda version: -version.number)
    ]


def buttons(report: Report, offers: dict[str, Offer]) -> list[Button]:
    """Every step, the possible ones first."""
    found = []
    for name, label, actions, danger in _STEPS:
        chosen = [offers[action] for action in actions]
        sentence = "" if any(offer.allowed for offer in chosen) else chosen[0].sentence
        found.append(Button(str(label), reverse(name, args=[report.public_id]), sentence, danger))
    return sorted(found, key=lambda button: not button.allowed)


_LEVELS = {"withdrawn": "error"}


def banners(report: Report, shown: ReportVersion | None, content: Composition, insider: bool) -> list[Banner]:
    """What to know before reading: the marks and notices of the PDF, and what a page knows beyond them.

    ``insider``: the reader may know of what is not signed yet.
    """
    found = [Banner("warning", mark.text) for mark in content.marks if mark.strong and not mark.struck]
    current = report.current_version
    if shown and current and shown.pk != current.pk:
        found.append(_superseded(report, shown, current))
    found += [
        Banner(_LEVELS.get(notice.key, "info"), notice.title, notice.entries) for notice in content.notices
    ]
    if shown and insider and report.amending and report.author:
        title = _("{name} is preparing an amendment. You are viewing the signed version.")
        reason = (Entry("amendment_reason", _("reason"), report.amendment_reason),)
        found.append(Banner("info", title.format(name=report.author.display_name), reason))
    return found


def _superseded(report: Report, shown: ReportVersion, current: ReportVersion) -> Banner:
    withdrawn = current.kind == Kind.WITHDRAWN
    title = (
        _("This report was withdrawn on {when}. Do not use version {number} for patient care.")
        if withdrawn
        else _("You are viewing version {number}. It was superseded on {when}.")
    )
    return Banner(
        "error" if withdrawn else "warning",
        title.format(number=shown.number, when=moment(current.signed_at)),
        href=reverse("report", args=[report.public_id]),
        link=_("View current version"),
    )

"""Prepare the page of one report: identity, banners, versions and possible actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from reporting.custody import signed_content
from reporting.ductography.document import ReportDocument
from reporting.ductography.document.formatting import moment
from reporting.ductography.layout.report_layout import ReportLayout, build_report_layout
from reporting.ductography.layout.report_sections import Entry
from reporting.models import Examination, Kind, Report, ReportVersion
from reporting.policy.lifecycle import Action, OfferedAction
from reporting.web.presenters.rows import SideWords, ordered_side
from reporting.workflow import report_rendering


@dataclass(frozen=True, slots=True)
class PatientIdentity:
    """Identity of the patient, shown on every page that writes to the report."""

    name: str
    birth_date: object
    mrn: str
    accession_number: str
    examination_date: object
    referrer: str
    side: SideWords
    request: str  # the clinical question, as it was registered


@dataclass(frozen=True, slots=True)
class Banner:
    """A notice at the top of the page; ``level`` is info, warning or error."""

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
class ActionButton:
    """A possible action; if refused, it is disabled and ``sentence`` gives the reason."""

    label: str
    href: str
    sentence: str
    danger: bool

    @property
    def allowed(self) -> bool:
        return not self.sentence


# Actions as users see them: one button for the transitions it may stand for.
_BUTTONS: tuple[tuple[str, Promise, tuple[Action, ...], bool], ...] = (
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


def patient_of(examination: Examination) -> PatientIdentity:
    """Return the identity from the rows, not from the report document."""
    return PatientIdentity(
        name=examination.patient.name,
        birth_date=examination.patient.birth_date,
        mrn=examination.patient.mrn,
        accession_number=examination.accession_number,
        examination_date=examination.examination_date,
        referrer=examination.printed_referrer,
        side=ordered_side(examination.ordered_side),
        request=examination.reason,
    )


def version_content(shown: ReportVersion, versions: Iterable[ReportVersion]) -> ReportLayout:
    """Return a signed version worded as in its PDF; ``versions`` include all earlier ones."""
    earlier = sorted(
        (version for version in versions if version.number < shown.number), key=lambda version: version.number
    )
    stamp = report_rendering.version_print_state(shown, earlier)
    return build_report_layout(signed_content.document_of(shown), stamp, report_rendering.letterhead())


def draft_content(report: Report, document: ReportDocument) -> ReportLayout:
    """Return the draft worded as in its preview."""
    return build_report_layout(
        document, report_rendering.draft_print_state(report, document), report_rendering.letterhead()
    )


def version_rows(
    report: Report, versions: Iterable[ReportVersion], intact: Mapping[int, bool] | None = None
) -> list[VersionRow]:
    """Return the versions, newest first; ``intact`` maps version numbers to whether the PDF is unchanged."""
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


def action_buttons(report: Report, offers: dict[str, OfferedAction]) -> list[ActionButton]:
    """Return all action buttons, enabled ones first."""
    found = []
    for name, label, actions, danger in _BUTTONS:
        chosen = [offers[action] for action in actions]
        sentence = "" if any(offer.allowed for offer in chosen) else chosen[0].sentence
        found.append(ActionButton(str(label), reverse(name, args=[report.public_id]), sentence, danger))
    return sorted(found, key=lambda button: not button.allowed)


_LEVELS = {"withdrawn": "error"}


def banners(
    report: Report, shown: ReportVersion | None, content: ReportLayout, insider: bool
) -> list[Banner]:
    """Return the banners: the notices of the PDF, and what only the page knows.

    ``insider``: the reader may know of unsigned changes.
    """
    found = [
        Banner("warning", mark.text) for mark in content.marks if mark.strong and not mark.struck_through
    ]
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

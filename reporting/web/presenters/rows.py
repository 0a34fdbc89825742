"""Prepare the rows of lists: worklist, inbox, all cases."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reporting.custody import signed_content
from reporting.ductography.document.formatting import moment
from reporting.ductography.layout.report_header import (
    category_line,
    recommendation_lines,
    result_with_findings,
    side_line,
)
from reporting.ductography.vocabulary import Sides
from reporting.models import Report, Status, User
from reporting.policy.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class Chip:
    """A status label; ``key`` selects its colour."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class SideWords:
    """RIGHT or LEFT in capitals, so that it is not overlooked; ``key`` is right, left, both or ""."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class TabLink:
    """A link to one of several lists of a page, with its number of rows."""

    label: str
    count: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class AlteredRow:
    """A report that is not the one that was signed: nothing of it is shown but its public id."""

    report: str
    altered: bool = True


@dataclass(frozen=True, slots=True)
class ListRow:
    """A report in a list. URLs contain only its public id."""

    patient_name: str
    birth_date: datetime.date | None
    mrn: str
    accession_number: str
    examination_date: datetime.date | None
    side: SideWords
    referrer: str
    status: Chip
    waits: str
    saved: str
    href: str
    action_label: str
    action_href: str


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A report in a referrer's inbox, with its main result."""

    patient_name: str
    birth_date: datetime.date | None
    mrn: str
    examination_date: datetime.date | None
    side: SideWords
    unread: bool
    withdrawn: bool
    result: tuple[str, ...]
    category: str
    recommendation: tuple[str, ...]
    urgent: bool
    status: Chip
    signed: str
    href: str
    pdf_href: str


def altered_row(report: Report) -> AlteredRow:
    return AlteredRow(report.public_id.hex[:8])


def list_row(report: Report, user: User) -> ListRow:
    examination = report.examination
    label, href = _action(report, user)
    return ListRow(
        patient_name=examination.patient.name,
        birth_date=examination.patient.birth_date,
        mrn=examination.patient.mrn,
        accession_number=examination.accession_number,
        examination_date=examination.examination_date,
        side=side_of(report),
        referrer=examination.printed_referrer,
        status=status_chip(report, user),
        waits=_waits(report),
        saved=_last_change(report),
        href=reverse("report" if may(user, Permission.READ_CONTENT) else "case", args=[report.public_id]),
        action_label=label,
        action_href=href,
    )


def inbox_row(report: Report, reader: User) -> InboxRow:
    """Prepare a row from the signed version; ``report`` must carry the annotation ``unread``."""
    version = report.current_version
    assert version is not None  # noqa: S101 - only released reports reach a referrer
    document = signed_content.document_of(version)
    patient = report.examination.patient
    withdrawn = report.status == Status.WITHDRAWN
    return InboxRow(
        patient_name=patient.name,
        birth_date=patient.birth_date,
        mrn=patient.mrn,
        examination_date=report.examination.examination_date,
        side=side_words(side_line(document)),
        unread=report.unread,  # type: ignore[attr-defined]
        withdrawn=withdrawn,
        result=() if withdrawn else result_with_findings(document),
        category="" if withdrawn else category_line(document),
        recommendation=() if withdrawn else recommendation_lines(document),
        urgent=report.urgency == "urgent" and not withdrawn,
        status=status_chip(report, reader),
        signed=_("{when} by {name}").format(when=moment(version.signed_at), name=version.signer_name),
        href=reverse("report", args=[report.public_id]),
        pdf_href=reverse("version-pdf", args=[report.public_id, version.number]),
    )


def status_chip(report: Report, reader: User) -> Chip:
    """Return the status; an unfinished amendment is hidden from the referrer."""
    if report.amending and may(reader, Permission.SEE_CASES):
        return Chip("amending", _("amendment in progress"))
    if report.status == Status.DRAFT and report.author_id is None:
        return Chip("draft", _("not started"))
    return Chip(report.status, str(Status(report.status).label))


def side_of(report: Report) -> SideWords:
    """Return the side of the signed report, or else the side ordered."""
    return ordered_side(report.side or report.examination.ordered_side)


def ordered_side(side: str) -> SideWords:
    words = {
        Sides.RIGHT.value: _("RIGHT"),
        Sides.LEFT.value: _("LEFT"),
        Sides.BOTH.value: _("BOTH"),
    }
    return SideWords(side, words.get(side, ""))


def side_words(line: str) -> SideWords:
    """Return the side as in the report header, with the key of its colour."""
    return SideWords({_("RIGHT BREAST"): "right", _("LEFT BREAST"): "left"}.get(line, ""), line)


def _action(report: Report, user: User) -> tuple[str, str]:
    """Return label and URL of the action the user most likely wants next."""
    writes = may(user, Permission.WRITE)
    if writes and report.status == Status.DRAFT and report.author_id is None:
        return pgettext("what to do", "Start report"), reverse("report-edit", args=[report.public_id])
    if writes and (report.status in (Status.DRAFT, Status.PRELIMINARY) or report.amending):
        return _("Continue"), reverse("report-edit", args=[report.public_id])
    if may(user, Permission.SEE_AUDIT):
        return _("History"), reverse("case", args=[report.public_id])
    return _("Open"), reverse("report", args=[report.public_id])


def _waits(report: Report) -> str:
    """Return who made the preliminary report and whose signature it awaits, "" in another status.

    ``report`` must carry the annotation ``signer`` for the name.
    """
    if report.status != Status.PRELIMINARY:
        return ""
    signer = getattr(report, "signer", "")
    if not signer:
        return _("Awaits a radiologist’s final signature")
    return _("Preliminary by {name}; awaits a radiologist’s final signature").format(name=signer)


def _last_change(report: Report) -> str:
    if report.author is None:
        return ""
    return _("{name}, {when}").format(name=report.author.display_name, when=moment(report.updated_at))

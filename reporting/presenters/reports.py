"""One report as a page shows it: its head, its warnings, its versions and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from reporting.ductography.document import Difference, ReportDocument, differences
from reporting.ductography.document.wording import moment
from reporting.ductography.outline import Section, outline
from reporting.ductography.summary import category_line, recommendation_lines, result_lines, side_line
from reporting.lifecycle import Action, Offer
from reporting.models import Examination, Kind, Meaning, Report, ReportVersion
from reporting.presenters.rows import SideWords, ordered_side, side_words


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
class Content:
    """A document as it is read: the head first, then everything entered."""

    side: SideWords
    result: tuple[str, ...]
    category: str
    recommendation: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """Something to know before reading on; ``level`` is info, warning or error."""

    level: str
    text: str
    reason: str = ""
    changes: tuple[Difference, ...] = ()
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


def content(document: ReportDocument) -> Content:
    return Content(
        side=side_words(side_line(document)),
        result=result_lines(document),
        category=category_line(document),
        recommendation=recommendation_lines(document),
        sections=outline(document),
    )


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
            meaning=str(Meaning(version.meaning).label),
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


def banners(report: Report, shown: ReportVersion | None, writes: bool) -> list[Banner]:
    """What to know before reading the version ``shown``, or the draft when there is none.

    ``writes``: the reader may know what is not signed yet.
    """
    if shown is None:
        return [Banner("warning", _("Draft. Nothing of it is signed: do not act on it."))]
    current = report.current_version
    assert current is not None  # noqa: S101 - a version is shown, so the report has one
    found = []
    if current.kind == Kind.WITHDRAWN:
        found.append(
            Banner(
                "error",
                _("Withdrawn on {when} by {name}. This report must no longer be relied on.").format(
                    when=moment(current.signed_at), name=current.signer_name
                ),
                reason=current.reason,
            )
        )
    elif shown.pk != current.pk:
        found.append(
            Banner(
                "warning",
                _("This is version {number}. It was superseded by version {current} on {when}.").format(
                    number=shown.number, current=current.number, when=moment(current.signed_at)
                ),
                href=reverse("report", args=[report.public_id]),
                link=_("Read the version that stands"),
            )
        )
    written = written_version(shown)
    if written.kind == Kind.PRELIMINARY:
        found.append(Banner("warning", _("Preliminary report. It may still change.")))
    if written.kind == Kind.AMENDED:
        found.append(_amended(written))
    if writes and report.amending and report.author:
        found.append(
            Banner(
                "info",
                _("{name} is writing an amendment. What you read here is the signed version.").format(
                    name=report.author.display_name
                ),
                reason=report.amendment_reason,
            )
        )
    return found


def written_version(version: ReportVersion) -> ReportVersion:
    """The version whose text is read: an addendum or a withdrawal stands below the one that it supersedes."""
    while version.kind in (Kind.ADDENDUM, Kind.WITHDRAWN) and version.supersedes:
        version = version.supersedes
    return version


def _amended(version: ReportVersion) -> Banner:
    before = version.supersedes
    changes = (
        differences(ReportDocument.from_json(before.document), ReportDocument.from_json(version.document))
        if before
        else ()
    )
    return Banner(
        "info",
        _("Amended on {when} by {name}.").format(when=moment(version.signed_at), name=version.signer_name),
        reason=version.reason,
        changes=changes,
    )

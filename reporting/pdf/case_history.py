"""Case history document: versions with their changes, readers, notifications and audit events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.ductography.document import Difference
from reporting.ductography.layout.record_document import Column, RecordDocument, RecordSection, table_or_none

from .fields import capitalise


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """A signed version as text; ``intact`` if its stored PDF is the signed one."""

    number: int
    kind: str
    is_current: bool
    signer: str
    signed: str
    meaning: str
    reason: str
    addendum: str
    digest: str
    pdf_digest: str
    certificate: str
    intact: bool
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class EventEntry:
    """An audit event as text."""

    number: int
    at: str
    what: str
    who: str
    outcome: str
    version: str
    address: str
    detail: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A reading of a version, or a notification about it."""

    version: int
    who: str
    when: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class ChainStatus:
    """Result of the audit trail check: ``events`` checked of ``written``; ``broken`` is the first invalid one."""

    events: int
    written: int
    broken: int | None


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """History of one case. ``identity`` are labels with their values.

    ``chain`` and ``events`` are None if the reader may not see the audit trail.
    """

    identity: tuple[tuple[str, str], ...]
    running_title: str
    printed: str
    report_id: str
    versions: tuple[VersionEntry, ...]
    readers: tuple[HistoryEntry, ...]
    notices: tuple[HistoryEntry, ...]
    chain: ChainStatus | None
    events: tuple[EventEntry, ...] | None


def case_history_document(history: CaseHistory) -> RecordDocument:
    """Build the document of ``history`` in the active language."""
    sections = (
        RecordSection(_("Examination"), pairs=history.identity),
        _versions(history),
        _readers(history),
        _notices(history),
        *_events(history),
    )
    return RecordDocument(
        _("Case history"), history.printed, sections, history.running_title, identity=history.report_id
    )


def _versions(history: CaseHistory) -> RecordSection:
    nothing = () if history.versions else (_("Nothing signed yet."),)
    versions = tuple(_version(version) for version in history.versions)
    return RecordSection(_("Versions"), nothing, sections=versions)


def _version(version: VersionEntry) -> RecordSection:
    title = _("Version {number}: {kind}").format(number=version.number, kind=version.kind)
    pairs = [
        (_("state"), _("Current version.") if version.is_current else _("Superseded by a later version.")),
        (_("signed by"), version.signer),
        (_("signed on"), version.signed),
        (_("attestation"), version.meaning),
        (_("reason"), version.reason),
        (_("addendum"), version.addendum),
        (_("digital signature"), version.certificate),
        (_("SHA-256 of the document"), version.digest),
        (_("SHA-256 of the PDF"), version.pdf_digest),
        (_("stored PDF"), _("matches the signed original") if version.intact else _("damaged or missing")),
    ]
    columns = (Column(_("Changed field"), 0.3), Column(_("Previous"), 0.35), Column(_("Current"), 0.35))
    changes = [(capitalise(change.label), change.old or "–", change.new or "–") for change in version.changes]
    return RecordSection(
        title, pairs=tuple(pair for pair in pairs if pair[1]), table=table_or_none(columns, changes)
    )


def _readers(history: CaseHistory) -> RecordSection:
    columns = (Column(_("Read by"), 0.4), Column(_("Version"), 0.15), Column(_("When"), 0.45))
    rows = [(read.who, str(read.version), read.when) for read in history.readers]
    nobody = () if rows else (_("Not yet opened by the referring clinician."),)
    return RecordSection(_("Readers"), nobody, table=table_or_none(columns, rows))


def _notices(history: CaseHistory) -> RecordSection:
    columns = (
        Column(_("To"), 0.25),
        Column(_("Version"), 0.1),
        Column(_("Written"), 0.25),
        Column(_("State"), 0.4),
    )
    rows = [(notice.who, str(notice.version), notice.when, notice.state) for notice in history.notices]
    none = (
        ()
        if rows
        else (_("No notification sent: no final report, or the referring clinician has no account."),)
    )
    return RecordSection(_("Notifications"), none, table=table_or_none(columns, rows))


def _events(history: CaseHistory) -> Iterator[RecordSection]:
    """Yield the result of the audit trail check and every audit event, newest first."""
    if history.events is None or history.chain is None:
        return
    columns = (
        Column(_("No."), 0.065, numeric=True),
        Column(_("When"), 0.145),
        Column(_("What"), 0.16),
        Column(_("Who"), 0.135),
        Column(_("Outcome"), 0.085),
        Column(_("Ver."), 0.045),
        Column(_("From"), 0.115),
        Column(_("Detail"), 0.25),
    )
    rows = [
        (
            str(event.number),
            event.at,
            event.what,
            event.who,
            event.outcome,
            event.version,
            event.address,
            event.detail,
        )
        for event in history.events
    ]
    count = _("Events of this case: {count}, newest first.").format(count=len(rows))
    yield RecordSection(_("Audit events"), (_chain(history.chain), count), table=table_or_none(columns, rows))


def _chain(chain: ChainStatus) -> str:
    if chain.broken is not None:
        sentence = _("Audit trail BROKEN at event {number}. Do not rely on later events.")
    elif chain.events == chain.written:
        sentence = _("Audit trail intact: all {written} events verified, none missing.")
    else:
        sentence = _(
            "The {events} events of this case are verified and none of the {written} events in "
            "the audit trail is missing. Seals of other events were not checked here."
        )
    return sentence.format(number=chain.broken, events=chain.events, written=chain.written)

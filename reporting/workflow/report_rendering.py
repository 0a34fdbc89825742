"""From rows to the printed page: what a version's PDF says about itself follows from what was signed."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.ductography.document import Difference, ReportDocument
from reporting.ductography.document.formatting import moment
from reporting.ductography.layout.amendment_diff import changes
from reporting.ductography.layout.bidi_isolation import isolated
from reporting.ductography.layout.print_state import (
    AddendumText,
    Letterhead,
    ReportSignature,
    Stamp,
    Verification,
)
from reporting.images import key_images
from reporting.models import Kind, Report, ReportVersion, User
from reporting.pdf.report import render
from reporting.site.languages import report_language
from reporting.verification import verification_codes


def letterhead() -> Letterhead:
    """Who issues reports here, from the settings."""
    return Letterhead(
        settings.FACILITY_NAME,
        settings.FACILITY_ADDRESS,
        settings.FACILITY_PHONE,
        settings.FACILITY_LOGO,
        settings.PAGE_SIZE,
        settings.ACCENT_COLOUR,
    )


def version_stamp(version: ReportVersion, earlier: Sequence[ReportVersion]) -> Stamp:
    """The stamp of a version, which may not be stored yet; ``earlier`` are those before it, in order."""
    history = [*earlier, version]
    # An addendum and a withdrawal print the report below which they stand, with its own amendment.
    printed = next(found for found in reversed(history) if found.kind not in (Kind.ADDENDUM, Kind.WITHDRAWN))
    return Stamp(
        status=version.kind,
        version_number=version.number,
        document_digest=version.document_digest,
        signer_name=version.signer_name,
        signed_at=version.signed_at,
        meaning=version.get_meaning_display(),
        reason=printed.reason,
        changes=changed_by(printed, history),
        addenda=tuple(
            AddendumText(found.addendum_text, found.signer_name, found.signed_at)
            for found in history
            if found.kind == Kind.ADDENDUM
        ),
        report_signature=None
        if printed is version
        else ReportSignature(printed.signer_name, printed.signed_at, printed.number),
        withdrawn_reason=version.reason if version.kind == Kind.WITHDRAWN else "",
        certificate=version.certificate_name,
        verification=_verification(version),
    )


def _verification(version: ReportVersion) -> Verification | None:
    if not version.verification_code:
        return None
    return Verification(f"{settings.SITE_URL}/verify/", verification_codes.grouped(version.verification_code))


def changed_by(version: ReportVersion, history: Sequence[ReportVersion]) -> tuple[Difference, ...]:
    """What ``version`` changed of the one before it in ``history``; nothing when it is the first."""
    before = [found for found in history if found.number < version.number]
    if not before:
        return ()
    return changes(ReportDocument.from_json(before[-1].document), ReportDocument.from_json(version.document))


def version_pdf(version: ReportVersion, earlier: Sequence[ReportVersion]) -> bytes:
    """The PDF of a version; the same bytes every time, in the language and time zone of the installation."""
    with as_printed():
        document = ReportDocument.from_json(version.document)
        pictures = key_images.image_files(version.report.examination, document)
        return render(document, version_stamp(version, earlier), letterhead(), pictures)


def draft_stamp(report: Report, document: ReportDocument) -> Stamp:
    """The stamp of a working copy: a draft, with what it changes of the signed version and why."""
    signed = report.current_version
    changed = changes(ReportDocument.from_json(signed.document), document) if signed else ()
    return Stamp(status="draft", reason=report.amendment_reason, changes=changed)


def draft_pdf(report: Report, document: ReportDocument) -> bytes:
    """The working copy as it would print, marked as a draft."""
    with as_printed():
        pictures = key_images.image_files(report.examination, document)
        return render(document, draft_stamp(report, document), letterhead(), pictures)


@contextmanager
def as_printed() -> Iterator[None]:
    """Whatever is printed speaks the language and the time zone of the installation, whoever asks for it."""
    with report_language(), timezone.override(zoneinfo.ZoneInfo(settings.TIME_ZONE)):
        yield


def printed_by(now: datetime.datetime, user: User) -> str:
    """When and by whom a paper was printed; to be said `as_printed`."""
    return _("Printed on {when} by {name}").format(when=moment(now), name=isolated(user.display_name))

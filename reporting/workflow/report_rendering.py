"""Render PDFs of reports: print state, letterhead, and the language and time zone of the site."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.custody import signed_content
from reporting.ductography.document import Difference, ReportDocument
from reporting.ductography.document.formatting import moment
from reporting.ductography.layout.amendment_diff import printed_changes
from reporting.ductography.layout.bidi_isolation import bidi_isolated
from reporting.ductography.layout.print_state import (
    AddendumText,
    Letterhead,
    PrintState,
    ReportSignature,
    Verification,
)
from reporting.images import key_images
from reporting.models import Kind, Report, ReportVersion, User
from reporting.pdf.report import render
from reporting.site.languages import report_language
from reporting.verification import verification_codes


def letterhead() -> Letterhead:
    """Return the letterhead from the settings."""
    return Letterhead(
        settings.FACILITY_NAME,
        settings.FACILITY_ADDRESS,
        settings.FACILITY_PHONE,
        settings.FACILITY_LOGO,
        settings.PAGE_SIZE,
        settings.ACCENT_COLOUR,
    )


def version_print_state(version: ReportVersion, earlier: Sequence[ReportVersion]) -> PrintState:
    """Return the print state of a version, saved or not; ``earlier`` are those before it, in order."""
    history = [*earlier, version]
    # Addenda and withdrawals print the report that they belong to, with its own amendment.
    base_version = next(
        found for found in reversed(history) if found.kind not in (Kind.ADDENDUM, Kind.WITHDRAWN)
    )
    return PrintState(
        status=version.kind,
        version_number=version.number,
        document_digest=version.document_digest,
        signer_name=version.signer_name,
        signed_at=version.signed_at,
        meaning=version.get_meaning_display(),
        reason=base_version.reason,
        changes=changes_of(base_version, history),
        addenda=tuple(
            AddendumText(found.addendum_text, found.signer_name, found.signed_at)
            for found in history
            if found.kind == Kind.ADDENDUM
        ),
        report_signature=None
        if base_version is version
        else ReportSignature(base_version.signer_name, base_version.signed_at, base_version.number),
        preliminary_signature=_preliminary_signature(base_version, history),
        withdrawn_reason=version.reason if version.kind == Kind.WITHDRAWN else "",
        certificate=version.certificate_name,
        verification=_verification(version),
    )


def _preliminary_signature(
    version: ReportVersion, history: Sequence[ReportVersion]
) -> ReportSignature | None:
    """Return the last preliminary signature before ``version`` if another person made it, such as a resident."""
    for found in reversed(history):
        if found.kind == Kind.PRELIMINARY and found.number < version.number:
            other = found.signed_by_id != version.signed_by_id
            return ReportSignature(found.signer_name, found.signed_at, found.number) if other else None
    return None


def _verification(version: ReportVersion) -> Verification | None:
    if not version.verification_code:
        return None
    return Verification(
        f"{settings.SITE_URL}/verify/", verification_codes.format_code(version.verification_code)
    )


def changes_of(version: ReportVersion, history: Sequence[ReportVersion]) -> tuple[Difference, ...]:
    """Return what ``version`` changed from its predecessor in ``history``; nothing for the first version."""
    before = [found for found in history if found.number < version.number]
    if not before:
        return ()
    return printed_changes(signed_content.document_of(before[-1]), signed_content.document_of(version))


def version_pdf(version: ReportVersion, earlier: Sequence[ReportVersion]) -> bytes:
    """Return the PDF of a version; the same bytes every time, in the language and time zone of the site."""
    with site_conventions():
        document = signed_content.document_of(version)
        pictures = key_images.image_files(version.report.examination, document)
        return render(document, version_print_state(version, earlier), letterhead(), pictures)


def draft_print_state(report: Report, document: ReportDocument) -> PrintState:
    """Return the print state of a draft, with its changes to the signed version and their reason."""
    signed = report.current_version
    changed = printed_changes(signed_content.document_of(signed), document) if signed else ()
    return PrintState(status="draft", reason=report.amendment_reason, changes=changed)


def draft_pdf(report: Report, document: ReportDocument) -> bytes:
    """Return the draft as PDF, marked as a draft."""
    with site_conventions():
        pictures = key_images.image_files(report.examination, document)
        return render(document, draft_print_state(report, document), letterhead(), pictures)


@contextmanager
def site_conventions() -> Iterator[None]:
    """Activate the language and time zone of the site, in which everything is printed."""
    with report_language(), timezone.override(zoneinfo.ZoneInfo(settings.TIME_ZONE)):
        yield


def printed_by_line(now: datetime.datetime, user: User) -> str:
    """Return the line with date and user of a printout; call it within `site_conventions`."""
    return _("Printed on {when} by {name}").format(when=moment(now), name=bidi_isolated(user.display_name))

"""Look up a printed report by its verification code: whether it is genuine and current, without patient data."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum

from reporting.custody import archive, signed_content
from reporting.delivery import integrity_alarms
from reporting.models import Kind, ReportVersion, Status
from reporting.verification import verification_codes


class VersionValidity(Enum):
    """Validity of a signed version."""

    CURRENT = "current"
    PRELIMINARY = "preliminary"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class VerificationResult:
    """Result for one version, without patient data. ``replaced_at`` is when the next version was signed."""

    validity: VersionValidity
    number: int
    signed_at: datetime.datetime
    replaced_at: datetime.datetime | None
    pdf_digest: str
    document_digest: str
    certificate_name: str
    certificate_digest: str


def look_up_code(typed: str) -> VerificationResult | None:
    """Return the result for a code as typed; None for unknown and malformed codes alike.

    Raises:
        archive.ArchiveUnavailable: the archive does not answer.
    """
    version = (
        ReportVersion.objects.filter(verification_code=verification_codes.parse_code(typed) or "-")
        .select_related("report__examination__patient", "supersedes")
        .first()
    )
    if version is None:
        return None
    following = version.superseded_by.order_by("number").first()
    return VerificationResult(
        validity=_validity(version, following),
        number=version.number,
        signed_at=version.signed_at,
        replaced_at=following.signed_at if following else None,
        pdf_digest=version.pdf_digest,
        document_digest=version.document_digest,
        certificate_name=version.certificate_name,
        certificate_digest=version.certificate_digest,
    )


def _validity(version: ReportVersion, following: ReportVersion | None) -> VersionValidity:
    try:
        signed_content.require_intact(version.report)
        archive.load(version)
    except signed_content.SignedContentAltered as error:
        integrity_alarms.raise_alarm(error, actor=None)
        return VersionValidity.DAMAGED
    except archive.StoredPdfDamaged:
        return VersionValidity.DAMAGED
    if version.report.status == Status.WITHDRAWN:
        return VersionValidity.WITHDRAWN
    if following:
        return VersionValidity.SUPERSEDED
    return VersionValidity.PRELIMINARY if version.kind == Kind.PRELIMINARY else VersionValidity.CURRENT

"""What anybody who holds a printed report may learn about it by its code: whether it is genuine and still holds."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum

from reporting.custody import archive, sealing
from reporting.models import Kind, ReportVersion, Status
from reporting.verification import verification_codes


class Standing(Enum):
    """Whether a version is still what the site says."""

    CURRENT = "current"
    PRELIMINARY = "preliminary"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Answer:
    """Nothing of it tells who the patient is. ``replaced_at`` is when the next version was signed."""

    standing: Standing
    number: int
    signed_at: datetime.datetime
    replaced_at: datetime.datetime | None
    pdf_digest: str
    document_digest: str
    certificate_name: str
    certificate_digest: str


def ask(typed: str) -> Answer | None:
    """The answer for a code as it was typed; None when no report has it. Nothing distinguishes a code that is none.

    Raises:
        archive.ArchiveUnavailable: the archive does not answer.
    """
    version = (
        ReportVersion.objects.filter(verification_code=verification_codes.read(typed) or "-")
        .select_related("report__examination__patient", "supersedes")
        .first()
    )
    if version is None:
        return None
    following = version.superseded_by.order_by("number").first()
    return Answer(
        standing=_standing(version, following),
        number=version.number,
        signed_at=version.signed_at,
        replaced_at=following.signed_at if following else None,
        pdf_digest=version.pdf_digest,
        document_digest=version.document_digest,
        certificate_name=version.certificate_name,
        certificate_digest=version.certificate_digest,
    )


def _standing(version: ReportVersion, following: ReportVersion | None) -> Standing:
    if sealing.version_fault(version):
        return Standing.DAMAGED
    try:
        archive.load(version)
    except archive.StoredPdfDamaged:
        return Standing.DAMAGED
    if version.report.status == Status.WITHDRAWN:
        return Standing.WITHDRAWN
    if following:
        return Standing.SUPERSEDED
    return Standing.PRELIMINARY if version.kind == Kind.PRELIMINARY else Standing.CURRENT

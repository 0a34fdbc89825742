"""Keyed seals: write access to the database without the key is not enough to forge a version or an audit event."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet

from reporting.models import ReportVersion

Row = TypeVar("Row", bound=Model)

CHUNK_ROWS = 500


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first row that fails a check, and the reason."""

    number: int
    reason: str

    def __str__(self) -> str:
        return f"{self.number}: {self.reason}"


def keyed_digest(purpose: str, *parts: str | int | None) -> str:
    """Return the HMAC-SHA256 of ``parts`` under SEAL_KEY as 64 hexadecimal digits; ``purpose`` separates the uses."""
    message = json.dumps([purpose, *parts], ensure_ascii=True, separators=(",", ":"))
    return hmac.new(settings.SEAL_KEY, message.encode(), hashlib.sha256).hexdigest()


def timestamp(value: datetime.datetime) -> str:
    return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def version_seal(version: ReportVersion) -> str:
    """Return the seal that binds the signature to this report, document and PDF."""
    superseded = version.supersedes
    # Versions signed before verification codes, or a recorded attestation, existed keep their seal.
    certified = (
        (
            version.verification_code,
            version.certificate_name,
            version.certificate_digest,
            version.signature_level,
        )
        if version.verification_code
        else ()
    )
    attested = (version.attestation,) if version.attestation is not None else ()
    return keyed_digest(
        "version",
        str(version.report.public_id),
        version.number,
        version.kind,
        version.document_digest,
        version.pdf_digest,
        version.signed_by_id,
        version.signer_name,
        timestamp(version.signed_at),
        version.meaning,
        superseded.seal if superseded else None,
        version.reason,
        version.addendum_text,
        *certified,
        *attested,
    )


def version_fault(version: ReportVersion) -> str:
    """Return what is wrong with a stored version, or ""."""
    if hashlib.sha256(version.document.encode()).hexdigest() != version.document_digest:
        return "the document does not match its digest"
    if not hmac.compare_digest(version_seal(version), version.seal):
        return "the seal does not match the signature"
    return ""


def verify_versions() -> BrokenLink | None:
    """Check document and seal of every signed version; ``number`` of the result is the row's id."""
    for version in in_chunks(ReportVersion.objects.select_related("report", "supersedes"), "id"):
        if fault := version_fault(version):
            return BrokenLink(
                version.pk, f"version {version.number} of report {version.report.public_id}: {fault}"
            )
    return None


def in_chunks(rows: QuerySet[Row], key: str, after: int = 0) -> Iterator[Row]:
    """Yield the rows in ascending ``key`` order, read in chunks without a long transaction."""
    while chunk := list(rows.filter(**{f"{key}__gt": after}).order_by(key)[:CHUNK_ROWS]):
        yield from chunk
        after = getattr(chunk[-1], key)

"""Verify a signed version completely: row and seal, key images, stored PDF, its signature and embedded document."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence

from cryptography import x509
from django.conf import settings
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader

from reporting.custody import archive, signed_content
from reporting.custody.pades import keys, validation
from reporting.images import key_images
from reporting.models import ReportVersion

DOCUMENT_FILE = "report.json"


def find_faults(version: ReportVersion, roots: Sequence[x509.Certificate]) -> Iterator[str]:
    """Yield a phrase for each fault of a version; a damaged PDF or image is also recorded as an audit event.

    Raises:
        archive.ArchiveUnavailable: the archive does not answer.
    """
    try:
        document = signed_content.document_of(version)
    except signed_content.SignedContentAltered as error:
        yield from error.faults
        return
    for gap in key_images.missing_images(version.report.examination, document):
        yield f"the stored image of {gap.path} is missing or altered"
    try:
        pdf = archive.load(version)
    except archive.StoredPdfDamaged:
        yield "the stored PDF is missing or altered"
        return
    if version.certificate_digest and (
        fault := validation.find_fault(pdf, version.certificate_digest, version.signed_at, roots)
    ):
        yield fault
    try:
        attached = embedded_document(pdf)
    except Exception as error:  # a file that is not a PDF can raise anything in the reader
        yield f"the PDF cannot be read ({type(error).__name__})"
    else:
        if attached is not None and hashlib.sha256(attached).hexdigest() != version.document_digest:
            yield "the document in the PDF is not the one that was signed"


def trusted_roots() -> Sequence[x509.Certificate]:
    """Return the certificates that signatures must lead to, none if SIGNING_ROOTS is empty.

    Raises:
        KeyFault: the file cannot be read.
    """
    return keys.load_certificates(settings.SIGNING_ROOTS) if settings.SIGNING_ROOTS else ()


def embedded_document(pdf: bytes) -> bytes | None:
    """Return the report document embedded in the PDF, or None."""
    root = PdfFileReader(io.BytesIO(pdf)).root
    try:
        listed = root["/Names"]["/EmbeddedFiles"]["/Names"]
    except KeyError:
        return None
    for place in range(0, len(listed), 2):
        if str(listed[place]) == DOCUMENT_FILE:
            return bytes(listed[place + 1]["/EF"][pdf_name("/F")].data)
    return None

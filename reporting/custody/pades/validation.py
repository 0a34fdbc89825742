"""Validate the site's signature in a stored PDF."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from reporting.custody.pades.event_loop import run


def find_fault(
    pdf: bytes, fingerprint: str, at: datetime.datetime, roots: Sequence[x509.Certificate] = ()
) -> str:
    """Return what is wrong with the signature, or "".

    It must be the only one, cover the whole file, and be made with the certificate of this SHA-256 ``fingerprint``.
    That must lead to one of ``roots`` as of ``at``, the time of signing; later expiry is not a fault. Without
    ``roots`` only the fingerprint is compared.
    """
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if len(signatures) != 1:
            return f"the file has {len(signatures)} digital signatures instead of one"
        status = run(_status(signatures[0], at, roots))
    except Exception as error:  # an altered file can raise anything in the reader
        return f"the digital signature cannot be read ({type(error).__name__})"
    if not (status.intact and status.valid):
        return "the digital signature does not fit the file"
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE or not status.docmdp_ok:
        return "something was added after the digital signature"
    if status.signing_cert.sha256.hex() != fingerprint:
        return "the digital signature was made with another certificate"
    if roots and not status.bottom_line:
        return "the certificate does not lead to a root of SIGNING_ROOTS"
    return ""


async def _status(
    signature: EmbeddedPdfSignature, at: datetime.datetime, roots: Sequence[x509.Certificate]
) -> PdfSignatureStatus:
    trusted = [Certificate.load(root.public_bytes(Encoding.DER)) for root in roots]
    context = ValidationContext(
        trust_roots=trusted or [signature.signer_cert],
        moment=at,
        best_signature_time=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    try:
        return await async_validate_pdf_signature(signature, signer_validation_context=context)
    finally:
        await context.aclose()  # type: ignore[no-untyped-call]

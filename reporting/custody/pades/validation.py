"""Whether a stored PDF still carries the signature that the site gave it."""

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


def fault_of(
    pdf: bytes, fingerprint: str, at: datetime.datetime, roots: Sequence[x509.Certificate] = ()
) -> str:
    """What is wrong with the signature, or an empty string.

    It must cover the whole file, be the file's only one, be made by the certificate with this SHA-256
    ``fingerprint``, and that must lead to one of the ``roots`` as of ``at``, when the file was signed: a certificate
    that expired since is no fault. Without ``roots`` the fingerprint alone tells whose it is.
    """
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if len(signatures) != 1:
            return f"the file has {len(signatures)} digital signatures instead of one"
        status = run(_status(signatures[0], at, roots))
    except Exception as error:  # a file that was altered fails in every way a reader can
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

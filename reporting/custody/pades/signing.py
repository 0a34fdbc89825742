"""Sign a PDF in its existing empty field: PAdES B-B, or B-T and B-LT with a time-stamp authority.

The signature is an incremental update that keeps every byte of the file. Fields and metadata are left alone, so that
the file stays archival (PDF/A) and accessible (PDF/UA).
"""

from __future__ import annotations

import asyncio
import datetime
import io
import logging
from dataclasses import dataclass, field
from functools import lru_cache

from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfSignatureMetadata,
    PdfSigner,
    SigDSSPlacementPreference,
)
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from reporting.custody.pades.event_loop import run
from reporting.custody.pades.keys import SiteKey
from reporting.pdf.signature import FIELD_NAME

logger = logging.getLogger(__name__)

BASIC, TIME_STAMPED, LONG_TERM = "B-B", "B-T", "B-LT"
# The signer waits: limit of all network requests for one signature, in seconds.
AUTHORITY_TIMEOUT = 6.0
# Some PDF/A validators take the last byte of such a stream for half of the following line end.
AMBIGUOUS_STREAM_END = b"\r\nendstream"
# A P-256 signature in DER has 70 to 72 bytes, half of them 71.
P256_BYTES = 71


@dataclass(frozen=True, slots=True)
class SignatureStatement:
    """Content of the signature dictionary: signer, reason, place, and ``signed_at`` with its time zone."""

    name: str
    reason: str
    location: str
    signed_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class SigningAuthorities:
    """Address of a time-stamp authority (RFC 3161), "" for none; and the trusted root certificates.

    With roots, the signature embeds the revocation data for later validation.
    """

    time_stamps: str = ""
    roots: tuple[x509.Certificate, ...] = field(default=(), repr=False)

    @property
    def level(self) -> str:
        """The PAdES level to aim for."""
        if not self.time_stamps:
            return BASIC
        return LONG_TERM if self.roots else TIME_STAMPED


def sign(
    pdf: bytes, key: SiteKey, statement: SignatureStatement, authorities: SigningAuthorities
) -> tuple[bytes, str]:
    """Return the signed file and the PAdES level reached.

    If an authority does not answer correctly in time, the next lower level is used and the reason is logged.

    Raises:
        KeyFault: the key cannot sign.
    """
    levels = [BASIC, TIME_STAMPED, LONG_TERM]
    for level in reversed(levels[1 : levels.index(authorities.level) + 1]):
        try:
            return run(
                asyncio.wait_for(_sign_at_level(pdf, key, statement, authorities, level), AUTHORITY_TIMEOUT)
            ), level
        except Exception as error:  # network, certificates, responses: no failure may stop a report
            logger.warning("no signature of level %s: %s", level, type(error).__name__)
    return run(_sign_at_level(pdf, key, statement, authorities, BASIC)), BASIC


async def _sign_at_level(
    pdf: bytes, key: SiteKey, statement: SignatureStatement, authorities: SigningAuthorities, level: str
) -> bytes:
    """Return the file signed at ``level`` in one update, so that the validation data are signed too."""
    context = _validation_context(authorities, key) if level == LONG_TERM else None
    about = PdfSignatureMetadata(
        field_name=FIELD_NAME,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=statement.name,
        reason=statement.reason,
        location=statement.location,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        embed_validation_info=level == LONG_TERM,
        validation_context=context,
        signer_key_usage=set(),
        dss_settings=DSSContentSettings(
            include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
        ),
    )
    stamps = None if level == BASIC else HTTPTimeStamper(authorities.time_stamps, timeout=AUTHORITY_TIMEOUT)
    try:
        return await _fill_field(pdf, about, _signer(key), stamps, statement.signed_at)
    finally:
        if context:
            await context.aclose()  # type: ignore[no-untyped-call]


async def _fill_field(
    pdf: bytes,
    about: PdfSignatureMetadata,
    signer: _KeySigner,
    stamps: HTTPTimeStamper | None,
    moment: datetime.datetime,
    spare: int = 0,
) -> bytes:
    """Fill the empty signature field, reserving ``spare`` more hexadecimal digits than the signature needs."""
    signing = PdfSigner(about, signer, timestamper=stamps)
    session = signing.init_signing_session(_MetadataKeepingWriter(io.BytesIO(pdf)), existing_fields_only=True)
    session.system_time = moment
    validation = await session.perform_presign_validation(session.pdf_out)
    # Without a time stamp the size is the same for every file.
    reserved = None if stamps else signer.digits
    if reserved is None:
        reserved = await session.estimate_signature_container_size(validation, tight=stamps is None)
    if stamps is None:
        signer.digits = reserved
    prepared = session.prepare_tbs_document(validation_info=validation, bytes_reserved=reserved + spare)
    output = io.BytesIO()
    digest, _ = prepared.digest_tbs_document(output=output)
    if not spare and AMBIGUOUS_STREAM_END in output.getvalue()[len(pdf) :]:
        # Other offsets change the stream.
        return await _fill_field(pdf, about, signer, stamps, moment, spare=2)
    await prepared.perform_signature(digest.document_digest, PdfCMSSignedAttributes(signing_time=moment))
    return output.getvalue()


class _MetadataKeepingWriter(IncrementalPdfFileWriter):
    """Leaves the metadata unchanged, because PDF/A prescribes their form."""

    def _update_meta(self) -> None:
        pass


@lru_cache(maxsize=4)
def _signer(key: SiteKey) -> _KeySigner:
    return _KeySigner(key)


class _KeySigner(Signer):
    """Signs with the site's key, which stays loaded: reading it again takes longer than signing.

    On P-256 all signatures have the same length, so that the reserved space is filled completely and every changed
    byte of the file is detected. Roots are left out for the same reason.
    """

    def __init__(self, key: SiteKey) -> None:
        certificates = [
            Certificate.load(found.public_bytes(Encoding.DER)) for found in (key.certificate, *key.chain)
        ]
        self.digits: int | None = None  # length of the signature in the file
        self._key = key
        self._padded = not (
            isinstance(key.key, ec.EllipticCurvePrivateKey) and isinstance(key.key.curve, ec.SECP256R1)
        )
        known = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        known.register_multiple(certificates[1:])
        super().__init__(signing_cert=certificates[0], cert_registry=known, embed_roots=False)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        signature = self._key.sign(data)
        while len(signature) != P256_BYTES and not self._padded:
            signature = self._key.sign(data)
        return signature


def _validation_context(authorities: SigningAuthorities, key: SiteKey) -> ValidationContext:
    """Return a context in which certificates must lead to the roots and must not be revoked."""
    return ValidationContext(
        trust_roots=[Certificate.load(root.public_bytes(Encoding.DER)) for root in authorities.roots],
        other_certs=[Certificate.load(found.public_bytes(Encoding.DER)) for found in key.chain],
        allow_fetching=True,
        revocation_mode="require",
    )

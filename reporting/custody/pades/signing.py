"""Signing a PDF that brings its own empty signature field: PAdES B-B, and B-T or B-LT with a time-stamp authority.

The file keeps every byte; the signature is an incremental update after it. Nothing else is changed, so that an
archival and accessible file stays one: no field is made here, and the metadata are left alone.
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
# Somebody waits: all that is asked of other machines for one signature ends after this, in seconds.
ASKED_AT_MOST = 6.0
# A stream whose last byte is taken for half of the line end behind it, by those who judge archival files.
MISREAD = b"\r\nendstream"
# A signature on P-256 in DER has 70 to 72 bytes, every second one 71.
P256_BYTES = 71


@dataclass(frozen=True, slots=True)
class Statement:
    """What the signature dictionary says: by whom, why and where it was signed, at ``moment`` (with its zone)."""

    name: str
    reason: str
    location: str
    moment: datetime.datetime


@dataclass(frozen=True, slots=True)
class Authorities:
    """Address of a time-stamp authority (RFC 3161), "" for none; and the roots that all certificates lead to.

    With roots, the signature gets what is needed to validate it when lists of revoked certificates are gone.
    """

    time_stamps: str = ""
    roots: tuple[x509.Certificate, ...] = field(default=(), repr=False)

    @property
    def level(self) -> str:
        """The level that is aimed at."""
        if not self.time_stamps:
            return BASIC
        return LONG_TERM if self.roots else TIME_STAMPED


def sign(pdf: bytes, key: SiteKey, statement: Statement, authorities: Authorities) -> tuple[bytes, str]:
    """The signed file, and the level that was reached.

    An authority that does not answer in time, or not rightly, does not stop the signature: the next lower level
    is made, and the log says why.

    Raises:
        KeyFault: the key does not sign.
    """
    levels = [BASIC, TIME_STAMPED, LONG_TERM]
    for level in reversed(levels[1 : levels.index(authorities.level) + 1]):
        try:
            return run(
                asyncio.wait_for(_signed(pdf, key, statement, authorities, level), ASKED_AT_MOST)
            ), level
        except Exception as error:  # network, certificates, answers: nothing of it may stop a report
            logger.warning("no signature of level %s: %s", level, type(error).__name__)
    return run(_signed(pdf, key, statement, authorities, BASIC)), BASIC


async def _signed(
    pdf: bytes, key: SiteKey, statement: Statement, authorities: Authorities, level: str
) -> bytes:
    """The file signed at ``level``, with everything in one update: what is validated later is signed too."""
    context = _context(authorities, key) if level == LONG_TERM else None
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
    stamps = None if level == BASIC else HTTPTimeStamper(authorities.time_stamps, timeout=ASKED_AT_MOST)
    try:
        return await _filled(pdf, about, _signer(key), stamps, statement.moment)
    finally:
        if context:
            await context.aclose()  # type: ignore[no-untyped-call]


async def _filled(
    pdf: bytes,
    about: PdfSignatureMetadata,
    signer: _KeySigner,
    stamps: HTTPTimeStamper | None,
    moment: datetime.datetime,
    spare: int = 0,
) -> bytes:
    """The file with its empty field filled, with ``spare`` digits more than the signature needs."""
    signing = PdfSigner(about, signer, timestamper=stamps)
    session = signing.init_signing_session(_Untouched(io.BytesIO(pdf)), existing_fields_only=True)
    session.system_time = moment
    validation = await session.perform_presign_validation(session.pdf_out)
    # Without a time stamp it is the same for every file.
    reserved = None if stamps else signer.digits
    if reserved is None:
        reserved = await session.estimate_signature_container_size(validation, tight=stamps is None)
    if stamps is None:
        signer.digits = reserved
    prepared = session.prepare_tbs_document(validation_info=validation, bytes_reserved=reserved + spare)
    output = io.BytesIO()
    digest, _ = prepared.digest_tbs_document(output=output)
    if not spare and MISREAD in output.getvalue()[len(pdf) :]:
        return await _filled(pdf, about, signer, stamps, moment, spare=2)  # other offsets, another stream
    await prepared.perform_signature(digest.document_digest, PdfCMSSignedAttributes(signing_time=moment))
    return output.getvalue()


class _Untouched(IncrementalPdfFileWriter):
    """Writes the update without writing the metadata anew, whose form the archival profile prescribes."""

    def _update_meta(self) -> None:
        pass


@lru_cache(maxsize=4)
def _signer(key: SiteKey) -> _KeySigner:
    return _KeySigner(key)


class _KeySigner(Signer):
    """Signs by the site's key, which stays as it was loaded: reading it anew takes longer than signing.

    On the usual curve all signatures get the same length. The room for them in the file is then filled to the last
    digit, and no byte of the file can change without being noticed. Roots are left out for the same reason.
    """

    def __init__(self, key: SiteKey) -> None:
        certificates = [
            Certificate.load(found.public_bytes(Encoding.DER)) for found in (key.certificate, *key.chain)
        ]
        self.digits: int | None = None  # that the signature takes in the file
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


def _context(authorities: Authorities, key: SiteKey) -> ValidationContext:
    """Certificates must lead to the roots, and each must be known not to be revoked."""
    return ValidationContext(
        trust_roots=[Certificate.load(root.public_bytes(Encoding.DER)) for root in authorities.roots],
        other_certs=[Certificate.load(found.public_bytes(Encoding.DER)) for found in key.chain],
        allow_fetching=True,
        revocation_mode="require",
    )

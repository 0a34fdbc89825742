"""Load the site's certificate and private key from files or a hardware security module.

The key is read once per process, never stored elsewhere and never logged; messages name files, not their content.
"""

from __future__ import annotations

import datetime
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import formats

from reporting.custody.pades import pkcs11

PKCS12_SUFFIXES = frozenset({".p12", ".pfx"})
RSA_BITS_MIN = 3072
CURVES = frozenset({"secp256r1", "secp384r1", "secp521r1"})
EXPIRY_WARNING = datetime.timedelta(days=60)

SigningKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class KeyFault(Exception):
    """The reason why the site cannot sign, as a sentence for an administrator; contains no secret."""


@dataclass(frozen=True, slots=True)
class SiteKey:
    """The site's signing key, in memory or in a security module. ``chain`` leads to the authority."""

    key: SigningKey | pkcs11.Token
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def name(self) -> str:
        """Name of the certificate's subject, as printed."""
        for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
            for attribute in self.certificate.subject.get_attributes_for_oid(kind):
                return str(attribute.value)
        return self.certificate.subject.rfc4514_string()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate as 64 hexadecimal digits."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    def sign(self, data: bytes) -> bytes:
        """Return the signature of the SHA-256 of ``data``: ECDSA in DER, or RSA with PKCS#1 v1.5.

        Raises:
            KeyFault: the security module failed.
        """
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(data, ec.ECDSA(hashes.SHA256()))
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        try:
            return self.key.sign(data)
        except Exception as error:  # each module raises its own exceptions; none contains the PIN
            raise KeyFault(f"Signing with {self.key} failed ({type(error).__name__}).") from error

    def validity_fault(self, now: datetime.datetime) -> str:
        """Return why the certificate is not valid at ``now``, or ""."""
        if now < self.certificate.not_valid_before_utc:
            start = formats.date_format(self.certificate.not_valid_before_utc, "DATE_FORMAT")
            return f"The certificate of {self.name} is valid from {start} on."
        if now > self.certificate.not_valid_after_utc:
            end = formats.date_format(self.certificate.not_valid_after_utc, "DATE_FORMAT")
            return f"The certificate of {self.name} expired on {end}."
        return ""

    def expires_soon(self, now: datetime.datetime) -> bool:
        return self.certificate.not_valid_after_utc - now < EXPIRY_WARNING


def site_key() -> SiteKey | None:
    """Return the site's key, or None if none is configured.

    Raises:
        KeyFault: the configured key cannot be used.
    """
    if not settings.SIGNING_KEY:
        return None
    return _load_key(settings.SIGNING_KEY, settings.SIGNING_CERTIFICATE, settings.SIGNING_PASSPHRASE)


@lru_cache(maxsize=4)
def _load_key(key: str, certificate: str, passphrase: str) -> SiteKey:
    if key.startswith(pkcs11.SCHEME):
        site, *chain = _site_certificates(certificate)
        try:
            found = SiteKey(pkcs11.Token.from_uri(key, passphrase), site, tuple(chain))
        except ValueError as error:
            raise KeyFault(str(error)) from error
    else:
        private, site, others = _from_files(Path(key), certificate, passphrase)
        found = SiteKey(private, site, tuple(others))
    _require_usable(found)
    return found


def _from_files(
    path: Path, certificate: str, passphrase: str
) -> tuple[SigningKey, x509.Certificate, Sequence[x509.Certificate]]:
    content = _read_private_file(path)
    secret = passphrase.encode() or None
    private: PrivateKeyTypes | None
    others: Sequence[x509.Certificate]
    try:
        if path.suffix.lower() in PKCS12_SUFFIXES:
            private, site, others = pkcs12.load_key_and_certificates(content, secret)
        else:
            private = serialization.load_pem_private_key(content, secret)
            site, *others = _site_certificates(certificate)
    except (ValueError, TypeError) as error:
        # The library's message may quote what it read.
        raise KeyFault(
            f"{path} cannot be read as a private key; is it PEM or PKCS#12, and SIGNING_PASSPHRASE right?"
        ) from error
    if site is None or not isinstance(private, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise KeyFault(f"{path} contains no EC or RSA private key with its certificate.")
    return private, site, others


def _read_private_file(path: Path) -> bytes:
    """Read a file that only its owner may read."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        content = path.read_bytes()
    except OSError as error:
        raise KeyFault(f"The signing key {path} cannot be read ({error.strerror}).") from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFault(f"The signing key {path} can be read by others (mode {mode:04o}); chmod 0600 {path}.")
    return content


def _site_certificates(name: str) -> list[x509.Certificate]:
    """Return the site's certificate and those of its issuers."""
    if not name:
        raise KeyFault("SIGNING_CERTIFICATE must name the PEM file of the site's certificate.")
    return load_certificates(name)


def load_certificates(name: str) -> list[x509.Certificate]:
    """Return all certificates of a PEM file, at least one.

    Raises:
        KeyFault: the file cannot be read or holds none.
    """
    try:
        return x509.load_pem_x509_certificates(Path(name).read_bytes())
    except OSError as error:
        raise KeyFault(f"The certificate {name} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise KeyFault(f"{name} contains no certificate in PEM form.") from error


def _require_usable(found: SiteKey) -> None:
    """Require a sufficiently strong key that matches its certificate, which must allow signatures."""
    public = found.certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        if public.key_size < RSA_BITS_MIN:
            raise KeyFault(f"The RSA key has {public.key_size} bits; at least {RSA_BITS_MIN} are needed.")
    elif not isinstance(public, ec.EllipticCurvePublicKey) or public.curve.name not in CURVES:
        raise KeyFault("The key must be of RSA, or on the curve P-256, P-384 or P-521.")
    usage = _key_usage(found.certificate)
    if usage and not (usage.digital_signature or usage.content_commitment):
        raise KeyFault("The certificate is not meant for signatures (its key usage says so).")
    trial = found.sign(b"trial")
    try:
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(trial, b"trial", padding.PKCS1v15(), hashes.SHA256())
        else:
            public.verify(trial, b"trial", ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise KeyFault("The certificate does not belong to the key.") from error


def _key_usage(certificate: x509.Certificate) -> x509.KeyUsage | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None

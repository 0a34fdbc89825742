"""Create a certificate for the demo, issued by an authority made only for it; both names say not to trust it."""

from __future__ import annotations

import datetime
import os
import shutil
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

AUTHORITY, SITE, KEY = "demonstration-authority.pem", "demonstration-site.pem", "demonstration-site.key"
YEARS = 10
# RFC 9336. Programs such as poppler accept only the older purpose, e-mail protection.
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")


def ensure_certificate(folder: Path) -> None:
    """Create authority, certificate and key in ``folder`` if missing, readable by their owner only.

    The authority's own key is discarded, so that it cannot issue anything else.
    """
    if (folder / KEY).exists():
        return
    now = datetime.datetime.now(datetime.UTC)
    above, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _subject("Demonstration authority, not to be trusted")
    authority = (
        _builder(root, root, above.public_key(), above.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(issues=True), critical=True)
        .sign(above, hashes.SHA256())
    )
    site = (
        _builder(
            _subject("Demonstration site, not for patients"), root, own.public_key(), above.public_key(), now
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(issues=False), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION, DOCUMENT_SIGNING]), critical=False
        )
        .sign(above, hashes.SHA256())
    )
    roots = authority.public_bytes(serialization.Encoding.PEM)
    private = own.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write_all(
        folder,
        {AUTHORITY: roots, SITE: site.public_bytes(serialization.Encoding.PEM) + roots, KEY: private},
    )


def paths(folder: Path) -> tuple[str, str, str]:
    """Return the paths of key, certificate and roots, in the order of the settings."""
    return str(folder / KEY), str(folder / SITE), str(folder / AUTHORITY)


def _subject(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Ductogram"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    issuer_key: ec.EllipticCurvePublicKey,
    now: datetime.datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=365 * YEARS))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
    )


def _key_usage(*, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issues,
        content_commitment=not issues,
        key_cert_sign=issues,
        crl_sign=issues,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write_all(folder: Path, files: dict[str, bytes]) -> None:
    """Write all of the files or none; files that another process created meanwhile are kept."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".making-"))
    for name, content in files.items():
        with open(os.open(draft / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    try:
        draft.rename(folder)
    except OSError:
        shutil.rmtree(draft)
        if not (folder / KEY).exists():
            raise

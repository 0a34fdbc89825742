"""The site's key: read from what openssl and SoftHSM wrote, and refused in a sentence when it is not fit."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding

from reporting import checks
from reporting.custody.pades import demo_certificate, keys
from tests.conftest import unavailable

SOFTHSM = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
SECRET = "a passphrase, never to be seen"


def fault() -> str:
    with pytest.raises(keys.KeyFault) as raised:
        keys.site_key()
    assert SECRET not in str(raised.value)
    return str(raised.value)


def proves_itself(found: keys.SiteKey) -> None:
    public = found.certificate.public_key()
    if isinstance(public, ec.EllipticCurvePublicKey):
        public.verify(found.sign(b"said"), b"said", ec.ECDSA(hashes.SHA256()))
    else:
        public.verify(found.sign(b"said"), b"said", padding.PKCS1v15(), hashes.SHA256())


@pytest.mark.parametrize(
    "key",
    [
        ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
        ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
        ["rsa", "-pkeyopt", "rsa_keygen_bits:3072"],
    ],
    ids=lambda key: key[-1],
)
def test_a_key_in_a_pem_file(authority, signs_with, key):
    signs_with(authority.issue("site", key=key, subject="Breast Imaging"))
    found = keys.site_key()
    assert found.name == "Breast Imaging"
    printed = authority.openssl("x509", "-in", "site.pem", "-noout", "-fingerprint", "-sha256").decode()
    assert found.fingerprint == printed.split("=")[1].strip().replace(":", "").lower()
    proves_itself(found)


def test_a_key_with_a_passphrase(authority, signs_with, settings):
    private, public = authority.issue("site")
    authority.openssl(
        "pkcs8", "-topk8", "-in", str(private), "-out", "locked.key", "-passout", f"pass:{SECRET}"
    )
    locked = authority.folder / "locked.key"
    locked.chmod(0o600)
    signs_with((locked, public), SECRET)
    proves_itself(keys.site_key())
    settings.SIGNING_PASSPHRASE = "wrong"
    assert "SIGNING_PASSPHRASE" in fault()


def test_a_pkcs12_file_brings_its_certificates(authority, signs_with, settings):
    private, public = authority.issue("site")
    made = ("-export", "-inkey", str(private), "-in", str(public), "-out", "site.p12", "-passout")
    authority.openssl("pkcs12", *made, f"pass:{SECRET}")
    bundle = authority.folder / "site.p12"
    bundle.chmod(0o600)
    signs_with((bundle, Path()), SECRET)
    found = keys.site_key()
    assert [each.subject for each in found.chain] == [found.certificate.issuer]
    proves_itself(found)
    settings.SIGNING_PASSPHRASE = "wrong"
    assert "SIGNING_PASSPHRASE" in fault()


def test_a_key_in_a_security_module(authority, settings, tmp_path, monkeypatch):
    pytest.importorskip("pkcs11")
    module = next((path for path in SOFTHSM if Path(path).exists()), None)
    if module is None or shutil.which("softhsm2-util") is None:
        unavailable("no SoftHSM on this machine (apt-get install softhsm2)")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm2.conf"))
    private, public = authority.issue("site")
    authority.openssl("pkcs8", "-topk8", "-nocrypt", "-in", str(private), "-out", "plain.key")
    for step in (
        ["--init-token", "--free", "--label", "ductogram", "--so-pin", "1234", "--pin", "4321"],
        ["--import", "plain.key", "--token", "ductogram", "--label", "site", "--id", "01", "--pin", "4321"],
    ):
        subprocess.run(["softhsm2-util", *step], cwd=authority.folder, check=True, capture_output=True)
    settings.SIGNING_KEY = f"pkcs11:token=ductogram;object=site?module-path={module}"
    settings.SIGNING_CERTIFICATE, settings.SIGNING_PASSPHRASE = str(public), "4321"
    found = keys.site_key()
    proves_itself(found)
    assert "4321" not in repr(found)
    child = os.fork()  # as a server does with its workers
    if child == 0:
        try:
            found.sign(b"said")
        finally:
            os._exit(0 if found.sign(b"said") else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    settings.SIGNING_PASSPHRASE = "9999"
    assert fault() == "Signing with the key “site” of the token “ductogram” failed (PinIncorrect)."


@pytest.mark.parametrize(
    ("uri", "told"),
    [("pkcs11:token=t;object=o", "module-path"), ("pkcs11:object=o?module-path=/x.so", "token=")],
)
def test_half_a_name_of_a_security_module(authority, signs_with, settings, uri, told):
    signs_with(authority.issue("site"))
    settings.SIGNING_KEY = uri
    assert told in fault()


def test_without_a_key_nothing_is_signed(settings):
    settings.SIGNING_KEY = ""
    assert keys.site_key() is None
    assert checks.signing_key(None) == []


def test_what_is_not_fit_to_sign(authority, signs_with):
    private, public = authority.issue("site")
    other, others = authority.issue("other")
    signs_with((private, others))
    assert "does not belong" in fault()
    signs_with((private, authority.folder / "nothing.pem"))
    assert "No such file" in fault()
    signs_with((authority.folder / "nothing.key", public))
    assert "cannot be read (No such file" in fault()
    signs_with((private, private))
    assert "no certificate" in fault()
    signs_with(authority.issue("weak", key=["rsa", "-pkeyopt", "rsa_keygen_bits:2048"]))
    assert "2048 bits; at least 3072" in fault()
    signs_with(authority.issue("curve", key=["ec", "-pkeyopt", "ec_paramgen_curve:secp224r1"]))
    assert "P-256" in fault()
    signs_with(authority.issue("web", "web"))
    assert "not meant for signatures" in fault()
    private.chmod(0o640)
    signs_with((private, public))
    assert "chmod 0600" in fault()
    (error,) = checks.signing_key(None)
    assert (error.id, error.is_serious()) == ("reporting.E020", True)


def test_a_certificate_is_watched_before_and_after_it_expires(authority, signs_with):
    signs_with(authority.issue("long", days=61))
    assert checks.signing_key(None) == []
    signs_with(authority.issue("short", days=59))
    (warning,) = checks.signing_key(None)
    assert (warning.id, warning.is_serious()) == ("reporting.W020", False)
    signs_with(authority.issue("gone", days=-1))
    (error,) = checks.signing_key(None)
    assert "expired on" in error.msg


def test_the_demo_makes_its_own_certificate_once(tmp_path):
    folder = tmp_path / "data" / "signing"
    demo_certificate.ensure_certificate(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    demo_certificate.ensure_certificate(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    key, site, roots = demo_certificate.paths(folder)
    done = subprocess.run(
        ["openssl", "verify", "-x509_strict", "-CAfile", roots, site], capture_output=True, text=True
    )
    assert done.stdout.strip().endswith("OK"), done.stderr
    told = subprocess.run(
        ["openssl", "x509", "-in", site, "-noout", "-subject"], capture_output=True, text=True
    )
    assert "not for patients" in told.stdout

"""Authorities, certificates and a time-stamp server, made for the tests by openssl: nothing of ours judges itself."""

from __future__ import annotations

import http.server
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import unavailable

EC = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
# As a certificate of an authority, of a site, of a time-stamp server, of a web server.
EXTENSIONS = """\
[req]
distinguished_name = dn
[dn]
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[site]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature, nonRepudiation
crlDistributionPoints = URI:{address}/authority.crl
[server]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
crlDistributionPoints = URI:{address}/authority.crl
[web]
basicConstraints = critical, CA:false
keyUsage = critical, keyEncipherment
[ca]
default_ca = here
[here]
database = {folder}/index.txt
crlnumber = {folder}/crlnumber
default_md = sha256
default_crl_days = 30
[tsa]
default_tsa = stamps
[stamps]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """A certificate authority in a folder, which also answers over HTTP at ``address``."""

    folder: Path
    address: str

    def openssl(self, *arguments: str, **given: bytes) -> bytes:
        return subprocess.run(
            ["openssl", *arguments], cwd=self.folder, check=True, capture_output=True, **given
        ).stdout

    def issue(
        self, name: str, role: str = "site", *, days: int = 365, key: list[str] = EC, subject: str = ""
    ) -> tuple[Path, Path]:
        """Paths of a new key, for its owner alone, and of its certificate followed by the authority's."""
        private, public, request = (self.folder / f"{name}{end}" for end in (".key", ".pem", ".csr"))
        self.openssl("genpkey", "-algorithm", *key, "-out", str(private))
        private.chmod(0o600)
        config = str(self.folder / "openssl.cnf")
        named = ["-subj", f"/O=Test/CN={subject or name}", "-config", config]
        if role == "authority":
            made = ["-x509", "-days", str(days), "-extensions", role, "-out", str(public)]
            self.openssl("req", "-new", "-key", str(private), *named, *made)
            return private, public
        self.openssl("req", "-new", "-key", str(private), *named, "-out", str(request))
        by = ["-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial", "-days", str(days)]
        self.openssl(
            "x509",
            "-req",
            "-in",
            str(request),
            *by,
            "-extfile",
            config,
            "-extensions",
            role,
            "-out",
            str(public),
        )
        public.write_bytes(public.read_bytes() + (self.folder / "authority.pem").read_bytes())
        return private, public


class _Answers(http.server.BaseHTTPRequestHandler):
    """POST is a request for a time stamp, GET asks for the list of revoked certificates."""

    authority: Authority
    asked: list[str]
    broken = ""

    def do_POST(self) -> None:
        self.asked.append("stamp")
        query = self.rfile.read(int(self.headers["Content-Length"]))
        if self.broken == "silent":
            threading.Event().wait(30)
        (self.authority.folder / "query.tsq").write_bytes(query)
        answer = self.authority.openssl(
            *("ts", "-reply", "-config", "openssl.cnf", "-queryfile", "query.tsq"),
            *("-inkey", "stamps.key", "-signer", "stamps.pem", "-chain", "authority.pem"),
        )
        self._send(b"not a time stamp" if self.broken == "garbage" else answer, "application/timestamp-reply")

    def do_GET(self) -> None:
        self.asked.append("revoked")
        if self.broken == "no list":
            self.send_error(404)
            return
        self._send((self.authority.folder / "authority.crl").read_bytes(), "application/pkix-crl")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    """An authority with a list of revoked certificates (none), and a time-stamp server of its own."""
    if shutil.which("openssl") is None:
        unavailable("no openssl on this machine (apt-get install openssl)")
    handler = type("Answers", (_Answers,), {"asked": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = tmp_path / "authority"
    folder.mkdir()
    made = Authority(folder, f"http://127.0.0.1:{server.server_port}")
    handler.authority = made  # type: ignore[attr-defined]
    made.answers = handler  # type: ignore[attr-defined]
    (folder / "openssl.cnf").write_text(EXTENSIONS.format(address=made.address, folder=folder))
    (folder / "index.txt").touch()
    (folder / "crlnumber").write_text("01\n")
    (folder / "serial").write_text("01\n")
    made.issue("authority", "authority")
    made.issue("stamps", "server")
    made.openssl(
        *("ca", "-gencrl", "-config", "openssl.cnf", "-keyfile", "authority.key", "-cert", "authority.pem"),
        *("-out", "list.pem"),
    )
    made.openssl("crl", "-in", "list.pem", "-outform", "DER", "-out", "authority.crl")
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no authority that is away."""
    monkeypatch.setattr("reporting.custody.pades.signing.AUTHORITY_TIMEOUT", 60.0)


@pytest.fixture
def signs_with(settings) -> Callable[[tuple[Path, Path]], None]:
    """Let the site sign with this key and certificate."""

    def configured(issued: tuple[Path, Path], passphrase: str = "") -> None:
        settings.SIGNING_KEY, settings.SIGNING_CERTIFICATE = map(str, issued)
        settings.SIGNING_PASSPHRASE = passphrase

    return configured

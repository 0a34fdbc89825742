"""Signed PDFs, judged by pyHanko, by poppler, and by the judges of accessible and archival PDF."""

import datetime
import io
import random
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from reporting.custody.pades import keys
from reporting.custody.pades.event_loop import run
from reporting.custody.pades.signing import SignatureStatement, SigningAuthorities, sign
from reporting.custody.pades.validation import find_fault
from reporting.ductography.layout.print_state import Verification
from reporting.pdf.report import render
from tests.conftest import unavailable
from tests.pdf.judges import checked_by_qpdf, failures
from tests.pdf.samples import LETTERHEAD, papilloma, stamp

# A little later, as the certificates are made after this line.
NOW = datetime.datetime.now(datetime.UTC).replace(microsecond=0) + datetime.timedelta(minutes=10)
STATEMENT = SignatureStatement("Dr. Żaneta Rosa (17)", "I approve it. Größe: 5 µm", "Breast Imaging", NOW)
WHERE = Verification("https://reports.hospital.example/verify/", "0123-4567-89AB-CDEF")


def printed(key: keys.SiteKey) -> bytes:
    return render(papilloma(), stamp("final", certificate=key.name, verification=WHERE), LETTERHEAD)


@pytest.fixture
def site(authority, signs_with) -> keys.SiteKey:
    signs_with(authority.issue("site", subject="Breast Imaging"))
    return keys.site_key()


@pytest.fixture
def roots(authority):
    return tuple(keys.load_certificates(str(authority.folder / "authority.pem")))


@pytest.fixture
def signed(site) -> bytes:
    return sign(printed(site), site, STATEMENT, SigningAuthorities())[0]


def verdict(pdf: bytes, authority, **given):
    """What pyHanko says of the only signature, with the authority as root."""
    root = list(load_certs_from_pemder([str(authority.folder / "authority.pem")]))
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    # A browser of an earlier test may have left its event loop running in this thread.
    return run(async_validate_pdf_signature(signature, ValidationContext(trust_roots=root, **given)))


def pdfsig(pdf: bytes, folder: Path) -> str:
    if shutil.which("pdfsig") is None:
        unavailable("no pdfsig on this machine (apt-get install poppler-utils)")
    path = folder / "judged.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", path], capture_output=True, text=True).stdout


def test_a_signed_report_is_valid_to_two_strangers(site, signed, authority, tmp_path):
    status = verdict(signed, authority)
    assert status.bottom_line
    assert status.summary() == "INTACT:TRUSTED,UNTOUCHED"
    told = pdfsig(signed, tmp_path)
    assert "Signature is Valid" in told
    assert "Total document signed" in told
    assert "Signer Certificate Common Name: Breast Imaging" in told
    assert "ETSI.CAdES.detached" in told


def test_it_says_who_signed_why_where_and_when(signed):
    field = PdfReader(io.BytesIO(signed)).get_fields()["Signature"]["/V"]
    assert (field["/Name"], field["/Reason"], field["/Location"]) == (
        STATEMENT.name,
        STATEMENT.reason,
        STATEMENT.location,
    )
    assert field["/M"] == NOW.strftime("D:%Y%m%d%H%M%SZ")
    assert field["/Reference"][0]["/TransformParams"]["/P"] == 1  # certified: no change is allowed


def test_it_stays_accessible_archival_and_as_it_was_printed(site, signed, tmp_path):
    assert signed.startswith(printed(site))
    assert failures(signed) == []
    checked_by_qpdf(signed, tmp_path)


def test_a_report_without_a_certificate_has_no_field():
    pdf = render(papilloma(), stamp("final", verification=WHERE), LETTERHEAD)
    assert PdfReader(io.BytesIO(pdf)).get_fields() in (None, {})
    assert failures(pdf) == []


def test_any_change_of_what_is_read_shows(site, signed, authority, roots, tmp_path):
    start = signed.index(b"<", signed.rindex(b"/Contents"))
    end = signed.index(b">", start) + 1
    chance = random.Random(4)
    # Not where a reader looks for the signature at all: there it finds none, which shows too.
    places = chance.sample(range(20, start), 12) + chance.sample(range(end, len(signed)), 4)
    for place in places:
        changed = bytearray(signed)
        changed[place] ^= 1
        assert find_fault(bytes(changed), site.fingerprint, NOW, roots), place
        assert "Signature is Valid" not in pdfsig(bytes(changed), tmp_path), place
    for place in range(start + 200, end, 41):  # in the signature itself, behind its algorithms' names
        changed = bytearray(signed)
        changed[place] ^= 1
        assert find_fault(bytes(changed), site.fingerprint, NOW, roots), place


def test_no_room_is_left_in_the_signature(signed):
    start = signed.index(b"<", signed.rindex(b"/Contents"))
    assert not signed[start : signed.index(b">", start)].endswith(b"0000")


@pytest.mark.parametrize("added", [b"\n", b"%a comment\n"])
def test_what_is_added_shows(site, signed, roots, added):
    assert find_fault(signed + added, site.fingerprint, NOW, roots)


def test_another_signer_shows(site, signed, authority, roots, signs_with):
    assert find_fault(signed, site.fingerprint, NOW, roots) == ""
    signs_with(authority.issue("other"))
    other = keys.site_key()
    assert "another certificate" in find_fault(signed, other.fingerprint, NOW, roots)
    authority.issue("authority", "authority")
    strangers = keys.load_certificates(str(authority.folder / "authority.pem"))
    assert "SIGNING_ROOTS" in find_fault(signed, site.fingerprint, NOW, strangers)
    assert find_fault(signed, site.fingerprint, NOW) == ""  # the fingerprint alone


def test_an_old_certificate_keeps_validating(authority, signs_with, roots):
    signs_with(authority.issue("short", days=1))
    key = keys.site_key()
    pdf, _level = sign(printed(key), key, STATEMENT, SigningAuthorities())
    assert find_fault(pdf, key.fingerprint, NOW, roots) == ""
    later = NOW + datetime.timedelta(days=2)
    assert find_fault(pdf, key.fingerprint, later, roots) != ""


def test_no_signature_shows(site):
    assert (
        find_fault(printed(site), site.fingerprint, NOW) == "the file has 0 digital signatures instead of one"
    )
    assert "cannot be read" in find_fault(b"", site.fingerprint, NOW)


@pytest.mark.parametrize(("known", "level"), [(False, "B-T"), (True, "B-LT")])
def test_a_time_stamp(authority, site, roots, known, level, tmp_path):
    asked = SigningAuthorities(authority.address, roots if known else ())
    pdf, reached = sign(printed(site), site, STATEMENT, asked)
    assert (reached, asked.level) == (level, level)
    status = verdict(pdf, authority)
    assert status.summary() == "INTACT:TRUSTED,TIMESTAMP_TOKEN<INTACT:TRUSTED>,UNTOUCHED"
    assert abs(
        status.timestamp_validity.timestamp - datetime.datetime.now(datetime.UTC)
    ) < datetime.timedelta(minutes=2)
    assert "Total document signed" in pdfsig(pdf, tmp_path)
    assert [found for found in failures(pdf) if not known or MISREAD not in found] == []
    assert find_fault(pdf, site.fingerprint, NOW, roots) == ""
    catalogue = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert ("/DSS" in catalogue) is known
    if known:
        assert len(catalogue["/DSS"]["/CRLs"]) == 1
        revoked = verdict(
            pdf,
            authority,
            revocation_mode="require",
            allow_fetching=False,
            crls=[(authority.folder / "authority.crl").read_bytes()],
        )
        assert revoked.bottom_line


# A certificate or list whose last byte happens to be a line end: the judge takes it for the end of the line before
# “endstream”. qpdf, which goes by /Length, reads the stream whole.
MISREAD = "STREAM-LENGTH"


@pytest.mark.parametrize(
    ("broken", "level"), [("garbage", "B-B"), ("silent", "B-B"), ("no list", "B-T"), ("away", "B-B")]
)
def test_an_authority_that_fails_stops_no_signature(authority, site, roots, broken, level, monkeypatch):
    if broken == "silent":
        monkeypatch.setattr("reporting.custody.pades.signing.AUTHORITY_TIMEOUT", 0.5)
    authority.answers.broken = broken
    address = "http://127.0.0.1:1/" if broken == "away" else authority.address
    pdf, reached = sign(printed(site), site, STATEMENT, SigningAuthorities(address, roots))
    assert reached == level
    assert find_fault(pdf, site.fingerprint, NOW, roots) == ""
    assert failures(pdf) == []


def test_many_sign_at_once(site, roots):
    pdf = printed(site)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _turn: sign(pdf, site, STATEMENT, SigningAuthorities())[0], range(16)))
    assert {find_fault(each, site.fingerprint, NOW, roots) for each in made} == {""}
    assert len(set(made)) == 16  # each of its own
    assert len({len(each) for each in made}) == 1

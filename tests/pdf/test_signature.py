"""The foot of a report: the code read by a stranger's reader, the link, and what is said of the digital signature."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from django.utils.translation import override
from pypdf import PdfReader

from reporting.ductography.layout.print_state import PrintState, Verification
from reporting.pdf.report import render
from tests.conftest import unavailable

from .judges import failures
from .samples import LETTERHEAD, papilloma, stamp

PAGES = (
    "https://r.example/verify/",
    "https://reports.a-hospital-with-a-long-name.example/ductography/verify/",
)
CODE = "0123-4567-89AB-CDEF"


def printed(**given: object) -> bytes:
    return render(papilloma(), stamp("final", **given), LETTERHEAD)


def words(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("address", PAGES)
def test_the_code_leads_to_the_page_of_this_report(address: str, tmp_path: Path) -> None:
    for tool, package in (("pdftoppm", "poppler-utils"), ("zbarimg", "zbar-tools")):
        if shutil.which(tool) is None:
            unavailable(f"no {tool} on this machine (apt-get install {package})")
    pdf = printed(verification=Verification(address, CODE), certificate="Breast Imaging")
    (tmp_path / "report.pdf").write_bytes(pdf)
    # As coarse as a bad fax, and in grey.
    subprocess.run(["pdftoppm", "-r", "100", "-gray", "report.pdf", "page"], cwd=tmp_path, check=True)
    images = sorted(tmp_path.glob("page-*.pgm"))
    read = subprocess.run(["zbarimg", "--quiet", "--raw", *images], capture_output=True, text=True).stdout
    assert read.strip() == f"{address}{CODE}/"
    links = [
        annotation["/A"]["/URI"]
        for page in PdfReader(io.BytesIO(pdf)).pages
        for annotation in page.get("/Annots", ())
        if annotation["/Subtype"] == "/Link"
    ]
    assert f"{address}{CODE}/" in links
    assert CODE in words(pdf)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("certificate", ["", "Breast Imaging", "W" * 200])
@pytest.mark.parametrize("status", ["final", "withdrawn"])
def test_it_stays_accessible_and_archival(certificate: str, language: str, status: str) -> None:
    given = {"withdrawn_reason": "Wrong patient."} if status == "withdrawn" else {}
    with override(language):
        where = Verification(PAGES[1], CODE)
        said = stamp(status, certificate=certificate, verification=where, **given)
        assert failures(render(papilloma(), said, LETTERHEAD)) == []


def test_it_says_truthfully_whether_the_file_is_signed() -> None:
    assert "signed with the certificate of Breast Imaging" in words(printed(certificate="Breast Imaging"))
    assert "This PDF carries no digital signature" in words(printed())
    draft = words(render(papilloma(), PrintState("draft"), LETTERHEAD))
    for never in ("digital signature", "Digital signature", "verification", "Verification"):
        assert never not in draft

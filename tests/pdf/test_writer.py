"""The file that holds the objects: every stream as long as it says, whatever its last byte is."""

import zlib

import page
import pytest
from pypdf import PdfReader
from reportlab.pdfbase.pdfdoc import PDFDocument

from reporting.pdf.syntax import name, text_string
from reporting.pdf.writer import Raw, stream, write


def test_what_is_packed_can_be_unpacked() -> None:
    written = stream(b"/N 3", b"colours" * 50)
    packed = written.partition(b"stream\n")[2].removesuffix(b"endstream\n")
    assert zlib.decompress(packed) == b"colours" * 50
    assert b"/Length %d" % len(packed) in written


@pytest.mark.parametrize("last", [b"\n", b"\r", b"\r\n", b"\n\r", b" ", b"x"])
def test_a_stream_may_end_in_anything(last: bytes, tmp_path) -> None:  # type: ignore[no-untyped-def]
    document = PDFDocument(dummyoutline=1)
    content = b"content" + last
    body = b"<</Length %d>>\nstream\n%sendstream\n" % (len(content), content)
    document.Reference(Raw(body), "free")
    path = tmp_path / "free.pdf"
    path.write_bytes(write(document, {}))
    found = [PdfReader(path).get_object(number) for number in range(1, document.objectcounter + 1)]
    (read,) = [one for one in found if hasattr(one, "get_data") and "/Type" not in one]
    assert read.get_data() == content
    report = page.validate_pdf(path, profile="3a")
    assert "PDFA3A-STREAM-LENGTH-001" not in {failure.rule_id for failure in report.failures}


def test_names_and_strings_are_written_by_the_rules() -> None:
    # ISO 32000-1, 7.3.5 and 7.9.2.2.
    assert name("application/fhir+json") == "/application#2Ffhir+json"
    assert name("a b#") == "/a#20b#23"
    assert text_string("plain (with) \\") == r"(plain \(with\) \\)"
    assert text_string("Łódź") == "<feff" + "Łódź".encode("utf-16-be").hex() + ">"
    assert text_string("\U0001f600") == "<feffd83dde00>"
    assert text_string("two\nlines").startswith("<feff")

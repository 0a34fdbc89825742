"""What reportlab writes wrong, and that it is written right here; tells when a newer reportlab needs no repair."""

import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream

from reporting.pdf import reportlab_patches
from reporting.pdf.fonts import FOLDER, MONO

NEEDLESS = "this reportlab needs the repair no longer: take it out"


def test_a_line_ends_before_the_end_of_a_stream() -> None:
    written = PDFStream(content=b"q Q").format(PDFDocument())
    assert written.endswith(b"q Qendstream\n"), NEEDLESS + " (writer.write counts on it)"


def test_the_map_to_unicode_knows_no_code_without_a_character_and_all_planes() -> None:
    made = reportlab_patches.to_unicode("Name", [0, 0x41, 0x1F600])
    assert "<01> <0041>" in made
    assert "<02> <D83DDE00>" in made  # UTF-16 of U+1F600, by the Unicode Standard, 3.9
    assert "<00> <" not in made.replace("<00> <FF>", "")
    many = reportlab_patches.to_unicode("Name", [0, *range(0x400, 0x4FF)])
    assert [int(line.split()[0]) for line in many.splitlines() if line.endswith("beginbfchar")] == [
        100,
        100,
        55,
    ]
    theirs = reportlab_patches.reportlab_to_unicode("Name", [0, 0x1F600])
    assert "<00> <0000>" in theirs and "<1F600>" in theirs, NEEDLESS


def test_a_monospaced_font_is_embedded_with_its_own_widths(monkeypatch: pytest.MonkeyPatch) -> None:
    with TTFont(FOLDER / "DejaVuSansMono.ttf") as font:
        (width,) = {advance for advance, _ in font["hmtx"].metrics.values()}
    assert {advance for advance, _ in MONO.face.hmetrics} == {width}
    monkeypatch.setattr("reportlab.pdfbase.ttfonts.TTFontFile.extractInfo", reportlab_patches.read_font)
    unrepaired = type(MONO)("unrepaired", FOLDER / "DejaVuSansMono.ttf", shapable=False)
    assert {advance for advance, _ in unrepaired.face.hmetrics} != {width}, NEEDLESS

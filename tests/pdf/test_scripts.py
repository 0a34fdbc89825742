"""Every script: letters joined, turned and stacked as its readers expect, judged by outlines and other programs."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from reporting.pdf.fonts import BOLD, REGULAR
from reporting.pdf.text import Face, wrap_lines
from tests.pdf.glyphs import drawn, of_character
from tests.pdf.reading import characters, have_cjk, pages_by_pypdf

FACE = Face(REGULAR, 14.0, 20.0, (0.0, 0.0, 0.0))
STRONG = Face(BOLD, 14.0, 20.0, (0.0, 0.0, 0.0))
ARABIC, HEBREW = "NotoSansArabic-Regular", "NotoSansHebrew-Regular"


def page(*texts: str, face: Face = FACE, width: float = 400.0) -> bytes:
    """A page with the lines of each text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (460, 800), invariant=1, initialFontName=REGULAR.fontName)  # type: ignore[arg-type]
    y = 760.0
    for text in texts:
        for line in wrap_lines(text, face, width):
            face.draw_at(canvas, 30, y, line)
            y -= face.leading
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def left_to_right(pdf: bytes) -> str:
    """What stands in the one line of the page by its place alone, as pdfminer finds it."""
    placed = [(found.x0, found.get_text()) for _, found, _ in characters(pdf)]
    return "".join(text for _, text in sorted(placed, key=lambda found: found[0]))


# The joined forms are Unicode's own presentation forms (block U+FE70), in the order in which they are seen.
JOINED = {
    "سرطان": "\ufee5\ufe8e\ufec3\ufeae\ufeb3",  # cancer: an isolated noon at the left
    "ثدي": "\ufef1\ufeaa\ufe9b",  # breast: after dal nothing joins
    "حلمة": "\ufe94\ufee4\ufee0\ufea3",  # nipple
    "قناة": "\ufe93\ufe8e\ufee8\ufed7",  # duct
}


@pytest.mark.parametrize(("word", "forms"), JOINED.items())
def test_arabic_letters_join(word: str, forms: str) -> None:
    glyphs = [*drawn(page(word))]
    assert [glyph.outline for glyph in glyphs] == [of_character(ARABIC, form) for form in forms]
    assert "".join(glyph.text for glyph in reversed(glyphs)) == word


def test_lam_and_alef_are_one_glyph_and_still_two_letters() -> None:
    ligature, blank = drawn(page("لا"))
    assert ligature.outline == of_character(ARABIC, "\ufefb")
    assert blank.outline == ((), ())
    assert (ligature.text, blank.text) == ("ا", "ل")


def test_a_non_joiner_parts_letters_and_is_kept() -> None:
    apart, together = ([*drawn(page(text))] for text in ("می\u200cخواهم", "میخواهم"))
    assert of_character(ARABIC, "\ufbfd") in {glyph.outline for glyph in apart}  # final Farsi yeh
    assert of_character(ARABIC, "\ufbfd") not in {glyph.outline for glyph in together}
    assert "".join(glyph.text for glyph in reversed(apart)) == "می\u200cخواهم"


def test_hebrew_points_stand_at_their_letters() -> None:
    pdf = page("שָׁלוֹם")
    glyphs = [*drawn(pdf)]
    assert [glyph.outline for glyph in glyphs if glyph.text in "שלום"] == [
        of_character(HEBREW, letter) for letter in "םולש"
    ]
    places = {found.get_text(): (found.x0, found.x1) for _, found, _ in characters(pdf)}
    shin, final_mem = places["ש"], places["ם"]
    assert final_mem[1] < shin[0]
    for point in "\u05b8\u05c1":  # qamats below and dot above shin: within its box
        assert shin[0] - 0.1 <= places[point][0] <= shin[1]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        # Worked by hand from UAX #9; a bracket is the one that was typed, drawn mirrored.
        ("Patient שרה לוי (1970)", "Patient )1970( יול הרש"),
        ("Patient \u2068שרה לוי\u2069 (1970)", "Patient יול הרש (1970)"),
        ("בדיקה: Papilloma 4.5 mm", "Papilloma 4.5 mm :הקידב"),
        ("שמאל (5 mm) סוף", "ףוס )mm 5( לאמש"),
        ("(אבג)", ")גבא("),
        ("גודל 12-14 מ״מ", "מ״מ 12-14 לדוג"),
        ("א 1/2 ב", "ב 1/2 א"),
        ("עמוד 3.", ".3 דומע"),
    ],
)
def test_lines_of_both_directions(text: str, seen: str) -> None:
    assert left_to_right(page(text)) == seen


def test_brackets_are_mirrored_from_right_to_left() -> None:
    first, *_, last = drawn(page("(אבג)"))
    assert first.outline == of_character("DejaVuSansCondensed", "(")
    assert first.text == ")", "it is the closing one that was typed"
    assert last.outline == of_character("DejaVuSansCondensed", ")")


def test_numbers_in_arabic_keep_their_order() -> None:
    assert left_to_right(page("قطر 4.5 سم")).find("4.5") > 0
    assert left_to_right(page("٢٥")) == "٢٥"


def copied_by_poppler(pdf: bytes) -> list[str]:
    """In the order in which a reader copies a line; without the marks of direction that poppler adds."""
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    text = done.stdout.decode()
    return ["".join(character for character in text if character not in "\u202a\u202b\u202c\f")]


CJK = ["山田 花子", "乳管内乳頭腫", "김민서"]
PURE = [
    "سرطان الثدي الأيسر",
    "ورم حليمي داخل القناة",
    "שרה לוי כהן",
    "Nguyễn Thị Ánh Tuyết",
    "Ελένη Παπαδοπούλου",
    "Зинаида Щёголева",
]


@pytest.mark.parametrize("face", [FACE, STRONG], ids=["regular", "bold"])
@pytest.mark.parametrize("read", [copied_by_poppler, pages_by_pypdf])
@pytest.mark.parametrize("text", [*PURE, *CJK])
def test_what_is_copied_is_what_was_typed(read: Callable[[bytes], list[str]], text: str, face: Face) -> None:
    if text in CJK:
        have_cjk()
    assert read(page(text, face=face))[0].strip() == text


def test_stacked_marks_are_copied_in_typed_order() -> None:
    typed = "x̂́ L̃́ j̃ ẹ̀ Ánh"
    assert copied_by_poppler(page(typed))[0].strip() == typed


def test_second_marks_stand_above_the_first() -> None:
    circumflex, acute = (glyph for glyph in drawn(page("x\u0302\u0301")) if glyph.text in "\u0302\u0301")
    assert acute.rise > circumflex.rise + 1
    bold = [glyph for glyph in drawn(page("x\u0302\u0301", face=STRONG)) if glyph.text in "\u0302\u0301"]
    assert bold[1].rise > bold[0].rise + 1


def test_a_dotted_letter_loses_its_dot_under_a_mark() -> None:
    letter, _tilde = drawn(page("j\u0303"))
    assert letter.outline == of_character("DejaVuSansCondensed", "ȷ")


def test_vietnamese_is_printed_as_plain_letters() -> None:
    assert [*drawn(page("Nguyễn Thị Ánh Tuyết", "Nguye\u0302\u0303n"))] == []


def test_chinese_and_japanese_lines_break_between_signs_but_not_before_a_stop() -> None:
    have_cjk()
    text = (
        "乳管内乳頭腫は、乳管の上皮から発生する良性腫瘍であり、"
        "血性乳頭分泌の原因となる（直径５ｍｍ）。「経過観察」が必要です。"
    )
    for width in range(60, 300, 7):
        broken = wrap_lines(text, FACE, width)
        assert "".join(broken) == text
        assert len(broken) > 1
        assert not any(line[0] in "、。）」" for line in broken)
        assert not any(line[-1] in "（「" for line in broken)
        assert all(FACE.width(line) <= width for line in broken)


def test_korean_breaks_at_spaces() -> None:
    have_cjk()
    text = "왼쪽 유방 유관 조영술 결과 충만 결손이 보입니다"
    broken = wrap_lines(text, FACE, 120)
    assert len(broken) > 2
    assert " ".join(broken) == text


def test_a_paragraph_from_right_to_left_is_broken_first_and_ordered_then() -> None:
    text = "הפפילומה (papilloma) נמצאת בצינור 3 בשעה 12 במרחק 15 mm מהפטמה בשד שמאל"
    broken = wrap_lines(text, FACE, 150)
    assert " ".join(broken) == text
    assert len(broken) > 2
    right = 30 + 150
    ends = {}
    for _, found, _ in characters(page(text, width=150)):
        if found.get_text().strip():
            base_line = round(found.matrix[5])
            ends[base_line] = max(found.x1, ends.get(base_line, 0.0))
    assert len(ends) == len(broken)
    assert all(end == pytest.approx(right, abs=0.6) for end in ends.values())


def test_one_line_from_right_to_left_stays_beside_its_label() -> None:
    assert min(found.x0 for _, found, _ in characters(page("שרה לוי"))) == pytest.approx(30, abs=0.1)


def test_the_same_text_makes_the_same_bytes() -> None:
    assert page(*PURE) == page(*PURE)


def test_fonts_are_embedded_in_part(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "page.pdf"
    path.write_bytes(page(*PURE, *JOINED))
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    for row in listed.splitlines()[2:]:
        assert row.split()[-5:-2] == ["yes", "yes", "yes"], row  # embedded, subset, with a map to Unicode
    assert path.stat().st_size < 60_000

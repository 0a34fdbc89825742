"""Which characters are printed, and what is said of those that are not."""

import importlib.machinery
import importlib.util
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from reporting import checks
from reporting.ductography.document import ReportDocument, replace_identity
from reporting.ductography.layout.print_state import AddendumText, Letterhead, PrintState
from reporting.pdf import fonts
from reporting.pdf.fonts import (
    FOLDER,
    MissingGlyph,
    describe_missing,
    missing_glyphs,
    missing_glyphs_in_texts,
)
from tests.conftest import unavailable
from tests.pdf.reading import have_cjk
from tests.pdf.samples import LETTERHEAD, SIGNED_AT, papilloma, stamp

# Alphabets and samples typed from their own standards and languages, not from the font.
PRINTED = {
    "Polish": "ĄĆĘŁŃÓŚŹŻąćęłńóśźż",
    "Czech": "ÁČĎÉĚÍŇÓŘŠŤÚŮÝŽáčďéěíňóřšťúůýž",
    "Turkish": "ÇĞİIÖŞÜçğıiöşü",
    "Romanian": "ĂÂÎȘȚăâîșț",
    "Icelandic": "ÁÐÉÍÓÚÝÞÆÖáðéíóúýþæö",
    "Vietnamese": "ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "Vietnamese vowels": "ĂăÂâĐđÊêÔôƠơƯư",
    "Greek": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "Russian": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Ukrainian": "ҐЄІЇґєії",
    "Serbian": "ЂЈЉЊЋЏђјљњћџ",
    "Armenian": "ԱԲԳԴԵԶաբգդեզ",
    "Georgian": "აბგდევზთიკლმნ",
    "signs": "–—‘’“”„…‰′″€£µ°×÷±≤≥≠≈−∞√→←↑↓½¼¾²³¹⁴₂•·†§©®™",
}


@pytest.mark.parametrize("alphabet", PRINTED.values(), ids=PRINTED.keys())
def test_alphabets_are_printed_in_every_face(alphabet: str) -> None:
    assert [*fonts.unprintable(alphabet)] == []
    for name in ("DejaVuSansCondensed", "DejaVuSansCondensed-Bold"):
        with TTFont(FOLDER / f"{name}.ttf") as font:
            assert [letter for letter in alphabet if ord(letter) not in font.getBestCmap()] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ttf")), ids=lambda path: path.stem)
def test_fonts_are_small_unhinted_and_may_be_embedded(path: Path) -> None:
    assert path.stat().st_size < 260_000
    with TTFont(path) as font:
        assert {"fpgm", "prep", "cvt "} & set(font.keys()) == set()
        assert "glyf" in font
        assert font["OS/2"].fsType == 0, "embedding is restricted"
        names = " ".join(record.toUnicode() for record in font["name"].names if record.nameID in (1, 4, 6))
    for reserved in ("Bitstream", "Vera", "Tavmjong Bah", "Arev"):
        assert reserved not in names


def test_the_licences_stand_beside_the_fonts() -> None:
    dejavu = (FOLDER / "LICENSE.txt").read_text(encoding="utf-8")
    assert "Bitstream Vera" in dejavu
    assert "Tavmjong Bah" in dejavu, "glyphs from Arev have a licence of their own"
    noto = " ".join((FOLDER / "LICENSE-Noto.txt").read_text(encoding="utf-8").split())
    assert "SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007" in noto
    assert "Copyright 2015-2020 Google LLC" in noto


def test_the_fonts_are_what_the_script_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loader = importlib.machinery.SourceFileLoader("make_fonts", "scripts/make_fonts")
    spec = importlib.util.spec_from_loader("make_fonts", loader)
    assert spec is not None
    script = importlib.util.module_from_spec(spec)
    loader.exec_module(script)
    needed = (script.FOLDER / "DejaVuSansCondensed.ttf", script.NOTO / "NotoSansHebrew-Regular.ttf")
    if not all(path.exists() for path in needed):
        unavailable(
            "no DejaVu or Noto (apt-get install fonts-dejavu-core fonts-dejavu-extra fonts-noto-core)"
        )
    monkeypatch.setattr(script, "TARGET", tmp_path)
    script.main()
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name


def named(name: str) -> ReportDocument:
    return replace_identity(papilloma(), patient_name=name)


def test_an_ordinary_report_lacks_nothing() -> None:
    assert missing_glyphs(papilloma(), stamp(), LETTERHEAD) == ()


@pytest.mark.parametrize(
    ("name", "codepoint", "unicode_name"),
    [
        ("Anna 😀", "U+1F600", "GRINNING FACE"),
        ("山田 花子", "U+5C71", "CJK UNIFIED IDEOGRAPH-5C71"),
        ("ܫܡܥܘܢ", "U+072B", "SYRIAC LETTER SHIN"),
        ("\U000e0041nna", "U+E0041", "TAG LATIN CAPITAL LETTER A"),
        ("ש\u0301רה", "U+0301", "COMBINING ACUTE ACCENT"),
        ("𠮷野", "U+20BB7", "CJK UNIFIED IDEOGRAPH-20BB7"),
        ("अनीता", "U+0905", "DEVANAGARI LETTER A"),
        ("김민서", "U+AE40", "HANGUL SYLLABLE GIM"),
        ("\ue000", "U+E000", "unnamed character"),
    ],
)
def test_a_missing_character_is_named_with_its_field(
    name: str, codepoint: str, unicode_name: str, settings: Any
) -> None:
    settings.FALLBACK_FONTS = []
    found = missing_glyphs(named(name), stamp(), LETTERHEAD)
    assert found[0].path == "identity.patient_name"
    assert (found[0].codepoint, found[0].name) == (codepoint, unicode_name)
    assert len({(glyph.path, glyph.character) for glyph in found}) == len(found)


@pytest.mark.parametrize(
    "name", ["فاطمة الزهراء", "שרה לוי", "שָׂרָה", "می\u200cخواهم", "Nguyễn", "x\u0302\u0301", "葛\U000e0100"]
)
def test_what_the_fonts_have_is_not_missing(name: str) -> None:
    if "葛" in name:
        have_cjk()
    assert missing_glyphs(named(name), stamp(), LETTERHEAD) == ()


def test_a_font_that_is_installed_prints_what_the_others_lack(settings: Any) -> None:
    have_cjk()
    for name in ("山田 花子", "김민서", "ひらがな カタカナ、。「」", "𠮷"):
        lacking = [glyph.character for glyph in missing_glyphs(named(name), stamp(), LETTERHEAD)]
        assert lacking == (["𠮷"] if name == "𠮷" else []), "beyond the plane that the font has"
    settings.FALLBACK_FONTS = []
    assert missing_glyphs(named("山田"), stamp(), LETTERHEAD) != ()


@pytest.mark.parametrize(
    ("character", "help"),
    [
        ("山", "fonts-wqy-microhei"),
        ("김", "REPORTING_FALLBACK_FONTS"),
        ("अ", "REPORTING_FALLBACK_FONTS"),
        ("😀", "Use words instead"),
        ("\u0007", "Delete it"),
        ("\ue000", "Delete it"),
        ("ש\u0301", "Remove the mark"),
    ],
)
def test_the_refusal_says_what_helps(character: str, help: str, settings: Any) -> None:
    settings.FALLBACK_FONTS = []
    (found,) = missing_glyphs_in_texts([("impression.text", f"text {character}")])
    assert str(found).startswith(f"impression.text: {found.codepoint} ")
    assert help in found.help
    assert describe_missing([found, found], 2) == f"{found} {found} {found.help}"


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("/nowhere/font.ttf", "cannot be read"),
        (__file__, "is not a font with TrueType outlines"),
        (f"{FOLDER}/NotoSansHebrew-Regular.ttf#a", "has no number behind #"),
    ],
)
def test_a_font_that_cannot_be_used_stops_the_start(named: str, said: str, settings: Any) -> None:
    settings.FALLBACK_FONTS = [named]
    (error,) = checks.fallback_fonts(None)
    assert "REPORTING_FALLBACK_FONTS" in error.msg
    assert said in error.msg
    assert named.partition("#")[0] in error.msg


def test_every_printed_text_is_asked_for() -> None:
    smile = "\U0001f600"
    addendum = AddendumText(smile, smile, SIGNED_AT)
    everywhere = PrintState(
        "withdrawn",
        signer_name=smile,
        meaning=smile,
        reason=smile,
        addenda=(addendum,),
        withdrawn_reason=smile,
        signed_at=SIGNED_AT,
    )
    paths = {
        glyph.path for glyph in missing_glyphs(ReportDocument(), everywhere, Letterhead(smile, smile, smile))
    }
    assert paths >= {
        "letterhead.name",
        "letterhead.address",
        "letterhead.phone",
        "stamp.signer_name",
        "stamp.meaning",
        "stamp.addenda[0].text",
        "stamp.withdrawn_reason",
    }


@pytest.mark.parametrize(
    "text", ["soft\u00adhyphen", "zero\u200bwidth", "\ufeffmark", "a\u200db", "tab\tand\nline"]
)
def test_formatting_characters_need_no_glyph(text: str) -> None:
    assert [*fonts.unprintable(text)] == []


def test_a_decomposed_name_is_printed_composed() -> None:
    assert [*fonts.unprintable("e\u0302\u0301 n\u0303 L\u0301")] == []


def test_a_missing_glyph_reads_as_a_sentence() -> None:
    glyph = MissingGlyph("impression.text", "ⴰ", "U+2D30", "TIFINAGH LETTER YA")
    assert str(glyph) == "impression.text: U+2D30 TIFINAGH LETTER YA cannot be printed."

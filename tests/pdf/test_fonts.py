"""Which characters are printed, and what is said of those that are not."""

import importlib.machinery
import importlib.util
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from reporting.ductography.document import ReportDocument, replace_identity
from reporting.pdf import fonts
from reporting.pdf.fonts import FOLDER, MissingGlyph, missing_glyphs
from reporting.pdf.stamp import AddendumText, Letterhead, Stamp
from tests.conftest import unavailable
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
        assert {"fpgm", "prep", "cvt ", "GSUB"} & set(font.keys()) == set()
        assert "glyf" in font
        assert font["OS/2"].fsType == 0, "embedding is restricted"
    licence = (FOLDER / "LICENSE.txt").read_text(encoding="utf-8")
    assert "Bitstream Vera" in licence
    assert "Tavmjong Bah" in licence, "glyphs from Arev have a licence of their own"


def test_the_fonts_are_what_the_script_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loader = importlib.machinery.SourceFileLoader("make_fonts", "scripts/make_fonts")
    spec = importlib.util.spec_from_loader("make_fonts", loader)
    assert spec is not None
    script = importlib.util.module_from_spec(spec)
    loader.exec_module(script)
    if not (script.FOLDER / "DejaVuSansCondensed.ttf").exists():
        unavailable("no DejaVu fonts on this machine (apt-get install fonts-dejavu-core fonts-dejavu-extra)")
    monkeypatch.setattr(script, "TARGET", tmp_path)
    script.main(script.FOLDER)
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
        ("𠮷野", "U+20BB7", "CJK UNIFIED IDEOGRAPH-20BB7"),
        ("अनीता", "U+0905", "DEVANAGARI LETTER A"),
        ("김민서", "U+AE40", "HANGUL SYLLABLE GIM"),
        ("\ue000", "U+E000", "character without a name"),
    ],
)
def test_a_missing_character_is_named_with_its_field(name: str, codepoint: str, unicode_name: str) -> None:
    found = missing_glyphs(named(name), stamp(), LETTERHEAD)
    assert found[0].path == "identity.patient_name"
    assert (found[0].codepoint, found[0].name) == (codepoint, unicode_name)
    assert len({(glyph.path, glyph.character) for glyph in found}) == len(found)


@pytest.mark.parametrize("name", ["فاطمة الزهراء", "שרה לוי", "ܫܡܥܘܢ"])
def test_scripts_from_right_to_left_cannot_be_printed_yet(name: str) -> None:
    found = missing_glyphs(named(name), stamp(), LETTERHEAD)
    letters = {glyph.character for glyph in found}
    assert letters == set(name) - {" "}
    assert "right to left" in str(found[0])
    assert "identity.patient_name" in str(found[0])


def test_every_printed_text_is_asked_for() -> None:
    smile = "\U0001f600"
    addendum = AddendumText(smile, smile, SIGNED_AT)
    everywhere = Stamp(
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
    glyph = MissingGlyph("impression.text", "☃", "U+2603", "SNOWMAN")
    assert str(glyph) == "impression.text: U+2603 SNOWMAN cannot be printed."

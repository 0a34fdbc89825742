"""Sheets for patients as PDF: every word on the page, in letters that are easy to read, in any language."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from pypdf import PdfReader

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.print_state import Letterhead
from reporting.ductography.leaflets.leaflet import Leaflet, LeafletSection
from reporting.ductography.leaflets.patient_summary import patient_summary
from reporting.ductography.leaflets.preparation_leaflet import preparation_leaflet
from reporting.ductography.vocabulary import RecommendedAction
from reporting.pdf.patient_leaflet import TEXT, missing_glyphs_in_leaflet, render_leaflet

from .reading import characters, pages_by_poppler, pages_by_pypdf, squeezed

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
CLINIC = Letterhead("Breast Imaging", "1 Example Street\nExample Town", "555 0100")
NAMES = sorted(path.stem for path in CASES.glob("*.json"))


def case(name: str) -> ReportDocument:
    return ReportDocument.from_json((CASES / f"{name}.json").read_bytes())


def assert_whole(sheet: Leaflet, pdf: bytes) -> None:
    for pages in (pages_by_pypdf(pdf), pages_by_poppler(pdf)):
        found = squeezed("".join(pages))
        for text in sheet.texts():
            assert squeezed(text) in found, text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_word_of_a_patients_sheet_is_on_one_page(name: str, language: str) -> None:
    with override(language):
        sheet = patient_summary(case(name), CLINIC)
        pdf = render_leaflet(sheet, CLINIC)
    assert_whole(sheet, pdf)
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/Lang"] == language
    assert "MRN" not in str(reader.metadata) and (sheet.subject or "x") not in str(reader.metadata)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_preparation_sheet_fits_one_page(language: str) -> None:
    with override(language):
        sheet = preparation_leaflet(CLINIC)
        pdf = render_leaflet(sheet, CLINIC)
        assert pdf == render_leaflet(preparation_leaflet(CLINIC), CLINIC), (
            "the same sheet makes the same bytes"
        )
    assert_whole(sheet, pdf)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


def test_letters_are_large_and_inside_the_page() -> None:
    assert TEXT.size >= 11
    for _page, character, (width, height) in characters(render_leaflet(preparation_leaflet(CLINIC), CLINIC)):
        assert 0 <= character.x0 <= character.x1 <= width and 0 <= character.y0 <= character.y1 <= height


def test_page_and_colour_are_those_of_the_letterhead() -> None:
    plain = render_leaflet(preparation_leaflet(CLINIC), CLINIC)
    own = replace(CLINIC, page_size="letter", accent="#7a1f3d")
    page, *_others = PdfReader(io.BytesIO(render_leaflet(preparation_leaflet(own), own))).pages
    assert [float(side) for side in page.mediabox[2:]] == [612.0, 792.0]
    assert b".478431 .121569 .239216 rg" in page.get_contents().get_data()
    assert b".478431" not in PdfReader(io.BytesIO(plain)).pages[0].get_contents().get_data()


def test_a_long_sheet_goes_on_over_the_page_and_loses_nothing() -> None:
    action = list(RecommendedAction)
    points = tuple(f"point number {number} of a very long list" for number in range(150))
    sheet = Leaflet("Title", (LeafletSection("next", "Section", tuple(map(str, action)), points),))
    pdf = render_leaflet(sheet, CLINIC)
    assert_whole(sheet, pdf)
    assert len(PdfReader(io.BytesIO(pdf)).pages) > 2


def test_what_cannot_be_printed_is_named_and_never_a_box(settings: Any) -> None:
    settings.FALLBACK_FONTS = []
    sheet = Leaflet("Title", (), "For 山田花子")
    assert {glyph.character for glyph in missing_glyphs_in_leaflet(sheet, CLINIC)} == set("山田花子")
    assert "⟦U+5C71⟧" in "".join(pages_by_pypdf(render_leaflet(sheet, CLINIC)))


def test_markup_is_only_text() -> None:
    sheet = Leaflet("<b>Title", (LeafletSection("x", "A & B", ("<papilloma> <b> unclosed",)),))
    assert_whole(sheet, render_leaflet(sheet, CLINIC))

"""Papers for those who keep the records: every word on the page, tables whole over many pages, any writing."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.translation import override
from pypdf import PdfReader

from reporting.ductography.layout.record_document import Column, RecordDocument, RecordSection, Table
from reporting.pdf.case_history import case_history_document
from reporting.pdf.record_document import render_record_document
from reporting.pdf.statistics_report import statistics_document

from .judges import checked_by_qpdf, failures, spoken
from .papers import PERIOD, RIGHT_TO_LEFT, numbers, papers, timeline
from .reading import characters, content, pages_by_poppler, pages_by_pypdf, squeezed
from .samples import LETTERHEAD, SIGNED_AT
from .structure import spoken_text, tree

HEADS = ["No.", "When", "What", "Who", "Outcome", "Ver.", "From", "Detail"]


def printed(paper: RecordDocument) -> bytes:
    return render_record_document(paper, LETTERHEAD, SIGNED_AT)


@pytest.mark.parametrize("name", papers())
def test_every_paper_conforms(name: str, tmp_path: Path) -> None:
    pdf = printed(papers()[name])
    assert failures(pdf) == []
    checked_by_qpdf(pdf, tmp_path)


def test_they_read_well_aloud(tmp_path: Path) -> None:
    assert spoken({name: printed(paper) for name, paper in papers().items()}, tmp_path) == []


@pytest.mark.parametrize("name", papers())
def test_every_word_is_read_once_in_order(name: str) -> None:
    paper = papers()[name]
    pdf = printed(paper)
    words = squeezed("".join(spoken_text(pdf)))
    expected = squeezed("".join((LETTERHEAD.name, LETTERHEAD.address, LETTERHEAD.phone, *paper.texts())))
    if RIGHT_TO_LEFT not in paper.running_title:  # which readers of PDF turn round each in its own way
        assert words.casefold() == expected.casefold()


@pytest.mark.parametrize("name", ["scripts", "right to left", "a detail of 20,000 characters", "statistics"])
def test_every_letter_stands_inside_the_page(name: str) -> None:
    for _page, character, (width, height) in characters(printed(papers()[name])):
        assert 0 <= character.x0 <= character.x1 <= width and 0 <= character.y0 <= character.y1 <= height


def test_german_and_letter_paper_conform() -> None:
    with override("de"):
        made = {
            "Verlauf": case_history_document(timeline(40)),
            "Statistik": statistics_document(numbers(), *PERIOD),
        }
        for title, paper in made.items():
            pdf = render_record_document(paper, replace(LETTERHEAD, page_size="letter"), SIGNED_AT)
            assert failures(pdf) == []
            reader = PdfReader(io.BytesIO(pdf))
            assert reader.trailer["/Root"]["/Lang"] == "de"
            assert title in pages_by_pypdf(pdf)[0]
            assert float(reader.pages[0].mediabox.height) == 792


def test_figures_stand_at_the_right_of_their_column() -> None:
    paper = RecordDocument(
        "Title", "", (RecordSection("S", table=Table((Column("A", 0.5), Column("B", 0.5, True)), ROWS)),)
    )
    ends = {
        round(found.x1, 1) for _page, found, _size in characters(printed(paper)) if found.get_text() == "§"
    }
    assert len(ends) == 1


ROWS = (("one", "§"), ("two", "123§"), ("three", "1§"))


def test_statistics_print_every_count_with_what_it_is_of() -> None:
    words = " ".join(" ".join(pages_by_pypdf(printed(papers()["statistics"]))).split())
    for told in (
        "Not signed yet 6 40 15 %",
        "Amended at least once 8 34 24 %",
        "Partially successful 3 30 10 %",
        "Of the 2 not attempted, 1 because ductography was not indicated.",
        "Technically successful examinations 22 28 79 % 60–90 %",
        "At least partially cannulated ducts 29 33 88 % 73–95 %",
        "BI-RADS 4A – low suspicion for malignancy 14 30 47 %",
        "Not recorded 3 30 10 %",
        "Image-guided core biopsy 12 30 40 %",
        "Days 30 0 2",
        "Within 24 hours 3 7 43 %",
        "Not yet opened 2 7 29 %",
    ):
        assert told in words, told


def test_a_table_of_200_events_is_one_table_whose_head_stands_on_each_of_its_pages() -> None:
    pdf = printed(papers()["200 events"])
    table = tree(pdf).all("Table")[-1]
    assert len(table.kids) == 201
    head, *rows = table.kids
    assert [cell.tag for cell in head.kids] == ["TH"] * 8
    assert {cell.entries["/A"]["/Scope"] for cell in head.kids} == {"/Column"}
    for row in rows:
        assert [cell.tag for cell in row.kids] == ["TH", *["TD"] * 7]
        assert row.kids[0].entries["/A"]["/Scope"] == "/Row"
        assert len({page for cell in row.kids for page in cell.pages}) == 1, "a row is cut"
    pages = pages_by_poppler(pdf)
    spread = {page for row in rows for cell in row.kids for page in cell.pages}
    assert len(spread) > 4
    for page in spread:
        assert squeezed("".join(HEADS)) in squeezed(pages[page]), f"page {page + 1} has no head"
    # Who listens hears it once.
    assert squeezed("".join(spoken_text(pdf))).count(squeezed("".join(HEADS))) == 1
    assert {page for cell in head.kids for page in cell.pages} == {min(spread)}


def test_no_heading_is_left_alone_at_the_foot() -> None:
    columns = (Column("A", 0.5), Column("B", 0.5, numeric=True))
    for rows in range(46, 60):
        listed = Table(columns, tuple((str(number), str(number)) for number in range(rows)))
        sections = (RecordSection("First", table=listed), RecordSection("Second part", table=listed))
        pages = pages_by_pypdf(printed(RecordDocument("Title", "", sections)))
        page = next(page for page in pages if "Second part" in page)
        assert page.split("Second part")[1].split()[:4] == ["A", "B", "0", "0"], rows


def test_equal_papers_make_equal_bytes_and_say_nothing_of_the_patient() -> None:
    pdf = printed(papers()["short"])
    assert pdf == printed(papers()["short"])
    assert pdf != printed(case_history_document(replace(timeline(), report_id="other")))
    reader = PdfReader(io.BytesIO(pdf))
    said = f"{reader.metadata} {reader.xmp_metadata.stream.get_data()!r} {reader.outline}"
    assert "Case history" in said
    for secret in ("Kowalska", "MRN-4711", "ACC-2026"):
        assert secret not in said


def test_pages_are_numbered_and_name_whose_history_they_are() -> None:
    pages = pages_by_pypdf(printed(papers()["200 events"]))
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Kowalska" in page


def test_markup_is_only_text_and_no_character_becomes_a_box() -> None:
    odd = "<b>unclosed <papilloma> & \U0001f600 ]] (("
    paper = RecordDocument(
        odd, odd, (RecordSection(odd, (odd,), ((odd, odd),), Table((Column(odd, 1.0),), ((odd,),)), (odd,)),)
    )
    pdf = printed(paper)
    assert failures(pdf) == []
    shown = squeezed(odd.replace("\U0001f600", "⟦U+1F600⟧"))
    assert content(pages_by_pypdf(pdf)).count(shown) == 9

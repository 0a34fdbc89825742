"""What a screen reader is told: every word once, in the order in which it stands, as what it is."""

import itertools
import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.utils.translation import override

from reporting.ductography.document import differences
from reporting.ductography.layout.report_layout import build_report_layout
from reporting.ductography.layout.report_sections import Section
from reporting.ductography.leaflets.patient_summary import patient_summary
from reporting.pdf import style
from reporting.pdf.archival import FileDescription
from reporting.pdf.canvas import TaggedCanvas
from reporting.pdf.fields import text_row
from reporting.pdf.patient_leaflet import render_leaflet
from reporting.pdf.report import render
from reporting.pdf.tagging import document as document_element
from tests.full_document import full_document

from .judges import failures
from .reading import content, pages_by_poppler, squeezed
from .samples import DUCT, IDENTITY, LETTERHEAD, VIEWS, cases, document, papilloma, stamp
from .structure import spoken_text, tree

AFTER = full_document()
# Beside each other stand two pictures with their captions below: there the tree reads picture by picture.
FULL = full_document(2).model_copy(update={"key_images": ()})
GIVEN = cases() | {
    "every field": (FULL, stamp("final", FULL)),
    "many changes": (AFTER, stamp("amended", AFTER, changes=differences(papilloma(), AFTER))),
}
LONG = "words that go on over the page " * 400


@cache
def printed(name: str) -> bytes:
    return render(*GIVEN[name], LETTERHEAD)


@pytest.mark.parametrize("name", GIVEN)
def test_what_is_read_is_what_stands_there_in_the_same_order(name: str) -> None:
    pages = pages_by_poppler(printed(name))
    marks = squeezed(
        pages[0].partition("Page 1 of")[0]
    )  # they stand above everything, and in the foot the title
    read = squeezed("".join(spoken_text(printed(name))))
    written = content(pages)
    assert read.endswith(written)
    above = read.removesuffix(written)
    assert marks.startswith(above), "only the marks of the state are read before the content"
    assert bool(above) == (cases().get(name, (None, stamp()))[1].status != "final" or name in MARKED)


MARKED = {"bilateral", "every field", "many changes"}


@pytest.mark.parametrize("name", GIVEN)
def test_the_tree_is_well_formed(name: str) -> None:
    root = tree(printed(name))
    assert root.tag == "Document"
    levels = [int(found.tag[1]) for found in root.walk() if re.fullmatch(r"H\d", found.tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels)), "no level is left out"
    for table in root.all("Table"):
        rows = [[cell.tag for cell in row.kids] for row in table.kids]
        assert {row.tag for row in table.kids} == {"TR"}
        assert len({len(row) for row in rows}) == 1, "as many cells in every row"
        assert all(row[0] == "TH" for row in rows)
    for item in root.all("LI"):
        assert [kid.tag for kid in item.kids] in (["Lbl", "LBody"], ["LBody"])
    for figure in root.all("Figure"):
        assert len(figure.entries["/Alt"]) > 20
        assert len(figure.entries["/A"]["/BBox"]) == 4
    for found in root.walk():
        assert not (found.kids and found.pages), "either elements or content"
        assert found.kids or found.pages or found.tag in ("TD", "TH"), f"{found.tag} is empty"


def test_a_label_heads_the_row_of_its_value() -> None:
    said = [squeezed(piece) for piece in spoken_text(printed("papilloma"))]
    for label, value in (
        ("Patient", "Kowalska-Łąk,Żaneta"),
        ("Assessment", "BI-RADS4A–lowsuspicionformalignancy,GICS3"),
    ):
        at = said.index(label)
        assert said[at + 1].startswith(value), (label, said[at + 1])


def test_words_do_not_run_together_where_a_line_ends() -> None:
    pieces = " ".join(" ".join(spoken_text(printed("papilloma"))).split())
    assert papilloma().impression.text in pieces
    given = document(impression={"text": "first\nsecond"}, indication={"text": LONG.strip()})
    pdf = render(given, stamp("final", given), LETTERHEAD)
    pieces = " ".join(" ".join(spoken_text(pdf)).split())
    assert "first second" in pieces
    assert LONG.strip() in pieces, "nor where a page ends"


def test_a_paragraph_on_several_pages_is_one_paragraph() -> None:
    given = document(impression={"text": LONG.strip()}, indication={"text": LONG.strip()})
    root = tree(render(given, stamp("final", given), LETTERHEAD))
    spread = [found for found in root.walk() if len(set(found.pages)) > 1]
    assert {found.tag for found in spread} == {"P", "LBody"}
    for found in spread:
        assert found.pages == sorted(found.pages)


def test_a_table_on_several_pages_is_one_table_with_one_head() -> None:
    changes = differences(papilloma(), AFTER)
    tables = [
        table for table in tree(printed("many changes")).all("Table") if len(table.kids) == len(changes) + 1
    ]
    whole = tables[-1]
    assert [cell.entries["/A"]["/Scope"] for cell in whole.kids[0].kids] == ["/Column"] * 3
    assert [cell.entries["/A"]["/Scope"] for row in whole.kids[1:] for cell in row.kids[:1]] == [
        "/Row"
    ] * len(changes)
    pages = {page for cell in whole.walk() for page in cell.pages}
    assert len(pages) > 1


def test_a_list_on_several_pages_is_one_list() -> None:
    views = VIEWS * 200
    given = document(ducts=[{**DUCT, "views": views}])
    whole = max(
        tree(render(given, stamp("final", given), LETTERHEAD)).all("L"), key=lambda listed: len(listed.kids)
    )
    assert len(whole.kids) >= len(views)
    assert len({page for found in whole.walk() for page in found.pages}) > 1
    lists = tree(printed("every field")).all("L")
    # As many lists as groups of answers: none is begun anew on a page.
    layout = build_report_layout(FULL, stamp("final", FULL), LETTERHEAD)
    groups = [group for section in layout.details for group in every(section) if group.entries]
    assert len(lists) == len(groups) + 1  # and that of the numbers of the surgical map


def every(section: Section) -> Iterator[Section]:
    yield section
    for below in section.sections:
        yield from every(below)


RIGHT_TO_LEFT = {"Arabic": "مريم عبد الله", "Hebrew": "שרה כהן", "both": "Papilloma في الثدي 12 mm שלום"}


@pytest.mark.parametrize("text", RIGHT_TO_LEFT.values(), ids=RIGHT_TO_LEFT)
def test_what_is_drawn_from_right_to_left_is_told_as_it_was_typed(text: str) -> None:
    given = document(
        identity={**IDENTITY, "patient_name": text}, impression={"text": f"{text} " * 60 + "end"}
    )
    pdf = render(given, stamp("final", given), LETTERHEAD)
    assert failures(pdf) == []
    told = [found.entries["/ActualText"] for found in tree(pdf).walk() if "/ActualText" in found.entries]
    assert text in told
    assert " ".join([text] * 60 + ["end"]) in told
    assert all("/ActualText" not in found.entries for found in tree(printed("papilloma")).walk())


def test_bullets_of_a_sheet_are_labels_of_a_list() -> None:
    with override("en"):
        root = tree(render_leaflet(patient_summary(papilloma(), LETTERHEAD), LETTERHEAD))
    (bulleted, *_) = root.all("L")
    assert bulleted.entries["/A"]["/ListNumbering"] == "/Disc"
    assert [kid.tag for kid in bulleted.kids[0].kids] == ["Lbl", "LBody"]


def canvas() -> TaggedCanvas:
    return TaggedCanvas(
        style.PageStyle().page, document_element(), FileDescription("Title", "Author", "Subject", "en")
    )


def test_a_link_says_where_it_leads() -> None:
    made = canvas()
    made.root.heading(1, "Title")
    row = text_row("Title", style.PageStyle().title, 300, made.root.kids[0])
    row.draw_text(made, 50, 700)
    element = made.root.add("P").add("Link")
    text_row("verify", style.VALUE, 100, element).draw_text(made, 50, 600)
    made.link(element, (50, 590, 90, 602), "https://example.org/verify", "Verify this report")
    made.showPage()
    pdf = made.finish()
    assert failures(pdf) == []
    (link,) = tree(pdf).all("Link")
    assert link.pages == [0, 0]  # the word, and the place to click


def test_a_field_of_a_signature_has_its_form_element() -> None:
    made = canvas()
    text_row("Title", style.PageStyle().title, 300, made.root.heading(1, "Title")).draw_text(made, 50, 700)
    element = made.root.add("Form")
    made.annotate(
        element, "/Subtype/Widget/FT/Sig/T(signature)/TU(Signature)/F 132/Rect[0 0 0 0]", field=True
    )
    made.showPage()
    pdf = made.finish()
    assert failures(pdf) == []
    assert tree(pdf).all("Form")[0].pages == [0]


def test_words_of_no_element_fail_before_the_judges() -> None:
    made = canvas()
    made.root.heading(1, "Title")
    with made.artifact():
        made.rect(10, 10, 10, 10)
    made.drawString(50, 50, "nobody says what this is")
    made.showPage()
    assert any(found.startswith("ua1") for found in failures(made.finish()))

"""An ordinary report fits on one page of either size, a complex one on two, and nothing hangs over."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reporting.ductography.document import Difference, ReportDocument
from reporting.ductography.judgement.suggestion_snapshot import frozen
from reporting.ductography.layout.print_state import Letterhead, PrintState, Verification
from reporting.ductography.layout.report_layout import build_report_layout
from reporting.pdf import style
from reporting.pdf.blocks import Row
from reporting.pdf.diagram import FONT_SIZE_MIN, FigureRow
from reporting.pdf.layout import PageFrame, paginate, paginate_compactly
from reporting.pdf.page_breaks import Block
from reporting.pdf.sections import report_blocks
from reporting.pdf.tagging import document as document_element

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
SIZES = ("a4", "letter")
COMPLEX = {"synthetic-both-breasts", "synthetic-two-ducts", "synthetic-cancer-signs"}
LONG = {"synthetic-male"}  # four steps of two lines each, and a finding of two lines
# Their page is full before the suggestion with its sources, which a signature adds.
LONG_WITH_SUGGESTION = {"synthetic-air-bubble", "synthetic-male"}
LETTERHEAD = Letterhead("Breast Imaging", "12 Example Street\n12345 Exampletown", "01234 567890")
SIGNED_AT = datetime.datetime(2026, 5, 17, 16, 4, tzinfo=datetime.UTC)
# What a small change of a signed report prints above the result.
CHANGED = (Difference("ducts[0].contrast.volume_ml", "volume", "0.6 mL", "0.5 mL"),)


def signed(document: ReportDocument, status: str = "final") -> PrintState:
    """The stamp with most to print: certificate, code and QR."""
    return PrintState(
        status,
        1,
        document.digest(),
        "Rosa",
        SIGNED_AT,
        "I am responsible for this report.",
        certificate="Ductography demo",
        verification=Verification("https://ductography.example.org/verify/", "7K3M-9QWX-2RTP-HV4D"),
    )


def laid_out(
    name: str, size: str, stamp: PrintState | None = None, with_suggestion: bool = False
) -> tuple[list[list[Block]], PageFrame]:
    document = ReportDocument.from_json((CASES / f"{name}.json").read_bytes())
    if with_suggestion:
        document = frozen(document)
    layout = build_report_layout(document, stamp or signed(document), replace(LETTERHEAD, page_size=size))
    root = document_element()
    frame = PageFrame(layout, tuple(root.add("P") for _ in layout.marks))
    return paginate_compactly(list(report_blocks(layout, root)), frame), frame


def letters(pages: list[list[Block]]) -> Iterator[float]:
    """Sizes of the letters in the drawings, in points."""
    for block in (block for page in pages for block in page):
        if isinstance(block, FigureRow):
            yield block.smallest * block.scale


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.json")))
def test_one_duct_is_one_page_and_more_are_two(name: str, size: str) -> None:
    pages, frame = laid_out(name, size)
    assert len(pages) == (2 if name in COMPLEX | LONG else 1)
    for number, page in enumerate(pages, start=1):
        assert sum(block.height for block in page) <= frame.room(number) + 0.01
    assert all(letter >= FONT_SIZE_MIN - 0.01 for letter in letters(pages))


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.json")))
def test_what_a_signature_adds_takes_no_further_page(name: str) -> None:
    """Signed, a report keeps the suggested steps with their sources."""
    pages, _frame = laid_out(name, "a4", with_suggestion=True)
    assert len(pages) == (2 if name in COMPLEX | LONG_WITH_SUGGESTION else 1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["synthetic-normal", "synthetic-cancer-signs", "c07"])
def test_a_small_amendment_leaves_the_map_on_the_first_page(name: str, size: str) -> None:
    document = ReportDocument.from_json((CASES / f"{name}.json").read_bytes())
    stamp = replace(signed(document, "amended"), version_number=2, reason="Misread.", changes=CHANGED)
    pages, _frame = laid_out(name, size, stamp)
    assert len(pages) <= 2
    assert any(isinstance(block, FigureRow) for block in pages[0])


def test_no_page_begins_within_a_short_section() -> None:
    pages, frame = laid_out("synthetic-cancer-signs", "a4")
    first = next(block for block in pages[1] if isinstance(block, Row))
    (run, *_others) = first.cells[0].lines[0]
    assert run.face == frame.page_style.details_title


def test_white_space_gives_way_only_where_that_saves_a_page() -> None:
    short, frame = laid_out("n01", "a4")
    loose = [block for page in short for block in page]
    assert paginate_compactly(loose, frame) == paginate(loose, frame)
    pages, frame = laid_out("synthetic-normal", "a4")
    assert sum(block.height for block in pages[0]) == pytest.approx(frame.room(1), abs=0.01)


def test_no_face_of_running_text_is_too_small() -> None:
    """Strips and remarks in drawings are no running text."""
    faces = {name: face for name, face in vars(style).items() if isinstance(face, style.Face)}
    assert {name for name, face in faces.items() if face.size < 7.2} == {"TINY", "FINGERPRINT"}

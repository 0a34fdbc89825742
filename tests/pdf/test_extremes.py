"""What no one should write still prints: inside the page, whole, and in bounded time."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.ductography.document import ReportDocument
from reporting.ductography.document.text import refused_characters
from reporting.pdf import bidi, style
from reporting.pdf.fonts import PLAIN
from reporting.pdf.fonts.embedding import JOINER
from reporting.pdf.report import render
from reporting.pdf.text import printable
from tests.full_document import full_document
from tests.pdf.reading import characters, content, pages_by_pypdf, squeezed
from tests.pdf.samples import DEFECT, DUCT, IDENTITY, LETTERHEAD, bilateral, cases, document, papilloma, stamp

LONG_WORD = "Lungenflügelentzündung" * 228  # 5,016 characters
UNBROKEN = "x" * 20_000
FOOT = style.MARGIN_BOTTOM - 22


def printed(report: ReportDocument, status: str = "final") -> bytes:
    return render(report, stamp(status, report), LETTERHEAD)


def outside(pdf: bytes) -> list[tuple[int, str, tuple[float, float, float, float]]]:
    """Characters that are not wholly within the margins; pdfminer's boxes are as high as the font's line."""
    found = []
    for number, character, (width, height) in characters(pdf):
        x0, y0, x1, y1 = character.bbox
        inside = (
            x0 >= style.MARGIN_X - 1
            and x1 <= width - style.MARGIN_X + 1
            and y0 >= FOOT
            and y1 <= height - style.MARGIN_TOP + 6
        )
        if not inside and character.get_text().strip():
            found.append((number, character.get_text(), character.bbox))
    return found


EXTREMES = {
    "ordinary": papilloma(),
    "bilateral": bilateral(),
    "every field": full_document(2),
    "unbroken": document(impression={"text": UNBROKEN}),
    "unbroken recommendation": document(recommendation={"text": UNBROKEN, "departure_reason": UNBROKEN}),
    "unbroken comment": document(ducts=[{**DUCT, "comment": UNBROKEN}]),
    "unbroken at the end": document(origin={"kind": "published", "teaching": UNBROKEN}),
    "long words": document(
        impression={"text": LONG_WORD},
        indication={"text": f"before {LONG_WORD} after {LONG_WORD}"},
    ),
    "300 findings": document(
        ducts=[{**DUCT, "findings": [{**DEFECT, "comment": f"no {n}"} for n in range(300)]}]
    ),
    "many lines": document(impression={"text": "\n".join(map(str, range(2000)))}),
    "long identity": document(
        identity={
            **IDENTITY,
            **dict.fromkeys(
                ("patient_name", "mrn", "accession_number", "referrer", "operator", "facility"), "W" * 500
            ),
        }
    ),
}


# 300 findings look like 40 to whoever asks about margins, and take seven times as long to read.
FOR_MARGINS = EXTREMES | {
    "300 findings": document(ducts=[{**DUCT, "findings": [{**DEFECT, "comment": "no"} for _ in range(40)]}]),
    "many lines": document(impression={"text": "\n".join(map(str, range(300)))}),
}


@pytest.mark.parametrize("name", FOR_MARGINS)
def test_all_characters_stand_inside_the_page(name: str) -> None:
    assert outside(printed(FOR_MARGINS[name], "withdrawn")) == []


@pytest.mark.parametrize("name", cases())
def test_every_state_stands_inside_the_page(name: str) -> None:
    assert outside(render(*cases()[name], LETTERHEAD)) == []


@pytest.mark.parametrize("name", ["bilateral", "every field", "long identity"])
def test_all_characters_stand_inside_a_letter_page(name: str) -> None:
    given = EXTREMES[name]
    pdf = render(given, stamp("final", given), replace(LETTERHEAD, page_size="letter"))
    assert {size for _page, _character, size in characters(pdf)} == {(612.0, 792.0)}
    assert outside(pdf) == []


def test_a_long_letterhead_and_stamp_stand_inside_the_page() -> None:
    letterhead = replace(LETTERHEAD, name="N" * 300, address="\n".join(["A" * 90] * 5), phone="0" * 200)
    marked = stamp("withdrawn", withdrawn_reason=UNBROKEN, signer_name="S" * 300, meaning="M" * 900)
    pdf = render(papilloma(), marked, letterhead)
    assert outside(pdf) == []
    text = content(pages_by_pypdf(pdf))
    for whole in (UNBROKEN, "S" * 300, "M" * 900, "N" * 300):
        assert whole in text


def test_300_findings_are_all_printed_each_with_its_heading() -> None:
    pages = pages_by_pypdf(printed(EXTREMES["300 findings"]))
    assert len(pages) > 20
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    text = content(pages)
    for number in range(300):
        assert text.count(f"Finding{number + 1}:fillingdefect") == 1
        assert f"Comment:no{number}" in text
    for page in pages:
        last = page.rstrip().splitlines()[-1]
        assert not last.startswith("Finding"), "a heading is left alone"


def test_20_000_characters_without_a_space_are_printed_whole() -> None:
    for name in ("unbroken", "unbroken recommendation", "unbroken comment", "unbroken at the end"):
        assert UNBROKEN in content(pages_by_pypdf(printed(EXTREMES[name])))


def test_long_words_are_printed_whole() -> None:
    text = content(pages_by_pypdf(printed(EXTREMES["long words"])))
    assert text.count(LONG_WORD) == 3
    assert f"before{LONG_WORD}after{LONG_WORD}" in text


def test_own_lines_stay_lines() -> None:
    text = pages_by_pypdf(printed(document(impression={"text": "first\nsecond\n\nfourth"})))[0]
    assert "first\nsecond" in text


def test_a_name_that_is_too_long_for_the_head_is_clipped_there_and_whole_on_page_one() -> None:
    pages = pages_by_pypdf(printed(EXTREMES["long identity"]))
    assert "W" * 500 in content(pages[:1] + pages[1:])
    assert all("…" in page for page in pages[1:])


ANY = st.characters(codec="utf-8")
IN_FONT = st.sampled_from(sorted(PLAIN))
# Writing that is joined, turned, stacked or made of signs, with what moves its neighbours.
SHAPED = st.sampled_from(
    "سرطانلألإقناة٣٤ּשלוםך״׳ (12)-/.\u200c\u200d\u200e\u200f\u0301\u0302\u064b\u0651\u05b8山乳管、。「」김민"
)
ALLOWED = st.text(alphabet=ANY | IN_FONT | SHAPED, min_size=1, max_size=400).filter(
    lambda text: not refused_characters(text) and text.strip() != ""
)


def holds_what_was_typed(typed: str) -> None:
    values = {"impression": {"text": typed}, "outcome": {"text": f"course {typed} end"}}
    report = ReportDocument.from_json(json.dumps(values))
    pdf = printed(report, "draft")
    text = content(pages_by_pypdf(pdf))
    shown = printable(f"course {report.impression.text} end")
    if any(any(bidi.levels(line)) for line in shown.split("\n")):
        # Each reader turns writing from right to left round in its own way; no letter may be lost.
        assert not Counter(squeezed(shown)) - Counter(text)
    else:
        assert squeezed(shown) in text.replace(JOINER, "")
    assert outside(pdf) == []


@given(ALLOWED)
@settings(max_examples=15, deadline=None)
def test_any_allowed_text_is_printed(typed: str) -> None:
    holds_what_was_typed(typed)


@pytest.mark.check
@given(ALLOWED)
@settings(max_examples=500, deadline=None)
def test_much_allowed_text_is_printed(typed: str) -> None:
    holds_what_was_typed(typed)

"""The text report holds what the PDF holds, in its order, in lines that fit a terminal."""

import re
from pathlib import Path

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.report_sections import report_sections
from reporting.ductography.layout.text_report import WIDTH, render_text
from tests.ductography import printed_report
from tests.full_document import full_document
from tests.pdf.samples import LETTERHEAD, cases, papilloma, stamp

CASES = {**cases(), "full": (full_document(2), stamp("final", full_document(2)))}
# A step says these in words: “in 7–14 days”.
INTERVAL = re.compile(r"breasts\[\d+\]\.recommendation\.steps\[\d+\]\.(not_before|within|interval_unit)")


def unfolded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", CASES)
def test_every_answer_is_told(name: str) -> None:
    given, its_stamp = CASES[name]
    text = unfolded(render_text(given, its_stamp, LETTERHEAD))
    for section in report_sections(given):
        for entry in section.walk():
            # A step is one line, which begins with a capital.
            told = INTERVAL.fullmatch(entry.path) or unfolded(entry.text).casefold() in text.casefold()
            assert told, entry


@pytest.mark.parametrize("name", CASES)
def test_lines_fit_80_columns(name: str) -> None:
    given, its_stamp = CASES[name]
    text = render_text(given, its_stamp, LETTERHEAD)
    assert text.endswith("\n")
    assert max(len(line) for line in text.splitlines()) <= WIDTH


def test_result_and_recommendation_stand_before_the_evidence_and_the_signature_last() -> None:
    given = papilloma()
    text = render_text(given, stamp("final", given), LETTERHEAD)
    places = [
        text.index(part)
        for part in (
            LETTERHEAD.name,
            "Ductography report, final, version 1",
            "\nImpression\n",
            "LEFT BREAST\nSingle lobulated",
            "Assessment: BI-RADS 4A",
            "\nRecommendation\n",
            "step 1: Targeted ultrasound",
            "step 2: ",
            "\nDuctographic findings\n",
            "\nSignature\n",
            given.digest(),
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("draft", "*** DRAFT – NOT SIGNED – NOT FOR CLINICAL USE ***"),
        ("withdrawn", "reason: Dictated for another patient."),
        ("amended", "previous: 6 mm\n  current: 9 mm"),
        ("addendum", "Addendum 1, 21 May 2026, 16:04 UTC by Rosa"),
        ("bilateral", "*** SYNTHETIC CASE – NOT A REAL PATIENT ***"),
    ],
)
def test_the_state_is_told(name: str, said: str) -> None:
    assert said in render_text(*CASES[name], LETTERHEAD)


def test_a_blank_draft_is_a_text_too() -> None:
    assert "No impression entered." in render_text(ReportDocument(), stamp("draft"), LETTERHEAD)


def test_a_whole_report_reads_as_written_by_hand() -> None:
    expected = Path(__file__).with_name("whole_text_report.txt").read_text(encoding="utf-8")
    made = render_text(printed_report.DOCUMENT, printed_report.STAMP, printed_report.LETTERHEAD)
    assert made.split("\n") == expected.split("\n")

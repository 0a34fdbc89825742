"""Whole documents in prose, word for word.

Of the two documents in which every field is answered, and each is said not to be recorded, the text in
`whole_narrative.txt` was read sentence by sentence: each says its field as a radiologist would. What stands there
must be said, in its order and under its heading; a field that is new may say more. The reports in `whole/` are such
as a day brings; their prose was written by hand, then compared with the program's, and each difference judged.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.narrative import Paragraph, narrative
from tests.full_document import full_document, not_recorded_document

FULL, NOT_RECORDED = (
    Path(__file__).with_name("whole_narrative.txt").read_text(encoding="utf-8").strip().split("\n\n")
)
WHOLE = Path(__file__).with_name("whole")


def lines(report: ReportDocument) -> Iterator[str]:
    for paragraph in narrative(report).paragraphs:
        yield f"# {paragraph.title}"
        yield from paragraph.sentences


@pytest.mark.parametrize(
    ("document", "expected"),
    [(full_document(), FULL), (not_recorded_document(), NOT_RECORDED)],
    ids=["answered", "not recorded"],
)
def test_every_sentence_is_said_in_its_place(document: ReportDocument, expected: str) -> None:
    wanted = expected.split("\n")
    assert [line for line in lines(document) if line in set(wanted)] == wanted


def whole(name: str) -> ReportDocument:
    return ReportDocument.from_json((WHOLE / f"{name}.json").read_bytes())


@pytest.mark.parametrize("name", sorted(path.stem for path in WHOLE.glob("*.json")))
def test_a_report_reads_word_for_word_as_it_would_be_dictated(name: str) -> None:
    expected = (WHOLE / f"{name}.txt").read_text(encoding="utf-8")
    assert narrative(whole(name)).text.split("\n") == expected.strip().split("\n")


def test_every_paragraph_leads_to_the_part_of_the_document_it_speaks_of() -> None:
    def names(paragraph: Paragraph) -> tuple[str, str, str]:
        return paragraph.key, paragraph.path, paragraph.title

    assert list(map(names, narrative(whole("two_ducts")).paragraphs)) == [
        ("indication", "indication", "Indication"),
        ("technique", "outcome", "Technique"),
        ("technique", "ducts[0]", "Technique: Duct 1, right breast"),
        ("technique", "ducts[1]", "Technique: Duct 2, left breast"),
        ("technique", "added_procedures", "Technique: further steps and dose"),
        ("findings", "ducts[0]", "Findings: Duct 1, right breast"),
        ("findings", "outcome", "Limitations"),
        ("breast", "breast", "Other breast findings"),
        ("complications", "complications", "Complications"),
        ("comparison", "comparison", "Comparison and correlation"),
        ("impression", "impression", "Impression"),
        ("recommendation", "breasts", "Recommendation"),
    ]

"""A report in which every field is answered, and one in which each is said not to be recorded, in prose.

The text in `whole_narrative.txt` was read sentence by sentence: each says its field as a radiologist would. What
stands there must be said, in its order and under its heading; a field that is new may say more.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.narrative import narrative
from tests.full_document import full_document, not_recorded_document

FULL, NOT_RECORDED = (
    Path(__file__).with_name("whole_narrative.txt").read_text(encoding="utf-8").strip().split("\n\n")
)


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

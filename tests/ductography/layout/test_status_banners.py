"""What a report says of its own state: nobody acts on a paper that is not to be acted on."""

import datetime
from typing import Any

import pytest

from reporting.ductography.document import Difference
from reporting.ductography.layout.print_state import AddendumText, PrintState
from reporting.ductography.layout.status_banners import notices, page_marks
from tests.ductography.clinical_reports import report

AT = datetime.datetime(2026, 5, 21, 16, 4, tzinfo=datetime.UTC)
CHANGE = Difference("ducts[0].contrast.volume_ml", "volume", "6 mm", "9 mm")


def stamp(status: str, **values: Any) -> PrintState:
    return PrintState(status=status, signer_name="Rosa", signed_at=AT, **values)


@pytest.mark.parametrize(
    ("status", "mark"),
    [
        ("draft", ("DRAFT – NOT SIGNED – NOT FOR CLINICAL USE", "DRAFT", False)),
        ("preliminary", ("PRELIMINARY REPORT – THE FINAL REPORT MAY DIFFER", "PRELIMINARY", False)),
        ("amended", ("AMENDED REPORT – SUPERSEDES PREVIOUS VERSIONS", "", False)),
        ("addendum", ("THIS REPORT HAS AN ADDENDUM", "", False)),
        ("withdrawn", ("WITHDRAWN – DO NOT USE THIS REPORT", "WITHDRAWN", True)),
    ],
)
def test_each_status_has_its_mark(status: str, mark: tuple[str, str, bool]) -> None:
    (found,) = page_marks(report(), stamp(status))
    assert (found.text, found.watermark, found.struck_through) == mark
    assert found.strong is bool(mark[1])


def test_a_final_report_of_a_patient_has_none_and_other_cases_say_so() -> None:
    assert page_marks(report(), stamp("final")) == ()
    (published,) = page_marks(report({"origin.kind": "published"}), stamp("final"))
    (synthetic,) = page_marks(report({"origin.kind": "synthetic"}), stamp("final"))
    assert published.text == "PUBLISHED CASE – TRANSCRIBED FROM THE LITERATURE"
    assert synthetic.text == "SYNTHETIC CASE – NOT A REAL PATIENT"


@pytest.mark.parametrize(
    ("status", "title"),
    [
        ("amended", "Amended: this version supersedes the previous one"),
        ("preliminary", "Changes since the earlier preliminary report"),
        ("final", "Changes since the preliminary report"),
        ("draft", "Unsigned changes since the signed version"),
        ("addendum", "Changes since the previous version"),
    ],
)
def test_what_changed_is_told_under_the_right_title(status: str, title: str) -> None:
    (notice,) = notices(stamp(status, changes=(CHANGE,), reason="measured anew"))
    told = {entry.path: entry.text for entry in notice.entries}
    assert (notice.key, notice.title, told["stamp.reason"]) == ("changes", title, "measured anew")
    signed = {"stamp.signed_at": "21 May 2026, 16:04 UTC by Rosa"} if status == "amended" else {}
    assert {path: text for path, text in told.items() if path != "stamp.reason"} == signed


def test_a_withdrawal_says_why_when_and_by_whom() -> None:
    (notice,) = notices(stamp("withdrawn", withdrawn_reason="another patient"))
    assert (notice.key, notice.title) == ("withdrawn", "This report has been withdrawn. Do not use it.")
    assert [(entry.path, entry.label, entry.text) for entry in notice.entries] == [
        ("stamp.withdrawn_reason", "reason", "another patient"),
        ("stamp.signed_at", "withdrawn", "21 May 2026, 16:04 UTC by Rosa"),
    ]


@pytest.mark.parametrize(
    ("count", "title"),
    [
        (1, "This report has an addendum, printed below the recommendation"),
        (2, "This report has 2 addenda, printed below the recommendation"),
    ],
)
def test_addenda_are_counted_above_the_result(count: int, title: str) -> None:
    addenda = (AddendumText("text", "Rosa", AT),) * count
    assert [notice.title for notice in notices(stamp("addendum", addenda=addenda))] == [title]

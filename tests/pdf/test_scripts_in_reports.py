"""Whole reports in every writing: conforming, inside the page, read aloud as typed, the same from every thread."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.print_state import AddendumText, PrintState
from reporting.ductography.layout.text_report import render_text
from reporting.ductography.leaflets.patient_summary import patient_summary
from reporting.pdf.patient_leaflet import render_leaflet
from reporting.pdf.report import render
from tests.pdf.judges import failures, spoken
from tests.pdf.reading import have_cjk, pages_by_pypdf
from tests.pdf.samples import DEFECT, DUCT, IDENTITY, LETTERHEAD, SIGNED_AT, document, stamp
from tests.pdf.test_extremes import outside

WRITTEN = {
    "arabic": (
        "فاطمة الزهراء (أم علي)",
        "ورم حليمي داخل القناة (papilloma) بقطر 4.5 mm في الثدي الأيسر عند الساعة 3؛ لا توجد علامات خباثة. "
        * 4,
    ),
    "hebrew": (
        "שָׂרָה לוי-כהן",
        "נמצא פגם מילוי (papilloma) בקוטר 4.5 mm בשד שמאל בשעה 3, במרחק 12-14 mm מהפטמה. " * 4,
    ),
    "japanese": (
        "山田 花子",
        "左乳房３時方向の乳管内に充盈欠損を認める（直径４．５ｍｍ）。「経過観察」が必要です。" * 4,
    ),
    "stacked": ("Nguyễn Thị Ánh Tuyết", "Bệnh nhân nữ 45 tuổi, tiết dịch núm vú trái; x̂́ L̃́ j̃ ẹ̀. " * 4),
}
HEAD = replace(LETTERHEAD, name="מרכז רפואי (Clinic)", address="שדרות הנשיא 12\nBuilding א")


def report(writing: str) -> tuple[ReportDocument, PrintState]:
    """A withdrawn report with all its free texts and names in one writing."""
    if writing == "japanese":
        have_cjk()
    name, text = WRITTEN[writing]
    made = document(
        identity={**IDENTITY, "patient_name": name, "referrer": name, "facility": name},
        indication={"text": text},
        ducts=[{**DUCT, "comment": text, "findings": [{**DEFECT, "comment": text[:60]}]}],
        impression={"text": text},
    )
    addendum = AddendumText(text, name, SIGNED_AT)
    return made, stamp("withdrawn", made, withdrawn_reason=text, signer_name=name, addenda=(addendum,))


def printed(writing: str) -> bytes:
    return render(*report(writing), HEAD)


@pytest.mark.parametrize("writing", WRITTEN)
def test_reports_conform_and_stand_inside_the_page(writing: str) -> None:
    pdf = printed(writing)
    assert failures(pdf) == []
    assert outside(pdf) == []
    assert len(pdf) < 90_000


def test_every_writing_is_heard_without_a_fault(tmp_path: Path) -> None:
    assert spoken({writing: printed(writing) for writing in WRITTEN}, tmp_path) == []


def test_sheets_for_patients_conform() -> None:
    pdf = render_leaflet(patient_summary(report("hebrew")[0], HEAD), HEAD)
    assert failures(pdf) == []


def test_what_is_seen_from_right_to_left_is_read_as_it_was_typed() -> None:
    said = []

    def walk(node: DictionaryObject) -> None:
        if "/ActualText" in node:
            said.append(str(node["/ActualText"]))
        for kid in node.get("/K", []) if isinstance(node.get("/K"), list) else [node.get("/K")]:
            kid = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(kid, DictionaryObject):
                walk(kid)

    walk(PdfReader(io.BytesIO(printed("arabic"))).trailer["/Root"]["/StructTreeRoot"])
    name, text = WRITTEN["arabic"]
    assert name in said
    assert said.count(text.strip()) >= 3  # impression, reason of withdrawal, addendum
    assert text[:60].strip() in said, "an answer that stands in one line beside its label"


def test_a_name_from_right_to_left_moves_nothing_of_its_sentence() -> None:
    signed = render_text(*report("arabic"), HEAD)
    assert f"\u2068{WRITTEN['arabic'][0]}\u2069" in signed
    plain = render_text(*report("stacked"), HEAD)
    assert "\u2068" not in plain


def test_a_head_from_right_to_left_is_printed_whole() -> None:
    text = pages_by_pypdf(printed("arabic"))[0]
    assert "שדרות הנשיא" in text
    assert "מרכז רפואי" in text


def test_threads_mix_nothing_up() -> None:
    have_cjk()
    alone = {writing: printed(writing) for writing in WRITTEN}
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(printed, [*WRITTEN] * 6))
    assert made == [alone[writing] for writing in [*WRITTEN] * 6]


def test_a_draft_with_letters_that_no_font_has_is_shown_with_their_codes() -> None:
    made = document(impression={"text": "before ᚠ 😀 אב after"})
    text = pages_by_pypdf(render(made, stamp("draft", made), LETTERHEAD))[0]
    assert "⟦U+16A0⟧" in text
    assert "⟦U+1F600⟧" in text

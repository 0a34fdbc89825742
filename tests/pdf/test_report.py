"""The PDF holds the whole report, says whose it is on every page, and is the same bytes every time."""

import datetime
import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.utils import timezone
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import ContentStream

from reporting.ductography.document import ReportDocument, differences, replace_identity
from reporting.ductography.layout.print_state import Letterhead, PrintState
from reporting.ductography.layout.report_layout import build_report_layout
from reporting.ductography.layout.report_sections import Section, report_sections
from reporting.pdf.report import render
from tests.conftest import unavailable
from tests.full_document import full_document, not_recorded_document
from tests.pdf.reading import content, pages_by_poppler, pages_by_pypdf, squeezed
from tests.pdf.samples import LETTERHEAD, SIGNED_AT, bilateral, cases, document, failed, papilloma, stamp

READERS = [pages_by_pypdf, pages_by_poppler]
CASES = cases()
DOCUMENTS = {
    "papilloma": papilloma(),
    "bilateral": bilateral(),
    "failed": failed(),
    "full": full_document(2),
    "not recorded": not_recorded_document(2),
}
HEAD = {"identity", "impression", "breasts"}
# Of a step these three are told as one time: “in 2–4 weeks”.
TIME = re.compile(r"\.steps\[\d+\]\.(not_before|within|interval_unit)$")


def printed(given: ReportDocument, its_stamp: PrintState | None = None) -> bytes:
    return render(given, its_stamp or stamp("final", given), LETTERHEAD)


def told(section: Section) -> Iterator[str]:
    """Every answer behind its label; what bears the name of its section is not named twice."""
    for position, entry in enumerate(section.entries):
        if position == 0 and entry.label.casefold() == section.title.casefold():
            yield entry.text
        else:
            colon = "" if entry.label.endswith(".") else ":"
            yield f"{entry.label[:1].upper()}{entry.label[1:]}{colon}{entry.text}"


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_answer_follows_its_label_in_report_order(name: str, read) -> None:  # type: ignore[no-untyped-def]
    given = DOCUMENTS[name]
    text = content(read(printed(given)))
    place = 0

    def follow(section: Section, titled: bool) -> None:
        nonlocal place
        for part in [*([section.title] if titled else []), *told(section)]:
            found = text.find(squeezed(part), place)
            assert found >= 0, f"{part!r} does not follow"
            place = found + len(squeezed(part))
        for below in section.sections:
            follow(below, True)

    for section in build_report_layout(given, stamp(), LETTERHEAD).details:
        follow(section, True)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_head_of_the_report_tells_every_answer_of_its_sections(name: str) -> None:
    given = DOCUMENTS[name]
    text = content(pages_by_pypdf(printed(given))).casefold()  # a step begins with a capital letter
    for section in report_sections(given):
        for entry in section.walk() if section.key in HEAD else ():
            if not TIME.search(entry.path):
                assert squeezed(entry.text).casefold() in text, entry


def test_every_free_text_stands_once() -> None:
    given = full_document(2)
    text = content(pages_by_pypdf(printed(given)))
    for section in report_sections(given):
        for entry in section.walk():
            if entry.text.startswith(("line at ", "text at ")):
                times = text.count(squeezed(entry.text))
                # The six fields of the identity are repeated on other pages, outside the content.
                assert times == 1 or (times > 1 and entry.text == "text at comment"), (entry, times)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", [name for name in CASES if name != "blank"])
def test_every_page_says_whose_report_it_is_and_its_number(name: str, read) -> None:  # type: ignore[no-untyped-def]
    given, its_stamp = CASES[name]
    pages = read(render(given, its_stamp, LETTERHEAD))
    identity = given.identity
    side = "BOTH BREASTS" if name == "bilateral" else "RIGHT BREAST" if name == "normal" else "LEFT BREAST"
    said = [
        identity.patient_name,
        identity.mrn,
        identity.accession_number,
        "9 March 1971",
        "17 May 2026",
        side,
    ]
    for number, page in enumerate(pages, start=1):
        for part in said:
            assert squeezed(part) in squeezed(page), (part, number)
        assert squeezed(f"Page {number} of {len(pages)}") in squeezed(page)
        assert squeezed(page).count("Page") == 1


MARKS = {
    "draft": "DRAFT – NOT SIGNED – NOT FOR CLINICAL USE",
    "preliminary": "PRELIMINARY REPORT – THE FINAL REPORT MAY DIFFER",
    "amended": "AMENDED REPORT – SUPERSEDES PREVIOUS VERSIONS",
    "addendum": "THIS REPORT HAS AN ADDENDUM",
    "withdrawn": "WITHDRAWN – DO NOT USE THIS REPORT",
    "bilateral": "SYNTHETIC CASE – NOT A REAL PATIENT",
}


@pytest.mark.parametrize("name", CASES)
def test_state_and_origin_are_marked_on_every_page(name: str) -> None:
    for page in pages_by_pypdf(render(*CASES[name], LETTERHEAD)):
        for other, mark in MARKS.items():
            expected = other == name or (other == "draft" and name == "blank")
            assert (squeezed(mark) in squeezed(page)) is expected, (other, page[:200])


@pytest.mark.parametrize(("name", "crossed"), [("draft", True), ("withdrawn", True), ("papilloma", False)])
def test_the_word_across_the_page_is_drawn_beneath_the_text(name: str, crossed: bool) -> None:
    for page in PdfReader(io.BytesIO(render(*CASES[name], LETTERHEAD))).pages:
        forms = page["/Resources"].get("/XObject", {})
        assert bool(forms) is crossed
        if crossed:
            code = page.get_contents().get_data()
            assert code.index(b" Do") < code.index(b"BT"), "a word that lies above the text hides it"
            # Outlines, not letters: nothing of it is found by a search or read aloud.
            assert b"BT" not in next(iter(forms.values())).get_object().get_data()


def head_of(name: str) -> str:
    return squeezed(pages_by_pypdf(render(*CASES[name], LETTERHEAD))[0])


def test_result_comes_first_then_what_to_do_by_when_and_who() -> None:
    text = head_of("papilloma")
    order = [
        "LEFTBREAST",
        "Singlelobulatedfillingdefect",
        "BI-RADS4A–lowsuspicionformalignancy,GICS3–probablybenign",
        "RECOMMENDATION",
        "Step1Targetedultrasound,within2weeks(by31May2026);priority:soon;responsible:breastradiology",
        "Step2Image-guidedcorebiopsy,within2weeks(by31May2026);priority:soon;responsible:breastradiology",
        "Ifultrasounddoesnotshowthelesion:localisation",
        "Ductographicfindings",
    ]
    start = text.index("IMPRESSION")
    places = [text.index(part, start) for part in order]
    assert places == sorted(places)


@pytest.mark.parametrize("read", READERS)
def test_each_breast_has_its_own_steps_with_condition_duct_and_date(read) -> None:  # type: ignore[no-untyped-def]
    left = [
        {
            "action": "targeted_ultrasound",
            "duct_number": 2,
            "within": 1,
            "interval_unit": "weeks",
            "urgency": "urgent",
            "responsible": ["radiology"],
        },
        {"action": "core_biopsy", "duct_number": 2, "condition": "if_shown", "text": "with a marker"},
        {"action": "localised_excision", "condition": "otherwise", "responsible": ["breast_surgeon"]},
    ]
    right = {"action": "clinical_follow_up", "not_before": 5, "within": 6, "interval_unit": "months"}
    data = bilateral().model_dump(mode="json")
    data["breasts"] = [
        {"side": "left", "birads": "4C", "gics": "4", "recommendation": {"steps": left}},
        {"side": "right", "birads": "1", "gics": "1", "recommendation": {"steps": [right]}},
    ]
    given = ReportDocument.from_json(json.dumps(data))
    text = squeezed(read(printed(given))[0])
    order = [
        "Left breast: BI-RADS 4C",
        "Right breast: BI-RADS 1",
        "RECOMMENDATION",
        "Left breast, step 1",
        "Targeted ultrasound, duct 2, within 1 week (by 24 May 2026); priority: urgent",
        "responsible: breast radiology",
        "Left breast, step 2",
        "Image-guided core biopsy, duct 2, if ultrasound shows the lesion; with a marker",
        "Left breast, step 3",
        "if ultrasound does not show the lesion; responsible: breast surgeon",
        "Right breast",
        "Clinical follow-up, in 5–6 months (by 17 November 2026)",
    ]
    place = text.index("IMPRESSION")
    for part in map(squeezed, order):
        found = text.find(part, place)
        assert found >= 0, f"{part!r} does not follow"
        place = found + len(part)


def test_an_amendment_tells_what_when_and_why_above_the_result() -> None:
    text = head_of("amended")
    notice = text[text.index("Amended:thisversion") : text.index("IMPRESSION")]
    assert squeezed("The length was measured on the wrong image.") in notice
    assert squeezed("17 May 2026, 16:04 UTC by Remi") in notice
    for part in (
        "length 6 mm 9 mm",
        "BI-RADS 4A – low suspicion for malignancy BI-RADS 4B – moderate suspicion for malignancy",
    ):
        assert squeezed(part) in notice


def test_many_changes_are_shortened_at_the_top_and_stand_in_full_below() -> None:
    before, after = papilloma(), full_document()
    changes = differences(before, after)
    text = content(pages_by_pypdf(printed(after, stamp("amended", after, changes=changes))))
    assert text.index("IMPRESSION") < text.index("Fulllistofchanges")
    full = text[text.index("Fulllistofchanges") :]
    for change in changes:
        assert squeezed(change.new) in full
        assert squeezed(change.old) in full


def test_an_addendum_is_announced_at_the_top_and_stands_below_the_recommendation() -> None:
    text = head_of("addendum")
    announced = text.index(squeezed("This report has an addendum"), text.index("Ductographyreport"))
    assert announced < text.index("IMPRESSION") < text.index("RECOMMENDATION")
    assert (
        text.index("RECOMMENDATION")
        < text.index("papillarycellclusterswithoutatypia")
        < text.index("Ductographicfindings")
    )
    assert squeezed("Addendum 1, 21 May 2026, 16:04 UTC by Rosa") in text


def test_a_withdrawal_gives_its_reason_at_the_top() -> None:
    text = head_of("withdrawn")
    assert text.index(squeezed("Dictated for another patient.")) < text.index("IMPRESSION")


CAVEAT = squeezed("A normal ductogram does not exclude malignancy")


@pytest.mark.parametrize(("name", "said"), [("normal", True), ("papilloma", False), ("failed", False)])
def test_a_normal_result_says_that_it_does_not_exclude_cancer(name: str, said: bool) -> None:
    assert (CAVEAT in head_of(name)) is said


def test_the_signature_stands_together_with_version_and_digest() -> None:
    given = papilloma()
    pages = pages_by_pypdf(printed(given))
    (page,) = (squeezed(page) for page in pages if "Signed by" in page)
    for part in ("Rosa", "17 May 2026, 16:04 UTC", "Version 1", "I have examined the images", given.digest()):
        assert squeezed(part) in page[page.index("Signedby") :]


@pytest.mark.parametrize("lines", range(0, 60, 3))
def test_the_signature_is_never_cut_and_never_alone(lines: int) -> None:
    given = document(safety={"premedication": "x"}, origin={"kind": "published", "citation": "c"})
    given = given.model_copy(
        update={"indication": given.indication.model_copy(update={"text": "\n".join(["line"] * (lines + 1))})}
    )
    pages = [squeezed(page) for page in pages_by_pypdf(printed(given))]
    last = pages[-1]
    assert given.digest() in last
    assert "Signedby" in last
    assert "Source:c" in last or len(pages) == 1, "the signature stands alone"


def test_a_draft_says_that_it_is_not_signed() -> None:
    text = content(pages_by_pypdf(render(*CASES["draft"], LETTERHEAD)))
    assert "Signaturenotsigned" in text
    assert "SHA-256" not in text


@pytest.mark.parametrize("name", CASES)
def test_the_same_report_makes_the_same_bytes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = render(*CASES[name], LETTERHEAD)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert render(*CASES[name], LETTERHEAD) == first


def test_another_process_makes_the_same_bytes() -> None:
    code = (
        "import django, sys; django.setup(); from tests.pdf.samples import *; "
        "from reporting.pdf.report import render; "
        "sys.stdout.buffer.write(render(bilateral(), stamp('final', bilateral()), LETTERHEAD))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": "42"}
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    assert made.stdout == render(*CASES["bilateral"], LETTERHEAD)


def test_threads_mix_nothing_up() -> None:
    alone = {name: render(*case, LETTERHEAD) for name, case in CASES.items()}
    start = threading.Barrier(8)

    def work(offset: int) -> list[tuple[str, bytes]]:
        start.wait()
        names = [*CASES][offset % len(CASES) :] + [*CASES][: offset % len(CASES)]
        return [(name, render(*CASES[name], LETTERHEAD)) for name in names]

    with ThreadPoolExecutor(8) as pool:
        for made in pool.map(work, range(8)):
            assert [name for name, pdf in made if pdf != alone[name]] == []


def test_metadata_tell_the_state_and_the_time_but_not_the_patient() -> None:
    given = papilloma()
    reader = PdfReader(io.BytesIO(printed(given)))
    info = reader.metadata
    assert info.title == "Ductography report, final, version 1"
    assert info.author == LETTERHEAD.name
    assert info.creation_date == SIGNED_AT.astimezone(datetime.UTC)
    told = " ".join(str(value) for value in info.values())
    identity = given.identity
    for secret in (identity.patient_name, identity.mrn, identity.accession_number, "Kowalska"):
        assert secret not in told
    draft = PdfReader(io.BytesIO(render(*CASES["draft"], LETTERHEAD)))
    assert draft.metadata.creation_date == datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def test_the_identifier_of_the_file_differs_between_versions() -> None:
    given = papilloma()
    first = PdfReader(io.BytesIO(printed(given))).trailer["/ID"]
    second = PdfReader(io.BytesIO(printed(given, stamp("amended", given, version_number=2)))).trailer["/ID"]
    assert first != second


NAMES = {
    "Polish": "Źdźbło-Łączyńska, Świętosława",
    "Greek": "Παπαδοπούλου, Ευφροσύνη",
    "Cyrillic": "Щербакова-Їжакевич, Ґанна",
    "Vietnamese": "Nguyễn Thị Ánh Tuyết, Đặng",
    "Turkish": "Yıldırım, Gülşah İpek",
}


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_names_come_back_as_written(name: str, read) -> None:  # type: ignore[no-untyped-def]
    given = replace_identity(document(impression={"text": f"Seen with {name}."}), patient_name=name)
    text = " ".join(" ".join(read(printed(given))).split())
    assert name in text
    assert f"Seen with {name}." in text


def test_every_drawn_code_has_a_glyph_in_the_embedded_font() -> None:
    """Code 0 and every code without an outline is the empty box of a missing character."""
    given = replace_identity(document(impression={"text": " ".join(NAMES.values())}), patient_name="Rosa 😀")
    reader = PdfReader(io.BytesIO(printed(given)))
    drawn = 0
    for page in reader.pages:
        outlines = {}
        for name, font in page["/Resources"]["/Font"].items():
            data = font["/FontDescriptor"]["/FontFile2"].get_object().get_data()
            with TTFont(io.BytesIO(data)) as embedded:
                outlines[name] = {
                    code: glyph
                    for code, glyph in embedded["cmap"].tables[0].cmap.items()
                    if glyph != ".notdef"
                }
        current = ""
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"Tf":
                current = operands[0]
            elif operator == b"Tj":
                codes = set(operands[0].original_bytes)
                assert codes <= set(outlines[current]), (current, codes - set(outlines[current]))
                drawn += 1
    assert drawn > 200
    assert "Rosa⟦U+1F600⟧" in content(pages_by_pypdf(printed(given)))


def test_poppler_sees_only_embedded_fonts() -> None:
    if shutil.which("pdffonts") is None:
        unavailable("no pdffonts on this machine (apt-get install poppler-utils)")
    done = subprocess.run(["pdffonts", "-"], input=printed(papilloma()), capture_output=True, check=True)
    rows = done.stdout.decode().splitlines()[2:]
    assert len(rows) == 3
    for line in rows:
        embedded, subset, to_unicode = line.split()[-5:-2]
        assert (embedded, subset, to_unicode) == ("yes", "yes", "yes"), line
        assert "DejaVu" in line


def test_qpdf_finds_nothing_wrong(tmp_path) -> None:  # type: ignore[no-untyped-def]
    if shutil.which("qpdf") is None:
        unavailable("no qpdf on this machine (apt-get install qpdf)")
    for name, case in CASES.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(render(*case, LETTERHEAD))
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["papilloma", "normal", "failed"])
def test_a_usual_report_is_one_or_two_pages_and_small(name: str) -> None:
    pdf = render(*CASES[name], LETTERHEAD)
    assert len(pages_by_pypdf(pdf)) <= 2
    assert len(pdf) < 60_000


def test_moments_are_printed_in_the_zone_of_the_site() -> None:
    with timezone.override("Europe/Berlin"):
        assert squeezed("17 May 2026, 18:04 CEST") in head_of("amended")


def test_a_file_names_its_language() -> None:
    assert PdfReader(io.BytesIO(printed(papilloma()))).root_object["/Lang"] == "en"


def test_a_letterhead_of_a_name_only_is_enough() -> None:
    pdf = render(papilloma(), replace(stamp(), meaning=""), Letterhead("Breast Imaging"))
    assert "Breast Imaging" in pages_by_pypdf(pdf)[0]

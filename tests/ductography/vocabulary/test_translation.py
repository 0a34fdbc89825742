"""A second language renders a report whole: nothing untranslated, nothing English left, numbers and dates its own."""

import io
import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation import override

from reporting.ductography.document import ReportDocument, leaf_values
from reporting.ductography.layout.print_state import Letterhead, PrintState
from reporting.ductography.layout.report_layout import build_report_layout
from reporting.ductography.leaflets.patient_summary import patient_summary
from reporting.ductography.leaflets.preparation_leaflet import preparation_leaflet
from reporting.ductography.narrative import narrative, suggested_impression, suggested_recommendation
from tests.full_document import full_document

ROOT = Path(__file__).parents[3]
CASES = ROOT / "fixtures" / "cases"
FOLDER = ROOT / "locale" / "de" / "LC_MESSAGES"
WORD = re.compile(r"[^\W\d_]{3,}")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
# Written alike in both languages, beside names of studies, drugs and classifications.
ALIKE = {"Iohexol", "Spot", "Reflux", "BI", "RADS", "GICS", "UTC", "Breast", "Imaging"}


@pytest.fixture(scope="module")
def messages() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "scripts" / "messages"))


@pytest.fixture(scope="module")
def catalogue() -> list[Message]:
    with (FOLDER / "django.po").open("rb") as file:
        return [message for message in read_po(file, locale="de") if message.id]


def texts(value: str | tuple[str, ...] | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def test_every_text_is_in_the_catalogue_and_no_other(
    messages: dict[str, Any], catalogue: list[Message]
) -> None:
    wanted = {(m.context, texts(m.id)[0]) for m in messages["collected"]() if m.id}
    found = {(m.context, texts(m.id)[0]) for m in catalogue}
    assert wanted - found == set(), "run scripts/messages and translate what it names"
    assert found - wanted == set(), "run scripts/messages"


def test_nothing_is_untranslated_or_uncertain(catalogue: list[Message]) -> None:
    assert [m.id for m in catalogue if not all(texts(m.string)) or m.fuzzy] == []


def test_placeholders_are_kept(catalogue: list[Message]) -> None:
    for message in catalogue:
        wanted = set(PLACEHOLDER.findall(texts(message.id)[-1]))
        for text in texts(message.string):
            assert set(PLACEHOLDER.findall(text)) <= wanted, (message.id, text)
        assert set(PLACEHOLDER.findall(texts(message.string)[-1])) == wanted, message.id
        assert texts(message.id)[0].endswith(".") == texts(message.string)[0].endswith("."), message.id


def test_the_compiled_catalogue_is_current(catalogue: list[Message]) -> None:
    compiled = read_mo(io.BytesIO((FOLDER / "django.mo").read_bytes()))
    # Babel reads a context back as bytes.
    stored = {
        (m.context.decode() if isinstance(m.context, bytes) else m.context, texts(m.id)[0]): texts(m.string)
        for m in compiled
        if m.id
    }
    assert stored == {(m.context, texts(m.id)[0]): texts(m.string) for m in catalogue}


# --- Nothing English left ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def english(catalogue: list[Message]) -> set[str]:
    """Words that occur in the English texts and in no German one."""
    ours = {
        word for m in catalogue for text in texts(m.id) for word in WORD.findall(PLACEHOLDER.sub(" ", text))
    }
    theirs = {
        word
        for m in catalogue
        for text in texts(m.string)
        for word in WORD.findall(PLACEHOLDER.sub(" ", text))
    }
    return ours - theirs - ALIKE


def own_words(document: ReportDocument) -> set[str]:
    """Words that the radiologist or the source wrote."""
    free = [leaf.value for leaf in leaf_values(document) if leaf.spec.kind in ("line", "text") and leaf.value]
    return {word for text in free for word in WORD.findall(text)}


def rendered(document: ReportDocument) -> list[str]:
    """Everything that is printed or read of a document."""
    composition = build_report_layout(
        document, PrintState(status="final", version_number=1), Letterhead("Breast Imaging")
    )
    told = narrative(document)
    return [
        *(text for _path, text in composition.texts()),
        *(f"{paragraph.title}: {paragraph.text}" for paragraph in told.paragraphs),
        suggested_impression(document),
        suggested_recommendation(document),
        *patient_summary(document, Letterhead("Breast Imaging", phone="1")).texts(),
    ]


DOCUMENTS = {path.stem: path for path in sorted(CASES.glob("*.json"))}


@pytest.mark.parametrize("name", [*DOCUMENTS, "everything"])
def test_a_report_renders_whole_in_german(name: str, english: set[str]) -> None:
    known = DOCUMENTS.get(name)
    document = ReportDocument.from_json(known.read_bytes()) if known else full_document(2)
    own = own_words(document)
    with override("de"):
        for text in rendered(document):
            left = {word for word in WORD.findall(text) if word in english and word not in own}
            assert left == set(), (left, text)
            assert "{" not in text and "None" not in text


def test_english_would_be_noticed(english: set[str]) -> None:
    document = ReportDocument.from_json((CASES / "c03.json").read_bytes())
    found = {word for text in rendered(document) for word in WORD.findall(text)} & english
    assert found >= {"duct", "breast", "filling", "There", "nipple"} - own_words(document)


def test_the_preparation_sheet_in_german(english: set[str]) -> None:
    with override("de"):
        for text in preparation_leaflet(Letterhead("Breast Imaging", phone="1")).texts():
            assert not set(WORD.findall(text)) & english, text


def test_numbers_and_dates_are_german() -> None:
    document = ReportDocument.from_json((CASES / "synthetic-normal.json").read_bytes())
    with override("de"):
        text = "\n".join(rendered(document))
    assert "0,6 mL: Iohexol (300 mg Jod/mL)" in text and "(1,5 mm)" in text and "3,9 mGy" in text
    assert "0.6" not in text and "1.5" not in text and "3.9" not in text
    day = document.identity.examination_date
    assert day is not None and f"{day.day}. " in text and str(day.year) in text
    with override("en"):
        assert "0.6 mL of iohexol (300 mg I/mL)" in narrative(document).text


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        (
            "c03",
            (
                "Der Milchgang bei 9 Uhr in der linken Brust ist dilatiert.",
                "ein Füllungsdefekt in der linken Brust, etwas medial der Mamille, 15 mm tief unter der Haut",
                "verlegt das Lumen vollständig und ist 2 mm dick",
                "kraniokaudal (CC) und mediolateral (ML)",
            ),
        ),
        ("c14", ("eine postoperative Seromhöhle", "füllt sich über einen nativen Milchgang")),
        (
            "synthetic-air-bubble",
            (
                "Es zeigen sich 2 Füllungsdefekte in der linken Brust",
                "Die Füllungsdefekte sind rund",
                "könnten Luft sein",
            ),
        ),
        (
            "synthetic-both-breasts",
            ("Brust rechts", "Brust links", "Die Galaktographie beider Brüste gelang."),
        ),
        ("synthetic-no-discharge-today", ("Die Galaktographie der rechten Brust wurde nicht durchgeführt.",)),
    ],
)
def test_german_sentences(name: str, sentences: tuple[str, ...]) -> None:
    with override("de"):
        text = narrative(ReportDocument.from_json(DOCUMENTS[name].read_bytes())).text
    for sentence in sentences:
        assert sentence in text

"""Numbers in texts: ranges with an en dash, a space before the unit, and the decimal mark of the language."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parents[3] / "locale" / "de" / "LC_MESSAGES" / "django.po"
# How dates, times and numbers are typed, which errors and help say.
TYPED = re.compile(
    r"\(?2015, 2015-06 (or|oder) 2015-06-30\)?|2026-05-17T14:05(:00\+02:00)?|0\.4 (or|oder) 0,4|[a-z]{2}-\d+"
)
WRONG = {
    "en": {
        "a range in words": r"\d to \d",
        "a range with a hyphen": r"\d-\d",
        "no space before a unit": r"\d(?:mm|cm|mL|ml|mGy|mg)\b",
        "another spelling of a unit": r"\b(?:ml|Mm|mgy)\b",
        "no space before a percent sign": r"(?:\d|\})%(?!\()",
        "a decimal comma": r"\d,\d(?!\d\d)",
        "a letter as a multiplication sign": r"\d ?x ?\d",
    }
}
WRONG["de"] = {
    **WRONG["en"],
    "a range in words": r"\d bis \d",
    "a decimal comma": r"(?!)",
    "a decimal point": r"\d\.\d",
}


def texts() -> Iterator[tuple[str, str]]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="de")
    for message in catalogue:
        if message.id:
            yield from (("en", text) for text in _forms(message.id))
            yield from (("de", text) for text in _forms(message.string))


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def faults(language: str, text: str) -> list[str]:
    return [fault for fault, form in WRONG[language].items() if re.search(form, TYPED.sub(" ", text))]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "in 7 to 14 days"),
        ("de", "in 7 bis 14 Tagen"),
        ("en", "7-14 days"),
        ("en", "4mm wide"),
        ("de", "0,4 ml"),
        ("en", "63%"),
        ("en", "0,4 mL"),
        ("de", "0.4 mL"),
        ("en", "6 x 4 mm"),
    ],
)
def test_a_wrong_form_is_noticed(language: str, text: str) -> None:
    assert faults(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "in 7–14 days"),
        ("de", "0,1–1,5 mL"),
        ("en", "0.1–1.5 mL, 6 × 4 mm, 63 %, 60,000 fields"),
        ("en", "year, month or full date (2015, 2015-06 or 2015-06-30)"),
    ],
)
def test_a_right_form_is_none(language: str, text: str) -> None:
    assert faults(language, text) == []


def test_every_text_has_the_forms_of_its_language() -> None:
    assert [(text, found) for language, text in texts() if (found := faults(language, text))] == []

"""Whose image it is: what agrees, what differs, and what says too little. Nothing of the other patient is told."""

import datetime
from typing import Any

import pytest

from reporting.images.formats import Header
from reporting.images.patient_match import match_patient
from reporting.models import Patient

BORN = datetime.date(1971, 3, 9)


def patient(name: str = "Wanda Gżegżółka", **given: Any) -> Patient:
    return Patient(**({"name": name, "mrn": "M-0017", "birth_date": BORN, "sex": "female"} | given))


def header(*spellings: str, **given: Any) -> Header:
    return Header(1, patient_name=spellings, **given)


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Gżegżółka^Wanda", "Wanda Gżegżółka"),
        ("GZEGZOLKA^WANDA", "Wanda Gżegżółka"),
        ("Gżegżółka^Wanda^^Dr", "Gżegżółka, Wanda"),
        ("Gżegżółka^Wanda^Maria", "Wanda Gżegżółka"),
        ("Gzegzolka^Wanda", "Wanda Maria Gżegżółka"),
        ("Gzegzolka^Wanda^^^jun.", "Wanda Gżegżółka"),
        ("MUELLER^JOERG", "Jörg Müller"),
        ("Müller^Jörg", "Joerg Mueller"),
        ("GROSS^ASE", "Åse Groß"),
        ("O'HARA^LUCJA", "Łucja O’Hara"),
        ("Schmidt-Rottluff^Anna", "Anna Schmidt-Rottluff"),
        ("SCHMIDTROTTLUFF^ANNA", "Anna Schmidt-Rottluff"),
        ("Nguyễn^Thị Hương", "Nguyen Thi Huong"),
        ("Gżegżółka Wanda", "Wanda Gżegżółka"),
        ("ΠΑΠΑΔΟΠΟΥΛΟΥ^ΕΛΕΝΗ", "Ελένη Παπαδοπούλου"),
    ],
)
def test_one_name_however_it_is_written(spelling: str, name: str) -> None:
    verdict = match_patient(header(spelling, birth_date=BORN), patient(name))
    assert verdict.different == () and verdict.certain


@pytest.mark.parametrize(
    "spelling",
    [
        "Nowak^Wanda",
        "Gżegżółka^Anna",
        "Nowak^Anna",
        "Gżegżółka^Wanda Anna Maria^Nowak",
        "Nowak",
        "Wan^Da",
        "X^Y",
    ],
)
def test_another_name_differs(spelling: str) -> None:
    if spelling.startswith("Gżegżółka^Wanda"):
        assert (
            match_patient(header(spelling), patient()).different == ()
        )  # further given names are no difference
    else:
        assert match_patient(header(spelling), patient()).different == ("name",)


def test_any_spelling_that_agrees_is_enough() -> None:
    assert match_patient(
        header("Yamada^Hanako", "山田^花子", patient_id="M-17"), patient("山田 花子", mrn="M-17")
    ).certain


@pytest.mark.parametrize(
    ("spelling", "name"), [("Gzegzolka", "Wanda Gżegżółka"), ("Petrova^Anna", "Анна Петрова")]
)
def test_a_surname_alone_or_another_script_says_too_little(spelling: str, name: str) -> None:
    verdict = match_patient(header(spelling, patient_id="M-0017", birth_date=BORN), patient(name))
    assert verdict.different == () and not verdict.certain


@pytest.mark.parametrize(
    ("given", "different"),
    [
        ({"patient_id": "m 17"}, ("number",)),
        ({"patient_id": "M-0018"}, ("number",)),
        ({"birth_date": datetime.date(1971, 9, 3)}, ("birth_date",)),
        ({"patient_sex": "M"}, ("sex",)),
        ({"patient_sex": "M", "patient_id": "9"}, ("number", "sex")),
        ({"patient_id": "m-0017"}, ()),
        ({"patient_sex": "F"}, ()),
        ({"patient_sex": "O"}, ()),
    ],
)
def test_other_facts(given: dict[str, Any], different: tuple[str, ...]) -> None:
    verdict = match_patient(header("Gżegżółka^Wanda", **given), patient())
    assert verdict.different == different
    assert verdict.certain == (not different and "patient_id" in given)


def test_leading_zeros_make_no_other_number() -> None:
    assert match_patient(header("A^B", patient_id="00042"), patient("A B", mrn="42")).certain


@pytest.mark.parametrize("given", [{}, {"patient_id": "M-0017"}, {"birth_date": BORN}])
def test_without_a_name_nothing_is_certain(given: dict[str, Any]) -> None:
    verdict = match_patient(header(**given), patient())
    assert verdict.different == () and not verdict.certain


def test_what_the_register_leaves_open_differs_from_nothing() -> None:
    given = header("Gżegżółka^Wanda", birth_date=BORN, patient_sex="M", patient_id="M-0017")
    assert match_patient(given, patient(birth_date=None, sex="unknown")).certain


def test_the_sentence_names_what_differs_and_not_whose_it_is() -> None:
    given = header("Nowak^Anna", patient_id="SECRET-9", birth_date=datetime.date(1950, 1, 2), patient_sex="M")
    sentence = match_patient(given, patient()).sentence
    assert "name, MRN, date of birth, sex" in sentence
    for told in ("Nowak", "Anna", "SECRET", "1950", "Wanda", "M-0017"):
        assert told not in sentence

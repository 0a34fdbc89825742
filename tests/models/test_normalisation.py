"""One comparable form of numbers and names, whatever was typed and whichever database stores it."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from reporting.models import Patient, User
from reporting.models.normalisation import (
    comparable_name,
    comparable_number,
    one_printable_line,
    printable_text,
    register_number,
)


@pytest.mark.parametrize(
    "typed",
    ["AC-17", "ac-17", " AC - 17 ", "ＡＣ－１７", "AC\u200b-\u200d17", "\ufeffAC-17\u2060", "Ac-\u00a017"],
)
def test_variants_of_one_number(typed: str) -> None:
    assert comparable_number(typed) == "AC-17"


@pytest.mark.parametrize("other", ["AC-18", "AC17", "AC_17", "AC-017", "ÁC-17"])
def test_other_numbers_stay_others(other: str) -> None:
    assert comparable_number(other) != "AC-17"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Łucja  ŠŤASTNÁ-Ørsted", "lucja stastna orsted"),
        ("Nuñez", "nunez"),
        ("Nun\u0303ez", "nunez"),
        ("Straße", "strasse"),
        ("O’Hara, Síle", "ohara sile"),
        ("Nguyễn Thị Đào", "nguyen thi dao"),
        ("Æsa Þórðardóttir", "aesa thordardottir"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Σίσυφος", "σισυφοσ"),
        ("Семён", "семен"),
    ],
)
def test_names_for_searching(name: str, key: str) -> None:
    assert comparable_name(name) == key


@given(st.text(max_size=50))
def test_both_forms_are_final(text: str) -> None:
    assert comparable_number(comparable_number(text)) == comparable_number(text)
    assert comparable_name(comparable_name(text)) == comparable_name(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a\x00b", "U+0000"),
        ("a\x1bb", "U+001B"),
        ("a\nb", "U+000A"),
        ("a\tb", "U+0009"),
        ("a\u202eb", "U+202E"),
        ("a\u2066b", "U+2066"),
        ("a\ud800b", "U+D800"),
        ("a\u2028b", "U+2028"),
    ],
)
def test_what_cannot_be_printed_honestly_is_named(text: str, named: str) -> None:
    with pytest.raises(ValidationError, match="not allowed here: " + named.replace("+", r"\+")):
        one_printable_line(text)


def test_a_text_may_have_lines() -> None:
    printable_text("one\r\ntwo\n\tthree")
    with pytest.raises(ValidationError):
        printable_text("one\x00two")


@pytest.mark.parametrize("text", ["", " ", "\u200b\u200d", "\u00a0"])
def test_a_number_needs_something_visible(text: str) -> None:
    with pytest.raises(ValidationError, match="letter or digit"):
        register_number(text)


def test_a_number_that_grows_too_long_is_refused() -> None:
    with pytest.raises(ValidationError, match="too long"):
        register_number("\ufdfa" * 60)  # one character that stands for eighteen


@pytest.mark.django_db
def test_a_long_name_has_a_key_that_fits() -> None:
    patient = Patient.objects.create(name="\ufdfa" * 200, mrn="M-1")
    assert len(patient.name_search) <= 400


@pytest.mark.django_db
def test_keys_follow_a_partial_save() -> None:
    patient = Patient.objects.create(name="Ana", mrn="m 1")
    assert (patient.name_search, patient.mrn_key) == ("ana", "M1")
    patient.name, patient.mrn = "Zoë", "m 2"
    patient.save(update_fields=["name"])
    patient.refresh_from_db()
    assert (patient.name_search, patient.mrn_key, patient.mrn) == ("zoe", "M1", "m 1")


def test_names_of_accounts_are_checked() -> None:
    with pytest.raises(ValidationError):
        User(username="x", first_name="Ro\u202esa").clean()

"""Numbers as people type them."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from reporting.web.forms import numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.4", 0.4),
        ("0,4", 0.4),
        (".4", 0.4),
        (",4", 0.4),
        ("4.", 4.0),
        ("4", 4.0),
        (" 12 ", 12.0),
        ("+3", 3.0),
        ("-1", -1.0),
        ("−1", -1.0),
        ("１２", 12.0),
        ("١٢", 12.0),
        ("0,125", 0.125),
        ("1234", 1234.0),
        ("1.234", 1.234),
        ("0", 0.0),
    ],
)
def test_taken(text: str, value: float) -> None:
    assert numbers.parse_decimal(text, ".") == value


@pytest.mark.parametrize(
    "text",
    ["1e9", "1E-3", "inf", "nan", "0x10", "1_000", "1 000", "1,000,000", "1.234,5", "1.2.3", "1'000", "½", "10²",
     "４．５", "--1", "+", ".", ",", "4 mL", "", "9" * 401],
)  # fmt: skip
def test_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(ValidationError, match=r"0\.4"):
        numbers.parse_decimal(text, ".")


@pytest.mark.parametrize(
    ("text", "mark", "both"),
    [
        ("1,234", ".", ("1.234", "1234")),
        ("1.234", ",", ("1,234", "1234")),
        ("-12,500", ".", ("-12.500", "-12500")),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_back(text: str, mark: str, both: tuple[str, str]) -> None:
    with pytest.raises(ValidationError) as refused:
        numbers.parse_decimal(text, mark)
    assert all(f"{way}" in refused.value.messages[0] for way in both)


@pytest.mark.parametrize(("text", "value"), [("12", 12), ("+12", 12), ("-1", -1), ("012", 12), ("１２", 12)])
def test_whole_numbers(text: str, value: int) -> None:
    assert numbers.parse_integer(text) == value


@pytest.mark.parametrize("text", ["1.0", "1,0", "1e3", "3 h", "", "²", "9" * 19])
def test_no_whole_numbers(text: str) -> None:
    with pytest.raises(ValidationError, match="whole number"):
        numbers.parse_integer(text)


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(".,"))
def test_every_number_is_read_as_it_was_written(value: float, mark: str) -> None:
    text = numbers.format_number(value, mark)
    assert "e" not in text.lower()
    assert numbers.parse_decimal(text, mark) == value

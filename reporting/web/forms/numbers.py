"""Parse numbers in user input: ``0.4``, ``0,4`` and ``.4``, but nothing ambiguous."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LENGTH_MAX = 400  # longer than any double-precision value in plain notation
DIGITS_MAX = 18

_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)")
_INTEGER = re.compile(rf"[+-]?[0-9]{{1,{DIGITS_MAX}}}")
# 1,234 is ambiguous: a decimal comma to some, a thousands separator to others. 0,125 is not.
_LIKE_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")


def _ascii(text: str) -> str:
    """Convert digits of any script to 0–9 and a typographic minus to a hyphen; keep superscripts and fractions."""
    plain = text.strip().replace("\u2212", "-")
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)


def parse_integer(text: str) -> int:
    """Parse a whole number.

    Raises:
        ValidationError: with what is allowed.
    """
    plain = _ascii(text)
    if not _INTEGER.fullmatch(plain):
        raise ValidationError(
            _("“%(text)s” is not a whole number. Use digits only, for example 12"),
            params={"text": _abbreviated(text)},
        )
    return int(plain)


def parse_decimal(text: str, decimal_mark: str) -> float:
    """Parse a number with a decimal point or comma, without exponent and thousands separators.

    ``decimal_mark`` is that of the language and always a decimal mark; the other one is accepted too, unless the
    number looks like thousands.

    Raises:
        ValidationError: with what is allowed.
    """
    plain = _ascii(text)
    if len(plain) > LENGTH_MAX or not _DECIMAL.fullmatch(plain):
        raise ValidationError(
            _("“%(text)s” is not a number. Enter a number such as 0.4"),
            params={"text": _abbreviated(text)},
        )
    if _LIKE_THOUSANDS.fullmatch(plain) and decimal_mark not in plain:
        whole, part = re.split("[.,]", plain)
        raise ValidationError(
            _("“%(text)s” is ambiguous. Enter %(decimal)s or %(thousands)s"),
            params={
                "text": text.strip(),
                "decimal": f"{whole}{decimal_mark}{part}",
                "thousands": whole + part,
            },
        )
    return float(plain.replace(",", "."))


def format_number(value: float, decimal_mark: str) -> str:
    """Return ``value`` in plain notation with all digits, so that `parse_decimal` returns it unchanged."""
    text = format(Decimal(repr(value)), "f")
    return text.removesuffix(".0").replace(".", decimal_mark)


def _abbreviated(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"

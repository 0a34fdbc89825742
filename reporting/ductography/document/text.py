"""Text as the document holds it: one normal form, no characters that cannot be printed honestly."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

LINE_MAX = 500
TEXT_MAX = 100_000

# Controls other than tab and line feed; embedding and isolating direction marks can make a printed
# sentence read differently from the stored one.
_REFUSED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def refused_characters(value: str) -> list[str]:
    """The characters of ``value`` that no field takes, as ``U+XXXX``, each once."""
    return sorted({f"U+{ord(character):04X}" for character in _REFUSED.findall(value)})


def normalised(value: str) -> str:
    """NFC, line feeds only, no white space at either end."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def refusal(message: str, **values: str) -> PydanticCustomError:
    """What a check raises: ``message`` with its placeholders, which pydantic fills."""
    return PydanticCustomError("refused", message, values)


def _text(value: str) -> str:
    value = normalised(value)
    if refused := refused_characters(value):
        raise refusal(_("these characters are not allowed: {characters}"), characters=", ".join(refused))
    return value


def _line(value: str) -> str:
    value = _text(value)
    if "\n" in value:
        raise refusal(_("only one line is allowed"))
    return value


def _partial_date(value: str) -> str:
    value = normalised(value)
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", value)
    if match:
        year, month, day = (int(part) if part else 1 for part in match.groups())
        try:
            datetime.date(year, month, day)
        except ValueError:
            match = None
    if not match:
        raise refusal(_("allowed: a year, month or full date (2015, 2015-06 or 2015-06-30)"))
    return value


def _aware(value: datetime.datetime) -> datetime.datetime:
    if value.tzinfo is None:
        raise refusal(_("the time zone is missing; use the form 2026-05-17T14:05:00+02:00"))
    try:
        return value.astimezone(datetime.UTC)
    except OverflowError:
        raise refusal(_("allowed: years 1–9999")) from None


Moment = Annotated[datetime.datetime, AfterValidator(_aware)]
Line = Annotated[str, AfterValidator(_line), StringConstraints(max_length=LINE_MAX)]
Text = Annotated[str, AfterValidator(_text), StringConstraints(max_length=TEXT_MAX)]
PartialDate = Annotated[str, AfterValidator(_partial_date)]

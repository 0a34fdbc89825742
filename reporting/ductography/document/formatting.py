"""How one answer is printed: the label of a term, a number with its unit, a date in the reader's manner."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from .node import LeafSpec, is_blank
from .units import CountedUnit


def number(value: float) -> str:
    """A number with the decimal mark of the language and no needless zeros."""
    return str(value) if isinstance(value, int) else _decimal(value)


def _decimal(value: float) -> str:
    text = repr(value)
    if "e" in text or "E" in text:
        text = f"{value:.12f}".rstrip("0").rstrip(".")
    text = text.removesuffix(".0")
    # The mark of the language is asked for only where there is one to write.
    return text.replace(".", formats.get_format("DECIMAL_SEPARATOR")) if "." in text else text


def format_answer(spec: LeafSpec, value: Any) -> str:
    """The answer ``value`` of the field ``spec`` as a person reads it; "" when it is blank."""
    if is_blank(value):
        return ""
    if spec.kind == "choice":
        return str(value.label)
    if spec.kind == "choices":
        return ", ".join(str(term.label) for term in value)
    if spec.kind in ("integer", "number"):
        return measured(value, spec)
    if spec.kind == "date":
        return day(value)
    if spec.kind == "partial_date":
        return format_partial_date(value)
    if spec.kind == "datetime":
        return moment(value)
    return str(value)


def day(value: datetime.date) -> str:
    """“17 March 2026”, in the manner of the language and the site."""
    return formats.date_format(value, "DATE_FORMAT")


def format_partial_date(text: str) -> str:
    """“2026”, “March 2026” or “17 March 2026”: a year, a month or a day."""
    year, *rest = (int(part) for part in text.split("-"))
    if not rest:
        return str(year)
    if len(rest) == 2:
        return day(datetime.date(year, *rest))
    return formats.date_format(datetime.date(year, rest[0], 1), "YEAR_MONTH_FORMAT")


def moment(value: datetime.datetime) -> str:
    """“17 March 2026, 14:05 UTC”: a moment in the zone of the site, with the zone named."""
    # Django's own form leaves the zone out in the hour that occurs twice, where it matters most.
    local = timezone.localtime(value)
    return f"{day(local)}, {local:%H:%M} {local.tzname()}"


def not_recorded() -> str:
    return _("not recorded")


def measured(value: float, spec: LeafSpec) -> str:
    """“1 month”, “4.5 mm”, “90°”: a number with the unit of its field."""
    text, unit = number(value), spec.unit
    if isinstance(unit, CountedUnit):
        return unit.after(text, plural_count(value))
    return f"{text}{unit}" if unit == "°" else f"{text} {unit}" if unit else text


def unit_after(value: float, spec: LeafSpec) -> str:
    """The unit as it stands after ``value``, alone: “month” after 1, “months” after 2."""
    if isinstance(spec.unit, CountedUnit):
        return spec.unit.after("", plural_count(value)).strip()
    return str(spec.unit)


def plural_count(value: float) -> int:
    """The whole number by which a language chooses singular or plural; a fraction is never one."""
    return int(value) if value == int(value) else 2

"""Quantities as people state them: “6 mm”, “about 3–4 mm”, “at least 2 years”."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ..document.formatting import number, plural_count
from ..vocabulary import DurationUnit, Precision
from .grammar import LENGTH, format_phrase, format_plural
from .translation_cache import Phrase

QUALIFIED: dict[Precision, Phrase] = {
    Precision.EXACT: _("exactly {quantity}"),
    Precision.ABOUT: _("about {quantity}"),
    Precision.AT_LEAST: _("at least {quantity}"),
    Precision.AT_MOST: _("at most {quantity}"),
}
DURATION: dict[DurationUnit, Phrase] = {
    DurationUnit.DAYS: ngettext_lazy("{number} day", "{number} days", "count"),
    DurationUnit.WEEKS: ngettext_lazy("{number} week", "{number} weeks", "count"),
    DurationUnit.MONTHS: ngettext_lazy("{number} month", "{number} months", "count"),
    DurationUnit.YEARS: ngettext_lazy("{number} year", "{number} years", "count"),
}


def range_text(value: float | None, upper: float | None = None) -> str:
    """“3–4”, “3”; "" for nothing."""
    if value is None:
        return ""
    return f"{number(value)}–{number(upper)}" if upper is not None and upper != value else number(value)


def qualified(text: str, precision: Precision | None) -> str:
    """“about 6 mm”; an unqualified quantity as it is."""
    return format_phrase(QUALIFIED[precision], quantity=text) if text and precision in QUALIFIED else text


# Leaves that are printed in one with the quantity that they belong to: value, upper limit, precision, unit.
QUANTITIES: dict[str, tuple[str, str, str]] = {
    "length_mm": ("length_to_mm", "", ""),
    "width_mm": ("width_to_mm", "", ""),
    "calibre_mm": ("calibre_to_mm", "calibre_precision", ""),
    "lesion_size_mm": ("lesion_size_to_mm", "lesion_size_precision", ""),
    "duration": ("duration_to", "duration_precision", "duration_unit"),
}


def quantity_text(node: Any, name: str) -> str:
    """The quantity ``name`` of a group with its limit, precision and unit; "" if it is none or not complete."""
    if name not in QUANTITIES or (value := getattr(node, name)) is None:
        return ""
    upper, precision, unit = (getattr(node, part, None) if part else None for part in QUANTITIES[name])
    if name != "duration":
        return size_text((value, upper), precision=precision)
    return duration_text(value, unit, upper, precision) if unit else ""


def parts_of(node: Any, name: str) -> tuple[str, ...]:
    """The leaves that `quantity_text` has said as well."""
    return tuple(part for part in QUANTITIES[name] if part and hasattr(node, part))


def size_text(*ranges_mm: tuple[float | None, float | None], precision: Precision | None = None) -> str:
    """“about 3–4 × 2 mm” from pairs of a length and its upper limit in mm; "" if there are none."""
    texts = [text for value, upper in ranges_mm if (text := range_text(value, upper))]
    return qualified(format_phrase(LENGTH, number=" × ".join(texts)), precision) if texts else ""


def duration_text(
    value: float, unit: DurationUnit, upper: float | None = None, precision: Precision | None = None
) -> str:
    """“about 3–4 months”, “1 year”."""
    count = plural_count(value if upper is None else upper)
    return qualified(format_plural(DURATION[unit], count, number=range_text(value, upper)), precision)

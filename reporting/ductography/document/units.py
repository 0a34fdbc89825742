"""Units that are words, which follow their number in the singular or the plural."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


@dataclass(frozen=True, slots=True)
class CountedUnit:
    """“months” as the name of the unit, “1 month” and “2 months” after a number."""

    name: Promise
    counted: Promise

    def __str__(self) -> str:
        return str(self.name)

    def after(self, text: str, count: int) -> str:
        """``text``, a number whose grammatical number is ``count``, with the unit."""
        return str(self.counted.format(count=count, number=text))  # type: ignore[attr-defined]


MONTHS = CountedUnit(_("months"), ngettext_lazy("{number} month", "{number} months", "count"))
YEARS = CountedUnit(_("years"), ngettext_lazy("{number} year", "{number} years", "count"))

"""Timeframe of a recommendation as text, shared by every output."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..document import Recommendation
from ..vocabulary import IntervalUnit


def interval_text(wanted: Recommendation) -> str:
    """Return the timeframe with its priority: “Within 6 months”, “In 7 to 14 days”; "" if none is given."""
    parts = []
    if wanted.within is not None and wanted.interval_unit:
        amount = _amount(wanted.within, wanted.interval_unit)
        if wanted.not_before == wanted.within:
            parts.append(_("In {amount}").format(amount=amount))
        elif wanted.not_before:
            parts.append(_("In {first} to {amount}").format(first=wanted.not_before, amount=amount))
        else:
            parts.append(_("Within {amount}").format(amount=amount))
    elif wanted.not_before and wanted.interval_unit:
        amount = _amount(wanted.not_before, wanted.interval_unit)
        parts.append(_("No earlier than {amount}").format(amount=amount))
    if wanted.urgency:
        parts.append(_("priority: {urgency}").format(urgency=wanted.urgency.label))
    return _capital(", ".join(parts))


def _amount(number: int, unit: IntervalUnit) -> str:
    wordings = {
        IntervalUnit.DAYS: ngettext("{number} day", "{number} days", number),
        IntervalUnit.WEEKS: ngettext("{number} week", "{number} weeks", number),
        IntervalUnit.MONTHS: ngettext("{number} month", "{number} months", number),
    }
    return wordings[unit].format(number=number)


def _capital(text: object) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]

"""Timeframe of a recommendation as text, shared by every output."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..document import Recommendation
from ..vocabulary import IntervalUnit


def interval_text(recommendation: Recommendation) -> str:
    """Return the timeframe with its priority: “Within 6 months”, “In 7 to 14 days”; "" if none is given."""
    parts = []
    if recommendation.within is not None and recommendation.interval_unit:
        amount = _amount(recommendation.within, recommendation.interval_unit)
        if recommendation.not_before == recommendation.within:
            parts.append(_("In {amount}").format(amount=amount))
        elif recommendation.not_before:
            parts.append(_("In {first} to {amount}").format(first=recommendation.not_before, amount=amount))
        else:
            parts.append(_("Within {amount}").format(amount=amount))
    elif recommendation.not_before and recommendation.interval_unit:
        amount = _amount(recommendation.not_before, recommendation.interval_unit)
        parts.append(_("No earlier than {amount}").format(amount=amount))
    if recommendation.urgency:
        parts.append(_("priority: {urgency}").format(urgency=recommendation.urgency.label))
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

"""Timeframe of a recommendation as text, shared by every output."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ..document import Recommendation
from ..vocabulary import IntervalUnit
from .grammar import capitalise, format_phrase, format_plural
from .translation_cache import Phrase

# By unit: target time, latest time, range, and earliest time.
TARGET: dict[IntervalUnit, Phrase] = {
    IntervalUnit.DAYS: ngettext_lazy("in {count} day", "in {count} days", "count"),
    IntervalUnit.WEEKS: ngettext_lazy("in {count} week", "in {count} weeks", "count"),
    IntervalUnit.MONTHS: ngettext_lazy("in {count} month", "in {count} months", "count"),
}
LATEST: dict[IntervalUnit, Phrase] = {
    IntervalUnit.DAYS: ngettext_lazy("within {count} day", "within {count} days", "count"),
    IntervalUnit.WEEKS: ngettext_lazy("within {count} week", "within {count} weeks", "count"),
    IntervalUnit.MONTHS: ngettext_lazy("within {count} month", "within {count} months", "count"),
}
RANGE: dict[IntervalUnit, Phrase] = {
    IntervalUnit.DAYS: ngettext_lazy("in {first}–{count} day", "in {first}–{count} days", "count"),
    IntervalUnit.WEEKS: ngettext_lazy("in {first}–{count} week", "in {first}–{count} weeks", "count"),
    IntervalUnit.MONTHS: ngettext_lazy("in {first}–{count} month", "in {first}–{count} months", "count"),
}
EARLIEST: dict[IntervalUnit, Phrase] = {
    IntervalUnit.DAYS: ngettext_lazy("no earlier than {count} day", "no earlier than {count} days", "count"),
    IntervalUnit.WEEKS: ngettext_lazy(
        "no earlier than {count} week", "no earlier than {count} weeks", "count"
    ),
    IntervalUnit.MONTHS: ngettext_lazy(
        "no earlier than {count} month", "no earlier than {count} months", "count"
    ),
}
PRIORITY = _("priority: {urgency}")


def timeframe(recommendation: Recommendation) -> str:
    """Return “in 6 months”, “within 6 weeks”, “in 7–14 days” or “no earlier than 7 days”; "" if none is given."""
    unit = recommendation.interval_unit
    if unit and recommendation.within is not None:
        if recommendation.not_before == recommendation.within:
            return format_plural(TARGET[unit], recommendation.within)
        if recommendation.not_before:
            return format_plural(RANGE[unit], recommendation.within, first=recommendation.not_before)
        return format_plural(LATEST[unit], recommendation.within)
    if unit and recommendation.not_before:
        return format_plural(EARLIEST[unit], recommendation.not_before)
    return ""


def has_only_an_earliest_time(recommendation: Recommendation) -> bool:
    """Return True if the recommendation has an earliest time and no latest time."""
    return bool(recommendation.interval_unit and recommendation.not_before and recommendation.within is None)


def interval_text(recommendation: Recommendation) -> str:
    """Return the timeframe with its priority: “Within 6 months, priority: soon”; "" if neither is given."""
    priority = format_phrase(PRIORITY, urgency=recommendation.urgency.label) if recommendation.urgency else ""
    return capitalise(", ".join(part for part in (timeframe(recommendation), priority) if part))

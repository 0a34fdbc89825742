"""Timeframe of a recommendation as text, shared by every output."""

from __future__ import annotations

from django.utils.translation import ngettext_lazy

from ..document import RecommendationStep
from ..vocabulary import IntervalUnit
from .grammar import format_plural
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


def timeframe(step: RecommendationStep) -> str:
    """Return “in 6 months”, “within 6 weeks”, “in 7–14 days” or “no earlier than 7 days”; "" if none is given."""
    unit = step.interval_unit
    if unit and step.within is not None:
        if step.not_before == step.within:
            return format_plural(TARGET[unit], step.within)
        if step.not_before:
            return format_plural(RANGE[unit], step.within, first=step.not_before)
        return format_plural(LATEST[unit], step.within)
    if unit and step.not_before:
        return format_plural(EARLIEST[unit], step.not_before)
    return ""


def has_only_an_earliest_time(step: RecommendationStep) -> bool:
    """Return True if the step has an earliest time and no latest time."""
    return bool(step.interval_unit and step.not_before and step.within is None)

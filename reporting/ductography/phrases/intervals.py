"""The time of a recommended step in words, from the one function that every output uses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ..document import Recommendation
from ..vocabulary import IntervalUnit
from .grammar import capital, counted, say
from .translation_cache import Phrase

# By unit: a target, a time limit, a range, and a time before which nothing should be done. Four different things.
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


def timeframe(wanted: Recommendation) -> str:
    """“in 6 months”, “within 6 weeks”, “in 7–14 days” or “no earlier than 7 days”; "" when no time is given."""
    unit = wanted.interval_unit
    if unit and wanted.within is not None:
        if wanted.not_before == wanted.within:
            return counted(TARGET[unit], wanted.within)
        if wanted.not_before:
            return counted(RANGE[unit], wanted.within, first=wanted.not_before)
        return counted(LATEST[unit], wanted.within)
    if unit and wanted.not_before:
        return counted(EARLIEST[unit], wanted.not_before)
    return ""


def has_only_an_earliest_time(wanted: Recommendation) -> bool:
    """Whether the recommended step has an earliest time and no latest one."""
    return bool(wanted.interval_unit and wanted.not_before and wanted.within is None)


def interval(wanted: Recommendation) -> str:
    """“Within 6 months, priority: soon”, as an entry of its own; "" when neither is given."""
    urgency = say(PRIORITY, urgency=wanted.urgency.label) if wanted.urgency else ""
    return capital(", ".join(part for part in (timeframe(wanted), urgency) if part))

"""Parse and format dates with time in the site's time zone; ambiguous and non-existent times are refused."""

from __future__ import annotations

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?P<zone>Z|[+-]\d{2}:\d{2})?", re.ASCII
)
# Values of <input type="datetime-local">; browsers empty it for any other value.
_BROWSER_VALUE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?", re.ASCII)


def is_local(text: str) -> bool:
    """Return True if the browser's date and time control can show ``text``."""
    return bool(_BROWSER_VALUE.fullmatch(text)) and _parse_iso(text) is not None


def parse_datetime(text: str) -> datetime.datetime:
    """Return the time in UTC, from a local time of the site or one with a zone.

    Raises:
        ValidationError: no date and time, or one that does not exist or occurs twice when clocks change.
    """
    value = _parse_iso(text)
    if value is None:
        raise ValidationError(
            _("“%(text)s” is not a date and time. Enter it as 2026-05-17T14:05"), params={"text": text[:40]}
        )
    try:
        if value.tzinfo is None:
            value = _localised(value)
        return value.astimezone(datetime.UTC)
    except OverflowError:
        raise ValidationError(_("the year must be between 1 and 9999")) from None


def format_datetime(value: datetime.datetime) -> str:
    """Return ``value`` for the control: local time of the site, with its zone only if needed."""
    try:
        local = value.astimezone(timezone.get_current_timezone())
    except OverflowError:
        return value.astimezone(datetime.UTC).isoformat()
    naive = local.replace(tzinfo=None, fold=0)
    if len(_possible_times(naive)) == 1 and not local.microsecond % 1000:
        precision = "milliseconds" if local.microsecond else "seconds" if local.second else "minutes"
        return naive.isoformat(timespec=precision)
    offset = local.utcoffset() or datetime.timedelta()
    return (local if not offset.seconds % 60 else value.astimezone(datetime.UTC)).isoformat()


def _parse_iso(text: str) -> datetime.datetime | None:
    if not _ISO.fullmatch(text):
        return None
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


def _possible_times(naive: datetime.datetime) -> list[datetime.datetime]:
    """Return the times that a clock at the site shows as ``naive``: one, or two or none when clocks change."""
    zone = timezone.get_current_timezone()
    found: list[datetime.datetime] = []
    for fold in (0, 1):
        aware = naive.replace(tzinfo=zone, fold=fold)
        back = aware.astimezone(datetime.UTC).astimezone(zone).replace(tzinfo=None, fold=0)
        if back == naive and aware.utcoffset() not in [other.utcoffset() for other in found]:
            found.append(aware)
    return found


def _localised(naive: datetime.datetime) -> datetime.datetime:
    readings = _possible_times(naive.replace(fold=0))
    if not readings:
        raise ValidationError(
            _("%(time)s does not exist on this day: the clocks went forward"),
            params={"time": f"{naive:%H:%M}"},
        )
    if len(readings) > 1:
        raise ValidationError(
            _("%(time)s occurs twice on this day: the clocks went back. Enter %(first)s or %(second)s"),
            params={
                "time": f"{naive:%H:%M}",
                "first": readings[0].isoformat(timespec="minutes"),
                "second": readings[1].isoformat(timespec="minutes"),
            },
        )
    return readings[0]

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
# What an <input type="datetime-local"> can hold; a browser empties it when it is given anything else.
_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?", re.ASCII)


def is_local(text: str) -> bool:
    """Whether the browser's own date and time control can show ``text``."""
    return bool(_LOCAL.fullmatch(text)) and _parsed(text) is not None


def moment(text: str) -> datetime.datetime:
    """The moment in UTC, from a local time of the site or from one that names its zone.

    Raises:
        ValidationError: no date and time; one that does not exist or exists twice when clocks change.
    """
    value = _parsed(text)
    if value is None:
        raise ValidationError(
            _("“%(text)s” is not a date and time. Enter it as 2026-05-17T14:05"), params={"text": text[:40]}
        )
    try:
        if value.tzinfo is None:
            value = _at_site(value)
        return value.astimezone(datetime.UTC)
    except OverflowError:
        raise ValidationError(_("the year must be between 1 and 9999")) from None


def written(value: datetime.datetime) -> str:
    """``value`` for the control: local time of the site, with its zone only where it is needed."""
    try:
        local = value.astimezone(timezone.get_current_timezone())
    except OverflowError:
        return value.astimezone(datetime.UTC).isoformat()
    naive = local.replace(tzinfo=None, fold=0)
    if len(_readings(naive)) == 1 and not local.microsecond % 1000:
        precision = "milliseconds" if local.microsecond else "seconds" if local.second else "minutes"
        return naive.isoformat(timespec=precision)
    offset = local.utcoffset() or datetime.timedelta()
    return (local if not offset.seconds % 60 else value.astimezone(datetime.UTC)).isoformat()


def _parsed(text: str) -> datetime.datetime | None:
    if not _ISO.fullmatch(text):
        return None
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


def _readings(naive: datetime.datetime) -> list[datetime.datetime]:
    """The moments that a clock at the site shows as ``naive``: one; two or none when clocks change."""
    zone = timezone.get_current_timezone()
    found: list[datetime.datetime] = []
    for fold in (0, 1):
        aware = naive.replace(tzinfo=zone, fold=fold)
        back = aware.astimezone(datetime.UTC).astimezone(zone).replace(tzinfo=None, fold=0)
        if back == naive and aware.utcoffset() not in [other.utcoffset() for other in found]:
            found.append(aware)
    return found


def _at_site(naive: datetime.datetime) -> datetime.datetime:
    readings = _readings(naive.replace(fold=0))
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

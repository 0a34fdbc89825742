"""Moments as people type them, on days when clocks change too. Dates of the changes: the tz database."""

import datetime
import zoneinfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from reporting.web.forms import datetimes

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
ZONES = ("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia")


@pytest.fixture
def berlin():
    with timezone.override(BERLIN):
        yield


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-05-17T14:05", "2026-05-17T12:05:00+00:00"),
        ("2026-05-17 14:05", "2026-05-17T12:05:00+00:00"),
        ("2026-01-17T14:05:09", "2026-01-17T13:05:09+00:00"),
        ("2026-05-17T14:05Z", "2026-05-17T14:05:00+00:00"),
        ("2026-10-25T02:30+02:00", "2026-10-25T00:30:00+00:00"),
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00+00:00"),
    ],
)
def test_taken(text: str, utc: str) -> None:
    assert datetimes.parse_datetime(text).isoformat() == utc


@pytest.mark.usefixtures("berlin")
def test_an_hour_that_occurs_twice_is_asked_back_and_both_answers_are_taken() -> None:
    with pytest.raises(ValidationError, match="twice") as refused:
        datetimes.parse_datetime("2026-10-25T02:30")
    [message] = refused.value.messages
    first, second = "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"
    assert first in message
    assert second in message
    assert datetimes.parse_datetime(second) - datetimes.parse_datetime(first) == datetime.timedelta(hours=1)


@pytest.mark.usefixtures("berlin")
def test_an_hour_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError, match="does not exist"):
        datetimes.parse_datetime("2026-03-29T02:30")


@pytest.mark.parametrize(
    "text",
    ["", "17.5.2026 14:05", "2026-05-17", "2026-02-30T10:00", "2026-05-17T25:00", "20260517T1405", "now",
     "2026-W20-7T10:00", "２026-05-17T14:05"],
)  # fmt: skip
def test_no_moments(text: str) -> None:
    with pytest.raises(ValidationError, match="not a date and time"):
        datetimes.parse_datetime(text)


def test_years_outside_the_calendar_are_refused() -> None:
    with pytest.raises(ValidationError, match="between 1 and 9999"):
        datetimes.parse_datetime("0001-01-01T00:00+14:00")


@given(
    st.datetimes(
        datetime.datetime(1, 1, 1), datetime.datetime(9999, 12, 31), timezones=st.just(datetime.UTC)
    ),
    st.sampled_from(ZONES),
)
def test_every_moment_is_read_as_it_was_written(value: datetime.datetime, zone: str) -> None:
    with timezone.override(zone):
        assert datetimes.parse_datetime(datetimes.format_datetime(value)) == value


@given(
    st.datetimes(
        datetime.datetime(2026, 10, 24), datetime.datetime(2026, 10, 26), timezones=st.just(datetime.UTC)
    ),
    st.sampled_from(ZONES),
)
def test_the_night_when_clocks_change_too(value: datetime.datetime, zone: str) -> None:
    with timezone.override(zone):
        assert datetimes.parse_datetime(datetimes.format_datetime(value)) == value


def test_the_control_of_the_browser_is_used_where_it_can_hold_the_value() -> None:
    with timezone.override(BERLIN):
        plain = datetime.datetime(2026, 5, 17, 12, 5, tzinfo=datetime.UTC)
        twice = datetime.datetime(2026, 10, 25, 0, 30, tzinfo=datetime.UTC)
        assert datetimes.format_datetime(plain) == "2026-05-17T14:05"
        assert datetimes.is_local(datetimes.format_datetime(plain))
        assert not datetimes.is_local(datetimes.format_datetime(twice))
        assert not datetimes.is_local(datetimes.format_datetime(plain.replace(microsecond=123456)))
        assert not datetimes.is_local("yesterday")

"""A date is the same day everywhere; a moment is stored in UTC and shown in the zone of the site, which is named."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from reporting.models import AuditEvent, Examination, Patient, Report, User
from reporting.workflow import drafts
from tests.browser_form import pairs
from tests.cast import complete_document, sign_now
from tests.journeys import opened, post_pairs, register
from tests.pdf.reading import pages_by_pypdf
from tests.security.walking import body_of, text_of

ROOT = Path(__file__).parent.parent.parent
ZONES = ("UTC", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Kiritimati", "Europe/Berlin")

# What a clock and a calendar on the wall show at a moment: taken from the tz database by hand.
SHOWN = {
    "2026-03-29T00:59:58": (  # two seconds before clocks go forward in Berlin
        "29 March 2026, 00:59 UTC",
        "28 March 2026, 17:59 PDT",
        "29 March 2026, 06:44 +0545",
        "29 March 2026, 14:59 +14",
        "29 March 2026, 01:59 CET",
    ),
    "2026-11-01T09:30:00": (  # in the hour that Los Angeles has twice
        "1 November 2026, 09:30 UTC",
        "1 November 2026, 01:30 PST",
        "1 November 2026, 15:15 +0545",
        "1 November 2026, 23:30 +14",
        "1 November 2026, 10:30 CET",
    ),
    "2026-12-31T23:59:58": (
        "31 December 2026, 23:59 UTC",
        "31 December 2026, 15:59 PST",
        "1 January 2027, 05:44 +0545",
        "1 January 2027, 13:59 +14",
        "1 January 2027, 00:59 CET",
    ),
    "2028-02-29T10:30:00": (
        "29 February 2028, 10:30 UTC",
        "29 February 2028, 02:30 PST",
        "29 February 2028, 16:15 +0545",
        "1 March 2028, 00:30 +14",
        "29 February 2028, 11:30 CET",
    ),
}
LEAP_DAY, SHOWN_LEAP_DAY = datetime.date(2024, 2, 29), "29 February 2024"
BORN, SHOWN_BORN = datetime.date(1972, 2, 29), "29 February 1972"


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, settings: Any) -> str:
    settings.TIME_ZONE = request.param
    # These days lie before the certificate that the demo made today.
    settings.SIGNING_KEY = ""
    return str(request.param)


@pytest.fixture
def leap(register: Callable[..., Examination], rosa: User) -> Report:
    """A report with dates that only leap years have, written before every moment at which it is signed."""
    with time_machine.travel(datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC), tick=False):
        report = register(birth_date=BORN, examination_date=LEAP_DAY).report
        drafts.save(report, complete_document(), user=rosa, row_version=1)
    return report.fresh()


def stored(table: str, column: str) -> str:
    """What the database holds, asked without Django's conversion of zones."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        cursor.execute(f"SELECT CAST({column} AS text) FROM {table}")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.parametrize("moment", SHOWN)
def test_a_signature_says_when_and_in_which_zone(
    moment: str, zone: str, leap: Report, rosa: User, finn: User, as_user: Callable[[User], Client]
) -> None:
    expected = SHOWN[moment][ZONES.index(zone)]
    with time_machine.travel(datetime.datetime.fromisoformat(f"{moment}+00:00"), tick=False):
        version = sign_now(leap, rosa)
        doctor, reader = as_user(rosa), as_user(finn)
        case = text_of(doctor.get(reverse("case", args=[leap.public_id])))
        report = text_of(reader.get(reverse("report", args=[leap.public_id])))
        pdf = body_of(reader.get(reverse("version-pdf", args=[leap.public_id, version.number])))
        lists = text_of(reader.get(reverse("inbox"))) + text_of(doctor.get(reverse("cases")))
    assert stored("reporting_reportversion", "signed_at").replace(" ", "T").startswith(moment)
    printed = " ".join(" ".join(pages_by_pypdf(pdf)).split())
    for page in (case, report, printed):
        assert expected in page
    for page in (case, report, printed, lists):
        assert SHOWN_BORN in page
    assert SHOWN_LEAP_DAY in report and SHOWN_LEAP_DAY in printed and SHOWN_LEAP_DAY in lists


@pytest.mark.django_db
def test_dates_are_the_same_day_everywhere(zone: str, rosa: User, as_user: Callable[[User], Client]) -> None:
    client = as_user(rosa)
    who = {"patient_name": "Synthetic Patient", "mrn": "M-1", "accession_number": "A-1"}
    dates = {"birth_date": BORN.isoformat(), "examination_date": LEAP_DAY.isoformat()}
    assert register(client, **who, **dates).status_code == 302
    assert Patient.objects.get().birth_date == BORN
    assert Examination.objects.get().examination_date == LEAP_DAY
    assert stored("reporting_patient", "birth_date") == "1972-02-29"
    assert stored("reporting_examination", "examination_date") == "2024-02-29"
    for since, until, there in (
        ("2024-02-29", "2024-02-29", True),
        ("2024-02-28", "2024-02-28", False),
        ("2024-03-01", "2024-03-01", False),
    ):
        found = text_of(client.get(f"/cases/?since={since}&until={until}"))
        assert (str(Report.objects.get().public_id) in found) is there


@pytest.mark.django_db
def test_today_is_where_the_day_began_first(zone: str, rosa: User, as_user: Callable[[User], Client]) -> None:
    """On May 17, noon UTC, it is May 18 in Kiritimati: an examination of that day is none of the future."""
    client = as_user(rosa)
    with time_machine.travel(datetime.datetime(2026, 5, 17, 12, tzinfo=datetime.UTC), tick=False):
        client.force_login(rosa)
        who = {"patient_name": "Synthetic Patient", "mrn": "M-1", "accession_number": "A-1"}
        assert register(client, **who, examination_date="2026-05-19").status_code == 422
        assert register(client, **who, examination_date="2026-05-18").status_code == 302


@pytest.mark.django_db
def test_what_is_typed_as_a_time_of_day_is_one_of_the_site(
    zone: str, leap: Report, rosa: User, as_user: Callable[[User], Client]
) -> None:
    client, edit = as_user(rosa), reverse("report-edit", args=[leap.public_id])
    page = post_pairs(client, edit, [*opened(client, edit), ("add", "communications")])
    [name] = [name for name, _value in pairs(text_of(page)) if name.endswith(("-at", "_at"))]
    typed = [(each, "2026-07-01T09:00" if each == name else value) for each, value in pairs(text_of(page))]
    assert post_pairs(client, edit, [*typed, ("then", "save")]).status_code == 302
    utc = {"UTC": 9, "America/Los_Angeles": 16, "Europe/Berlin": 7}
    [communication] = drafts.current_document(leap.fresh()).communications
    [at] = [value for value in dict(communication).values() if isinstance(value, datetime.datetime)]
    expected = {
        "Asia/Kathmandu": "2026-07-01T03:15:00+00:00",
        "Pacific/Kiritimati": "2026-06-30T19:00:00+00:00",
    }.get(zone) or f"2026-07-01T{utc[zone]:02}:00:00+00:00"
    assert at.isoformat() == expected
    assert dict(pairs(text_of(client.get(edit))))[name] == "2026-07-01T09:00"
    shown = text_of(client.get(reverse("report", args=[leap.public_id])))
    assert "1 July 2026, 09:00 " in shown


@pytest.mark.django_db
def test_the_hour_that_occurs_twice_is_told_apart_and_in_order(
    leap: Report, rosa: User, ada: User, as_user: Callable[[User], Client], settings: Any
) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    first = AuditEvent.objects.count()
    for turn, hour in enumerate((0, 1)):
        with time_machine.travel(datetime.datetime(2026, 10, 25, hour, 30, tzinfo=datetime.UTC), tick=False):
            drafts.save(leap, complete_document(f"{turn}"), user=rosa, row_version=2 + turn)
    events = AuditEvent.objects.filter(number__gt=first).order_by("number")
    assert [event.at.hour for event in events] == [0, 1]
    page = text_of(as_user(ada).get(reverse("case", args=[leap.public_id])))
    later, earlier = page.index("25 October 2026, 02:30:00 CET"), page.index("25 October 2026, 02:30:00 CEST")
    assert later < earlier  # newest first


@pytest.mark.check
@pytest.mark.parametrize("zone_of_the_machine", ZONES)
def test_the_whole_suite_in_another_zone(zone_of_the_machine: str, tmp_path: Path) -> None:
    """Everything that tests of dates, forms, pages and PDFs expect, holds in every zone."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-x", "-m", "not check and not browser"),
            *("-p", "no:cacheprovider", "--ignore=tests/reliability", "--ignore=tests/security", "tests"),
        ],
        env={
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("PYTEST_", "REPORTING_"))
            },
            "TZ": zone_of_the_machine,
            "REPORTING_TIME_ZONE": zone_of_the_machine,
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=1800,
    )
    assert done.returncode == 0, done.stdout[-5000:]

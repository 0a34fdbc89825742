import datetime as dt

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.urls import reverse

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    """Returns a function that tells whether the session still stands, so many minutes after noon."""
    person = get_user_model().objects.create_user("rosa", password="a long pass phrase")
    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(person)

        def still_signed_in(minutes: float) -> bool:
            clock.move_to(NOON + dt.timedelta(minutes=minutes))
            response = client.get(reverse("account_change_password"))
            if response.status_code == 302:
                assert response.url.startswith(reverse("account_login"))
            return response.status_code == 200

        yield still_signed_in


def test_session_ends_when_idle_for_fifteen_minutes(signed_in):
    assert signed_in(0)
    assert signed_in(14.9)
    assert not signed_in(14.9 + 15.1)


def test_session_stands_while_it_is_used(signed_in):
    assert all(signed_in(minutes) for minutes in range(0, 12 * 60, 10))


def test_session_ends_after_twelve_hours_however_busy(signed_in):
    for minutes in range(0, 12 * 60, 10):
        signed_in(minutes)
    assert not signed_in(12 * 60)


def test_session_does_not_become_immortal_when_the_clock_jumps_back(signed_in):
    assert signed_in(10)
    assert not signed_in(-10)


def test_activity_is_written_once_a_minute_at_most(signed_in, django_assert_num_queries, client):
    assert signed_in(0)
    with django_assert_num_queries(2):  # the session, the person; no write
        assert signed_in(0.9)


@pytest.mark.parametrize("path", ["/accounts/login/", "/health/", "/nowhere/"])
def test_every_answer_carries_the_protective_headers(client, path):
    response = client.get(path)
    assert "no-store" in response["Cache-Control"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    policy = response["Content-Security-Policy"]
    for directive in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert directive in policy
    assert "unsafe" not in policy


def test_nobody_signs_up(client):
    response = client.post(
        reverse("account_signup"),
        {"username": "eve", "password1": "a long pass phrase", "password2": "a long pass phrase"},
    )
    assert response.status_code == 200
    assert not get_user_model().objects.exists()


def test_admin_has_no_login_of_its_own(client):
    response = client.get(reverse("admin:index"), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_guessing_is_stopped_after_five_failures_even_with_the_right_password(client):
    get_user_model().objects.create_user("rosa", password="a long pass phrase")
    address = reverse("account_login")
    for _ in range(5):
        client.post(address, {"login": "rosa", "password": "wrong"})
    client.post(address, {"login": "rosa", "password": "a long pass phrase"})
    assert "_auth_user_id" not in client.session

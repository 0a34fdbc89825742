"""Wrong passwords lock a name where they were entered, for a quarter of an hour at most; administrators unlock."""

import datetime
from collections.abc import Callable, Iterator

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from reporting.accounts import sign_in_lock
from reporting.accounts.sign_in_lock import ALL_FAILURES_MAX, FAILURES_MAX, SignInLocked
from reporting.models import AuditEvent, AuditKind, Report, SignInFailures, User
from reporting.policy.exceptions import SigningLocked, WrongPassword
from reporting.workflow import signing_password
from tests.accounts.mailbox import delivered
from tests.cast import PASSWORD, in_parallel

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
NOON = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def sign_in(name: str = "rosa", password: str = PASSWORD, address: str = HERE) -> tuple[bool, str]:
    """Whether it succeeded, and the page."""
    cache.clear()  # the limits per address have tests of their own
    answer = Client(REMOTE_ADDR=address).post(LOGIN, {"login": name, "password": password})
    return answer.status_code == 302, answer.content.decode()


def fail(times: int = FAILURES_MAX, name: str = "rosa", address: str = HERE) -> None:
    for _turn in range(times):
        assert not sign_in(name, "wrong", address)[0]


def test_the_right_password_is_refused_after_five_wrong_ones_and_the_time_is_told(
    clock: time_machine.Traveller, rosa: User
) -> None:
    fail()
    clock.shift(61)
    done, page = sign_in()
    assert not done and "Try again in 14 minutes, or ask an administrator" in page
    assert AuditEvent.objects.filter(kind=AuditKind.SIGN_IN_LOCKED).count() == 1
    assert [message.to for message in delivered()] == [[rosa.email]]
    clock.shift(14 * 60)
    assert sign_in()[0]


def test_four_wrong_ones_lock_nothing_and_a_right_one_starts_again(rosa: User) -> None:
    for _turn in range(3):
        fail(FAILURES_MAX - 1)
        assert sign_in()[0]


def test_nobody_locks_a_colleague_out_from_elsewhere(rosa: User) -> None:
    fail(address=ELSEWHERE)
    assert not sign_in(address=ELSEWHERE)[0]
    assert sign_in(address=HERE)[0]


def test_guesses_from_many_addresses_lock_all_but_those_that_the_owner_uses(rosa: User) -> None:
    assert sign_in(address=HERE)[0]
    for number in range(ALL_FAILURES_MAX // FAILURES_MAX):
        fail(address=f"198.51.100.{number}")
    assert not sign_in(address="203.0.113.9")[0]
    assert sign_in(address=HERE)[0]


def test_other_spellings_of_a_name_are_the_same_name(rosa: User) -> None:
    for name in ("rosa", "Rosa", "ROSA", "rOsa", "ｒｏｓａ"):
        sign_in(name, "wrong")
    assert not sign_in()[0]


def test_an_unknown_name_is_locked_in_the_same_words(clock: time_machine.Traveller, rosa: User) -> None:
    fail()
    fail(name="nobody")
    known, unknown = sign_in("rosa", "wrong")[1], sign_in("nobody", "wrong")[1]
    assert "Try again in 15 minutes" in known and "Try again in 15 minutes" in unknown
    assert "nobody" not in repr(list(SignInFailures.objects.values()))


def test_attempts_while_locked_do_not_prolong_it(clock: time_machine.Traveller, rosa: User) -> None:
    fail()
    clock.shift(14 * 60)
    fail(3)
    clock.shift(61)
    assert sign_in()[0]


@pytest.mark.parametrize("ahead", [datetime.timedelta(hours=2), datetime.timedelta(days=3650)])
def test_a_clock_put_right_locks_for_a_quarter_of_an_hour_not_for_years(
    clock: time_machine.Traveller, rosa: User, draft: Report, ahead: datetime.timedelta
) -> None:
    clock.move_to(NOON + ahead)
    fail()
    for _turn in range(signing_password.FAILURES_MAX):
        with pytest.raises(WrongPassword):
            signing_password.confirm_password(rosa, "wrong", report=draft)
    clock.move_to(NOON)
    assert "Try again in 15 minutes" in sign_in()[1]
    with pytest.raises(SigningLocked, match="Try again in 15 minutes"):
        signing_password.confirm_password(rosa, PASSWORD, report=draft)
    clock.shift(15 * 60 + 1)
    assert sign_in()[0]
    signing_password.confirm_password(User.objects.get(pk=rosa.pk), PASSWORD, report=draft)


def test_an_administrator_unlocks_sign_in_and_signing(
    rosa: User, ada: User, draft: Report, as_user: Callable[[User], Client]
) -> None:
    fail()
    for _turn in range(signing_password.FAILURES_MAX):
        with pytest.raises(WrongPassword):
            signing_password.confirm_password(rosa, "wrong", report=draft)
    admin = as_user(ada)
    assert HERE in admin.get(reverse("admin:reporting_user_change", args=[rosa.pk])).content.decode()
    admin.post(reverse("admin:reporting_user_action", args=[rosa.pk, "unlock"]))
    assert AuditEvent.objects.filter(kind=AuditKind.ACCOUNT_UNLOCKED, actor_id=ada.pk).count() == 1
    assert sign_in()[0]
    signing_password.confirm_password(User.objects.get(pk=rosa.pk), PASSWORD, report=draft)


def test_unlocking_leaves_no_other_limit_in_force(
    clock: time_machine.Traveller, rosa: User, ada: User, as_user: Callable[[User], Client]
) -> None:
    """The library's own limit for each name kept an unlocked account out for five minutes."""

    def attempt(password: str) -> tuple[int, str]:
        answer = Client(REMOTE_ADDR=HERE).post(LOGIN, {"login": "rosa", "password": password})
        return answer.status_code, answer.content.decode()

    cache.clear()
    for _turn in range(FAILURES_MAX):
        attempt("wrong")
    assert "Try again in 15 minutes, or ask an administrator" in attempt(PASSWORD)[1]
    as_user(ada).post(reverse("admin:reporting_user_action", args=[rosa.pk, "unlock"]))
    assert attempt(PASSWORD)[0] == 302


def test_an_address_with_many_failures_waits_a_minute_and_is_told_so(
    clock: time_machine.Traveller, rosa: User
) -> None:
    cache.clear()
    for number in range(20):
        Client(REMOTE_ADDR=HERE).post(LOGIN, {"login": f"guess{number}", "password": "wrong"})
    answer = Client(REMOTE_ADDR=HERE).post(LOGIN, {"login": "rosa", "password": PASSWORD})
    assert "Try again in one minute" in answer.content.decode()


def test_wrong_codes_of_a_second_factor_are_limited_until_an_administrator_unlocks(
    rosa: User, ada: User
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(rosa, secret)
    cache.clear()
    client = Client(REMOTE_ADDR=HERE)
    client.post(LOGIN, {"login": "rosa", "password": PASSWORD})
    code = str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))
    wrong = "000000" if code != "000000" else "000001"
    for _turn in range(5):
        client.post(reverse("mfa_authenticate"), {"code": wrong})
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    sign_in_lock.unlock(rosa, actor=ada)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302


def test_a_lock_of_signing_is_told_to_the_owner_and_shown_to_administrators(
    clock: time_machine.Traveller, rosa: User, ada: User, draft: Report, as_user: Callable[[User], Client]
) -> None:
    page = reverse("admin:reporting_user_change", args=[rosa.pk])
    for left in reversed(range(signing_password.FAILURES_MAX)):
        assert "12:15" not in as_user(ada).get(page).content.decode()
        with pytest.raises(WrongPassword, match="left" if left else "ask an administrator to unlock"):
            signing_password.confirm_password(rosa, "wrong", report=draft)
    (message,) = delivered()
    assert message.subject == "Signing locked after wrong passwords" and message.to == [rosa.email]
    shown = as_user(ada).get(page).content.decode()
    assert "Signing locked until" in shown and "12:15" in shown
    with pytest.raises(SigningLocked, match="in 15 minutes, or ask an administrator to unlock"):
        signing_password.confirm_password(rosa, PASSWORD, report=draft)
    assert len(delivered()) == 1
    clock.shift(16 * 60)
    assert "12:15" not in as_user(ada).get(page).content.decode()


def test_guesses_in_parallel_learn_nothing_beyond_the_limit(transactional_db: None, rosa: User) -> None:
    results = list(in_parallel(lambda _number: sign_in_lock.begin_attempt("rosa", HERE), 30))
    assert results.count(None) == FAILURES_MAX
    assert sum(isinstance(each, SignInLocked) for each in results) == 30 - FAILURES_MAX


def test_guesses_at_many_names_at_once_do_not_fill_the_disk(
    rosa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in_lock, "ROWS_MAX", 10)
    for number in range(20):
        sign_in_lock.begin_attempt(f"guess {number}", HERE)
    assert SignInFailures.objects.count() == 10
    fail()
    assert not sign_in()[0]


def test_guesses_at_many_names_do_not_fill_the_table(clock: time_machine.Traveller) -> None:
    for number in range(20):
        sign_in_lock.begin_attempt(f"guess {number}", HERE)
    clock.shift(datetime.timedelta(hours=25))
    sign_in_lock.begin_attempt("another", HERE)
    assert SignInFailures.objects.count() == 1

"""The password at each signature, and the lock after too many wrong ones."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine

from reporting.models import AuditEvent, Report, User
from reporting.policy.exceptions import SigningLocked, WrongPassword
from reporting.workflow import signing_password
from tests.cast import PASSWORD, in_parallel

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def report(draft: Report) -> Report:
    return draft


def fail(user: User, report: Report, times: int = 1) -> list[str]:
    sentences = []
    for _turn in range(times):
        with pytest.raises(WrongPassword) as raised:
            signing_password.confirm_password(user, "wrong", report=report)
        sentences.append(raised.value.sentence)
    return sentences


def test_the_signers_own_password_passes(report: Report, rosa: User, remi: User) -> None:
    signing_password.confirm_password(rosa, PASSWORD, report=report)
    remi.set_password("another phrase of hers")
    with pytest.raises(WrongPassword):
        signing_password.confirm_password(remi, PASSWORD, report=report)


@pytest.mark.parametrize("password", ["", " " + PASSWORD, PASSWORD + " ", PASSWORD.upper(), PASSWORD[:-1]])
def test_anything_else_does_not(report: Report, rosa: User, password: str) -> None:
    with pytest.raises(WrongPassword):
        signing_password.confirm_password(rosa, password, report=report)


def test_failures_are_recorded_and_the_fifth_locks(
    clock: time_machine.Traveller, report: Report, rosa: User, remi: User
) -> None:
    sentences = fail(rosa, report, 5)
    assert "4 attempts left" in sentences[0]
    assert "1 attempt left" in sentences[3]
    assert "Signing is locked for 15 minutes" in sentences[4]
    clock.shift(60)
    with pytest.raises(SigningLocked, match="Try again in 14 minutes") as raised:
        signing_password.confirm_password(rosa, PASSWORD, report=report)  # even the right one
    assert raised.value.until == NOON + datetime.timedelta(minutes=15)
    signing_password.confirm_password(remi, PASSWORD, report=report)  # others go on
    kinds = list(AuditEvent.objects.order_by("number").values_list("kind", flat=True))
    assert kinds[-6:] == ["signing_password_wrong"] * 5 + ["signing_locked"]
    assert AuditEvent.objects.filter(kind="signing_locked", outcome="failure").count() == 1


def test_the_lock_opens_after_fifteen_minutes(
    clock: time_machine.Traveller, report: Report, rosa: User
) -> None:
    fail(rosa, report, 5)
    clock.shift(15 * 60 - 1)
    with pytest.raises(SigningLocked):
        signing_password.confirm_password(rosa, PASSWORD, report=report)
    clock.shift(2)
    signing_password.confirm_password(rosa, PASSWORD, report=report)
    assert "4 attempts" in fail(rosa, report)[0]


def test_tries_while_locked_do_not_prolong_it(
    clock: time_machine.Traveller, report: Report, rosa: User
) -> None:
    fail(rosa, report, 5)
    clock.shift(14 * 60)
    with pytest.raises(SigningLocked):
        signing_password.confirm_password(rosa, "wrong", report=report)
    clock.shift(61)
    signing_password.confirm_password(rosa, PASSWORD, report=report)


def test_old_failures_are_forgotten(clock: time_machine.Traveller, report: Report, rosa: User) -> None:
    fail(rosa, report, 4)
    clock.shift(15 * 60 + 1)
    assert "4 attempts" in fail(rosa, report)[0]


def test_the_right_password_starts_the_count_again(report: Report, rosa: User) -> None:
    fail(rosa, report, 4)
    signing_password.confirm_password(rosa, PASSWORD, report=report)
    assert "4 attempts" in fail(rosa, report)[0]


def test_the_count_survives_a_restart(report: Report, rosa: User) -> None:
    fail(rosa, report, 5)
    with pytest.raises(SigningLocked):
        signing_password.confirm_password(User.objects.get(pk=rosa.pk), PASSWORD, report=report)


def test_guesses_in_parallel_learn_nothing_beyond_the_limit(
    transactional_db: None, report: Report, rosa: User
) -> None:
    def guess(_number: int) -> None:
        signing_password.confirm_password(User.objects.get(pk=rosa.pk), "wrong", report=report)

    results = list(in_parallel(guess, 50))
    assert sum(isinstance(result, WrongPassword) for result in results) == 5
    assert sum(isinstance(result, SigningLocked) for result in results) == 45


def test_many_right_ones_at_once_all_pass(transactional_db: None, report: Report, rosa: User) -> None:
    def right(_number: int) -> None:
        signing_password.confirm_password(User.objects.get(pk=rosa.pk), PASSWORD, report=report)

    assert list(in_parallel(right, 20)) == [None] * 20

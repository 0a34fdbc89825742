"""A setting requires a second factor per role; administrators see who has one."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from reporting.models import Report, User
from tests.accounts.mailbox import delivered
from tests.cast import PASSWORD
from tests.journeys import submit

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


@pytest.fixture(autouse=True)
def required(settings) -> None:
    settings.SECOND_FACTOR_ROLES = ["radiologist", "admin"]


def signed_in(user: User) -> Client:
    client = Client()
    client.post(LOGIN, {"login": user.username, "password": PASSWORD})
    return client


def test_without_it_only_the_page_that_sets_it_up_is_open(
    rosa: User, draft: Report, as_user: Callable[[User], Client]
) -> None:
    client = signed_in(rosa)
    for name in ("worklist", "cases"):
        assert client.get(reverse(name)).headers["Location"] == reverse("mfa_index")
    report = [draft.public_id]
    assert client.get(reverse("report-edit", args=report)).headers["Location"] == reverse("mfa_index")
    assert "Set it up before you go on" in client.get(reverse("mfa_index")).content.decode()
    refused = client.post(reverse("report-save", args=report), HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    assert refused.status_code == 403


def test_administrators_need_one_too_and_referrers_none(ada: User, finn: User) -> None:
    assert signed_in(ada).get("/admin/reporting/user/").headers["Location"] == reverse("mfa_index")
    assert signed_in(finn).get(reverse("inbox")).status_code == 200


def test_once_set_up_everything_is_open_and_the_owner_is_told(
    rosa: User, django_capture_on_commit_callbacks
) -> None:
    client = signed_in(rosa)
    asked = client.get(reverse("mfa_activate_totp"))
    submit(client, asked.headers["Location"], password=PASSWORD)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert client.get(reverse("worklist")).status_code == 200
    assert "second factor" in delivered()[-1].subject


def test_signing_in_with_it_opens_everything_without_asking_the_database_again(
    rosa: User, django_assert_num_queries
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(rosa, secret)
    client = signed_in(rosa)
    assert client.get(reverse("worklist")).headers["Location"].startswith(LOGIN)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(reverse("worklist")).status_code == 200
    with django_assert_num_queries(2):  # the session, the person
        client.get(reverse("account_change_password"))


def test_a_required_one_is_not_given_up(rosa: User, finn: User) -> None:
    for person, status in ((rosa, 200), (finn, 302)):
        secret = generate_totp_secret()
        TOTP.activate(person, secret)
        client = signed_in(person)
        client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        asked = client.get(reverse("mfa_deactivate_totp"))
        submit(client, asked.headers["Location"], password=PASSWORD)
        assert client.post(reverse("mfa_deactivate_totp")).status_code == status


def test_administrators_see_who_has_one(ada: User, rosa: User, settings, as_user) -> None:
    settings.SECOND_FACTOR_ROLES = []
    client = as_user(ada)
    row = f"{reverse('admin:reporting_user_change', args=[rosa.pk])}"
    assert "Remove second factor" not in client.get(row).content.decode()
    TOTP.activate(rosa, generate_totp_secret())
    assert "Remove second factor" in client.get(row).content.decode()
    assert "icon-yes" in client.get("/admin/reporting/user/?q=rosa").content.decode()


def test_a_command_removes_a_lost_one(rosa: User, capsys: pytest.CaptureFixture[str]) -> None:
    TOTP.activate(rosa, generate_totp_secret())
    call_command("remove_second_factor", "rosa")
    assert "was removed" in capsys.readouterr().out and not Authenticator.objects.exists()
    assert User.objects.get(pk=rosa.pk).confirmation_due_since is not None
    call_command("remove_second_factor", "rosa")
    assert "has no second factor" in capsys.readouterr().out


def test_the_number_of_accounts_does_not_matter_to_the_list(
    ada: User, rosa: User, finn: User, olga: User, settings, as_user, django_assert_max_num_queries
) -> None:
    settings.SECOND_FACTOR_ROLES = []
    client = as_user(ada)
    client.get("/admin/reporting/user/")
    with django_assert_max_num_queries(6):
        client.get("/admin/reporting/user/")

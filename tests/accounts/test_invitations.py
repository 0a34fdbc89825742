"""An account begins with a link of one use; nobody but its owner ever sets its password."""

import datetime
import json
import re
from collections.abc import Callable

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver, reverse

from reporting.accounts import invitations
from reporting.models import AuditEvent, AuditKind, Role, User
from reporting.policy.exceptions import ActionRefused
from tests.accounts.mailbox import delivered
from tests.cast import PASSWORD, in_parallel
from tests.security.walking import routes

pytestmark = pytest.mark.django_db

NEW = "kitchen lantern seven foxes"
ACCOUNT = {
    "username": "nora",
    "first_name": "Nora",
    "last_name": "",
    "email": "nora@example.org",
    "role": "radiologist",
}


NEW_VALUES = ACCOUNT | {"is_active": True, "is_staff": False, "is_superuser": False}


def path_in(text: object) -> str:
    """The path of the first address in ``text``."""
    found = re.search(r"https?://[^/\s]+(/\S+)", str(text))
    assert found
    return found[1]


def details(kind: AuditKind) -> list[dict[str, object]]:
    return [json.loads(event.detail) for event in AuditEvent.objects.filter(kind=kind).order_by("number")]


@pytest.fixture
def nora(db: None) -> User:
    return User.objects.create(
        username="nora", email="nora@example.org", role=Role.RADIOLOGIST, password=make_password(None)
    )


def accept(link: str, password: str = NEW) -> int:
    return Client().post(link, {"new_password1": password, "new_password2": password}).status_code


def test_an_administrator_invites_and_the_owner_sets_the_password(
    as_user: Callable[[User], Client], ada: User
) -> None:
    page = as_user(ada).post("/admin/reporting/user/add/", ACCOUNT, follow=True)
    assert "The invitation was sent to nora@example.org." in page.content.decode()
    (message,) = delivered()
    assert message.to == ["nora@example.org"] and "nora" in str(message.body)
    link = path_in(message.body)
    assert "Choose a password that only you know" in Client().get(link).content.decode()
    assert accept(link) == 302
    nora = User.objects.get(username="nora")
    assert nora.check_password(NEW) and (nora.role, nora.is_staff) == (Role.RADIOLOGIST, False)
    assert details(AuditKind.ACCOUNT_CHANGED) == [
        {"created": True, "row": f"user {nora.public_id}", "new": NEW_VALUES},
        {"changed": ["password"], "row": f"user {nora.public_id}", "by": "invitation"},
    ]
    assert details(AuditKind.ACCOUNT_LINK_SENT) == [
        {"purpose": "invitation", "row": f"user {nora.public_id}"}
    ]


def test_an_administrator_sets_no_password(as_user: Callable[[User], Client], ada: User, rosa: User) -> None:
    """What let an administrator sign as a radiologist: set her password, sign in as her."""
    client = as_user(ada)
    client.raise_request_exception = False
    taken = {"password1": NEW, "password2": NEW, "usable_password": "true", "set-password": "1"}
    client.post("/admin/reporting/user/add/", ACCOUNT | taken)
    assert not User.objects.get(username="nora").has_usable_password()
    before = User.objects.get(pk=rosa.pk).password
    assert client.post(f"/admin/reporting/user/{rosa.pk}/password/", taken).status_code in (302, 404)
    change = ACCOUNT | {"username": "rosa", "is_active": "on", "password": make_password(NEW)}
    client.post(f"/admin/reporting/user/{rosa.pk}/change/", change)
    assert User.objects.get(pk=rosa.pk).password == before


def test_no_page_of_django_sets_a_password() -> None:
    """Its views know neither the audit trail nor the notice to the owner."""
    reached = {
        getattr(callback, "view_class", callback).__name__
        for route in routes()
        for callback in [_callback(route.name)]
        if callback is not None and callback.__module__.startswith("django.contrib")
    }
    assert not {name for name in reached if "password" in name.lower()} - {"password_change_done"}


def _callback(name: str) -> Callable[..., object] | None:
    try:
        path = reverse(name)
    except Exception:
        return None
    return get_resolver().resolve(path).func


def test_the_own_password_is_changed_on_the_page_that_records_it(
    as_user: Callable[[User], Client], ada: User
) -> None:
    answer = as_user(ada).get("/admin/password_change/")
    assert answer.status_code == 302 and answer.headers["Location"] == reverse("account_change_password")


def test_a_link_works_once(nora: User, ada: User) -> None:
    link = path_in(invitations.invite(nora, actor=ada))
    assert accept(link) == 302
    assert accept(link, "seven foxes kitchen lantern") == 410
    assert User.objects.get(pk=nora.pk).check_password(NEW)


def test_a_link_used_twice_at_once_sets_one_password(transactional_db: None, nora: User, ada: User) -> None:
    token = invitations.invite(nora, actor=ada).rstrip("/").rpartition("/")[2]
    results = list(in_parallel(lambda number: invitations.accept(token, f"{NEW} {number}"), 6))
    assert len([each for each in results if isinstance(each, User)]) == 1
    assert [each for each in results if not isinstance(each, User)] == [None] * 5


@pytest.mark.parametrize(("hours", "status"), [(71.9, 200), (72.1, 410)])
def test_a_link_lasts_72_hours(nora: User, ada: User, hours: float, status: int) -> None:
    now = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False) as clock:
        link = path_in(invitations.invite(nora, actor=ada))
        clock.shift(datetime.timedelta(hours=hours))
        assert Client().get(link).status_code == status


def test_another_invitation_ends_the_earlier_one(nora: User, ada: User) -> None:
    first = invitations.invite(nora, actor=ada).rstrip("/").rpartition("/")[2]
    second = invitations.invite(nora, actor=ada).rstrip("/").rpartition("/")[2]
    assert invitations.invited_user(first) is None
    assert invitations.invited_user(second) == nora


def test_a_changed_address_or_a_closed_account_ends_a_link(nora: User, ada: User) -> None:
    token = invitations.invite(nora, actor=ada).rstrip("/").rpartition("/")[2]
    User.objects.filter(pk=nora.pk).update(email="other@example.org")
    assert invitations.invited_user(token) is None
    User.objects.filter(pk=nora.pk).update(email=nora.email, is_active=False)
    assert invitations.invited_user(token) is None


@pytest.mark.parametrize("token", ["x", "e30:1:x", "%00", "a" * 900])
def test_a_made_up_link_leads_nowhere(token: str) -> None:
    assert Client().get(f"/account/invitation/{token}/").status_code == 410


def test_a_weak_password_is_refused_and_the_link_lives_on(nora: User, ada: User) -> None:
    link = path_in(invitations.invite(nora, actor=ada))
    assert accept(link, "passwordpassword") == 200
    assert accept(link) == 302


def test_who_has_a_password_is_not_invited(rosa: User, ada: User) -> None:
    with pytest.raises(ActionRefused, match="already has a password"):
        invitations.invite(rosa, actor=ada)
    assert User.objects.get(pk=rosa.pk).check_password(PASSWORD)


def test_an_expired_invitation_is_not_renewed_by_a_reset(nora: User, ada: User) -> None:
    invitations.invite(nora, actor=ada)
    answer = Client().post(reverse("account_reset_password"), {"email": nora.email})
    assert answer.status_code == 302 and delivered() == []


def test_an_invitation_can_be_sent_again(as_user: Callable[[User], Client], ada: User) -> None:
    as_user(ada).post("/admin/reporting/user/add/", ACCOUNT, follow=True)
    first = path_in(delivered()[-1].body)
    nora = User.objects.get(username="nora")
    as_user(ada).post(reverse("admin:reporting_user_action", args=[nora.pk, "invite"]))
    assert accept(path_in(delivered()[-1].body)) == 302
    assert accept(first) != 302  # the earlier link ended


def test_a_link_without_an_address_is_refused(
    as_user: Callable[[User], Client], ada: User, rosa: User
) -> None:
    rosa.email = ""
    rosa.save()
    page = as_user(ada).post(
        reverse("admin:reporting_user_action", args=[rosa.pk, "reset-link"]), follow=True
    )
    assert "has no e-mail address" in page.content.decode()


def test_commands_set_no_password_either(
    rosa: User, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", NEW)
    call_command("createsuperuser", username="nora", email="nora@example.org")
    nora = User.objects.get(username="nora")
    assert (nora.role, nora.has_usable_password()) == (Role.ADMIN, False)
    assert accept(path_in(capsys.readouterr().out)) == 302
    call_command("changepassword", "rosa")
    assert "/accounts/password/reset/key/" in capsys.readouterr().out
    assert User.objects.get(pk=rosa.pk).check_password(PASSWORD)
    with pytest.raises(CommandError, match="already exists"):
        call_command("createsuperuser", username="nora", email="nora@example.org")

"""What an administrator changes in an account is told to its owner, and signs nothing before the owner agrees."""

import io
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from reporting.accounts import confirmation, invitations
from reporting.models import Report, Role, User
from reporting.models.people import SIGNING_ROLES
from reporting.policy.permissions import ALLOWED, Permission
from tests.accounts.mailbox import delivered
from tests.accounts.test_confirmation import NEW, act, confirm, path_in, signed_in
from tests.cast import refusal, sign_now
from tests.journeys import sign

pytestmark = pytest.mark.django_db


def change(client: Client, user: User, **values: str) -> str:
    user = User.objects.get(pk=user.pk)
    names = ("username", "first_name", "last_name", "email", "role")
    form = {name: str(getattr(user, name)) for name in names} | {"is_active": "on"} | values
    page = reverse("admin:reporting_user_change", args=[user.pk])
    return client.post(
        page, {name: value for name, value in form.items() if value}, follow=True
    ).content.decode()


@pytest.fixture
def admin(as_user: Callable[[User], Client], ada: User) -> Client:
    return as_user(ada)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"last_name": "Demo"}, "Name: Rosa → Rosa Demo"),
        ({"role": "resident"}, "Role: radiologist → radiologist in training"),
        ({"username": "rosie"}, "User name: rosa → rosie"),
        ({"is_active": ""}, "The account was deactivated."),
    ],
)
def test_the_owner_is_told_of_every_change(
    admin: Client, rosa: User, values: dict[str, str], told: str
) -> None:
    change(admin, rosa, **values)
    (message,) = delivered()
    assert message.to == [rosa.email] and told in str(message.body)
    assert "If you did not expect this, inform your administrator at once." in str(message.body)


def test_what_is_saved_unchanged_is_no_news(admin: Client, rosa: User) -> None:
    change(admin, rosa)
    assert delivered() == [] and User.objects.get(pk=rosa.pk).confirmation_due_since is None


def test_who_is_renamed_and_readdressed_at_once_is_told_at_the_former_address_too(
    admin: Client, rosa: User
) -> None:
    change(admin, rosa, last_name="Demo", email="thief@example.org")
    told = [(message.subject, message.to) for message in delivered()]
    for subject in ("Your e-mail address was changed", "Your account was changed"):
        assert (subject, ["rosa@example.org"]) in told and (subject, ["thief@example.org"]) in told


@pytest.mark.parametrize("values", [{"last_name": "Demo"}, {"role": "radiologist"}])
def test_a_new_name_or_role_signs_nothing_before_its_owner_confirms(
    admin: Client, nils: User, draft: Report, values: dict[str, str]
) -> None:
    change(admin, nils, **({"role": "radiologist"} | values))
    assert "Confirm the change" in refusal(draft, User.objects.get(pk=nils.pk)).sentence
    assert reverse("confirm-credentials") in str(delivered()[-1].body)
    confirmation.confirm(User.objects.get(pk=nils.pk))
    assert sign_now(draft, User.objects.get(pk=nils.pk)).number == 1


@pytest.mark.parametrize("name", ["Rosa", "ROSA", " rosa", "Rösa"])
def test_nobody_takes_the_name_of_who_signs(admin: Client, rosa: User, nils: User, name: str) -> None:
    assert "Another account signs reports with this name" in change(admin, nils, first_name=name)
    assert User.objects.get(pk=nils.pk).first_name == "Nils"
    new = {"username": "rosa2", "first_name": name, "email": "a@example.org", "role": "referrer"}
    page = admin.post("/admin/reporting/user/add/", new).content.decode()
    assert "Another account signs reports with this name" in page
    assert not User.objects.filter(username="rosa2").exists() and delivered() == []


def test_a_name_of_who_signed_once_stays_taken(admin: Client, rosa: User, final: Report, nils: User) -> None:
    change(admin, rosa, role="referrer")
    assert "Another account signs" in change(admin, nils, first_name="Rosa")


def test_an_older_namesake_can_still_be_deactivated(admin: Client, rosa: User) -> None:
    other = User.objects.create_user("rosa2", "r@example.org", role=Role.RADIOLOGIST, first_name="Rosa")
    change(admin, other, is_active="")
    assert not User.objects.get(pk=other.pk).is_active


def test_the_roles_that_sign_are_those_with_the_permission() -> None:
    assert set(SIGNING_ROLES) == ALLOWED[Permission.SIGN_PRELIMINARY]


def test_an_invitation_does_not_follow_a_changed_address(admin: Client, draft: Report) -> None:
    """Create her account, change the address to one's own, invite again, sign as her: refused for a day, and told."""
    account = {"username": "vera", "first_name": "Vera", "email": "vera@example.org", "role": "radiologist"}
    admin.post("/admin/reporting/user/add/", account)
    vera = User.objects.get(username="vera")
    first = path_in(delivered()[-1].body)
    change(admin, vera, email="thief@example.org")
    change(admin, vera, email="vera@example.org")
    assert Client().get(first).status_code == 410
    assert ["vera@example.org"] in [message.to for message in delivered() if "address" in message.subject]
    act(admin, vera, "invite")
    link = path_in(delivered()[-1].body)
    assert Client().post(link, {"new_password1": NEW, "new_password2": NEW}).status_code == 302
    client = signed_in(vera)
    assert "you can confirm from" in confirm(client).content.decode()
    assert sign(client, draft, password=NEW).status_code != 302 and draft.fresh().status == "draft"


def ask_for_reset(address: str) -> list[list[str]]:
    Client().post(reverse("account_reset_password"), {"email": address})
    return [message.to for message in delivered()]


def test_a_reset_link_goes_to_the_sealed_address_only(rosa: User) -> None:
    EmailAddress.objects.create(user=rosa, email="thief@example.org", primary=False, verified=True)
    assert ask_for_reset("thief@example.org") == []
    assert ask_for_reset("ROSA@example.org") == [["rosa@example.org"]]


def test_an_account_altered_in_the_database_gets_no_link(admin: Client, rosa: User, ada: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_user SET email = 'thief@example.org' WHERE id = %s", [rosa.pk])
    assert ask_for_reset("thief@example.org") == []
    assert "accept_state account" in act(admin, rosa, "reset-link")
    with pytest.raises(CommandError, match="changed outside the application"):
        call_command("changepassword", "rosa", stdout=io.StringIO())
    invited = User.objects.create(username="vera", email="vera@example.org", password="!x")
    token = invitations.invite(invited, actor=ada).rstrip("/").rpartition("/")[2]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_user SET role = 'admin' WHERE id = %s", [invited.pk])
    assert invitations.invited_user(token) is None

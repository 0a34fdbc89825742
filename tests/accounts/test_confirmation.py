"""Who signed is who signed: a password set by a link, or a factor removed by another, holds back signing."""

import datetime
import json
import re
from collections.abc import Callable

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from reporting.accounts import confirmation, credentials
from reporting.models import AuditEvent, AuditKind, Report, User
from reporting.policy.exceptions import ActionRefused
from reporting.policy.lifecycle import Action
from tests.accounts.mailbox import delivered
from tests.cast import PASSWORD, refusal, sign_now
from tests.journeys import sign, submit

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
NEW = "kitchen lantern seven foxes"


def path_in(text: object) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", str(text))
    assert found
    return found[1]


def act(client: Client, user: User, action: str) -> str:
    address = reverse("admin:reporting_user_action", args=[user.pk, action])
    return client.post(address, follow=True).content.decode()


def set_password_by(link: str, password: str = NEW) -> None:
    client = Client()
    form = client.get(link).headers["Location"]
    assert client.post(form, {"password1": password, "password2": password}).status_code == 302


def signed_in(user: User, password: str = NEW) -> Client:
    client = Client()
    assert client.post(LOGIN, {"login": user.username, "password": password}).status_code == 302
    return client


def confirm(client: Client, password: str = NEW) -> HttpResponse:
    """Press the button of the page, and enter the password that is asked for then."""
    asked = submit(client, reverse("confirm-credentials"))
    assert asked.status_code == 302 and asked.headers["Location"].startswith(
        reverse("account_reauthenticate")
    )
    return submit(client, asked.headers["Location"], password=password)


def changes(user: User) -> list[dict[str, object]]:
    events = AuditEvent.objects.filter(kind=AuditKind.ACCOUNT_CHANGED).order_by("number")
    return [json.loads(event.detail) for event in events if str(user.public_id) in event.detail]


def test_a_reset_link_goes_to_the_owner_who_confirms_before_signing(
    as_user: Callable[[User], Client], ada: User, rosa: User, draft: Report
) -> None:
    shown = act(as_user(ada), rosa, "reset-link")
    (message,) = delivered()
    link = path_in(message.body)
    assert message.to == [rosa.email] and link not in shown
    set_password_by(link)
    assert delivered()[-1].to == [rosa.email] and "was set by a link" in str(delivered()[-1].body)
    assert changes(rosa)[-1] == {"changed": ["password"], "by": "link", "row": f"user {rosa.public_id}"}

    client = signed_in(rosa)
    answer = sign(client, draft, password=NEW)
    assert "Confirm the change by the link at the top" in answer.content.decode()
    assert draft.fresh().status == "draft"
    assert confirm(client).status_code == 302
    assert AuditEvent.objects.filter(kind=AuditKind.SIGNING_CONFIRMED, actor_id=rosa.pk).count() == 1
    assert sign(client, draft, password=NEW).status_code == 302
    assert draft.fresh().status == "final"


def test_who_signs_nothing_is_asked_for_no_confirmation(ada: User, finn: User) -> None:
    set_password_by(path_in(credentials.reset_link(finn, actor=ada)))
    assert "was set by a link" in str(delivered()[-1].body) and "sign reports" not in str(
        delivered()[-1].body
    )
    assert "Confirm the change" not in signed_in(finn).get(reverse("inbox")).content.decode()


def test_a_link_is_good_for_one_password(ada: User, rosa: User) -> None:
    link = path_in(credentials.reset_link(rosa, actor=ada))
    set_password_by(link)
    assert Client().get(link).status_code == 200  # says that the link is not valid
    assert "seven foxes" not in delivered()[-1].body
    again = Client()
    again.get(link)
    again.post(link, {"password1": PASSWORD + " x", "password2": PASSWORD + " x"})
    assert User.objects.get(pk=rosa.pk).check_password(NEW)


def test_every_signature_waits_for_the_confirmation(rosa: User, final: Report) -> None:
    User.objects.filter(pk=rosa.pk).update(confirmation_due_since=datetime.datetime.now(datetime.UTC))
    assert "Confirm the change" in refusal(final, rosa, Action.ADD_ADDENDUM, addendum="More.").sentence
    assert "Confirm the change" in refusal(final, rosa, Action.WITHDRAW, reason="Wrong.").sentence


def test_the_own_change_on_the_password_page_holds_back_nothing(rosa: User, draft: Report) -> None:
    client = signed_in(rosa, PASSWORD)
    page = reverse("account_change_password")
    submit(client, page, oldpassword=PASSWORD, password1=NEW, password2=NEW)
    assert changes(rosa)[-1]["by"] == "owner"
    assert delivered()[-1].to == [rosa.email]
    sign_now(draft, User.objects.get(pk=rosa.pk), password=NEW)


def test_a_session_does_not_make_a_link_the_owners_own_change(ada: User, rosa: User) -> None:
    """Whoever sits at her workstation and reads her mail sets a password without knowing the present one."""
    client = signed_in(rosa, PASSWORD)
    rosa.refresh_from_db()
    form = client.get(path_in(credentials.reset_link(rosa, actor=ada))).headers["Location"]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert User.objects.get(pk=rosa.pk).confirmation_due_since is not None


def test_confirming_needs_the_password_again(rosa: User) -> None:
    User.objects.filter(pk=rosa.pk).update(confirmation_due_since=datetime.datetime.now(datetime.UTC))
    assert confirm(signed_in(rosa, PASSWORD), "a wrong one").status_code == 200
    assert User.objects.get(pk=rosa.pk).confirmation_due_since is not None


def give_factor(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return str(secret)


def test_a_second_factor_removed_by_another_ends_sessions_and_holds_back_signing(
    as_user: Callable[[User], Client], ada: User, rosa: User, draft: Report
) -> None:
    give_factor(rosa)
    before = as_user(rosa)
    assert before.get("/worklist/").status_code == 200
    assert "The second factor was removed." in act(as_user(ada), rosa, "reset-second-factor")
    assert not Authenticator.objects.filter(user=rosa).exists()
    assert before.get("/worklist/").headers["Location"].startswith(LOGIN)
    assert changes(rosa)[-1] == {
        "changed": ["second factor"],
        "by": "administrator",
        "row": f"user {rosa.public_id}",
    }
    event = AuditEvent.objects.filter(kind=AuditKind.ACCOUNT_CHANGED).latest("number")
    assert event.actor_id == ada.pk
    assert delivered()[-1].to == [rosa.email]
    assert "Confirm the change" in refusal(draft, User.objects.get(pk=rosa.pk)).sentence


def test_nobody_removes_the_own_second_factor_as_an_administrator(
    as_user: Callable[[User], Client], ada: User
) -> None:
    give_factor(ada)
    assert "Change your own second factor" in act(as_user(ada), ada, "reset-second-factor")
    assert Authenticator.objects.filter(user=ada).exists()


def test_an_administrator_who_redirects_the_mail_gains_a_day_of_waiting_and_a_witness(
    as_user: Callable[[User], Client],
    ada: User,
    rosa: User,
    draft: Report,
    django_capture_on_commit_callbacks,
) -> None:
    """Replace the address, send the link to oneself, set the password, confirm, sign: refused, and told to her."""
    EmailAddress.objects.create(user=rosa, email=rosa.email, primary=True, verified=False)
    admin = as_user(ada)
    form = {"username": "rosa", "first_name": "Rosa", "email": "thief@example.org", "role": "radiologist"}
    with django_capture_on_commit_callbacks(execute=True):
        page = f"/admin/reporting/user/{rosa.pk}/change/"
        assert admin.post(page, form | {"is_active": "on"}).status_code == 302
    assert [message.to for message in delivered()] == [["rosa@example.org"], ["thief@example.org"]]
    assert "administrator changed the e-mail address" in str(delivered()[0].body)
    assert not EmailAddress.objects.filter(email="rosa@example.org").exists()
    act(admin, rosa, "reset-link")
    set_password_by(path_in(delivered()[-1].body))
    thief = signed_in(rosa)
    answer = confirm(thief)
    assert answer.status_code == 409
    assert "you can confirm from" in answer.content.decode()
    assert sign(thief, draft, password=NEW).status_code != 302
    assert draft.fresh().status == "draft"


def test_a_replaced_address_holds_back_for_a_day_whatever_the_clock_did(rosa: User) -> None:
    now = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False) as clock:
        rosa.confirmation_due_since = rosa.email_replaced_at = now
        rosa.save(update_fields=["confirmation_due_since", "email_replaced_at"])
        clock.shift(datetime.timedelta(hours=23))
        with pytest.raises(ActionRefused):
            confirmation.confirm(rosa)
        clock.move_to(now - datetime.timedelta(days=400))  # the clock was ahead when the address was replaced
        confirmation.confirm(rosa)
        assert User.objects.get(pk=rosa.pk).confirmation_due_since is None

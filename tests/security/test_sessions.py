"""A session belongs to one person, and ends at once when the account, the role or the password changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from reporting.accounts import credentials
from reporting.models import AuditEvent, AuditKind, Report, Role, User
from tests.cast import PASSWORD
from tests.journeys import sign, submit

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"


@pytest.fixture
def signed_in(rosa: User) -> Client:
    client = Client()
    assert client.post(LOGIN, {"login": "rosa", "password": PASSWORD}).status_code == 302
    return client


def asks_to_sign_in(client: Client, address: str) -> bool:
    return str(client.get(address).headers.get("Location", "")).startswith(LOGIN)


def test_a_session_that_somebody_else_prepared_is_not_used(rosa: User) -> None:
    planted = SessionStore()
    planted["searches"] = {"a": "planted"}
    planted.create()
    client = Client()
    client.cookies["sessionid"] = planted.session_key
    client.post(LOGIN, {"login": "rosa", "password": PASSWORD})
    assert client.cookies["sessionid"].value != planted.session_key
    assert not Session.objects.filter(pk=planted.session_key).exists()
    thief = Client()
    thief.cookies["sessionid"] = planted.session_key
    assert asks_to_sign_in(thief, "/worklist/")


def test_signing_out_ends_the_session_in_the_database_too(signed_in: Client) -> None:
    stolen = Client()
    stolen.cookies = signed_in.cookies.copy()
    assert not asks_to_sign_in(stolen, "/worklist/")
    signed_in.post(reverse("account_logout"))
    assert asks_to_sign_in(stolen, "/worklist/")
    assert not Session.objects.filter(pk=stolen.cookies["sessionid"].value).exists()


def test_words_searched_for_are_not_met_by_the_next_person(signed_in: Client, remi: User) -> None:
    address = submit(signed_in, reverse("worklist"), words="Synthetic").headers["Location"]
    signed_in.post(reverse("account_logout"))
    signed_in.post(LOGIN, {"login": "remi", "password": PASSWORD})
    page = signed_in.get(address, follow=True)
    assert "Your search expired" in page.content.decode()


def test_a_closed_account_gets_nothing_at_its_next_request(
    signed_in: Client, final: Report, rosa: User, finn: User, as_user: Callable[[User], Client]
) -> None:
    reader = as_user(finn)
    pdf = reverse("version-pdf", args=[final.public_id, 1])
    for client, person in ((signed_in, rosa), (reader, finn)):
        assert client.get(pdf).status_code == 200
        User.objects.filter(pk=person.pk).update(is_active=False)
        assert asks_to_sign_in(client, pdf)
        assert asks_to_sign_in(client, "/")
        page = client.post(LOGIN, {"login": person.username, "password": PASSWORD}, follow=True)
        assert asks_to_sign_in(client, "/"), page.redirect_chain


def test_a_new_role_holds_at_the_next_request(signed_in: Client, draft: Report, rosa: User) -> None:
    edit = reverse("report-edit", args=[draft.public_id])
    assert signed_in.get(edit).status_code == 200
    User.objects.filter(pk=rosa.pk).update(role=Role.ADMIN)
    assert signed_in.get(edit).status_code == 403
    assert signed_in.get("/admin/").status_code == 200
    User.objects.filter(pk=rosa.pk).update(role=Role.REFERRER)
    assert signed_in.get(edit).status_code == 404
    assert signed_in.get("/admin/").status_code == 302
    User.objects.filter(pk=rosa.pk).update(role=Role.RADIOLOGIST)
    assert signed_in.get(edit).status_code == 200


def test_a_page_left_open_does_not_outlive_a_role(signed_in: Client, draft: Report, rosa: User) -> None:
    before = draft.fresh().row_version
    page = signed_in.get(reverse("report-sign", args=[draft.public_id]))
    token = page.context["form"].initial["token"]
    key = page.context["form"].initial["request_key"]
    User.objects.filter(pk=rosa.pk).update(role=Role.ADMIN)
    sent = {"token": token, "request_key": key, "action": "sign_final", "password": PASSWORD}
    answer = signed_in.post(reverse("report-sign", args=[draft.public_id]), sent)
    assert answer.status_code == 403
    assert (draft.fresh().status, draft.fresh().row_version) == ("draft", before)


def test_a_password_set_by_a_link_ends_every_session(signed_in: Client, rosa: User, ada: User) -> None:
    other = Client()
    other.post(LOGIN, {"login": "rosa", "password": PASSWORD})
    rosa.refresh_from_db()
    link = urlsplit(credentials.reset_link(rosa, actor=ada)).path
    new = "another long phrase to sign with"
    owner = Client()
    form = owner.get(link).headers["Location"]
    assert owner.post(form, {"password1": new, "password2": new}).status_code == 302
    assert asks_to_sign_in(signed_in, "/worklist/") and asks_to_sign_in(other, "/worklist/")


def test_closing_an_account_ends_its_sessions_for_good(
    signed_in: Client, rosa: User, ada: User, as_user: Callable[[User], Client]
) -> None:
    """Reopened within the quarter of an hour, it finds none of its sessions again."""
    admin = as_user(ada)
    form = {"username": "rosa", "first_name": "Rosa", "email": rosa.email, "role": "radiologist"}
    page = reverse("admin:reporting_user_change", args=[rosa.pk])
    assert admin.post(page, form).status_code == 302
    assert not User.objects.get(pk=rosa.pk).is_active
    assert admin.post(page, form | {"is_active": "on"}).status_code == 302
    assert User.objects.get(pk=rosa.pk).is_active
    assert asks_to_sign_in(signed_in, "/worklist/")


def test_an_administrator_ends_all_sessions_of_an_account(
    signed_in: Client, rosa: User, ada: User, as_user: Callable[[User], Client]
) -> None:
    unlisted, admin = as_user(rosa), as_user(ada)
    page = admin.get(reverse("admin:reporting_user_change", args=[rosa.pk])).content.decode()
    assert "127.0.0.1" in page
    admin.post(reverse("admin:reporting_user_action", args=[rosa.pk, "end-sessions"]))
    assert asks_to_sign_in(signed_in, "/worklist/") and asks_to_sign_in(unlisted, "/worklist/")
    assert AuditEvent.objects.filter(kind=AuditKind.SESSIONS_ENDED, actor_id=ada.pk).count() == 1
    assert not asks_to_sign_in(admin, "/")


def test_owners_see_their_sessions_and_end_those_elsewhere(signed_in: Client, rosa: User) -> None:
    other = Client(HTTP_USER_AGENT="Workstation two")
    other.post(LOGIN, {"login": "rosa", "password": PASSWORD})
    assert "Workstation two" in signed_in.get(reverse("usersessions_list")).content.decode()
    assert signed_in.post(reverse("usersessions_list")).status_code == 302
    assert asks_to_sign_in(other, "/worklist/") and not asks_to_sign_in(signed_in, "/worklist/")
    assert AuditEvent.objects.filter(kind=AuditKind.SESSIONS_ENDED, actor_id=rosa.pk).count() == 1


def test_a_password_of_ones_own_ends_the_sessions_elsewhere(signed_in: Client, rosa: User) -> None:
    other = Client()
    other.post(LOGIN, {"login": "rosa", "password": PASSWORD})
    new = "another long phrase to sign with"
    answer = submit(
        signed_in, reverse("account_change_password"), oldpassword=PASSWORD, password1=new, password2=new
    )
    assert answer.status_code == 302
    assert asks_to_sign_in(other, "/worklist/")
    rosa.refresh_from_db()
    assert rosa.check_password(new)


def test_an_idle_session_neither_shows_nor_takes_anything(draft: Report, rosa: User) -> None:
    noon = datetime(2026, 5, 18, 12, tzinfo=UTC)
    with time_machine.travel(noon, tick=False) as clock:
        client = Client()
        client.force_login(rosa)
        preview = reverse("report-preview", args=[draft.public_id])
        page = client.get(reverse("report-sign", args=[draft.public_id]))
        sent = dict(page.context["form"].initial) | {"action": "sign_final", "password": PASSWORD}
        clock.move_to(noon + timedelta(minutes=15, seconds=1))
        assert asks_to_sign_in(client, preview)
        answer = client.post(reverse("report-sign", args=[draft.public_id]), sent)
        assert answer.status_code == 302 and answer.headers["Location"].startswith(LOGIN)
        assert draft.fresh().status == "draft"


def test_a_stranger_cannot_keep_anybody_from_a_second_factor(signed_in: Client, rosa: User) -> None:
    Client().post(reverse("account_reset_password"), {"email": rosa.email})
    signed_in.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert signed_in.get(reverse("mfa_activate_totp")).status_code == 200


def test_signing_needs_the_password_however_fresh_the_session(signed_in: Client, draft: Report) -> None:
    assert sign(signed_in, draft, password="").status_code == 422
    assert sign(signed_in, draft, password="not hers").status_code == 403
    assert draft.fresh().status == "draft"
    assert sign(signed_in, draft).status_code == 302
    assert draft.fresh().status == "final"

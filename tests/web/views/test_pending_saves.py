"""A page that is sent after its sign-in ended loses nothing, and shows nothing to anybody else."""

from __future__ import annotations

import datetime
import secrets
import time
from collections.abc import Callable

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from reporting.models import Report, User
from reporting.web.forms.document_form import DocumentForm
from reporting.web.views import pending_saves
from reporting.workflow import drafts
from tests.browser_form import Pair, pairs
from tests.cast import PASSWORD, complete_document
from tests.journeys import post_pairs
from tests.web.views.conftest import text_of

pytestmark = pytest.mark.django_db

UNSENT = "/unsent/"
TYPED = "Typed for sixteen minutes."


@pytest.fixture
def opened(draft: Report, as_user: Callable[[User], Client], rosa: User) -> tuple[Client, str, list[Pair]]:
    """Rosa's browser, the editor's address, and what her page would send."""
    client, address = as_user(rosa), reverse("report-edit", args=[draft.public_id])
    token = dict(pairs(client.get(address).content.decode()))["token"]
    sent = [("token", token), *DocumentForm(complete_document(TYPED)).pairs(), ("then", "save")]
    return client, address, sent


def sign_in(client: Client, username: str, **more: str) -> None:
    answer = client.post(reverse("account_login"), {"login": username, "password": PASSWORD, **more})
    assert answer.status_code == 302


def waiting(client: Client) -> list[Pair]:
    """What the page of what waits would send."""
    return pairs(client.get(UNSENT).content.decode())


def resend(client: Client, sent: list[Pair]) -> str:
    """Press the button: the browser sends the same form to where it is told; where that leads."""
    answer = post_pairs(client, UNSENT, sent)
    assert answer.status_code == 307
    return post_pairs(client, answer.headers["Location"], sent).headers.get("Location", "")


def test_what_was_typed_is_saved_after_signing_in_again(opened, draft: Report) -> None:
    client, address, sent = opened
    Session.objects.all().delete()
    answer = post_pairs(client, address, sent)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert "You were signed out" in text_of(client.get(answer.headers["Location"]))
    sign_in(client, "rosa", next=UNSENT)
    assert TYPED in text_of(client.get(UNSENT))
    assert resend(client, waiting(client)) == address
    assert drafts.current_document(draft.fresh()).impression.text == TYPED
    assert "Nothing to save" in text_of(client.get(UNSENT))


def test_it_waits_behind_the_second_factor_too(opened, draft: Report, rosa: User) -> None:
    client, address, sent = opened
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(rosa, secret)
    Session.objects.all().delete()
    answer = post_pairs(client, address, sent)
    given = {"login": "rosa", "password": PASSWORD, "next": UNSENT}
    answer = client.post(reverse("account_login"), given)
    assert answer.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert "accounts/login" in client.get(UNSENT).headers["Location"]
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    assert client.post(answer.headers["Location"], {"code": code}).headers["Location"] == UNSENT
    assert resend(client, waiting(client)) == address
    assert drafts.current_document(draft.fresh()).impression.text == TYPED


def test_a_page_of_an_earlier_sign_in_is_kept_too(opened, draft: Report) -> None:
    """Rosa signed in again in another tab, which gave the browser another secret for its forms."""
    client, address, sent = opened
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    answer = post_pairs(strict, address, [("csrfmiddlewaretoken", "a" * 64), *sent])
    assert (answer.status_code, answer.headers["Location"]) == (302, UNSENT)
    assert resend(strict, waiting(strict)) == address
    assert drafts.current_document(draft.fresh()).impression.text == TYPED


def test_somebody_who_saved_meanwhile_is_not_written_over(opened, draft: Report, remi: User) -> None:
    client, address, sent = opened
    Session.objects.all().delete()
    post_pairs(client, address, sent)
    drafts.save(draft, complete_document("Remi was here."), user=remi, row_version=draft.row_version)
    sign_in(client, "rosa")
    found = waiting(client)
    assert post_pairs(client, post_pairs(client, UNSENT, found).headers["Location"], found).status_code == 409
    assert drafts.current_document(draft.fresh()).impression.text == "Remi was here."


@pytest.mark.parametrize("person", ["remi", "finn"])
def test_nobody_else_sees_or_sends_it(opened, draft: Report, remi: User, finn: User, person: str) -> None:
    client, address, sent = opened
    Session.objects.all().delete()
    post_pairs(client, address, sent)
    sign_in(client, person)
    shown = client.get(UNSENT)
    assert TYPED not in shown.content.decode()
    assert "Another user" in text_of(shown)
    assert TYPED not in str(Session.objects.get().get_decoded())
    answer = post_pairs(client, UNSENT, [("unsent_address", address), *sent])
    assert (answer.status_code, answer.headers["Location"]) == (302, UNSENT)
    assert drafts.current_document(draft.fresh()).impression.text != TYPED


def test_every_page_tells_that_it_waits(opened) -> None:
    client, address, sent = opened
    sentence = "Text you typed before you were signed out has not been saved."
    assert sentence not in text_of(client.get("/worklist/"))
    Session.objects.all().delete()
    post_pairs(client, address, sent)
    assert sentence not in text_of(client.get("/accounts/login/"))
    sign_in(client, "rosa")
    assert sentence in text_of(client.get("/worklist/"))


def test_it_can_be_dropped(opened, draft: Report) -> None:
    client, address, sent = opened
    Session.objects.all().delete()
    post_pairs(client, address, sent)
    sign_in(client, "rosa")
    assert post_pairs(client, UNSENT, [*waiting(client), ("drop", "1")]).status_code == 302
    assert "Nothing to save" in text_of(client.get(UNSENT))


def test_two_pages_wait_side_by_side(opened) -> None:
    client, address, sent = opened
    order = reverse("examination-new")
    registration = [*pairs(client.get(order).content.decode()), ("reason", "Asked twice.")]
    Session.objects.all().delete()
    post_pairs(client, order, registration)
    post_pairs(client, address, sent)
    sign_in(client, "rosa")
    shown = text_of(client.get(UNSENT))
    assert shown.count("Save now") == 2
    assert "Asked twice." in shown and TYPED in shown


def test_it_waits_again_when_the_next_sign_in_ends_too(opened, draft: Report) -> None:
    client, address, sent = opened
    Session.objects.all().delete()
    post_pairs(client, address, sent)
    sign_in(client, "rosa")
    found = waiting(client)
    Session.objects.all().delete()
    post_pairs(client, UNSENT, found)
    sign_in(client, "rosa")
    assert resend(client, waiting(client)) == address
    assert drafts.current_document(draft.fresh()).impression.text == TYPED


def test_an_addendum_waits_without_the_password(final: Report, as_user, rosa: User) -> None:
    client, address = as_user(rosa), reverse("report-addendum", args=[final.public_id])
    sent = [*pairs(client.get(address).content.decode()), ("addendum", TYPED), ("password", PASSWORD)]
    Session.objects.all().delete()
    post_pairs(client, address, sent)
    stored = Session.objects.get().get_decoded()
    assert TYPED in str(stored) and PASSWORD not in str(stored)
    sign_in(client, "rosa")
    found = waiting(client)
    answer = post_pairs(client, post_pairs(client, UNSENT, found).headers["Location"], found)
    assert answer.status_code == 422  # the password is asked for again, the text is there
    assert TYPED in text_of(answer)


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/worklist/", {"words": "x"}),
        ("/examinations/new/", {"reason": "x", "token": "made-up"}),
        ("/accounts/password/change/", {"token": ""}),
    ],
)
def test_a_page_that_this_site_did_not_make_is_not_kept(
    client: Client, db: None, address: str, sent: dict[str, str]
) -> None:
    answer = client.post(address, sent)
    assert answer.status_code == 302
    assert not Session.objects.exists()


def test_a_page_is_sent_on_to_no_other_place(opened) -> None:
    client, _address, sent = opened
    Session.objects.all().delete()
    for elsewhere in ("//evil.example.org/", "https://evil.example.org/", "/accounts/logout/", "nowhere"):
        assert post_pairs(client, UNSENT, [("unsent_address", elsewhere), *sent]).status_code == 302
    assert not Session.objects.exists()


# --- Limits for whoever has an old page -----------------------------------------------------------------


def test_a_page_older_than_any_session_is_not_kept(opened, draft: Report) -> None:
    _client, address, sent = opened
    after = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=12, seconds=5)
    with time_machine.travel(after):
        answer = post_pairs(Client(), address, sent)
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert Session.objects.count() == 1  # Rosa's own


def test_a_page_of_a_closed_account_is_not_kept(opened, rosa: User) -> None:
    _client, address, sent = opened
    User.objects.filter(pk=rosa.pk).update(is_active=False)
    post_pairs(Client(), address, sent)
    assert Session.objects.count() == 1


@pytest.mark.parametrize("length", [1000, 900_000])
def test_strangers_with_one_page_cannot_fill_the_session_store(opened, length: int) -> None:
    _client, address, sent = opened
    noise = secrets.token_urlsafe(length)
    statuses = []
    for number in range(40):
        stranger = Client(REMOTE_ADDR=f"10.0.0.{number}")
        statuses.append(post_pairs(stranger, address, [*sent, ("noise", noise)]).status_code)
    assert statuses[0] == 302 and statuses[-1] == 429
    stored = sum(len(data) for data in Session.objects.values_list("session_data", flat=True))
    assert stored < 5_000_000


def test_one_address_keeps_no_more_than_its_share(
    opened, remi: User, as_user: Callable[[User], Client]
) -> None:
    _client, address, sent = opened
    order = reverse("examination-new")
    others = [*pairs(as_user(remi).get(order).content.decode()), ("reason", "Asked twice.")]
    statuses = [post_pairs(Client(), address, sent).status_code for _ in range(20)]
    statuses += [post_pairs(Client(), order, others).status_code for _ in range(20)]
    assert statuses == [302] * 30 + [429] * 10
    assert post_pairs(Client(REMOTE_ADDR="10.0.0.9"), order, others).status_code == 302


def test_what_is_kept_in_one_session_is_limited_too(opened, monkeypatch: pytest.MonkeyPatch) -> None:
    _client, address, sent = opened
    monkeypatch.setattr(pending_saves, "KEPT_MAX_BYTES", 200_000)
    answer = post_pairs(Client(), address, [*sent, ("noise", "x" * 200_000)])
    assert answer.status_code == 429
    assert "Sign in in another tab" in text_of(answer)
    assert Session.objects.count() == 1


def test_a_page_open_for_longer_than_any_session_is_checked_before_it_is_saved(
    opened, draft: Report, rosa: User, as_user: Callable[[User], Client]
) -> None:
    _client, address, sent = opened
    after = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=12, seconds=5)
    with time_machine.travel(after):
        client = as_user(rosa)
        answer = post_pairs(client, address, sent)
        assert answer.status_code == 400
        assert "open for more than 12 hours" in text_of(answer) and TYPED in answer.content.decode()
        again = [pair for pair in pairs(answer.content.decode()) if pair[0] != "then"]
        assert post_pairs(client, address, [*again, ("then", "save")]).status_code == 302
    assert drafts.current_document(draft.fresh()).impression.text == TYPED

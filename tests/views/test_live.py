"""What an open editor asks for in the background: it is told what became of a save, and nothing is done unasked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from reporting import drafts
from reporting.forms.tree import DocumentForm
from reporting.models import AuditEvent, Report, User
from tests.browser_form import Pair, pairs
from tests.cast import complete_document, incomplete_document, sign_now
from tests.journeys import post_pairs

pytestmark = pytest.mark.django_db

SCRIPT = {"x-requested-with": "XMLHttpRequest"}
TYPED = "Typed and not yet saved."


def page_of(client: Client, report: Report) -> list[Pair]:
    """What the open page would send as it is."""
    return pairs(client.get(reverse("report-edit", args=[report.public_id])).content.decode())


def changed(page: list[Pair], **values: str) -> list[Pair]:
    return [(name, values.get(name.replace("-", "_"), value)) for name, value in page]


def ask(client: Client, route: str, report: Report, sent: list[Pair]) -> Any:
    return post_pairs(client, reverse(route, args=[report.public_id]), sent, headers=SCRIPT)


def rows(report: Report) -> int:
    return report.revisions.count()


@pytest.fixture
def doctor(as_user: Callable[[User], Client], rosa: User) -> Client:
    return as_user(rosa)


def test_a_save_says_saved_once_it_is_stored(doctor: Client, draft: Report) -> None:
    answer = ask(doctor, "report-save", draft, changed(page_of(doctor, draft), impression_text=TYPED))
    assert (answer.status_code, answer.json()["state"]) == (200, "saved")
    assert drafts.current_document(draft.fresh()).impression.text == TYPED
    # The page goes on with the token that it was given: the next save is no conflict with the last.
    token = answer.json()["token"]
    again = changed(page_of(doctor, draft), impression_text="And more.", token=token)
    assert ask(doctor, "report-save", draft, again).json()["state"] == "saved"
    assert rows(draft) == 3


def test_the_same_content_again_writes_nothing(doctor: Client, draft: Report) -> None:
    sent = changed(page_of(doctor, draft), impression_text=TYPED)
    first = ask(doctor, "report-save", draft, sent).json()
    before = AuditEvent.objects.count(), rows(draft)
    second = ask(doctor, "report-save", draft, sent).json()  # the answer was lost, and the page asks again
    assert (second["state"], second["time"]) == ("saved", first["time"])
    assert (AuditEvent.objects.count(), rows(draft)) == before


def test_what_cannot_be_read_is_named_and_not_saved(doctor: Client, draft: Report) -> None:
    sent = changed(page_of(doctor, draft), ducts_0_contrast_volume_ml="half", impression_text=TYPED)
    answer = ask(doctor, "report-save", draft, sent)
    assert answer.status_code == 422
    assert answer.json() == {"state": "invalid", "fields": ["Duct 1 › Contrast › Volume"]}
    assert drafts.current_document(draft.fresh()) == drafts.current_document(draft)


def test_a_save_behind_somebody_elses_is_a_conflict(doctor: Client, draft: Report, remi: User) -> None:
    sent = changed(page_of(doctor, draft), impression_text=TYPED)
    drafts.save(draft, complete_document("Remi's."), user=remi, row_version=draft.row_version)
    answer = ask(doctor, "report-save", draft, sent)
    assert (answer.status_code, answer.json()["state"]) == (409, "conflict")
    assert "Remi" in answer.json()["sentence"]
    assert drafts.current_document(draft.fresh()).impression.text == "Remi's."


def test_a_signed_report_is_not_saved(doctor: Client, draft: Report, rosa: User) -> None:
    sent = changed(page_of(doctor, draft), impression_text=TYPED)
    sign_now(draft, rosa)
    for route in ("report-save", "report-live"):
        answer = ask(doctor, route, draft, sent)
        assert (answer.status_code, answer.json()["state"]) == (409, "refused")
        assert answer.json()["sentence"]


def test_a_page_of_another_report_or_person_is_not_saved(
    doctor: Client, draft: Report, register: Callable[..., Any], as_user: Callable[[User], Client], remi: User
) -> None:
    sent, other = page_of(doctor, draft), register().report
    answer = ask(doctor, "report-save", other, sent)
    assert (answer.status_code, answer.json()["state"]) == (400, "refused")
    answer = ask(as_user(remi), "report-save", draft, sent)
    assert (answer.status_code, answer.json()["state"]) == (400, "look")
    assert (rows(draft), rows(other)) == (1, 0)


@pytest.mark.parametrize("route", ["report-save", "report-live"])
def test_a_part_of_a_page_is_refused(doctor: Client, draft: Report, route: str) -> None:
    sent = [pair for pair in page_of(doctor, draft) if pair[0] != "complete"]
    answer = ask(doctor, route, draft, sent)
    assert (answer.status_code, answer.json()["state"]) == (400, "refused")


@pytest.mark.parametrize("route", ["report-save", "report-live"])
def test_a_script_without_a_sign_in_is_told_by_the_status(doctor: Client, draft: Report, route: str) -> None:
    sent = page_of(doctor, draft)
    Session.objects.all().delete()
    answer = ask(doctor, route, draft, sent)
    assert (answer.status_code, answer.json()) == (401, {"state": "signed_out"})
    assert Session.objects.count() == 0  # its page holds what was typed; nothing is kept for it


def test_a_script_with_the_secret_of_an_earlier_sign_in_is_told_so(draft: Report, rosa: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(rosa)
    page = [pair for pair in page_of(client, draft) if pair[0] != "csrfmiddlewaretoken"]
    answer = ask(client, "report-save", draft, [*page, ("csrfmiddlewaretoken", "c" * 64)])
    assert answer.status_code == 401


def test_the_panel_is_drawn_for_what_is_typed_and_stores_nothing(doctor: Client, draft: Report) -> None:
    incomplete = [("token", ""), *DocumentForm(incomplete_document()).pairs()]
    before = AuditEvent.objects.count(), rows(draft)
    answer = ask(doctor, "report-live", draft, incomplete)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Say whether the examination succeeded." in text
    assert 'data-at="id_outcome-status" data-kind="needed"' in text
    assert (AuditEvent.objects.count(), rows(draft)) == before


def test_the_panel_tells_what_cannot_be_read(doctor: Client, draft: Report) -> None:
    sent = changed(page_of(doctor, draft), ducts_0_contrast_volume_ml="half")
    answer = ask(doctor, "report-live", draft, sent)
    assert answer.status_code == 200
    assert 'data-at="id_ducts-0-contrast-volume_ml" data-kind="wrong"' in answer.content.decode()
    assert "1 to correct" in answer.content.decode()

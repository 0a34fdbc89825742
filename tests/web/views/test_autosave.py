"""What an open editor asks for in the background: it is told what became of a save, and nothing is done unasked."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from reporting.ductography.document import ReportDocument
from reporting.models import AuditEvent, Report, User
from reporting.web.forms.document_form import DocumentForm
from reporting.workflow import drafts
from tests.browser_form import Pair, pairs
from tests.cast import complete_document, incomplete_document, sign_now
from tests.journeys import post_pairs

pytestmark = [pytest.mark.django_db, pytest.mark.page]

SCRIPT = {"x-requested-with": "XMLHttpRequest"}
TYPED = "Typed and not yet saved."
NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


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
    assert "Select the technical outcome." in text
    assert 'data-at="id_outcome-status" data-kind="needed"' in text
    assert (AuditEvent.objects.count(), rows(draft)) == before


def test_the_panel_tells_what_cannot_be_read(doctor: Client, draft: Report) -> None:
    sent = changed(page_of(doctor, draft), ducts_0_contrast_volume_ml="half")
    answer = ask(doctor, "report-live", draft, sent)
    assert answer.status_code == 200
    assert 'data-at="id_ducts-0-contrast-volume_ml" data-kind="wrong"' in answer.content.decode()
    assert "1 invalid" in answer.content.decode()


# --- Who else is here ---------------------------------------------------------------------------------


def here(client: Client, report: Report) -> Any:
    return client.get(reverse("report-presence", args=[report.public_id]), headers=SCRIPT)


def test_two_people_see_each_other_until_one_is_gone(
    as_user: Callable[[User], Client], draft: Report, rosa: User, remi: User
) -> None:
    first, second = as_user(rosa), as_user(remi)
    with time_machine.travel(NOON, tick=False) as clock:
        assert here(first, draft).json()["others"] == ""
        assert "Rosa" in here(second, draft).json()["others"]
        assert "Remi" in here(first, draft).json()["others"]
        clock.move_to(NOON + dt.timedelta(seconds=41))
        assert here(first, draft).json()["others"] == ""


def test_a_page_that_asks_unattended_does_not_keep_the_session(draft: Report, rosa: User) -> None:
    client = Client()
    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(rosa)
        client.get(reverse("report-edit", args=[draft.public_id]))
        for minutes in range(1, 15):
            clock.move_to(NOON + dt.timedelta(minutes=minutes))
            assert here(client, draft).status_code == 200
        clock.move_to(NOON + dt.timedelta(minutes=15.1))
        assert here(client, draft).status_code == 401


def test_signing_out_empties_the_browsers_storage(doctor: Client, draft: Report) -> None:
    assert "Clear-Site-Data" not in doctor.get(reverse("report-edit", args=[draft.public_id]))
    assert doctor.post(reverse("account_logout"))["Clear-Site-Data"] == '"storage"'


def test_the_key_is_the_same_at_each_sign_in_and_nobody_elses(
    as_user: Callable[[User], Client], draft: Report, register: Callable[..., Any], rosa: User, remi: User
) -> None:
    def key(user: User, report: Report) -> str:
        page = as_user(user).get(reverse("report-edit", args=[report.public_id])).content.decode()
        return re.findall(r'data-key="([^"]+)"', page)[0]

    other = register().report
    assert key(rosa, draft) == key(rosa, draft)
    assert len({key(rosa, draft), key(remi, draft), key(rosa, other)}) == 3
    assert len(base64.b64decode(key(rosa, draft))) == 32


# --- What two people answered differently ---------------------------------------------------------------


def pressed(client: Client, report: Report, sent: list[Pair], name: str, value: str) -> list[Pair]:
    answer = ask(client, "report-edit", report, [*sent, (name, value)])
    assert answer.status_code == 200
    return pairs(answer.content.decode())


@pytest.fixture
def disputed(doctor: Client, draft: Report, remi: User) -> list[Pair]:
    """What the page of a conflict sends: both wrote an impression, and only Remi a priority."""
    sent = changed(page_of(doctor, draft), impression_text=TYPED)
    theirs = complete_document("Remi's.").model_dump(mode="json")
    theirs["breasts"][0]["recommendation"]["steps"][1]["urgency"] = "routine"
    document = ReportDocument.from_json(json.dumps(theirs))
    drafts.save(draft, document, user=remi, row_version=draft.row_version)
    answer = ask(doctor, "report-edit", draft, sent)
    assert answer.status_code == 409
    return pairs(answer.content.decode())


def test_what_both_changed_is_asked_and_what_one_changed_is_taken(disputed: list[Pair]) -> None:
    assert [value for name, value in disputed if name == "disputed"] == ["impression-text"]
    assert dict(disputed)["impression-text"] == TYPED
    assert dict(disputed)["breasts-0-recommendation-steps-0-urgency"] == "soon"
    assert dict(disputed)["breasts-0-recommendation-steps-1-urgency"] == "routine"


@pytest.mark.parametrize(("button", "kept"), [("theirs", "Remi's."), ("mine", TYPED)])
def test_either_answer_is_chosen(
    doctor: Client, draft: Report, disputed: list[Pair], button: str, kept: str
) -> None:
    # Something else done on the page first: the question stays until it is answered.
    asked = pressed(doctor, draft, disputed, "add", "ducts")
    assert ("disputed", "impression-text") in asked
    decided = pressed(doctor, draft, asked, button, "impression-text")
    assert "disputed" not in dict(decided)
    assert ask(doctor, "report-save", draft, decided).json()["state"] == "saved"
    assert drafts.current_document(draft.fresh()).impression.text == kept


def test_an_answer_to_no_question_is_refused(doctor: Client, draft: Report, disputed: list[Pair]) -> None:
    answer = ask(doctor, "report-edit", draft, [*disputed, ("theirs", "ducts-7-side")])
    assert answer.status_code == 400


def test_what_is_brought_back_is_shown_and_not_yet_saved(doctor: Client, draft: Report) -> None:
    sent = changed(page_of(doctor, draft), impression_text=TYPED)
    answer = ask(doctor, "report-edit", draft, [*sent, ("bring_back", "1")])
    assert answer.status_code == 200
    assert dict(pairs(answer.content.decode()))["impression-text"] == TYPED
    assert 'data-unsaved="yes"' in answer.content.decode()
    assert rows(draft) == 1


def test_what_is_brought_back_after_somebody_saved_is_merged(
    doctor: Client, draft: Report, remi: User
) -> None:
    sent = changed(page_of(doctor, draft), outcome_text=TYPED)
    drafts.save(draft, complete_document("Remi's."), user=remi, row_version=draft.row_version)
    answer = ask(doctor, "report-edit", draft, [*sent, ("bring_back", "1")])
    both = dict(pairs(answer.content.decode()))
    assert (answer.status_code, both["impression-text"], both["outcome-text"]) == (409, "Remi's.", TYPED)
    assert "disputed" not in both


def test_a_report_removed_while_it_is_saved_is_not_found(
    doctor: Client, draft: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = changed(page_of(doctor, draft), impression_text=TYPED)
    save = drafts.save

    def removed_first(*args: Any, **kwargs: Any) -> Any:
        draft.revisions.all().delete()
        draft.delete()
        return save(*args, **kwargs)

    monkeypatch.setattr(drafts, "save", removed_first)
    for route in ("report-save", "report-edit"):
        assert ask(doctor, route, draft, sent).status_code == 404

"""An administrator reads report content for a stated reason only, for an hour, and the trail keeps the reason."""

from __future__ import annotations

import json

import pytest

from reporting.models import AuditEvent, AuditKind
from reporting.policy.exceptional_access import AccessReason
from reporting.web import content_access
from tests.cast import give_reason
from tests.web.views.conftest import text_of

CONTENT = ("", "versions/1/report.pdf", "patient-sheet/", "images/0000/", "preview.pdf")
IMPRESSION = "One filling defect in the left breast."


def reasons() -> list[dict]:
    events = AuditEvent.objects.filter(kind=AuditKind.EXCEPTIONAL_ACCESS).order_by("number")
    return [json.loads(event.detail) for event in events]


@pytest.mark.parametrize("tail", CONTENT)
def test_content_is_shown_after_the_reason(tail, as_user, ada, final, at):
    client = as_user(ada)
    asked = client.get(at(final, tail))
    assert (asked.status_code, asked.headers["Location"].partition("?")[0]) == (302, at(final, "access/"))
    assert not AuditEvent.objects.filter(actor_id=ada.pk, kind=AuditKind.REPORT_SEEN).exists()
    page = text_of(client.get(asked.headers["Location"]))
    assert "Reason for access" in page and IMPRESSION not in page
    done = client.post(asked.headers["Location"], {"reason": "complaint", "details": "C-2026-17"})
    assert done.headers["Location"] == at(final, tail)
    assert client.get(at(final, tail)).status_code in (200, 404, 409)  # no longer 302
    assert reasons() == [{"details": "C-2026-17", "minutes": 60, "reason": "complaint"}]


def test_radiologists_and_referrers_are_not_asked(as_user, rosa, finn, final, at):
    for person in (rosa, finn):
        assert IMPRESSION in text_of(as_user(person).get(at(final)))
        assert as_user(person).get(at(final, "access/")).status_code == 403


def test_the_history_is_within_the_duties_but_addenda_are_content(as_user, ada, final, at, step, rosa):
    step(rosa, at(final, "addendum/"), addendum="Cytology: no malignant cells.")
    client = as_user(ada)
    address = f"/cases/{final.public_id}/"
    page = text_of(client.get(address))
    assert "Audit events" in page and "no malignant cells" not in page
    assert "no malignant cells" in text_of(give_reason(client, final).get(address))


def test_a_reason_is_for_one_report_and_one_session(as_user, ada, final, register, at):
    other = register().report
    client = give_reason(as_user(ada), final)
    assert client.get(at(final)).status_code == 200
    assert client.get(at(other)).status_code == 302
    assert as_user(ada).get(at(final)).status_code == 302


def test_it_ends_after_an_hour(as_user, ada, final, at, monkeypatch):
    client = give_reason(as_user(ada), final)
    now = content_access.time.time()
    monkeypatch.setattr(content_access.time, "time", lambda: now + 59 * 60)
    assert client.get(at(final)).status_code == 200
    monkeypatch.setattr(content_access.time, "time", lambda: now + 61 * 60)
    assert client.get(at(final)).status_code == 302
    # Nor does a clock that was set back extend it.
    monkeypatch.setattr(content_access.time, "time", lambda: now - 3600)
    assert client.get(at(final)).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": "", "details": "x"}, "This field is required."),
        ({"reason": "curiosity", "details": ""}, "Select a valid choice."),
        ({"reason": "other", "details": ""}, "Enter the reason."),
        ({"reason": "other", "details": "   "}, "Enter the reason."),
        (
            {"reason": "quality", "details": "SYNTHETIC was mixed up"},
            "Remove the patient’s name and numbers.",
        ),
        ({"reason": "quality", "details": "about m-1"}, "Remove the patient’s name and numbers."),
        ({"reason": "quality", "details": "A-1, second review"}, "Remove the patient’s name and numbers."),
        ({"reason": "quality", "details": "x" * 201}, "at most 200 characters"),
        ({"reason": "quality", "details": "right\u202eleft"}, "U+202E"),
    ],
)
def test_a_reason_that_cannot_be_kept_is_refused(typed, sentence, as_user, ada, final, at):
    client = as_user(ada)
    response = client.post(at(final, "access/"), typed)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert reasons() == []
    assert client.get(at(final)).status_code == 302


@pytest.mark.parametrize("reason", AccessReason)
def test_every_reason_can_be_given(reason, as_user, ada, final, at):
    response = as_user(ada).post(at(final, "access/"), {"reason": reason, "details": "Case review"})
    assert response.status_code == 302
    assert [each["reason"] for each in reasons()] == [reason]


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "/admin/", "/reports/", "javascript:x"]
)
def test_no_other_address_is_opened_afterwards(wanted, as_user, ada, final, at):
    client = as_user(ada)
    response = client.post(f"{at(final, 'access/')}?next={wanted}", {"reason": "fault", "details": ""})
    assert response.headers["Location"] == at(final)


def test_without_the_event_there_is_no_access(as_user, ada, final, at, monkeypatch):
    client = as_user(ada)
    client.raise_request_exception = False

    def broken(*args, **kwargs):
        raise RuntimeError("the audit trail cannot be written")

    with monkeypatch.context() as patch:
        patch.setattr("reporting.custody.audit.record", broken)
        assert client.post(at(final, "access/"), {"reason": "fault", "details": ""}).status_code == 500
    assert client.get(at(final)).status_code == 302


def test_the_administration_shows_no_content(as_user, ada, final):
    page = (
        as_user(ada)
        .get(f"/admin/reporting/reportversion/{final.current_version.pk}/change/")
        .content.decode()
    )
    assert final.current_version.document_digest in page
    assert "filling" not in page

"""Every change behind the program is named, on use or by verify_documents, and nothing is signed on top of it."""

import io
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from reporting.custody import signed_content
from reporting.models import AuditEvent, AuditKind, Delivery, Report, ReportVersion, User
from reporting.models.delivery import Purpose
from reporting.policy.exceptions import ActionRefused
from reporting.policy.lifecycle import Action
from tests.cast import amend_now, sign_now
from tests.verification.tampering import (
    OF_AN_AMENDED_REPORT,
    Tampering,
    last_version_deleted,
    names,
    triggers_away,
)

pytestmark = pytest.mark.django_db

AsUser = Callable[[User], Client]


def differences() -> str:
    """What verify_documents tells, which must be something."""
    told = io.StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("verify_documents", stdout=told, stderr=told)
    assert raised.value.returncode == 1
    return f"{told.getvalue()}{raised.value}"


@pytest.fixture
def amended(final: Report, rosa: User, finn: User, olga: User, ada: User, as_user: AsUser) -> Report:
    amend_now(final, rosa, "Two filling defects.")
    assert as_user(finn).get(f"/reports/{final.public_id}/").status_code == 200
    call_command("verify_documents", stdout=io.StringIO())
    return final.fresh()


@pytest.mark.parametrize("name", names())
def test_it_is_named_by_verify_documents(amended: Report, name: str) -> None:
    tampering = OF_AN_AMENDED_REPORT[name]
    with triggers_away():
        tampering.act(amended)
    assert tampering.named in differences()


@pytest.mark.parametrize("name", names(lambda _name, row: row.refused))
def test_it_is_not_shown_not_listed_and_not_signed(
    amended: Report, rosa: User, remi: User, finn: User, olga: User, ada: User, as_user: AsUser, name: str
) -> None:
    tampering: Tampering = OF_AN_AMENDED_REPORT[name]
    with triggers_away():
        tampering.act(amended)
    versions = ReportVersion.objects.count()
    page = as_user(rosa).get(f"/reports/{amended.public_id}/")
    assert page.status_code == 503
    assert "Do not use printed copies" in page.content.decode()
    assert "filling defect" not in page.content.decode()
    event = AuditEvent.objects.filter(kind=AuditKind.CONTENT_ALTERED).first()
    assert event is not None and event.actor_name == "rosa"
    if name != "whole trail deleted":
        assert event.report_id == amended.public_id or name == "row unreadable"
        assert Delivery.objects.filter(purpose=Purpose.ALARM, recipient=ada).exists()
    for where in tampering.lists:
        reader = remi if where == "cases" else olga if name == "another referrer" else finn
        listed = as_user(reader).get(f"/{where}/")
        assert listed.status_code == (503 if name == "row unreadable" else 200)
        assert "Synthetic Patient" not in listed.content.decode()
        assert "not the one that was signed" in listed.content.decode()
    if name != "row unreadable":
        with pytest.raises((signed_content.SignedContentAltered, ActionRefused)):
            sign_now(amended, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    assert ReportVersion.objects.count() == versions


@pytest.mark.parametrize("action", [Action.ADD_ADDENDUM, Action.WITHDRAW])
def test_a_withdrawal_taken_back_is_named(
    amended: Report, rosa: User, client: Client, action: Action
) -> None:
    given = {"addendum": "More."} if action is Action.ADD_ADDENDUM else {"reason": "Wrong patient."}
    first = amended.versions.get(number=1)
    sign_now(amended, rosa, action, **given)
    with triggers_away():
        last_version_deleted(amended, "amended")
    assert "version 3 is missing" in differences()
    page = client.get(f"/verify/{first.verification_code}/").content.decode()
    assert "The stored report has been altered" in page
    assert "Genuine" not in page


def test_what_was_typed_is_shown_for_copying(amended: Report, rosa: User, as_user: AsUser) -> None:
    with triggers_away():
        amended.versions.update(signer_name="Somebody")
    client = as_user(rosa)
    for page, sent in (
        ("addendum", {"addendum": "Histology: papilloma.", "password": "a long secret"}),
        ("edit", {"impression-text": "Two papillomas."}),
    ):
        response = client.post(f"/reports/{amended.public_id}/{page}/", sent)
        assert response.status_code == 503
        assert next(iter(sent.values())) in response.content.decode()
        assert "a long secret" not in response.content.decode()
    script = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    response = client.post(f"/reports/{amended.public_id}/save/", {}, **script)
    assert response.status_code == 503
    assert response.json()["state"] == "refused"


def test_the_administrators_are_told_once_without_patient_data(
    amended: Report, ada: User, rosa: User, as_user: AsUser, mailoutbox: list
) -> None:
    with triggers_away():
        amended.versions.update(signer_name="Somebody")
    mailoutbox.clear()
    for _ in range(3):
        assert as_user(rosa).get(f"/reports/{amended.public_id}/").status_code == 503
    assert AuditEvent.objects.filter(kind=AuditKind.CONTENT_ALTERED).count() == 1
    call_command("send_notices", stdout=io.StringIO())
    (mail,) = [mail for mail in mailoutbox if mail.to == [ada.email]]
    assert mail.subject == "Signed report altered"
    patient = amended.examination.patient
    assert patient.name not in mail.body and patient.mrn not in mail.body
    page = as_user(ada).get("/cases/").content.decode()
    assert "1 report is not the one that was signed" in page
    assert "1 report is not the one" not in as_user(rosa).get("/cases/").content.decode()

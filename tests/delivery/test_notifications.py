"""Notices to referrers through a real mail server on this machine, and receipts of what they opened."""

from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from reporting.custody import triggers
from reporting.delivery import notifications, sending
from reporting.models import AuditEvent, Delivery, Examination, ReadReceipt, Report, ReportVersion, User
from reporting.policy.lifecycle import Action
from tests.cast import amend_now, in_parallel, sign_now
from tests.delivery.conftest import Mailbox, make_due

pytestmark = pytest.mark.django_db


def test_a_final_report_is_announced_without_patient_data(
    mailbox: Mailbox, draft: Report, rosa: User, finn: User
) -> None:
    sign_now(draft, rosa)
    assert mailbox.messages == []  # nothing is sent while somebody waits
    assert sending.send_pending() == 1
    (message,) = mailbox.messages
    assert message["To"] == "finn@example.org"
    text = f"{message['Subject']}\n{message.get_payload(decode=True).decode()}"
    assert f"https://reports.example.org/reports/{draft.public_id}/" in text
    patient, examination = draft.examination.patient, draft.examination
    for secret in (
        patient.name,
        "Synthetic",
        patient.mrn,
        examination.accession_number,
        "1971",
        "left",
        "BI-RADS",
    ):
        assert secret not in text
    row = Delivery.objects.get()
    assert (row.recipient, row.attempts, row.error) == (finn, 1, "")
    assert row.sent_at is not None


def test_every_later_version_is_announced_once(mailbox: Mailbox, final: Report, rosa: User) -> None:
    sign_now(final, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    amend_now(final, rosa, "Amended.")
    sign_now(final, rosa, Action.WITHDRAW, reason="Wrong patient.")
    assert [sending.send_pending(), sending.send_pending()] == [4, 0]
    assert len(mailbox.messages) == Delivery.objects.count() == 4


def test_a_mail_server_that_says_later(mailbox: Mailbox, draft: Report, rosa: User) -> None:
    mailbox.busy = True
    sign_now(draft, rosa)
    output = StringIO()
    call_command("send_notices", stdout=output)
    assert "0 sent" in output.getvalue()
    assert "450" in output.getvalue()
    row = Delivery.objects.get()
    assert (row.sent_at, row.attempts) == (None, 1)
    mailbox.busy = False
    make_due()
    output = StringIO()
    call_command("send_notices", stdout=output)
    assert output.getvalue() == "1 sent\n"
    row.refresh_from_db()
    assert (row.attempts, row.error) == (2, "")
    assert len(mailbox.messages) == 1


def test_a_referrer_without_address_is_told_to_the_administrator(
    draft: Report, rosa: User, finn: User
) -> None:
    User.objects.filter(pk=finn.pk).update(email="")
    sign_now(draft, rosa)
    assert sending.send_pending() == 0
    assert Delivery.objects.get().error == "the recipient has no e-mail address"


def test_a_referrer_without_an_account_gets_no_notice(register: Any, rosa: User, draft: Report) -> None:
    Examination.objects.filter(pk=draft.examination_id).update(referrer=None)
    sign_now(draft, rosa)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("change", ["another referrer", "account closed"])
def test_who_may_no_longer_see_the_report_is_not_written_to(
    mailbox: Mailbox, draft: Report, rosa: User, finn: User, olga: User, change: str
) -> None:
    sign_now(draft, rosa)
    if change == "another referrer":
        Examination.objects.filter(pk=draft.examination_id).update(referrer=olga)
    else:
        User.objects.filter(pk=finn.pk).update(is_active=False)
    assert sending.send_pending() == 0
    assert mailbox.messages == []
    assert "may not see this report" in Delivery.objects.get().error


def test_ten_senders_send_once(transactional_db: None, final: Report) -> None:
    assert sorted(in_parallel(lambda _number: sending.send_pending(), 10)) == [0] * 9 + [1]
    assert len(mail.outbox) == 1


def test_a_sender_that_died_lets_go(final: Report) -> None:
    Delivery.objects.update(taken_at=timezone.now())
    assert sending.send_pending() == 0
    Delivery.objects.update(taken_at=timezone.now() - sending.CLAIM_TIMEOUT)
    assert sending.send_pending() == 1


def test_reading_is_noted_once_and_audited(final: Report, finn: User) -> None:
    version = final.current_version
    assert version is not None
    assert Report.objects.with_unread(finn).get().unread
    first = notifications.mark_read(version, finn)
    assert notifications.mark_read(version, finn) == first
    assert ReadReceipt.objects.get().reader == finn
    assert AuditEvent.objects.filter(kind="report_read", version_number=1, actor_id=finn.pk).count() == 1
    assert not Report.objects.with_unread(finn).get().unread


def test_a_new_version_is_unread_again(final: Report, rosa: User, finn: User) -> None:
    notifications.mark_read(final.current_version, finn)
    sign_now(final, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    assert Report.objects.with_unread(finn).get().unread


def test_radiologists_and_administrators_leave_no_receipt(final: Report, rosa: User, ada: User) -> None:
    for user in (rosa, ada):
        assert notifications.mark_read(final.current_version, user) is None
    assert not ReadReceipt.objects.exists()


def test_a_receipt_that_cannot_be_audited_is_not_given(
    final: Report, finn: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise OSError

    monkeypatch.setattr(AuditEvent, "save", broken)
    with pytest.raises(OSError):  # noqa: PT011
        notifications.mark_read(final.current_version, finn)
    assert not ReadReceipt.objects.exists()


def test_nothing_here_touches_a_signed_row(final: Report, finn: User) -> None:
    assert triggers.missing(connection) == ()
    before = list(ReportVersion.objects.values())
    sending.send_pending()
    notifications.mark_read(final.current_version, finn)
    assert list(ReportVersion.objects.values()) == before

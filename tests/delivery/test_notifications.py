"""Notices to referrers through a real mail server on this machine, and receipts of what they opened."""

import socket
from collections.abc import Iterator
from email.message import Message
from io import StringIO
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from reporting.custody import triggers
from reporting.delivery import notifications
from reporting.models import AuditEvent, Delivery, Examination, ReadReceipt, Report, ReportVersion, User
from reporting.policy.lifecycle import Action
from tests.cast import amend_now, in_parallel, sign_now

pytestmark = pytest.mark.django_db


class Mailbox(MessageHandler):
    """Keeps what arrives; says 'later' as long as ``busy``."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Message] = []
        self.busy = False

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.busy:
            return "450 the mailbox is busy, try later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message: Message) -> None:
        self.messages.append(message)


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as free:  # the server cannot be asked which port it was given
        free.bind(("127.0.0.1", 0))
        server = Controller(box, hostname="127.0.0.1", port=free.getsockname()[1])
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    settings.SITE_URL = "https://reports.example.org"
    yield box
    server.stop()


def test_a_final_report_is_announced_without_patient_data(
    mailbox: Mailbox, draft: Report, rosa: User, finn: User
) -> None:
    sign_now(draft, rosa)
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
    assert notifications.send_pending() == 0
    assert len(mailbox.messages) == Delivery.objects.count() == 4


def test_a_mail_server_that_says_later(mailbox: Mailbox, draft: Report, rosa: User) -> None:
    mailbox.busy = True
    version = sign_now(draft, rosa)
    assert draft.fresh().current_version == version  # the signature stands
    row = Delivery.objects.get()
    assert (row.sent_at, row.attempts) == (None, 1)
    assert "450" in row.error
    output = StringIO()
    call_command("send_notices", stdout=output)
    assert "0 sent" in output.getvalue()
    assert "450" in output.getvalue()
    mailbox.busy = False
    output = StringIO()
    call_command("send_notices", stdout=output)
    assert output.getvalue() == "1 sent\n"
    row.refresh_from_db()
    assert (row.attempts, row.error) == (3, "")
    assert len(mailbox.messages) == 1


def test_a_mail_server_that_is_not_there(settings: Any, draft: Report, rosa: User) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    sign_now(draft, rosa)
    assert draft.fresh().status == "final"
    assert "ConnectionRefusedError" in Delivery.objects.get().error


def test_even_a_broken_sender_leaves_the_signature(
    draft: Report, rosa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_kwargs: Any) -> int:
        raise RuntimeError

    monkeypatch.setattr(notifications, "send_pending", broken)
    sign_now(draft, rosa)
    assert draft.fresh().status == "final"
    assert Delivery.objects.get().sent_at is None


def test_a_referrer_without_address_is_told_to_the_administrator(
    draft: Report, rosa: User, finn: User
) -> None:
    User.objects.filter(pk=finn.pk).update(email="")
    sign_now(draft, rosa)
    assert Delivery.objects.get().error == "the recipient has no e-mail address"


def test_a_referrer_without_an_account_gets_no_notice(register: Any, rosa: User, draft: Report) -> None:
    Examination.objects.filter(pk=draft.examination_id).update(referrer=None)
    sign_now(draft, rosa)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("change", ["another referrer", "account closed"])
def test_who_may_no_longer_see_the_report_is_not_written_to(
    mailbox: Mailbox, draft: Report, rosa: User, finn: User, olga: User, change: str
) -> None:
    mailbox.busy = True
    sign_now(draft, rosa)
    mailbox.busy = False
    if change == "another referrer":
        Examination.objects.filter(pk=draft.examination_id).update(referrer=olga)
    else:
        User.objects.filter(pk=finn.pk).update(is_active=False)
    assert notifications.send_pending() == 0
    assert mailbox.messages == []
    assert "may not see this report" in Delivery.objects.get().error


def test_ten_senders_send_once(transactional_db: None, final: Report) -> None:
    mail.outbox.clear()
    Delivery.objects.update(sent_at=None, taken_at=None)
    assert sorted(in_parallel(lambda _number: notifications.send_pending(), 10)) == [0] * 9 + [1]
    assert len(mail.outbox) == 1


def test_a_sender_that_died_lets_go(final: Report) -> None:
    mail.outbox.clear()
    Delivery.objects.update(sent_at=None, taken_at=timezone.now())
    assert notifications.send_pending() == 0
    Delivery.objects.update(taken_at=timezone.now() - notifications.CLAIM_TIMEOUT)
    assert notifications.send_pending() == 1


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
    notifications.send_pending()
    notifications.mark_read(final.current_version, finn)
    assert list(ReportVersion.objects.values()) == before

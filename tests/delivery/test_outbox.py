"""Every e-mail is stored and sent later: pauses, giving up, sending again, and servers that do not behave."""

import datetime
import ipaddress
import re
import signal
import ssl
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.delivery import outbox, sending, transport
from reporting.models import Delivery, OutgoingMail, Report, User
from tests.cast import sign_now
from tests.delivery.conftest import HOST, Mailbox, StuckServer, free_port, use_server

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 5, 18, 12, tzinfo=datetime.UTC)
ROOT = Path(__file__).resolve().parents[2]


def test_every_mail_of_django_is_stored_and_sent_by_the_command_alone(mailbox: Mailbox) -> None:
    message = EmailMultiAlternatives(
        "Grüße",
        "as text",
        "from@example.org",
        ["to@example.org"],
        cc=["cc@example.org"],
        reply_to=["r@example.org"],
    )
    message.attach_alternative("<p>as HTML</p>", "text/html")
    assert message.send() == 1
    assert mailbox.messages == []
    assert sending.send_pending() == 1
    (sent,) = mailbox.messages
    assert (sent["Subject"], sent["From"], sent["Reply-To"]) == (
        "=?utf-8?b?R3LDvMOfZQ==?=",
        "from@example.org",
        "r@example.org",
    )
    assert sent["X-RcptTo"] == "to@example.org, cc@example.org"
    parts = [part.get_payload(decode=True) for part in sent.walk() if not part.is_multipart()]
    assert parts == [b"as text", b"<p>as HTML</p>"]


def test_the_text_is_deleted_once_it_was_sent_and_the_row_after_a_month(mailbox: Mailbox) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        send_mail("Invitation", "https://example.org/secret", None, ["to@example.org"])
        sending.send_pending()
        row = OutgoingMail.objects.get()
        assert (row.subject, row.body, row.sent_at) == ("Invitation", "", NOON)
        clock.shift(datetime.timedelta(days=31))
        sending.send_pending()
    assert not OutgoingMail.objects.exists()


def test_a_mail_goes_with_its_transaction(mailbox: Mailbox) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        send_mail("Never", "committed", None, ["to@example.org"])
        raise RuntimeError
    assert not OutgoingMail.objects.exists()


def test_what_cannot_be_stored_is_refused_when_it_is_written() -> None:
    message = EmailMessage("Report", "text", None, ["to@example.org"])
    message.attach("report.pdf", b"%PDF", "application/pdf")
    with pytest.raises(outbox.UnsupportedMessage):
        message.send()


def test_only_the_transport_opens_a_connection_to_a_mail_server() -> None:
    """A new module that sends at once would hold a request as long as the mail server likes."""
    users = {
        path.name
        for path in (ROOT / "reporting").rglob("*.py")
        if "get_connection(settings.MAIL" in (text := path.read_text(encoding="utf-8"))
        or "smtplib.SMTP(" in text
        or "fail_silently" in text
    }
    assert users == {"transport.py"}
    callers = {
        path.name
        for path in (ROOT / "reporting").rglob("*.py")
        if "transport.send(" in path.read_text(encoding="utf-8")
    }
    assert callers == {"sending.py", "send_test_mail.py"}


# --- A server that does not behave --------------------------------------------------------------------


def test_a_stuck_server_does_not_hold_the_signer(stuck: StuckServer, draft: Report, rosa: User) -> None:
    sign_now(draft, rosa)
    assert draft.fresh().status == "final"
    assert stuck.connections == 0


def test_a_stuck_server_holds_neither_a_reset_nor_the_sender(stuck: StuckServer, rosa: User) -> None:
    for number in range(6):
        Client().post(reverse("account_reset_password"), {"email": f"rosa{number}@example.org"})
    Client().post(reverse("account_reset_password"), {"email": rosa.email})
    assert stuck.connections == 0
    send_mail("One", "text", None, ["to@example.org"])
    send_mail("Two", "text", None, ["to@example.org"])
    sending.send_pending()
    assert stuck.connections == 1  # the others would wait as long
    row = OutgoingMail.objects.filter(attempts=1).get()
    assert row.error.startswith(("TimeoutError", "SMTPServerDisconnected", "MailServerTooSlow"))


def test_a_server_that_is_not_there(settings: Any, draft: Report, rosa: User) -> None:
    use_server(settings, free_port())
    sign_now(draft, rosa)
    assert sending.send_pending() == 0
    assert "ConnectionRefusedError" in Delivery.objects.get().error


def test_one_refused_recipient_does_not_hold_the_others(mailbox: Mailbox) -> None:
    for address in ("refused@example.org", "fine@example.org"):
        send_mail("Hello", "text", None, [address])
    mailbox.refused = "refused@example.org"
    assert sending.send_pending() == 1
    row = OutgoingMail.objects.get(sent_at__isnull=True)
    assert row.recipients == ["refused@example.org"] and "550" in row.error


# --- Pauses, giving up, sending again -----------------------------------------------------------------


def test_pauses_grow_and_a_day_later_it_is_given_up(settings: Any) -> None:
    use_server(settings, free_port())
    with time_machine.travel(NOON, tick=False) as clock:
        send_mail("Hello", "text", None, ["to@example.org"])
        pauses = []
        while not (row := OutgoingMail.objects.get()).given_up_at:
            assert sending.send_pending() == 0
            row.refresh_from_db()
            pauses.append(int((row.due_at - row.queued_at).total_seconds()) // 60)
            clock.move_to(row.due_at)
        differences = [later - earlier for earlier, later in zip([0, *pauses], pauses, strict=False)]
        assert differences[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
        assert datetime.timedelta(days=1) <= row.given_up_at - NOON <= datetime.timedelta(hours=25)
        assert sending.send_pending() == 0 and row.body == "text"
        assert outbox.given_up() == {OutgoingMail: 1, Delivery: 0} and outbox.oldest_waiting() is None
        clock.shift(datetime.timedelta(days=31))
        assert outbox.given_up() == {OutgoingMail: 0, Delivery: 0}  # listed, but no alarm any more


def test_rows_behind_one_that_fails_are_given_up_too(settings: Any) -> None:
    use_server(settings, free_port())
    with time_machine.travel(NOON, tick=False) as clock:
        for _number in range(3):
            send_mail("Hello", "text", None, ["to@example.org"])
        clock.shift(datetime.timedelta(days=1))
        sending.send_pending()
        assert outbox.given_up()[OutgoingMail] == 3


def test_an_outbox_that_nobody_sent_for_days_is_sent_first(mailbox: Mailbox) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        send_mail("Hello", "text", None, ["to@example.org"])
        clock.shift(datetime.timedelta(days=3))
        assert outbox.oldest_waiting() == NOON
        assert sending.send_pending() == 1


@pytest.mark.parametrize("way", ["button", "list"])
def test_an_administrator_sends_again(
    mailbox: Mailbox, final: Report, ada: User, rosa: User, as_user: Callable[[User], Client], way: str
) -> None:
    row = Delivery.objects.get()
    Delivery.objects.update(given_up_at=NOON, attempts=30, error="refused")
    client = as_user(ada)
    page = client.get(reverse("admin:reporting_delivery_change", args=[row.pk])).content.decode()
    address = reverse("admin:reporting_delivery_resend", args=[row.pk])
    assert f'action="{address}"' in page and "Resend" in page
    assert as_user(rosa).post(address).status_code == 302  # to the login page
    assert client.get(address).status_code == 405
    assert sending.send_pending() == 0
    if way == "button":
        client.post(address, {"resend": "1"})
    else:
        rows = {"action": "resend_selected", "_selected_action": [row.pk]}
        client.post(reverse("admin:reporting_delivery_changelist"), rows)
    assert Delivery.objects.get().resent_by == ada
    assert sending.send_pending() == len(mailbox.messages) == 1
    client.post(address, {"resend": "1"})  # twice is harmless
    assert sending.send_pending() == 0
    assert (
        "Resend" not in client.get(reverse("admin:reporting_delivery_change", args=[row.pk])).content.decode()
    )


# --- Password resets ----------------------------------------------------------------------------------


def reset(address: str) -> tuple[int, str, list[str]]:
    """Status and target of the answer, and the statements it took, without their values."""
    client = Client()
    client.get(reverse("account_reset_password"))
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(reverse("account_reset_password"), {"email": address})
    # Verb and table; names of savepoints and values differ from one request to the next.
    statements = [
        f"{query['sql'].split()[0]} {' '.join(re.findall(r'reporting_[a-z]+|django_[a-z]+', query['sql'])[:1])}"
        for query in queries
    ]
    return answer.status_code, answer.headers.get("Location", ""), statements


def test_a_known_and_an_unknown_address_cost_the_same_work(rosa: User) -> None:
    reset("warm@example.org")
    known, unknown = reset(rosa.email), reset("mosa@example.org")
    assert known == unknown
    assert known[0] == 302 and any("reporting_outgoingmail" in statement for statement in known[2])


def test_a_reset_is_mailed_to_active_accounts_only_and_leads_to_a_new_password(
    mailbox: Mailbox, rosa: User, remi: User
) -> None:
    User.objects.filter(pk=remi.pk).update(is_active=False)
    for address in (rosa.email, rosa.email.upper(), remi.email, "nobody@example.org"):
        reset(address)
    assert OutgoingMail.objects.count() == 3  # one waits for each address
    sending.send_pending()
    (message,) = mailbox.messages
    assert message["X-RcptTo"] == rosa.email and message["Subject"] == "Choose a new password"
    text = message.get_payload(decode=True).decode()
    link = next(line for line in text.splitlines() if line.startswith("https://reports.example.org/"))
    assert not OutgoingMail.objects.exists()  # nothing tells who asked
    client = Client()
    form = client.get(link.removeprefix("https://reports.example.org"), follow=True)
    new = "another long phrase to sign with"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    rosa.refresh_from_db()
    assert rosa.check_password(new)


def test_no_link_that_signs_in_is_ever_stored(rosa: User) -> None:
    reset(rosa.email)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM reporting_outgoingmail")
        assert "accounts/password" not in repr(cursor.fetchall())


# --- The mail server's settings -----------------------------------------------------------------------


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a server for 127.0.0.1 needs; this process trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding, secret = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file = tmp_path / "server.pem"
    plain = serialization.NoEncryption()
    file.write_bytes(made.public_bytes(encoding) + key.private_bytes(encoding, secret, plain))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.mark.parametrize("kind", ["TLS", "STARTTLS"])
def test_both_kinds_of_encryption(settings: Any, certificate: ssl.SSLContext, kind: str) -> None:
    box = Mailbox()
    how = (
        {"ssl_context": certificate}
        if kind == "TLS"
        else {"tls_context": certificate, "require_starttls": True}
    )
    server = Controller(box, hostname=HOST, port=free_port(), **how)
    server.start()
    use_server(settings, server.port)
    settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS = kind == "TLS", kind == "STARTTLS"
    output = StringIO()
    try:
        call_command("send_test_mail", "to@example.org", stdout=output)
    finally:
        server.stop()
    assert (
        output.getvalue()
        == f"Test message to to@example.org accepted by {HOST}, port {server.port}, {kind}.\n"
    )
    assert box.messages[0]["To"] == "to@example.org"


def test_a_certificate_that_nobody_vouches_for_is_refused(
    settings: Any, certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    server = Controller(Mailbox(), hostname=HOST, port=free_port(), ssl_context=certificate)
    server.start()
    use_server(settings, server.port)
    settings.EMAIL_USE_SSL = True
    try:
        with pytest.raises(CommandError, match="CERTIFICATE_VERIFY_FAILED"):
            call_command("send_test_mail", "to@example.org")
    finally:
        server.stop()


def test_a_test_message_says_what_the_server_answered(mailbox: Mailbox) -> None:
    mailbox.busy = True
    with pytest.raises(CommandError, match="was not accepted by 127.0.0.1.*450"):
        call_command("send_test_mail", "to@example.org")


def test_a_test_message_ends_with_a_stuck_server(stuck: StuckServer) -> None:
    with pytest.raises(CommandError, match="was not accepted"):
        call_command("send_test_mail", "to@example.org")


def test_the_deadline_leaves_no_alarm_behind() -> None:
    with pytest.raises(transport.MailServerTooSlow), transport.deadline(0.01):
        while True:
            pass
    with transport.deadline(10):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)

"""Read-only mode, by setting, by a full disk, and with a database that really refuses to be written."""

from __future__ import annotations

import json
import logging
from collections import namedtuple
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from reporting.delivery import sending
from reporting.models import AuditEvent, Delivery, ReadReceipt, Report, User
from reporting.site import read_only
from reporting.web.forms.names import name_of
from tests.cast import PASSWORD, give_reason
from tests.journeys import sign
from tests.security.walking import checksum, text_of

pytestmark = pytest.mark.django_db

Usage = namedtuple("Usage", "total used free")
MAINTENANCE = "The site is in read-only mode for maintenance"
NEARLY_FULL = "disk is nearly full"
UNWRITABLE = "cannot store anything at the moment"


@pytest.fixture(params=["setting", "disk"])
def mode(request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Begins read-only mode, and returns what it says."""

    def begin() -> str:
        if request.param == "setting":
            settings.READ_ONLY = True
            return MAINTENANCE
        room = Usage(10**12, 10**12 - 10**8, 10**8)
        monkeypatch.setattr(read_only.shutil, "disk_usage", lambda _path: room)
        return NEARLY_FULL

    return begin


def test_reports_are_read_and_the_reading_is_recorded(
    mode: Callable[[], str], as_user: Callable[[User], Client], finn: User, final: Report
) -> None:
    sentence = mode()
    client = as_user(finn)
    page = client.get(f"/reports/{final.public_id}/")
    assert page.status_code == 200 and sentence in text_of(page)  # whoever reads it knows before typing
    assert client.get(f"/reports/{final.public_id}/versions/1/report.pdf").status_code == 200
    assert client.get("/inbox/").status_code == 200
    assert ReadReceipt.objects.get().reader == finn
    assert {"report_seen", "pdf_opened", "list_seen"} <= set(
        AuditEvent.objects.values_list("kind", flat=True)
    )


def test_people_sign_in_search_and_sign_out(mode: Callable[[], str], rosa: User, final: Report) -> None:
    mode()
    client = Client()
    assert client.post(reverse("account_login"), {"login": "rosa", "password": PASSWORD}).status_code == 302
    assert client.post(reverse("cases"), {"words": "Synthetic"}).status_code == 302
    assert client.get("/worklist/").status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302


def test_whatever_writes_is_refused_with_a_sentence(
    mode: Callable[[], str],
    as_user: Callable[[User], Client],
    rosa: User,
    ada: User,
    draft: Report,
    final: Report,
) -> None:
    """Every address that takes a form, except those named as reading; a new one is refused by itself."""
    names = [
        f"report-{name}" for name in ("edit", "save", "sign", "amend", "addendum", "withdraw", "discard")
    ]
    addresses = [reverse(name, args=[draft.public_id]) for name in (*names, "report-images")]
    addresses += [reverse(name) for name in ("examination-new", "unsent", "account_reset_password")]
    addresses += [reverse("admin:reporting_user_add"), reverse("account_change_password")]
    sentence = mode()
    clients = [as_user(rosa), as_user(ada), Client()]
    before = checksum()
    for address in addresses:
        for client in clients:
            answer = client.post(address, {"words": "x"})
            assert answer.status_code == 503 and sentence in text_of(answer), address
    assert checksum() == before


def test_what_was_typed_is_shown_to_be_copied(
    mode: Callable[[], str],
    as_user: Callable[[User], Client],
    rosa: User,
    ada: User,
    draft: Report,
    final: Report,
) -> None:
    patient = draft.examination.patient
    typed = {
        reverse("report-addendum", args=[final.public_id]): {"addendum": "Histology: papilloma."},
        reverse("report-withdraw", args=[final.public_id]): {"reason": "Histology: papilloma."},
        reverse("report-edit", args=[draft.public_id]): {name_of("impression.text"): "Histology: papilloma."},
        reverse("examination-new"): {"patient_name": "Histology: papilloma."},
        reverse("admin:reporting_patient_change", args=[patient.pk]): {"name": "Histology: papilloma."},
    }
    mode()
    for address, fields in typed.items():
        client = as_user(ada if "admin" in address else rosa)
        answer = client.post(address, fields | {"password": "a secret to keep"})
        assert answer.status_code == 503, address
        assert "Unsaved text" in text_of(answer) and "Histology: papilloma." in text_of(answer), address
        assert "a secret to keep" not in answer.content.decode()


def test_an_administrator_reads_for_a_reason_and_the_language_is_chosen(
    mode: Callable[[], str], as_user: Callable[[User], Client], ada: User, final: Report
) -> None:
    client = as_user(ada)
    mode()
    give_reason(client, final)
    assert client.get(reverse("report", args=[final.public_id])).status_code == 200
    assert AuditEvent.objects.filter(kind="exceptional_access").count() == 1
    assert client.post(reverse("language"), {"language": "de"}).status_code == 302
    assert User.objects.get(pk=ada.pk).language == "de"


def test_nothing_is_signed(
    mode: Callable[[], str], as_user: Callable[[User], Client], rosa: User, draft: Report
) -> None:
    client = as_user(rosa)
    mode()
    assert sign(client, draft).status_code == 503
    assert draft.fresh().status == "draft"


def test_commands_keep_to_it_as_well(mode: Callable[[], str], finn: User) -> None:
    sentence = mode()
    with pytest.raises(CommandError, match=sentence):
        call_command("import_case", "docs/example-case.json", referrer="finn")


def test_no_mail_is_sent_during_maintenance(settings: Any, final: Report, mailoutbox: list[Any]) -> None:
    settings.READ_ONLY = True
    assert sending.send_pending() == 0 and mailoutbox == []
    assert Delivery.objects.get().attempts == 0


# --- A database that refuses ----------------------------------------------------------------------------


@pytest.fixture
def refuse() -> Iterator[Callable[[], None]]:
    """Lets this connection’s database refuse every write, as the engine itself does."""
    sqlite = connection.vendor == "sqlite"

    def statement(on: bool) -> str:
        if sqlite:
            return f"PRAGMA query_only = {int(on)}"
        return f"SET default_transaction_read_only = {'on' if on else 'off'}"

    def execute(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    yield lambda: execute(statement(True))
    execute(statement(False))


@pytest.mark.django_db(transaction=True)
def test_a_signed_report_is_read_though_nothing_can_be_written(
    refuse: Callable[[], None],
    as_user: Callable[[User], Client],
    finn: User,
    final: Report,
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = as_user(finn)
    client.get("/inbox/")
    events = AuditEvent.objects.count()
    refuse()
    for address in ("", "versions/1/report.pdf", "patient-sheet/"):
        assert client.get(f"/reports/{final.public_id}/{address}").status_code == 200, address
    assert client.get("/inbox/").status_code == 200
    assert AuditEvent.objects.count() == events and not ReadReceipt.objects.exists()
    logged = [
        json.loads(record.getMessage().partition(": ")[2])
        for record in caplog.records
        if record.getMessage().startswith("audit event not stored")
    ]
    assert [each["kind"] for each in logged] == [
        "report_seen",
        "report_read",
        "pdf_opened",
        "report_read",
        "report_seen",
        "list_seen",
    ]
    assert logged[0] | {"at": ""} == {
        "at": "",
        "kind": "report_seen",
        "actor_id": finn.pk,
        "actor_name": "finn",
        "request_ip": "127.0.0.1",
        "patient_id": str(final.examination.patient.public_id),
        "report_id": str(final.public_id),
        "version_number": 1,
        "detail": {},
    }


@pytest.mark.django_db(transaction=True)
def test_what_writes_answers_503_and_says_why(
    refuse: Callable[[], None], as_user: Callable[[User], Client], rosa: User, draft: Report
) -> None:
    client = as_user(rosa)
    page = client.get(reverse("report-sign", args=[draft.public_id]))
    sent = dict(page.context["form"].initial) | {"action": "sign_final", "password": PASSWORD}
    refuse()
    answer = client.post(reverse("report-sign", args=[draft.public_id]), sent)
    assert answer.status_code == 503 and UNWRITABLE in text_of(answer)
    assert draft.fresh().status == "draft"


@pytest.mark.django_db(transaction=True)
def test_sign_in_does_not_answer_that_there_were_too_many(refuse: Callable[[], None], rosa: User) -> None:
    refuse()
    answer = Client().post(reverse("account_login"), {"login": "rosa", "password": PASSWORD})
    assert answer.status_code == 503 and UNWRITABLE in text_of(answer)


@pytest.mark.django_db(transaction=True)
def test_the_public_page_answers_too(refuse: Callable[[], None], client: Client, final: Report) -> None:
    version = final.current_version
    assert version is not None and version.verification_code
    refuse()
    assert client.get(f"/verify/{version.verification_code}/").status_code == 200


@pytest.mark.only("sqlite")
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_recognised(as_user: Callable[[User], Client], finn: User, final: Report) -> None:
    """SQLite’s own answer when a file may not grow any more."""
    client = as_user(finn)
    client.get("/inbox/")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            with pytest.raises(DatabaseError) as raised:
                cache.add("large", "x" * 10_000_000)
            assert read_only.refuses_writing(raised.value)
            statuses = {client.get(f"/reports/{final.public_id}/").status_code for _ in range(20)}
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert statuses == {200}


def test_other_faults_of_the_database_are_not_taken_for_it(final: Report) -> None:
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        Delivery.objects.create(version=final.current_version, recipient=final.examination.referrer)
    assert not read_only.refuses_writing(raised.value)
    assert not read_only.refuses_writing(ValueError("database or disk is full"))
    assert not read_only.refuses_writing(None)
    assert read_only.refuses_writing(OSError(28, "No space left on device"))


def test_a_session_that_cannot_be_changed_is_not_lost(
    refuse: Callable[[], None],
    as_user: Callable[[User], Client],
    finn: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = as_user(finn)
    client.get("/inbox/")
    session = client.session
    session["words"] = "x"
    if connection.vendor == "sqlite":
        refuse()
        with caplog.at_level(logging.WARNING):
            session.save()
        assert "was not stored" in caplog.text
    assert Session.objects.filter(pk=session.session_key).exists()

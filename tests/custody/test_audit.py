"""The audit trail: a chain that shows every change, and without which nothing is done."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client

from reporting.custody import audit, triggers
from reporting.models import (
    AuditEvent,
    AuditHead,
    AuditKind,
    DraftRevision,
    Examination,
    Outcome,
    Report,
    User,
)
from reporting.workflow import drafts
from tests.cast import PASSWORD, complete_document, in_parallel

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(rosa: User) -> list[int]:
    """Five events; the numbers they have."""
    return [audit.record(AuditKind.LOGIN, actor=rosa, turn=turn).number for turn in range(5)]


def execute(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_untouched_chain_holds(chain: list[int]) -> None:
    assert chain == [1, 2, 3, 4, 5]
    assert audit.verify_chain() is None


def test_an_empty_chain_holds() -> None:
    assert audit.verify_chain() is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "logout"),
        ("outcome", "failure"),
        ("actor_id", 4711),
        ("actor_name", "somebody"),
        ("actor_role", "admin"),
        ("request_ip", "192.0.2.1"),
        ("patient_id", "6b0b8b52-4f36-4a4e-9f1c-6b2b9f0a1d11"),
        ("report_id", "6b0b8b52-4f36-4a4e-9f1c-6b2b9f0a1d11"),
        ("version_number", 9),
        ("detail", '{"turn":99}'),
        ("at", "2001-01-01T00:00:00+00:00"),
        ("seal", "0" * 64),
    ],
)
def test_a_changed_event_is_found(chain: list[int], column: str, value: Any) -> None:
    triggers.remove(connection)
    AuditEvent.objects.filter(number=3).update(**{column: value})
    found = audit.verify_chain()
    assert found is not None
    assert found.number == 3
    assert "changed" in found.reason


def test_a_missing_event_is_found(chain: list[int]) -> None:
    triggers.remove(connection)
    execute("DELETE FROM reporting_auditevent WHERE number = 2")
    assert (found := audit.verify_chain()) is not None
    assert (found.number, found.reason) == (2, "this event is missing")


def test_a_cut_off_tail_is_found(chain: list[int]) -> None:
    triggers.remove(connection)
    execute("DELETE FROM reporting_auditevent WHERE number > 3")
    assert (found := audit.verify_chain()) is not None
    assert found.number == 4
    assert "missing at the end" in found.reason


def test_a_cut_off_tail_with_the_end_moved_back_is_found(chain: list[int], rosa: User) -> None:
    triggers.remove(connection)
    execute("DELETE FROM reporting_auditevent WHERE number > 3")
    last = AuditEvent.objects.get(number=3)
    AuditHead.objects.update(number=3, seal=last.seal)
    assert (found := audit.verify_chain()) is not None
    assert "the end of the chain was changed" in found.reason
    with pytest.raises(audit.ChainError):  # a new event would have hidden the gap
        audit.record(AuditKind.LOGIN, actor=rosa)


def test_a_lost_end_stops_everything(chain: list[int], rosa: User) -> None:
    AuditHead.objects.all().delete()
    assert (found := audit.verify_chain()) is not None
    assert "the end of the chain is missing" in found.reason
    with pytest.raises(audit.ChainError):
        audit.record(AuditKind.LOGIN, actor=rosa)
    audit.start_chain("default")  # what migrate does: a chain that has events gets no new end
    assert not AuditHead.objects.exists()


def test_events_forged_without_the_key_are_found(chain: list[int], rosa: User, settings: Any) -> None:
    key, settings.SEAL_KEY = settings.SEAL_KEY, b"a key that an intruder made up"
    triggers.remove(connection)
    last_seal = ""
    for event in AuditEvent.objects.order_by("number"):
        event.actor_name = "somebody else"
        event.seal = last_seal = audit._event_seal(event, last_seal)
        event.save()
    AuditHead.objects.update(seal=last_seal, head_seal=audit._head_seal(5, last_seal))
    assert audit.verify_chain() is None  # with the intruder's own key all is well
    settings.SEAL_KEY = key
    assert audit.verify_chain() is not None


def test_long_chains_are_walked_in_chunks(rosa: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reporting.custody.sealing.CHUNK_ROWS", 3)
    for _turn in range(10):
        audit.record(AuditKind.LOGIN, actor=rosa)
    assert audit.verify_chain() is None


def test_what_an_event_tells(examination: Examination, rosa: User) -> None:
    event = audit.record(
        AuditKind.REPORT_SEEN,
        actor=rosa,
        request_ip="::FFFF:192.0.2.7",
        report=examination.report,
        page="editor",
    )
    event.refresh_from_db()
    assert event.actor_id == rosa.pk
    assert (event.actor_name, event.actor_role) == ("rosa", "radiologist")
    assert event.report_id == examination.report.public_id
    assert event.patient_id == examination.patient.public_id
    assert json.loads(event.detail) == {"page": "editor"}
    assert event.request_ip == "192.0.2.7"
    assert event.outcome == Outcome.SUCCESS
    assert audit.verify_chain() is None


@pytest.mark.parametrize("address", ["", "unix:", "not an address", None])
def test_an_address_that_is_none_is_left_out(rosa: User, address: str | None) -> None:
    assert audit.record(AuditKind.LOGIN, actor=rosa, request_ip=address).request_ip == ""


def test_events_of_a_request_tell_where_it_came_from(rosa: User, as_user: Callable[[User], Client]) -> None:
    client = as_user(rosa)
    client.post("/accounts/logout/", REMOTE_ADDR="192.0.2.9")
    event = AuditEvent.objects.latest("number")
    assert (event.kind, event.request_ip) == ("logout", "192.0.2.9")
    with audit.request_address("192.0.2.10"):
        assert audit.record(AuditKind.REPORT_SEEN, actor=rosa).request_ip == "192.0.2.10"
    assert audit.record(AuditKind.REPORT_SEEN, actor=rosa).request_ip == ""


def test_nobody_writes_anonymously() -> None:
    # No user is signed in when these happen.
    anonymous = {
        AuditKind.LOGIN_FAILED,
        AuditKind.SIGN_IN_LOCKED,
        AuditKind.PDF_DAMAGED,
        AuditKind.IMAGE_DAMAGED,
        AuditKind.CONTENT_ALTERED,
    }
    for kind in AuditKind:
        if kind not in anonymous:
            with pytest.raises(ValueError, match="account"):
                audit.record(kind, actor=None)
            with pytest.raises(ValueError, match="account"):
                audit.record(kind, actor=AnonymousUser())
    assert AuditEvent.objects.count() == 0


def test_an_event_needs_a_transaction(transactional_db: None, rosa: User) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        audit.record(AuditKind.LOGIN, actor=rosa)


def test_every_kind_has_its_number_in_the_dicom_audit_message() -> None:
    assert set(audit.ATNA) == set(AuditKind)
    assert set(audit.OUTCOME_INDICATOR) == set(Outcome)
    assert audit.ATNA[AuditKind.LOGIN] == audit.Atna(
        110114, "E"
    )  # DICOM PS3.15 A.5.3.12, user authentication
    assert audit.ATNA[AuditKind.PDF_OPENED] == audit.Atna(110106, "R")  # DICOM PS3.15 A.5.3.5, export
    assert audit.ATNA[AuditKind.SIGNED_FINAL] == audit.Atna(
        110110, "C"
    )  # DICOM PS3.15 A.5.3.10, patient record


def test_an_event_that_cannot_be_written_stops_the_action(
    examination: Examination, rosa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise OSError("the audit trail cannot be written")

    monkeypatch.setattr(AuditEvent, "save", broken)
    before = Report.objects.filter(pk=examination.report.pk).values().get()
    with pytest.raises(OSError, match="audit trail"):
        drafts.save(examination.report, complete_document(), user=rosa, row_version=1)
    assert Report.objects.filter(pk=examination.report.pk).values().get() == before
    assert not DraftRevision.objects.exists()


def test_parallel_writers_make_one_chain(transactional_db: None, rosa: User) -> None:
    def write(number: int) -> None:
        for turn in range(10):
            with transaction.atomic():
                audit.record(AuditKind.LOGIN, actor=rosa, writer=number, turn=turn)

    assert list(in_parallel(write, 8)) == [None] * 8
    assert list(AuditEvent.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 81))
    assert audit.verify_chain() is None


def test_logins_are_recorded(rosa: User, as_user: Callable[[User], Client]) -> None:
    client = as_user(rosa)
    client.logout()
    assert authenticate(None, username="rosa", password="wrong") is None
    assert authenticate(None, username=PASSWORD, password="typed into the wrong field") is None
    kinds = list(AuditEvent.objects.order_by("number").values_list("kind", "actor_id", "outcome"))
    assert kinds == [
        ("login", rosa.pk, "success"),
        ("logout", rosa.pk, "success"),
        ("login_failed", None, "failure"),
        ("login_failed", None, "failure"),
    ]
    known, unknown = AuditEvent.objects.filter(kind="login_failed").order_by("number")
    assert json.loads(known.detail) == {"account": rosa.pk}
    assert json.loads(unknown.detail) == {"account": None}
    assert PASSWORD not in unknown.detail


def test_details_hold_no_names_and_no_text(draft: Report, rosa: User) -> None:
    names = ("Synthetic Patient", "One filling defect", "Finn")
    told = " ".join(f"{event.detail} {event.actor_name}" for event in AuditEvent.objects.all())
    assert not [name for name in names if name in told]
    assert AuditEvent.objects.filter(kind="draft_saved").count() == 1


def test_of_a_long_trail_the_events_of_the_case_are_checked(examination: Examination, rosa: User) -> None:
    report = examination.report
    audit.record(AuditKind.REPORT_SEEN, actor=rosa, report=report)
    audit.record(AuditKind.LOGIN, actor=rosa)
    own = AuditEvent.objects.filter(report_id=report.public_id)
    written = AuditEvent.objects.count()
    assert audit.check_chain(report) == audit.ChainCheck(written, written, None)
    assert audit.check_chain(report, most=1) == audit.ChainCheck(own.count(), written, None)
    triggers.remove(connection)
    last = own.latest("number").number
    own.filter(number=last).update(detail="{}x")
    assert (found := audit.check_chain(report, most=1)).broken is not None
    assert found.broken.number == last
    own.filter(number=last).delete()
    assert (found := audit.check_chain(report, most=1)).broken is not None
    assert "missing" in found.broken.reason

"""A signature comes into being whole or not at all, and once, whatever fails and whoever else is at it."""

import os
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from reporting.custody import archive, audit
from reporting.delivery import sending
from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.suggestion_snapshot import thawed
from reporting.models import AuditEvent, Delivery, Examination, Patient, Report, ReportVersion, User
from reporting.policy.exceptions import ActionRefused, Conflict
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts
from tests.cast import complete_document, everything, in_parallel, incomplete_document, refusal, sign_now

pytestmark = pytest.mark.django_db


# --- Together or not at all -----------------------------------------------------------------------


class Fault(Exception):
    pass


@contextmanager
def fault_after(statement: int) -> Iterator[list[str]]:
    """Let the connection fail right after the given writing statement (counted from 0) has been executed."""
    seen: list[str] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.split()[0] in ("INSERT", "UPDATE", "DELETE"):
            seen.append(sql)
            if len(seen) == statement + 1:
                raise Fault(sql)
        return result

    with connection.execute_wrapper(wrapper):
        yield seen


def _sign_draft(report: Report, rosa: User) -> None:
    sign_now(report, rosa)


def _amend(report: Report, rosa: User) -> None:
    sign_now(report, rosa, Action.SIGN_AMENDMENT)


def _addendum(report: Report, rosa: User) -> None:
    sign_now(report, rosa, Action.ADD_ADDENDUM, addendum="Later result.")


def _withdraw(report: Report, rosa: User) -> None:
    sign_now(report, rosa, Action.WITHDRAW, reason="Wrong patient.")


@pytest.mark.parametrize("act", [_sign_draft, _amend, _addendum, _withdraw])
def test_a_fault_after_any_statement_leaves_all_as_before(
    transactional_db: None, draft: Report, rosa: User, act: Callable[[Report, User], None]
) -> None:
    if act is not _sign_draft:
        sign_now(draft, rosa)
    if act is _amend:
        started = drafts.start_amendment(
            draft, user=rosa, reason="Typing error.", row_version=draft.fresh().row_version
        )
        drafts.save(draft, complete_document("Amended."), user=rosa, row_version=started)
    before = everything()
    statement = 0
    while True:
        with fault_after(statement) as seen:
            try:
                act(draft, rosa)
            except Fault:
                assert everything() == before, seen[-1]
                statement += 1
                continue
        break
    # The signer's counter, report, version, report, working copies, notice, and three for the audit trail;
    # what comes after the transaction is the mail, whose faults stay with the notice.
    assert statement >= 7
    assert everything() != before
    assert audit.verify_chain() is None


def test_an_audit_event_that_fails_undoes_the_signature(
    draft: Report, rosa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()

    def broken(*args: Any, **kwargs: Any) -> None:
        raise Fault

    with monkeypatch.context() as patch:
        patch.setattr(AuditEvent, "save", broken)
        with pytest.raises(Fault):
            sign_now(draft, rosa)
    assert everything() == before
    assert mail.outbox == []


def test_a_pdf_that_cannot_be_stored_stops_the_signature(
    draft: Report, rosa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()

    def full(*_args: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(archive.ArchiveUnavailable, match="Nothing was signed"):
            sign_now(draft, rosa)
    assert everything() == before


@contextmanager
def between_check_and_commit(monkeypatch: pytest.MonkeyPatch, change: Callable[[], Any]) -> Iterator[None]:
    """Run ``change`` once, when everything was checked and the PDF is stored."""
    real, done = archive.store, []

    def store(pdf: bytes) -> str:
        digest = real(pdf)
        if not done:
            done.append(True)
            change()
        return digest

    with monkeypatch.context() as patch:
        patch.setattr(archive, "store", store)
        yield


def test_a_field_emptied_between_check_and_commit(
    draft: Report, rosa: User, remi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def empty() -> None:
        drafts.save(draft, incomplete_document(), user=remi, row_version=draft.row_version)

    with between_check_and_commit(monkeypatch, empty), pytest.raises(Conflict):
        sign_now(draft, rosa, row_version=draft.row_version)
    assert not ReportVersion.objects.exists()
    assert draft.fresh().status == "draft"
    assert {gap.path for gap in refusal(draft, rosa).missing} >= {"outcome.status"}


@pytest.mark.parametrize("table", ["patient", "examination"])
def test_an_identity_changed_between_check_and_commit(
    draft: Report, rosa: User, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    def change() -> None:
        if table == "patient":
            Patient.objects.filter(pk=draft.examination.patient_id).update(name="")
        else:
            Examination.objects.filter(pk=draft.examination_id).update(referrer_name="Somebody else")

    with between_check_and_commit(monkeypatch, change), pytest.raises(Conflict):
        sign_now(draft, rosa)
    assert not ReportVersion.objects.exists()
    assert draft.fresh().row_version == draft.row_version


def test_a_report_signed_by_another_between_check_and_commit(
    draft: Report, rosa: User, remi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile = between_check_and_commit(monkeypatch, lambda: sign_now(draft, remi))
    with meanwhile, pytest.raises(ActionRefused, match="already final"):
        sign_now(draft, rosa)
    assert ReportVersion.objects.get().signed_by == remi


# --- Once -----------------------------------------------------------------------------------------


def test_the_same_request_again_returns_the_first_result(draft: Report, rosa: User, remi: User) -> None:
    key, read = uuid.uuid4(), draft.row_version
    first = sign_now(draft, rosa, request_key=key, row_version=read)
    again = sign_now(draft, rosa, request_key=key, row_version=read)
    assert again == first
    assert ReportVersion.objects.count() == Delivery.objects.count() == sending.send_pending() == 1
    for user, action in ((remi, Action.SIGN_FINAL), (rosa, Action.WITHDRAW)):
        with pytest.raises(ActionRefused, match="already been used to sign"):
            sign_now(draft, user, action, request_key=key, reason="x")


def test_a_request_key_of_another_report_is_refused(
    final: Report, rosa: User, register: Callable[..., Examination]
) -> None:
    other = register().report
    drafts.save(other, complete_document(), user=rosa, row_version=1)
    key = final.current_version.request_key
    with pytest.raises(ActionRefused, match="already been used to sign"):
        sign_now(other, rosa, request_key=key)


def test_twenty_clicks_sign_once(transactional_db: None, draft: Report, rosa: User) -> None:
    key, read = uuid.uuid4(), draft.row_version

    def click(_number: int) -> Any:
        user = User.objects.get(pk=rosa.pk)
        return sign_now(draft, user, request_key=key, row_version=read).pk

    results = list(in_parallel(click, 20))
    version = ReportVersion.objects.get()
    assert results == [version.pk] * 20
    assert sending.send_pending() == len(mail.outbox) == 1
    assert AuditEvent.objects.filter(kind="signed_final").count() == 1
    assert audit.verify_chain() is None


def test_signing_and_saving_at_once(transactional_db: None, draft: Report, rosa: User, remi: User) -> None:
    """One of the two is first, and the other is told; what is signed is what was on the signer's page."""
    read, together = draft.row_version, threading.Barrier(2)

    def sign(user: User) -> Any:
        together.wait()
        return sign_now(draft, user, row_version=read)

    def save(user: User) -> Any:
        together.wait()
        return drafts.save(draft, complete_document("Saved meanwhile."), user=user, row_version=read)

    signed, saved = in_parallel(lambda number: (sign, save)[number]((rosa, remi)[number]), 2)
    if isinstance(signed, ReportVersion):
        assert isinstance(saved, ActionRefused | Conflict)
        assert draft.fresh().status == "final"
        assert thawed(ReportDocument.from_json(signed.document)) == drafts.current_document(draft.fresh())
    else:
        assert isinstance(signed, Conflict)
        assert saved.changed
        assert not ReportVersion.objects.exists()


def test_a_save_that_comes_after_the_signature_is_refused(final: Report, rosa: User) -> None:
    before = everything()
    with pytest.raises(ActionRefused, match="Amend it"):
        drafts.save(final, complete_document("Too late."), user=rosa, row_version=final.row_version)
    assert everything() == before

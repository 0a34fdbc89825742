"""Signing: everything that belongs to a signature comes into being together, once, and stays as it is."""

import hashlib
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core import mail
from django.db import connection, models
from django.utils import translation

from reporting import archive, audit, drafts, rendering, sealing, signing, triggers
from reporting.ductography.document import ReportDocument
from reporting.lifecycle import Action
from reporting.models import (
    AuditEvent,
    AuditHead,
    Delivery,
    DraftRevision,
    Examination,
    Patient,
    Report,
    ReportVersion,
    User,
)
from reporting.refusals import Conflict, Refused, SigningLocked, WrongPassword

from .cast import PASSWORD, amend_now, complete_document, in_parallel, incomplete_document, sign_now

pytestmark = pytest.mark.django_db

TABLES: tuple[type[models.Model], ...] = (
    Report,
    ReportVersion,
    DraftRevision,
    Delivery,
    AuditEvent,
    AuditHead,
    Examination,
    Patient,
)


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables that signing may touch."""
    return {table.__name__: list(table._default_manager.order_by("pk").values()) for table in TABLES}


def refusal(report: Report, user: User, action: Action = Action.SIGN_FINAL, **given: Any) -> Refused:
    before = everything()
    with pytest.raises(Refused) as raised:
        sign_now(report, user, action, **given)
    if not isinstance(raised.value, WrongPassword | SigningLocked):
        assert everything() == before
    return raised.value


# --- What a signature leaves behind ---------------------------------------------------------------


def test_a_final_report(draft: Report, rosa: User, finn: User) -> None:
    version = sign_now(draft, rosa)
    report = draft.fresh()
    assert (report.status, report.current_version, report.row_version) == ("final", version, 3)
    assert report.signed_at == report.released_at == version.signed_at
    assert (report.side, report.outcome, report.birads, report.gics, report.urgency) == (
        "left",
        "succeeded",
        "4A",
        "4",
        "soon",
    )
    assert not report.revisions.exists()
    version.refresh_from_db()
    assert (version.number, version.kind, version.meaning) == (1, "final", "final")
    assert (version.signed_by, version.signer_name, version.supersedes) == (rosa, "Rosa", None)
    assert hashlib.sha256(version.document.encode()).hexdigest() == version.document_digest
    assert hashlib.sha256(archive.load(version)).hexdigest() == version.pdf_digest
    assert sealing.version_fault(version) == ""
    document = ReportDocument.from_json(version.document)
    assert document.identity.patient_name == "Synthetic Patient 1"
    assert document.identity.referrer == "Finn"
    event = AuditEvent.objects.latest("number")
    assert (event.kind, event.version_number, event.actor_id) == ("signed_final", 1, rosa.pk)
    assert Delivery.objects.get().recipient == finn
    assert audit.verify() is None
    assert sealing.verify_versions() is None


def test_any_radiologist_signs_and_the_signature_says_who(draft: Report, rosa: User, remi: User) -> None:
    version = sign_now(draft, remi)
    assert (version.signer_name, draft.fresh().author) == ("Remi", rosa)


def test_preliminary_goes_on_being_edited_until_final(draft: Report, rosa: User, finn: User) -> None:
    first = sign_now(draft, rosa, Action.SIGN_PRELIMINARY)
    report = draft.fresh()
    assert (report.status, report.released_at, report.current_version) == ("preliminary", None, first)
    assert report.revisions.count() == 1
    assert not Delivery.objects.exists()
    assert not Report.objects.visible_to(finn).exists()
    drafts.save(report, complete_document("Looked at again."), user=rosa, row_version=report.row_version)
    second = sign_now(report, rosa)
    assert (second.number, second.kind, second.supersedes) == (2, "final", first)
    assert not report.revisions.exists()
    assert list(ReportVersion.objects.visible_to(finn)) == [second]
    assert rendering.version_stamp(second, [first]).changes  # what differs from the preliminary report


def test_an_amendment_is_a_new_version_with_its_reason(
    final: Report, rosa: User, remi: User, finn: User
) -> None:
    first = final.current_version
    started = drafts.start_amendment(final, user=remi, reason=" Wrong side. ", row_version=final.row_version)
    amending = final.fresh()
    assert (amending.status, amending.amendment_reason, amending.amending) == ("final", "Wrong side.", True)
    assert amending.current_version == first
    assert list(ReportVersion.objects.visible_to(finn)) == [first]  # the signed one goes on being read
    assert drafts.current_document(amending) == ReportDocument.from_json(first.document)
    drafts.save(final, complete_document("Amended."), user=remi, row_version=started)
    second = sign_now(final, remi, Action.SIGN_AMENDMENT)
    report = final.fresh()
    assert (report.status, report.current_version, report.amendment_reason) == ("amended", second, "")
    assert (second.kind, second.reason, second.supersedes) == ("amended", "Wrong side.", first)
    assert not report.revisions.exists()
    assert report.released_at == first.signed_at
    changes = rendering.version_stamp(second, [first]).changes
    assert [(change.path, change.new) for change in changes] == [("impression.text", "Amended.")]
    first.refresh_from_db()
    assert ReportDocument.from_json(first.document).impression.text != "Amended."


def test_an_amendment_without_a_change_is_refused(final: Report, rosa: User) -> None:
    drafts.start_amendment(final, user=rosa, reason="Why not", row_version=final.row_version)
    assert "Nothing was changed" in refusal(final, rosa, Action.SIGN_AMENDMENT).sentence


def test_a_discarded_amendment_leaves_the_signed_version(final: Report, rosa: User) -> None:
    started = drafts.start_amendment(final, user=rosa, reason="Why not", row_version=final.row_version)
    drafts.save(final, complete_document("Never mind."), user=rosa, row_version=started)
    drafts.discard_amendment(final, user=rosa, row_version=started + 1)
    report = final.fresh()
    assert (report.status, report.amending, report.current_version) == ("final", False, final.current_version)
    assert not report.revisions.exists()
    assert drafts.current_document(report) == ReportDocument.from_json(final.current_version.document)


def test_an_addendum_stands_below_every_later_version(final: Report, rosa: User, remi: User) -> None:
    first = final.current_version
    second = sign_now(final, remi, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    assert final.fresh().status == "addendum"
    assert (second.document, second.document_digest) == (first.document, first.document_digest)
    assert second.addendum_text == "Histology: papilloma."
    third = amend_now(final, rosa, "Amended.")
    fourth = sign_now(final, rosa, Action.ADD_ADDENDUM, addendum="Second look.")
    fifth = sign_now(final, rosa, Action.WITHDRAW, reason="Wrong patient.")
    for version, earlier in ((third, [first, second]), (fifth, [first, second, third, fourth])):
        stamp = rendering.version_stamp(version, earlier)
        assert stamp.addenda[0].text == "Histology: papilloma."
        assert stamp.addenda[0].signer_name == "Remi"
    # The report below an addendum or a withdrawal is still the amended one, and says so.
    last = rendering.version_stamp(fifth, [first, second, third, fourth])
    assert (last.status, last.reason, last.withdrawn_reason) == (
        "withdrawn",
        "Typing error.",
        "Wrong patient.",
    )
    assert [change.path for change in last.changes] == ["impression.text"]
    assert len(last.addenda) == 2


def test_withdrawal_keeps_everything_and_marks_it(final: Report, rosa: User, finn: User) -> None:
    first = final.current_version
    version = sign_now(final, rosa, Action.WITHDRAW, reason="Wrong patient.")
    report = final.fresh()
    assert (report.status, report.current_version) == ("withdrawn", version)
    assert (version.kind, version.reason, version.document) == ("withdrawn", "Wrong patient.", first.document)
    assert archive.load(version) != archive.load(first)
    assert list(ReportVersion.objects.visible_to(finn).order_by("number")) == [first, version]
    assert version.deliveries.count() == 1
    for action in Action:
        if action in signing.SIGNS:
            assert "withdrawn" in refusal(report, rosa, action, reason="x", addendum="x").sentence


def test_a_withdrawn_preliminary_report_was_never_seen_and_stays_unseen(
    draft: Report, rosa: User, finn: User
) -> None:
    sign_now(draft, rosa, Action.SIGN_PRELIMINARY)
    sign_now(draft, rosa, Action.WITHDRAW, reason="Wrong patient.")
    report = draft.fresh()
    assert (report.status, report.released_at) == ("withdrawn", None)
    assert not report.revisions.exists()
    assert not Report.objects.visible_to(finn).exists()
    assert not ReportVersion.objects.visible_to(finn).exists()
    assert not Delivery.objects.exists()


def test_referrers_see_their_own_released_reports(final: Report, finn: User, olga: User, ada: User) -> None:
    assert list(Report.objects.visible_to(finn)) == [final]
    assert not Report.objects.visible_to(olga).exists()
    assert not ReportVersion.objects.visible_to(olga).exists()
    assert list(Report.objects.visible_to(ada)) == [final]


# --- Refusals -------------------------------------------------------------------------------------


def test_who_may_not_sign(draft: Report, ada: User, finn: User) -> None:
    for user in (ada, finn):
        assert refusal(draft, user).sentence == "Only radiologists sign reports."


def test_an_incomplete_report_names_what_is_missing(examination: Examination, rosa: User) -> None:
    report = examination.report
    drafts.save(report, incomplete_document(), user=rosa, row_version=1)
    refused = refusal(report, rosa)
    assert {"outcome.status", "recommendation.actions"} <= {gap.path for gap in refused.missing}
    assert refused.sentence == "The report is not complete yet."


def test_identity_missing_in_the_rows_stops_the_signature(
    register: Callable[..., Examination], rosa: User
) -> None:
    report = register(referrer=None, referrer_name="", examination_date=None).report
    drafts.save(report, complete_document(), user=rosa, row_version=1)
    paths = {gap.path for gap in refusal(report, rosa).missing}
    assert paths == {"identity.examination_date", "identity.referrer"}


def test_a_wrong_password_changes_nothing_but_is_recorded(draft: Report, rosa: User) -> None:
    refused = refusal(draft, rosa, password="wrong")
    assert isinstance(refused, WrongPassword)
    assert draft.fresh().status == "draft"
    event = AuditEvent.objects.latest("number")
    assert (event.kind, event.report_id) == ("signing_password_wrong", draft.public_id)
    assert not ReportVersion.objects.exists()


def test_a_locked_signer_signs_nothing(draft: Report, rosa: User) -> None:
    for _turn in range(5):
        refusal(draft, rosa, password="wrong")
    assert isinstance(refusal(draft, rosa), SigningLocked)
    assert draft.fresh().status == "draft"


@pytest.mark.parametrize("text", ["", "  \n", "a\x00b"])
def test_addendum_and_withdrawal_need_their_text(final: Report, rosa: User, text: str) -> None:
    refusal(final, rosa, Action.ADD_ADDENDUM, addendum=text)
    refusal(final, rosa, Action.WITHDRAW, reason=text)


@pytest.mark.parametrize("where", ["name", "text", "addendum"])
def test_what_no_font_can_print_is_not_signed(
    register: Callable[..., Examination], rosa: User, where: str
) -> None:
    name, text = (
        ("王", "words") if where == "name" else ("Łucja Šťastná", "王" if where == "text" else "words")
    )
    report = register(patient_name=name).report
    drafts.save(report, complete_document(text), user=rosa, row_version=1)
    if where == "addendum":
        sign_now(report, rosa)
        refused = refusal(report, rosa, Action.ADD_ADDENDUM, addendum="王")
    else:
        refused = refusal(report, rosa)
    assert "U+738B" in refused.sentence


def test_a_report_that_changed_since_it_was_read(draft: Report, rosa: User, remi: User) -> None:
    read = draft.row_version
    drafts.save(draft, complete_document("Changed by Remi."), user=remi, row_version=read)
    before = everything()
    with pytest.raises(Conflict) as raised:
        sign_now(draft, rosa, row_version=read)
    assert raised.value.theirs.impression.text == "Changed by Remi."
    assert raised.value.saved_by == remi
    assert everything() == before


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
    assert audit.verify() is None


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

    def full(_pdf: bytes) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "store", full)
    with pytest.raises(OSError, match="No space"):
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
    with meanwhile, pytest.raises(Refused, match="final already"):
        sign_now(draft, rosa)
    assert ReportVersion.objects.get().signed_by == remi


# --- Once -----------------------------------------------------------------------------------------


def test_the_same_request_again_returns_the_first_result(draft: Report, rosa: User, remi: User) -> None:
    key, read = uuid.uuid4(), draft.row_version
    first = sign_now(draft, rosa, request_key=key, row_version=read)
    again = sign_now(draft, rosa, request_key=key, row_version=read)
    assert again == first
    assert ReportVersion.objects.count() == Delivery.objects.count() == len(mail.outbox) == 1
    for user, action in ((remi, Action.SIGN_FINAL), (rosa, Action.WITHDRAW)):
        with pytest.raises(Refused, match="used for another signature"):
            sign_now(draft, user, action, request_key=key, reason="x")


def test_a_request_key_of_another_report_is_refused(
    final: Report, rosa: User, register: Callable[..., Examination]
) -> None:
    other = register().report
    drafts.save(other, complete_document(), user=rosa, row_version=1)
    key = final.current_version.request_key
    with pytest.raises(Refused, match="used for another signature"):
        sign_now(other, rosa, request_key=key)


def test_twenty_clicks_sign_once(transactional_db: None, draft: Report, rosa: User) -> None:
    key, read = uuid.uuid4(), draft.row_version

    def click(_number: int) -> Any:
        user = User.objects.get(pk=rosa.pk)
        return sign_now(draft, user, request_key=key, row_version=read).pk

    results = list(in_parallel(click, 20))
    version = ReportVersion.objects.get()
    assert results == [version.pk] * 20
    assert Delivery.objects.get().sent_at is not None
    assert len(mail.outbox) == 1
    assert AuditEvent.objects.filter(kind="signed_final").count() == 1
    assert audit.verify() is None


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
        assert isinstance(saved, Refused | Conflict)
        assert draft.fresh().status == "final"
        assert ReportDocument.from_json(signed.document) == drafts.current_document(draft.fresh())
    else:
        assert isinstance(signed, Conflict)
        assert saved.changed
        assert not ReportVersion.objects.exists()


def test_a_save_that_comes_after_the_signature_is_refused(final: Report, rosa: User) -> None:
    before = everything()
    with pytest.raises(Refused, match="Start an amendment"):
        drafts.save(final, complete_document("Too late."), user=rosa, row_version=final.row_version)
    assert everything() == before


# --- What is signed stays as it is ----------------------------------------------------------------


def test_printing_a_version_again_makes_the_same_bytes(final: Report, rosa: User) -> None:
    sign_now(final, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    amend_now(final, rosa, "Amended.")
    versions = list(final.versions.order_by("number"))
    for version in versions:
        earlier = versions[: version.number - 1]
        with translation.override("de"):
            assert rendering.version_pdf(version, earlier) == archive.load(version)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("document", '{"schema_version":1}'),
        ("document_digest", "0" * 64),
        ("pdf_digest", "0" * 64),
        ("signer_name", "Somebody else"),
        ("reason", "Another reason."),
        ("addendum_text", "Another text."),
        ("seal", "0" * 64),
        ("kind", None),
    ],
)
def test_a_version_changed_behind_the_triggers_is_found(
    final: Report, rosa: User, column: str, value: str | None
) -> None:
    target = sign_now(final, rosa, Action.WITHDRAW, reason="Wrong patient.")
    if column == "addendum_text":
        target = None  # no kind but an addendum has a text, so the next line makes one
    triggers.remove(connection)
    if target is None:
        target = final.versions.get(number=2)
        changes = {"kind": "addendum", "meaning": "addendum", "reason": "", "addendum_text": value}
    else:
        changes = {column: value} if value else {"kind": "amended", "meaning": "amended"}
    assert sealing.verify_versions() is None
    ReportVersion.objects.filter(pk=target.pk).update(**changes)
    found = sealing.verify_versions()
    assert found is not None
    assert found.number == target.pk


def test_a_signature_moved_to_another_report_is_found(
    final: Report, rosa: User, register: Callable[..., Examination]
) -> None:
    triggers.remove(connection)
    ReportVersion.objects.filter(pk=final.current_version.pk).update(report=register().report)
    assert "seal" in str(sealing.verify_versions())


# --- Preview --------------------------------------------------------------------------------------


def test_a_draft_can_be_seen_before_it_is_signed(draft: Report, rosa: User, ada: User, finn: User) -> None:
    for user in (rosa, ada):
        assert signing.preview(draft, user).startswith(b"%PDF")
    with pytest.raises(Refused):
        signing.preview(draft, finn)
    assert draft.fresh().row_version == draft.row_version


def test_even_an_empty_or_unprintable_draft_can_be_seen(examination: Examination, rosa: User) -> None:
    assert signing.preview(examination.report, rosa).startswith(b"%PDF")
    drafts.save(examination.report, complete_document("王"), user=rosa, row_version=1)
    assert signing.preview(examination.report, rosa).startswith(b"%PDF")


def test_a_signed_report_has_no_preview_until_it_is_amended(final: Report, rosa: User) -> None:
    with pytest.raises(Refused, match="Open the signed version"):
        signing.preview(final, rosa)
    drafts.start_amendment(final, user=rosa, reason="Typing error.", row_version=final.row_version)
    assert signing.preview(final, rosa).startswith(b"%PDF")


@pytest.mark.parametrize("action", signing.SIGNS)
def test_the_meaning_is_said_in_the_first_person(action: Action) -> None:
    assert signing.meaning_of(action).startswith("I ")


def test_the_password_is_kept_nowhere(draft: Report, rosa: User) -> None:
    sign_now(draft, rosa)
    assert PASSWORD not in str(everything())

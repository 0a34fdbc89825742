"""Drafts, reasons, notices, times and search keys that were changed outside the program: named, and not signed."""

from __future__ import annotations

import datetime
import io
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client

from reporting.custody.alterations import DraftAltered
from reporting.models import (
    AuditEvent,
    Delivery,
    DraftRevision,
    Examination,
    Patient,
    ReadReceipt,
    Report,
    SheetRelease,
    User,
)
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts, patient_release
from tests.cast import PASSWORD, amend_now, complete_document, sign_now
from tests.verification.tampering import triggers_away
from tests.verification.test_tampering import differences

pytestmark = pytest.mark.django_db

AsUser = Callable[[User], Client]
LONG_AGO = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)


def newest(report: Report) -> DraftRevision:
    return DraftRevision.objects.filter(report=report).latest("row_version")


def text_changed(report: Report) -> None:
    row = newest(report)
    text = row.document.replace('"birads":"4A"', '"birads":"1"')
    assert text != row.document
    DraftRevision.objects.filter(pk=row.pk).update(document=text)


def revision_added(report: Report) -> None:
    row = newest(report)
    DraftRevision.objects.create(
        report=report, row_version=row.row_version + 1, document=row.document, saved_by=row.saved_by
    )
    Report.objects.filter(pk=report.pk).update(row_version=F("row_version") + 1)


def newest_deleted(report: Report) -> None:
    newest(report).delete()


def saved_by_another(report: Report) -> None:
    DraftRevision.objects.filter(report=report).update(saved_by=User.objects.get(username="remi"))


def author_changed(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(author=User.objects.get(username="remi"))


DRAFTS = {
    "text": (text_changed, "the text differs from the one that was saved"),
    "added": (revision_added, "was added: the audit trail does not record it"),
    "deleted": (newest_deleted, "is missing: the audit trail records it"),
    "user": (saved_by_another, "the user differs from the one who saved it"),
    "author": (author_changed, "the author differs"),
}


@pytest.fixture
def twice_saved(draft: Report, rosa: User, remi: User) -> Report:
    drafts.save(draft, complete_document("Two filling defects."), user=rosa, row_version=draft.row_version)
    return draft.fresh()


@pytest.mark.parametrize("name", DRAFTS)
def test_a_changed_draft_is_named_and_not_signed(
    twice_saved: Report, rosa: User, as_user: AsUser, name: str
) -> None:
    act, named = DRAFTS[name]
    act(twice_saved)
    assert named in differences()
    page = as_user(rosa).get(f"/reports/{twice_saved.public_id}/sign/")
    assert page.status_code == 503
    with pytest.raises(DraftAltered, match=named):
        sign_now(twice_saved, rosa)
    assert not twice_saved.versions.exists()


def test_it_is_signed_again_once_it_is_discarded_or_accepted(twice_saved: Report, rosa: User) -> None:
    text_changed(twice_saved)
    out = io.StringIO()
    call_command("accept_state", "drafts", report=str(twice_saved.public_id), reason="Checked.", stdout=out)
    assert "accepted: draft" in out.getvalue()
    call_command("verify_documents", stdout=io.StringIO())
    revision_added(twice_saved)
    now = twice_saved.fresh()
    drafts.discard(now, user=rosa, row_version=now.row_version)
    now = now.fresh()
    drafts.save(now, complete_document(), user=rosa, row_version=now.row_version)
    sign_now(now, rosa)
    call_command("verify_documents", stdout=io.StringIO())


def test_only_the_last_drafts_are_kept_and_expected(
    twice_saved: Report, rosa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("reporting.custody.draft_trail", "reporting.workflow.drafts"):
        monkeypatch.setattr(f"{name}.REVISIONS_MAX", 2)
    for words in ("Three.", "Four."):
        now = twice_saved.fresh()
        drafts.save(now, complete_document(words), user=rosa, row_version=now.row_version)
    assert DraftRevision.objects.count() == 2
    sign_now(twice_saved, rosa, Action.SIGN_PRELIMINARY)
    call_command("verify_documents", stdout=io.StringIO())
    sign_now(twice_saved, rosa)


@pytest.fixture
def amending(final: Report, rosa: User) -> Report:
    now = drafts.start_amendment(final, user=rosa, reason="Typing error.", row_version=final.row_version)
    drafts.save(final, complete_document("Two filling defects."), user=rosa, row_version=now)
    return final.fresh()


def test_the_signer_sees_the_reason_of_the_amendment(amending: Report, rosa: User, as_user: AsUser) -> None:
    page = as_user(rosa).get(f"/reports/{amending.public_id}/sign/").content.decode()
    assert "Reason for amendment" in page and "Typing error." in page
    assert "Typing error." not in AuditEvent.objects.get(kind="amendment_started").detail


@pytest.mark.parametrize("reason", ["Another reason.", ""])
def test_a_forged_reason_is_named_and_not_signed(amending: Report, rosa: User, reason: str) -> None:
    Report.objects.filter(pk=amending.pk).update(amendment_reason=reason)
    assert ("reason for the amendment differs" if reason else "outside the application") in differences()
    if reason:
        with pytest.raises(DraftAltered, match="the reason for the amendment differs"):
            sign_now(amending, rosa, Action.SIGN_AMENDMENT)
    assert amending.versions.count() == 1


# --- Rows of signed reports ---------------------------------------------------------------------------

ROWS: dict[str, tuple[Callable[[], Any], str]] = {
    "receipt time": (lambda: ReadReceipt.objects.update(at=LONG_AGO), "the time of a read receipt differs"),
    "release time": (
        lambda: SheetRelease.objects.update(released_at=LONG_AGO),
        "the time of a release of the patient summary differs",
    ),
    "notice deleted": (lambda: Delivery.objects.all().delete(), "a notification is missing"),
    "notice redirected": (
        lambda: Delivery.objects.update(recipient=User.objects.get(username="olga")),
        "a notification was added or redirected",
    ),
    "name key": (lambda: Patient.objects.update(name_search="x"), "the search key name_search differs"),
    "number key": (lambda: Patient.objects.update(mrn_key="X"), "the search key mrn_key differs"),
    "accession key": (
        lambda: Examination.objects.update(accession_key="X"),
        "the search key accession_key differs",
    ),
    "date in lists": (
        lambda: Examination.objects.update(listed_on=LONG_AGO.date()),
        "the date in lists differs",
    ),
    "registered by": (
        lambda: Examination.objects.update(created_by=User.objects.get(username="olga")),
        "the user differs from the one who registered",
    ),
}


@pytest.fixture
def delivered(final: Report, rosa: User, finn: User, olga: User, as_user: AsUser) -> Report:
    """A report that was read, amended, and whose patient summary was released."""
    amend_now(final, rosa, "Two filling defects.")
    as_user(finn).get(f"/reports/{final.public_id}/")
    patient_release.release(final.fresh(), user=finn, number=2)
    call_command("verify_documents", stdout=io.StringIO())
    return final.fresh()


@pytest.mark.parametrize("name", ROWS)
def test_a_changed_row_is_named(delivered: Report, name: str) -> None:
    act, named = ROWS[name]
    with triggers_away():
        act()
    assert named in differences()


def test_a_draft_moved_to_another_patient_is_named(draft: Report) -> None:
    other = Patient.objects.create(name="Somebody Else", mrn="X-1", sex="female")
    Examination.objects.update(patient=other)
    assert "the examination was registered for another patient" in differences()


def test_importing_into_a_replaced_database_ends_in_a_sentence(
    final: Report, rosa: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(f"{settings.ARCHIVE_DIR}/anchors")
    monkeypatch.setenv("REPORTING_SIGN_PASSWORD", PASSWORD)
    with pytest.raises(CommandError, match="not signed: The database is older than the archive") as raised:
        call_command("import_case", "docs/example-case.json", sign_as="rosa", stdout=io.StringIO())
    assert raised.value.returncode == 1
    assert AuditEvent.objects.filter(kind="content_altered").exists()


def test_a_page_that_refuses_to_sign_asks_for_no_password(
    final: Report, nils: User, rosa: User, as_user: AsUser
) -> None:
    for user in (nils, rosa):
        page = as_user(user).get(f"/reports/{final.public_id}/sign/").content.decode()
        assert 'name="password"' not in page and ">Sign</button>" not in page
        assert "Back to the report" in page

from pathlib import Path

import pytest
from django.conf import settings

from reporting.custody import archive
from reporting.models import AuditEvent, AuditKind
from reporting.policy.lifecycle import Action
from reporting.web.views import documents
from tests.cast import sign_now
from tests.web.views.conftest import text_of

pytestmark = pytest.mark.page

PDF = "versions/1/report.pdf"


def test_the_stored_bytes_are_sent_and_nothing_keeps_them(as_user, finn, final, at):
    response = as_user(finn).get(at(final, PDF))
    pdf = b"".join(response.streaming_content)
    assert archive.digest_of(pdf) == final.current_version.pdf_digest
    assert response.headers["Content-Type"] == "application/pdf"
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_file_name_tells_nothing_about_the_patient(as_user, finn, register, rosa, final, at):
    name = as_user(finn).get(at(final, PDF)).headers["Content-Disposition"]
    assert name == f'inline; filename="ductography-{final.public_id.hex[:8]}-v1.pdf"'


def test_a_damaged_file_is_never_sent(as_user, finn, final, at):
    path = Path(settings.ARCHIVE_DIR) / archive.storage_name(final.current_version.pdf_digest)
    path.write_bytes(path.read_bytes() + b"x")
    response = as_user(finn).get(at(final, PDF))
    assert response.status_code == 503
    assert "is damaged and cannot be shown" in text_of(response)
    assert AuditEvent.objects.filter(kind=AuditKind.PDF_DAMAGED).exists()
    assert not AuditEvent.objects.filter(kind=AuditKind.PDF_OPENED).exists()


def test_each_pdf_opened_is_recorded(as_user, finn, final, at):
    as_user(finn).get(at(final, PDF))
    event = AuditEvent.objects.get(kind=AuditKind.PDF_OPENED)
    assert (event.actor_name, event.report_id, event.version_number) == ("finn", final.public_id, 1)


def test_copying_all_pdfs_is_stopped(as_user, finn, rosa, final, at, monkeypatch):
    monkeypatch.setattr(documents, "PDFS_PER_MINUTE", 3)
    client = as_user(finn)
    assert [client.get(at(final, PDF)).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert AuditEvent.objects.get(kind=AuditKind.ACCESS_REFUSED).actor_name == "finn"
    assert as_user(rosa).get(at(final, PDF)).status_code == 200


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999999", "-1", "1.0"])
def test_versions_that_are_none(number, as_user, rosa, final, at):
    assert as_user(rosa).get(at(final, f"versions/{number}/report.pdf")).status_code == 404


def test_a_stranger_and_nobody_get_no_pdf(as_user, client, olga, final, at):
    assert as_user(olga).get(at(final, PDF)).status_code == 404
    assert client.get(at(final, PDF)).headers["Location"].startswith("/accounts/login/")


def test_a_referrer_gets_no_preliminary_pdf(as_user, rosa, finn, draft, at):
    sign_now(draft, rosa, Action.SIGN_PRELIMINARY)
    assert as_user(finn).get(at(draft, PDF)).status_code == 404
    assert as_user(rosa).get(at(draft, PDF)).status_code == 200


def test_the_draft_can_be_seen_as_pdf(as_user, rosa, draft, at):
    response = as_user(rosa).get(at(draft, "preview.pdf"))
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert "no-store" in response.headers["Cache-Control"]


def test_a_signed_report_has_no_preview(as_user, rosa, final, at):
    response = as_user(rosa).get(at(final, "preview.pdf"))
    assert response.status_code == 409
    assert "This report is signed. Open the signed version." in text_of(response)


def test_a_preview_is_not_for_referrers(as_user, finn, final, draft, at):
    assert as_user(finn).get(at(final, "preview.pdf")).status_code in (403, 404)


@pytest.mark.parametrize("tail", [PDF, "preview.pdf"])
def test_only_reading_is_answered(tail, as_user, rosa, final, at):
    assert as_user(rosa).post(at(final, tail)).status_code == 405

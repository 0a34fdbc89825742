from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from reporting.custody import archive, triggers
from reporting.delivery import sending
from reporting.models import AuditEvent, AuditKind
from reporting.web.views import history
from tests.cast import amend_now, give_reason, sign_now
from tests.pdf.reading import pages_by_pypdf
from tests.web.views.conftest import text_of


def case_of(report, tail: str = "") -> str:
    return f"/cases/{report.public_id}/{tail}"


def test_the_history_tells_versions_readers_notices_and_events(as_user, ada, rosa, finn, final, at):
    sending.send_pending()
    as_user(finn).get(at(final))
    amend_now(final, rosa, "Two filling defects.", reason="Second defect overlooked.")
    page = text_of(as_user(ada).get(case_of(final)))
    first, last = final.versions.order_by("number")
    for told in (
        first.document_digest,
        last.document_digest,
        "Second defect overlooked.",
        "amended report",
        "signed as final",
        "draft saved",
        "report read by referring clinician",
        "rosa (radiologist)",
    ):
        assert told in page
    assert "(version 1)" in page  # read
    assert "Finn: sent" in page


def test_radiologists_see_the_history_without_the_audit_events(as_user, rosa, final):
    page = text_of(as_user(rosa).get(case_of(final)))
    assert "Stored PDF" in page
    assert "Audit events" not in page


def test_looking_at_the_events_is_an_event(as_user, ada, final):
    as_user(ada).get(case_of(final))
    assert AuditEvent.objects.filter(kind=AuditKind.AUDIT_SEEN, report_id=final.public_id).count() == 1


def test_the_stored_pdf_is_checked_on_demand(as_user, ada, final):
    client = as_user(ada)
    assert "intact" not in text_of(client.get(case_of(final)))
    assert "intact" in text_of(client.get(case_of(final), {"check": "1"}))
    path = Path(settings.ARCHIVE_DIR) / archive.storage_name(final.current_version.pdf_digest)
    path.write_bytes(path.read_bytes().replace(b"%PDF", b"%pdf", 1))
    assert "damaged or missing" in text_of(client.get(case_of(final), {"check": "1"}))
    assert AuditEvent.objects.filter(kind=AuditKind.PDF_DAMAGED).count() == 1


def test_long_histories_are_shown_in_pages(as_user, ada, final, monkeypatch):
    monkeypatch.setattr(history, "EVENTS_PER_PAGE", 2)
    client = as_user(ada)
    page = client.get(case_of(final)).content.decode()
    assert page.count('data-label="Number"') == 2
    numbers = list(
        AuditEvent.objects.filter(report_id=final.public_id)
        .exclude(kind=AuditKind.AUDIT_SEEN)
        .order_by("-number")
        .values_list("number", flat=True)
    )
    assert f"?before={numbers[1]}#events" in page
    older = text_of(client.get(case_of(final), {"before": numbers[1]}))
    assert "examination registered" in older


@pytest.mark.parametrize(("query", "status"), [("before=x", 400), ("before=-1", 400), ("before=²", 400)])
def test_hostile_addresses_are_answered_in_a_sentence(query, status, as_user, ada, final):
    assert as_user(ada).get(f"{case_of(final)}?{query}").status_code == status


def test_a_referrer_is_refused_for_own_patients_and_finds_nothing_for_others(as_user, finn, olga, final):
    assert as_user(finn).get(case_of(final)).status_code == 403
    assert as_user(olga).get(case_of(final)).status_code == 404


def test_nothing_can_be_posted(as_user, ada, final):
    assert as_user(ada).post(case_of(final)).status_code == 405
    assert give_reason(as_user(ada), final).post(case_of(final, "differences/")).status_code == 405


def test_differences_are_told_field_by_field(as_user, ada, rosa, final):
    amend_now(final, rosa, "Two filling defects.")
    page = text_of(give_reason(as_user(ada), final).get(case_of(final, "differences/")))
    assert "1 field differs" in page
    assert "Impression" in page
    assert "One filling defect in the left breast. Two filling defects." in page


def test_any_two_versions_can_be_compared(as_user, ada, rosa, final):
    amend_now(final, rosa, "Two filling defects.")
    client, address = give_reason(as_user(ada), final), case_of(final, "differences/")
    backwards = text_of(client.get(address, {"old": 2, "new": 1}))
    assert "Two filling defects. One filling defect in the left breast." in backwards
    assert "These versions are identical." in text_of(client.get(address, {"old": 1, "new": 1}))


@pytest.mark.parametrize(
    ("query", "status"),
    [("old=9", 404), ("old=0", 200), ("new=abc", 400), ("new=1e3", 400), ("old=99999999999999999999", 400)],
)
def test_versions_that_are_none_are_answered_in_a_sentence(query, status, as_user, ada, final):
    assert (
        give_reason(as_user(ada), final).get(f"{case_of(final, 'differences/')}?{query}").status_code
        == status
    )


def test_a_draft_has_nothing_to_compare(as_user, ada, draft):
    assert give_reason(as_user(ada), draft).get(case_of(draft, "differences/")).status_code == 404
    assert "Nothing signed yet." in text_of(as_user(ada).get(case_of(draft)))


def test_until_the_first_signature_patient_and_order_can_be_corrected(as_user, ada, rosa, draft):
    assert "Correct the patient" in text_of(as_user(ada).get(case_of(draft)))
    assert "Correct the patient" not in text_of(as_user(rosa).get(case_of(draft)))
    sign_now(draft, rosa)
    assert "Correct the patient" not in text_of(as_user(ada).get(case_of(draft)))


def words_of(response) -> str:
    return " ".join(" ".join(pages_by_pypdf(b"".join(response.streaming_content))).split())


def test_the_history_is_printed_whole(as_user, ada, rosa, finn, final, at):
    as_user(finn).get(at(final))
    amend_now(final, rosa, "Two filling defects.", reason="Second defect overlooked.")
    response = give_reason(as_user(ada), final).get(case_of(final, "history.pdf"))
    words = words_of(response)
    first, last = final.versions.order_by("number")
    for told in (
        "Synthetic Patient 1",
        "Version 1: final report",
        "Version 2: amended report",
        first.document_digest,
        last.pdf_digest,
        "matches the signed original",
        "Second defect overlooked.",
        "One filling defect in the left breast. Two filling defects.",
        "report read by referring clinician",
        "rosa (radiologist)",
        "127.0.0.1",
    ):
        assert told in words, told
    events = AuditEvent.objects.count()
    assert f"Audit trail intact: all {events} events verified" in words
    printing = AuditEvent.objects.filter(kind=AuditKind.PDF_OPENED, report_id=final.public_id).get()
    assert printing.detail == '{"paper":"timeline"}'
    assert f"{printing.number} " in words  # the paper tells of its own printing
    assert "Synthetic" not in response["Content-Disposition"]


def test_a_broken_trail_and_a_damaged_pdf_are_printed_as_such(as_user, ada, final):
    path = Path(settings.ARCHIVE_DIR) / archive.storage_name(final.current_version.pdf_digest)
    path.write_bytes(b"%PDF-1.7 something else")
    event = AuditEvent.objects.filter(report_id=final.public_id).earliest("number")
    triggers.remove(connection)
    AuditEvent.objects.filter(pk=event.pk).update(actor_name="somebody")
    triggers.install(connection)
    words = words_of(give_reason(as_user(ada), final).get(case_of(final, "history.pdf")))
    assert f"Audit trail BROKEN at event {event.number}" in words
    assert "damaged or missing" in words


def test_radiologists_print_the_history_without_the_audit_events(as_user, rosa, final):
    words = words_of(as_user(rosa).get(case_of(final, "history.pdf")))
    assert "Version 1: final report" in words
    assert "Audit events" not in words


def test_pdfs_of_histories_are_limited_too(as_user, ada, final, monkeypatch):
    monkeypatch.setattr(history, "PDFS_PER_MINUTE", 1)
    client = give_reason(as_user(ada), final)
    assert [client.get(case_of(final, "history.pdf")).status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize("events", [1, 40])
def test_the_number_of_queries_does_not_follow_the_number_of_events(
    events, as_user, ada, final, django_assert_max_num_queries
):
    client = give_reason(as_user(ada), final)
    for _ in range(events):
        client.get(case_of(final))
    with django_assert_max_num_queries(20):  # two of them are the limit
        client.get(case_of(final, "history.pdf"))

"""What a patient reads of her examination: nobody hands it out before the referring doctor has released it."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from reporting.models import AuditEvent, AuditKind, SheetRelease
from reporting.policy.exceptions import ActionRefused
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts, patient_release
from tests.cast import amend_now, complete_document, give_reason, sign_now
from tests.web.views.conftest import text_of

DONE = "What was done"


@pytest.fixture
def release(as_user, at):
    """Sends the form of the sheet's page: ``release(finn, report)``."""

    def send(user, report, number="1"):
        return as_user(user).post(at(report, "patient-sheet/release/"), {"version": number})

    return send


def pdf_of(response) -> str:
    assert response.status_code == 200 and response["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(b"".join(response.streaming_content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def events() -> list[tuple[str, int | None, str]]:
    found = AuditEvent.objects.filter(kind=AuditKind.SHEET_RELEASED)
    return [(event.actor_name, event.version_number, event.detail) for event in found]


def test_before_the_release_everybody_reads_it_on_the_page_and_nobody_has_the_pdf(
    as_user, rosa, finn, ada, final, at
):
    for person in (rosa, finn, ada):
        client = as_user(person)
        if person == ada:
            give_reason(client, final)
        response = client.get(at(final, "patient-sheet/"))
        page = response.content.decode()
        assert "Not yet released to the patient." in page
        assert 'class="panel sheet no-print"' in page, "nor is it printed from there"
        assert at(final, "patient-sheet.pdf") not in page
        assert client.get(at(final, "patient-sheet.pdf")).status_code == 409
        assert ("Release to the patient" in page) is (person == finn)


def test_the_referrer_releases_it_and_then_it_is_handed_out(as_user, rosa, finn, final, at, release):
    response = release(finn, final)
    assert (response.status_code, response["Location"]) == (302, at(final, "patient-sheet/"))
    kept = SheetRelease.objects.get()
    assert (kept.version, kept.released_by) == (final.current_version, finn)
    assert events() == [("finn", 1, "{}")]
    page = text_of(as_user(rosa).get(at(final, "patient-sheet/")))
    assert "Released to the patient by Finn" in page
    for person in (rosa, finn):
        text = pdf_of(as_user(person).get(at(final, "patient-sheet.pdf")))
        assert "Synthetic Patient 1" in text
        # Categories and numbers are for the doctor to explain.
        assert "BI-RADS" not in text and "GICS" not in text
    opened = AuditEvent.objects.filter(kind=AuditKind.PDF_OPENED).latest("number")
    assert opened.detail == '{"sheet":"patient"}'
    assert "Released to the patient by Finn" in text_of(as_user(finn).get(at(final)))


def test_releasing_twice_is_harmless(finn, final, release):
    assert [release(finn, final).status_code for _ in range(2)] == [302, 302]
    assert SheetRelease.objects.count() == len(events()) == 1


def test_only_the_referrer_of_the_case_releases_it(rosa, ada, olga, final, release):
    assert [release(person, final).status_code for person in (rosa, ada, olga)] == [403, 403, 404]
    assert not SheetRelease.objects.exists()
    with pytest.raises(ActionRefused, match="Only the referring clinician"):
        patient_release.release(final, user=rosa, number=1)


def test_another_referrer_learns_nothing(as_user, olga, final, at):
    for tail in ("patient-sheet/", "patient-sheet.pdf"):
        assert as_user(olga).get(at(final, tail)).status_code == 404


def test_a_later_version_has_to_be_read_and_released_anew(as_user, rosa, finn, final, at, release):
    release(finn, final)
    amend_now(final.fresh(), rosa, "Two filling defects.")
    page = text_of(as_user(finn).get(at(final, "patient-sheet/")))
    assert "Out of date: version 1 was released, but version 2 is current. Release it again." in page
    assert as_user(finn).get(at(final, "patient-sheet.pdf")).status_code == 409
    assert release(finn, final, "1").status_code == 409, "what was read stands no more"
    assert release(finn, final, "2").status_code == 302
    assert as_user(finn).get(at(final, "patient-sheet.pdf")).status_code == 200
    assert [number for _who, number, _detail in events()] in ([1, 2], [2, 1])


def test_a_withdrawn_report_tells_the_patient_nothing(as_user, rosa, finn, final, at, release):
    release(finn, final)
    sign_now(final.fresh(), rosa, Action.WITHDRAW, reason="Wrong patient.")
    for tail in ("patient-sheet/", "patient-sheet.pdf"):
        response = as_user(finn).get(at(final, tail))
        assert response.status_code == 409
        assert "Patient summaries are available for final reports only" in text_of(response)
        assert DONE not in text_of(response)
    assert release(finn, final, "2").status_code == 409
    assert "For the patient" not in text_of(as_user(finn).get(at(final)))


def test_what_is_not_final_has_no_sheet(as_user, rosa, finn, draft, at, release):
    assert as_user(rosa).get(at(draft, "patient-sheet/")).status_code == 409
    sign_now(draft, rosa, Action.SIGN_PRELIMINARY)
    assert as_user(rosa).get(at(draft, "patient-sheet.pdf")).status_code == 409
    assert release(finn, draft).status_code == 404, "a referrer does not see it at all"


def test_an_amendment_that_is_being_written_changes_nothing(as_user, rosa, finn, final, at, release):
    started = drafts.start_amendment(final, user=rosa, reason="Typing error.", row_version=final.row_version)
    drafts.save(final, complete_document("Something else."), user=rosa, row_version=started)
    assert release(finn, final).status_code == 302
    assert as_user(finn).get(at(final, "patient-sheet.pdf")).status_code == 200


@pytest.mark.parametrize("number", ["", "one", "-1", "9" * 30, "²"])
def test_a_form_that_names_no_version_is_refused(finn, final, release, number):
    assert release(finn, final, number).status_code == 400
    assert not SheetRelease.objects.exists()


def test_how_to_prepare_is_for_everybody_and_about_nobody(as_user, rosa, finn, ada, client):
    assert client.get(reverse("preparation-sheet")).status_code == 302
    for person in (rosa, finn, ada):
        assert "squeeze" in pdf_of(as_user(person).get(reverse("preparation-sheet")))
        assert reverse("preparation-sheet") in as_user(person).get("/", follow=True).content.decode()

"""A radiologist in training writes and signs as preliminary; a radiologist signs as final; both names are printed."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from reporting.custody import archive
from reporting.models import Examination, Patient, Report, ReportVersion, User
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts
from tests.cast import complete_document, refusal, sign_now
from tests.journeys import sign
from tests.web.views.conftest import text_of

pytestmark = pytest.mark.django_db


def printed(version: ReportVersion) -> str:
    pages = PdfReader(BytesIO(archive.load(version))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def preliminary(draft: Report, nils: User) -> Report:
    sign_now(draft, nils, Action.SIGN_PRELIMINARY)
    return draft.fresh()


def test_a_resident_writes_and_signs_as_preliminary_on_the_pages(
    examination: Examination, nils: User, as_user: Callable[[User], Client]
) -> None:
    report = examination.report
    drafts.save(report, complete_document(), user=nils, row_version=report.row_version)
    client = as_user(nils)
    assert client.get("/").headers["Location"] == reverse("worklist")
    page = text_of(client.get(reverse("report-sign", args=[report.public_id])))
    assert "Preliminary report" in page and "approve it as final" not in page
    assert sign(client, report, "sign_final").status_code != 302
    assert sign(client, report, "sign_preliminary").status_code == 302
    assert report.fresh().status == "preliminary" and report.fresh().released_at is None


def test_a_resident_signs_nothing_that_reaches_the_referring_clinician(
    draft: Report, final: Report, nils: User
) -> None:
    sentence = "Ask a supervising radiologist to sign this."
    assert sentence in refusal(final, nils, Action.ADD_ADDENDUM, addendum="More.").sentence
    assert sentence in refusal(final, nils, Action.WITHDRAW, reason="Wrong.").sentence
    drafts.start_amendment(final, user=nils, reason="Typing error.", row_version=final.row_version)
    assert sentence in refusal(final.fresh(), nils, Action.SIGN_AMENDMENT).sentence


def test_a_resident_signs_no_final_report(draft: Report, preliminary: Report, nils: User) -> None:
    assert "supervising radiologist" in refusal(preliminary, nils, Action.SIGN_FINAL).sentence


def test_the_final_report_prints_both_names(preliminary: Report, rosa: User) -> None:
    version = sign_now(preliminary, rosa)
    text = printed(version)
    assert "Preliminary report signed by Nils, " in text and "Signed by Rosa Signed on" in text
    addendum = sign_now(preliminary.fresh(), rosa, Action.ADD_ADDENDUM, addendum="Cytology has arrived.")
    assert "Nils" in printed(addendum)


def test_who_signed_both_is_printed_once(draft: Report, rosa: User) -> None:
    sign_now(draft, rosa, Action.SIGN_PRELIMINARY)
    assert "preliminary report signed by" not in printed(sign_now(draft.fresh(), rosa)).lower()


def test_the_worklist_tells_whose_signature_is_awaited(
    preliminary: Report, rosa: User, nils: User, as_user: Callable[[User], Client]
) -> None:
    for person in (rosa, nils):
        page = text_of(as_user(person).get(f"{reverse('worklist')}?list=preliminary"))
        assert "Preliminary by Nils; awaits a radiologist’s final signature" in page


def test_a_resident_sees_what_a_radiologist_sees(draft: Report, nils: User) -> None:
    assert Patient.objects.visible_to(nils).exists() and Report.objects.visible_to(nils).exists()

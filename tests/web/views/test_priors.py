"""The patient's earlier ductograms beside the form: hers alone, signed, and comparable in words."""

import datetime
from collections.abc import Callable

import pytest

from reporting.models import Examination, Report, User
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts
from tests.cast import complete_document, sign_now
from tests.web.views.test_editor import address, form_pairs, opened, typed

pytestmark = pytest.mark.django_db


def of(report: Report) -> dict[str, str]:
    """What registers another examination of the same patient."""
    patient = report.examination.patient
    return {"patient_name": patient.name, "mrn": patient.mrn}


@pytest.fixture
def later(final: Report, register: Callable[..., Examination]) -> Report:
    """A second examination of the patient whose first report is signed."""
    return register(**of(final), examination_date=datetime.date(2026, 6, 1)).report


def test_an_earlier_report_is_offered_and_compared(as_user, rosa: User, final: Report, later: Report) -> None:
    client = as_user(rosa)
    page = client.get(address(later)).content.decode()
    assert "1 prior ductogram" in page and f"/{final.public_id}/versions/1/report.pdf" in page
    pressed = typed(opened(client, later), ("compare", str(final.public_id)))
    words = dict(form_pairs(client.post(address(later), pressed)))["comparison-text"]
    assert words.strip().startswith("Comparison: ductogram dated")
    again = typed([*opened(client, later)], ("compare", str(final.public_id)), comparison__text=words)
    assert dict(form_pairs(client.post(address(later), again)))["comparison-text"] == words


def test_nothing_of_another_patient_or_of_the_future_is_offered(
    as_user, rosa: User, final: Report, later: Report, register: Callable[..., Examination]
) -> None:
    stranger = register().report
    client = as_user(rosa)
    assert "prior ductogram" not in client.get(address(stranger)).content.decode()
    pressed = typed(
        opened(client, stranger), ("compare", str(final.public_id)), indication__text="kept words"
    )
    answer = client.post(address(stranger), pressed)
    assert answer.status_code == 400 and "kept words" in answer.content.decode()


def test_drafts_and_withdrawn_reports_are_not_offered(
    rosa: User, final: Report, later: Report, register: Callable[..., Examination]
) -> None:
    last = register(**of(final), examination_date=datetime.date(2026, 6, 2)).report
    drafts.save(later, complete_document(), user=rosa, row_version=later.row_version)
    assert list(Report.objects.earlier_than(last)) == [final]
    sign_now(final, rosa, Action.WITHDRAW, reason="Wrong patient.")
    assert list(Report.objects.earlier_than(last)) == []

"""The commands that write sheets for patients."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from reporting.models import AuditEvent, AuditKind, Report
from reporting.policy.lifecycle import Action
from tests.cast import amend_now, sign_now

pytestmark = pytest.mark.django_db(transaction=True)


def text_of(path: Path) -> str:
    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_the_preparation_sheet_carries_the_letterhead(settings, tmp_path: Path) -> None:
    settings.FACILITY_NAME, settings.FACILITY_PHONE = "Example Clinic", "555 0199"
    call_command("preparation_sheet", output=str(tmp_path / "sheet.pdf"))
    text = text_of(tmp_path / "sheet.pdf")
    assert "Do not squeeze your nipple" in text and "call Example Clinic: 555 0199" in text


def test_the_patients_sheet_of_a_final_report(final: Report, tmp_path: Path) -> None:
    call_command("patient_sheet", str(final.public_id), output=str(tmp_path / "sheet.pdf"))
    text = text_of(tmp_path / "sheet.pdf")
    assert "For Synthetic Patient 1" in text and "We saw something in a milk duct" in text
    for word in ("BI-RADS", "GICS", "filling defect", "biopsy", "%"):
        assert word not in text
    assert (tmp_path / "sheet.pdf").stat().st_mode & 0o777 == 0o600
    event = AuditEvent.objects.get(kind=AuditKind.REPORT_EXPORTED)
    assert event.report_id == final.public_id and "patient sheet" in event.detail


def test_an_amended_report_has_a_sheet_and_the_accession_number_serves_as_id(
    final: Report, rosa, tmp_path: Path
) -> None:
    amend_now(final, rosa, "Two filling defects in the left breast.")
    call_command("patient_sheet", "A-1", output=str(tmp_path / "sheet.pdf"))
    assert "For Synthetic Patient 1" in text_of(tmp_path / "sheet.pdf")


def test_a_draft_has_no_sheet(draft: Report, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="final report only") as raised:
        call_command("patient_sheet", str(draft.public_id), output=str(tmp_path / "sheet.pdf"))
    assert raised.value.returncode == 1 and not (tmp_path / "sheet.pdf").exists()


def test_preliminary_and_withdrawn_reports_have_no_sheet(draft: Report, rosa, tmp_path: Path) -> None:
    sign_now(draft, rosa, Action.SIGN_PRELIMINARY)
    for step in (None, Action.SIGN_FINAL):
        if step:
            sign_now(draft, rosa, step)
            sign_now(draft, rosa, Action.WITHDRAW, reason="Wrong patient.")
        with pytest.raises(CommandError, match="final report only"):
            call_command("patient_sheet", str(draft.public_id), output=str(tmp_path / "sheet.pdf"))


@pytest.mark.parametrize(("id", "output"), [("no such", "sheet.pdf"), ("A-1", "no such folder/sheet.pdf")])
def test_bad_input(final: Report, id: str, output: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as raised:
        call_command("patient_sheet", id, output=str(tmp_path / output))
    assert raised.value.returncode == 2

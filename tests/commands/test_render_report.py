"""One report as PDF, JSON or text: what was signed comes out bit for bit, or not at all."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pypdf import PdfReader

from reporting.custody import triggers
from reporting.custody.archive import storage_name
from reporting.management.command_user import COMMAND_LINE_USERNAME
from reporting.models import AuditEvent, AuditKind, Report
from tests.cast import amend_now, sign_now

pytestmark = pytest.mark.django_db(transaction=True)


def render(id: object, tmp_path: Path, format: str = "pdf") -> bytes:
    call_command("render_report", str(id), format=format, output=str(tmp_path / "out"))
    return (tmp_path / "out").read_bytes()


def test_signed_pdf_is_the_stored_file(final: Report, tmp_path: Path) -> None:
    pdf = render(final.public_id, tmp_path)
    assert hashlib.sha256(pdf).hexdigest() == final.current_version.pdf_digest
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out"]
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600


def test_signed_json_is_the_stored_document(final: Report, tmp_path: Path) -> None:
    content = render(final.public_id, tmp_path, "json")
    assert hashlib.sha256(content).hexdigest() == final.current_version.document_digest
    assert json.loads(content)["ducts"][0]["findings"][0]["length_mm"] == 4


def test_text_says_what_the_report_says(final: Report, tmp_path: Path) -> None:
    text = render(final.public_id, tmp_path, "text").decode()
    for words in ("Synthetic Patient 1", "M-1", "A-1", "filling defect", "Rosa", "BI-RADS 4A"):
        assert words in text
    assert final.current_version.document_digest in text
    assert "DRAFT" not in text


def test_of_an_amended_report_the_last_version_comes(final: Report, rosa, tmp_path: Path) -> None:
    amend_now(final, rosa, "Two filling defects in the left breast.")
    text = render(final.public_id, tmp_path, "text").decode()
    assert "Two filling defects in the left breast." in text
    assert "Typing error." in text


@pytest.mark.parametrize("written", ["A-1", "a-1", " A -1 ", "Ａ-1"])
def test_the_accession_number_serves_as_id(final: Report, written: str, tmp_path: Path) -> None:
    assert render(written, tmp_path).startswith(b"%PDF-")


def test_a_draft_comes_as_preview(draft: Report, tmp_path: Path) -> None:
    render(draft.public_id, tmp_path)
    assert "DRAFT" in PdfReader(tmp_path / "out").pages[0].extract_text()
    assert "DRAFT" in render(draft.public_id, tmp_path, "text").decode()
    assert json.loads(render(draft.public_id, tmp_path, "json"))["identity"]["mrn"] == "M-1"


def test_what_is_written_is_recorded(final: Report, tmp_path: Path) -> None:
    render(final.public_id, tmp_path)
    event = AuditEvent.objects.get(kind=AuditKind.REPORT_EXPORTED)
    assert (event.actor_name, event.report_id, event.version_number) == (
        COMMAND_LINE_USERNAME,
        final.public_id,
        1,
    )


def test_standard_output_holds_the_bytes_alone(final: Report, capsysbinary) -> None:
    call_command("render_report", str(final.public_id))
    pdf = capsysbinary.readouterr().out
    assert hashlib.sha256(pdf).hexdigest() == final.current_version.pdf_digest


def refused(id: object, **options: Any) -> CommandError:
    with pytest.raises(CommandError) as raised:
        call_command("render_report", str(id), stdout=io.StringIO(), **options)
    return raised.value


def test_a_damaged_pdf_is_not_given_out(final: Report, tmp_path: Path, settings) -> None:
    stored = Path(settings.ARCHIVE_DIR) / storage_name(final.current_version.pdf_digest)
    content = bytearray(stored.read_bytes())
    content[1000] ^= 1
    stored.write_bytes(content)
    error = refused(final.public_id, output=str(tmp_path / "out"))
    assert error.returncode == 1 and "damaged" in str(error)
    assert not (tmp_path / "out").exists()
    assert AuditEvent.objects.filter(kind=AuditKind.PDF_DAMAGED).exists()
    assert not AuditEvent.objects.filter(kind=AuditKind.REPORT_EXPORTED).exists()


@pytest.mark.parametrize("format", ["json", "text"])
def test_a_damaged_document_is_not_given_out(final: Report, format: str, tmp_path: Path) -> None:
    triggers.remove(connection)
    final.versions.update(document=final.current_version.document.replace("4A", "4B"))
    error = refused(final.public_id, format=format, output=str(tmp_path / "out"))
    assert error.returncode == 1 and "not the one that was signed" in str(error)
    assert not (tmp_path / "out").exists()
    assert AuditEvent.objects.filter(kind=AuditKind.CONTENT_ALTERED).exists()


@pytest.mark.parametrize(
    "id", ["", "A-999", "00000000-0000-0000-0000-000000000000", "%", "a\x00b", "x" * 9999]
)
def test_what_is_no_report_is_told(final: Report, id: str) -> None:
    assert refused(id).returncode == 2


def test_a_file_that_cannot_be_written_is_told_first(final: Report) -> None:
    assert refused(final.public_id, output="/nowhere/out.pdf").returncode == 2
    assert not AuditEvent.objects.filter(kind=AuditKind.REPORT_EXPORTED).exists()


def test_an_existing_file_is_replaced_whole(draft: Report, rosa, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("older")
    sign_now(draft, rosa)
    assert render(draft.public_id, tmp_path).startswith(b"%PDF-")

"""Going over all signed versions: what holds, and each thing that does not, by its name."""

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reporting.custody import archive, sealing, triggers
from reporting.models import Report, ReportVersion, User
from tests.cast import amend_now

pytestmark = pytest.mark.django_db


def verify() -> str:
    out = io.StringIO()
    call_command("verify_documents", stdout=out)
    return out.getvalue()


def broken() -> str:
    told = io.StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("verify_documents", stderr=told)
    assert raised.value.returncode == 1
    return f"{told.getvalue()}{raised.value}"


def test_what_was_signed_holds(final: Report, rosa: User) -> None:
    amend_now(final, rosa, "Amended.")
    assert verify() == "All 2 signed versions verified; 0 without a digital signature.\n"


def test_without_a_certificate_it_says_so(
    settings: Any, draft: Report, request: pytest.FixtureRequest
) -> None:
    settings.SIGNING_KEY = ""
    final = request.getfixturevalue("final")
    assert final.current_version.signature_level == ""
    assert verify() == "All 1 signed versions verified; 1 without a digital signature.\n"
    assert b"/ByteRange" not in archive.load(final.current_version)


@pytest.mark.parametrize("how", ["changed", "removed"])
def test_a_damaged_file_is_named_and_shown_to_administrators_alone(
    settings: Any, final: Report, ada: User, rosa: User, as_user: Any, how: str
) -> None:
    version = final.current_version
    assert version is not None
    path = Path(settings.ARCHIVE_DIR) / version.pdf_name
    pdf = path.read_bytes()
    path.unlink() if how == "removed" else path.write_bytes(pdf[:-1])
    told = broken()
    assert f"version 1 of report {final.public_id}: the stored PDF is missing or altered" in told
    assert "1 of 1 signed versions failed verification." in told
    page = as_user(ada).get("/cases/").content.decode()
    assert "1 stored PDF is damaged or missing" in page
    assert version.pdf_name in page
    assert "damaged" not in as_user(rosa).get("/cases/").content.decode()
    path.write_bytes(pdf)
    assert "damaged" not in as_user(ada).get("/cases/").content.decode()


def replaced(version: ReportVersion, **values: Any) -> None:
    """Somebody with the database, the archive and SEAL_KEY, but without the site's key, makes another version."""
    triggers.remove(connection)
    for name, value in values.items():
        setattr(version, name, value)
    version.pdf_name = archive.storage_name(version.pdf_digest)
    version.seal = sealing.version_seal(version)
    names = ("pdf_digest", "pdf_name", "seal", *values)
    ReportVersion.objects.filter(pk=version.pk).update(**{name: getattr(version, name) for name in names})


def test_a_file_that_was_altered_and_sealed_again_is_found_by_its_signature(final: Report) -> None:
    version = final.current_version
    assert version is not None
    pdf = archive.load(version)
    place = pdf.index(b"stream\n") + 40
    altered = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
    replaced(version, pdf_digest=archive.store(altered))
    assert "the digital signature does not fit the file" in broken()


def test_a_file_whose_signature_was_taken_away_is_found(final: Report) -> None:
    version = final.current_version
    assert version is not None
    pdf = archive.load(version)
    unsigned = pdf[: pdf.index(b"%%EOF") + 6]
    replaced(version, pdf_digest=archive.store(unsigned))
    assert "0 digital signatures instead of one" in broken()


def test_another_document_than_the_pdf_carries_is_found(final: Report) -> None:
    version = final.current_version
    assert version is not None
    other = version.document.replace("One filling defect", "No filling defect")
    assert other != version.document
    digest = hashlib.sha256(other.encode()).hexdigest()
    replaced(version, document=other, document_digest=digest, pdf_digest=version.pdf_digest)
    assert "the document in the PDF is not the one that was signed" in broken()


def test_a_changed_row_is_named(final: Report) -> None:
    triggers.remove(connection)
    ReportVersion.objects.update(signer_name="Somebody else")
    assert "the seal does not match the signature" in broken()


def test_roots_that_cannot_be_read_are_told(settings: Any, final: Report) -> None:
    settings.SIGNING_ROOTS = "/nowhere/roots.pem"
    assert "/nowhere/roots.pem cannot be read" in broken()

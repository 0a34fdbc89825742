"""Signed PDFs on disk: whole or not there, and never served when they changed."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from reporting.custody import archive
from reporting.models import AuditEvent, Report, ReportVersion

PDF = b"%PDF-1.4 not really one"
DIGEST = hashlib.sha256(PDF).hexdigest()


def stored(settings: Any) -> list[Path]:
    return [path for path in Path(settings.ARCHIVE_DIR).rglob("*") if path.is_file()]


def test_a_file_is_named_by_its_digest_in_two_levels(settings: Any) -> None:
    assert archive.store(PDF) == DIGEST
    (path,) = stored(settings)
    assert path == Path(settings.ARCHIVE_DIR) / DIGEST[:2] / DIGEST[2:4] / f"{DIGEST}.pdf"
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o077 == 0


def test_storing_again_is_harmless_and_mends(settings: Any) -> None:
    archive.store(PDF)
    (path,) = stored(settings)
    before = path.stat().st_mtime_ns
    archive.store(PDF)
    assert path.stat().st_mtime_ns == before
    path.write_bytes(PDF[:10])
    archive.store(PDF)
    assert path.read_bytes() == PDF
    assert stored(settings) == [path]


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_nothing(
    settings: Any, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    archive.store(PDF)
    (path,) = stored(settings)
    path.unlink()

    def full(*_args: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, broken, full)
        with pytest.raises(archive.ArchiveUnavailable, match="Nothing was signed"):
            archive.store(PDF)
    assert stored(settings) == []


def test_the_bytes_reach_the_disk_before_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda *args, _name=name, _real=real: (order.append(_name), _real(*args))[1]
        )
    archive.store(PDF)
    assert order[-3:] == ["fsync", "replace", "fsync"]


def test_files_of_another_kind_lie_beside_the_pdfs(settings: Any) -> None:
    digest = archive.store(b"a picture", ".jpg")
    assert archive.read(digest, ".jpg") == b"a picture"
    assert archive.read(digest) is None
    (path,) = stored(settings)
    assert path.name == f"{digest}.jpg"
    path.write_bytes(b"another picture")
    assert archive.read(digest, ".jpg") is None


@pytest.mark.parametrize(
    "error", [PermissionError(13, "no"), ConnectionError("gone"), OSError(24, "too many files"), KeyError()]
)
def test_a_storage_that_does_not_answer_is_not_called_damaged(
    version: ReportVersion, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise error

    monkeypatch.setattr(storages["archive"], "open", broken)
    for question in (lambda: archive.load(version), lambda: archive.read(DIGEST), lambda: archive.store(PDF)):
        with pytest.raises(archive.ArchiveUnavailable):
            question()
    assert not AuditEvent.objects.filter(kind="pdf_damaged").exists()


@pytest.fixture
def version(final: Report) -> ReportVersion:
    assert final.current_version is not None
    return final.current_version


def test_what_was_signed_is_what_is_served(version: ReportVersion) -> None:
    pdf = archive.load(version)
    assert pdf.startswith(b"%PDF")
    assert hashlib.sha256(pdf).hexdigest() == version.pdf_digest


@pytest.mark.parametrize("damage", ["changed", "cut", "emptied", "removed", "replaced by a folder"])
def test_a_damaged_file_is_never_served(settings: Any, version: ReportVersion, damage: str) -> None:
    path = Path(settings.ARCHIVE_DIR) / version.pdf_name
    pdf = path.read_bytes()
    path.unlink()
    if damage == "changed":
        path.write_bytes(pdf[:-1] + bytes([pdf[-1] ^ 1]))
    elif damage == "cut":
        path.write_bytes(pdf[:-1])
    elif damage == "emptied":
        path.write_bytes(b"")
    elif damage == "replaced by a folder":
        path.mkdir()
    with pytest.raises(archive.StoredPdfDamaged) as raised:
        archive.load(version)
    assert "cannot be shown" in raised.value.sentence
    event = AuditEvent.objects.get(kind="pdf_damaged")
    assert (event.outcome, event.version_number) == ("failure", 1)
    assert json.loads(event.detail)["expected"] == version.pdf_digest

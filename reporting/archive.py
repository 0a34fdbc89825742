"""Signed PDFs as files named by their digest: written whole or not at all, never served when changed."""

from __future__ import annotations

import hashlib
import hmac
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from reporting import audit
from reporting.models import AuditKind, Outcome, ReportVersion, User


class Damaged(Exception):
    """The stored PDF is missing or is not the one that was signed."""

    def __init__(self, version: ReportVersion):
        self.version = version
        self.sentence = _(
            "The stored PDF of this version is damaged and is not shown. Tell an administrator."
        )
        super().__init__(self.sentence)


def digest_of(pdf: bytes) -> str:
    """SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(pdf).hexdigest()


def name_of(digest: str) -> str:
    """Where a PDF lies below ARCHIVE_DIR."""
    return f"{digest[:2]}/{digest[2:4]}/{digest}.pdf"


def store(pdf: bytes) -> str:
    """Write the PDF so that it survives a power cut, and return its digest. Storing it again is harmless.

    The bytes reach the disk under a temporary name before the file gets its own, so that a file with a digest
    for a name is complete.
    """
    digest = digest_of(pdf)
    path = Path(settings.ARCHIVE_DIR) / name_of(digest)
    if path.exists() and digest_of(path.read_bytes()) == digest:
        return digest
    _make_folder(path.parent)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return digest


def load(version: ReportVersion, *, actor: User | None = None) -> bytes:
    """The PDF of a signed version, bit for bit. Call it outside a transaction: damage is recorded at once.

    Raises:
        Damaged: the file is missing or has another digest; nothing of it is given out.
    """
    try:
        pdf = (Path(settings.ARCHIVE_DIR) / name_of(version.pdf_digest)).read_bytes()
    except OSError:
        pdf = b""
    if hmac.compare_digest(digest_of(pdf), version.pdf_digest):
        return pdf
    with transaction.atomic():
        audit.record(
            AuditKind.PDF_DAMAGED,
            actor=actor,
            version=version,
            outcome=Outcome.FAILURE,
            expected=version.pdf_digest,
            found=digest_of(pdf) if pdf else None,
        )
    raise Damaged(version)


def _make_folder(folder: Path) -> None:
    """Make the folder and those above it, each noted on disk in the one that holds it."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Uploaded files waiting for a choice of frame or a confirmation: on disk, for their sender, for one hour.

The token is returned with the next request. It is bound to report and user, so that nobody else can read the file.
"""

from __future__ import annotations

import secrets
import time
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile

from reporting.models import Report, User

SALT = "reporting.staging"
LIFETIME_SECONDS = 60 * 60
SUFFIX = ".staged"


def stage(file: UploadedFile[Any], report: Report, user: User) -> str:
    """Store ``file`` and return its token; delete expired files."""
    folder = Path(settings.UPLOAD_DIR)
    _delete_expired(folder)
    name = secrets.token_hex(16)
    path = folder / f"{name}{SUFFIX}"
    if isinstance(file, TemporaryUploadedFile):
        path.hardlink_to(file.temporary_file_path())  # the original name is removed at the end of the request
    else:
        with path.open("xb") as staged:
            for chunk in file.chunks():
                staged.write(chunk)
    path.chmod(0o600)
    return signing.dumps([str(report.public_id), str(user.public_id), name], salt=SALT)


def open_staged(token: str, report: Report, user: User) -> BinaryIO | None:
    """Return the file of ``token``, or None if it expired or belongs to another user or report."""
    path = _path(token, report, user)
    try:
        return path.open("rb") if path else None
    except FileNotFoundError:
        return None


def delete_staged(token: str, report: Report, user: User) -> None:
    """Delete the file of ``token``."""
    if path := _path(token, report, user):
        path.unlink(missing_ok=True)


def _path(token: str, report: Report, user: User) -> Path | None:
    try:
        report_id, user_id, name = signing.loads(token, salt=SALT, max_age=LIFETIME_SECONDS)
    except signing.BadSignature:
        return None
    if (report_id, user_id) != (str(report.public_id), str(user.public_id)):
        return None
    return Path(settings.UPLOAD_DIR) / f"{name}{SUFFIX}"


def _delete_expired(folder: Path) -> None:
    """Delete files that were not used in time or were left by an interrupted request."""
    for path in folder.iterdir():
        try:
            if path.is_file() and time.time() - path.stat().st_mtime > LIFETIME_SECONDS:
                path.unlink(missing_ok=True)
        except FileNotFoundError:  # already deleted by another process
            continue

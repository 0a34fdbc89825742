"""Files handed in that wait for a frame to be chosen or for a confirmation: on disk, for their sender, for an hour.

Their token comes back with the next step. It is bound to report and person, so that nobody else reaches the file.
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
SECONDS = 60 * 60
SUFFIX = ".staged"


def keep(file: UploadedFile[Any], report: Report, user: User) -> str:
    """Keep ``file`` and return its token; what others left for too long goes."""
    folder = Path(settings.UPLOAD_DIR)
    _clear(folder)
    name = secrets.token_hex(16)
    path = folder / f"{name}{SUFFIX}"
    if isinstance(file, TemporaryUploadedFile):
        path.hardlink_to(file.temporary_file_path())  # its own name goes with the request
    else:
        with path.open("xb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
    path.chmod(0o600)
    return signing.dumps([str(report.public_id), str(user.public_id), name], salt=SALT)


def opened(token: str, report: Report, user: User) -> BinaryIO | None:
    """The file of ``token``; None when it is gone, or was handed in by somebody else or for another report."""
    path = _path(token, report, user)
    try:
        return path.open("rb") if path else None
    except FileNotFoundError:
        return None


def drop(token: str, report: Report, user: User) -> None:
    """The file is needed no longer."""
    if path := _path(token, report, user):
        path.unlink(missing_ok=True)


def _path(token: str, report: Report, user: User) -> Path | None:
    try:
        report_id, user_id, name = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    if (report_id, user_id) != (str(report.public_id), str(user.public_id)):
        return None
    return Path(settings.UPLOAD_DIR) / f"{name}{SUFFIX}"


def _clear(folder: Path) -> None:
    """What was never gone on with, and what an interrupted request left behind."""
    for path in folder.iterdir():
        try:
            if path.is_file() and time.time() - path.stat().st_mtime > SECONDS:
                path.unlink(missing_ok=True)
        except FileNotFoundError:  # another process was faster
            continue

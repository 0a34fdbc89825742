"""Signed PDFs and other unchanging files, named by their digest: stored whole or not at all, never served changed.

They lie in the storage ``archive`` of Django's STORAGES: files of this machine, or a bucket.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import logging

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils.translation import gettext as _

from reporting.custody import audit
from reporting.models import AuditEvent, AuditKind, Outcome, ReportVersion, User
from reporting.policy.exceptions import ActionRefused

logger = logging.getLogger(__name__)

PDF = ".pdf"
EVENTS_LOOKED_AT, DAMAGED_LISTED = 1000, 20
# What the disk says of a file that is not there, or that it lost. Anything else is no verdict on the file.
LOST = frozenset({errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.EIO})


class Damaged(Exception):
    """The stored PDF is missing or is not the one that was signed."""

    def __init__(self, version: ReportVersion):
        self.version = version
        self.sentence = _(
            "The stored PDF of this version is damaged and cannot be shown. Tell an administrator."
        )
        super().__init__(self.sentence)


class Unavailable(ActionRefused):
    """The storage did not take or give a file; nothing is known about the file itself."""


def digest_of(blob: bytes) -> str:
    """SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(blob).hexdigest()


def name_of(digest: str, suffix: str = PDF) -> str:
    """The name in the storage; ``suffix`` is the kind of file with its dot."""
    return f"{digest[:2]}/{digest[2:4]}/{digest}{suffix}"


def store(blob: bytes, suffix: str = PDF) -> str:
    """Store the bytes so that they are there when this returns, and return their digest.

    Storing them again is harmless, and mends a file that was damaged.

    Raises:
        Unavailable: the disk is full, the storage does not answer; no part of the file is left behind.
    """
    digest = digest_of(blob)
    name = name_of(digest, suffix)
    try:
        if _content(name) == blob:
            return digest
        if _storage().get_available_name(name) != name:
            _storage().delete(name)  # damaged, in a storage that does not replace
        if _storage().save(name, ContentFile(blob)) != name:
            raise FileExistsError(name)  # somebody stored it at this moment
    except Unavailable:
        raise
    except Exception as error:  # every storage has its own kinds
        logger.exception("a file could not be stored")
        raise Unavailable(
            _(
                "The archive cannot store files at the moment. Nothing was signed or saved. Tell an "
                "administrator."
            )
        ) from error
    return digest


def read(digest: str, suffix: str = PDF) -> bytes | None:
    """The bytes stored under this digest; None when they are missing or are not those that were stored.

    Raises:
        Unavailable: the storage does not answer, which says nothing about the file.
    """
    return compared(digest, suffix)[0]


def compared(digest: str, suffix: str = PDF) -> tuple[bytes | None, str | None]:
    """The same, and the digest of what lies in its place, None when nothing does.

    Raises:
        Unavailable: see `read`.
    """
    blob = _content(name_of(digest, suffix))
    if blob is None:
        return None, None
    found = digest_of(blob)
    return (blob if hmac.compare_digest(found, digest) else None), found


def remove(digest: str, suffix: str) -> None:
    """Forget bytes that nothing refers to any more.

    Raises:
        Unavailable: the storage does not answer.
    """
    try:
        _storage().delete(name_of(digest, suffix))
    except Exception as error:  # every storage has its own kinds
        logger.exception("a stored file could not be removed")
        raise Unavailable(_("The archive cannot be changed at the moment. Try again in a minute.")) from error


def load(version: ReportVersion, *, actor: User | None = None) -> bytes:
    """The PDF of a signed version, bit for bit. Call it outside a transaction: damage is recorded at once.

    Raises:
        Damaged: the file is missing or has another digest; nothing of it is given out.
        Unavailable: see `read`.
    """
    blob, found = compared(version.pdf_digest)
    if blob is not None:
        return blob
    with transaction.atomic():
        audit.record(
            AuditKind.PDF_DAMAGED,
            actor=actor,
            version=version,
            outcome=Outcome.FAILURE,
            expected=version.pdf_digest,
            found=found,
        )
    raise Damaged(version)


def still_damaged() -> list[ReportVersion]:
    """The versions that were found damaged when somebody asked for them, and are so now; the latest first.

    Raises:
        Unavailable: see `read`.
    """
    events = AuditEvent.objects.filter(
        kind=AuditKind.PDF_DAMAGED, report_id__isnull=False, version_number__isnull=False
    ).order_by("-number")
    found = dict.fromkeys(events.values_list("report_id", "version_number")[:EVENTS_LOOKED_AT])
    versions = [
        ReportVersion.objects.filter(report__public_id=report, number=number).select_related("report").first()
        for report, number in list(found)[:DAMAGED_LISTED]
        if report and number
    ]
    return [version for version in versions if version and read(version.pdf_digest) is None]


def _storage() -> Storage:
    return storages["archive"]


def _content(name: str) -> bytes | None:
    """What lies under the name, or None when nothing that can be read does."""
    try:
        with _storage().open(name) as file:
            return bytes(file.read())
    except Exception as error:  # every storage has its own kinds
        if isinstance(error, OSError) and error.errno in LOST:
            return None
        if isinstance(error, FileNotFoundError):  # raised without a number by storages that are no disk
            return None
        logger.exception("a stored file could not be read")
        raise Unavailable(
            _("The archive cannot be read at the moment. Try again in a minute, or tell an administrator.")
        ) from error

"""Store signed PDFs and other immutable files, named by their digest. A file that was altered is never served.

The files are in the storage ``archive`` of Django's STORAGES: a local folder, or a bucket.
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

from reporting.custody import audit, signed_content
from reporting.models import AuditEvent, AuditKind, Outcome, ReportVersion, User
from reporting.policy.exceptions import ActionRefused

logger = logging.getLogger(__name__)

PDF = ".pdf"
EVENTS_SEARCHED, DAMAGED_LISTED = 1000, 20
# Errors of a missing or lost file. Any other error says nothing about the file.
MISSING_FILE_ERRNOS = frozenset({errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.EIO})


class StoredPdfDamaged(Exception):
    """The stored PDF is missing or is not the one that was signed."""

    def __init__(self, version: ReportVersion):
        self.version = version
        self.sentence = _(
            "The stored PDF of this version is damaged and cannot be shown. Tell an administrator."
        )
        super().__init__(self.sentence)


class ArchiveUnavailable(ActionRefused):
    """The storage could not store or return a file; nothing is known about the file itself."""


def digest_of(blob: bytes) -> str:
    """Return the SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(blob).hexdigest()


def storage_name(digest: str, suffix: str = PDF) -> str:
    """Return the name in the storage; ``suffix`` is the file extension with its dot."""
    return f"{digest[:2]}/{digest[2:4]}/{digest}{suffix}"


def store(blob: bytes, suffix: str = PDF) -> str:
    """Store the bytes durably and return their digest.

    Storing them again is harmless, and repairs a damaged file.

    Raises:
        ArchiveUnavailable: the disk is full or the storage does not answer; no part of the file is left behind.
    """
    digest = digest_of(blob)
    name = storage_name(digest, suffix)
    try:
        if _read_file(name) == blob:
            return digest
        if _storage().get_available_name(name) != name:
            _storage().delete(name)  # damaged, in a storage that does not overwrite
        if _storage().save(name, ContentFile(blob)) != name:
            raise FileExistsError(name)  # stored concurrently
    except ArchiveUnavailable:
        raise
    except Exception as error:  # every storage has its own kinds
        logger.exception("a file could not be stored")
        raise ArchiveUnavailable(
            _(
                "The archive cannot store files at the moment. Nothing was signed or saved. Tell an "
                "administrator."
            )
        ) from error
    return digest


def read(digest: str, suffix: str = PDF) -> bytes | None:
    """Return the bytes stored under this digest, or None if they are missing or altered.

    Raises:
        ArchiveUnavailable: the storage does not answer, which says nothing about the file.
    """
    return read_with_digest(digest, suffix)[0]


def read_with_digest(digest: str, suffix: str = PDF) -> tuple[bytes | None, str | None]:
    """Return the stored bytes and the digest actually found; both None if the file is missing.

    Raises:
        ArchiveUnavailable: see `read`.
    """
    blob = _read_file(storage_name(digest, suffix))
    if blob is None:
        return None, None
    found = digest_of(blob)
    return (blob if hmac.compare_digest(found, digest) else None), found


def is_writable() -> bool:
    """Return False if the archive folder cannot be written. A bucket is not asked: it could be slow to answer."""
    probe = getattr(_storage(), "write_probe", None)
    if probe is None:
        return True
    try:
        probe()
    except OSError:
        return False
    return True


def remove(digest: str, suffix: str) -> None:
    """Delete bytes that nothing refers to.

    Raises:
        ArchiveUnavailable: the storage does not answer.
    """
    try:
        _storage().delete(storage_name(digest, suffix))
    except Exception as error:  # every storage has its own kinds
        logger.exception("a stored file could not be removed")
        raise ArchiveUnavailable(
            _("The archive cannot be changed at the moment. Try again in a minute.")
        ) from error


def write_named(name: str, content: bytes) -> None:
    """Store a file that is not named by its digest, replacing one of the same name.

    Raises:
        ArchiveUnavailable: the disk is full or the storage does not answer.
    """
    try:
        if _storage().get_available_name(name) != name:
            _storage().delete(name)  # in a storage that does not overwrite
        _storage().save(name, ContentFile(content))
    except Exception as error:  # every storage has its own kinds
        raise ArchiveUnavailable(
            _("The archive cannot store files at the moment. Tell an administrator.")
        ) from error


def read_named(name: str) -> bytes | None:
    """Return the content of a file stored by `write_named`, or None if it is missing.

    Raises:
        ArchiveUnavailable: see `read`.
    """
    return _read_file(name)


def exists_named(name: str) -> bool:
    """Return True if the storage has a file of this name, readable or not."""
    try:
        return _storage().exists(name)
    except Exception as error:  # every storage has its own kinds
        raise ArchiveUnavailable(
            _("The archive cannot be read at the moment. Try again in a minute, or tell an administrator.")
        ) from error


def names_in(folder: str = "") -> list[str]:
    """Return the names of all files below ``folder``, in ascending order.

    Raises:
        ArchiveUnavailable: the storage does not answer.
    """
    try:
        folders, files = _storage().listdir(folder)
    except FileNotFoundError:
        return []
    except Exception as error:  # every storage has its own kinds
        raise ArchiveUnavailable(
            _("The archive cannot be read at the moment. Try again in a minute, or tell an administrator.")
        ) from error
    prefix = f"{folder}/" if folder else ""
    names = [f"{prefix}{name}" for name in files]
    for name in folders:
        names += names_in(f"{prefix}{name}")
    return sorted(names)


def load(version: ReportVersion, *, actor: User | None = None) -> bytes:
    """Return the PDF of a signed version exactly as it was stored.

    Call it outside a transaction, because damage is recorded at once.

    Raises:
        StoredPdfDamaged: the file is missing or has another digest.
        SignedContentAltered: the row that names the digest is not the one that was signed.
        ArchiveUnavailable: see `read`.
    """
    signed_content.document_of(version)
    blob, found = read_with_digest(version.pdf_digest)
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
    raise StoredPdfDamaged(version)


def still_damaged() -> list[ReportVersion]:
    """Return the versions recorded as damaged that are still damaged, latest first.

    Raises:
        ArchiveUnavailable: see `read`.
    """
    events = AuditEvent.objects.filter(
        kind=AuditKind.PDF_DAMAGED, report_id__isnull=False, version_number__isnull=False
    ).order_by("-number")
    found = dict.fromkeys(events.values_list("report_id", "version_number")[:EVENTS_SEARCHED])
    versions = [
        ReportVersion.objects.filter(report__public_id=report, number=number).select_related("report").first()
        for report, number in list(found)[:DAMAGED_LISTED]
        if report and number
    ]
    return [version for version in versions if version and read(version.pdf_digest) is None]


def _storage() -> Storage:
    return storages["archive"]


def _read_file(name: str) -> bytes | None:
    """Return the content of the file, or None if it is missing or lost."""
    try:
        with _storage().open(name) as file:
            return bytes(file.read())
    except Exception as error:  # every storage has its own kinds
        if isinstance(error, OSError) and error.errno in MISSING_FILE_ERRNOS:
            return None
        if isinstance(error, FileNotFoundError):  # raised without an errno by storages other than a disk
            return None
        logger.exception("a stored file could not be read")
        raise ArchiveUnavailable(
            _("The archive cannot be read at the moment. Try again in a minute, or tell an administrator.")
        ) from error

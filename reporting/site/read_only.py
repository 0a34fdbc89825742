"""Read-only mode: while nothing should be written, or nothing can be, reports can still be read.

It begins by setting, for maintenance, and by itself when the disk of the data directory has less room than the
reserve. The reserve is for what reading needs: sessions, audit events and limits.
"""

from __future__ import annotations

import errno
import shutil

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

# SQLite: READONLY, IOERR, FULL, CANTOPEN; the lowest byte of its extended codes.
SQLITE_CODES = frozenset({8, 10, 13, 14})
SQLITE_TEXTS = ("readonly database", "disk is full", "disk I/O error", "unable to open database file")
# PostgreSQL: read_only_sql_transaction, disk_full.
POSTGRESQL_STATES = frozenset({"25006", "53100"})
DISK_ERRORS = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT})


def reason() -> str:
    """Return the sentence that says why nothing may be written now, or ""."""
    if settings.READ_ONLY:
        return _(
            "The site is in read-only mode for maintenance: reports can be read, but nothing can be saved."
        )
    if free_bytes() < settings.RESERVE_BYTES:
        return _("The server’s disk is nearly full: reports can be read, but nothing can be saved.")
    return ""


def unwritable() -> str:
    """Return the sentence for a database or disk that refused to be written."""
    return _("The server cannot store anything at the moment: reports can be read, but nothing can be saved.")


def free_bytes() -> int:
    """Return the room left on the disk of the data directory."""
    return shutil.disk_usage(settings.DATA_DIR).free


def refuses_writing(error: BaseException | None) -> bool:
    """Return True if ``error`` says that database or disk cannot be written, rather than that the data is wrong."""
    if isinstance(error, OSError):
        return error.errno in DISK_ERRORS
    if not isinstance(error, DatabaseError):
        return False
    cause = error.__cause__ or error
    if getattr(cause, "sqlstate", None) in POSTGRESQL_STATES:
        return True
    code = getattr(cause, "sqlite_errorcode", None)
    return (
        code & 0xFF in SQLITE_CODES if code is not None else any(text in str(error) for text in SQLITE_TEXTS)
    )

"""Storage of static files whose names contain a hash of their content, so that browsers may cache them for ever."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

MANIFEST = "staticfiles.json"
FILE_MODE = 0o644
DIRECTORY_MODE = 0o755


class ContentNamedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes also the names of files imported by JavaScript modules. Every account may read the files.

    They are public and usually collected by root, while the service runs under its own account. Django would give
    them the mode of uploads (FILE_UPLOAD_PERMISSIONS), and folders that of the caller's umask.
    """

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("file_permissions_mode", FILE_MODE)
        kwargs.setdefault("directory_permissions_mode", DIRECTORY_MODE)
        super().__init__(*args, **kwargs)

    def post_process(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        yield from super().post_process(*args, **kwargs)
        if not kwargs.get("dry_run"):
            # Compressed copies are not written by this storage, and files collected earlier are not written again.
            make_readable(Path(self.location))


def make_readable(folder: Path) -> None:
    """Allow every account to read ``folder`` and all that is in it."""
    folder.chmod(DIRECTORY_MODE)
    for place, folders, files in os.walk(folder):
        for name in folders:
            Path(place, name).chmod(DIRECTORY_MODE)
        for name in files:
            Path(place, name).chmod(FILE_MODE)


def unreadable(folder: Path) -> list[Path]:
    """Return the files and folders in ``folder`` that this process cannot read; [] if ``folder`` does not exist."""
    found: list[Path] = []

    def refused(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            found.append(Path(error.filename))

    for place, _folders, files in os.walk(folder, onerror=refused):
        found += [path for name in files if not os.access(path := Path(place, name), os.R_OK)]
    return found

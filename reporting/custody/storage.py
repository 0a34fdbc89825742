"""Default storage of signed PDFs and other immutable files on the local disk."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class ArchiveFiles(FileSystemStorage):
    """Files below ARCHIVE_DIR, readable by their owner only and without a URL.

    The bytes are flushed to disk under a temporary name before the rename, so that a file under its final name is
    complete even after a power cut. An existing file is replaced atomically.
    """

    base_url = None  # type: ignore[assignment]  # no address

    def __init__(self) -> None:
        super().__init__(allow_overwrite=True)

    @property
    def base_location(self) -> str:  # reads the setting on every access
        return str(settings.ARCHIVE_DIR)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)

    def write_probe(self) -> None:
        """Write and remove a nameless file where the next one would be stored.

        Raises:
            OSError: files cannot be stored.
        """
        folder = Path(self.location)
        while not folder.is_dir():
            folder = folder.parent
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"probe")

    def _save(self, name: str, content: File[bytes]) -> str:
        path = Path(self.path(name))
        _make_folder(path.parent)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
        return name


def _make_folder(folder: Path) -> None:
    """Make the folder and its parents, each synced to disk in its parent."""
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

"""An S3-compatible bucket instead of the local disk; needs the package ``django-storages[s3]``."""

from __future__ import annotations

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

# Somebody waits for the signature: a bucket that does not answer is told within half a minute.
PATIENCE = Config(connect_timeout=5, read_timeout=10, retries={"total_max_attempts": 2})  # seconds


class ArchiveBucket(S3Storage):  # type: ignore[misc]  # the package is not typed
    """Objects that nobody reads without the key. A PUT is whole or not there; the same name is replaced."""

    def get_default_settings(self) -> dict[str, Any]:
        mine = {"file_overwrite": True, "default_acl": None, "client_config": PATIENCE}
        return dict(super().get_default_settings()) | mine

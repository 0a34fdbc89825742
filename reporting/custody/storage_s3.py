"""Archive in an S3-compatible bucket instead of the local disk; needs the package ``django-storages[s3]``."""

from __future__ import annotations

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

# The signer waits for the storage, so a bucket that does not answer is reported within half a minute.
CLIENT_CONFIG = Config(connect_timeout=5, read_timeout=10, retries={"total_max_attempts": 2})  # seconds


class ArchiveBucket(S3Storage):  # type: ignore[misc]  # the package is not typed
    """Private objects in a bucket. A PUT is atomic and replaces an object of the same name."""

    def get_default_settings(self) -> dict[str, Any]:
        mine = {"file_overwrite": True, "default_acl": None, "client_config": CLIENT_CONFIG}
        return dict(super().get_default_settings()) | mine

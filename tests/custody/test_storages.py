"""The archive in other storages than the disk, and on a disk that is really full."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from reporting import checks
from reporting.custody import archive
from reporting.models import AuditEvent, Report
from tests.conftest import unavailable

ROOT = Path(__file__).parents[2]
PDF = b"%PDF-1.4 not really one"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """An S3 server on the loopback address."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"http://{host}:{port}"
    moto.stop()


@pytest.fixture
def bucket(settings: Any, server: str, request: pytest.FixtureRequest) -> Any:
    """The archive in an empty bucket of that server."""
    options = {
        "endpoint_url": server,
        "access_key": "reader",
        "secret_key": "writer",
        "region_name": "us-east-1",
    }
    name = f"archive-{abs(hash(request.node.nodeid))}"
    settings.STORAGES = settings.STORAGES | {
        "archive": {
            "BACKEND": "reporting.custody.storage_s3.ArchiveBucket",
            "OPTIONS": options | {"bucket_name": name},
        }
    }
    storage: Any = storages["archive"]
    storage.connection.create_bucket(Bucket=name)
    return storage


@pytest.fixture
def memory(settings: Any) -> Any:
    """A storage that, unlike ours, never replaces a file but gives the new one another name."""
    settings.STORAGES = settings.STORAGES | {
        "archive": {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    }
    return storages["archive"]


@pytest.fixture(params=["bucket", "memory"])
def storage(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def names(storage: Any, folder: str = "") -> list[str]:
    folders, files = storage.listdir(folder)
    below = [name for inner in folders for name in names(storage, f"{folder}{inner}/")]
    return [f"{folder}{name}" for name in files] + below


def test_a_file_is_stored_once_and_mended(storage: Any) -> None:
    digest = archive.store(PDF)
    assert archive.store(PDF) == digest
    assert names(storage) == [archive.storage_name(digest)]
    storage.delete(archive.storage_name(digest))
    assert archive.read(digest) is None
    with storage.open(archive.storage_name(digest), "wb") as file:
        file.write(PDF[:-1])
    assert archive.read(digest) is None
    archive.store(PDF)
    assert archive.read(digest) == PDF
    assert names(storage) == [archive.storage_name(digest)]


def test_a_report_is_signed_and_served_and_never_served_damaged(storage: Any, final: Report) -> None:
    version = final.current_version
    assert version is not None
    assert archive.load(version).startswith(b"%PDF-")
    storage.delete(version.pdf_name)
    with pytest.raises(archive.StoredPdfDamaged):
        archive.load(version)
    assert AuditEvent.objects.filter(kind="pdf_damaged").count() == 1


def test_a_bucket_that_is_gone_says_nothing_about_the_file(bucket: Any, final: Report) -> None:
    bucket.connection.meta.client.meta.events.register(
        "before-send.s3", lambda **_call: (_ for _ in ()).throw(ConnectionRefusedError(111, "refused"))
    )
    with pytest.raises(archive.ArchiveUnavailable):
        archive.load(final.current_version)
    assert not AuditEvent.objects.filter(kind="pdf_damaged").exists()


def test_a_storage_that_is_not_installed_stops_the_start(settings: Any) -> None:
    assert checks.archive_storage(None) == []
    settings.STORAGES = settings.STORAGES | {"archive": {"BACKEND": "nowhere.Bucket"}}
    (error,) = checks.archive_storage(None)
    assert error.id == "reporting.E006"


def in_a_small_disk(tmp_path: Path, code: str) -> Any:
    """What ``code`` prints as JSON, run with ``DISK`` as a file system of 64 kB that nobody else sees."""
    if shutil.which("unshare") is None:
        unavailable("no unshare on this machine (apt-get install util-linux)")
    mount = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    disk = tmp_path / "disk"
    disk.mkdir()
    command = f'mount -t tmpfs -o size=64k tmpfs "{disk}" && exec "{sys.executable}" -c "$CODE"'
    environment = {"CODE": code, "DISK": str(disk), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [*mount, command], env=os.environ | environment, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    if "Operation not permitted" in done.stderr or "ermission denied" in done.stderr:
        # Not a matter of what is installed: containers forbid it. A file cut off by the kernel is tried everywhere.
        pytest.skip("this machine lets nobody mount a file system of his own")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


FILL = """
import json, os, pathlib
import django
django.setup()
from django.conf import settings
from reporting.custody import archive
settings.ARCHIVE_DIR = os.environ["DISK"]
small, large = os.urandom(20_000), os.urandom(60_000)
archive.store(small)
try:
    archive.store(large)
except archive.ArchiveUnavailable as error:
    told = error.sentence
kept = archive.read(archive.digest_of(small)) == small
archive.store(small + b"!")
files = [path.name for path in pathlib.Path(os.environ["DISK"]).rglob("*") if path.is_file()]
whole = sorted(archive.digest_of(blob) + ".pdf" for blob in (small, small + b"!"))
print(json.dumps([told, kept, sorted(files) == whole]))
"""


def test_a_disk_that_runs_full_in_the_middle_of_a_file(tmp_path: Path) -> None:
    told, kept, files = in_a_small_disk(tmp_path, FILL)
    assert "cannot store" in told
    assert kept
    assert files, "half a file was left behind, or a whole one lost"

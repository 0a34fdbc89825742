"""Static files are public: every account can read them, whoever collected them and under whatever umask."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from reporting.site import deployment, static_files

BACKEND = {"BACKEND": "reporting.site.static_files.ContentNamedStaticFiles"}


@pytest.fixture(params=[0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    """A place to collect into, with the mode of uploads that production sets."""
    assert settings.FILE_UPLOAD_PERMISSIONS == 0o600
    settings.STORAGES = settings.STORAGES | {"staticfiles": BACKEND}
    source = tmp_path / "source"
    for name in ("styles/site.css", "scripts/parts/panel.js"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text("/* long enough that a compressed copy is kept */" * 50)
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = str(tmp_path / "program" / "staticfiles")
    return Path(settings.STATIC_ROOT)


def closed_to_others(folder: Path) -> list[str]:
    """What an account that is neither the owner nor in the group cannot read."""
    found = []
    for path in [folder, *folder.rglob("*")]:
        needed = stat.S_IROTH | stat.S_IXOTH if path.is_dir() else stat.S_IROTH
        if path.stat().st_mode & needed != needed:
            found.append(path.name)
    return found


def test_every_account_can_read_what_was_collected(umask: None, folder: Path) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    names = {path.suffix for path in folder.rglob("*") if path.is_file()}
    assert names >= {".css", ".js", ".gz", ".json"}  # the files, their compressed copies and the manifest
    assert closed_to_others(folder) == []


def test_an_update_opens_what_an_earlier_release_left_closed(umask: None, folder: Path) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    call_command("collectstatic", interactive=False, verbosity=0)
    assert closed_to_others(folder) == []


def test_a_trial_run_writes_nothing(folder: Path) -> None:
    call_command("collectstatic", interactive=False, verbosity=0, dry_run=True)
    assert not folder.exists()


def test_uncollected_files_are_an_error_of_the_installation(folder: Path) -> None:
    (error,) = deployment.readable_static_files(None)
    assert error.id == "reporting.E032"
    call_command("collectstatic", interactive=False, verbosity=0)
    assert deployment.readable_static_files(None) == []


def test_what_cannot_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    manifest = folder / static_files.MANIFEST
    # Root may read everything; `tests/system/test_installation_accounts.py` asks as another account.
    monkeypatch.setattr(static_files.os, "access", lambda path, _mode: Path(path) != manifest)
    (error,) = deployment.readable_static_files(None)
    assert error.id == "reporting.E031"
    assert str(manifest) in error.msg

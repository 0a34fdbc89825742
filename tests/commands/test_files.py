"""Files of commands: a limit on what is read, and nothing half written."""

import io
import os
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError

from reporting.management import files


def test_no_more_is_read_than_the_limit_allows() -> None:
    with pytest.raises(CommandError, match="too large"):
        files.read_text("/dev/zero")


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"a" * files.MAX_BYTES)
    assert len(files.read_text(str(tmp_path / "large"))) == files.MAX_BYTES


def test_other_scripts_are_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("Łódź Ελένη Наталья Nguyễn", encoding="utf-8")
    assert files.read_text(str(tmp_path / "file")) == "Łódź Ελένη Наталья Nguyễn"


def test_standard_input_is_read_with_the_same_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a" * (files.MAX_BYTES + 1))))
    with pytest.raises(CommandError, match="standard input is too large"):
        files.read_text("-")


def test_a_write_that_fails_leaves_the_older_file_and_no_other(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "out").write_text("older")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CommandError, match="cannot be written: No space left on device") as raised:
        files.write_atomically(str(tmp_path / "out"), b"newer")
    assert raised.value.returncode == 2
    assert os.listdir(tmp_path) == ["out"]
    assert (tmp_path / "out").read_text() == "older"

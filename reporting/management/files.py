"""Files that commands read and write: read with limits, written whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from django.core.management.base import CommandError

MAX_BYTES = 10 * 1024 * 1024  # a report of 300 findings with long texts has less than one
STDIO = "-"

# Exit codes of every command here.
REFUSED = 1
BAD_INPUT = 2


def read_text(name: str) -> str:
    """The text of a UTF-8 file, or of standard input for ``-``.

    Raises:
        CommandError: it cannot be read, is too large, or is no UTF-8 text; exit code 2.
    """
    try:
        if name == STDIO:
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise bad_input(f"{shown(name)} cannot be read: {reason(error)}.") from error
    if len(content) > MAX_BYTES:
        raise bad_input(f"{shown(name)} is too large; the limit is {MAX_BYTES // 1024**2} MiB.")
    return _decoded(content, shown(name))


def _decoded(content: bytes, file: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise bad_input(f"{file} is UTF-16. Save it as UTF-8.")
    if content.startswith(b"\xef\xbb\xbf"):
        raise bad_input(f"{file} begins with a byte order mark. Save it as UTF-8 without one.")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise bad_input(f"{file} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error


def require_writable(name: str) -> None:
    """Refuse a place where no file can be written, before the work is done.

    Raises:
        CommandError: it is a folder, or lies in none that can be written; exit code 2.
    """
    if name == STDIO:
        return
    path = Path(name)
    if path.is_dir():
        raise bad_input(f"{name} is a folder; name a file.")
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise bad_input(f"{name} cannot be written: {path.parent} is not a writable folder.")


def write_whole(name: str, content: bytes) -> None:
    """Write a file under a temporary name and rename it, so that no half file is ever seen; ``-`` is standard output.

    Only the owner may read the file: it may hold patient data.

    Raises:
        CommandError: it cannot be written; exit code 2.
    """
    if name == STDIO:
        _to_standard_output(content)
        return
    path = Path(name)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise bad_input(f"{name} cannot be written: {reason(error)}.") from error


def _to_standard_output(content: bytes) -> None:
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader, such as `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def shown(name: str) -> str:
    """How a sentence calls the file."""
    return "standard input" if name == STDIO else name


def reason(error: Exception) -> str:
    """Why the system could not do it, without the path, which stands in the sentence already."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def bad_input(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=BAD_INPUT)


def refused(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=REFUSED)

"""Read and write the files of commands: reads are limited, writes are atomic."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError

from reporting.custody import archive
from reporting.custody.signed_content import SignedContentAltered
from reporting.delivery import integrity_alarms

MAX_BYTES = 10 * 1024 * 1024  # a report with 300 findings and long texts is below 1 MiB
STDIO = "-"

# Exit codes of all commands.
EXIT_REFUSED = 1
EXIT_BAD_INPUT = 2


def read_text(name: str) -> str:
    """Return the text of a UTF-8 file, or of standard input for ``-``.

    Raises:
        CommandError: it cannot be read, is too large, or is not UTF-8; exit code 2.
    """
    try:
        if name == STDIO:
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise bad_input_error(f"{display_name(name)} cannot be read: {error_reason(error)}.") from error
    if len(content) > MAX_BYTES:
        raise bad_input_error(f"{display_name(name)} is too large; the limit is {MAX_BYTES // 1024**2} MiB.")
    return _decode(content, display_name(name))


def _decode(content: bytes, file: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise bad_input_error(f"{file} is UTF-16. Save it as UTF-8.")
    if content.startswith(b"\xef\xbb\xbf"):
        raise bad_input_error(f"{file} begins with a byte order mark. Save it as UTF-8 without one.")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise bad_input_error(f"{file} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error


def require_writable(name: str) -> None:
    """Refuse an output path that cannot be written, before the work is done.

    Raises:
        CommandError: it is a folder, or its folder cannot be written; exit code 2.
    """
    if name == STDIO:
        return
    path = Path(name)
    if path.is_dir():
        raise bad_input_error(f"{name} is a folder; name a file.")
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise bad_input_error(f"{name} cannot be written: {path.parent} is not a writable folder.")


def write_atomically(name: str, content: bytes) -> None:
    """Write a file under a temporary name and rename it, so that no partial file appears; ``-`` is standard output.

    Only the owner may read the file, because it may contain patient data.

    Raises:
        CommandError: it cannot be written; exit code 2.
    """
    if name == STDIO:
        _write_to_stdout(content)
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
        raise bad_input_error(f"{name} cannot be written: {error_reason(error)}.") from error


def _write_to_stdout(content: bytes) -> None:
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader, such as `head`, closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def display_name(name: str) -> str:
    """Return the name of the file for messages."""
    return "standard input" if name == STDIO else name


def error_reason(error: Exception) -> str:
    """Return the reason of a system error without the path, which the message already names."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


@contextmanager
def altered_content_told() -> Iterator[None]:
    """Say in a sentence, and raise the alarm, if stored content is not what was signed or saved.

    Raises:
        CommandError: it is not; exit code 1.
    """
    try:
        yield
    except SignedContentAltered as error:
        integrity_alarms.raise_alarm(error, actor=None)
        raise refused_error(f"{error.sentence} ({error})") from error
    except archive.StoredPdfDamaged as error:
        raise refused_error(error.sentence) from error


def bad_input_error(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=EXIT_BAD_INPUT)


def refused_error(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=EXIT_REFUSED)

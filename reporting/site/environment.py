"""Strict reading of environment variables: a mistyped value is an error that says what is allowed."""

import os
import secrets
from collections.abc import Collection
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from reporting.site import colours

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str | None = None) -> str:
    """The variable without surrounding space. Empty counts as not set; without a default it must be set."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} must be set.")
    return default


def choice(name: str, allowed: Collection[str], default: str) -> str:
    """The variable, which must be one of ``allowed``."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; use one of: {', '.join(allowed)}.")
    return value


def boolean(name: str, default: bool) -> bool:
    """The variable as a truth value; anything but the usual words for yes and no is an error."""
    value = text(name, str(default)).lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; use one of: 1, true, yes, on, 0, false, no, off.")


def integer(name: str, default: int, *, minimum: int, maximum: int) -> int:
    """The variable as a whole number within the bounds, both included."""
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError:
        number = minimum - 1
    if not minimum <= number <= maximum:
        raise ImproperlyConfigured(f"{name} is {value!r}; use a whole number from {minimum} to {maximum}.")
    return number


def dark_colour(name: str, default: str) -> str:
    """The variable as a colour, “#rrggbb”, in which words can be read on paper."""
    value = text(name, default)
    try:
        readable = colours.can_be_read(colours.parsed(value))
    except ValueError:
        readable = False
    if not readable:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; use a colour such as {default} whose contrast to white paper and to a "
            f"pale ground is at least {colours.LEAST_CONTRAST} to 1."
        )
    return value


def items(name: str, default: str | None = None) -> list[str]:
    """The variable as a list; commas separate its items."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def secret(name: str, *, minimum_length: int) -> str:
    """A secret that must be set and must not be short."""
    value = text(name)
    if len(value) < minimum_length:
        # Never the value itself: error messages end in logs.
        raise ImproperlyConfigured(
            f"{name} has {len(value)} characters; it must be random and have at least {minimum_length}."
        )
    return value


def private_directory(path: Path) -> Path:
    """Make the directory, readable by its owner alone, if it is not there yet."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{path} cannot be created ({error.strerror}).") from error
    return path


def generated_secret(path: Path) -> str:
    """The secret kept in ``path``; made at random on first use, readable by its owner alone."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(draft, path)  # unlike a rename, never replaces the key another process made meanwhile
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
